/* src/db/owner.h: the data folder has one owner: who holds the exclusive lock on nesie.lock writes there. */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "db/db_faults.h"

struct nes_owner {
    int fd;
};

/* Takes the folder, which must exist, or says in `at` (in `arena`) who has it: DB_OPEN. The lock ends with the process
 * that took it, however it ends; programs it starts do not inherit it. */
struct nes_err nes_owner_take(const char *folder, struct nes_arena *arena, struct nes_owner *out);
/* For NES_AUTO. Harmless where nothing was taken ({ .fd = -1 }). */
void nes_owner_leave(struct nes_owner *owner);
