/* src/ident/nfc.h: Unicode normal form C and simple upper case over code points. Inner part of names. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* Room that n code points need when decomposed (the longest canonical decomposition below U+3000 has four). */
#define NES_NFC_WIDEST 4

/* Brings `points` to normal form C (UAX 15) in place; `cap` >= n * NES_NFC_WIDEST. Answers the new length. */
size_t nes_nfc(uint32_t *points, size_t n, size_t cap);
uint32_t nes_nfc_upper(uint32_t point);
/* Canonical combining class; 0 for letters. */
unsigned nes_nfc_rank(uint32_t point);
