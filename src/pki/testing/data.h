/* src/pki/testing/data.h: the published objects of the authority, which lie outside the source tree (environment
 * NESIE_PKI_DATA, else ../shared/data/pki beside it). For tests; where they are absent a test skips. */
#pragma once
#include "pki/judge.h"

bool nes_data_present(void);
/* The whole file; fails the test where it is missing. */
struct nes_str nes_data_file(struct nes_arena *arena, const char *name);
/* The test authorities of ca-test/ with their roots pinned, in test mode. */
struct nes_trust *nes_data_trust(struct nes_arena *arena);
/* The same, and an authority made for the test alone that carries the recovered key of the production authority, so
 * that the production time stamps of the samples have somebody to trust. */
struct nes_trust *nes_data_trust_stamps(struct nes_arena *arena);
/* The one certificate of a file of leaf-test/ and the like. */
struct nes_cert nes_data_cert(struct nes_arena *arena, const char *name);

/* An instant from "2026-08-11T12:00:00Z". */
int64_t nes_instant(const char *text);
