#include "job/job.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "job/job_sql.h"

#define X NES_FAULT_DEFINE
#include "job/job_faults.def"
#undef X

#define KINDS_MAX 16
/* By how much the clocks of two nodes may differ. */
#define SKEW_US (60 * INT64_C(1'000'000))

/* Each job has a thread: a night, or a partner who is slow, must not hold up what gives leaves their places. */
struct worker {
    struct nes_jobs *jobs;
    const struct nes_job_kind *kind;
    pthread_t thread;
};

struct nes_jobs {
    struct nes_jobs_options options;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    atomic_bool stopping;
    struct worker workers[KINDS_MAX];
    size_t running;
};

/* One look at one job. */
struct glance {
    struct nes_jobs *jobs;
    struct nes_job_turn turn;
    struct nes_date last;
    bool taken;
    struct nes_err ended;
};

struct nes_date nes_job_day(struct nes_date last, int64_t now)
{
    int32_t today = nes_date_at(now).day, next = last.day ? last.day + 1 : today - 1;

    return (struct nes_date){ next < today ? next : 0 };
}

struct nes_err nes_job_guard(struct nes_tx *tx, const struct nes_job_turn *turn)
{
    struct nes_job_fence_row row;

    NES_TRY(nes_job_fence(tx, nes_str_of(turn->kind->name), &row));
    return row.fence == turn->fence ? NES_FINE : NES_FAIL(JOB_LOST, turn->kind->name);
}

static struct nes_err run_call(const struct nes_job_turn *turn, nes_call_run *run, void *self)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_call call = { .operation = nes_id_new(turn->clock, turn->rand), .arena = arena, .run = run,
                             .self = self };

    return nes_db_run(turn->db, &call);
}

static struct nes_err prolong(struct nes_tx *tx, void *self)
{
    const struct nes_job_turn *turn = *(const struct nes_job_turn **)self;
    int64_t held;

    NES_TRY(nes_job_prolong(tx, nes_str_of(turn->kind->name), turn->fence,
                            nes_tx_now(tx) + turn->kind->lease_s * 1'000'000, &held));
    return held == 1 ? NES_FINE : NES_FAIL(JOB_LOST, turn->kind->name);
}

struct nes_err nes_job_hold(const struct nes_job_turn *turn)
{
    return run_call(turn, prolong, &turn);
}

/* A job rests until its next turn; but what stands further ahead than a pause reaches was written by a clock that has
 * been set right since: the job would rest for as long as that was wrong. */
static bool rests(const struct nes_job_take_row_row *row, const struct nes_job_kind *kind, int64_t now)
{
    return row->next_at > now && row->next_at - now <= kind->every_s * 1'000'000 + SKEW_US;
}

static struct nes_err take(struct nes_tx *tx, void *self)
{
    struct glance *glance = self;
    const struct nes_job_kind *kind = glance->turn.kind;
    int64_t now = nes_tx_now(tx), enlisted;
    struct nes_job_take_row_row row;
    bool found;

    glance->taken = false; /* a try that was lost took nothing */
    NES_TRY(nes_job_enlist(tx, nes_str_of(kind->name), now, &enlisted));
    NES_TRY(nes_job_take_row(tx, nes_str_of(kind->name), &row, &found));
    if (!found || rests(&row, kind, now) || row.lease_until > now) {
        return NES_FINE;
    }
    glance->last = row.last_day;
    glance->turn.day = kind->daily ? nes_job_day(row.last_day, now) : (struct nes_date){ 0 };
    if (kind->daily && glance->turn.day.day == 0) {
        return NES_FINE;
    }
    glance->taken = true;
    glance->turn.fence = row.fence + 1;
    return nes_job_lease(tx, nes_str_of(kind->name), row.fence + 1, now + kind->lease_s * 1'000'000);
}

static struct nes_err end(struct nes_tx *tx, void *self)
{
    struct glance *glance = self;
    const struct nes_job_turn *turn = &glance->turn;
    bool fine = !glance->ended.what;
    int64_t now = nes_tx_now(tx), ended;
    bool more = fine && turn->kind->daily; /* the next day may be over already */

    NES_TRY(nes_job_end(tx,
                        &(struct nes_job_end_in){
                            .name = nes_str_of(turn->kind->name),
                            .fence = turn->fence,
                            .next_at = more ? now : now + turn->kind->every_s * 1'000'000,
                            .last_day = fine && turn->kind->daily ? turn->day : glance->last,
                            .last_end = nes_str_of(fine ? "fine" : glance->ended.what->code),
                        },
                        &ended));
    return ended == 1 ? NES_FINE : NES_FAIL(JOB_LOST, turn->kind->name);
}

static bool one_turn(struct nes_jobs *jobs, const struct nes_job_kind *kind)
{
    struct glance glance = { .jobs = jobs,
                             .turn = { .db = jobs->options.db, .kind = kind, .clock = &jobs->options.clock,
                                       .rand = &jobs->options.rand, .log = jobs->options.log } };
    struct nes_err err = run_call(&glance.turn, take, &glance);

    if (err.what || !glance.taken) {
        return false;
    }
    glance.ended = kind->run(kind->self, &glance.turn);
    err = run_call(&glance.turn, end, &glance);
    if (kind->daily || glance.ended.what || err.what) { /* what runs each second and is fine says nothing */
        NES_LOG(jobs->options.log, INFO, "job.ended", NES_LOG_Z("job", kind->name),
                NES_LOG_INT("fence", glance.turn.fence), NES_LOG_INT("day", glance.turn.day.day),
                NES_LOG_Z("fault", glance.ended.what ? glance.ended.what->code : "fine"),
                NES_LOG_Z("kept", err.what ? err.what->code : "fine"));
    }
    return !glance.ended.what && !err.what;
}

bool nes_jobs_step(struct nes_jobs *jobs)
{
    for (size_t i = 0; i < jobs->options.kinds_len; i++) {
        if (one_turn(jobs, &jobs->options.kinds[i])) {
            return true;
        }
    }
    return false;
}

static void *work(void *self)
{
    const struct worker *worker = self;
    struct nes_jobs *jobs = worker->jobs;

    while (!jobs->stopping) {
        struct timespec until;

        while (!jobs->stopping && one_turn(jobs, worker->kind)) {
        }
        until = nes_clock_after_ms(1'000);
        pthread_mutex_lock(&jobs->lock);
        while (!jobs->stopping && pthread_cond_timedwait(&jobs->woken, &jobs->lock, &until) != ETIMEDOUT) {
        }
        pthread_mutex_unlock(&jobs->lock);
    }
    return NULL;
}

static struct nes_err free_leases(struct nes_tx *tx, void *self)
{
    int64_t freed;

    (void)self;
    return nes_job_free(tx, nes_tx_now(tx), &freed);
}

/* SQLite has one process that writes: who holds a lease as it begins is dead, and nobody waits for him. */
static struct nes_err forget_the_dead(const struct nes_jobs_options *options)
{
    const struct nes_job_turn turn = { .db = options->db, .clock = &options->clock, .rand = &options->rand };

    return nes_db_engine(options->db) == NES_ENGINE_SQLITE ? run_call(&turn, free_leases, NULL) : NES_FINE;
}

struct nes_err nes_jobs_start(const struct nes_jobs_options *options, struct nes_jobs **out)
{
    struct nes_jobs *jobs;
    pthread_condattr_t steady;

    NES_TRY(forget_the_dead(options));
    jobs = calloc(1, sizeof(*jobs));
    NES_ASSERT(jobs && options->kinds_len <= KINDS_MAX);
    jobs->options = *options;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_mutex_init(&jobs->lock, NULL);
    pthread_cond_init(&jobs->woken, &steady);
    pthread_condattr_destroy(&steady);
    for (; !options->no_thread && jobs->running < options->kinds_len; jobs->running++) {
        struct worker *worker = &jobs->workers[jobs->running];

        *worker = (struct worker){ .jobs = jobs, .kind = &options->kinds[jobs->running] };
        NES_ASSERT(pthread_create(&worker->thread, NULL, work, worker) == 0);
    }
    *out = jobs;
    return NES_FINE;
}

void nes_jobs_stop(struct nes_jobs **jobs)
{
    struct nes_jobs *gone = *jobs;

    if (!gone) {
        return;
    }
    pthread_mutex_lock(&gone->lock);
    gone->stopping = true;
    pthread_cond_broadcast(&gone->woken);
    pthread_mutex_unlock(&gone->lock);
    for (size_t i = 0; i < gone->running; i++) {
        pthread_join(gone->workers[i].thread, NULL);
    }
    pthread_cond_destroy(&gone->woken);
    pthread_mutex_destroy(&gone->lock);
    free(gone);
    *jobs = NULL;
}
