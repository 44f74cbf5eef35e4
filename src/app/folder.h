/* src/app/folder.h: makes a data folder: keys, private certificates, configuration, database. */
#pragma once
#include "app/config.h"

struct nes_folder_wish {
    const char *data;
    const char *database;   /* NULL: SQLite in the folder */
    int64_t port;           /* of the public listener; office and terminals follow. 0: the defaults */
};

/* Makes what is missing and overwrites nothing; a folder that is whole stays as it is. The reason is in `at`,
 * in `arena`. */
struct nes_err nes_folder_make(struct nes_arena *arena, const struct nes_folder_wish *wish);
