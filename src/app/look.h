/* src/app/look.h: the database of an installation, for commands that work beside or instead of a server. There is
 * one way to find it: what the folder's configuration names, unless the command line names another. */
#pragma once
#include "db/db.h"
#include "db/owner.h"

/* Where the database is: as given on the command line. */
struct nes_look {
    const char *data;       /* folder; NULL: "data" */
    const char *postgres;   /* address, instead of what the folder's configuration says; NULL: none */
};

/* Runs `look` on one read-only snapshot. Where nobody owns the folder it is owned meanwhile, so that what a killed
 * server left is recovered; beside a server nothing is written. DB_OPEN and those of `look`; texts live in `arena`. */
struct nes_err nes_look_at(struct nes_arena *arena, const struct nes_look *where, nes_call_run *look, void *self);

/* For a command that changes the database: the options to open it with (one reader, one writer), and the folder owned,
 * unless an address was given. The caller leaves `owner`. DB_OPEN; OWNER_* where somebody serves the folder. */
struct nes_err nes_look_own(struct nes_arena *arena, const struct nes_look *where, struct nes_db_options *out,
                            struct nes_owner *owner);
