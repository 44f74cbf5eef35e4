#include "base/id.h"

#include "test/unit/test.h"

NES_TEST(an_id_carries_version_variant_and_time)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_test_time time = { 1'645'557'742'000'000 }; /* the example of RFC 9562, A.6 */
    struct nes_test_dice dice = { 7 };
    struct nes_clock clock = nes_test_clock(&time);
    struct nes_rand rand = nes_test_rand(&dice);
    struct nes_id id = nes_id_new(&clock, &rand), back;
    struct nes_str text = nes_id_str(arena, id);

    NES_WANT_STR("milliseconds in front", nes_str_part(text, 0, 13), "017f22e2-79b0");
    NES_WANT_INT("version", text.ptr[14], '7');
    NES_WANT("variant", (id.b[8] & 0xc0) == 0x80);
    NES_WANT_OK(nes_id_read(text, &back));
    NES_WANT("what is written reads back", nes_id_eq(id, back));
}

static const char *const not_ids[] = {
    "", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
    "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "017f22e279b0-7cc3-98c4-dc0c0c07398f-",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
};

NES_TEST(only_the_one_form_of_an_id_is_read)
{
    struct nes_id id;

    for (size_t i = 0; i < NES_LEN(not_ids); i++) {
        NES_WANT_FAULT(not_ids[i], nes_id_read(nes_str_of(not_ids[i]), &id), "ID_FORM");
    }
}
