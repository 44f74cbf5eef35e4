/* src/base/file.h: files that stand by a path. */
#pragma once
#include <sys/types.h>

#include "base/str.h"

/* The whole file. False where it cannot be read or has more than `most` bytes. */
bool nes_file_read(struct nes_arena *arena, const char *path, size_t most, struct nes_str *out);

/* Makes a file, whole and durable or not at all, with these rights: it is written beside its place (`path`.new), synced
 * and only then named, so that a death on the way leaves nothing that a second try would trip over. Never over another:
 * false with EEXIST. One process at a time makes files in a folder. False: `errno` tells why. */
bool nes_file_make(const char *path, struct nes_str text, mode_t mode);
/* As above, in the place of another. */
bool nes_file_replace(const char *path, struct nes_str text, mode_t mode);
