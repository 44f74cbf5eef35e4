/* Runs the nights that are still to come, up to yesterday, where no server does (a serving node runs them itself). */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "db/owner.h"
#include "lending/night.h"

static struct nes_err run_nights(const char *data, const char *postgres, struct nes_night_told *told)
{
    struct nes_db_options options = { .postgres_url = postgres, .readers = 1, .writers = 1, .clock = nes_clock_real(),
                                      .rand = nes_rand_real() };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_owner_leave) struct nes_owner owner = { .fd = -1 };
    NES_AUTO(nes_db_close) struct nes_db *db = NULL;
    struct nes_buf path = nes_buf_begin(arena, 8192);
    struct nes_date yesterday;

    if (!postgres) {
        NES_TRY(nes_owner_take(data, arena, &owner));
        nes_buf_addz(&path, data);
        nes_buf_addz(&path, "/nesie.db");
        nes_buf_byte(&path, '\0');
        options.sqlite_path = path.ptr;
    }
    NES_TRY(nes_db_open(&options, &db));
    yesterday = nes_date_at(nes_clock_now(&options.clock));
    yesterday.day--;
    return nes_nights_run(&(struct nes_night_run){ .db = db, .clock = options.clock, .rand = options.rand }, yesterday,
                          told);
}

static enum nes_exit night_run(int argc, char **argv)
{
    const char *data = "data", *postgres = NULL;
    struct nes_night_told told;
    struct nes_err err;

    if (argc == 3 && strcmp(argv[1], "--data") == 0) {
        data = argv[2];
    } else if (argc == 3 && strcmp(argv[1], "--postgres") == 0) {
        postgres = argv[2];
    } else if (argc != 1) {
        (void)fprintf(stderr, "usage: nesie night [--data DIR | --postgres URL]\n");
        return NES_EXIT_INPUT;
    }
    err = run_nights(data, postgres, &told);
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
