/* src/json/instant.h: instants as text, RFC 3339 in UTC with microseconds. */
#pragma once
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

#define NES_INSTANT_TEXT 27
/* "2026-01-05T10:00:00.123456Z"; years 1 to 9999. */
struct nes_str nes_instant_write(int64_t instant_us, char out[NES_INSTANT_TEXT + 1]);
/* The same, the fraction optional and of 1 to 6 digits; only UTC ("Z"). INSTANT_FORM, DATE_RANGE. */
struct nes_err nes_instant_read(struct nes_str text, int64_t *out);
