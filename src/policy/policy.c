#include "policy/policy.h"

#include "base/wide.h"

#define X NES_FAULT_DEFINE
#include "policy/policy_faults.def"
#undef X

static const struct nes_policy_meaning meanings[] = {
#define X(name_, unit_, read_by_, strict_)                                                                             \
    [NES_POLICY_##name_] = { .name = #name_, .unit = NES_POLICY_UNIT_##unit_, .read_by = NES_READ_BY_##read_by_,       \
                             .strict = NES_STRICT_##strict_ },
#include "policy/policy.def"
#undef X
};

const struct nes_policy_meaning *nes_policy_meaning(enum nes_policy_kind kind)
{
    NES_ASSERT(kind < NES_POLICY_KINDS);
    return &meanings[kind];
}

struct nes_err nes_policy_kind_read(struct nes_str name, enum nes_policy_kind *out)
{
    for (size_t i = 0; i < NES_LEN(meanings); i++) {
        if (nes_str_is(name, meanings[i].name)) {
            *out = (enum nes_policy_kind)i;
            return NES_FINE;
        }
    }
    return NES_FAIL(POLICY_UNKNOWN, NULL);
}

static bool holds(const struct nes_policy_value *row, struct nes_date day)
{
    return row->from.day <= day.day && (row->until.day == 0 || day.day < row->until.day);
}

/* Whether `row` goes before `best`: local before shipped, then the later beginning. */
static bool goes_before(const struct nes_policy_value *row, const struct nes_policy_value *best)
{
    if (!best || row->layer != best->layer) {
        return !best || row->layer == NES_LAYER_LOCAL;
    }
    return row->from.day > best->from.day;
}

static struct nes_err find_in(const struct nes_policy *policy, const struct nes_policy_value *like,
                              bool shipped_only, const struct nes_policy_value **out)
{
    const struct nes_policy_value *best = NULL;

    for (size_t i = 0; i < policy->len; i++) {
        const struct nes_policy_value *row = &policy->rows[i];
        bool asked = row->kind == like->kind && (!shipped_only || row->layer == NES_LAYER_SHIPPED);

        if (asked && holds(row, like->from) && goes_before(row, best)) {
            best = row;
        }
    }
    if (!best) {
        return NES_FAIL(POLICY_MISSING, meanings[like->kind].name);
    }
    *out = best;
    return NES_FINE;
}

struct nes_err nes_policy_find(const struct nes_policy *policy, enum nes_policy_kind kind, struct nes_date day,
                               const struct nes_policy_value **out)
{
    return find_in(policy, &(struct nes_policy_value){ .kind = kind, .from = day }, false, out);
}

struct nes_err nes_policy_ratio(const struct nes_policy *policy, enum nes_policy_kind kind, struct nes_date day,
                                struct nes_ratio *out)
{
    const struct nes_policy_value *row;

    NES_TRY(nes_policy_find(policy, kind, day, &row));
    *out = row->value;
    return NES_FINE;
}

struct nes_err nes_policy_whole(const struct nes_policy *policy, enum nes_policy_kind kind, struct nes_date day,
                                int64_t *out)
{
    struct nes_ratio value;

    NES_TRY(nes_policy_ratio(policy, kind, day, &value));
    if (value.under <= 0 || value.over % value.under != 0) {
        return NES_FAIL(POLICY_MISSING, meanings[kind].name);
    }
    *out = value.over / value.under;
    return NES_FINE;
}

struct nes_err nes_policy_money(const struct nes_policy *policy, enum nes_policy_kind kind, struct nes_date day,
                                struct nes_money *out)
{
    NES_ASSERT(meanings[kind].unit == NES_POLICY_UNIT_MONEY);
    return nes_policy_whole(policy, kind, day, &out->tiyn);
}

struct nes_err nes_policy_mci_amount(const struct nes_policy *policy, enum nes_policy_kind kind, struct nes_date day,
                                     struct nes_money *out)
{
    struct nes_ratio times;
    struct nes_money mci;

    NES_ASSERT(meanings[kind].unit == NES_POLICY_UNIT_TIMES);
    NES_TRY(nes_policy_ratio(policy, kind, day, &times));
    NES_TRY(nes_policy_money(policy, NES_POLICY_MCI, day, &mci));
    return nes_money_scale(mci, times, NES_ROUND_DOWN, out);
}

struct nes_err nes_policy_laxer(const struct nes_policy *policy, const struct nes_policy_value *local, bool *out)
{
    const struct nes_policy_value *shipped;
    nes_wide ours, theirs;

    NES_TRY(find_in(policy, local, true, &shipped));
    ours = (nes_wide)local->value.over * shipped->value.under;
    theirs = (nes_wide)shipped->value.over * local->value.under;
    switch (meanings[local->kind].strict) {
    case NES_STRICT_LOWER:
        *out = ours > theirs;
        break;
    case NES_STRICT_HIGHER:
        *out = ours < theirs;
        break;
    case NES_STRICT_NEITHER:
        *out = ours != theirs; /* neither way is stricter: any difference is worth a look */
        break;
    }
    return NES_FINE;
}
