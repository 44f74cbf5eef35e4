#include "payment/refund.h"

#include "aml/case.h"
#include "audit/audit.h"
#include "ledger/ledger.h"
#include "notice/notice.h"
#include "payment/refund_sql.h"

static const char *const kinds[] = { [NES_REFUND_OVERPAYMENT] = "overpayment", [NES_REFUND_VERDICT] = "verdict",
                                     [NES_REFUND_RECEIPT] = "receipt" };
static const char *const states[] = { [NES_REFUND_ASKED] = "asked",       [NES_REFUND_PROPOSED] = "proposed",
                                      [NES_REFUND_PLANNED] = "planned",   [NES_REFUND_DONE] = "done",
                                      [NES_REFUND_REFUSED] = "refused",   [NES_REFUND_REJECTED] = "rejected",
                                      [NES_REFUND_WITHDRAWN] = "withdrawn" };

const char *nes_refund_kind_word(enum nes_refund_kind kind)
{
    NES_ASSERT(kind >= NES_REFUND_OVERPAYMENT && kind <= NES_REFUND_RECEIPT);
    return kinds[kind];
}

const char *nes_refund_state_word(enum nes_refund_state state)
{
    NES_ASSERT(state >= NES_REFUND_ASKED && state <= NES_REFUND_WITHDRAWN);
    return states[state];
}

/* --- what may be given back --- */

struct nes_money nes_refund_most(enum nes_refund_kind kind, const struct nes_state *state)
{
    const struct nes_debt *paid = &state->paid;

    if (kind == NES_REFUND_OVERPAYMENT) {
        return state->suspense;
    }
    return (struct nes_money){ state->suspense.tiyn + paid->principal.tiyn + paid->remuneration.tiyn +
                               paid->penalty.tiyn + paid->costs.tiyn - state->refunded_paid.tiyn };
}

struct nes_err nes_refund_may_leave(struct nes_tx *tx, const struct nes_refund *refund)
{
    bool frozen = false;

    NES_TRY(nes_id_none(refund->client.id) ? NES_FINE : nes_aml_frozen(tx, refund->client, &frozen));
    return frozen ? NES_REFUSE(PAYOUT_FROZEN, "refund") : NES_FINE;
}

/* Sets order and term. */
static struct nes_err check_verdict(struct nes_tx *tx, struct nes_refund *refund)
{
    struct nes_refund_verdict_row verdict;
    bool found;

    NES_TRY(nes_refund_verdict(tx, refund->loan, &verdict, &found));
    if (!found) {
        return NES_REFUSE(REFUND_VERDICT, "loan");
    }
    refund->order = verdict.id;
    refund->due_on = verdict.due_on; /* RULE 13.4.c: the same term */
    return NES_FINE;
}

/* What waits is not given back while the amount of full repayment counts on it: the loan would be closed with money
 * that is gone. */
static struct nes_err check_overpayment(struct nes_tx *tx, const struct nes_refund *refund)
{
    struct nes_refund_wish_row wish;
    bool found;

    NES_TRY(nes_refund_wish(tx, refund->loan, &wish, &found));
    return found ? NES_FAIL(REFUND_EARLY, "loan") : NES_FINE;
}

/* To an account that the bank says is the client's own; not more than there is today. Sets client, tail, order. */
static struct nes_err check_loan(struct nes_tx *tx, struct nes_refund *refund, struct nes_loan_record *record)
{
    struct nes_account account;
    struct nes_loan_view view;
    struct nes_money most;

    NES_TRY(nes_loan_find(tx, refund->loan, true, record));
    refund->client = record->client;
    NES_TRY(nes_refund_may_leave(tx, refund));
    NES_TRY(nes_account_find(tx, refund->account, &account));
    if (!nes_account_good(&account) || !nes_id_eq(account.client.id, record->client.id)) {
        return NES_REFUSE(PAYOUT_ACCOUNT, "account");
    }
    NES_TRY(refund->kind == NES_REFUND_VERDICT ? check_verdict(tx, refund) : check_overpayment(tx, refund));
    NES_TRY(nes_loan_look(nes_tx_arena(tx), record, nes_date_at(nes_tx_now(tx)), false, &view));
    most = nes_refund_most(refund->kind, &view.state);
    refund->tail = account.tail;
    refund->amount = refund->amount.tiyn > 0 && refund->kind == NES_REFUND_OVERPAYMENT ? refund->amount : most;
    if (most.tiyn <= 0) {
        return NES_FAIL(REFUND_NONE, "loan");
    }
    return refund->amount.tiyn > most.tiyn ? NES_REFUSE(REFUND_AMOUNT, "amount") : NES_FINE;
}

/* --- storing --- */

static struct nes_err add_leaf(struct nes_tx *tx, const char *kind, const struct nes_refund *refund,
                               enum nes_leaf_actor actor)
{
    struct nes_leaf leaf = { .kind = nes_str_of(kind), .actor = actor };
    struct nes_leaf_id id;

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("refund"), refund->id.id };
    if (nes_id_none(refund->loan.id)) {
        leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("line"), refund->line.id };
    } else {
        leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("loan"), refund->loan.id };
        leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), refund->client.id };
    }
    if (!nes_id_none(refund->maker)) {
        leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("maker"), refund->maker };
    }
    if (!nes_id_none(refund->checker)) {
        leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("checker"), refund->checker };
    }
    return nes_audit_add(tx, &leaf, &id);
}

static struct nes_err insert(struct nes_tx *tx, struct nes_refund *refund)
{
    int64_t added;

    refund->id = (struct nes_refund_id){ nes_tx_new_id(tx) };
    refund->state = nes_id_none(refund->maker) ? NES_REFUND_ASKED : NES_REFUND_PROPOSED;
    refund->made_at = nes_tx_now(tx);
    refund->version = 1;
    NES_TRY(nes_refund_insert(tx, &(struct nes_refund_insert_in){
                                      refund->id, nes_str_of(nes_refund_kind_word(refund->kind)),
                                      nes_str_of(nes_refund_state_word(refund->state)), refund->loan, refund->client,
                                      refund->account, refund->line, refund->order, refund->tail, refund->amount,
                                      refund->due_on, refund->made_at, refund->maker },
                              &added));
    if (added == 0) {
        return NES_FAIL(REFUND_OPEN, "refund");
    }
    return add_leaf(tx, nes_id_none(refund->maker) ? "refund.asked" : "refund.proposed", refund,
                    nes_id_none(refund->maker) ? NES_LEAF_CLIENT : NES_LEAF_STAFF);
}

struct nes_err nes_refund_ask(struct nes_tx *tx, struct nes_refund *refund)
{
    struct nes_refund_living_row living;
    struct nes_loan_record record;
    bool found;

    NES_TRY(check_loan(tx, refund, &record)); /* locks the loan: two at once are one after the other */
    NES_TRY(nes_refund_living(tx, refund->loan, &living, &found));
    return found ? NES_FAIL(REFUND_OPEN, "loan") : insert(tx, refund);
}

struct nes_err nes_refund_return(struct nes_tx *tx, struct nes_refund *refund)
{
    struct nes_bank_line line;
    int64_t marked;

    NES_TRY(nes_line_find(tx, refund->line, true, &line));
    if (line.state != NES_BANK_LINE_UNIDENTIFIED) {
        return NES_FAIL(LINE_STATE, "line");
    }
    refund->kind = NES_REFUND_RECEIPT;
    refund->amount = line.amount;
    NES_TRY(insert(tx, refund));
    NES_TRY(nes_line_returning(tx, refund->line, refund->id, &marked));
    return marked == 1 ? NES_FINE : NES_FAIL(LINE_STATE, "line");
}

struct nes_err nes_refund_propose(struct nes_tx *tx, struct nes_refund *refund, struct nes_id maker)
{
    int64_t taken;

    NES_TRY(nes_refund_taken_up(tx, refund->id, maker, &taken));
    if (taken == 0) {
        return NES_FAIL(REFUND_STATE, "refund");
    }
    refund->state = NES_REFUND_PROPOSED;
    refund->maker = maker;
    refund->version++;
    return add_leaf(tx, "refund.proposed", refund, NES_LEAF_STAFF);
}

struct nes_err nes_refund_withdraw(struct nes_tx *tx, struct nes_refund *refund)
{
    int64_t withdrawn;

    NES_TRY(nes_refund_withdrawn(tx, refund->id, &withdrawn));
    if (withdrawn == 0) {
        return NES_FAIL(REFUND_STATE, "refund");
    }
    refund->state = NES_REFUND_WITHDRAWN;
    refund->version++;
    return add_leaf(tx, "refund.withdrawn", refund, NES_LEAF_CLIENT);
}

/* --- the decision --- */

/* A receipt that nobody knows: its money goes from what is unidentified to what is on its way, or back. */
static struct nes_err post_receipt(struct nes_tx *tx, const struct nes_refund *refund, bool back)
{
    struct nes_str waits = NES_STR("3390"), moves = NES_STR("1040");
    struct nes_entry entry = { .debit = back ? moves : waits, .credit = back ? waits : moves,
                               .amount = refund->amount, .subject = refund->line.id };
    struct nes_journal journal = { .id = { nes_tx_new_id(tx) }, .kind = NES_STR("refund"),
                                   .value_on = nes_date_at(nes_tx_now(tx)), .entries = &entry, .len = 1,
                                   .note = refund->tail };

    return nes_ledger_post(tx, &journal);
}

/* The money leaves the loan with the decision, so that nothing else takes it while the bank is asked. */
static struct nes_err book(struct nes_tx *tx, struct nes_refund *refund)
{
    struct nes_event event = { .kind = NES_EVENT_REFUND, .day = nes_date_at(nes_tx_now(tx)),
                               .amount = refund->amount };
    struct nes_money asked = refund->amount;
    struct nes_loan_record record;

    if (refund->kind == NES_REFUND_RECEIPT) {
        return post_receipt(tx, refund, false);
    }
    NES_TRY(check_loan(tx, refund, &record));
    if (refund->amount.tiyn != asked.tiyn) { /* a verdict's sum grew meanwhile: it is proposed anew */
        return NES_REFUSE(REFUND_AMOUNT, "amount");
    }
    NES_TRY(nes_loan_add_event(tx, &record, &event, refund->id.id));
    refund->event = event.id;
    return NES_FINE;
}

static struct nes_err reject(struct nes_tx *tx, struct nes_refund *refund)
{
    int64_t decided;

    NES_TRY(nes_refund_rejected(tx, refund->id, refund->checker, nes_tx_now(tx), &decided));
    if (decided == 0) {
        return NES_FAIL(REFUND_STATE, "refund");
    }
    NES_TRY(nes_id_none(refund->line.id) ? NES_FINE : nes_line_kept(tx, refund->line, refund->id));
    return add_leaf(tx, "refund.rejected", refund, NES_LEAF_STAFF);
}

static struct nes_err approve_it(struct nes_tx *tx, struct nes_refund *refund)
{
    struct nes_errand_plan plan = { .kind = NES_REFUND_ERRAND, .subject = refund->id.id, .payload = NES_STR("{}") };
    int64_t decided;

    NES_TRY(book(tx, refund));
    NES_TRY(nes_errand_plan(tx, &plan, &refund->errand));
    NES_TRY(nes_refund_planned(tx, &(struct nes_refund_planned_in){ refund->id, refund->checker, nes_tx_now(tx),
                                                                    refund->event, refund->errand },
                               &decided));
    return decided == 1 ? add_leaf(tx, "refund.decided", refund, NES_LEAF_STAFF) : NES_FAIL(REFUND_STATE, "refund");
}

struct nes_err nes_refund_settle(struct nes_tx *tx, struct nes_refund *refund, struct nes_id checker, bool approve)
{
    if (refund->state != NES_REFUND_PROPOSED) {
        return NES_FAIL(REFUND_STATE, "refund");
    }
    if (nes_id_eq(refund->maker, checker)) {
        return NES_REFUSE(REFUND_MAKER, "refund");
    }
    refund->checker = checker;
    NES_TRY(approve ? approve_it(tx, refund) : reject(tx, refund));
    refund->state = approve ? NES_REFUND_PLANNED : NES_REFUND_REJECTED;
    refund->version++;
    return NES_FINE;
}

/* --- the bank's answer --- */

static struct nes_err done(struct nes_tx *tx, const struct nes_errand_answer *answer, struct nes_refund *refund)
{
    struct nes_notice_id notice;
    int64_t ended;

    NES_TRY(nes_date_read(answer->body, &refund->value_on));
    NES_TRY(nes_refund_done(tx, refund->id, answer->detail, refund->value_on, nes_tx_now(tx), &ended));
    if (ended == 0) {
        return NES_FAIL(REFUND_STATE, "refund");
    }
    NES_TRY(add_leaf(tx, "refund.done", refund, NES_LEAF_PARTNER));
    return nes_id_none(refund->client.id)
               ? NES_FINE
               : nes_notice_send(tx, refund->client, NES_NOTICE_REFUND, refund->client.id, &notice);
}

/* The money is where it was; another try is another refund, which persons begin. */
static struct nes_err undo(struct nes_tx *tx, const struct nes_refund *refund)
{
    struct nes_event event = { .kind = NES_EVENT_REVERSAL, .day = nes_date_at(nes_tx_now(tx)), .of = refund->event };
    struct nes_loan_record record;

    if (refund->kind == NES_REFUND_RECEIPT) {
        NES_TRY(nes_line_kept(tx, refund->line, refund->id));
        return post_receipt(tx, refund, true);
    }
    NES_TRY(nes_loan_find(tx, refund->loan, true, &record));
    return nes_loan_add_event(tx, &record, &event, refund->id.id);
}

struct nes_err nes_refund_apply(struct nes_tx *tx, const struct nes_errand *errand,
                                const struct nes_errand_answer *answer)
{
    struct nes_refund refund;
    int64_t ended;

    NES_TRY(nes_refund_find(tx, (struct nes_refund_id){ errand->subject }, true, &refund));
    if (!nes_id_eq(refund.errand.id, errand->id.id)) {
        return NES_FAIL(REFUND_STATE, "errand");
    }
    if (answer->outcome == NES_OUTCOME_DONE) {
        return done(tx, answer, &refund);
    }
    NES_TRY(nes_refund_refused(tx, refund.id, answer->detail, nes_tx_now(tx), &ended));
    if (ended == 0) {
        return NES_FAIL(REFUND_STATE, "refund");
    }
    NES_TRY(undo(tx, &refund));
    return add_leaf(tx, "refund.refused", &refund, NES_LEAF_PARTNER);
}

/* --- reading --- */

static struct nes_refund refund_of(const struct nes_refund_by_id_row *row)
{
    return (struct nes_refund){
        .id = row->id, .kind = (enum nes_refund_kind)nes_str_place(kinds, NES_LEN(kinds), row->kind),
        .state = (enum nes_refund_state)nes_str_place(states, NES_LEN(states), row->state), .loan = row->loan_id,
        .client = row->client_id, .account = row->account_id, .line = row->line_id, .order = row->order_id,
        .tail = row->tail, .amount = row->amount, .due_on = row->due_on, .value_on = row->value_on,
        .maker = row->maker, .checker = row->checker, .event = row->event_id, .errand = row->errand_id,
        .ref = row->ref, .reason = row->reason, .made_at = row->made_at, .version = row->version,
    };
}

struct nes_err nes_refund_find(struct nes_tx *tx, struct nes_refund_id id, bool lock, struct nes_refund *out)
{
    struct nes_refund_lock_row locked;
    struct nes_refund_by_id_row row;

    if (lock) {
        NES_TRY(nes_refund_lock(tx, id, &locked));
    }
    NES_TRY(nes_refund_by_id(tx, id, &row));
    *out = refund_of(&row);
    return NES_FINE;
}

static struct nes_refunds refunds_of(struct nes_tx *tx, const struct nes_refund_by_id_row *rows, size_t len)
{
    struct nes_refunds refunds = { NES_NEW_MANY(nes_tx_arena(tx), struct nes_refund, len + 1), len };

    for (size_t i = 0; i < len; i++) {
        refunds.rows[i] = refund_of(&rows[i]);
    }
    return refunds;
}

struct nes_err nes_refunds_of(struct nes_tx *tx, struct nes_loan_id loan, struct nes_refunds *out)
{
    struct nes_refund_of_loan_rows found;

    NES_TRY(nes_refund_of_loan(tx, loan, &found));
    *out = refunds_of(tx, found.rows, found.len);
    return NES_FINE;
}

struct nes_err nes_refunds_in(struct nes_tx *tx, enum nes_refund_state state, struct nes_refunds *out)
{
    struct nes_refund_list_rows found;

    NES_TRY(nes_refund_list(tx, nes_str_of(nes_refund_state_word(state)), &found));
    *out = refunds_of(tx, found.rows, found.len);
    return NES_FINE;
}
