/* src/json/base64.h: bytes as text, RFC 4648. */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* Standard alphabet with padding, one form only: no spaces, no line ends, unused bits zero. FIELD_ENCODING. */
struct nes_err nes_base64_read(struct nes_arena *arena, struct nes_str text, struct nes_str *bytes);
struct nes_str nes_base64_write(struct nes_arena *arena, struct nes_str bytes);
/* The URL alphabet without padding. */
struct nes_err nes_base64url_read(struct nes_arena *arena, struct nes_str text, struct nes_str *bytes);
struct nes_str nes_base64url_write(struct nes_arena *arena, struct nes_str bytes);
