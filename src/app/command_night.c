/* Runs the nights that are still to come, up to yesterday, where no server does (a serving node runs them itself). */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "app/look.h"
#include "lending/night.h"

struct wish {
    struct nes_look where;
    int32_t chunk;
};

static struct nes_err run_nights(const struct wish *wish, struct nes_arena *arena, struct nes_night_told *told)
{
    NES_AUTO(nes_owner_leave) struct nes_owner owner = { .fd = -1 };
    NES_AUTO(nes_db_close) struct nes_db *db = NULL;
    struct nes_db_options options;
    struct nes_date yesterday;

    NES_TRY(nes_look_own(arena, &wish->where, &options, &owner));
    NES_TRY(nes_db_open(&options, &db));
    yesterday = nes_date_at(nes_clock_now(&options.clock));
    yesterday.day--;
    return nes_nights_run(&(struct nes_night_run){ .db = db, .clock = options.clock, .rand = options.rand,
                                                   .size = wish->chunk },
                          yesterday, told);
}

/* Pairs of option and value; false: something else was said. */
static bool read_wish(int argc, char **argv, struct wish *wish)
{
    int64_t number;

    for (int i = 1; i < argc; i += 2) {
        if (i + 1 < argc && strcmp(argv[i], "--data") == 0) {
            wish->where.data = argv[i + 1];
        } else if (i + 1 < argc && strcmp(argv[i], "--postgres") == 0) {
            wish->where.postgres = argv[i + 1];
        } else if (i + 1 < argc && strcmp(argv[i], "--chunk") == 0 &&
                   !nes_str_int(nes_str_of(argv[i + 1]), &number).what && number > 0 && number <= 100'000) {
            wish->chunk = (int32_t)number;
        } else {
            return false;
        }
    }
    return !(wish->where.data && wish->where.postgres);
}

static enum nes_exit night_run(int argc, char **argv)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct wish wish = { 0 };
    struct nes_night_told told;
    struct nes_err err;

    if (!read_wish(argc, argv, &wish)) {
        (void)fprintf(stderr, "usage: nesie night [--data DIR | --postgres URL] [--chunk LOANS]\n");
        return NES_EXIT_INPUT;
    }
    err = run_nights(&wish, arena, &told);
    if (err.what) {
        (void)fprintf(stderr, "nesie night: %s%s%s\n", err.what->text, err.at ? ": " : "", err.at ? err.at : "");
        return NES_EXIT_FAULT;
    }
    printf("%" PRId64 " nights, %" PRId64 " loans folded, %" PRId64 " became late\n", told.nights, told.loans,
           told.late);
    return NES_EXIT_OK;
}

const struct nes_command nes_command_night = {
    .name = "night",
    .summary = "Run the nights that are still to come, where no server does.",
    .run = night_run,
};
