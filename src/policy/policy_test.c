#include "policy/policy.h"

#include "base/words.h"
#include "test/unit/test.h"

static struct nes_date on(const char *text)
{
    struct nes_date date = { 0 };

    NES_WANT_OK(nes_date_read(nes_str_of(text), &date));
    return date;
}

struct lookup {
    const char *label, *day;
    int64_t want;
};

NES_TEST(a_local_row_wins_on_its_days_only)
{
    struct nes_policy_value rows[] = {
        { NES_POLICY_RATE_CAP, NES_LAYER_SHIPPED, on("2020-01-01"), { 0 }, { 56, 100 }, NES_STR("a") },
        { NES_POLICY_RATE_CAP, NES_LAYER_LOCAL, on("2025-01-01"), on("2025-02-01"), { 40, 100 }, NES_STR("b") },
        { NES_POLICY_RATE_CAP, NES_LAYER_SHIPPED, on("2024-08-20"), { 0 }, { 46, 100 }, NES_STR("c") },
        { NES_POLICY_MCI, NES_LAYER_SHIPPED, on("2020-01-01"), { 0 }, { 265'100, 1 }, NES_STR("d") },
    };
    struct nes_policy policy = { rows, NES_LEN(rows) };
    static const struct lookup lookups[] = {
        { "the first day", "2020-01-01", 56 },           { "the day before a change", "2024-08-19", 56 },
        { "the day of a change", "2024-08-20", 46 },     { "local begins", "2025-01-01", 40 },
        { "the last day of local", "2025-01-31", 40 },   { "local is over", "2025-02-01", 46 },
    };

    for (size_t i = 0; i < NES_LEN(lookups); i++) {
        struct nes_ratio got;

        NES_WANT_OK(nes_policy_ratio(&policy, NES_POLICY_RATE_CAP, on(lookups[i].day), &got));
        NES_WANT_INT(lookups[i].label, got.over, lookups[i].want);
    }
}

NES_TEST(no_rule_for_a_day_is_a_fault_never_a_guess)
{
    struct nes_policy_value rows[] = {
        { NES_POLICY_MCI, NES_LAYER_SHIPPED, on("2026-01-01"), { 0 }, { 432'500, 1 }, NES_STR("a") },
        { NES_POLICY_COOLING_OFF, NES_LAYER_SHIPPED, on("2025-09-30"), { 0 }, { 49, 2 }, NES_STR("b") },
    };
    struct nes_policy policy = { rows, NES_LEN(rows) };
    struct nes_money mci;
    int64_t hours;

    NES_WANT_FAULT("before the first row", nes_policy_money(&policy, NES_POLICY_MCI, on("2025-12-31"), &mci),
                   "POLICY_MISSING");
    NES_WANT_FAULT("not a whole number", nes_policy_whole(&policy, NES_POLICY_COOLING_OFF, on("2026-01-01"), &hours),
                   "POLICY_MISSING");
}

NES_TEST(amounts_in_mci_follow_the_index_of_the_day)
{
    struct nes_policy_value rows[] = {
        { NES_POLICY_MCI, NES_LAYER_SHIPPED, on("2025-01-01"), { 0 }, { 393'200, 1 }, NES_STR("a") },
        { NES_POLICY_MCI, NES_LAYER_SHIPPED, on("2026-01-01"), { 0 }, { 432'500, 1 }, NES_STR("a") },
        { NES_POLICY_COOLING_OFF_AMOUNT, NES_LAYER_SHIPPED, on("2025-09-30"), { 0 }, { 75, 1 }, NES_STR("b") },
    };
    struct nes_policy policy = { rows, NES_LEN(rows) };
    struct nes_money amount;

    NES_WANT_OK(nes_policy_mci_amount(&policy, NES_POLICY_COOLING_OFF_AMOUNT, on("2025-12-31"), &amount));
    NES_WANT_INT("75 MCI of 2025", amount.tiyn, 29'490'000);
    NES_WANT_OK(nes_policy_mci_amount(&policy, NES_POLICY_COOLING_OFF_AMOUNT, on("2026-01-01"), &amount));
    NES_WANT_INT("75 MCI of 2026", amount.tiyn, 32'437'500);
}

NES_TEST(a_local_row_laxer_than_the_law_is_seen)
{
    struct nes_policy_value rows[] = {
        { NES_POLICY_RATE_CAP, NES_LAYER_SHIPPED, on("2020-01-01"), { 0 }, { 46, 100 }, NES_STR("a") },
        { NES_POLICY_COOLING_OFF, NES_LAYER_SHIPPED, on("2020-01-01"), { 0 }, { 24, 1 }, NES_STR("b") },
        { NES_POLICY_RATE_CAP, NES_LAYER_LOCAL, on("2025-01-01"), { 0 }, { 461, 1000 }, NES_STR("c") },
        { NES_POLICY_RATE_CAP, NES_LAYER_LOCAL, on("2025-06-01"), { 0 }, { 459, 1000 }, NES_STR("d") },
        { NES_POLICY_COOLING_OFF, NES_LAYER_LOCAL, on("2025-01-01"), { 0 }, { 12, 1 }, NES_STR("e") },
    };
    struct nes_policy policy = { rows, NES_LEN(rows) };
    static const struct { const char *label; size_t row; bool want; } cases[] = {
        { "a higher cap", 2, true }, { "a lower cap", 3, false }, { "fewer hours of cooling-off", 4, true },
    };

    for (size_t i = 0; i < NES_LEN(cases); i++) {
        bool laxer;

        NES_WANT_OK(nes_policy_laxer(&policy, &rows[cases[i].row], &laxer));
        NES_WANT(cases[i].label, laxer == cases[i].want);
    }
}

NES_TEST(each_rule_has_its_meaning_in_words)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 16);
    struct nes_str meaning;

    for (int kind = 0; kind < NES_POLICY_KINDS; kind++) {
        const char *name = nes_policy_meaning((enum nes_policy_kind)kind)->name;
        struct nes_buf key = nes_buf_begin(arena, 80);

        nes_buf_addz(&key, "policy.");
        nes_buf_addz(&key, name);
        NES_WANT(name, nes_words_find(NES_LANG_KK, nes_str_z(arena, (struct nes_str){ key.ptr, key.len }), &meaning));
    }
}
