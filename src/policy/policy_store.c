#include "policy/policy_store.h"

#include "policy/policy_sql.h"

static struct nes_err row_of(const struct nes_policy_rows_row *row, struct nes_policy_value *value)
{
    NES_TRY(nes_policy_kind_read(row->kind, &value->kind));
    value->layer = nes_str_is(row->layer, "local") ? NES_LAYER_LOCAL : NES_LAYER_SHIPPED;
    value->from = row->from_on;
    value->until = row->until_on;
    value->value = (struct nes_ratio){ row->value_over, row->value_under };
    value->source = row->source;
    return NES_FINE;
}

struct nes_err nes_policy_load(struct nes_tx *tx, struct nes_policy *out)
{
    struct nes_policy_rows_rows found;
    struct nes_policy_value *values;

    NES_TRY(nes_policy_rows(tx, &found));
    values = NES_NEW_MANY(nes_tx_arena(tx), struct nes_policy_value, found.len + 1);
    for (size_t i = 0; i < found.len; i++) {
        NES_TRY(row_of(&found.rows[i], &values[i]));
    }
    *out = (struct nes_policy){ .rows = values, .len = found.len };
    return NES_FINE;
}

struct nes_err nes_policy_calendar(struct nes_tx *tx, struct nes_calendar *out)
{
    struct nes_policy_days_rows found;
    struct nes_calendar_day *days;
    size_t len = 0;

    NES_TRY(nes_policy_days(tx, &found));
    days = NES_NEW_MANY(nes_tx_arena(tx), struct nes_calendar_day, found.len + 1);
    for (size_t i = 0; i < found.len; i++) { /* by day; "local" comes before "shipped" */
        if (len == 0 || days[len - 1].date.day != found.rows[i].day.day) {
            days[len++] = (struct nes_calendar_day){ found.rows[i].day, !found.rows[i].is_off };
        }
    }
    *out = (struct nes_calendar){ .days = days, .count = len };
    NES_ASSERT(nes_calendar_ordered(out));
    return NES_FINE;
}

struct nes_err nes_policy_propose_local(struct nes_tx *tx, const struct nes_policy_proposal *proposal)
{
    const struct nes_policy_value *value = &proposal->value;

    if (value->from.day == 0 || (value->until.day != 0 && value->until.day <= value->from.day)) {
        return NES_FAIL(POLICY_PERIOD, "until_on");
    }
    return nes_policy_propose(tx, &(struct nes_policy_propose_in){
                                      .id = proposal->id,
                                      .kind = nes_str_of(nes_policy_meaning(value->kind)->name),
                                      .from_on = value->from,
                                      .until_on = value->until,
                                      .value_over = value->value.over,
                                      .value_under = value->value.under,
                                      .source = value->source,
                                      .maker = proposal->maker,
                                      .made_at = nes_tx_now(tx),
                                  });
}

struct nes_err nes_policy_waiting(struct nes_tx *tx, struct nes_policy_proposals *out)
{
    struct nes_policy_proposals_open_rows found;

    NES_TRY(nes_policy_proposals_open(tx, &found));
    *out = (struct nes_policy_proposals){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_policy_proposal, found.len + 1),
                                          found.len };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_policy_proposals_open_row *row = &found.rows[i];
        struct nes_policy_value *value = &out->rows[i].value;

        out->rows[i] = (struct nes_policy_proposal){
            .id = row->id, .maker = row->maker,
            .value = { .layer = NES_LAYER_LOCAL, .from = row->from_on, .until = row->until_on,
                       .value = { row->value_over, row->value_under }, .source = row->source },
        };
        NES_TRY(nes_policy_kind_read(row->kind, &value->kind));
    }
    return NES_FINE;
}

struct nes_err nes_policy_decide_local(struct nes_tx *tx, struct nes_id proposal, struct nes_id checker, bool approve)
{
    struct nes_policy_proposal_row row;
    int64_t changed;
    bool found;

    NES_TRY(nes_policy_proposal(tx, proposal, &row, &found));
    if (!found) {
        return NES_FAIL(DB_NO_ROW, "proposal");
    }
    if (nes_id_eq(row.maker, checker)) {
        return NES_REFUSE(POLICY_MAKER, "proposal");
    }
    NES_TRY(nes_policy_decide(tx, proposal, checker, nes_tx_now(tx), approve, &changed));
    if (changed == 0) {
        return NES_FAIL(POLICY_OPEN, "proposal");
    }
    if (!approve) {
        return NES_FINE;
    }
    NES_TRY(nes_policy_local_insert(tx, &(struct nes_policy_local_insert_in){ row.kind, row.from_on, row.until_on,
                                                                            row.value_over, row.value_under,
                                                                            row.source }, &changed));
    return changed == 1 ? NES_FINE : NES_FAIL(POLICY_SAME, "from_on");
}
