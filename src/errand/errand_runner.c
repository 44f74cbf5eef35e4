/* src/errand/errand_runner.c: takes an errand under a lease (committed), sends or asks (no transaction), applies the
 * answer in a transaction that holds only while the lease is still the newest. */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "errand/errand.h"
#include "errand/errand_sql.h"

#define POLL_MS     200
#define THREADS_MAX 8
#define PUT_OFF_US  (300 * INT64_C(1'000'000))

struct nes_errands {
    struct nes_errands_options options;
    pthread_mutex_t lock;
    pthread_cond_t woken;    /* something was planned */
    pthread_cond_t settled;  /* something was answered */
    atomic_bool stopping;
    uint64_t wakes;
    pthread_t threads[THREADS_MAX];
    int running;
};

/* One errand on its way through the three parts. */
struct trip {
    struct nes_errands *errands;
    const struct nes_errand_kind *kind;
    struct nes_errand errand;
    enum nes_errand_step step;
    struct nes_errand_answer answer;
    bool found, stale;
};

static const struct nes_errand_kind *kind_of(const struct nes_errands *errands, struct nes_str name)
{
    for (size_t i = 0; i < errands->options.kinds_len; i++) {
        if (nes_str_is(name, errands->options.kinds[i].name)) {
            return &errands->options.kinds[i];
        }
    }
    return NULL;
}

static struct nes_err give_up(struct nes_tx *tx, struct trip *trip)
{
    struct nes_errand_answer answer = { .outcome = NES_OUTCOME_REFUSED, .detail = NES_STR("given_up") };

    NES_TRY(nes_errand_close(tx, trip->errand.id.id, nes_str_of(nes_errand_state_word(NES_ERRAND_GIVEN_UP))));
    return trip->kind->apply(tx, &trip->errand, &answer);
}

/* Decides the step and, where bytes may leave, commits the lease first. */
static struct nes_err take(struct nes_tx *tx, void *self)
{
    struct trip *trip = self;
    struct nes_errand_due_one_row row;
    int64_t now = nes_tx_now(tx);
    enum nes_errand_state state;

    NES_TRY(nes_errand_due_one(tx, now, &row, &trip->found));
    if (!trip->found) {
        return NES_FINE;
    }
    trip->errand = (struct nes_errand){ { row.id },  row.kind,  row.payload, row.subject,
                                        nes_errand_state_of(row.state), row.lease, row.tries, row.made_at };
    trip->kind = kind_of(trip->errands, row.kind);
    trip->step = trip->kind ? nes_errand_next(trip->kind, &trip->errand, now) : NES_STEP_PERSON;
    if (trip->step == NES_STEP_GIVE_UP) {
        return give_up(tx, trip);
    }
    if (trip->step == NES_STEP_PERSON || trip->step == NES_STEP_WAIT) {
        return nes_errand_close(tx, row.id, nes_str_of(nes_errand_state_word(NES_ERRAND_PERSON)));
    }
    trip->errand.lease++;
    state = trip->step == NES_STEP_SEND ? NES_ERRAND_SENDING : NES_ERRAND_ASKING;
    return nes_errand_take(tx, &(struct nes_errand_take_in){
                                   row.id, nes_str_of(nes_errand_state_word(state)), trip->errand.lease,
                                   now + trip->kind->lease_ms * 1'000, trip->step == NES_STEP_SEND });
}

static const char *const outcome_words[] = {
    [NES_OUTCOME_DONE] = "done",
    [NES_OUTCOME_REFUSED] = "refused",
    [NES_OUTCOME_LATER] = "later",
    [NES_OUTCOME_UNKNOWN] = "unknown",
};

/* Stores the answer; applies it where the lease is still ours. */
static struct nes_err settle(struct nes_tx *tx, void *self)
{
    struct trip *trip = self;
    int64_t now = nes_tx_now(tx), settled, kept;
    enum nes_errand_state after =
        nes_errand_after(trip->kind, trip->answer.outcome, trip->step == NES_STEP_ASK);
    bool final = after == NES_ERRAND_ANSWERED;

    NES_TRY(nes_errand_settle(tx,
                              &(struct nes_errand_settle_in){
                                  .id = trip->errand.id.id,
                                  .lease = trip->errand.lease,
                                  .state = nes_str_of(nes_errand_state_word(after)),
                                  .due_at = now + nes_errand_pause_us(trip->errand.tries + 1),
                                  .answered_at = final ? now : 0,
                              },
                              &settled));
    trip->stale = settled == 0;
    NES_TRY(nes_errand_answer_insert(tx,
                                     &(struct nes_errand_answer_insert_in){
                                         trip->errand.id.id, trip->errand.lease, now,
                                         nes_str_of(outcome_words[trip->answer.outcome]), settled == 1 && final,
                                         trip->answer.detail },
                                     &kept));
    if (settled == 0 || !final) {
        return NES_FINE;
    }
    return trip->kind->apply(tx, &trip->errand, &trip->answer);
}

static struct nes_err run_call(struct nes_errands *errands, struct nes_arena *arena, nes_call_run *run,
                               struct trip *trip)
{
    struct nes_call call = {
        .operation = nes_id_new(&errands->options.clock, &errands->options.rand),
        .arena = arena,
        .run = run,
        .self = trip,
    };

    return nes_db_run(errands->options.db, &call);
}

static void talk(struct trip *trip, struct nes_arena *arena)
{
    const struct nes_errand_kind *kind = trip->kind;
    struct nes_errand_answer answer = { 0 };
    struct nes_err err = trip->step == NES_STEP_ASK ? kind->ask(kind->gateway, arena, &trip->errand, &answer)
                                                    : kind->send(kind->gateway, arena, &trip->errand, &answer);

    if (err.what || answer.outcome == 0) { /* a gateway that fails knows nothing: never "fine" */
        answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_UNKNOWN,
                                             .detail = nes_str_of(err.what ? err.what->code : "no_outcome") };
    }
    trip->answer = answer;
}

static void tell(const struct trip *trip, const char *event, struct nes_err err)
{
    char id[NES_ID_TEXT + 1];

    nes_id_write(trip->errand.id.id, id);
    NES_LOG(trip->errands->options.log, INFO, event, NES_LOG_STR("kind", trip->errand.kind), NES_LOG_Z("errand", id),
            NES_LOG_INT("lease", trip->errand.lease), NES_LOG_Z("fault", err.what ? err.what->code : "fine"));
}

static void wake_waiters(struct nes_errands *errands)
{
    pthread_mutex_lock(&errands->lock);
    pthread_cond_broadcast(&errands->settled);
    pthread_mutex_unlock(&errands->lock);
}

/* The effect could not be written: the answer is kept all the same, for the person or the next try. */
static struct nes_err keep_answer(struct nes_tx *tx, void *self)
{
    struct trip *trip = self;
    int64_t kept;

    return nes_errand_answer_insert(tx,
                                    &(struct nes_errand_answer_insert_in){
                                        trip->errand.id.id, trip->errand.lease, nes_tx_now(tx),
                                        nes_str_of(outcome_words[trip->answer.outcome]), false, trip->answer.detail },
                                    &kept);
}

static void settle_or_keep(struct trip *trip)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_err err = run_call(trip->errands, arena, settle, trip);

    tell(trip, trip->stale ? "errand.stale" : "errand.settled", err);
    if (err.what && err.what->end == NES_END_FAIL) {
        err = run_call(trip->errands, arena, keep_answer, trip);
        tell(trip, "errand.kept", err);
    }
}

static struct nes_err wait_longer(struct nes_tx *tx, void *self)
{
    const struct trip *trip = self;
    int64_t waits;

    return nes_errand_put_off(tx, trip->errand.id.id, trip->errand.lease, nes_tx_now(tx) + PUT_OFF_US, &waits);
}

/* The domain could not take it that an errand is given up: the others do not wait behind it until it can. */
static bool put_off(struct trip *trip, struct nes_err why)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    if (!trip->found || trip->step != NES_STEP_GIVE_UP) {
        return false;
    }
    tell(trip, "errand.put_off", why);
    return !run_call(trip->errands, arena, wait_longer, trip).what;
}

bool nes_errands_step(struct nes_errands *errands)
{
    NES_AUTO(nes_arena_end) struct nes_arena *taken = nes_arena_begin(0);
    NES_AUTO(nes_arena_end) struct nes_arena *spoken = nes_arena_begin(0);
    struct trip trip = { .errands = errands };
    struct nes_err err = run_call(errands, taken, take, &trip);

    if (err.what && err.what->end == NES_END_FAIL) {
        return put_off(&trip, err);
    }
    if (!trip.found) {
        return false;
    }
    if (trip.step == NES_STEP_SEND || trip.step == NES_STEP_ASK) {
        talk(&trip, spoken);
        settle_or_keep(&trip);
    } else {
        tell(&trip, "errand.closed", err);
    }
    wake_waiters(errands);
    return true;
}

/* Waits for a wake-up or the poll; false: stop. */
static bool pause_here(struct nes_errands *errands, uint64_t *seen)
{
    struct timespec until = nes_clock_after_ms(POLL_MS);
    bool going;

    pthread_mutex_lock(&errands->lock);
    while (!errands->stopping && errands->wakes == *seen &&
           pthread_cond_timedwait(&errands->woken, &errands->lock, &until) != ETIMEDOUT) {
    }
    *seen = errands->wakes;
    going = !errands->stopping;
    pthread_mutex_unlock(&errands->lock);
    return going;
}

static void *work(void *self)
{
    struct nes_errands *errands = self;
    uint64_t seen = 0;

    do {
        while (!errands->stopping && nes_errands_step(errands)) {
        }
    } while (pause_here(errands, &seen));
    return NULL;
}

static void init_waiting(struct nes_errands *errands)
{
    pthread_condattr_t steady;

    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_mutex_init(&errands->lock, NULL);
    pthread_cond_init(&errands->woken, &steady);
    pthread_cond_init(&errands->settled, &steady);
    pthread_condattr_destroy(&steady);
}

struct nes_err nes_errands_start(const struct nes_errands_options *options, struct nes_errands **out)
{
    struct nes_errands *errands = calloc(1, sizeof(*errands));

    NES_ASSERT(errands && options->threads <= THREADS_MAX);
    for (size_t i = 0; i < options->kinds_len; i++) {
        const struct nes_errand_kind *kind = &options->kinds[i];

        NES_ASSERT(kind->name && kind->send && kind->apply && kind->lease_ms > 0 && kind->repeat_source);
        NES_ASSERT(kind->repeat != NES_REPEAT_ASK_FIRST || kind->ask);
    }
    errands->options = *options;
    init_waiting(errands);
    for (int want = options->threads < 0 ? 0 : options->threads ? options->threads : 2; errands->running < want;) {
        NES_ASSERT(pthread_create(&errands->threads[errands->running], NULL, work, errands) == 0);
        errands->running++;
    }
    *out = errands;
    return NES_FINE;
}

void nes_errands_stop(struct nes_errands **errands)
{
    struct nes_errands *gone = *errands;

    if (!gone) {
        return;
    }
    pthread_mutex_lock(&gone->lock);
    gone->stopping = true;
    pthread_cond_broadcast(&gone->woken);
    pthread_mutex_unlock(&gone->lock);
    for (int i = 0; i < gone->running; i++) {
        pthread_join(gone->threads[i], NULL);
    }
    pthread_cond_destroy(&gone->woken);
    pthread_cond_destroy(&gone->settled);
    pthread_mutex_destroy(&gone->lock);
    free(gone);
    *errands = NULL;
}

void nes_errands_wake(struct nes_errands *errands)
{
    pthread_mutex_lock(&errands->lock);
    errands->wakes++;
    pthread_cond_broadcast(&errands->woken);
    pthread_mutex_unlock(&errands->lock);
}

struct glance {
    struct nes_errand_id id;
    struct nes_errand errand;
};

static struct nes_err glance_at(struct nes_tx *tx, void *self)
{
    struct glance *glance = self;

    return nes_errand_look(tx, glance->id, &glance->errand);
}

static bool under_way(enum nes_errand_state state)
{
    return state == NES_ERRAND_PLANNED || state == NES_ERRAND_SENDING || state == NES_ERRAND_ASKING;
}

struct nes_err nes_errands_wait(struct nes_errands *errands, struct nes_errand_id id, int64_t wait_ms,
                                enum nes_errand_state *out)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    bool late = wait_ms <= 0;
    struct timespec until = nes_clock_after_ms(late ? 0 : wait_ms);
    struct glance glance = { .id = id };
    struct nes_err err;

    pthread_mutex_lock(&errands->lock); /* held over the look, so that no settling is missed between look and wait */
    for (;;) {
        err = nes_db_read(errands->options.db, arena, glance_at, &glance);
        if (err.what || late || !under_way(glance.errand.state)) {
            break;
        }
        late = pthread_cond_timedwait(&errands->settled, &errands->lock, &until) == ETIMEDOUT;
        nes_arena_rewind(arena, (struct nes_arena_mark){ 0 });
    }
    pthread_mutex_unlock(&errands->lock);
    *out = glance.errand.state;
    return err;
}
