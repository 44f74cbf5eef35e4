/* src/calc/schedule_amounts.c: what each period pays. Periods are filled stretch by stretch (docs/schedule.md, 5). */
#include "calc/calc_faults.h"
#include "calc/schedule_annuity.h"
#include "calc/schedule_plan.h"

#define AMOUNT_MAX (INT64_C(1) << 60)

/* The instalments of a stretch that aim at an amount: regular; the first with `extra`; `gap` spread over all. */
struct stretch {
    int32_t from, to, count;        /* periods from..to are filled; count tells to the end of the schedule */
    struct nes_money opening;       /* balance before period `from` and its payouts */
    int64_t regular, extra, gap;    /* tiyn */
    int64_t last;                   /* result: what period n pays, 0 if the loan is repaid before */
    int64_t closing;                /* result: balance after period `to` */
};

/* gap × j ÷ count, to the unit. */
static int64_t spread_upto(const struct nes_plan *plan, const struct stretch *stretch, int64_t j)
{
    int64_t size = stretch->gap < 0 ? -stretch->gap : stretch->gap;
    nes_uwide units = nes_round_quotient((nes_uwide)size * (nes_uwide)j,
                                         (nes_uwide)stretch->count * (nes_uwide)plan->unit, plan->terms->rounding);

    return (int64_t)units * (stretch->gap < 0 ? -plan->unit : plan->unit);
}

static int64_t target(const struct nes_plan *plan, const struct stretch *stretch, int32_t nr)
{
    int64_t amount = stretch->regular + (nr == stretch->from ? stretch->extra : 0);

    if (stretch->gap != 0) {
        int64_t j = nr - stretch->from + 1;

        amount += spread_upto(plan, stretch, j) - spread_upto(plan, stretch, j - 1);
    }
    return amount;
}

static int64_t principal_of(const struct nes_plan *plan, const struct stretch *stretch, int32_t nr, int64_t balance,
                            int64_t remuneration)
{
    int64_t principal = plan->periods[nr - 1].part.tiyn;

    if (nr == plan->last) {
        return balance;
    }
    if (nr <= plan->terms->grace_principal) {
        return 0;
    }
    if (plan->aims) {
        principal = target(plan, stretch, nr) - remuneration;
        principal = principal > 0 ? principal : 0;
    }
    return principal < balance ? principal : balance;
}

/* Remuneration as a product of words; false where the period or the balance needs the long way. */
static inline bool remunerate_quickly(const struct nes_plan *plan, const struct nes_plan_period *period,
                                      int64_t balance, int64_t *out)
{
    uint64_t size, units;

    if (period->over == 0 || __builtin_mul_overflow((uint64_t)balance, period->over, &size)) {
        return false;
    }
    units = nes_divide_round(size, plan->under, plan->terms->rounding);
    *out = (int64_t)units * plan->unit;
    return units <= (uint64_t)AMOUNT_MAX / 100;
}

/* Remuneration of a period; the balance grows by the payouts inside. */
static struct nes_err remunerate(const struct nes_plan *plan, int32_t nr, struct nes_money *balance,
                                 struct nes_money *out)
{
    struct nes_money base = plan->terms->method == NES_FLAT ? plan->opening : *balance;
    struct nes_exact sum = { 0 };

    if (remunerate_quickly(plan, &plan->periods[nr - 1], base.tiyn, &out->tiyn)) {
        return NES_FINE;
    }
    NES_TRY(nes_plan_accrue(plan, nr, &base, &sum));
    NES_TRY(nes_exact_round(sum, plan->unit, plan->terms->rounding, out));
    if (out->tiyn > AMOUNT_MAX) {
        return NES_FAIL(MONEY_RANGE, "remuneration");
    }
    if (plan->terms->method != NES_FLAT) {
        *balance = base;
    }
    return NES_FINE;
}

/* Fills the periods of a stretch. */
static struct nes_err fill(struct nes_plan *plan, struct stretch *stretch)
{
    int64_t balance = stretch->opening.tiyn;
    bool given = plan->terms->method == NES_FIXED_INSTALMENT, flat = plan->terms->method == NES_FLAT;

    for (int32_t nr = stretch->from; nr <= stretch->to; nr++) {
        struct nes_plan_period *period = &plan->periods[nr - 1];
        int64_t remuneration, principal;

        if (flat || !remunerate_quickly(plan, period, balance, &remuneration)) {
            struct nes_money grown = { balance }, slow;

            NES_TRY(remunerate(plan, nr, &grown, &slow));
            balance = grown.tiyn;
            remuneration = slow.tiyn;
        }
        if (given && nr < plan->last && nr > plan->terms->grace_principal && stretch->regular < remuneration) {
            return NES_FAIL(INSTALMENT_SMALL, "instalment");
        }
        stretch->last = balance > 0 ? balance + remuneration : 0;
        principal = principal_of(plan, stretch, nr, balance, remuneration);
        balance -= principal;
        period->remuneration.tiyn = remuneration;
        period->principal.tiyn = principal;
    }
    stretch->closing = balance;
    return NES_FINE;
}

/* How far the last instalment is above the regular one if the first has `extra`. */
static struct nes_err excess(struct nes_plan *plan, struct stretch *stretch, int64_t extra, int64_t *out)
{
    stretch->extra = extra;
    NES_TRY(fill(plan, stretch));
    *out = stretch->last - stretch->regular;
    return NES_FINE;
}

/* A place strictly between low and high (in units), by the line between their excesses, or the middle in each third
 * turn: the excess is nearly a line, but must not be trusted to be one. */
static int64_t place_between(int64_t low, int64_t high, const int64_t over[2], int turn)
{
    int64_t place = low + (high - low) / 2;

    if (turn % 3 != 2 && over[0] > over[1]) {
        place = low + (int64_t)((nes_wide)(high - low) * over[0] / ((nes_wide)over[0] - over[1]));
    }
    return place <= low ? low + 1 : place >= high ? high - 1 : place;
}

/* The extra of the first instalment with which the last is nearest to the regular one. More in the first leaves less
 * for the last, so two neighbours are sought between which the excess changes its sign. */
static struct nes_err search_extra(struct nes_plan *plan, struct stretch *stretch)
{
    const struct nes_plan_period *first = &plan->periods[stretch->from - 1];
    int64_t unit = plan->unit, room = stretch->regular - first->remuneration.tiyn, low = 0, high = 0;
    int64_t over[2], now, best;

    NES_TRY(excess(plan, stretch, 0, &now));
    if (now > 0) { /* a unit of principal paid first saves at least a unit at the end */
        high = now / unit + (room < 0 ? -room / unit : 0);
    } else if (now < 0) {
        low = room <= 0 ? 0 : room < -now ? -(room / unit) : now / unit;
    }
    NES_TRY(excess(plan, stretch, low * unit, &over[0]));
    NES_TRY(excess(plan, stretch, high * unit, &over[1]));
    for (int turn = 0; high - low > 1 && over[0] > 0; turn++) {
        int64_t place = place_between(low, high, over, turn);

        NES_TRY(excess(plan, stretch, place * unit, &now));
        *(now >= 0 ? &low : &high) = place;
        over[now >= 0 ? 0 : 1] = now;
    }
    best = low;
    if (over[0] > -over[1] || (over[0] == -over[1] && high <= 0)) {
        best = high;
    }
    return excess(plan, stretch, (over[0] <= 0 ? low : best) * unit, &now);
}

/* Moves the regular instalment once, if the last one differs by more than half a unit an instalment. */
static struct nes_err level(struct nes_plan *plan, struct stretch *stretch)
{
    struct stretch before = *stretch;
    int64_t gap = stretch->last - stretch->regular, size = gap < 0 ? -gap : gap, now;
    nes_uwide move = nes_round_quotient((nes_uwide)size, (nes_uwide)stretch->count * (nes_uwide)plan->unit,
                                        plan->terms->rounding);
    nes_wide moved = stretch->regular + (nes_wide)move * (gap < 0 ? -plan->unit : plan->unit);

    if (size / plan->unit <= stretch->count / 2) {
        return NES_FINE;
    }
    stretch->regular = (int64_t)nes_round_quotient((nes_uwide)moved, (nes_uwide)plan->multiple, plan->terms->rounding) *
                       plan->multiple;
    NES_TRY(fill(plan, stretch));
    now = stretch->last - stretch->regular;
    if (stretch->last > 0 && (now < 0 ? -now : now) < size) {
        return NES_FINE;
    }
    *stretch = before;
    return fill(plan, stretch);
}

/* What the last instalment of an annuity or flat loan differs by, where the terms want it elsewhere. */
static struct nes_err place_remainder(struct nes_plan *plan, struct stretch *stretch)
{
    const struct nes_terms *terms = plan->terms;

    if (stretch->last == 0 || stretch->count == 1) {
        return NES_FINE;
    }
    if (terms->level) {
        NES_TRY(level(plan, stretch));
    }
    switch (terms->remainder) {
    case NES_REMAINDER_LAST:
        return NES_FINE;
    case NES_REMAINDER_FIRST:
        return search_extra(plan, stretch);
    case NES_REMAINDER_SPREAD:
        stretch->gap = stretch->last - stretch->regular;
        return stretch->gap == 0 ? NES_FINE : fill(plan, stretch);
    }
    NES_BUG("a known place of the remainder");
}

static struct nes_err annuity(const struct nes_plan *plan, struct nes_arena *arena, struct stretch *stretch,
                              int64_t balance)
{
    int32_t free = plan->terms->interest_free - stretch->from + 1;
    struct nes_money instalment;

    free = free < 0 ? 0 : free < stretch->count ? free : stretch->count;
    struct nes_annuity ask = {
        .balance = { balance },
        .rate = plan->period_rate,
        .free = free,
        .charged = stretch->count - free,
        .multiple = plan->multiple,
        .round = plan->terms->rounding,
    };
    if (ask.rate.over > INT64_MAX - ask.rate.under) {
        return NES_FAIL(CALC_RANGE, "rate_percent");
    }
    NES_TRY(nes_annuity_instalment(&ask, arena, &instalment));
    stretch->regular = instalment.tiyn;
    return NES_FINE;
}

/* The instalment of a flat loan: all remuneration and principal, in equal parts. */
static struct nes_err flat(const struct nes_plan *plan, struct stretch *stretch, int64_t balance)
{
    struct nes_money all = { balance }, one;
    struct nes_exact part;

    for (int32_t nr = stretch->from; nr <= plan->count; nr++) {
        NES_TRY(remunerate(plan, nr, &all, &one));
        NES_TRY(nes_money_add(all, one, &all));
    }
    part = (struct nes_exact){ all.tiyn, stretch->count };
    NES_TRY(nes_exact_round(part, plan->multiple, plan->terms->rounding, &one));
    if (one.tiyn > AMOUNT_MAX) {
        return NES_FAIL(MONEY_RANGE, "instalment");
    }
    stretch->regular = one.tiyn;
    return NES_FINE;
}

/* Amounts of a stretch whose first period has `balance` before it pays. */
static struct nes_err set_amounts(struct nes_plan *plan, struct nes_arena *arena, struct stretch *stretch,
                                  int64_t balance)
{
    switch (plan->terms->method) {
    case NES_ANNUITY:
        return annuity(plan, arena, stretch, balance);
    case NES_FLAT:
        return flat(plan, stretch, balance);
    case NES_FIXED_INSTALMENT:
        stretch->regular = plan->terms->instalment.tiyn;
        return NES_FINE;
    case NES_DIFFERENTIATED:
        nes_plan_parts(plan, stretch->from, (struct nes_money){ balance }, stretch->to == plan->count);
        return NES_FINE;
    case NES_SHARES:
        nes_plan_shares(plan);
        return NES_FINE;
    case NES_BULLET:
    case NES_INTEREST_ONLY:
        return NES_FINE;
    }
    NES_BUG("a known method");
}

static int64_t payouts_in(const struct nes_plan *plan, int32_t nr)
{
    int64_t sum = 0;

    for (int32_t i = plan->periods[nr - 1].payouts_from; i < plan->periods[nr - 1].payouts_to; i++) {
        sum += plan->terms->payouts[i].amount.tiyn;
    }
    return sum;
}

/* The last period before amounts are computed anew. */
static int32_t stretch_end(const struct nes_plan *plan, int32_t from)
{
    int32_t nr = plan->terms->payouts ? from : plan->count;

    while (nr < plan->count && plan->periods[nr].payouts_from == plan->periods[nr].payouts_to) {
        nr++;
    }
    return nr;
}

struct nes_err nes_plan_amounts(struct nes_plan *plan, struct nes_arena *arena)
{
    int32_t grace = plan->terms->grace_principal;
    struct stretch stretch = { .from = 1, .to = grace, .opening = plan->opening };

    NES_TRY(fill(plan, &stretch)); /* no principal is paid; payouts raise the balance */
    while (stretch.to < plan->count) {
        int32_t from = stretch.to + 1;

        stretch = (struct stretch){ .from = from,
                                    .to = stretch_end(plan, from),
                                    .count = plan->count - from + 1,
                                    .opening = { stretch.closing } };
        NES_TRY(set_amounts(plan, arena, &stretch, stretch.opening.tiyn + payouts_in(plan, from)));
        NES_TRY(fill(plan, &stretch));
    }
    if (plan->terms->method == NES_ANNUITY || plan->terms->method == NES_FLAT) {
        NES_TRY(place_remainder(plan, &stretch));
    }
    plan->instalment.tiyn = plan->aims ? stretch.regular : 0;
    return NES_FINE;
}
