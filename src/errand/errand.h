/* src/errand/errand.h: errands to the outside. No handler talks to a partner inside a transaction: it plans an errand
 * in it; the runner takes the errand under a lease, sends after that is committed, and applies the answer in a
 * transaction of its own. planned → sending → answered, or unknown → what the kind's `repeat` allows. Errands do
 * not start errands. */
#pragma once
#include "db/db.h"
#include "errand/errand_faults.h"

struct nes_errand_id { struct nes_id id; };

/* What may be done after a lost lease or an unknown outcome. */
enum nes_repeat {
    NES_REPEAT_SAFE = 1,  /* send again: the partner is idempotent by our id, its document is cited in the row */
    NES_REPEAT_ASK_FIRST, /* only a status question may leave; its answer decides */
    NES_REPEAT_NEVER      /* a person decides */
};

enum nes_errand_state {
    NES_ERRAND_PLANNED = 1,
    NES_ERRAND_SENDING,   /* committed before the first byte leaves */
    NES_ERRAND_ASKING,    /* a status question is out */
    NES_ERRAND_ANSWERED,
    NES_ERRAND_UNKNOWN,   /* bytes may have left and no answer is known */
    NES_ERRAND_PERSON,    /* a person must decide */
    NES_ERRAND_GIVEN_UP   /* never sent, or surely not done, and the deadline has passed */
};
const char *nes_errand_state_word(enum nes_errand_state state);
/* NES_ERRAND_PLANNED … by its word; the word comes from our own database. */
enum nes_errand_state nes_errand_state_of(struct nes_str word);

enum nes_outcome {
    NES_OUTCOME_DONE = 1, /* the partner did it, or gave the answer asked for */
    NES_OUTCOME_REFUSED,  /* the partner says no: final */
    NES_OUTCOME_LATER,    /* surely not done (never left, or the partner says so): may be sent again */
    NES_OUTCOME_UNKNOWN   /* time ran out or the answer cannot be read: nobody knows */
};

struct nes_errand {
    struct nes_errand_id id;
    struct nes_str kind, payload;
    struct nes_id subject;
    enum nes_errand_state state;
    int64_t lease, tries, made_at;
};

struct nes_errand_answer {
    enum nes_outcome outcome;
    struct nes_str detail;   /* the partner's reference or code; no personal data */
    struct nes_str body;     /* what the kind's `apply` reads; not stored by the errand itself */
};

/* A kind of errand: one row of the table that the application wires. */
struct nes_errand_kind {
    const char *name;
    enum nes_repeat repeat;
    const char *repeat_source;      /* where the partner promises what `repeat` relies on */
    int64_t lease_ms;               /* a try may take so long */
    int64_t give_up_after_s;        /* planned and surely not done for so long: given up */
    /* The gateway: talks, outside any transaction. Texts into `arena`. A fault counts as UNKNOWN. */
    struct nes_err (*send)(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                           struct nes_errand_answer *answer);
    /* The status question of ASK_FIRST: DONE, REFUSED, LATER (the partner has never seen it) or UNKNOWN. */
    struct nes_err (*ask)(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                          struct nes_errand_answer *answer);
    void *gateway;
    /* The domain: writes the effect of DONE or REFUSED, or of having been given up (REFUSED, detail "given_up"). */
    struct nes_err (*apply)(struct nes_tx *tx, const struct nes_errand *errand,
                            const struct nes_errand_answer *answer);
};

/* Pure. What the runner does with an errand that is due. */
enum nes_errand_step { NES_STEP_SEND = 1, NES_STEP_ASK, NES_STEP_PERSON, NES_STEP_GIVE_UP, NES_STEP_WAIT };
enum nes_errand_step nes_errand_next(const struct nes_errand_kind *kind, const struct nes_errand *errand, int64_t now);
/* Pure. The state after an answer under the current lease. */
enum nes_errand_state nes_errand_after(const struct nes_errand_kind *kind, enum nes_outcome outcome, bool asked);
/* Pure. Microseconds until the next try: 1 s, doubled to 5 minutes at most. */
int64_t nes_errand_pause_us(int64_t tries);

struct nes_errand_plan {
    const char *kind;
    struct nes_id subject;
    struct nes_str payload;   /* references as JSON; "{}" where there are none */
    int64_t not_before;       /* 0: at once */
};
/* Plans an errand in the caller's transaction. */
struct nes_err nes_errand_plan(struct nes_tx *tx, const struct nes_errand_plan *plan, struct nes_errand_id *out);
/* How it stands. DB_NO_ROW. */
struct nes_err nes_errand_look(struct nes_tx *tx, struct nes_errand_id id, struct nes_errand *out);

/* The runner: threads that take, send and apply. One per process. */
struct nes_errands;
struct nes_errands_options {
    struct nes_db *db;
    const struct nes_errand_kind *kinds;
    size_t kinds_len;
    int threads;                    /* 0: 2 */
    struct nes_clock clock;
    struct nes_rand rand;
    const struct nes_log *log;
};
struct nes_err nes_errands_start(const struct nes_errands_options *options, struct nes_errands **out);
/* Ends after the tries under way (their leases bound them). For NES_AUTO. */
void nes_errands_stop(struct nes_errands **errands);
/* Something was planned and committed: look at once. Without it the runner looks every 200 ms. */
void nes_errands_wake(struct nes_errands *errands);
/* One step for one due errand, in the caller's thread; false: nothing was due. For tests and for drains. */
bool nes_errands_step(struct nes_errands *errands);
/* Holds the caller until the errand is out of planned, sending and asking, or `wait_ms` has passed. */
struct nes_err nes_errands_wait(struct nes_errands *errands, struct nes_errand_id id, int64_t wait_ms,
                                enum nes_errand_state *out);

/* The stored side of I7: what came from outside had one effect. */
struct nes_errand_faults {
    int64_t answers;     /* errands without exactly one applied answer where they are answered, with one where not */
    int64_t callbacks;   /* kept for over an hour and never applied */
    int64_t persons;     /* no fault: errands that wait for a person */
};
struct nes_err nes_errands_examine(struct nes_tx *tx, struct nes_errand_faults *out);

/* How many stand in each state that is not the end; every state but those without any. */
struct nes_errand_counts {
    struct { struct nes_str state; int64_t n; } *rows;
    size_t len;
};
struct nes_err nes_errands_count(struct nes_tx *tx, struct nes_errand_counts *out);

/* Stores a callback as received. `key` is the partner's id of the message; `fresh` false: it was there already. */
struct nes_callback {
    struct nes_id id;
    struct nes_str source, key, body;
};
struct nes_err nes_callback_keep(struct nes_tx *tx, const struct nes_callback *callback, bool *fresh);
/* Marks it as applied, once: CALLBACK_TWICE. Call in the transaction of the effect. */
struct nes_err nes_callback_applied(struct nes_tx *tx, struct nes_id callback);
