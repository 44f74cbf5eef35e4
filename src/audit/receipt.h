/* src/audit/receipt.h: what a client can keep: one leaf, its place, the proof, and the signed checkpoint. It is
 * checked without us and without the log (rules 11.1, 12, 32). */
#pragma once
#include "audit/checkpoint.h"
#include "audit/leaf.h"
#include "audit/tree.h"

#define NES_RECEIPT_BYTES_MAX 16'384

struct nes_receipt {
    struct nes_str leaf;               /* its bytes */
    uint64_t index;
    struct nes_proof proof;
    struct nes_str note;               /* the signed checkpoint */
};

/* The file, in the arena. */
struct nes_err nes_receipt_write(struct nes_arena *arena, const struct nes_receipt *receipt, struct nes_str *out);

/* The way back; nothing is checked yet but the form. RECEIPT_FORM. */
struct nes_err nes_receipt_read(struct nes_arena *arena, struct nes_str file, struct nes_receipt *out);

/* Reads and checks all: form, signature, proof, leaf. RECEIPT_FORM, CHECKPOINT_*, PROOF_WRONG, LEAF_FORM. */
struct nes_err nes_receipt_check(const struct nes_crypto *crypto, struct nes_arena *arena, struct nes_str file,
                                 const struct nes_note_key *key, struct nes_receipt *receipt);
