/* The power goes at each write and sync of a loan's life: opening and payout, repayment, nights, the last payment.
 * What was acknowledged is there, the books are those of the folds, and what is left is done by doing it again. */
#include "lending/loan_rig.h"
#include "test/fault/vfs.h"

enum { OPEN, PAY, NIGHT_1, NIGHT_2, PAYOFF, STEPS };

struct life {
    struct nes_rig *rig;
    struct nes_vfs *vfs;
    struct loan_rig made;
    bool heard[STEPS];             /* acknowledged while there was power */
};

struct seen {
    const struct loan_rig *made;
    struct nes_loan_briefs loans;
    int32_t events;                /* of the first loan */
    struct nes_date done_on;
    bool closed;
};

static struct nes_date plus(int32_t days)
{
    return (struct nes_date){ loan_rig_on(LOAN_RIG_START).day + days };
}

static struct nes_err see(struct nes_tx *tx, void *self)
{
    struct nes_loan_record record;
    struct seen *seen = self;

    *seen = (struct seen){ .made = seen->made };
    NES_TRY(nes_loans_of(tx, seen->made->client.id, &seen->loans));
    NES_TRY(nes_night_done_on(tx, &seen->done_on));
    for (size_t i = 0; i < seen->loans.len; i++) {
        NES_TRY(nes_loan_find(tx, seen->loans.rows[i].id, false, &record));
        seen->events = record.loan.event_count > seen->events ? record.loan.event_count : seen->events;
        seen->closed |= record.state == NES_LOAN_CLOSED;
    }
    return NES_FINE;
}

static struct seen look(struct life *life)
{
    struct seen seen = { .made = &life->made };

    NES_WANT_OK(nes_rig_read(life->rig, see, &seen));
    return seen;
}

static struct nes_err pay(struct life *life, enum nes_event_kind kind, int64_t tiyn)
{
    struct loan_rig_deed deed = { .loan = life->made.loans[0] };

    deed.event = (struct nes_event){ .kind = kind, .day = nes_date_at(nes_rig_time(life->rig)->now_us),
                                     .amount = { tiyn } };
    return nes_rig_run(life->rig, loan_rig_add, &deed);
}

static struct nes_err night(struct life *life, struct nes_date day)
{
    struct loan_rig_night night = { .day = day, .size = 10 };

    NES_TRY(nes_rig_read(life->rig, loan_rig_night_fold, &night));
    return night.chunk.done ? NES_FINE : nes_rig_run(life->rig, loan_rig_night_post, &night);
}

static struct nes_err step(struct life *life, int nr)
{
    loan_rig_stand(life->rig, plus(nr));
    switch (nr) {
    case OPEN:
        return nes_rig_run(life->rig, loan_rig_open, &life->made);
    case PAY:
        return pay(life, NES_EVENT_PAYMENT, 500'000);
    case NIGHT_1:
        return night(life, plus(0));
    case NIGHT_2:
        return night(life, plus(1));
    default:
        return pay(life, NES_EVENT_PAYOFF, 20'500'000);
    }
}

/* Whether a step is done, as the database says. */
static bool is_done(const struct seen *seen, int nr)
{
    switch (nr) {
    case OPEN:
        return seen->loans.len > 0;
    case PAY:
        return seen->events >= 2;
    case NIGHT_1:
    case NIGHT_2:
        return seen->done_on.day >= plus(nr - NIGHT_1).day;
    default:
        return seen->events >= 3;
    }
}

static void begin(struct life *life, uint64_t seed)
{
    *life = (struct life){ .vfs = nes_vfs_begin(seed), .made.count = 1 };
    life->rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE, .vfs = nes_vfs_name(), .seed = seed);
    loan_rig_stand(life->rig, plus(0));
    NES_WANT_OK(nes_rig_run(life->rig, loan_rig_client, &life->made));
}

static void end(struct life *life)
{
    nes_rig_end(&life->rig);
    nes_vfs_end(&life->vfs);
}

static void live(struct life *life)
{
    bool fine = true;

    for (int nr = 0; nr < STEPS && fine; nr++) {
        fine = !step(life, nr).what && !nes_vfs_is_off(life->vfs);
        life->heard[nr] = fine;
    }
    nes_rig_close(life->rig);
}

/* After the power is back: what was heard is so; the rest is done now, and the end is that of an undisturbed life. */
static void go_on(struct life *life)
{
    struct seen seen;

    nes_rig_restart(life->rig);
    NES_WANT_OK(nes_rig_read(life->rig, loan_rig_examine, NULL));
    seen = look(life);
    for (int nr = 0; nr < STEPS; nr++) {
        NES_WANT("what was acknowledged is there", is_done(&seen, nr) || !life->heard[nr]);
    }
    for (int nr = 0; nr < STEPS; nr++) {
        if (!is_done(&seen, nr)) {
            NES_WANT_OK(step(life, nr));
            seen = look(life);
        }
        life->made.loans[0] = seen.loans.rows[0].id;
    }
    NES_WANT_INT("one loan", (int64_t)seen.loans.len, 1);
    NES_WANT_INT("each event once", seen.events, 3);
    NES_WANT("closed", seen.closed);
    NES_WANT_OK(nes_rig_read(life->rig, loan_rig_examine, NULL));
    nes_rig_close(life->rig);
}

static int64_t changes_of_all(void)
{
    struct life life;
    int64_t before, after;

    begin(&life, 1);
    before = nes_vfs_changes(life.vfs);
    live(&life);
    after = nes_vfs_changes(life.vfs);
    go_on(&life);
    end(&life);
    return after - before;
}

/* At each moment with each kind of loss (night and release); the gate takes some of them, others with each seed. */
NES_TEST(power_goes_at_every_write_and_sync_of_a_loan, .rules = "11.4")
{
    int64_t changes = changes_of_all(), all = changes * NES_LOSS_KINDS, most = nes_budget("lending.power_off");
    int64_t apart = most < all ? all / most : 1;

    NES_WANT("there are some", changes > 20);
    for (int64_t at = (int64_t)(nes_test_seed() % (uint64_t)apart); at < all; at += apart) {
        enum nes_loss loss = (enum nes_loss)(at / changes);
        struct life life;

        begin(&life, nes_test_seed());
        nes_vfs_power_off_at(life.vfs, at % changes + 1);
        live(&life);
        nes_vfs_power_on(life.vfs, loss);
        go_on(&life);
        end(&life);
    }
}
