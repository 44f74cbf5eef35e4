/* src/lending/line_say_test.c: explanations of a debt in three languages. */
#include "lending/line_say.h"

#include "test/unit/test.h"

#define NBSP "\xc2\xa0"

static const struct nes_line lines[] = {
    { .figure = NES_FIGURE_REMUNERATION, .kind = NES_LINE_BALANCE, .from = { 739'690 }, .to = { 739'720 }, .days = 31,
      .rate = { 9, 25 }, .base = { 41'250'000 }, .amount = { 1'261'233 } },
    { .figure = NES_FIGURE_PENALTY, .kind = NES_LINE_PENALTY, .from = { 739'690 }, .to = { 739'690 }, .days = 1,
      .rate = { 1, 200 }, .base = { 2'000'000 }, .amount = { 10'000 }, .capped = true },
    { .figure = NES_FIGURE_PRINCIPAL, .kind = NES_LINE_PAID, .from = { 739'690 }, .to = { 739'690 },
      .amount = { -1'409'242 } },
};

static struct nes_str say(struct nes_arena *arena, enum nes_lang lang, size_t nth)
{
    struct nes_str text = { 0 };

    NES_WANT_OK(nes_line_say(arena, lang, &lines[nth], nth == 0 ? 365 : 0, &text));
    return text;
}

NES_TEST(a_line_says_its_sum_in_the_language_of_its_reader, .rules = "7.5")
{
    struct nes_arena *arena = nes_arena_begin(1 << 20);

    NES_WANT_STR("Kazakh", say(arena, NES_LANG_KK, 0),
                 "15.03.2026–14.04.2026: сыйақы: 31" NBSP "күн × 36,0" NBSP "% / 365 × 412" NBSP "500,00" NBSP
                 "₸ = 12" NBSP "612,33" NBSP "₸");
    NES_WANT_STR("Russian, capped", say(arena, NES_LANG_RU, 1),
                 "15.03.2026–15.03.2026: неустойка: 1" NBSP "день × 0,5" NBSP "% × 20" NBSP "000,00" NBSP "₸ = 100,00"
                 NBSP "₸ (до годового предела закона)");
    NES_WANT_STR("paid", say(arena, NES_LANG_RU, 2), "15.03.2026: уплачено -14" NBSP "092,42" NBSP "₸");
    NES_WANT_STR("English", say(arena, NES_LANG_EN, 0), "15.03–14.04: 31 days × 36 % / 365 × 412500.00 = 12612.33");
    nes_arena_end(&arena);
}
