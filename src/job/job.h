/* src/job/job.h: timed jobs with leases. A job is taken by one process at a time under a fencing number; daily jobs do
 * each day once and in order, thirty at once if need be. */
#pragma once
#include "calc/date.h"
#include "db/db.h"
#include "job/job_faults.h"

/* One lease of a job, handed to its function. */
struct nes_job_turn {
    struct nes_db *db;
    const struct nes_job_kind *kind;
    int64_t fence;
    struct nes_date day;            /* daily jobs: the day to do; else none */
    const struct nes_clock *clock;
    const struct nes_rand *rand;
    const struct nes_log *log;
};

struct nes_job_kind {
    const char *name;
    int64_t every_s;                /* pause between turns; daily jobs: how often to look whether a day is over */
    bool daily;                     /* one turn a day of Almaty that is over, in order */
    int64_t lease_s;                /* a turn may take so long; it renews with nes_job_hold */
    /* Does one turn in transactions of its own (each under nes_job_guard). A fault: tried again after every_s. */
    struct nes_err (*run)(void *self, const struct nes_job_turn *turn);
    void *self;
};

/* Pure. The day a daily job does next, or none: the day after `last`, if it is over at `now`.
 * `last` none: yesterday. */
struct nes_date nes_job_day(struct nes_date last, int64_t now);

/* First statement of each transaction of a turn: JOB_LOST where another lease is newer. */
struct nes_err nes_job_guard(struct nes_tx *tx, const struct nes_job_turn *turn);
/* Prolongs the lease by lease_s. JOB_LOST. */
struct nes_err nes_job_hold(const struct nes_job_turn *turn);

struct nes_jobs;
struct nes_jobs_options {
    struct nes_db *db;
    const struct nes_job_kind *kinds;
    size_t kinds_len;
    struct nes_clock clock;
    struct nes_rand rand;
    const struct nes_log *log;
    bool no_thread;                 /* tests: only nes_jobs_step */
};
/* Leases that a dead process held are free where no other can be (SQLite); on PostgreSQL they end in their time. */
struct nes_err nes_jobs_start(const struct nes_jobs_options *options, struct nes_jobs **out);
void nes_jobs_stop(struct nes_jobs **jobs);
/* One turn of one job that is due, in the caller's thread; false: none was. */
bool nes_jobs_step(struct nes_jobs *jobs);
