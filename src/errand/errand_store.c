#include "errand/errand.h"
#include "errand/errand_sql.h"
#define CALLBACK_LATE_US (3600 * INT64_C(1'000'000))


struct nes_err nes_errand_plan(struct nes_tx *tx, const struct nes_errand_plan *plan, struct nes_errand_id *out)
{
    int64_t now = nes_tx_now(tx);
    struct nes_id id = nes_tx_new_id(tx);

    NES_TRY(nes_errand_insert(tx, &(struct nes_errand_insert_in){
                                      .id = id,
                                      .kind = nes_str_of(plan->kind),
                                      .subject = plan->subject,
                                      .payload = plan->payload,
                                      .due_at = plan->not_before > now ? plan->not_before : now,
                                      .made_at = now,
                                      .operation = nes_tx_operation(tx),
                                  }));
    *out = (struct nes_errand_id){ id };
    return NES_FINE;
}

struct nes_err nes_errand_look(struct nes_tx *tx, struct nes_errand_id id, struct nes_errand *out)
{
    struct nes_errand_by_id_row row;

    NES_TRY(nes_errand_by_id(tx, id.id, &row));
    *out = (struct nes_errand){ id,        row.kind,  row.payload, row.subject, nes_errand_state_of(row.state),
                                row.lease, row.tries, row.made_at };
    return NES_FINE;
}

struct nes_err nes_callback_keep(struct nes_tx *tx, const struct nes_callback *callback, bool *fresh)
{
    int64_t kept;

    NES_TRY(nes_callback_insert(tx,
                                &(struct nes_callback_insert_in){ callback->id, callback->source, callback->key,
                                                                  callback->body, nes_tx_now(tx) },
                                &kept));
    *fresh = kept == 1;
    return NES_FINE;
}

struct nes_err nes_errands_examine(struct nes_tx *tx, struct nes_errand_faults *out)
{
    struct nes_errand_faults_row row;

    NES_TRY(nes_errand_faults(tx, nes_tx_now(tx) - CALLBACK_LATE_US, &row));
    *out = (struct nes_errand_faults){ row.answers, row.callbacks, row.persons };
    return NES_FINE;
}

struct nes_err nes_errands_count(struct nes_tx *tx, struct nes_errand_counts *out)
{
    struct nes_errand_states_rows found;

    NES_TRY(nes_errand_states(tx, &found));
    *out = (struct nes_errand_counts){ nes_arena_take(nes_tx_arena(tx), (found.len + 1) * sizeof(*out->rows)), 0 };
    for (; out->len < found.len; out->len++) {
        out->rows[out->len].state = found.rows[out->len].state;
        out->rows[out->len].n = found.rows[out->len].n;
    }
    return NES_FINE;
}

struct nes_err nes_callback_applied(struct nes_tx *tx, struct nes_id callback)
{
    int64_t applied;

    NES_TRY(nes_callback_apply(tx, callback, nes_tx_now(tx), &applied));
    return applied == 1 ? NES_FINE : NES_FAIL(CALLBACK_TWICE, "callback");
}
