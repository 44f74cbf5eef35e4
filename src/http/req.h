/* src/http/req.h: what a handler sees of a request, and how it answers. All of it lives in req->arena. */
#pragma once
#include "base/arena.h"
#include "base/log.h"
#include "base/words.h"
#include "db/db.h"
#include "http/route.h"

enum nes_caller_kind {
    NES_CALLER_ANYONE,
    NES_CALLER_CLIENT,
    NES_CALLER_STAFF,
    NES_CALLER_TERMINAL, /* a terminal without a client */
    NES_CALLER_SYSTEM
};

/* Who calls, as the hook `identify` resolved it. */
struct nes_caller {
    enum nes_caller_kind kind;
    struct nes_id id;         /* of the client, the member of staff, the terminal */
    struct nes_id session;
    struct nes_id terminal;   /* at which the client stands; none elsewhere */
    struct nes_perms may;     /* also CLIENT, STAFF, SYSTEM; of staff's duties at least the one the route needs */
    int64_t version;          /* of the session: another one in `run` than in `prepare` is SIGN_IN */
    bool stale;               /* last_seen is over a minute old: the hook `touch` is due */
};

struct nes_upload_file {
    int fd;                   /* at its beginning; closed with the request; -1: none */
    int64_t size;
    struct nes_str type;      /* Content-Type */
};

struct nes_job;

struct nes_req {
    struct nes_arena *arena;
    struct nes_tx *tx;        /* prepare: a read-only snapshot; run: the transaction */
    const struct nes_route *route;
    struct nes_caller caller;
    enum nes_listen listen;
    enum nes_lang lang;
    int64_t now_us;           /* prepare: the instant of the request; run: of the transaction */
    struct nes_date today;    /* of now_us, in Almaty */
    const void *body;         /* the struct of .takes */
    const void *query;        /* the struct of .asks */
    struct nes_str raw;       /* of .raw */
    struct nes_upload_file upload;
    void *prepared;           /* from prepare to run */
    int64_t version;          /* run, .match: the version that If-Match named and the object has */
    struct nes_id operation;  /* of a call that changes something: kept over its retries */
    struct nes_str trace_id;  /* 32 hex digits */
    struct nes_str address;   /* of the client, text */
    struct nes_str peer_cert; /* SHA-256 of the terminal's verified certificate, 32 bytes; else empty */
    const struct nes_log *log;
    void *app;                /* of the options: what the handlers of this program share */
    struct nes_job *job;
};

/* The row of the path parameter {name}, or of the body's id (.refers) by the member's name. It was loaded, its owner
 * checked, and in `run` locked. Asking for what the route does not have is our bug. */
void *nes_req_row(const struct nes_req *req, const char *name);
/* The same with owner and version. */
const struct nes_param_row *nes_req_param(const struct nes_req *req, const char *name);
/* The value of the path parameter, as {day}. */
const struct nes_param_value *nes_req_value(const struct nes_req *req, const char *name);

/* A header or cookie of the request; empty where there is none (a cookie given twice counts as none). */
struct nes_str nes_req_header(const struct nes_req *req, const char *name);
struct nes_str nes_req_cookie(const struct nes_req *req, const char *name);

/* Seconds of Retry-After where the answer is 409, 429 or 503; 0: one. */
void nes_req_retry(struct nes_req *req, int64_t seconds);

/* Once, after the commit (DONE or REFUSED), on a thread of the runner: wake-ups, caches. Only from `run`. */
void nes_req_after(struct nes_req *req, void (*tell)(void *self), void *self);

/* Opaque signed cursors of lists, bound to route and caller. `place` is what the next page starts after. */
struct nes_str nes_cursor_write(const struct nes_req *req, struct nes_str place);
/* CURSOR_FORM. An empty text is the first page: place empty. */
struct nes_err nes_cursor_read(const struct nes_req *req, struct nes_str cursor, struct nes_str *place);

/* Answers. `view` is the route's .gives. */
struct nes_err nes_reply_ok(struct nes_reply *reply, const struct nes_shape *view, const void *it);       /* 200 */
struct nes_err nes_reply_created(struct nes_reply *reply, const struct nes_shape *view, const void *it);  /* 201 */
struct nes_err nes_reply_none(struct nes_reply *reply);                                                   /* 204 */
/* 202: an errand goes on after the commit. The call waits up to 2 s for nes_operation_end and then answers with what it
 * left, else with Location: /v1/operations/{operation}. The operation was begun by nes_operation_begin. */
struct nes_err nes_reply_later(struct nes_reply *reply, struct nes_id operation);
/* Bytes of .gives_type; with a name they are saved as a file, without they are shown. */
struct nes_err nes_reply_bytes(struct nes_reply *reply, struct nes_str bytes, struct nes_str file_name);
/* 303 to a path of our own. */
struct nes_err nes_reply_see(struct nes_reply *reply, struct nes_str path);

/* Besides: header names and values are ours, without line ends. Location is a path of our own. */
void nes_reply_header(struct nes_reply *reply, const char *name, struct nes_str value);
void nes_reply_version(struct nes_reply *reply, int64_t version);   /* ETag */
/* Secure; HttpOnly; SameSite=Strict; Path=/. `name` begins with __Host-; seconds 0 removes it. Not kept under a key. */
void nes_reply_cookie(struct nes_reply *reply, const char *name, struct nes_str value, int64_t seconds);
