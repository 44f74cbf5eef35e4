/* src/crypto/inventory.h: every algorithm in use and what for: `nesie crypto` prints it, docs/crypto.md is made from
 * it, and a test fails where the code asks OpenSSL for an algorithm that is not here (rule 19.3, ASVS 11.1.2). */
#pragma once
#include "base/str.h"

struct nes_algorithm {
    const char *name;      /* as the standards call it */
    const char *fetched;   /* the names by which the code asks the library, parted by spaces */
    const char *library;
    const char *strength;  /* bits of security */
    const char *use;
    const char *source;    /* the standard, and where its vectors stand in our tests */
};

extern const struct nes_algorithm nes_algorithms[];
extern const size_t nes_algorithms_len;

/* docs/crypto.md as it must be. OUTPUT_FULL never happens. */
struct nes_err nes_algorithms_page(struct nes_arena *arena, struct nes_str *out);
