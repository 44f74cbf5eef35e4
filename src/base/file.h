/* src/base/file.h: files that stand by a path. */
#pragma once
#include "base/str.h"

/* The whole file. False where it cannot be read or has more than `most` bytes. */
bool nes_file_read(struct nes_arena *arena, const char *path, size_t most, struct nes_str *out);
