/* src/base/id.h: identifiers made by us: UUIDv7 (RFC 9562), for locality only: never an order, a cursor or a secret. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/rand.h"
#include "base/str.h"

/* Wrap it per kind: struct nes_loan_id { struct nes_id id; }; all zero means "none". */
struct nes_id {
    uint8_t b[16];
};

struct nes_id nes_id_new(const struct nes_clock *clock, const struct nes_rand *rand);
bool nes_id_none(struct nes_id id);
bool nes_id_eq(struct nes_id a, struct nes_id b);

#define NES_ID_TEXT 36
/* 8-4-4-4-12 in lower case; `out` takes NES_ID_TEXT bytes and a NUL. */
void nes_id_write(struct nes_id id, char out[NES_ID_TEXT + 1]);
struct nes_str nes_id_str(struct nes_arena *arena, struct nes_id id);
/* Exactly the form above, else ID_FORM. */
struct nes_err nes_id_read(struct nes_str text, struct nes_id *out);
