/* src/app/config.h: the one configuration file. `name = value` a line, # begins a comment. An unknown name, a bad
 * value or a name given twice stops the start with file, line and reason. */
#pragma once
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define NES_CONFIG_TEXT(name)   const char *name;
#define NES_CONFIG_FILE(name)   const char *name;
#define NES_CONFIG_WORD(name)   const char *name;
#define NES_CONFIG_NUMBER(name) int64_t name;

/* Texts live in the arena and end with NUL; files are absolute, below the data folder unless they began with "/". */
struct nes_config {
    const char *data;   /* the data folder itself; not a setting of the file */
#define X(name, type, fallback, least, most, sentence) NES_CONFIG_##type(name)
#include "app/config.def"
#undef X
};

struct nes_config_fault {
    int line;           /* 0: the file as a whole */
    struct nes_str why; /* in the arena */
};

/* Defaults with the values of `text` over them. False with the first fault. `data` is the data folder. */
bool nes_config_read(struct nes_arena *arena, const char *data, struct nes_str text, struct nes_config *out,
                     struct nes_config_fault *fault);
/* Reads DATA/nesie.conf; a missing file is all defaults. */
bool nes_config_load(struct nes_arena *arena, const char *data, struct nes_config *out,
                     struct nes_config_fault *fault);
/* The whole file with each setting's sentence, default and bounds, all commented out. */
struct nes_str nes_config_example(struct nes_arena *arena);
