#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "db/migrate.h"
#include "db/owner.h"

static enum nes_exit usage(void)
{
    (void)fprintf(stderr, "usage: nesie migrate [--data DIR | --postgres URL]\n");
    return NES_EXIT_INPUT;
}

static enum nes_exit failed(struct nes_err err)
{
    (void)fprintf(stderr, "nesie migrate: %s%s%s\n", err.what->text, err.at ? ": " : "", err.at ? err.at : "");
    return NES_EXIT_FAULT;
}

static enum nes_exit migrate(const struct nes_db_options *options, const char *folder)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_owner_leave) struct nes_owner owner = { .fd = -1 };
    struct nes_err err = NES_FINE;
    int64_t applied = 0;

    if (folder) {
        err = nes_owner_take(folder, arena, &owner);
    }
    if (!err.what) {
        err = nes_migrate(options, arena, &applied);
    }
    if (err.what) {
        return failed(err);
    }
    printf("%" PRId64 " applied, %zu in all\n", applied, nes_migrations.len);
    return NES_EXIT_OK;
}

static enum nes_exit migrate_run(int argc, char **argv)
{
    struct nes_db_options options = { .clock = nes_clock_real(), .rand = nes_rand_real() };
    const char *folder = "data";
    char path[4096];

    if (argc == 3 && strcmp(argv[1], "--postgres") == 0) {
        options.postgres_url = argv[2];
        return migrate(&options, NULL);
    }
    if (argc == 3 && strcmp(argv[1], "--data") == 0) {
        folder = argv[2];
    } else if (argc != 1) {
        return usage();
    }
    if ((size_t)snprintf(path, sizeof(path), "%s/nesie.db", folder) >= sizeof(path)) {
        return usage();
    }
    options.sqlite_path = path;
    return migrate(&options, folder);
}

const struct nes_command nes_command_migrate = {
    .name = "migrate",
    .summary = "Bring the database to the schema of this program.",
    .run = migrate_run,
};
