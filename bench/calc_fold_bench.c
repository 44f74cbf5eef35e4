/* bench/calc_fold_bench.c: folds of a loan with 24 and with 400 events a second on one core, each beside the same sums
 * in plain doubles of C without rounding, checks or explanation: we may take four times as long. `bench_calc_fold NAME
 * ours|plain COUNT` runs one thing so often and nothing else: for callgrind, which counts instructions. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "calc/fold.h"

#define ROWS_MAX   60
#define EVENTS_MAX 401

/* A loan as both read it. */
struct thing {
    const char *name;
    int32_t rows, payments;  /* payments between two rows' dates, some short, some late */
    struct nes_row row[ROWS_MAX];
    struct nes_event event[EVENTS_MAX];
    struct nes_loan loan;
};

static void build(struct thing *thing, struct nes_arena *arena)
{
    struct nes_terms terms = {
        .calc_version = 1,
        .principal = { 50'000'000 },
        .rate = { 9, 25 },
        .method = NES_ANNUITY,
        .periods = thing->rows,
        .every = { 1, NES_UNIT_MONTHS },
        .start = { 739'631 },
        .day_count = NES_ACT_365,
        .rounding = NES_ROUND_HALF_UP,
        .minor_units = 2,
    };
    struct nes_schedule schedule;
    int32_t count = 0, each = thing->payments / thing->rows;

    if (nes_schedule_build(&terms, arena, &schedule).what) {
        abort();
    }
    thing->event[count++] =
        (struct nes_event){ .kind = NES_EVENT_PAYOUT, .id.b = { 1 }, .day = terms.start, .amount = terms.principal };
    for (int32_t i = 0; count <= thing->payments; i++) {
        const struct nes_row *row = &schedule.rows[1 + i / each % thing->rows];
        int32_t late = i / each % 3 == 2 ? 12 : 0;
        struct nes_event *event = &thing->event[count];

        *event = (struct nes_event){ .kind = NES_EVENT_PAYMENT,
                                     .day = { row->date.day + late - (each - 1 - i % each) * 3 },
                                     .amount = { row->due.tiyn * (late ? 107 : 100) / 100 / each +
                                                 1 } }; /* late: with the penalty */
        memcpy(event->id.b, &count, sizeof(count));
        event->id.b[15] = 7;
        count++;
    }
    for (int32_t i = 0; i < schedule.count; i++) {
        thing->row[i] = schedule.rows[i];
    }
    thing->loan = (struct nes_loan){
        .terms = { .credit = terms,
                   .pay_by = NES_PAY_BY_DATE,
                   .order = nes_allocation_law,
                   .penalty = nes_penalty_law },
        .rows = schedule.rows,
        .row_count = schedule.count,
        .events = thing->event,
        .event_count = count,
    };
}

static double ours(const struct thing *thing, struct nes_arena *arena)
{
    struct nes_fold *fold;
    struct nes_state state;

    if (nes_fold_begin(arena, &thing->loan, false, &fold).what ||
        nes_fold_to(fold, thing->event[thing->loan.event_count - 1].day, &state).what) {
        abort();
    }
    return (double)(state.principal.current.tiyn + state.principal.overdue.tiyn + state.remuneration.current.tiyn +
                    state.remuneration.overdue.tiyn + state.penalty.overdue.tiyn + state.penalty.current.tiyn);
}

/* The same figures in doubles: what a mind in a hurry would write. Events in order of days, no other check. */
struct plain {
    const struct thing *thing;
    int day, row, begin, year;
    double undue, earned, penalty, of_year, suspense, tail;
    struct { int date; double principal, remuneration; } due[ROWS_MAX];
    int first, last;
    double all_received, all_earned, all_penalties, paid_principal, paid_remuneration, paid_penalty;
};

static double take(double *owed, double *money)
{
    double paid = *owed < *money ? *owed : *money;

    *owed -= paid;
    *money -= paid;
    return paid;
}

static void plain_pay(struct plain *at)
{
    for (int late = 1; late >= 0; late--) {
        for (int i = at->first; i < at->last && at->suspense > 0; i++) {
            if ((at->due[i].date < at->day) == late) {
                at->paid_principal += take(&at->due[i].principal, &at->suspense);
            }
        }
        for (int i = at->first; i < at->last && at->suspense > 0; i++) {
            if ((at->due[i].date < at->day) == late) {
                at->paid_remuneration += take(&at->due[i].remuneration, &at->suspense);
            }
        }
        if (late) {
            at->paid_remuneration += take(&at->tail, &at->suspense);
            at->paid_penalty += take(&at->penalty, &at->suspense);
        }
    }
    while (at->first < at->last && at->due[at->first].principal + at->due[at->first].remuneration < 0.001) {
        at->first++;
    }
}

static void plain_days(struct plain *at, int to)
{
    double overdue = 0, sum = 0, earned;
    int days = to - at->day;
    int stopped = at->first < at->last && to - at->due[at->first].date > 90;

    if (to - at->begin >= 365 * at->year) {
        at->year++;
        at->of_year = 0;
    }
    for (int i = at->first; i < at->last; i++) {
        if (at->due[i].date < to) {
            int last = to - 1 - at->due[i].date, first = at->day - at->due[i].date;
            int all = last - (first > 1 ? first : 1) + 1, second = last > 90 ? (last - 90 < all ? last - 90 : all) : 0;

            overdue += at->due[i].principal;
            sum += (at->due[i].principal + at->due[i].remuneration) * ((all - second) * 0.005 + second * 0.0003);
        }
    }
    at->day = to;
    if (stopped) {
        return;
    }
    earned = at->undue * 0.36 * days / 365 + overdue * 0.36 * days / 365;
    at->all_earned += earned;
    *(at->row < at->thing->rows ? &at->earned : &at->tail) += earned;
    if (at->of_year + sum > 5'000'000) {
        sum = 5'000'000 - at->of_year;
    }
    at->of_year += sum;
    at->penalty += sum;
    at->all_penalties += sum;
}

static void plain_to(struct plain *at, int to)
{
    const struct thing *thing = at->thing;

    while (at->day < to) {
        int next = to;

        if (at->row < thing->rows && thing->row[at->row + 1].date.day < next) {
            next = thing->row[at->row + 1].date.day;
        }
        for (int i = at->first; i < at->last; i++) {
            int stop = at->due[i].date + 90;

            next = at->due[i].date >= at->day && at->due[i].date + 1 < next ? at->due[i].date + 1 : next;
            next = stop > at->day && stop < next ? stop : next;
        }
        plain_days(at, next);
        if (at->row < thing->rows && thing->row[at->row + 1].date.day == next) {
            const struct nes_row *row = &thing->row[++at->row];

            at->due[at->last].date = next;
            at->due[at->last].principal =
                (double)row->principal.tiyn < at->undue ? (double)row->principal.tiyn : at->undue;
            at->due[at->last].remuneration = at->earned;
            at->undue -= at->due[at->last++].principal;
            at->earned = 0;
            if (at->suspense > 0) {
                plain_pay(at);
            }
        }
    }
}

static double plain(const struct thing *thing, struct nes_arena *arena)
{
    struct plain at = { .thing = thing, .day = thing->event[0].day.day, .begin = thing->event[0].day.day, .year = 1 };
    const struct nes_event *event[EVENTS_MAX];
    double owed = 0;

    (void)arena;
    for (int i = 0, place; i < thing->loan.event_count; i++) {
        for (place = i; place > 0 && event[place - 1]->day.day > thing->event[i].day.day; place--) {
            event[place] = event[place - 1];
        }
        event[place] = &thing->event[i];
    }
    for (int i = 0; i < thing->loan.event_count; i++) {
        plain_to(&at, event[i]->day.day);
        if (event[i]->kind == NES_EVENT_PAYOUT) {
            at.undue += (double)event[i]->amount.tiyn;
            continue;
        }
        at.all_received += (double)event[i]->amount.tiyn;
        at.suspense += (double)event[i]->amount.tiyn;
        plain_pay(&at);
    }
    for (int i = at.first; i < at.last; i++) {
        owed += at.due[i].principal + at.due[i].remuneration;
    }
    NES_ASSERT(at.all_received - at.paid_principal - at.paid_remuneration - at.paid_penalty - at.suspense < 1);
    NES_ASSERT(at.all_earned + at.all_penalties - at.paid_remuneration - at.paid_penalty > -1);
    return at.undue + at.earned + at.tail + at.penalty + owed;
}

typedef double fold_fn(const struct thing *thing, struct nes_arena *arena);

static double repeat(const struct thing *thing, fold_fn *fold, int64_t count)
{
    struct nes_arena *arena = nes_arena_begin(1 << 16);
    double sum = 0;

    for (int64_t i = 0; i < count; i++) {
        sum += fold(thing, arena);
        nes_arena_rewind(arena, (struct nes_arena_mark){ 0 });
    }
    nes_arena_end(&arena);
    return sum;
}

static double now(void)
{
    return (double)clock() / CLOCKS_PER_SEC; /* of the processor: others on the machine do not count */
}

/* The best of several rounds of each, by turns: how many a second. */
static void measure(const struct thing *thing, double a_second[2])
{
    static fold_fn *const sides[] = { ours, plain };
    int64_t count = 40'000 / thing->payments;

    for (int round = 0; round < 30; round++) {
        double began = now(), rate;

        if (repeat(thing, sides[round % 2], count) < 0) {
            abort();
        }
        rate = (double)count / (now() - began);
        a_second[round % 2] = rate > a_second[round % 2] ? rate : a_second[round % 2];
    }
}

int main(int argc, char **argv)
{
    static struct thing things[] = { { .name = "fold_24", .rows = 24, .payments = 24 },
                                     { .name = "fold_400", .rows = 40, .payments = 400 } };
    struct nes_arena *arena = nes_arena_begin(0);

    for (size_t i = 0; i < NES_LEN(things); i++) {
        build(&things[i], arena);
        if (argc == 4 && strcmp(argv[1], things[i].name) == 0) {
            return repeat(&things[i], strcmp(argv[2], "ours") == 0 ? ours : plain, strtoll(argv[3], NULL, 10)) < 0;
        }
        if (argc == 1) {
            double a_second[2] = { 0, 0 };

            measure(&things[i], a_second);
            printf("{\"name\": \"calc.%s.plain\", \"unit\": \"per second\", \"value\": %.0f, \"owed\": %.2f}\n",
                   things[i].name, a_second[1], plain(&things[i], arena) / 100);
            printf("{\"name\": \"calc.%s\", \"unit\": \"per second\", \"value\": %.0f, \"of\": \"calc.%s.plain\", "
                   "\"least\": 0.25, \"owed\": %.2f}\n",
                   things[i].name, a_second[0], things[i].name, ours(&things[i], arena) / 100);
        }
    }
    nes_arena_end(&arena);
    return argc == 1 ? 0 : 2;
}
