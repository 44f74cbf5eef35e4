/* src/pki/base64.h: strict base64. */
#pragma once
#include "base/str.h"

/* RFC 4648, section 4: padding in full, unused bits 0, white space between characters allowed. The octets live in the
 * arena. PKI_DER. */
struct nes_err nes_pki_base64_read(struct nes_arena *arena, struct nes_str text, struct nes_str *out);
