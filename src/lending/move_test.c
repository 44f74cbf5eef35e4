/* src/lending/move_test.c: what is posted by events and by nights is, together, what the fold says. */
#include "lending/move.h"

#include "calc/fold_rig.h"
#include "test/unit/test.h"

static void same(const struct nes_moves *got, const struct nes_moves *wanted)
{
    for (size_t i = 0; i < NES_MOVES; i++) {
        NES_WANT_INT(nes_move_name((enum nes_move)i), got->tiyn[i], wanted->tiyn[i]);
    }
}

/* Books of one loan, kept day by day: events as they arrive, and a night after each day. */
struct books {
    struct nes_arena *arena;
    struct nes_loan loan;
    struct nes_moves posted;
    struct nes_days days;
};

static bool arrive(struct books *books, const struct nes_event *event)
{
    struct nes_event *events = NES_NEW_MANY(books->arena, struct nes_event, (size_t)books->loan.event_count + 1);
    struct nes_loan more = books->loan;
    struct nes_moves before, after, growth;

    for (int32_t i = 0; i < more.event_count; i++) {
        events[i] = more.events[i];
    }
    events[more.event_count++] = *event;
    more.events = events;
    NES_WANT_OK(nes_moves_booked(books->arena, &books->loan, books->days, &before));
    if (nes_moves_booked(books->arena, &more, books->days, &after).what) {
        return false; /* an event that the loan does not take, as the product would refuse it */
    }
    growth = nes_moves_minus(&after, &before);
    NES_WANT_OK(nes_moves_add(&books->posted, &growth));
    books->loan = more;
    return true;
}

static void night(struct books *books)
{
    struct nes_loan_view view;
    struct nes_moves growth;

    NES_WANT_OK(nes_moves_night(books->arena, &books->loan, books->days.today, &growth, &view));
    NES_WANT_OK(nes_moves_add(&books->posted, &growth));
    books->days.done_on = books->days.today;
    books->days.today.day++;
}

static void check(struct books *books)
{
    struct nes_state state = { 0 };
    struct nes_moves wanted = { 0 };
    struct nes_fold *fold;

    if (books->loan.event_count > 0) {
        NES_WANT_OK(nes_fold_begin(books->arena, &books->loan, false, &fold));
        NES_WANT_OK(nes_fold_to(fold, books->days.done_on, &state));
        wanted = nes_moves_of(&state);
    }
    same(&books->posted, &wanted);
}

static void run_random(struct rig *rig, const struct nes_rand *rand)
{
    struct nes_date start = rig->loan.terms.credit.start;
    struct books books = { .arena = rig->arena, .loan = rig->loan, .days = { start, start } };
    int32_t waiting = rig->count;

    books.loan.event_count = 0;
    books.days.done_on.day--;
    for (int32_t day = 0; day < 120; day++) {
        for (int32_t i = 0; i < rig->count; i++) {
            const struct nes_event *event = &rig->events[i];
            int64_t late = i == 0 ? 0 : (int64_t)nes_rand_below(rand, 4);

            /* the payout on its day; others on it or some days later */
            if (event->day.day + late == books.days.today.day && waiting > 0) {
                waiting -= arrive(&books, event);
            }
        }
        night(&books);
        check(&books);
    }
}

NES_TEST(events_and_nights_post_together_what_the_fold_says, .rules = "D.3")
{
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);
    int64_t loans = nes_budget("lending.books");

    for (int64_t i = 0; i < loans; i++) {
        struct rig rig = rig_begin();

        rig_random(&rig, &rand, 6);
        run_random(&rig, &rand);
        rig_end(&rig);
    }
}

/* The balances of the accounts are the parts of the debt. */
NES_TEST(balances_of_accounts_are_the_parts_of_the_debt, .rules = "D.3")
{
    struct nes_test_dice dice = { nes_test_seed() };
    struct nes_rand rand = nes_test_rand(&dice);

    for (int i = 0; i < 300; i++) {
        struct rig rig = rig_begin();
        struct nes_state at;
        struct nes_moves moves;
        const int64_t *t;

        rig_random(&rig, &rand, 6);
        at = rig_state_on(&rig, (struct nes_date){ rig.loan.terms.credit.start.day + (int32_t)(i % 400) });
        moves = nes_moves_of(&at);
        t = moves.tiyn;
        NES_WANT_INT("1110", t[NES_MOVE_issued] - t[NES_MOVE_overdue_principal] - t[NES_MOVE_paid_principal] -
                                 t[NES_MOVE_written_principal], at.principal.current.tiyn);
        NES_WANT_INT("1112", t[NES_MOVE_earned] - t[NES_MOVE_overdue_remuneration] - t[NES_MOVE_paid_remuneration] -
                                 t[NES_MOVE_written_remuneration], at.remuneration.current.tiyn);
        NES_WANT_INT("1114", t[NES_MOVE_penalty] - t[NES_MOVE_paid_penalty] - t[NES_MOVE_forgiven] -
                                 t[NES_MOVE_written_penalty],
                     at.penalty.current.tiyn + at.penalty.overdue.tiyn);
        NES_WANT_INT("1115", t[NES_MOVE_cost] - t[NES_MOVE_paid_costs] - t[NES_MOVE_written_costs], at.costs.tiyn);
        NES_WANT_INT("3391", t[NES_MOVE_received] - t[NES_MOVE_paid_principal] - t[NES_MOVE_paid_remuneration] -
                                 t[NES_MOVE_paid_penalty] - t[NES_MOVE_paid_costs] - t[NES_MOVE_refund_suspense],
                     at.suspense.tiyn);
        rig_end(&rig);
    }
}
