/* src/pki/testing/engine.h: libengine-gost-openssl as the second implementation. For tests only: engines are
 * deprecated. */
#pragma once
#include <stdbool.h>

#include "pki/alg.h"
#include "pki/testing/maker.h"

/* NULL where the engine is not installed. */
void *nes_engine_begin(void);
void nes_engine_end(void **engine);
/* EVP_PKEY of the public part of a GOST key. */
void *nes_engine_key(const struct nes_maker_key *key);
void nes_engine_key_end(void **key);
/* What the engine says of r‖s (little-endian, as Kazakhstan writes it) over a digest. */
bool nes_engine_signed(void *key, const uint8_t *digest, const uint8_t *signature, size_t octets);
struct nes_digest nes_engine_streebog(struct nes_str bytes, size_t octets);
