/* src/pki/gost_sign.h: checks signatures GOST 34.10-2015 (512 bits) and GOST 34.310-2004 (256 bits).
 *
 * Both are GOST R 34.10 over a curve of Weierstrass form; numbers are little-endian as Kazakhstan writes them
 * (integrations 1.3, 1.4). Only public data passes here, so it is written for speed, not for constant time. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "pki/gost_tables.h"

/* A key is X‖Y, a signature r‖s, a digest one number; each number is 8 × curve->words octets. */
bool nes_gost_key_on_curve(const struct nes_gost_curve *curve, const uint8_t *key);

/* False for anything but a true signature: also for r or s outside 1 … q − 1 and a key off the curve. */
bool nes_gost_signed(const struct nes_gost_curve *curve, const uint8_t *key, const uint8_t *digest,
                     const uint8_t *signature);
