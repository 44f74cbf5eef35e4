/* src/audit/audit_fuzz.c: any bytes as leaf, checkpoint key, checkpoint and receipt; what is read writes itself
 * again. */
#include <string.h>

#include "audit/receipt.h"
#include "base/rand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void as_leaf(struct nes_arena *arena, struct nes_str bytes)
{
    struct nes_leaf leaf;
    struct nes_str again;

    if (!nes_leaf_read(bytes, &leaf).what) {
        NES_ASSERT(!nes_leaf_write(arena, &leaf, &again).what);
        NES_ASSERT(nes_str_eq(again, bytes));
    }
}

static void as_receipt(struct nes_arena *arena, struct nes_str bytes)
{
    struct nes_receipt receipt;
    struct nes_str again;

    if (!nes_receipt_read(arena, bytes, &receipt).what) {
        NES_ASSERT(!nes_receipt_write(arena, &receipt, &again).what);
        NES_ASSERT(nes_str_eq(again, bytes));
        as_leaf(arena, receipt.leaf);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct nes_crypto *crypto; /* the fuzzer's own, for speed */
    struct nes_str bytes = { (const char *)data, size };
    struct nes_note_key key = { .name = NES_STR_INIT("nesie/fuzz"), .public = { { 7 } } };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_checkpoint checkpoint;
    struct nes_receipt receipt;
    struct nes_note_key read;

    if (!crypto) {
        NES_ASSERT(!nes_crypto_begin(nes_rand_real(), &crypto).what);
    }
    as_leaf(arena, bytes);
    as_receipt(arena, bytes);
    (void)!nes_note_key_read(crypto, arena, bytes, &read).what;
    NES_ASSERT(nes_checkpoint_read(crypto, arena, bytes, &key, &checkpoint).what); /* nobody has that key */
    NES_ASSERT(nes_receipt_check(crypto, arena, bytes, &key, &receipt).what);
    return 0;
}
