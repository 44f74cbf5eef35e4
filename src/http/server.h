/* src/http/server.h: the server: listeners, workers, hooks of the rooms above. */
#pragma once
#include "base/clock.h"
#include "base/log.h"
#include "base/rand.h"
#include "crypto/crypto.h"
#include "http/req.h"

enum nes_call_end { NES_CALL_DONE, NES_CALL_REFUSED, NES_CALL_LOOKED };

/* What the dispatcher asks of floors it may not know. `self` is given to each; one left out does as its line says. */
struct nes_app_hooks {
    void *self;
    /* Who calls: from cookie, token, certificate. Once on the snapshot of prepare, once in run. Left out: anyone;
     * on the operations listener: the system itself. */
    struct nes_err (*identify)(void *self, const struct nes_req *req, struct nes_caller *out);
    /* Checks and spends the confirmations that req->route->assurance needs. Left out: no route may need any. */
    struct nes_err (*assure)(void *self, const struct nes_req *req);
    /* Whether staff reaches this row (branch, portfolio). Left out: yes. */
    bool (*reaches)(void *self, const struct nes_req *req, const struct nes_param_row *row);
    /* The leaf of the audit, in the call's transaction. `why` is NULL or the refusal. Left out: none (tests only). */
    struct nes_err (*audit)(void *self, const struct nes_req *req, enum nes_call_end end, const struct nes_fault *why);
    /* last_seen of a stale session, in a transaction. */
    struct nes_err (*touch)(void *self, const struct nes_req *req);
    /* Stored replies are sealed for the actor. Both or none; none: kept as they are (tests only). */
    struct nes_err (*seal)(void *self, struct nes_arena *arena, struct nes_str plain, struct nes_str *sealed);
    struct nes_err (*unseal)(void *self, struct nes_arena *arena, struct nes_str sealed, struct nes_str *plain);
    /* More lines for /metrics, in the Prometheus text form. */
    void (*metrics)(void *self, struct nes_buf *out);
};

struct nes_listener {
    enum nes_listen kind;
    const char *host;              /* the only name it answers to, "my.localhost"; NULL: any (operations) */
    const char *address;           /* to listen at, "127.0.0.1" or "::"; NULL with unix_path */
    uint16_t port;                 /* 0: one that is free */
    const char *unix_path;         /* instead of address; mode 0600. Forwarded addresses are believed here only */
    bool proxied;                  /* unix_path behind nginx, mode 0660: TLS ended there */
    const char *certificate, *key; /* PEM files; NULL: no TLS (unix_path, loopback operations) */
    const char *client_ca;         /* PEM: client certificates are asked for and checked (terminals must have one) */
    const char *files;             /* folder of a web application, served where no route answers; NULL: none */
    const char *signer;            /* what pages under /<language>/sign/ may connect to besides; NULL: nothing */
    int threads;                   /* 0: 2 */
};

struct nes_http_options {
    const struct nes_listener *listeners;
    size_t listeners_len;
    const struct nes_doors *doors;
    struct nes_db *db;             /* NULL: a program without a database; no route may be .once or .looks */
    const struct nes_app_hooks *hooks; /* NULL: none */
    void *app;                     /* req->app */
    struct nes_clock clock;
    struct nes_rand rand;
    const struct nes_log *log;
    const struct nes_crypto *crypto;
    struct nes_secret cursor_key;  /* 32 bytes that sign cursors; the same on all nodes */
    int workers;                   /* 0: 16. The database has as many readers */
    int queue_max;                 /* 0: 256 requests may wait; one more is 503 */
    int64_t head_ms;               /* 0: 10 000: a request must be whole by then */
    int64_t reply_ms;              /* 0: 30 000: an answer must be taken by then */
    const char *upload_folder;     /* for uploads on their way; NULL: none accepted */
    int64_t rate_address;          /* requests a second of one address without a session, changes count ten; 0: any */
    const char *version;           /* nesie_build_info */
    bool strict;                   /* tests: a fault that the route does not declare is our bug */
};

struct nes_http;
/* Opens all listeners and threads, or none. HTTP_START with the reason in `at` (text in `arena`, which outlives the
 * server). All that `options` points to outlives the server too. */
struct nes_err nes_http_start(struct nes_arena *arena, const struct nes_http_options *options, struct nes_http **out);
/* Drains: no new connections, requests under way are answered (15 s at most), threads end. For NES_AUTO. */
void nes_http_stop(struct nes_http **http);
/* The port of the n-th listener. */
uint16_t nes_http_port(const struct nes_http *http, size_t listener);
/* Reads certificates again where the files changed (also done every ten seconds); connections stay. HTTP_START. */
struct nes_err nes_http_renew(struct nes_http *http);
/* An operation ended (after its commit): a call that waits for it answers now. */
void nes_http_wake(struct nes_http *http, struct nes_id operation);
/* Keys that were entered and carry no answer: none, since both are written by one transaction (I6). */
struct nes_err nes_once_examine(struct nes_tx *tx, int64_t *bare);
/* The Prometheus page. */
void nes_http_metrics(struct nes_http *http, struct nes_buf *out);
/* The server that answers this request: a handler of /metrics or /readyz needs it. */
struct nes_http *nes_req_http(const struct nes_req *req);
/* The hooks of that server, for what is sealed. */
const struct nes_app_hooks *nes_req_hooks(const struct nes_req *req);
bool nes_http_draining(const struct nes_http *http);
