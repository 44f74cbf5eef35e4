#include "product/price.h"

#include "policy/policy_store.h"
#include "product/disclosure.h"
#include "test/fault/rig.h"

static struct nes_date on(const char *text)
{
    struct nes_date date = { 0 };

    NES_WANT_OK(nes_date_read(nes_str_of(text), &date));
    return date;
}

static struct nes_product plain(void)
{
    return (struct nes_product){ .class = NES_CLASS_CONSUMER,
                                 .amount_min = { 5'000'000 },
                                 .amount_max = { 50'000'000 },
                                 .amount_step = { 1'000'000 },
                                 .periods_min = 3,
                                 .periods_max = 24,
                                 .rate = { 9, 25 },
                                 .methods = 1u << NES_ANNUITY | 1u << NES_DIFFERENTIATED | 1u << NES_BULLET,
                                 .day_count = NES_30_360,
                                 .penalty = { 1, 200 },
                                 .offer_days = 5 };
}

/* --- forms --- */

static struct nes_product changed(int what)
{
    struct nes_product product = plain();

    switch (what) {
    case 0:
        product.amount_max.tiyn = 4'000'000;
        break;
    case 1:
        product.amount_step.tiyn = 7;
        break;
    case 2:
        product.methods = 0;
        break;
    case 3:
        product.methods = 1u << NES_FLAT;
        break;
    case 4:
        product.periods_max = 2;
        break;
    case 5:
        product.penalty = (struct nes_ratio){ 51, 10'000 };
        break;
    case 6:
        product.offer_days = 0;
        break;
    default:
        break;
    }
    return product;
}

static const char *const wrong[] = { "amount_max", "amount_step", "methods", "methods", "periods_max", "penalty",
                                     "offer_days" };

NES_TEST(a_product_that_does_not_fit_is_refused, .kind = NES_REFUSES)
{
    struct nes_product product = plain();

    NES_WANT_OK(nes_product_check(&product));
    for (size_t i = 0; i < NES_LEN(wrong); i++) {
        struct nes_product other = changed((int)i);
        struct nes_err err = nes_product_check(&other);

        NES_WANT(wrong[i], err.what == &nes_fault_PRODUCT_FORM);
        NES_WANT_STR("which", nes_str_of(err.at), wrong[i]);
    }
    product.penalty = (struct nes_ratio){ 51, 10'000 }; /* the law's limit is for individuals */
    product.class = NES_CLASS_BUSINESS;
    NES_WANT_OK(nes_product_check(&product));
}

static const struct { const char *label; int64_t tiyn; int32_t periods; enum nes_method method;
                      const char *wrong; } wishes[] = {
    { "the smallest", 5'000'000, 3, NES_ANNUITY, NULL },
    { "the largest", 50'000'000, 24, NES_BULLET, NULL },
    { "a tiyn less", 4'999'999, 3, NES_ANNUITY, "amount" },
    { "a step more", 51'000'000, 3, NES_ANNUITY, "amount" },
    { "between steps", 5'500'000, 3, NES_ANNUITY, "amount" },
    { "too short", 5'000'000, 2, NES_ANNUITY, "periods" },
    { "too long", 5'000'000, 25, NES_ANNUITY, "periods" },
    { "another method", 5'000'000, 3, NES_FLAT, "method" },
};

NES_TEST(a_product_gives_what_it_says, .rules = "8.4")
{
    struct nes_product product = plain();

    for (size_t i = 0; i < NES_LEN(wishes); i++) {
        struct nes_wish wish = { .amount = { wishes[i].tiyn }, .periods = wishes[i].periods,
                                 .method = wishes[i].method };
        struct nes_err err = nes_product_wish(&product, &wish);

        NES_WANT(wishes[i].label, (err.what == NULL) == (wishes[i].wrong == NULL));
        NES_WANT(wishes[i].label, !wishes[i].wrong || nes_str_is(nes_str_of(err.at), wishes[i].wrong));
    }
}

/* --- texts --- */

static struct nes_err text_of(struct nes_tx *tx, void *self)
{
    return nes_disclosure_on(tx, NES_DISCLOSURE_RULES, on("1999-12-31"), self);
}

NES_TEST_BOTH(before_the_first_text_there_is_none, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct nes_disclosure text;

    NES_WANT_FAULT("no text", nes_rig_read(rig, text_of, &text), "TEXT_NONE");
}

/* --- prices --- */

static struct nes_err load_policy(struct nes_tx *tx, void *self)
{
    return nes_policy_load(tx, self);
}

/* Yearly rates in 1/10 000; the corner that binds is said by its method. */
static const struct { const char *label, *day; int64_t rate; int32_t periods; int64_t step; bool holds; } prices[] = {
    { "36 % a year, three months and more", "2026-01-05", 3'600, 3, 1'000'000, true },
    { "38 % is too much at the end of January", "2026-01-05", 3'800, 3, 1'000'000, false },
    { "37 % is too", "2026-01-05", 3'720, 3, 1'000'000, false },
    { "one month at 36 %: the short tier allows it, the amount above it does not", "2026-01-05", 5'000, 1, 1'000'000,
      false },
    { "when the limit was 56 %", "2024-08-01", 3'800, 3, 1'000'000, true },
};

NES_TEST(no_corner_of_a_product_is_above_the_limit, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    struct nes_policy policy;

    NES_WANT_OK(nes_rig_read(rig, load_policy, &policy));
    for (size_t i = 0; i < NES_LEN(prices); i++) {
        struct nes_product product = plain();
        struct nes_price_rules rules;
        struct nes_err err = nes_price_rules_on(&policy, on(prices[i].day), &rules);
        int32_t effective;

        if (err.what) { /* the short tier of those years is not among the rules: nothing may be priced */
            NES_WANT(prices[i].label, err.what == &nes_fault_POLICY_MISSING);
            continue;
        }
        product.rate = nes_ratio_reduce((struct nes_ratio){ prices[i].rate, 10'000 });
        product.periods_min = prices[i].periods;
        err = nes_price_corners(&rules, &product, nes_rig_arena(rig), &effective);
        NES_WANT(prices[i].label, (err.what == NULL) == prices[i].holds);
        NES_WANT(prices[i].label, !err.what || err.what == &nes_fault_PRODUCT_PRICE);
    }
}

NES_TEST(the_price_of_a_schedule_is_compared_unrounded)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    struct nes_arena *arena = nes_rig_arena(rig);
    struct nes_product product = plain();
    struct nes_wish wish = { { 20'000'000 }, 12, NES_BULLET, on("2025-01-01"), { 0 } };
    struct nes_schedule schedule;
    struct nes_price_rules rules;
    struct nes_price price;
    struct nes_policy policy;
    struct nes_loan_terms terms;

    product.day_count = NES_ACT_365;
    NES_WANT_OK(nes_rig_read(rig, load_policy, &policy));
    NES_WANT_OK(nes_price_rules_on(&policy, wish.start, &rules));
    for (int64_t over = 0; over < 2; over++) { /* one year, one payment: the rate is its own effective rate */
        product.rate = nes_ratio_reduce((struct nes_ratio){ 460'000 + over, 1'000'000 });
        terms = nes_product_terms(&product, &wish);
        NES_WANT_OK(nes_schedule_build(&terms.credit, arena, &schedule));
        NES_WANT_OK(nes_price_of(&rules, &terms.credit, &schedule, arena, &price));
        NES_WANT_INT("rounded it is 46.0", price.effective.legal_e1, 460);
        NES_WANT("46 % exactly holds, a little more does not", price.holds == (over == 0));
    }
}
