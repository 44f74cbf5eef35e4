#include "audit/leaf.h"

#include <string.h>

#include "test/unit/test.h"

static struct nes_leaf sample(void)
{
    struct nes_leaf leaf = { .operation = { { 1, 2, 3 } }, .at_us = 1'795'000'000'000'000, .actor = NES_LEAF_STAFF,
                             .actor_is = { { 9 } }, .kind = NES_STR("letter.sent"), .objects = 2, .hashes = 2 };

    leaf.object[0] = (struct nes_leaf_object){ NES_STR("client"), { { 4 } } };
    leaf.object[1] = (struct nes_leaf_object){ NES_STR("letter"), { { 5 } } };
    leaf.hash[0] = (struct nes_leaf_hash){ NES_LEAF_CONTENT, NES_STR("document"), { { 6 } } };
    leaf.hash[1] = (struct nes_leaf_hash){ NES_LEAF_PERSONAL, NES_STR("phone"), { { 7 } } };
    return leaf;
}

NES_TEST(a_leaf_has_the_documented_bytes)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_leaf leaf = { .operation = { { 0xaa } }, .at_us = 258, .actor = NES_LEAF_CLIENT, .kind = NES_STR("a.b"),
                             .objects = 1, .hashes = 1 };
    struct nes_str bytes;
    /* version, operation, instant, actor, pseudonym, kind, 1 object (kind, id), 1 hash (form, label, hash) */
    char wanted[1 + 16 + 8 + 1 + 32 + 4 + 1 + 3 + 16 + 1 + 1 + 2 + 32] = { 1 };

    leaf.object[0] = (struct nes_leaf_object){ NES_STR("ab"), { { 0xbb } } };
    leaf.hash[0] = (struct nes_leaf_hash){ NES_LEAF_PERSONAL, NES_STR("c"), { { 0xcc } } };
    wanted[1] = (char)0xaa;
    memcpy(wanted + 17, "\0\0\0\0\0\0\1\2\2", 9);
    memcpy(wanted + 58, "\3a.b\1\2ab", 8);
    wanted[66] = (char)0xbb;
    memcpy(wanted + 82, "\1\1\1c", 4);
    wanted[86] = (char)0xcc;
    NES_WANT_OK(nes_leaf_write(arena, &leaf, &bytes));
    NES_WANT_INT("length", (int64_t)bytes.len, sizeof(wanted));
    NES_WANT("bytes", memcmp(bytes.ptr, wanted, sizeof(wanted)) == 0);
}

NES_TEST(a_leaf_is_read_as_it_was_written)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_leaf leaf = sample(), back;
    struct nes_str bytes, again;

    NES_WANT_OK(nes_leaf_write(arena, &leaf, &bytes));
    NES_WANT_OK(nes_leaf_read(bytes, &back));
    NES_WANT_STR("kind", back.kind, "letter.sent");
    NES_WANT_STR("second object", back.object[1].kind, "letter");
    NES_WANT_INT("form", back.hash[1].form, NES_LEAF_PERSONAL);
    NES_WANT_INT("instant", back.at_us, leaf.at_us);
    NES_WANT_OK(nes_leaf_write(arena, &back, &again));
    NES_WANT("same bytes", nes_str_eq(bytes, again));
}

NES_TEST(cut_or_longer_bytes_are_no_leaf, .rules = "11.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_leaf leaf = sample(), back;
    struct nes_str bytes;
    char longer[4096];

    NES_WANT_OK(nes_leaf_write(arena, &leaf, &bytes));
    for (size_t len = 0; len < bytes.len; len++) {
        NES_WANT_FAULT("cut", nes_leaf_read(nes_str_part(bytes, 0, len), &back), "LEAF_FORM");
    }
    memcpy(longer, bytes.ptr, bytes.len);
    longer[bytes.len] = 0;
    NES_WANT_FAULT("longer", nes_leaf_read((struct nes_str){ longer, bytes.len + 1 }, &back), "LEAF_FORM");
    longer[0] = 2;
    NES_WANT_FAULT("another version", nes_leaf_read((struct nes_str){ longer, bytes.len }, &back), "LEAF_FORM");
}

NES_TEST(what_does_not_fit_is_not_written)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_leaf leaf = sample();
    struct nes_str bytes;

    leaf.kind = NES_STR("Letter sent");
    NES_WANT_FAULT("capitals and spaces", nes_leaf_write(arena, &leaf, &bytes), "LEAF_BOUNDS");
    leaf = sample();
    leaf.objects = NES_LEAF_PARTS_MAX + 1;
    NES_WANT_FAULT("parts", nes_leaf_write(arena, &leaf, &bytes), "LEAF_BOUNDS");
    leaf = sample();
    leaf.object[0].kind = NES_STR("");
    NES_WANT_FAULT("no word", nes_leaf_write(arena, &leaf, &bytes), "LEAF_BOUNDS");
    leaf = sample();
    leaf.at_us = -1;
    NES_WANT_FAULT("before 1970", nes_leaf_write(arena, &leaf, &bytes), "LEAF_BOUNDS");
}
