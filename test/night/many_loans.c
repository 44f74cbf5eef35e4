#include "test/night/many_loans.h"

#include <stdio.h>
#include <unistd.h>

#include "identity/secret.h"

enum { AT_ONCE = 200, PAYMENTS_MAX = 16 };

static void need_fine(struct nes_err err, const char *what)
{
    if (err.what) {
        (void)fprintf(stderr, "%s: %s at %s\n", what, err.what->code, err.at ? err.at : "-");
        _exit(1);
    }
}

static void run(struct nes_many_loans *many, nes_call_run *what, void *self)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_call call = { .operation = nes_id_new(&many->clock, &many->rand), .batch = true, .arena = arena,
                             .run = what, .self = self };

    need_fine(nes_db_run(many->db, &call), "a call");
}

static struct nes_err begin(struct nes_tx *tx, void *self)
{
    static const struct nes_str index = NES_STR_INIT("0123456789abcdef0123456789abcdef");
    struct nes_many_loans *many = self;
    struct nes_client client = { .id = { nes_tx_new_id(tx) }, .iin = NES_STR("x"), .iin_index = index,
                                 .name = NES_STR("x"), .phone = NES_STR("x"), .phone_index = index,
                                 .lang = NES_STR("ru") };

    client.key.wrapped = NES_STR("0123456789abcdef" "\1" "a data key wrapped by nobody: no record is opened");
    NES_TRY(nes_ledger_begin(tx, nes_date_at(nes_tx_now(tx))));
    NES_TRY(nes_subject_add(tx, &(struct nes_subject){ client.id.id, NES_SUBJECT_CLIENT, NES_STR("c100000001") }));
    many->client = client.id;
    return nes_client_add(tx, &client);
}

static int64_t below(const struct nes_many_loans *many, uint64_t n)
{
    return (int64_t)nes_rand_below(&many->rand, n);
}

static struct nes_terms terms_of(const struct nes_many_loans *many, struct nes_date today)
{
    static const enum nes_method methods[] = { NES_ANNUITY, NES_ANNUITY, NES_DIFFERENTIATED, NES_BULLET };
    struct nes_terms terms = { .calc_version = NES_CALC_VERSION, .every = { 1, NES_UNIT_MONTHS },
                               .day_count = NES_30_360, .rounding = NES_ROUND_HALF_UP, .minor_units = 2,
                               .down_payment = { 0, 1 } };

    terms.principal.tiyn = (below(many, 95) + 5) * 1'000'000;
    terms.rate = nes_ratio_reduce((struct nes_ratio){ 24 + below(many, 14), 100 });
    terms.method = methods[below(many, NES_LEN(methods))];
    terms.periods = terms.method == NES_BULLET ? 1 : (int32_t)(3 + below(many, 10));
    terms.start.day = today.day - (int32_t)below(many, 330);
    return terms;
}

/* Payout, and payments of the rows that have come: most in time, some late, some never. */
static int32_t past(const struct nes_many_loans *many, const struct nes_schedule *schedule, struct nes_date today,
                    struct nes_event events[PAYMENTS_MAX])
{
    int32_t count = 1;
    int64_t habit = below(many, 10);

    events[0] = (struct nes_event){ .kind = NES_EVENT_PAYOUT, .day = schedule->rows[0].date,
                                    .amount = schedule->paid_out };
    for (int32_t i = 0; i < schedule->count && count < PAYMENTS_MAX; i++) {
        const struct nes_row *row = &schedule->rows[i];
        int64_t late = habit < 8 ? 0 : below(many, 40);

        if (row->nr == 0 || row->due.tiyn == 0 || (habit == 9 && row->nr > 2)) {
            continue;
        }
        if (row->date.day + late <= today.day) {
            events[count++] = (struct nes_event){ .kind = NES_EVENT_PAYMENT, .amount = row->due,
                                                  .day = { row->date.day + (int32_t)late } };
        }
    }
    return count;
}

struct part {
    struct nes_many_loans *many;
    int32_t count;
    int64_t rows, events;
};

static struct nes_err bring_one(struct nes_tx *tx, struct part *part, struct nes_moves *moves)
{
    struct nes_date today = nes_date_at(nes_tx_now(tx));
    struct nes_loan_new loan = { .id = { nes_tx_new_id(tx) }, .client = part->many->client,
                                 .contract = nes_tx_new_id(tx), .product = part->many->client.id };
    struct nes_buf number = nes_buf_begin(nes_tx_arena(tx), 64);
    struct nes_event events[PAYMENTS_MAX];
    struct nes_schedule schedule;
    int32_t count;

    loan.terms.credit = terms_of(part->many, today);
    loan.terms.order = nes_allocation_law;
    loan.terms.penalty = nes_penalty_law;
    loan.signed_on = loan.terms.credit.start;
    NES_TRY(nes_schedule_build(&loan.terms.credit, nes_tx_arena(tx), &schedule));
    loan.rows = schedule.rows;
    loan.row_count = schedule.count;
    nes_buf_hex(&number, loan.id.id.b, sizeof(loan.id.id.b));
    loan.number = (struct nes_str){ number.ptr, number.len };
    count = past(part->many, &schedule, today, events);
    part->rows += schedule.count - 1;
    part->events += count;
    return nes_loan_bring(tx, &loan, events, count, moves);
}

static struct nes_err bring(struct nes_tx *tx, void *self)
{
    struct nes_journal journal = { .kind = NES_STR("loan.brought"), .value_on = nes_date_at(nes_tx_now(tx)),
                                   .note = NES_STR("portfolio") };
    struct nes_moves moves = { 0 };
    struct part *part = self;

    part->rows = part->events = 0;
    for (int32_t i = 0; i < part->count; i++) {
        NES_TRY(bring_one(tx, part, &moves));
    }
    return nes_moves_post(tx, &moves, (struct nes_id){ 0 }, &journal);
}

void nes_many_loans_make(struct nes_many_loans *many)
{
    run(many, begin, many);
    for (int32_t left = many->loans; left > 0; left -= AT_ONCE) {
        struct part part = { .many = many, .count = left < AT_ONCE ? left : AT_ONCE };

        run(many, bring, &part);
        many->rows += part.rows;
        many->events += part.events;
    }
}
