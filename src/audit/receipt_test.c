#include "audit/receipt.h"

#include <string.h>

#include "audit/audit_faults.h"
#include "test/unit/test.h"

#define LEAVES 11

/* A small log: leaves, their tree in memory, a signer, the receipt of leaf 6. */
struct desk {
    struct nes_arena *arena;
    struct nes_crypto *crypto;
    struct nes_hasher *hasher;
    struct nes_hash node[5][LEAVES];
    struct nes_sign_key secret;
    struct nes_note_key key;
    struct nes_checkpoint checkpoint;
    struct nes_receipt receipt;
    struct nes_str file;
};

static struct nes_err node(void *self, unsigned level, uint64_t index, struct nes_hash *out)
{
    *out = ((struct desk *)self)->node[level][index];
    return NES_FINE;
}

static struct nes_err keep(void *self, unsigned level, uint64_t index, const struct nes_hash *hash)
{
    ((struct desk *)self)->node[level][index] = *hash;
    return NES_FINE;
}

static struct nes_str note_of(struct desk *desk, const struct nes_checkpoint *checkpoint,
                              const struct nes_sign_key *secret)
{
    struct nes_buf buf = nes_buf_begin(desk->arena, 4096);
    struct nes_signature signature;
    struct nes_str body, note;

    NES_WANT_OK(nes_checkpoint_body(desk->arena, checkpoint, &body));
    nes_sign(desk->crypto, secret, body, &signature);
    NES_WANT_OK(nes_checkpoint_note(desk->crypto, body, &desk->key, &signature, &buf));
    NES_WANT_OK(nes_buf_done(&buf, &note));
    return note;
}

static void desk_begin(struct desk *desk)
{
    struct nes_leaf leaf = { .actor = NES_LEAF_CLIENT, .kind = NES_STR("contract.concluded") };
    struct nes_tree tree;
    struct nes_str bytes;

    *desk = (struct desk){ .arena = nes_arena_begin(0), .secret = { { 42 } } };
    NES_WANT_OK(nes_crypto_begin(nes_rand_real(), &desk->crypto));
    desk->hasher = nes_hasher_begin(desk->crypto);
    tree = (struct nes_tree){ desk->hasher, { node, keep, desk } };
    for (uint8_t i = 0; i < LEAVES; i++) {
        struct nes_hash hash;

        leaf.operation.b[0] = i;
        NES_WANT_OK(nes_leaf_write(desk->arena, &leaf, &bytes));
        hash = nes_tree_leaf_hash(desk->hasher, bytes);
        NES_WANT_OK(nes_tree_append(&tree, i, &hash));
        desk->receipt.leaf = i == 6 ? bytes : desk->receipt.leaf;
    }
    desk->receipt.index = 6;
    NES_WANT_OK(nes_tree_inclusion(&tree, 6, LEAVES, &desk->receipt.proof));
    desk->checkpoint = (struct nes_checkpoint){ .origin = NES_STR("nesie/mfo.example"), .size = LEAVES,
                                                .at_us = 1'795'000'000'000'000 };
    NES_WANT_OK(nes_tree_root(&tree, LEAVES, &desk->checkpoint.root));
    desk->key.name = desk->checkpoint.origin;
    nes_sign_public(desk->crypto, &desk->secret, &desk->key.public);
    desk->receipt.note = note_of(desk, &desk->checkpoint, &desk->secret);
    NES_WANT_OK(nes_receipt_write(desk->arena, &desk->receipt, &desk->file));
}

static void desk_end(struct desk *desk)
{
    nes_hasher_end(&desk->hasher);
    nes_crypto_end(&desk->crypto);
    nes_arena_end(&desk->arena);
}

#define NES_DESK(name)                                                                                                 \
    NES_AUTO(desk_end) struct desk name##_ = { 0 };                                                                    \
    struct desk *name = &name##_;                                                                                      \
    desk_begin(name)

NES_TEST(a_receipt_is_checked_with_the_public_key_alone, .rules = "11.1, 12, 32")
{
    NES_DESK(desk);
    struct nes_receipt receipt;
    struct nes_leaf leaf;

    NES_WANT_OK(nes_receipt_check(desk->crypto, desk->arena, desk->file, &desk->key, &receipt));
    NES_WANT_OK(nes_leaf_read(receipt.leaf, &leaf));
    NES_WANT_STR("what it proves", leaf.kind, "contract.concluded");
    NES_WANT_INT("its place", (int64_t)receipt.index, 6);
}

NES_TEST(no_changed_byte_of_a_receipt_passes, .rules = "11.1, 12, 32", .kind = NES_REFUSES)
{
    NES_DESK(desk);
    char *file = nes_arena_take(desk->arena, desk->file.len);
    struct nes_str changed = { file, desk->file.len };
    struct nes_receipt receipt;

    memcpy(file, desk->file.ptr, desk->file.len);
    for (size_t at = 0; at < desk->file.len; at++) {
        struct nes_arena_mark mark = nes_arena_mark(desk->arena);

        file[at] ^= 1;
        NES_WANT("one bit changed",
                 nes_receipt_check(desk->crypto, desk->arena, changed, &desk->key, &receipt).what != NULL);
        file[at] ^= 1;
        changed.len = at;
        NES_WANT("cut", nes_receipt_check(desk->crypto, desk->arena, changed, &desk->key, &receipt).what != NULL);
        changed.len = desk->file.len;
        nes_arena_rewind(desk->arena, mark);
    }
    NES_WANT_OK(nes_receipt_check(desk->crypto, desk->arena, changed, &desk->key, &receipt));
}

NES_TEST(a_receipt_of_another_log_or_signer_is_refused, .rules = "11.1, 32", .kind = NES_REFUSES)
{
    NES_DESK(desk);
    struct nes_note_key stranger = desk->key;
    struct nes_sign_key forger = { { 43 } };
    struct nes_receipt receipt = desk->receipt, out;
    struct nes_checkpoint shifted = desk->checkpoint;
    struct nes_str file;

    stranger.public.b[0] ^= 1;
    NES_WANT_FAULT("another key", nes_receipt_check(desk->crypto, desk->arena, desk->file, &stranger, &out),
                   "CHECKPOINT_KEY");
    stranger = desk->key;
    stranger.name = NES_STR("nesie/other.example");
    NES_WANT_FAULT("another name", nes_receipt_check(desk->crypto, desk->arena, desk->file, &stranger, &out),
                   "CHECKPOINT_KEY");
    receipt.note = note_of(desk, &desk->checkpoint, &forger);
    NES_WANT_OK(nes_receipt_write(desk->arena, &receipt, &file));
    NES_WANT_FAULT("signed by a forger under our id",
                   nes_receipt_check(desk->crypto, desk->arena, file, &desk->key, &out), "CHECKPOINT_FORGED");
    shifted.root.b[0] ^= 1;
    receipt.note = note_of(desk, &shifted, &desk->secret);
    NES_WANT_OK(nes_receipt_write(desk->arena, &receipt, &file));
    NES_WANT_FAULT("the checkpoint of another tree",
                   nes_receipt_check(desk->crypto, desk->arena, file, &desk->key, &out), "PROOF_WRONG");
}

static const struct { const char *label, *text; } forms[] = {
    { "nothing", "" },
    { "another head", "nesie audit receipt 2\nleaf AA==\nindex 0\n\n" },
    { "more in the head", "nesie audit receipt 1 \nleaf AA==\nindex 0\n\n" },
    { "no leaf", "nesie audit receipt 1\nindex 0\n\n" },
    { "a leaf that is no base64", "nesie audit receipt 1\nleaf !\nindex 0\n\n" },
    { "no index", "nesie audit receipt 1\nleaf AA==\n\n" },
    { "an index below zero", "nesie audit receipt 1\nleaf AA==\nindex -1\n\n" },
    { "a short hash", "nesie audit receipt 1\nleaf AA==\nindex 0\nproof AA==\n\n" },
    { "no checkpoint", "nesie audit receipt 1\nleaf AA==\nindex 0\nnote\n" },
};

NES_TEST(what_has_not_the_form_of_a_receipt_is_none, .rules = "11.1", .kind = NES_REFUSES)
{
    NES_DESK(desk);
    struct nes_receipt receipt = desk->receipt;
    struct nes_str file;

    for (size_t i = 0; i < NES_LEN(forms); i++) {
        NES_WANT_FAULT(forms[i].label, nes_receipt_read(desk->arena, nes_str_of(forms[i].text), &receipt),
                       "RECEIPT_FORM");
    }
    receipt.index = (uint64_t)INT64_MAX + 1;
    NES_WANT_FAULT("an index that cannot be", nes_receipt_write(desk->arena, &receipt, &file), "RECEIPT_FORM");
}

/* The example of C2SP's signed-note text: key and id of PeterNeumann. */
NES_TEST(keys_are_written_as_other_tools_write_them)
{
    static const char known[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    NES_DESK(desk);
    struct nes_note_key key;
    struct nes_str text;

    NES_WANT_OK(nes_note_key_read(desk->crypto, desk->arena, nes_str_of(known), &key));
    NES_WANT_STR("name", key.name, "PeterNeumann");
    NES_WANT_OK(nes_note_key_write(desk->crypto, desk->arena, &key, &text));
    NES_WANT_STR("again", text, known);
    NES_WANT_FAULT("another id", nes_note_key_read(desk->crypto, desk->arena,
        NES_STR("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"), &key), "NOTE_KEY_FORM");
    NES_WANT_FAULT("no key", nes_note_key_read(desk->crypto, desk->arena, NES_STR("a+b"), &key), "NOTE_KEY_FORM");
}

NES_TEST(signatures_of_witnesses_are_passed_over)
{
    NES_DESK(desk);
    struct nes_buf buf = nes_buf_begin(desk->arena, 4096);
    struct nes_checkpoint read;
    struct nes_str note;

    nes_buf_add(&buf, desk->receipt.note);
    nes_buf_addz(&buf, "\u2014 witness.example AAAAAAAAAAA=\n");
    NES_WANT_OK(nes_buf_done(&buf, &note));
    NES_WANT_OK(nes_checkpoint_read(desk->crypto, desk->arena, note, &desk->key, &read));
    NES_WANT_INT("size", (int64_t)read.size, LEAVES);
    nes_buf_addz(&buf, "no signature\n");
    NES_WANT_OK(nes_buf_done(&buf, &note));
    NES_WANT_FAULT("a line that is none", nes_checkpoint_read(desk->crypto, desk->arena, note, &desk->key, &read),
                   "CHECKPOINT_FORM");
}
