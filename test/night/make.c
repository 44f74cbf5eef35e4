/* test/night/make.c: night_loans (FILE | postgresql://...) LOANS SEED DAYS: an empty database gets a portfolio as it
 * stood DAYS ago, so that as many nights are still to come. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/migrate.h"
#include "test/night/many_loans.h"

struct dice { uint64_t state; };

/* splitmix64 */
static void fill(void *self, void *to, size_t len)
{
    struct dice *dice = self;
    uint8_t *bytes = to;

    for (size_t i = 0; i < len; i++) {
        uint64_t z = dice->state += 0x9e3779b97f4a7c15U;

        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        bytes[i] = (uint8_t)(z ^ (z >> 31));
    }
}

static struct nes_clock real;
static int64_t days;

static int64_t then_us(void *self)
{
    (void)self;
    return nes_clock_now(&real) - days * 24 * 3'600 * 1'000'000;
}

int main(int argc, char **argv)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_db_close) struct nes_db *db = NULL;
    struct nes_db_options options = { .readers = 1, .writers = 1 };
    struct nes_many_loans many = { 0 };
    struct dice dice;
    int64_t applied;
    struct nes_err err;

    if (argc != 5) {
        (void)fprintf(stderr, "usage: night_loans (FILE | URL) LOANS SEED DAYS\n");
        return 2;
    }
    real = nes_clock_real();
    dice.state = strtoull(argv[3], NULL, 10);
    days = strtoll(argv[4], NULL, 10);
    options.clock = real;
    options.clock.now_us = then_us;
    options.rand = (struct nes_rand){ .fill = fill, .self = &dice };
    options.postgres_url = strncmp(argv[1], "postgresql:", 11) == 0 ? argv[1] : NULL;
    options.sqlite_path = options.postgres_url ? NULL : argv[1];
    err = nes_migrate(&options, arena, &applied);
    err = err.what ? err : nes_db_open(&options, &db);
    if (err.what) {
        (void)fprintf(stderr, "night_loans: %s at %s\n", err.what->code, err.at ? err.at : "-");
        return 1;
    }
    many = (struct nes_many_loans){ .db = db, .clock = options.clock, .rand = options.rand,
                                    .loans = (int32_t)strtol(argv[2], NULL, 10) };
    nes_many_loans_make(&many);
    printf("%d loans, %lld rows, %lld events\n", many.loans, (long long)many.rows, (long long)many.events);
    return 0;
}
