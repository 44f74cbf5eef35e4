#include "product/price.h"

struct nes_err nes_price_rules_on(const struct nes_policy *policy, struct nes_date day, struct nes_price_rules *out)
{
    const struct nes_date always = { 1 }; /* the caller says which day's rules they are */
    struct nes_cap *brief = &out->caps[0], *other = &out->caps[1];
    int64_t days, times;

    *out = (struct nes_price_rules){ .mci = { .from = always }, .day = day };
    *brief = (struct nes_cap){ .from = always, .name = "short", .daily_below = true };
    *other = (struct nes_cap){ .from = always, .name = "ordinary" };
    NES_TRY(nes_policy_money(policy, NES_POLICY_MCI, day, &out->mci.value));
    NES_TRY(nes_policy_ratio(policy, NES_POLICY_RATE_CAP, day, &other->yearly));
    NES_TRY(nes_policy_ratio(policy, NES_POLICY_SHORT_RATE_CAP, day, &brief->yearly));
    NES_TRY(nes_policy_ratio(policy, NES_POLICY_SHORT_DAILY_CAP, day, &brief->daily));
    NES_TRY(nes_policy_whole(policy, NES_POLICY_SHORT_TERM, day, &days));
    NES_TRY(nes_policy_whole(policy, NES_POLICY_SHORT_AMOUNT, day, &times));
    if (days < 1 || days > INT32_MAX || times < 1 || times > INT32_MAX) {
        return NES_FAIL(POLICY_MISSING, "SHORT_TERM");
    }
    brief->days_max = (int32_t)days;
    brief->mci_max = (int32_t)times;
    return NES_FINE;
}

/* Not above: strictly below where the law says "under". */
static bool daily_holds(const struct nes_cap *cap, const struct nes_terms *terms)
{
    bool of_360 = terms->day_count == NES_30_360 || terms->day_count == NES_ACT_360;
    struct nes_ratio daily;
    int order;

    if (nes_ratio_times(terms->rate, (struct nes_ratio){ 1, of_360 ? 360 : 365 }, &daily).what) {
        return false;
    }
    order = nes_ratio_order(daily, cap->daily);
    return cap->daily_below ? order < 0 : order <= 0;
}

struct nes_err nes_price_of(const struct nes_price_rules *rules, const struct nes_terms *terms,
                            const struct nes_schedule *schedule, struct nes_arena *arena, struct nes_price *out)
{
    struct nes_cap_rules caps = { rules->caps, NES_LEN(rules->caps), &rules->mci, 1 };
    const struct nes_cap *cap;
    struct nes_flows flows;

    NES_TRY(nes_cap_find(&caps, terms, schedule, &cap));
    NES_TRY(nes_flows_of_schedule(schedule, arena, &flows));
    NES_TRY(nes_rate_effective(&flows, &out->effective));
    out->limit = cap->yearly;
    out->holds = nes_rate_order(&flows, cap->yearly) <= 0 && (cap->daily.over == 0 || daily_holds(cap, terms));
    return nes_money_sub(schedule->due, schedule->paid_out, &out->overpayment);
}

/* --- corners of a product --- */

struct corner {
    const struct nes_price_rules *rules;
    const struct nes_product *product;
    struct nes_arena *arena;
    int32_t *effective_e1;
};

static struct nes_err look(const struct corner *corner, const struct nes_wish *wish)
{
    struct nes_loan_terms terms = nes_product_terms(corner->product, wish);
    struct nes_arena_mark mark = nes_arena_mark(corner->arena);
    struct nes_schedule schedule;
    struct nes_price price;

    NES_TRY(nes_schedule_build(&terms.credit, corner->arena, &schedule));
    NES_TRY(nes_price_of(corner->rules, &terms.credit, &schedule, corner->arena, &price));
    nes_arena_rewind(corner->arena, mark);
    if (price.effective.legal_e1 > *corner->effective_e1) {
        *corner->effective_e1 = price.effective.legal_e1 > INT32_MAX ? INT32_MAX : (int32_t)price.effective.legal_e1;
    }
    return price.holds ? NES_FINE : NES_REFUSE(PRODUCT_PRICE, nes_method_word(wish->method));
}

/* All methods and terms of one amount. */
static struct nes_err look_at_amount(const struct corner *corner, struct nes_money amount, struct nes_date start)
{
    struct nes_wish wish = { .amount = amount, .start = start };

    for (size_t i = 0; i < NES_PRODUCT_METHODS; i++) {
        wish.method = nes_product_methods[i];
        if (!nes_product_has(corner->product, wish.method)) {
            continue;
        }
        for (wish.periods = corner->product->periods_min; wish.periods <= corner->product->periods_max;
             wish.periods++) {
            NES_TRY(look(corner, &wish));
        }
    }
    return NES_FINE;
}

/* The same price of a month weighs more where the month is short: a year of days on which a microcredit may begin, the
 * ends of months, which due days are cut to, among them. */
static struct nes_err look_at_days(const struct corner *corner, struct nes_money amount)
{
    static const int32_t days[] = { 1, 15, 28, 29, 30, 31 };
    struct nes_civil civil = nes_date_civil(corner->rules->day);

    for (int month = 0; month < 12; month++) {
        int32_t of_month = nes_date_month_days(civil.year, civil.month);

        for (size_t i = 0; i < NES_LEN(days) && days[i] <= of_month; i++) {
            struct nes_date start;

            NES_TRY(nes_date_of((struct nes_civil){ civil.year, civil.month, days[i] }, &start));
            NES_TRY(look_at_amount(corner, amount, start));
        }
        civil.year += civil.month == 12;
        civil.month = civil.month == 12 ? 1 : civil.month + 1;
    }
    return NES_FINE;
}

struct nes_err nes_price_corners(const struct nes_price_rules *rules, const struct nes_product *product,
                                 struct nes_arena *arena, int32_t *effective_e1)
{
    struct corner corner = { rules, product, arena, effective_e1 };
    int64_t brief = rules->mci.value.tiyn * rules->caps[0].mci_max, step = product->amount_step.tiyn;

    *effective_e1 = 0;
    NES_TRY(look_at_days(&corner, product->amount_min));
    NES_TRY(look_at_amount(&corner, product->amount_max, rules->day));
    if (brief < product->amount_min.tiyn || brief >= product->amount_max.tiyn) {
        return NES_FINE;
    }
    brief -= (brief - product->amount_min.tiyn) % step; /* the last amount of the short tier, and the one after it */
    NES_TRY(look_at_amount(&corner, (struct nes_money){ brief }, rules->day));
    return look_at_days(&corner, (struct nes_money){ brief + step });
}
