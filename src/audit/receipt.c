#include "audit/receipt.h"

#include <string.h>

#include "audit/audit_faults.h"
#include "crypto/text.h"

#define HEAD "nesie audit receipt 1"

struct nes_err nes_receipt_write(struct nes_arena *arena, const struct nes_receipt *receipt, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, NES_RECEIPT_BYTES_MAX);

    if (receipt->index > INT64_MAX) {
        return NES_FAIL(RECEIPT_FORM, "index");
    }
    nes_buf_addz(&buf, HEAD "\nleaf ");
    nes_buf_add(&buf, nes_base64_write(arena, NES_BASE64_STD, receipt->leaf));
    nes_buf_addz(&buf, "\nindex ");
    nes_buf_int(&buf, (int64_t)receipt->index);
    for (size_t i = 0; i < receipt->proof.n; i++) {
        struct nes_str hash = { (const char *)receipt->proof.hash[i].b, NES_HASH_BYTES };

        nes_buf_addz(&buf, "\nproof ");
        nes_buf_add(&buf, nes_base64_write(arena, NES_BASE64_STD, hash));
    }
    nes_buf_addz(&buf, "\n\n");
    nes_buf_add(&buf, receipt->note);
    return nes_buf_done(&buf, out);
}

/* The next line without its "<word> " in front. */
static bool take_line(struct nes_str *rest, struct nes_str word, struct nes_str *value)
{
    struct nes_str line;

    if (!nes_str_starts(*rest, word) || !nes_str_cut(*rest, '\n', &line, rest)) {
        return false;
    }
    *value = nes_str_from(line, word.len);
    return true;
}

static bool take_hash(struct nes_arena *arena, struct nes_str text, struct nes_proof *proof)
{
    struct nes_str bytes;

    if (proof->n == NES_PROOF_MOST || nes_base64_read(arena, NES_BASE64_STD, text, &bytes).what ||
        bytes.len != NES_HASH_BYTES) {
        return false;
    }
    memcpy(proof->hash[proof->n++].b, bytes.ptr, NES_HASH_BYTES);
    return true;
}

struct nes_err nes_receipt_read(struct nes_arena *arena, struct nes_str file, struct nes_receipt *out)
{
    struct nes_str rest = file, value;
    int64_t index;

    *out = (struct nes_receipt){ 0 };
    if (file.len > NES_RECEIPT_BYTES_MAX || !take_line(&rest, NES_STR(HEAD), &value) || value.len > 0) {
        return NES_FAIL(RECEIPT_FORM, "head");
    }
    if (!take_line(&rest, NES_STR("leaf "), &value) ||
        nes_base64_read(arena, NES_BASE64_STD, value, &out->leaf).what) {
        return NES_FAIL(RECEIPT_FORM, "leaf");
    }
    if (!take_line(&rest, NES_STR("index "), &value) || nes_str_int(value, &index).what || index < 0) {
        return NES_FAIL(RECEIPT_FORM, "index");
    }
    out->index = (uint64_t)index;
    while (take_line(&rest, NES_STR("proof "), &value)) {
        if (!take_hash(arena, value, &out->proof)) {
            return NES_FAIL(RECEIPT_FORM, "proof");
        }
    }
    if (!nes_str_starts(rest, NES_STR("\n"))) {
        return NES_FAIL(RECEIPT_FORM, "checkpoint");
    }
    out->note = nes_str_from(rest, 1);
    return NES_FINE;
}

struct nes_err nes_receipt_check(const struct nes_crypto *crypto, struct nes_arena *arena, struct nes_str file,
                                 const struct nes_note_key *key, struct nes_receipt *receipt)
{
    NES_AUTO(nes_hasher_end) struct nes_hasher *hasher = nes_hasher_begin(crypto);
    struct nes_checkpoint checkpoint;
    struct nes_leaf leaf;
    struct nes_claim claim;

    NES_TRY(nes_receipt_read(arena, file, receipt));
    NES_TRY(nes_checkpoint_read(crypto, arena, receipt->note, key, &checkpoint));
    claim = (struct nes_claim){ .index = receipt->index, .size = checkpoint.size, .root = checkpoint.root,
                                .leaf = nes_tree_leaf_hash(hasher, receipt->leaf) };
    NES_TRY(nes_tree_check_inclusion(hasher, &receipt->proof, &claim));
    return nes_leaf_read(receipt->leaf, &leaf);
}
