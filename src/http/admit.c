/* Who calls, whether he may, and whose it is: asked on the snapshot of prepare and again in run. */
#include "http/admit.h"

#include "http/door.h"
#include "http/rate.h"

enum { COST_LOOK = 1, COST_CHANGE = 10 };

bool nes_job_changes(const struct nes_job *job)
{
    return job->match.route->method != NES_GET;
}

void nes_admit_time(struct nes_req *req, int64_t now_us)
{
    req->now_us = now_us;
    req->today = nes_date_at(now_us);
}

static struct nes_err identify(struct nes_job *job, struct nes_caller *out)
{
    const struct nes_app_hooks *hooks = &job->http->hooks;

    *out = (struct nes_caller){ 0 };
    if (hooks->identify) {
        return hooks->identify(hooks->self, &job->req, out);
    }
    if (job->req.listen == NES_OPERATIONS) {
        out->kind = NES_CALLER_SYSTEM;
        nes_perms_add(&out->may, NES_PERM_SYSTEM);
    }
    return NES_FINE;
}

/* Permissions that only one kind of caller can have, whatever its set says. */
static bool kind_fits(const struct nes_caller *caller, enum nes_perm needs)
{
    if (needs == NES_PERM_CLIENT || needs == NES_PERM_LEND) {
        return caller->kind == NES_CALLER_CLIENT;
    }
    if (needs == NES_PERM_STAFF) {
        return caller->kind == NES_CALLER_STAFF;
    }
    if (needs == NES_PERM_TERMINAL) {
        return caller->kind == NES_CALLER_TERMINAL || !nes_id_none(caller->terminal);
    }
    return needs != NES_PERM_SYSTEM || caller->kind == NES_CALLER_SYSTEM;
}

static struct nes_err authorise(const struct nes_job *job)
{
    const struct nes_caller *caller = &job->req.caller;
    enum nes_perm needs = job->match.route->needs;

    if (needs == NES_PERM_ANYONE) {
        return NES_FINE;
    }
    if (caller->kind == NES_CALLER_ANYONE) {
        return NES_FAIL(SIGN_IN, NULL);
    }
    if (needs == NES_PERM_LEND && caller->kind == NES_CALLER_CLIENT && !nes_perms_has(&caller->may, needs) &&
        nes_perms_has(&caller->may, NES_PERM_CLIENT)) {
        return NES_FAIL(CHANNEL_CLOSED, NULL);
    }
    return kind_fits(caller, needs) && nes_perms_has(&caller->may, needs) ? NES_FINE : NES_FAIL(NOT_ALLOWED, NULL);
}

/* Another's object answers as if it were not there. */
static struct nes_err reach(const struct nes_job *job, const struct nes_param *param, const struct nes_param_row *row)
{
    const struct nes_caller *caller = &job->req.caller;
    const struct nes_app_hooks *hooks = &job->http->hooks;
    bool reached = false;

    switch (caller->kind) {
    case NES_CALLER_CLIENT:
        reached = !nes_id_none(row->owner) && nes_id_eq(row->owner, caller->id);
        break;
    case NES_CALLER_STAFF:
        reached = !hooks->reaches || hooks->reaches(hooks->self, &job->req, row);
        break;
    case NES_CALLER_SYSTEM:
        reached = true;
        break;
    case NES_CALLER_ANYONE:
    case NES_CALLER_TERMINAL:
        break;
    }
    return reached || param->shared ? NES_FINE : NES_FAIL(NOT_FOUND, NULL);
}

static struct nes_err load_row(struct nes_job *job, const struct nes_param *param, const struct nes_param_value *value,
                               struct nes_param_row *row)
{
    struct nes_err err = param->load(&job->req, value, nes_job_changes(job) && job->rows_locked, row);

    if (err.what == &nes_fault_DB_NO_ROW) {
        return NES_FAIL(NOT_FOUND, NULL);
    }
    NES_TRY(err);
    row->object = nes_id_none(row->object) ? value->id : row->object;
    return reach(job, param, row);
}

struct nes_err nes_load_params(struct nes_job *job)
{
    job->rows_len = 0;
    for (size_t i = 0; i < job->match.params_len; i++) {
        job->rows[i] = (struct nes_param_row){ 0 };
        if (!job->match.params[i]->open) {
            NES_TRY(load_row(job, job->match.params[i], &job->match.values[i], &job->rows[i]));
        }
        job->rows_len = i + 1;
    }
    return NES_FINE;
}

static struct nes_err load_ref(void *self, const struct nes_field *field, struct nes_id id)
{
    struct nes_job *job = self;
    const struct nes_param *param = nes_routes_param(job->http->routes, nes_str_of(field->refers));
    const struct nes_param_value value = { .id = id };
    struct nes_ref *ref = &job->refs[job->refs_len];

    NES_ASSERT(param && param->kind == NES_PARAM_ID && param->load);
    if (job->refs_len == NES_REFS_MAX) {
        return NES_FAIL(HTTP_LARGE, field->name);
    }
    *ref = (struct nes_ref){ .field = field };
    NES_TRY(load_row(job, param, &value, &ref->row));
    job->refs_len++;
    return NES_FINE;
}

struct nes_err nes_load_refs(struct nes_job *job)
{
    const struct nes_ref_visit visit = { .found = load_ref, .self = job };

    job->refs_len = 0;
    if (job->req.body) {
        NES_TRY(nes_shape_refs(job->match.route->takes, job->req.body, &visit));
    }
    return job->req.query ? nes_shape_refs(job->match.route->asks, job->req.query, &visit) : NES_FINE;
}

/* Who has no session is held by address: what may change something costs more than a look. */
static struct nes_err limit(struct nes_job *job)
{
    struct nes_http *http = job->http;
    int64_t now_us = nes_clock_steady(&http->options.clock);

    if (job->caller.kind != NES_CALLER_ANYONE || job->req.listen == NES_OPERATIONS) {
        return NES_FINE;
    }
    job->retry_s = nes_rate_take(http->rate, job->req.address, nes_job_changes(job) ? COST_CHANGE : COST_LOOK, now_us);
    return job->retry_s == 0 ? NES_FINE : NES_FAIL(RATE_ADDRESS, NULL);
}

struct nes_err nes_admit(struct nes_job *job, struct nes_tx *tx)
{
    job->req.tx = tx;
    nes_admit_time(&job->req, nes_clock_now(&job->http->options.clock));
    NES_TRY(identify(job, &job->req.caller));
    job->caller = job->req.caller;
    NES_TRY(limit(job));
    return authorise(job);
}

static bool same_caller(const struct nes_caller *a, const struct nes_caller *b)
{
    return a->kind == b->kind && nes_id_eq(a->id, b->id) && nes_id_eq(a->session, b->session) &&
           nes_id_eq(a->terminal, b->terminal) && a->version == b->version;
}

/* Who calls is who called in prepare, and still may. */
struct nes_err nes_admit_again(struct nes_job *job)
{
    NES_TRY(identify(job, &job->req.caller));
    if (!same_caller(&job->caller, &job->req.caller)) {
        return NES_FAIL(SIGN_IN, NULL);
    }
    return authorise(job);
}
