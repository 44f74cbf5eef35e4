/* src/crypto/text.h: bytes as text: base64 and base64url (RFC 4648; the second without padding), base32, random
 * tokens. */
#pragma once
#include "crypto/crypto.h"

enum nes_base64 { NES_BASE64_STD, NES_BASE64_URL };

/* In the arena. */
struct nes_str nes_base64_write(struct nes_arena *arena, enum nes_base64 kind, struct nes_str bytes);
/* Exactly what nes_base64_write makes, nothing looser (padding, stray bits); BASE64_FORM. In the arena. */
struct nes_err nes_base64_read(struct nes_arena *arena, enum nes_base64 kind, struct nes_str text, struct nes_str *out);

/* Upper case, without padding, as otpauth wants it. */
struct nes_str nes_base32_write(struct nes_arena *arena, struct nes_str bytes);
/* Small letters, spaces and padding are taken, too: people type it. BASE32_FORM. */
struct nes_err nes_base32_read(struct nes_arena *arena, struct nes_str text, struct nes_str *out);

/* 256 random bits as base64url: for sessions, links, nonces. Store its SHA-256, never itself. */
#define NES_TOKEN_TEXT 43
void nes_token_new(const struct nes_crypto *crypto, char out[NES_TOKEN_TEXT + 1]);
