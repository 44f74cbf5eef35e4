#include "lending/loan_rig.h"

#include "identity/secret.h"

#define NOON  (INT64_C(12) * 3'600 * 1'000'000)

struct nes_date loan_rig_on(const char *text)
{
    struct nes_date date;

    NES_WANT_OK(nes_date_read(nes_str_of(text), &date));
    return date;
}

void loan_rig_stand(struct nes_rig *rig, struct nes_date date)
{
    struct nes_date epoch;

    NES_WANT_OK(nes_date_of((struct nes_civil){ 1970, 1, 1 }, &epoch));
    nes_rig_time(rig)->now_us = (date.day - epoch.day) * NES_DAY_US + NOON;
}

struct nes_err loan_rig_client(struct nes_tx *tx, void *self)
{
    static const struct nes_str index = NES_STR_INIT("0123456789abcdef0123456789abcdef");
    struct loan_rig *made = self;

    made->client = (struct nes_client){ .id = { nes_tx_new_id(tx) }, .iin = NES_STR("x"), .iin_index = index,
                                        .name = NES_STR("x"), .phone = NES_STR("x"), .phone_index = index,
                                        .lang = NES_STR("kk") };
    made->client.key.wrapped = NES_STR("0123456789abcdef" "\1" "a data key wrapped by nobody: no record is opened");
    NES_TRY(nes_ledger_begin(tx, nes_date_at(nes_tx_now(tx))));
    NES_TRY(nes_subject_add(tx, &(struct nes_subject){ made->client.id.id, NES_SUBJECT_CLIENT,
                                                       NES_STR("c100000001") }));
    return nes_client_add(tx, &made->client);
}

static struct nes_err open_loan(struct nes_tx *tx, struct loan_rig *made, struct nes_loan_id *out)
{
    struct nes_loan_new loan = { .id = { nes_tx_new_id(tx) }, .client = made->client.id,
                                 .contract = nes_tx_new_id(tx), .product = made->client.id.id,
                                 .signed_on = nes_date_at(nes_tx_now(tx)) };
    struct nes_terms *credit = &loan.terms.credit;
    struct nes_schedule schedule;

    loan.number = nes_str_hex(nes_tx_arena(tx), loan.id.id.b, 16);
    *credit = (struct nes_terms){ .calc_version = NES_CALC_VERSION, .principal = { 20'000'000 }, .rate = { 9, 25 },
                                  .method = NES_ANNUITY, .periods = 12, .every = { 1, NES_UNIT_MONTHS },
                                  .start = loan.signed_on, .day_count = NES_30_360, .rounding = NES_ROUND_HALF_UP,
                                  .minor_units = 2, .down_payment = { 0, 1 } };
    loan.terms.order = nes_allocation_law;
    loan.terms.penalty = nes_penalty_law;
    NES_TRY(nes_schedule_build(credit, nes_tx_arena(tx), &schedule));
    loan.rows = schedule.rows;
    loan.row_count = schedule.count;
    *out = loan.id;
    return nes_loan_open(tx, &loan);
}

struct nes_err loan_rig_open(struct nes_tx *tx, void *self)
{
    struct loan_rig *made = self;

    for (int32_t i = 0; i < made->count; i++) {
        struct nes_loan_record record;
        struct nes_event payout = { .kind = NES_EVENT_PAYOUT, .day = nes_date_at(nes_tx_now(tx)),
                                    .amount = { 20'000'000 } };

        NES_TRY(open_loan(tx, made, &made->loans[i]));
        NES_TRY(nes_loan_find(tx, made->loans[i], true, &record));
        NES_TRY(nes_loan_add_event(tx, &record, &payout, (struct nes_id){ 0 }));
    }
    return NES_FINE;
}

struct nes_err loan_rig_examine(struct nes_tx *tx, void *self)
{
    (void)self;
    struct nes_lending_faults_found found;
    struct nes_ledger_faults books;

    NES_TRY(nes_lending_examine(tx, &found));
    NES_WANT_INT("pairs of accounts that differ from the folds", found.pairs_wrong, 0);
    NES_WANT_INT("rows", found.rows_wrong, 0);
    NES_WANT_INT("principal", found.principal_wrong, 0);
    NES_WANT_INT("figures", found.figures_wrong, 0);
    NES_WANT_INT("days of rows", found.days_wrong, 0);
    NES_WANT_INT("nights", found.nights_wrong, 0);
    NES_WANT_INT("papers of orders", found.orders_wrong, 0);
    NES_TRY(nes_ledger_examine(tx, &books));
    NES_WANT_INT("empty journals", books.journals_empty, 0);
    return NES_FINE;
}

struct nes_err loan_rig_add(struct nes_tx *tx, void *self)
{
    struct loan_rig_deed *deed = self;

    NES_TRY(nes_loan_find(tx, deed->loan, true, &deed->record));
    return nes_loan_add_event(tx, &deed->record, &deed->event, (struct nes_id){ 0 });
}

struct nes_err loan_rig_night_fold(struct nes_tx *tx, void *self)
{
    struct loan_rig_night *night = self;

    return nes_night_fold(tx, nes_tx_arena(tx), night->day, night->size, &night->chunk);
}

struct nes_err loan_rig_night_post(struct nes_tx *tx, void *self)
{
    struct loan_rig_night *night = self;

    return nes_night_post(tx, &night->chunk, &night->again);
}
