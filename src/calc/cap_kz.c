/* src/calc/cap_kz.c: the limits of price and the monthly calculation index that are shipped. */
#include "calc/cap.h"

static struct nes_date day_of(int32_t year, int32_t month, int32_t day)
{
    struct nes_date date = { 0 };
    struct nes_err err = nes_date_of((struct nes_civil){ year, month, day }, &date);

    NES_ASSERT(!err.what);
    return date;
}

struct nes_cap_rules nes_cap_rules_kz(struct nes_arena *arena)
{
#define X(year, month, day, value) { day_of(year, month, day), { (value)*INT64_C(100) } },
    const struct nes_mci mci[] = {
#include "calc/mci_kz.def"
    };
#undef X
#define E4(share)                                                                                                      \
    {                                                                                                                  \
        (share), 10'000                                                                                                \
    }
#define X(year, month, day, tier, days, most, mci_under, year_max, day_max, day_under, all)                            \
    { .from = day_of(year, month, day),                                                                                \
      .name = (tier),                                                                                                  \
      .days_max = (days),                                                                                              \
      .mci_max = (most),                                                                                               \
      .mci_below = (mci_under),                                                                                        \
      .yearly = E4(year_max),                                                                                          \
      .daily = E4(day_max),                                                                                            \
      .daily_below = (day_under),                                                                                      \
      .total = E4(all) },
    const struct nes_cap caps[] = {
#include "calc/cap_kz.def"
    };
#undef X
#undef E4
    struct nes_mci *mci_copy = NES_NEW_MANY(arena, struct nes_mci, NES_LEN(mci));
    struct nes_cap *cap_copy = NES_NEW_MANY(arena, struct nes_cap, NES_LEN(caps));

    for (size_t i = 0; i < NES_LEN(mci); i++) {
        mci_copy[i] = mci[i];
    }
    for (size_t i = 0; i < NES_LEN(caps); i++) {
        cap_copy[i] = caps[i];
    }
    return (struct nes_cap_rules){ cap_copy, NES_LEN(caps), mci_copy, NES_LEN(mci) };
}
