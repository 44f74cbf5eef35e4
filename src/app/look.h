/* src/app/look.h: commands that only look at the database of an installation, also while another process serves it. */
#pragma once
#include "db/db.h"

/* Where the database is: as given on the command line. */
struct nes_look {
    const char *data;       /* folder; NULL: "data" */
    const char *postgres;   /* address, instead of what the folder's configuration says; NULL: none */
};

/* Runs `look` on one read-only snapshot. Where nobody owns the folder it is owned meanwhile, so that what a killed
 * server left is recovered; beside a server nothing is written. DB_OPEN and those of `look`; texts live in `arena`. */
struct nes_err nes_look_at(struct nes_arena *arena, const struct nes_look *where, nes_call_run *look, void *self);
