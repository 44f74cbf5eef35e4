#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "app/look.h"
#include "db/migrate.h"

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

static enum nes_exit migrate(const struct nes_look *where)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_owner_leave) struct nes_owner owner = { .fd = -1 };
    struct nes_db_options options;
    int64_t applied = 0;
    struct nes_err err = nes_look_own(arena, where, &options, &owner);

    err = err.what ? err : nes_migrate(&options, arena, &applied);
    if (err.what) {
        return failed(err);
    }
    printf("%" PRId64 " applied, %zu in all\n", applied, nes_migrations.len);
    return NES_EXIT_OK;
}

static enum nes_exit migrate_run(int argc, char **argv)
{
    if (argc == 1) {
        return migrate(&(struct nes_look){ 0 });
    }
    if (argc == 3 && strcmp(argv[1], "--postgres") == 0) {
        return migrate(&(struct nes_look){ .postgres = argv[2] });
    }
    if (argc == 3 && strcmp(argv[1], "--data") == 0) {
        return migrate(&(struct nes_look){ .data = argv[2] });
    }
    return usage();
}

const struct nes_command nes_command_migrate = {
    .name = "migrate",
    .summary = "Bring the database to the schema of this program.",
    .run = migrate_run,
};
