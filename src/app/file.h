/* src/app/file.h: files that the command line names. */
#pragma once
#include "base/str.h"

/* The whole file. False where it cannot be read or has more than `most` bytes. */
bool nes_app_file(struct nes_arena *arena, const char *path, size_t most, struct nes_str *out);
