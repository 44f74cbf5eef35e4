/* src/pki/trust_folder.h: the folder in which an operator keeps the authorities that are believed: certificates (.pem
 * .cer .crt .der) and pins.tsv, which alone makes roots believed (docs/pki.md). */
#pragma once
#include "pki/trust.h"

/* Reads all of it into an empty trust; texts live in the arena. PKI_TRUST, and the faults of nes_cert_read; `at` names
 * the file. */
struct nes_err nes_trust_read_folder(struct nes_arena *arena, const char *folder, struct nes_trust *trust);
