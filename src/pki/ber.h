/* src/pki/ber.h: BER to DER, for the containers that some signing programs write with indefinite lengths. */
#pragma once
#include "base/str.h"

/* `out` is `in` with definite, minimal lengths and with the pieces of constructed OCTET STRINGs joined; it is `in`
 * itself where that already is so. Values, their order and their tags are not touched: what was signed in DER stays the
 * same bytes. Exactly one element; 32 deep and 100 000 elements at most. PKI_DER, PKI_SIZE. */
struct nes_err nes_ber_to_der(struct nes_arena *arena, struct nes_str in, struct nes_str *out);
