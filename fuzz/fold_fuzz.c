/* fuzz/fold_fuzz.c: loans and events made of any bytes: the fold refuses them or keeps its invariants, never crashes,
 * and answers in two steps as in one. */
#include <string.h>

#include "base/arena.h"
#include "calc/fold.h"

#define EVENTS 40
#define ROWS   12

struct input {
    const uint8_t *at;
    size_t left;
};

static uint8_t byte(struct input *in)
{
    if (in->left == 0) {
        return 0;
    }
    in->left--;
    return *in->at++;
}

/* Mostly a sensible number below `n`; one time in sixteen any 64 bits. */
static int64_t number(struct input *in, int64_t n)
{
    uint8_t kind = byte(in);
    uint64_t bits = 0;

    for (int i = 0; i < (kind % 16 == 0 ? 8 : 4); i++) {
        bits = bits << 8 | byte(in);
    }
    return kind % 16 == 0 ? (int64_t)bits : (int64_t)(bits % (uint64_t)n);
}

static int32_t small(struct input *in, int32_t n)
{
    return byte(in) % n;
}

static struct nes_terms terms_of(struct input *in)
{
    return (struct nes_terms){
        .calc_version = 1,
        .principal = { number(in, 100'000'000) },
        .rate = { number(in, 1'000), 1'000 },
        .method = (enum nes_method)(1 + small(in, 7)),
        .periods = 1 + small(in, ROWS),
        .every = { 1 + small(in, 40), (enum nes_unit)(1 + small(in, 3)) },
        .start = { 739'000 + small(in, 200) },
        .day_count = (enum nes_day_count)(1 + small(in, 4)),
        .year_boundary = (enum nes_year_boundary)small(in, 2),
        .leap = (enum nes_leap)small(in, 3),
        .first_day = (enum nes_first_day)small(in, 2),
        .rounding = (enum nes_round)small(in, 4),
        .minor_units = small(in, 3),
        .instalment = { number(in, 10'000'000) },
        .grace_interest = small(in, 3),
        .interest_free = small(in, 3),
        .down_payment = { small(in, 2), 10 },
        .weekend = (enum nes_weekend)small(in, 2),
        .shift = (enum nes_shift)small(in, 2),
    };
}

static const struct nes_row *rows_of(struct input *in, struct nes_arena *arena, struct nes_date from, int32_t count)
{
    struct nes_row *rows = NES_NEW_MANY(arena, struct nes_row, (size_t)count);

    for (int32_t i = 0; i < count; i++) {
        int32_t days = small(in, 100);

        from.day += days;
        rows[i] = (struct nes_row){ .nr = i + small(in, 8),
                                    .days = days,
                                    .date = from,
                                    .counted_to = { from.day - small(in, 3) / 2 },
                                    .principal = { number(in, 30'000'000) },
                                    .remuneration = { number(in, 3'000'000) } };
    }
    return rows;
}

static void event_of(struct input *in, const struct nes_loan *loan, struct nes_arena *arena, struct nes_event *event)
{
    *event = (struct nes_event){
        .kind = (enum nes_event_kind)small(in, NES_EVENT_KINDS + 1),
        .amount = { number(in, 30'000'000) },
        .mode = (enum nes_early_mode)small(in, 4),
        .back = byte(in) & 1,
        .accrues = byte(in) & 1,
        .takes_overdue = byte(in) & 1,
        .rate = { number(in, 1'000), 1'000 },
        .written = { { number(in, 1'000'000) }, { number(in, 1'000) }, { number(in, 1'000) }, { number(in, 1'000) } },
    };
    event->day.day = loan->terms.credit.start.day + small(in, 255) * (1 + small(in, 4));
    event->until.day = event->day.day + small(in, 200);
    event->id.b[0] = (uint8_t)(1 + small(in, 60));
    event->of.b[0] = (uint8_t)(1 + small(in, 60));
    if (byte(in) % 4 == 0 || event->kind == NES_EVENT_RESCHEDULE) {
        event->row_count = small(in, ROWS);
        event->rows = rows_of(in, arena, event->day, event->row_count);
    }
}

static bool holds(const struct nes_state *at)
{
    const struct nes_debt *paid = &at->paid, *off = &at->written_off;

    return at->principal.current.tiyn >= 0 && at->principal.overdue.tiyn >= 0 && at->remuneration.current.tiyn >= 0 &&
           at->remuneration.overdue.tiyn >= 0 && at->penalty.current.tiyn >= 0 && at->penalty.overdue.tiyn >= 0 &&
           at->costs.tiyn >= 0 && at->suspense.tiyn >= 0 && at->withheld.tiyn >= 0 && at->days_overdue >= 0 &&
           at->issued.tiyn ==
               at->principal.current.tiyn + at->principal.overdue.tiyn + paid->principal.tiyn + off->principal.tiyn &&
           at->earned.tiyn == at->remuneration.current.tiyn + at->remuneration.overdue.tiyn + paid->remuneration.tiyn +
                                  off->remuneration.tiyn &&
           at->penalties.tiyn == at->penalty.current.tiyn + at->penalty.overdue.tiyn + paid->penalty.tiyn +
                                     off->penalty.tiyn + at->forgiven.tiyn;
}

static void check(struct nes_arena *arena, const struct nes_loan *loan, struct nes_date first, struct nes_date last)
{
    struct nes_fold *steps, *once;
    struct nes_state a = { 0 }, b = { 0 };
    struct nes_next_payment next;

    if (nes_fold_begin(arena, loan, true, &steps).what || nes_fold_to(steps, first, &a).what ||
        nes_fold_to(steps, last, &a).what) {
        return;
    }
    NES_ASSERT(!nes_fold_begin(arena, loan, false, &once).what);
    NES_ASSERT(!nes_fold_to(once, last, &b).what);
    NES_ASSERT(holds(&a));
    NES_ASSERT(a.earned.tiyn == b.earned.tiyn && a.penalties.tiyn == b.penalties.tiyn &&
               a.payoff.tiyn == b.payoff.tiyn);
    NES_ASSERT(a.suspense.tiyn == b.suspense.tiyn && a.days_overdue == b.days_overdue);
    (void)nes_fold_next(once, &next).what;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nes_arena *arena = nes_arena_begin(1 << 16);
    struct input in = { data, size };
    struct nes_event *events = NES_NEW_MANY(arena, struct nes_event, EVENTS);
    struct nes_loan loan = { .terms = { .credit = terms_of(&in),
                                        .order = nes_allocation_law,
                                        .penalty = nes_penalty_law,
                                        .class = (enum nes_loan_class)small(&in, 5),
                                        .accrual = (enum nes_accrual_way)small(&in, 2),
                                        .pay_by = (enum nes_pay_by)small(&in, 2) },
                             .events = events };
    struct nes_schedule schedule;
    struct nes_date first, last;

    loan.terms.penalty.year = (enum nes_penalty_year)small(&in, 2);
    if (byte(&in) % 2 == 0) {
        loan.row_count = small(&in, ROWS);
        loan.rows = rows_of(&in, arena, loan.terms.credit.start, loan.row_count);
    } else if (!nes_schedule_build(&loan.terms.credit, arena, &schedule).what) {
        loan.rows = schedule.rows;
        loan.row_count = schedule.count;
    }
    first.day = loan.terms.credit.start.day + small(&in, 255) * 2;
    last.day = first.day + small(&in, 255) * 3;
    events[0] = (struct nes_event){
        .kind = NES_EVENT_PAYOUT, .id.b = { 200 }, .day = loan.terms.credit.start, .amount = loan.terms.credit.principal
    };
    for (loan.event_count = 1; in.left > 0 && loan.event_count < EVENTS; loan.event_count++) {
        event_of(&in, &loan, arena, &events[loan.event_count]);
    }
    check(arena, &loan, first, last);
    nes_arena_end(&arena);
    return 0;
}
