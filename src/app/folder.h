/* src/app/folder.h: makes a data folder: keys, private certificates, configuration, database. */
#pragma once
#include "app/config.h"

struct nes_folder_wish {
    const char *data;
    const char *database;   /* NULL: SQLite in the folder */
    int64_t port;           /* of the public listener; office and terminals follow. 0: the defaults */
};

/* FOLDER_LOST where a server ran on this folder (it left its public key there) and the file `path` of it is gone. */
struct nes_err nes_folder_not_lost(struct nes_arena *arena, const char *data, const char *path);

/* Makes what is missing and overwrites nothing; a folder that is whole stays as it is. Keys and settings of a folder
 * that was in use are not made anew: FOLDER_LOST. The reason is in `at`, in `arena`. */
struct nes_err nes_folder_make(struct nes_arena *arena, const struct nes_folder_wish *wish);
