/* src/db/migrate.h: brings a database to the schema of this program. Forward only, each step in one transaction. */
#pragma once
#include "db/db.h"

/* One file of db/migration, as tools/sqlgen.py embeds it. */
struct nes_migration {
    int32_t nr;
    const char *name;
    const char *checksum;         /* SHA-256 of the file, in hexadecimal */
    const char *sqlite, *postgres;
};

struct nes_migrations {
    const struct nes_migration *rows;
    size_t len;
};

/* Those of this program, by number. */
extern const struct nes_migrations nes_migrations;

/* Applies what is missing of options->migrations (NULL: this program's); `applied` counts them. On SQLite the caller
 * owns the folder (db/owner.h). DB_OPEN; DB_SCHEMA where the database has seen another text under one of the numbers,
 * or numbers that this program does not know; the reason in `at`, in `arena`. */
struct nes_err nes_migrate(const struct nes_db_options *options, struct nes_arena *arena, int64_t *applied);

/* Fine only if the database has seen all of them and nothing else. Changes nothing. */
struct nes_err nes_migrate_check(const struct nes_db_options *options);
