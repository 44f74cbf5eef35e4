/* src/http/route.h: the tables of routes. One row says all about a door: where it is, who may pass, what it takes,
 * gives and may fail with, which rules it serves. A row that leaves out .listen, .needs, .rules or .doc stops the
 * start. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/id.h"
#include "base/str.h"
#include "calc/date.h"
#include "http/http_faults.h"
#include "json/shape.h"

enum nes_verb { NES_METHOD_NONE, NES_GET, NES_POST, NES_PUT, NES_PATCH, NES_DELETE };

/* A listener each; a route names its listeners, none by default. */
enum nes_listen { NES_PUBLIC = 1, NES_OFFICE = 2, NES_TERMINAL = 4, NES_OPERATIONS = 8 };

/* Zero is no answer: it stops the start. */
enum nes_perm {
    NES_PERM_UNSET,
    NES_PERM_ANYONE,   /* also without a session */
    NES_PERM_CLIENT,   /* a signed-in client */
    NES_PERM_STAFF,    /* signed-in staff, whatever the duty */
    NES_PERM_TERMINAL, /* a terminal with its certificate, or a client at it */
    NES_PERM_SYSTEM,   /* the machine itself: the operations listener */
#define X(name, text) NES_PERM_##name,
#include "http/perm.def"
#undef X
    NES_PERMS
};
const char *nes_perm_name(enum nes_perm perm); /* "REPAYMENT_ADD" */
const char *nes_perm_text(enum nes_perm perm); /* its sentence */

struct nes_perms {
    uint64_t bits[4];
};
void nes_perms_add(struct nes_perms *perms, enum nes_perm perm);
bool nes_perms_has(const struct nes_perms *perms, enum nes_perm perm);

/* Rule 35 as a table (architecture, section 5): how many methods an operation needs beyond the session. The hook
 * `assure` checks and spends the confirmation inside the operation's transaction. */
enum nes_assurance { NES_ASSURE_NONE, NES_ASSURE_ONE, NES_ASSURE_TWO, NES_ASSURE_TWO_BIOMETRIC };

struct nes_req;
struct nes_reply;
/* prepare: slow work without effect, reads on a snapshot (req->tx). run: the transaction, SQL and arithmetic only; it
 * may be called several times and sees again what prepare left in req->prepared. */
typedef struct nes_err nes_handler(struct nes_req *req, struct nes_reply *reply);

/* Reads the version of an object of which there is one, in req->tx. */
typedef struct nes_err nes_version_of(struct nes_req *req, int64_t *version);

/* A raw PUT that is streamed into a temporary file before `prepare`. */
struct nes_upload {
    int64_t bytes_max;
    const char *const *types; /* accepted Content-Types, NULL at the end */
};

struct nes_route {
    enum nes_verb method;
    const char *path;               /* "/v1/loans/{loan}/repayments" */
    unsigned listen;                /* NES_PUBLIC | NES_OFFICE */
    enum nes_perm needs;
    enum nes_assurance assurance;
    const struct nes_shape *takes;  /* JSON body; NULL: the body is empty */
    const struct nes_shape *asks;   /* query string; NULL: there is none */
    const struct nes_shape *gives;  /* NULL: no JSON */
    const char *gives_type;         /* of an answer that is not JSON: "application/pdf" */
    const struct nes_fault *const *fails; /* NES_FAULTS(LOAN_CLOSED, MONEY_RANGE): beyond those of the dispatcher */
    const struct nes_upload *upload;
    int32_t body_max;               /* bytes of the body; 0: 64 KiB */
    bool raw;                       /* a callback from outside: any bytes, in req->raw */
    bool once;                      /* needs an Idempotency-Key */
    bool match;                     /* needs If-Match with the version of the last path parameter, or of ... */
    nes_version_of *version;        /* ... the one object that the path names without a parameter */
    bool looks;                     /* shows personal data: a leaf of the audit is written before the answer leaves */
    bool pages;                     /* a list in pages: cursors */
    bool alone;                     /* GET on the operations listener: answers without a database, req->tx is NULL */
    bool report;                    /* POST that changes nothing of ours: only .prepare, no transaction, no leaf */
    bool later;                     /* may answer 202 (nes_reply_later) */
    int status;                     /* of success; 0: 200 where it gives something (POST: 201), else 204 */
    nes_handler *prepare, *run;     /* GET and .report have only prepare, all others need run */
    const char *rules;              /* "7.5, 24.5" */
    const char *doc;                /* one sentence */
};

/* Up to 16 names of faults. */
#define NES_FAULTS(...) ((const struct nes_fault *const[]){ NES_EACH(NES_FAULT_REF, __VA_ARGS__) NULL })
#define NES_FAULT_REF(name) &nes_fault_##name,
#define NES_EACH(f, ...)                                                                           \
    NES_EACH_(__VA_ARGS__, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)(f, __VA_ARGS__)
#define NES_EACH_(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, n, ...) NES_EACH_##n
#define NES_EACH_1(f, a) f(a)
#define NES_EACH_2(f, a, ...) f(a) NES_EACH_1(f, __VA_ARGS__)
#define NES_EACH_3(f, a, ...) f(a) NES_EACH_2(f, __VA_ARGS__)
#define NES_EACH_4(f, a, ...) f(a) NES_EACH_3(f, __VA_ARGS__)
#define NES_EACH_5(f, a, ...) f(a) NES_EACH_4(f, __VA_ARGS__)
#define NES_EACH_6(f, a, ...) f(a) NES_EACH_5(f, __VA_ARGS__)
#define NES_EACH_7(f, a, ...) f(a) NES_EACH_6(f, __VA_ARGS__)
#define NES_EACH_8(f, a, ...) f(a) NES_EACH_7(f, __VA_ARGS__)
#define NES_EACH_9(f, a, ...) f(a) NES_EACH_8(f, __VA_ARGS__)
#define NES_EACH_10(f, a, ...) f(a) NES_EACH_9(f, __VA_ARGS__)
#define NES_EACH_11(f, a, ...) f(a) NES_EACH_10(f, __VA_ARGS__)
#define NES_EACH_12(f, a, ...) f(a) NES_EACH_11(f, __VA_ARGS__)
#define NES_EACH_13(f, a, ...) f(a) NES_EACH_12(f, __VA_ARGS__)
#define NES_EACH_14(f, a, ...) f(a) NES_EACH_13(f, __VA_ARGS__)
#define NES_EACH_15(f, a, ...) f(a) NES_EACH_14(f, __VA_ARGS__)
#define NES_EACH_16(f, a, ...) f(a) NES_EACH_15(f, __VA_ARGS__)

/* What stands in a path at {name}. */
enum nes_param_kind { NES_PARAM_ID, NES_PARAM_TEXT, NES_PARAM_DATE, NES_PARAM_NUMBER };
struct nes_param_value {
    struct nes_str text;
    struct nes_id id;
    struct nes_date date;
    int64_t number;
};
struct nes_param_row {
    void *row;             /* what nes_req_row gives the handler */
    struct nes_id owner;   /* the client whose it is; none: the organisation's, clients do not reach it */
    struct nes_id object;  /* its id, for the audit; none: the value of the path */
    int64_t version;       /* for ETag and If-Match; 0: none */
};
/* A type of path parameter, and of ids inside bodies (.refers). api/doors.def lists them. */
struct nes_param {
    const char *name;      /* "loan" */
    enum nes_param_kind kind;
    const char *doc;       /* "A loan." */
    bool open;             /* belongs to nobody and is not loaded (a day, a language): `load` is NULL */
    bool shared;           /* loaded, and everyone who may call reaches it (a product): its owner is not asked for */
    /* Loads the row in req->tx, locked where `lock`, and says whose it is. NOT_FOUND or DB_NO_ROW: there is none.
     * Rows of parameters further left are loaded already (nes_req_row). */
    struct nes_err (*load)(struct nes_req *req, const struct nes_param_value *value, bool lock,
                           struct nes_param_row *out);
};

/* The status of success, as the row says or as it is usual. */
int nes_route_status(const struct nes_route *route);

struct nes_resource {
    const char *name; /* "repayment" */
    const struct nes_route *routes;
    size_t len;
    const char *doc;  /* one sentence; NULL: its name */
};
/* NES_RESOURCE("repayment", routes) or NES_RESOURCE("repayment", routes, .doc = "Money that comes back.") */
#define NES_RESOURCE(...) NES_RESOURCE_(__VA_ARGS__, )
#define NES_RESOURCE_(name_, routes_, ...)                                                         \
    { .name = (name_), .routes = (routes_), .len = NES_LEN(routes_), __VA_ARGS__ }

/* All doors of a program: lists that end with NULL. */
struct nes_doors {
    const struct nes_resource *const *resources;
    const struct nes_param *const *params;
};

#define NES_PATH_PARAMS_MAX 6

/* The tables, checked and ready for matching; never changed after. */
struct nes_routes;
/* HTTP_START with the row and what is wrong with it in `at` (arena text). `arena` keeps the result. */
struct nes_err nes_routes_make(struct nes_arena *arena, const struct nes_doors *doors, struct nes_routes **out);
size_t nes_routes_len(const struct nes_routes *routes);
const struct nes_route *nes_routes_at(const struct nes_routes *routes, size_t index);
const struct nes_param *nes_routes_param(const struct nes_routes *routes, struct nes_str name);

/* Where a path leads. */
struct nes_match {
    size_t index;                                     /* of the route */
    const struct nes_route *route;                    /* NULL: none of that method */
    unsigned methods;                                 /* bits 1 << nes_method that the path takes on this listener */
    size_t params_len;
    const struct nes_param *params[NES_PATH_PARAMS_MAX];
    struct nes_param_value values[NES_PATH_PARAMS_MAX];
};
struct nes_seek {
    enum nes_listen listen;
    enum nes_verb method;
    struct nes_str path;                              /* raw, as it came, without the query */
};
/* NOT_FOUND, METHOD_WRONG (with `methods` set), HTTP_BROKEN. */
struct nes_err nes_routes_find(const struct nes_routes *routes, struct nes_arena *arena,
                               const struct nes_seek *seek, struct nes_match *out);

const char *nes_method_name(enum nes_verb method);
enum nes_verb nes_method_of(struct nes_str name);   /* NES_METHOD_NONE: not known; HEAD is GET */
