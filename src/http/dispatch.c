/* The life of a request: on a worker `prepare` on a snapshot, then `run` in the transaction of the runner, then the
 * answer. What prepare was told (who calls, whose it is) is asked again in run. */
#include <string.h>

#include "base/base_faults.h"
#include "http/admit.h"
#include "http/door.h"
#include "http/path.h"

/* Faults that the dispatcher itself and the floors below may give on every route. */
static const struct nes_fault *const common[] = {
#define X(name, end, status, text) &nes_fault_##name,
#include "base/base_faults.def"
#include "db/db_faults.def"
#include "http/http_faults.def"
#include "json/json_faults.def"
#undef X
};

static bool declared(const struct nes_route *route, const struct nes_fault *what)
{
    for (size_t i = 0; i < NES_LEN(common); i++) {
        if (common[i] == what) {
            return true;
        }
    }
    for (size_t i = 0; route->fails && route->fails[i]; i++) {
        if (route->fails[i] == what) {
            return true;
        }
    }
    return what->status >= 500;
}

static bool status_declared(const struct nes_job *job)
{
    return job->reply.status == nes_route_status(job->match.route) ||
           (job->match.route->later && job->reply.status == 202);
}

static struct nes_err call_handler(struct nes_job *job, nes_handler *handler)
{
    struct nes_err err = handler(&job->req, &job->reply);

    if (err.what && !declared(job->match.route, err.what)) {
        NES_LOG(job->http->options.log, ERROR, "route.fault_undeclared", NES_LOG_Z("route", job->match.route->path),
                NES_LOG_Z("code", err.what->code));
        NES_ASSERT(!job->http->options.strict);
    }
    if (!err.what && job->reply.given && !status_declared(job)) {
        NES_LOG(job->http->options.log, ERROR, "route.status_undeclared", NES_LOG_Z("route", job->match.route->path),
                NES_LOG_INT("status", job->reply.status));
    }
    return err;
}

static struct nes_err read_query(struct nes_job *job)
{
    const struct nes_shape *asks = job->match.route->asks;
    struct nes_pairs pairs;
    void *query;

    if (!asks) {
        return job->query.len > 0 ? NES_FAIL(HTTP_BROKEN, NULL) : NES_FINE;
    }
    query = nes_arena_take(job->arena, asks->size);
    NES_TRY(nes_query_read(job->arena, job->query, &pairs));
    job->req.query = query;
    return nes_shape_read_pairs(asks, job->arena, pairs, query, job->faults);
}

static struct nes_err read_body(struct nes_job *job)
{
    const struct nes_shape *takes = job->match.route->takes;
    struct nes_str text = { job->body, (size_t)job->body_len };
    void *body;

    if (job->match.route->raw) {
        job->req.raw = text;
    }
    if (!takes) {
        return NES_FINE;
    }
    body = nes_arena_take(job->arena, takes->size);
    job->req.body = body;
    return nes_shape_read(takes, job->arena, text, body, job->faults);
}

static bool key_good(struct nes_str key)
{
    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];

        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
              c == '.')) {
            return false;
        }
    }
    return key.len >= 16 && key.len <= 128;
}

static struct nes_err read_key(struct nes_job *job)
{
    const struct nes_str parts[] = { job->path, job->query, { job->body, (size_t)job->body_len } };

    if (!job->match.route->once) {
        return NES_FINE;
    }
    job->key = nes_job_header(job, "idempotency-key");
    if (job->key.len == 0) {
        return NES_FAIL(KEY_MISSING, NULL);
    }
    if (!key_good(job->key)) {
        return NES_FAIL(KEY_FORM, NULL);
    }
    job->fingerprint = nes_http_digest(job->http->options.crypto, job->arena, parts, NES_LEN(parts));
    return NES_FINE;
}

static struct nes_err look_admit(struct nes_tx *tx, void *self)
{
    struct nes_job *job = self;

    NES_TRY(nes_admit(job, tx));
    return nes_load_params(job);
}

static struct nes_err look_prepare(struct nes_tx *tx, void *self)
{
    struct nes_job *job = self;
    nes_handler *prepare = job->match.route->prepare;
    struct nes_err err;

    NES_TRY(nes_admit(job, tx));
    NES_TRY(read_key(job));
    NES_TRY(nes_once_peek(job));
    if (job->reply.replayed) {
        return NES_FINE;
    }
    NES_TRY(nes_load_params(job));
    NES_TRY(read_query(job));
    NES_TRY(read_body(job));
    NES_TRY(nes_load_refs(job));
    err = prepare ? call_handler(job, prepare) : NES_FINE;
    if (err.what && err.what->end == NES_END_REFUSE && job->match.route->run) {
        job->prepared = err; /* run keeps it with its evidence */
        return NES_FINE;
    }
    return err;
}

static struct nes_err snapshot(struct nes_job *job, nes_call_run *look)
{
    struct nes_db *db = job->match.route->alone ? NULL : job->http->options.db;

    job->faults = job->faults ? job->faults : NES_NEW(job->arena, struct nes_field_faults);
    return db ? nes_db_read(db, job->arena, look, job) : look(NULL, job);
}

/* If-Match against the version of the row that the path names last, or of the one that the route knows. */
static struct nes_err check_match(struct nes_job *job)
{
    struct nes_str tag = nes_job_header(job, "if-match");
    int64_t version = job->rows_len > 0 ? job->rows[job->rows_len - 1].version : 0, given;

    if (!job->match.route->match) {
        return NES_FINE;
    }
    if (job->match.route->version) {
        NES_TRY(job->match.route->version(&job->req, &version));
    }
    NES_ASSERT(version > 0);
    job->req.version = version;
    if (tag.len == 0) {
        return NES_FAIL(MATCH_MISSING, NULL);
    }
    if (tag.len < 4 || !nes_str_starts(tag, NES_STR("\"v")) || tag.ptr[tag.len - 1] != '"' ||
        nes_str_int(nes_str_part(tag, 2, tag.len - 3), &given).what || given != version) {
        return NES_FAIL(MATCH_STALE, NULL);
    }
    return NES_FINE;
}

static struct nes_err effect(struct nes_job *job)
{
    const struct nes_app_hooks *hooks = &job->http->hooks;

    if (job->prepared.what) {
        return job->prepared;
    }
    if (job->match.route->assurance != NES_ASSURE_NONE) {
        NES_TRY(hooks->assure(hooks->self, &job->req));
    }
    return call_handler(job, job->match.route->run);
}

static struct nes_err leaf(struct nes_job *job, enum nes_call_end end, const struct nes_fault *why)
{
    const struct nes_app_hooks *hooks = &job->http->hooks;

    if (hooks->audit) {
        NES_TRY(hooks->audit(hooks->self, &job->req, end, why));
    }
    return hooks->touch && job->req.caller.stale ? hooks->touch(hooks->self, &job->req) : NES_FINE;
}

static void begin_run(struct nes_job *job, struct nes_tx *tx)
{
    job->req.tx = tx;
    nes_admit_time(&job->req, tx ? nes_tx_now(tx) : nes_clock_now(&job->http->options.clock));
    job->reply = (struct nes_reply){ .job = job };
    job->after = NULL;
    job->fault = NULL;
    job->rows_locked = true;
}

static struct nes_err run(struct nes_tx *tx, void *self)
{
    struct nes_job *job = self;
    bool replay = false;
    struct nes_err err;

    begin_run(job, tx);
    NES_TRY(nes_admit_again(job));
    if (job->match.route->once) {
        NES_TRY(nes_once_begin(job, &replay));
    }
    if (replay) {
        return NES_FINE;
    }
    NES_TRY(nes_load_params(job));
    NES_TRY(nes_load_refs(job));
    NES_TRY(check_match(job));
    err = effect(job);
    if (err.what && err.what->end == NES_END_FAIL) {
        return err;
    }
    if (err.what) {
        nes_problem(job, err);
    }
    NES_ASSERT(job->reply.given);
    NES_TRY(leaf(job, err.what ? NES_CALL_REFUSED : NES_CALL_DONE, err.what));
    if (job->match.route->once) {
        NES_TRY(nes_once_keep(job));
    }
    return err;
}

/* The look at personal data, or the touch of a session, of a GET. */
static struct nes_err run_look(struct nes_tx *tx, void *self)
{
    struct nes_job *job = self;
    const struct nes_app_hooks *hooks = &job->http->hooks;

    job->req.tx = tx;
    if (job->match.route->looks) {
        return leaf(job, NES_CALL_LOOKED, NULL);
    }
    return hooks->touch(hooks->self, &job->req);
}

static void log_failure(const struct nes_job *job, struct nes_err err)
{
    if (err.what->status >= 500) {
        NES_LOG(job->http->options.log, ERROR, "request.failed", NES_LOG_STR("trace", job->req.trace_id),
                NES_LOG_Z("route", job->match.route->path), NES_LOG_Z("code", err.what->code),
                NES_LOG_Z("at", err.at ? err.at : "-"));
    }
}

static void fail(struct nes_job *job, struct nes_err err)
{
    log_failure(job, err);
    nes_problem(job, err);
    nes_job_done(job);
}

/* The end of a transaction: the effect is durable, or nothing stays. */
static void over(void *self, struct nes_err err)
{
    struct nes_job *job = self;

    nes_once_leave(job);
    if (err.what && err.what->end == NES_END_FAIL) {
        fail(job, err);
        return;
    }
    for (struct nes_after *after = job->after; after; after = after->next) {
        after->tell(after->self);
    }
    if (nes_id_none(job->reply.waits) || job->reply.replayed || !nes_held_keep(job)) {
        nes_job_done(job);
    }
}

static void submit(struct nes_job *job, nes_call_run *call)
{
    struct nes_db *db = job->http->options.db;
    struct nes_err err;

    if (!db) {
        over(job, call(NULL, job));
        return;
    }
    job->req.operation = nes_id_new(&job->http->options.clock, &job->http->options.rand);
    job->call = (struct nes_call){
        .operation = job->req.operation, .arena = job->arena, .run = call, .over = over, .self = job
    };
    err = nes_db_submit(db, &job->call);
    if (err.what) {
        over(job, err);
    }
}

static bool leaves_trace(const struct nes_job *job)
{
    return job->http->options.db && (job->match.route->looks || (job->req.caller.stale && job->http->hooks.touch));
}

void nes_dispatch_admit(struct nes_job *job)
{
    struct nes_err err = snapshot(job, look_admit);

    if (err.what) {
        job->closing = true;
        fail(job, err);
        return;
    }
    nes_job_done(job);
}

void nes_dispatch_work(struct nes_job *job)
{
    struct nes_err err = snapshot(job, look_prepare);

    if (err.what) {
        fail(job, err);
    } else if (job->reply.replayed) {
        nes_job_done(job);
    } else if (!job->match.route->run) {
        NES_ASSERT(job->reply.given);
        if (leaves_trace(job)) {
            submit(job, run_look);
        } else {
            nes_job_done(job);
        }
    } else if (!nes_once_enter(job)) {
        fail(job, NES_FAIL(KEY_RUNNING, NULL));
    } else {
        submit(job, run);
    }
}
