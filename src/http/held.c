/* A call that started an errand waits a little for its end, so that most people never see "still running". */
#include "http/door.h"
#include "http/operation.h"

#define HOLD_US (2 * INT64_C(1'000'000))

/* A worker reads what the operation left; where all are busy the call is answered as it is. */
static void finish(struct nes_job *job)
{
    if (!nes_queue_push(job->http->queue, job)) {
        nes_job_done(job);
    }
}

static bool ended_before(const struct nes_http *http, struct nes_id operation)
{
    for (size_t i = 0; i < NES_ENDED_MAX; i++) {
        if (nes_id_eq(http->ended[i], operation)) {
            return true;
        }
    }
    return false;
}

/* The errand may be faster than the way here: an operation that ended already is read at once. */
bool nes_held_keep(struct nes_job *job)
{
    struct nes_http *http = job->http;
    bool ended;

    if (atomic_load(&http->draining)) {
        return false;
    }
    job->state = NES_JOB_HELD;
    job->held_until = nes_clock_steady(&http->options.clock) + HOLD_US;
    pthread_mutex_lock(&http->lock);
    ended = ended_before(http, job->reply.waits);
    if (!ended) {
        job->next = http->held;
        http->held = job;
    }
    pthread_mutex_unlock(&http->lock);
    if (ended) {
        finish(job);
    }
    return true;
}

/* Takes one out of the list that is due or waits for `operation`. */
static struct nes_job *take(struct nes_http *http, int64_t now_us, const struct nes_id *operation)
{
    struct nes_job *found = NULL;

    pthread_mutex_lock(&http->lock);
    for (struct nes_job **at = &http->held; *at; at = &(*at)->next) {
        if (operation ? nes_id_eq((*at)->reply.waits, *operation) : (*at)->held_until <= now_us) {
            found = *at;
            *at = found->next;
            found->next = NULL;
            break;
        }
    }
    pthread_mutex_unlock(&http->lock);
    return found;
}

void nes_held_tick(struct nes_http *http, int64_t now_us)
{
    for (struct nes_job *job = take(http, now_us, NULL); job; job = take(http, now_us, NULL)) {
        if (now_us == INT64_MAX) {
            nes_job_done(job); /* the server stops */
        } else {
            finish(job);
        }
    }
}

void nes_http_wake(struct nes_http *http, struct nes_id operation)
{
    pthread_mutex_lock(&http->lock);
    http->ended[http->ended_at++ % NES_ENDED_MAX] = operation;
    pthread_mutex_unlock(&http->lock);
    for (struct nes_job *job = take(http, 0, &operation); job; job = take(http, 0, &operation)) {
        finish(job);
    }
}

static struct nes_err look(struct nes_tx *tx, void *self)
{
    struct nes_job *job = self;
    struct nes_operation operation;

    NES_TRY(nes_operation_see(tx, &job->http->hooks, job->reply.waits, &operation));
    if (operation.status == 0) {
        return NES_FINE;
    }
    job->reply.lines_len = 0;
    job->reply.status = operation.status;
    job->reply.type = operation.status >= 400 ? "application/problem+json" : "application/json";
    job->reply.body = operation.reply;
    return NES_FINE;
}

void nes_dispatch_held(struct nes_job *job)
{
    struct nes_err err = nes_db_read(job->http->options.db, job->arena, look, job);

    if (err.what) {
        NES_LOG(job->http->options.log, WARN, "operation.unread", NES_LOG_Z("code", err.what->code));
    }
    nes_job_done(job);
}
