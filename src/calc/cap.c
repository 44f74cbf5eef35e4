#include "calc/cap.h"

#include "calc/calc_faults.h"

#define RATE_E5_MAX INT64_C(10'000'000'000) /* 100 000 % */

static bool fits(const struct nes_cap *cap, int32_t days, struct nes_money amount, struct nes_money mci)
{
    nes_wide most = (nes_wide)mci.tiyn * cap->mci_max;

    if (cap->days_max > 0 && days > cap->days_max) {
        return false;
    }
    return cap->mci_max == 0 || (cap->mci_below ? amount.tiyn < most : amount.tiyn <= most);
}

struct nes_err nes_cap_find(const struct nes_cap_rules *rules, const struct nes_terms *terms,
                            const struct nes_schedule *schedule, const struct nes_cap **cap)
{
    int32_t days = schedule->rows[schedule->count - 1].date.day - terms->start.day;
    struct nes_date from = { 0 };
    struct nes_money mci;

    for (size_t i = 0; i < rules->cap_count && rules->caps[i].from.day <= terms->start.day; i++) {
        from = rules->caps[i].from;
    }
    NES_TRY(from.day == 0 ? NES_FAIL(CAP_UNKNOWN, "start") : NES_FINE);
    NES_TRY(nes_mci_on(rules->mci, rules->mci_count, terms->start, &mci));
    for (size_t i = 0; i < rules->cap_count; i++) {
        if (rules->caps[i].from.day == from.day && fits(&rules->caps[i], days, terms->principal, mci)) {
            *cap = &rules->caps[i];
            return NES_FINE;
        }
    }
    return NES_FAIL(CAP_UNKNOWN, "start");
}

/* The rate of a day: that of a year, divided by the days the day count gives it. */
static struct nes_err daily_of(const struct nes_terms *terms, struct nes_ratio *daily)
{
    bool of_360 = terms->day_count == NES_30_360 || terms->day_count == NES_ACT_360;

    return nes_ratio_times(terms->rate, (struct nes_ratio){ 1, of_360 ? 360 : 365 }, daily);
}

static void add(struct nes_cap_answer *answer, struct nes_cap_limit limit)
{
    answer->limits[answer->count++] = limit;
    answer->passes = answer->passes && limit.holds;
}

/* The limits of the tier and whether they hold; values but that of the effective rate. */
static struct nes_err judge(const struct nes_cap *cap, const struct nes_terms *terms,
                            const struct nes_schedule *schedule, const struct nes_flows *flows,
                            struct nes_cap_answer *answer)
{
    struct nes_ratio daily, total = { schedule->due.tiyn - schedule->paid_out.tiyn, schedule->paid_out.tiyn };

    NES_TRY(daily_of(terms, &daily));
    answer->passes = true;
    if (cap->yearly.over > 0) {
        add(answer, (struct nes_cap_limit){ .kind = NES_CAP_YEARLY,
                                            .limit = cap->yearly,
                                            .holds = nes_rate_order(flows, cap->yearly) <= 0 });
    }
    if (cap->daily.over > 0) {
        int order = nes_ratio_order(daily, cap->daily);

        add(answer, (struct nes_cap_limit){ NES_CAP_DAILY, cap->daily, daily, order < !cap->daily_below });
    }
    if (cap->total.over > 0) {
        add(answer, (struct nes_cap_limit){ NES_CAP_TOTAL, cap->total, total,
                                            nes_ratio_order(total, cap->total) <= 0 });
    }
    return NES_FINE;
}

/* The flows, where a limit needs them. */
static struct nes_err flows_of(const struct nes_cap *cap, const struct nes_schedule *schedule, struct nes_arena *arena,
                               struct nes_flows *out)
{
    *out = (struct nes_flows){ 0 };
    return cap->yearly.over > 0 ? nes_flows_of_schedule(schedule, arena, out) : NES_FINE;
}

/* The same loan at another rate. */
static struct nes_err judge_at(const struct nes_cap_ask *ask, struct nes_arena *arena, int64_t rate_e5,
                               struct nes_cap_answer *answer)
{
    struct nes_terms other = *ask->terms;
    struct nes_schedule schedule;
    struct nes_flows flows;

    NES_TRY(nes_ratio_times((struct nes_ratio){ rate_e5, 10'000'000 }, ask->per_year, &other.rate));
    NES_TRY(nes_schedule_build(&other, arena, &schedule));
    NES_TRY(flows_of(ask->cap, &schedule, arena, &flows));
    return judge(ask->cap, &other, &schedule, &flows, answer);
}

/* The largest rate that passes, by halving: more rate is more remuneration. A rate with which no schedule can be
 * built does not pass. */
static void search(const struct nes_cap_ask *ask, struct nes_arena *arena, struct nes_cap_answer *out)
{
    int64_t low = 0, high = RATE_E5_MAX + 1;
    struct nes_arena_mark mark = nes_arena_mark(arena);

    while (high - low > 1) {
        struct nes_cap_answer tried = { 0 };
        int64_t middle = low + (high - low) / 2;
        bool passes = !judge_at(ask, arena, middle, &tried).what && tried.passes;

        nes_arena_rewind(arena, mark);
        *(passes ? &low : &high) = middle;
        for (int32_t i = tried.count; !passes && i > 0; i--) {
            if (!tried.limits[i - 1].holds) {
                out->binds = tried.limits[i - 1].kind;
                out->bounded = true;
            }
        }
    }
    out->largest_e5 = low;
}

struct nes_err nes_cap_compare(const struct nes_cap_ask *ask, struct nes_arena *arena, struct nes_cap_answer *out)
{
    struct nes_arena_mark mark = nes_arena_mark(arena);
    struct nes_cap_answer answer = { .cap = ask->cap };
    struct nes_effective effective = { 0 };
    struct nes_flows flows;

    NES_TRY(flows_of(ask->cap, ask->schedule, arena, &flows));
    if (ask->cap->yearly.over > 0) {
        NES_TRY(nes_rate_effective(&flows, &effective));
    }
    NES_TRY(judge(ask->cap, ask->terms, ask->schedule, &flows, &answer));
    nes_arena_rewind(arena, mark);
    for (int32_t i = 0; i < answer.count; i++) {
        if (answer.limits[i].kind == NES_CAP_YEARLY) {
            answer.limits[i].value = nes_ratio_reduce((struct nes_ratio){ effective.percent_e6, 100'000'000 });
        }
    }
    search(ask, arena, &answer);
    *out = answer;
    return NES_FINE;
}
