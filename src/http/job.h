/* src/http/job.h: one request on its way through the server. Inside of src/http only. */
#pragma once
#include <pthread.h>

#include <microhttpd.h>

#include "http/server.h"
#include "http/sign.h"

struct nes_door;
struct nes_file;
struct nes_conn;

enum nes_job_state {
    NES_JOB_NEW,     /* the request line is there */
    NES_JOB_ADMIT,   /* a worker decides whether an upload may come */
    NES_JOB_BODY,    /* bytes arrive */
    NES_JOB_WORK,    /* with a worker or the runner */
    NES_JOB_HELD,    /* committed; waits up to 2 s for its operation */
    NES_JOB_DONE,    /* the answer waits for its I/O thread */
    NES_JOB_SENT
};

struct nes_line {
    struct nes_str name, value;
};

#define NES_LINES_MAX 64
#define NES_REPLY_LINES_MAX 12
#define NES_REFS_MAX 16

struct nes_reply {
    const struct nes_job *job;
    bool given;
    int status;
    const char *type;                 /* Content-Type; NULL: no body */
    struct nes_str body;
    size_t lines_len;
    struct nes_line lines[NES_REPLY_LINES_MAX];
    int64_t version;
    struct nes_id waits;              /* of nes_reply_later */
    bool replayed;
};

struct nes_after {
    struct nes_after *next;
    void (*tell)(void *self);
    void *self;
};

struct nes_ref {
    const struct nes_field *field;
    struct nes_param_row row;
};

struct nes_trace {
    char trace[33], span[17];
};

struct nes_job {
    struct nes_http *http;
    struct nes_door *door;
    struct MHD_Connection *connection;
    struct nes_conn *conn;
    struct nes_arena *arena;
    enum nes_job_state state;
    bool head;                        /* HEAD: no body goes out */
    bool closing;                     /* the connection ends with this answer */
    int64_t retry_s;                  /* of Retry-After; 0: one */
    int64_t began_us;                 /* steady */
    struct nes_str uri, path, query;  /* as they came */
    const char *uri_raw;              /* where the library keeps it */
    size_t lines_len;
    struct nes_line lines[NES_LINES_MAX];
    int64_t length;                   /* Content-Length */
    char *body;
    int64_t body_len, body_max;
    struct nes_trace trace;
    struct nes_match match;
    struct nes_req req;
    struct nes_reply reply;
    struct nes_param_row rows[NES_PATH_PARAMS_MAX];
    bool rows_locked;                 /* in run */
    size_t rows_len, refs_len;
    struct nes_ref refs[NES_REFS_MAX];
    struct nes_caller caller;         /* of prepare */
    struct nes_err prepared;          /* a refusal of prepare, ended in run */
    struct nes_field_faults *faults;
    struct nes_str key;               /* Idempotency-Key */
    struct nes_hash fingerprint;
    bool key_taken;                   /* stands in the list of running keys */
    struct nes_call call;
    struct nes_after *after;
    const struct nes_file *file;      /* of a web application, instead of a route */
    const struct nes_fault *fault;    /* of a problem, for the log */
    int64_t held_until;
    struct nes_job *next, *before;    /* in the queue, the list of keys, or the list of held calls */
    int64_t sent_bytes;
};

/* A request that came whole is given to the workers; the answer is put into job->reply and the connection resumed. */
void nes_dispatch_admit(struct nes_job *job); /* upload: may it come? */
void nes_dispatch_work(struct nes_job *job);
void nes_dispatch_held(struct nes_job *job);  /* its operation ended, or two seconds passed */
/* Ends a job from any thread: the answer is in job->reply. */
void nes_job_done(struct nes_job *job);

/* Fills job->reply with a problem (RFC 9457). */
void nes_problem(struct nes_job *job, struct nes_err err);

/* The strict check of the head; fills lines and length. HTTP_BROKEN, HTTP_VERSION, HTTP_LENGTH, HTTP_HOST. */
struct nes_err nes_head_check(struct nes_job *job, const char *method, const char *version);
struct nes_str nes_job_header(const struct nes_job *job, const char *name);

/* Queues the answer with all headers; on an I/O thread. */
enum MHD_Result nes_send(struct nes_job *job);
enum MHD_Result nes_send_file(struct nes_job *job, const struct nes_file *file);

/* The parts of a run that other files keep. */
/* On the snapshot of prepare, before anything that may have changed since is asked: the kept answer, where there is one
 * (reply.replayed). KEY_OTHER. */
struct nes_err nes_once_peek(struct nes_job *job);
struct nes_err nes_once_begin(struct nes_job *job, bool *replay);
struct nes_err nes_once_keep(struct nes_job *job);
bool nes_once_enter(struct nes_job *job);     /* false: the same key runs in this process */
void nes_once_leave(struct nes_job *job);

/* Trace of the request: taken from traceparent or new. */
void nes_trace_take(struct nes_job *job);
