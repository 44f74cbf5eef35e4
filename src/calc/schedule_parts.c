/* src/calc/schedule_parts.c: principal that is planned before remuneration: equal parts and given shares. */
#include "calc/schedule_plan.h"

/* whole × part ÷ all, to the multiple of the plan. */
static int64_t part_of(const struct nes_plan *plan, int64_t whole, int64_t part, int64_t all)
{
    nes_uwide size = (nes_uwide)whole * (nes_uwide)part, under = (nes_uwide)all * (nes_uwide)plan->multiple;

    return (int64_t)nes_round_quotient(size, under, plan->terms->rounding) * plan->multiple;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

void nes_plan_parts(struct nes_plan *plan, int32_t from, struct nes_money balance, bool is_last)
{
    enum nes_remainder remainder = is_last ? plan->terms->remainder : NES_REMAINDER_LAST;
    int64_t left = balance.tiyn, count = plan->count - from + 1, regular = part_of(plan, left, 1, count), before = 0;

    for (int64_t j = 1; j <= count; j++) {
        int64_t upto = least(part_of(plan, left, j, count), left);

        plan->periods[from + j - 2].part.tiyn = remainder == NES_REMAINDER_SPREAD ? upto - before : regular;
        before = upto;
    }
    if (remainder == NES_REMAINDER_FIRST) {
        int64_t rest = left - (count - 1) * regular;

        plan->periods[from - 1].part.tiyn = rest > 0 ? rest : 0;
    }
}

void nes_plan_shares(struct nes_plan *plan)
{
    const int64_t *shares = plan->terms->shares;
    enum nes_remainder remainder = plan->terms->remainder;
    int64_t all = 0, upto = 0, whole = plan->opening.tiyn, before = 0, others = 0;
    int32_t first = 0;

    for (int32_t i = 0; i < plan->count; i++) {
        all += shares[i];
        plan->last = shares[i] > 0 ? i + 1 : plan->last;
        first = first == 0 && shares[i] > 0 ? i + 1 : first;
    }
    for (int32_t i = 0; i < plan->count; i++) {
        int64_t alone = part_of(plan, whole, shares[i], all), sum;

        upto += shares[i];
        sum = least(part_of(plan, whole, upto, all), whole);
        plan->periods[i].part.tiyn = remainder == NES_REMAINDER_SPREAD ? sum - before : alone;
        before = sum;
        others += i + 1 == first ? 0 : alone;
    }
    if (remainder == NES_REMAINDER_FIRST) {
        plan->periods[first - 1].part.tiyn = whole > others ? whole - others : 0;
    }
}
