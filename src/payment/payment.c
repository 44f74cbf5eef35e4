#include "payment/payment.h"

#include "payment/early.h"
#include "payment/paper.h"
#include "payment/payment_sql.h"

static struct nes_money less(struct nes_money a, struct nes_money b)
{
    return (struct nes_money){ a.tiyn > b.tiyn ? a.tiyn - b.tiyn : 0 };
}

/* What an allocation gave to a part: all that was paid of it, of which the overdue share is what the delay fell by. */
static struct nes_money overdue_of(const struct nes_split *without, const struct nes_split *with)
{
    return less(without->overdue, with->overdue);
}

struct nes_payment_parts nes_payment_parts_of(const struct nes_state *without, const struct nes_state *with)
{
    struct nes_payment_parts parts = { .overdue_principal = overdue_of(&without->principal, &with->principal),
                                       .overdue_remuneration = overdue_of(&without->remuneration,
                                                                          &with->remuneration),
                                       .penalty = less(with->paid.penalty, without->paid.penalty),
                                       .costs = less(with->paid.costs, without->paid.costs),
                                       .kept = less(with->suspense, without->suspense) };

    parts.principal = less(less(with->paid.principal, without->paid.principal), parts.overdue_principal);
    parts.remuneration = less(less(with->paid.remuneration, without->paid.remuneration), parts.overdue_remuneration);
    parts.debt_principal.tiyn = with->principal.current.tiyn + with->principal.overdue.tiyn;
    parts.debt_remuneration.tiyn = with->remuneration.current.tiyn + with->remuneration.overdue.tiyn;
    parts.debt_penalty.tiyn = with->penalty.current.tiyn + with->penalty.overdue.tiyn;
    return parts;
}

static struct nes_err add_leaf(struct nes_tx *tx, struct nes_payment *payment)
{
    struct nes_leaf leaf = { .kind = NES_STR("payment.taken"), .actor = NES_LEAF_PARTNER };

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("payment"), payment->id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("loan"), payment->loan.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), payment->client.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("line"), payment->line.id };
    return nes_audit_add(tx, &leaf, &payment->leaf);
}

static struct nes_err insert(struct nes_tx *tx, const struct nes_payment *payment)
{
    const struct nes_payment_parts *parts = &payment->parts;

    return nes_payment_insert(tx, &(struct nes_payment_insert_in){
                                      payment->id, payment->loan, payment->client, payment->line, payment->amount,
                                      payment->value_on, parts->overdue_principal, parts->overdue_remuneration,
                                      parts->penalty, parts->principal, parts->remuneration, parts->costs,
                                      parts->kept, parts->debt_principal, parts->debt_remuneration,
                                      parts->debt_penalty, payment->leaf, payment->made_at });
}

/* The receipt; and the certificate where the money closed the loan (a night that closes one asks for it, too). */
static struct nes_err ask_papers(struct nes_tx *tx, const struct nes_payment *payment, bool closed)
{
    struct nes_loan_paper paper = { .loan = payment->loan, .client = payment->client,
                                    .kind = NES_LOAN_PAPER_RECEIPT, .about = payment->id.id };

    NES_TRY(nes_loan_paper_ask(tx, &paper));
    if (!closed) {
        return NES_FINE;
    }
    paper.kind = NES_LOAN_PAPER_CLOSED;
    paper.about = payment->loan.id;
    return nes_loan_paper_ask(tx, &paper);
}

struct nes_err nes_payment_take(struct nes_tx *tx, struct nes_payment *payment)
{
    struct nes_arena *arena = nes_tx_arena(tx);
    struct nes_event event = { .day = payment->value_on, .kind = NES_EVENT_PAYMENT, .amount = payment->amount };
    struct nes_loan_view without, with;
    struct nes_loan_record record;
    struct nes_early early;
    bool fulfils;

    NES_TRY(nes_loan_find(tx, payment->loan, true, &record));
    if (record.state != NES_LOAN_OPEN) {
        return NES_FAIL(LINE_LOAN, "loan");
    }
    NES_TRY(nes_early_event(tx, &record, &event, &early, &fulfils));
    NES_TRY(nes_loan_look(arena, &record, payment->value_on, false, &without));
    NES_TRY(nes_loan_add_event(tx, &record, &event, payment->line.id));
    NES_TRY(nes_loan_look(arena, &record, payment->value_on, false, &with));
    payment->id = (struct nes_payment_id){ event.id };
    payment->client = record.client;
    payment->made_at = nes_tx_now(tx);
    payment->parts = nes_payment_parts_of(&without.state, &with.state);
    NES_TRY(add_leaf(tx, payment));
    NES_TRY(insert(tx, payment));
    NES_TRY(fulfils ? nes_early_book(tx, &early, payment->id.id) : NES_FINE);
    return ask_papers(tx, payment, record.state == NES_LOAN_CLOSED);
}

static struct nes_payment payment_of(const struct nes_payment_by_id_row *row)
{
    return (struct nes_payment){
        .id = row->id, .loan = row->loan_id, .client = row->client_id, .line = row->line_id, .amount = row->amount,
        .value_on = row->value_on, .leaf = row->leaf_id, .made_at = row->made_at,
        .parts = { row->overdue_principal, row->overdue_remuneration, row->penalty, row->principal, row->remuneration,
                   row->costs, row->kept, row->debt_principal, row->debt_remuneration, row->debt_penalty },
    };
}

struct nes_err nes_payment_find(struct nes_tx *tx, struct nes_payment_id id, struct nes_payment *out)
{
    struct nes_payment_by_id_row row;

    NES_TRY(nes_payment_by_id(tx, id, &row));
    *out = payment_of(&row);
    return NES_FINE;
}

struct nes_err nes_payments_of(struct nes_tx *tx, struct nes_loan_id loan, struct nes_payments *out)
{
    struct nes_payment_list_rows found;

    NES_TRY(nes_payment_list(tx, loan, &found));
    *out = (struct nes_payments){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_payment, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = payment_of(&found.rows[i]);
    }
    return NES_FINE;
}

struct nes_err nes_payment_open_loan(struct nes_tx *tx, struct nes_loan_id loan, struct nes_date value_on,
                                     struct nes_loan_id *out)
{
    struct nes_loan_record record;
    bool its_time;

    *out = (struct nes_loan_id){ 0 };
    if (nes_id_none(loan.id)) {
        return NES_FINE;
    }
    NES_TRY(nes_loan_find(tx, loan, false, &record));
    its_time = value_on.day >= record.loan.terms.credit.start.day && value_on.day <= nes_date_at(nes_tx_now(tx)).day;
    *out = record.state == NES_LOAN_OPEN && its_time ? loan : *out;
    return NES_FINE;
}

struct nes_err nes_payment_only_loan(struct nes_tx *tx, struct nes_client_id client, struct nes_loan_id *out)
{
    struct nes_loan_briefs loans;
    int32_t open = 0;

    *out = (struct nes_loan_id){ 0 };
    NES_TRY(nes_loans_of(tx, client, &loans));
    for (size_t i = 0; i < loans.len; i++) {
        if (loans.rows[i].state == NES_LOAN_OPEN) {
            *out = loans.rows[i].id;
            open++;
        }
    }
    *out = open == 1 ? *out : (struct nes_loan_id){ 0 };
    return NES_FINE;
}
