/* bench/calc_bench.c: schedules and effective rates a second on one core, each beside the same sums in plain doubles
 * of C without rounding (dates included in both): we may take four times as long. `bench_calc NAME ours|plain COUNT`
 * runs one thing so often and nothing else: for callgrind, which counts instructions (tools/callgrind.sh). */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "calc/rate.h"
#include "calc/schedule.h"

struct plain_row {
    int nr, date, days;
    double principal, remuneration, due, balance;
};

struct plain_totals {
    double principal, remuneration, due;
};

/* The usual formula of the day number. */
static int day_number(int year, int month, int day)
{
    int a = (14 - month) / 12, y = year + 4800 - a, m = month + 12 * a - 3;

    return day + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400;
}

/* What a mind in a hurry would write: an annuity by libm, a row a month with its date and days, no rounding. */
static struct plain_totals plain_schedule(struct plain_row *rows, int periods, double principal, double rate)
{
    static const int month_days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    double r = rate / 12, instalment = principal * r / (1 - pow(1 + r, -periods)), balance = principal;
    struct plain_totals totals = { 0 };
    int before = day_number(2026, 1, 31);

    for (int i = 0; i < periods; i++) {
        int month = (i + 1) % 12, year = 2026 + (i + 1) / 12, last = month_days[month] + (month == 1 && year % 4 == 0);

        rows[i].nr = i + 1;
        rows[i].date = day_number(year, month + 1, last < 31 ? last : 31);
        rows[i].days = rows[i].date - before;
        before = rows[i].date;
        rows[i].remuneration = balance * r;
        rows[i].principal = instalment - rows[i].remuneration;
        rows[i].due = instalment;
        balance -= rows[i].principal;
        rows[i].balance = balance;
        totals.principal += rows[i].principal;
        totals.remuneration += rows[i].remuneration;
        totals.due += rows[i].due;
    }
    return totals;
}

/* Newton's method on the sum of payments, by libm. */
static double plain_rate(const struct nes_flows *flows)
{
    double x = 0.1;

    for (int turn = 0; turn < 50; turn++) {
        double sum = 0, slope = 0, step;

        for (size_t i = 0; i < flows->count; i++) {
            double t = flows->days[i] / 365.0, now = (double)flows->amounts[i] * pow(1 + x, -t);

            sum += now;
            slope -= t * now / (1 + x);
        }
        step = sum / slope;
        x -= step;
        if (fabs(step) < 1e-14) {
            break;
        }
    }
    return x;
}

static struct nes_terms terms_of(int32_t periods, enum nes_day_count day_count)
{
    return (struct nes_terms){
        .calc_version = 1,
        .principal = { 50'000'000 },
        .rate = { 9, 25 },
        .method = NES_ANNUITY,
        .periods = periods,
        .every = { 1, NES_UNIT_MONTHS },
        .start = { 739'646 }, /* 2026-01-31 */
        .day_count = day_count,
        .rounding = NES_ROUND_HALF_UP,
        .minor_units = 2,
    };
}

/* One thing to measure: `run` does it once and gives a number that must not be optimised away. */
struct thing {
    const char *name;
    int32_t periods;
    enum nes_day_count day_count;
    double (*ours)(const struct thing *thing, struct nes_arena *arena);
    double (*plain)(const struct thing *thing, struct nes_arena *arena);
    const struct nes_flows *flows;
};

static double our_schedule(const struct thing *thing, struct nes_arena *arena)
{
    struct nes_terms terms = terms_of(thing->periods, thing->day_count);
    struct nes_schedule schedule;

    if (nes_schedule_build(&terms, arena, &schedule).what) {
        abort();
    }
    return (double)schedule.due.tiyn;
}

static double their_schedule(const struct thing *thing, struct nes_arena *arena)
{
    struct plain_row *rows = NES_NEW_MANY(arena, struct plain_row, (size_t)thing->periods);

    return plain_schedule(rows, thing->periods, 50'000'000, 0.36).due;
}

static double our_rate(const struct thing *thing, struct nes_arena *arena)
{
    struct nes_effective rate;

    (void)arena;
    if (nes_rate_effective(thing->flows, &rate).what) {
        abort();
    }
    return (double)rate.percent_e6;
}

static double their_rate(const struct thing *thing, struct nes_arena *arena)
{
    (void)arena;
    return plain_rate(thing->flows);
}

static volatile double sink;

static double now(void)
{
    return (double)clock() / CLOCKS_PER_SEC; /* of the processor: others on the machine do not count */
}

static void repeat(const struct thing *thing, bool ours, long count)
{
    struct nes_arena *arena = nes_arena_begin(256 * 1'024);

    for (long i = 0; i < count; i++) {
        sink = ours ? thing->ours(thing, arena) : thing->plain(thing, arena);
        nes_arena_rewind(arena, (struct nes_arena_mark){ 0 });
    }
    nes_arena_end(&arena);
}

/* The best of several rounds of each, by turns: seconds for one. */
static void measure(const struct thing *thing, double *ours, double *plain)
{
    const long count = 10'000;

    *ours = *plain = 1e9;
    for (int round = 0; round < 15; round++) {
        for (int side = 0; side < 2; side++) {
            double began = now(), took, *best = side == 0 ? ours : plain;

            repeat(thing, side == 0, count);
            took = (now() - began) / (double)count;
            *best = took < *best ? took : *best;
        }
    }
}

int main(int argc, char **argv)
{
    struct nes_arena *arena = nes_arena_begin(0);
    struct nes_terms terms = terms_of(12, NES_ACT_365);
    struct nes_schedule schedule;
    struct nes_flows flows;
    struct thing things[] = {
        { "calc_schedule_12", 12, NES_30_360, our_schedule, their_schedule, &flows },
        { "calc_schedule_60", 60, NES_30_360, our_schedule, their_schedule, &flows },
        { "calc_schedule_60_act_365", 60, NES_ACT_365, our_schedule, their_schedule, &flows },
        { "calc_effective_rate_12", 12, NES_ACT_365, our_rate, their_rate, &flows },
    };

    if (nes_schedule_build(&terms, arena, &schedule).what || nes_flows_of_schedule(&schedule, arena, &flows).what) {
        return 1;
    }
    for (size_t i = 0; i < NES_LEN(things); i++) {
        double ours, plain;

        if (argc == 4) { /* NAME ours|plain COUNT */
            if (strcmp(argv[1], things[i].name) == 0) {
                repeat(&things[i], strcmp(argv[2], "ours") == 0, strtol(argv[3], NULL, 10));
            }
            continue;
        }
        measure(&things[i], &ours, &plain);
        printf("{\"name\":\"%s_plain\",\"unit\":\"per second\",\"value\":%.0f}\n", things[i].name, 1 / plain);
        printf("{\"name\":\"%s\",\"unit\":\"per second\",\"value\":%.0f,\"of\":\"%s_plain\",\"least\":0.25}\n",
               things[i].name, 1 / ours, things[i].name);
    }
    nes_arena_end(&arena);
    return 0;
}
