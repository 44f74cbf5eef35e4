/* Reads the configuration and looks at what it names, without starting anything. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/command.h"
#include "app/serve.h"
#include "db/migrate.h"

/* One line and false where the file is not there, or is a secret that others may read. */
static bool look(const char *what, const char *path, bool secret)
{
    struct stat facts;

    if (stat(path, &facts) != 0 || access(path, R_OK) != 0) {
        printf("%s: %s cannot be read\n", what, path);
        return false;
    }
    if (secret && (facts.st_mode & 077) != 0) {
        printf("%s: %s may be read by others than its owner: set mode 0600\n", what, path);
        return false;
    }
    return true;
}

static bool look_at_files(struct nes_arena *arena, const struct nes_config *config)
{
    bool fine = look("keys", nes_serve_path(arena, config->data, "keys/keys.txt"), true);

    fine &= look("sms_key", config->sms_key, true);
    fine &= look("certificate", config->certificate, false);
    fine &= look("certificate_key", config->certificate_key, true);
    fine &= look("terminal_ca", config->terminal_ca, false);
    fine &= look("outside_ca", config->outside_ca, false);
    return fine;
}

static enum nes_exit check(const char *data)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_config config;
    struct nes_config_fault fault;
    struct nes_db_options database;
    struct nes_err err;
    bool fine;

    if (!nes_config_load(arena, data, &config, &fault)) {
        printf("%s/nesie.conf:%d: %.*s\n", data, fault.line, (int)fault.why.len, fault.why.ptr);
        return NES_EXIT_NO;
    }
    fine = look_at_files(arena, &config);
    database = nes_serve_database(arena, &config, NULL);
    err = nes_migrate_check(&database);
    if (err.what) {
        printf("database: %s%s%s\n", err.what->text, err.at ? ": " : "", err.at ? err.at : "");
        fine = false;
    }
    if (fine) {
        printf("%s: fine\n", data);
    }
    return fine ? NES_EXIT_OK : NES_EXIT_NO;
}

static enum nes_exit check_run(int argc, char **argv)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    if (argc == 2 && strcmp(argv[1], "--example") == 0) {
        struct nes_str example = nes_config_example(arena);

        printf("%.*s", (int)example.len, example.ptr);
        return NES_EXIT_OK;
    }
    if (argc == 3 && strcmp(argv[1], "--data") == 0) {
        return check(argv[2]);
    }
    if (argc == 1) {
        return check("data");
    }
    (void)fprintf(stderr, "usage: nesie check [--data DIR | --example]\n");
    return NES_EXIT_INPUT;
}

const struct nes_command nes_command_check = {
    .name = "check",
    .summary = "Check the configuration and what it names; --example prints all settings.",
    .run = check_run,
};
