#include "calc/penalty.h"

#include "calc/fold_faults.h"

#define DAYS_MAX  36'525
#define UNDER_MAX 100'000'000 /* a percent with six decimals */

/* RULE D.3: penalty is a part of the debt, as the contract provides within the law. */
const struct nes_penalty_terms nes_penalty_law = {
    .first = { 1, 200 }, .after = { 3, 10'000 }, .first_days = 90, .cap = { 1, 10 },
};

static bool is_share(struct nes_ratio ratio)
{
    return ratio.under >= 1 && ratio.under <= UNDER_MAX && ratio.over >= 0 && ratio.over <= ratio.under;
}

struct nes_err nes_penalty_check(const struct nes_penalty_terms *terms, bool by_law)
{
    if (!is_share(terms->first)) {
        return NES_FAIL(LOAN_FORM, "first_percent");
    }
    if (!is_share(terms->after)) {
        return NES_FAIL(LOAN_FORM, "after_percent");
    }
    if (!is_share(terms->cap)) {
        return NES_FAIL(LOAN_FORM, "cap_percent");
    }
    if (terms->first_days < 0 || terms->first_days > DAYS_MAX) {
        return NES_FAIL(LOAN_FORM, "first_days");
    }
    if (!by_law) {
        return NES_FINE;
    }
    if (nes_ratio_order(terms->first, nes_penalty_law.first) > 0) {
        return NES_FAIL(PENALTY_LAW, "first_percent");
    }
    if (terms->first_days > nes_penalty_law.first_days && nes_ratio_order(terms->first, nes_penalty_law.after) > 0) {
        return NES_FAIL(PENALTY_LAW, "first_days");
    }
    if (nes_ratio_order(terms->after, nes_penalty_law.after) > 0) {
        return NES_FAIL(PENALTY_LAW, "after_percent");
    }
    if (nes_ratio_order(terms->cap, nes_penalty_law.cap) > 0) {
        return NES_FAIL(PENALTY_LAW, "cap_percent");
    }
    return NES_FINE;
}

void nes_penalty_add(const struct nes_penalty_terms *terms, struct nes_money base, int32_t first, int32_t last,
                     nes_wide *sum)
{
    int32_t step = terms->first_days, at_first = (last < step ? last : step) - (first - 1);
    int64_t each_first = terms->first.over * terms->after.under, each_after = terms->after.over * terms->first.under;

    NES_ASSERT(first >= 1 && last >= first - 1 && base.tiyn >= 0);
    at_first = at_first > 0 ? at_first : 0;
    *sum += base.tiyn * ((nes_wide)at_first * each_first + (nes_wide)(last - first + 1 - at_first) * each_after);
}

struct nes_err nes_penalty_scale_of(const struct nes_penalty_terms *terms, struct nes_money issued,
                                    struct nes_rounding to, struct nes_penalty_scale *scale)
{
    nes_wide under = (nes_wide)terms->first.under * terms->after.under;
    struct nes_money cap;

    NES_TRY(nes_money_scale(issued, terms->cap, NES_ROUND_DOWN, &cap));
    cap.tiyn -= cap.tiyn % to.unit; /* rounded down to the unit */
    *scale = (struct nes_penalty_scale){ .cap = cap,
                                         .under = under,
                                         .most = cap.tiyn * under,
                                         .to = to,
                                         .divisor = nes_divisor_of((uint64_t)under * (uint64_t)to.unit) };
    return NES_FINE;
}

struct nes_err nes_penalty_figure(const struct nes_penalty_scale *scale, nes_wide sum, struct nes_money *figure)
{
    if (sum >= scale->most) {
        *figure = scale->cap;
        return NES_FINE;
    }
    if (sum >> 64 != 0) {
        return nes_exact_round((struct nes_exact){ sum, scale->under }, scale->to.unit, scale->to.way, figure);
    }
    figure->tiyn = (int64_t)nes_divide_round((uint64_t)sum, scale->divisor, scale->to.way) * scale->to.unit;
    return NES_FINE;
}

struct nes_date nes_penalty_next_year(const struct nes_penalty_terms *terms, struct nes_date begin,
                                      struct nes_date day)
{
    struct nes_civil from = nes_date_civil(begin), civil = nes_date_civil(day);
    struct nes_date next;

    if (terms->year == NES_PENALTY_CALENDAR) {
        from.month = from.day = 1;
    }
    from.year = civil.year;
    for (;; from.year++) {
        struct nes_civil try = from;

        if (nes_date_of(try, &next).what) {
            try.day = 28; /* the anniversary of 29 February */
            if (nes_date_of(try, &next).what) {
                return (struct nes_date){ INT32_MAX }; /* after the calendar's end */
            }
        }
        if (next.day > day.day) {
            return next;
        }
    }
}
