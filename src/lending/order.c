#include "lending/order.h"

#include "audit/audit.h"
#include "lending/order_sql.h"
#include "notice/notice.h"
#include "policy/policy_store.h"

#define X NES_FAULT_DEFINE
#include "lending/order_faults.def"
#undef X

static const char *const kinds[] = { [NES_ORDER_SUSPEND] = "suspend", [NES_ORDER_RESUME] = "resume",
                                     [NES_ORDER_FORGIVE] = "forgive", [NES_ORDER_WRITE_OFF] = "write_off" };
static const char *const leaves[] = { [NES_ORDER_SUSPEND] = "loan.suspended", [NES_ORDER_RESUME] = "loan.resumed",
                                      [NES_ORDER_FORGIVE] = "loan.forgiven",
                                      [NES_ORDER_WRITE_OFF] = "loan.written_off" };
static const char *const states[] = { [NES_ORDER_PROPOSED] = "proposed", [NES_ORDER_DONE] = "done",
                                      [NES_ORDER_REJECTED] = "rejected" };

/* --- what may be decided --- */

/* RULE 13.3: accrual goes on only after the paper that suspended it was cancelled. */
static struct nes_err check_resume(struct nes_tx *tx, const struct nes_loan_order *order)
{
    struct nes_loan_order_ended_row ended;
    struct nes_loan_order suspension;
    bool over;

    if (nes_id_none(order->cancels.id)) {
        return NES_REFUSE(LOAN_ORDER_CANCELS, "cancels");
    }
    NES_TRY(nes_loan_order_find(tx, order->cancels, false, &suspension));
    NES_TRY(nes_loan_order_ended(tx, order->cancels, &ended, &over));
    if (over || suspension.kind != NES_ORDER_SUSPEND || suspension.state != NES_ORDER_DONE ||
        !nes_id_eq(suspension.loan.id, order->loan.id)) {
        return NES_REFUSE(LOAN_ORDER_CANCELS, "cancels");
    }
    return order->received_on.day < suspension.received_on.day ? NES_REFUSE(LOAN_ORDER_DAY, "received_on") : NES_FINE;
}

/* RULE 13.4.c: a verdict about a microcredit that was paid to the end opens the way of its money back, once. */
static struct nes_err check_closed(struct nes_tx *tx, const struct nes_loan_order *order)
{
    struct nes_loan_order_written_off_row before;

    if (order->kind != NES_ORDER_WRITE_OFF || order->guilty) {
        return NES_REFUSE(LOAN_ORDER_STATE, "kind");
    }
    NES_TRY(nes_loan_order_written_off(tx, order->loan, &before));
    return before.n > 0 ? NES_REFUSE(LOAN_ORDER_STATE, "kind") : NES_FINE;
}

/* Whether it can be done to the loan as it stands today. */
static struct nes_err check(struct nes_tx *tx, const struct nes_loan_order *order, const struct nes_loan_record *record)
{
    struct nes_date today = nes_date_at(nes_tx_now(tx));
    struct nes_loan_view view;

    if (order->received_on.day > today.day || order->received_on.day < record->signed_on.day) {
        return NES_REFUSE(LOAN_ORDER_DAY, "received_on");
    }
    if (record->state == NES_LOAN_CLOSED) {
        return check_closed(tx, order);
    }
    NES_TRY(nes_loan_look(nes_tx_arena(tx), record, today, false, &view));
    if (record->state != NES_LOAN_OPEN || (order->kind == NES_ORDER_SUSPEND && view.state.suspended) ||
        (order->kind == NES_ORDER_RESUME && !view.state.suspended)) {
        return NES_REFUSE(LOAN_ORDER_STATE, "kind");
    }
    return order->kind == NES_ORDER_RESUME ? check_resume(tx, order) : NES_FINE;
}

/* RULE 13.2.a RULE 13.4.a: the last day for it, by the rules of the day on which the paper came. */
static struct nes_err set_term(struct nes_tx *tx, struct nes_loan_order *order)
{
    struct nes_calendar calendar;
    struct nes_policy policy;
    int64_t days;

    order->due_on = (struct nes_date){ 0 };
    if (order->kind != NES_ORDER_SUSPEND && order->kind != NES_ORDER_WRITE_OFF) {
        return NES_FINE;
    }
    NES_TRY(nes_policy_load(tx, &policy));
    if (order->kind == NES_ORDER_SUSPEND) {
        NES_TRY(nes_policy_whole(&policy, NES_POLICY_SUSPENSION, order->received_on, &days));
        order->due_on.day = order->received_on.day + (int32_t)days;
        return NES_FINE;
    }
    NES_TRY(nes_policy_whole(&policy, NES_POLICY_WRITE_OFF, order->received_on, &days));
    NES_TRY(nes_policy_calendar(tx, &calendar));
    return nes_calendar_add(&calendar, order->received_on, (int32_t)days, &order->due_on);
}

struct nes_err nes_loan_order_propose(struct nes_tx *tx, struct nes_loan_order *order)
{
    struct nes_loan_record record;
    int64_t added;

    NES_TRY(nes_loan_find(tx, order->loan, true, &record));
    NES_TRY(check(tx, order, &record));
    NES_TRY(set_term(tx, order));
    order->state = NES_ORDER_PROPOSED;
    order->client = record.client;
    order->number = record.number;
    order->version = 1;
    NES_TRY(nes_loan_order_insert(tx, &(struct nes_loan_order_insert_in){
                                          order->id, order->loan, nes_str_of(kinds[order->kind]), order->paper,
                                          order->received_on, order->due_on, order->cancels, order->back,
                                          order->guilty, order->amount, order->maker, nes_tx_now(tx) },
                                  &added));
    return added == 1 ? NES_FINE : NES_FAIL(LOAN_ORDER_OPEN, "loan");
}

/* --- the decision --- */

static struct nes_event event_of(const struct nes_loan_order *order, struct nes_date today)
{
    static const enum nes_event_kind events[] = { [NES_ORDER_SUSPEND] = NES_EVENT_SUSPEND,
                                                  [NES_ORDER_RESUME] = NES_EVENT_RESUME,
                                                  [NES_ORDER_FORGIVE] = NES_EVENT_FORGIVE,
                                                  [NES_ORDER_WRITE_OFF] = NES_EVENT_WRITE_OFF };
    bool from_receipt = order->kind == NES_ORDER_SUSPEND || order->kind == NES_ORDER_RESUME;
    struct nes_event event = { .kind = events[order->kind], .day = from_receipt ? order->received_on : today };

    if (order->kind == NES_ORDER_FORGIVE) {
        event.amount = order->amount;
    }
    event.back = order->kind == NES_ORDER_RESUME && order->back;
    event.reason = order->kind == NES_ORDER_SUSPEND ? order->paper : event.reason;
    return event;
}

static int64_t given_up(const struct nes_state *state)
{
    const struct nes_debt *written = &state->written_off;

    return state->forgiven.tiyn + written->principal.tiyn + written->remuneration.tiyn + written->penalty.tiyn +
           written->costs.tiyn;
}

static struct nes_err add_event(struct nes_tx *tx, struct nes_loan_order *order, struct nes_loan_record *record)
{
    struct nes_date today = nes_date_at(nes_tx_now(tx));
    struct nes_event event = event_of(order, today);
    struct nes_arena *arena = nes_tx_arena(tx);
    struct nes_loan_view before, after;

    NES_TRY(nes_loan_look(arena, record, today, false, &before));
    NES_TRY(nes_loan_add_event(tx, record, &event, order->id.id));
    NES_TRY(nes_loan_look(arena, record, today, false, &after));
    order->amount.tiyn = given_up(&after.state) - given_up(&before.state);
    return NES_FINE;
}

static struct nes_err add_leaf(struct nes_tx *tx, const struct nes_loan_order *order, struct nes_leaf_id *id)
{
    struct nes_leaf leaf = { .kind = nes_str_of(leaves[order->kind]), .actor = NES_LEAF_STAFF };

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("order"), order->id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("loan"), order->loan.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), order->client.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("maker"), order->maker };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("checker"), order->checker };
    return nes_audit_add(tx, &leaf, id);
}

/* RULE 13.2.d: at once, well within the term. RULE 13.3.a: only with the resumption who is late is told of it again. */
static struct nes_err tell(struct nes_tx *tx, const struct nes_loan_order *order, const struct nes_loan_record *record)
{
    bool resumes = order->kind == NES_ORDER_RESUME;
    struct nes_notice_id notice;

    if (order->kind != NES_ORDER_SUSPEND && !resumes) {
        return NES_FINE;
    }
    NES_TRY(nes_notice_send(tx, order->client, resumes ? NES_NOTICE_RESUMED : NES_NOTICE_SUSPENDED, order->checker,
                            &notice));
    return resumes && record->overdue_since.day > 0
               ? nes_notice_send(tx, order->client, NES_NOTICE_OVERDUE, order->checker, &notice)
               : NES_FINE;
}

struct nes_err nes_loan_order_settle(struct nes_tx *tx, struct nes_loan_order *order, struct nes_id checker,
                                     bool approve)
{
    struct nes_loan_record record;
    struct nes_leaf_id leaf = { 0 };
    int64_t decided;

    if (nes_id_eq(order->maker, checker)) {
        return NES_REFUSE(LOAN_ORDER_MAKER, "order");
    }
    if (order->state != NES_ORDER_PROPOSED) {
        return NES_FAIL(LOAN_ORDER_DECIDED, "order");
    }
    order->checker = checker;
    order->state = approve ? NES_ORDER_DONE : NES_ORDER_REJECTED;
    order->decided_at = nes_tx_now(tx);
    if (approve) {
        NES_TRY(nes_loan_find(tx, order->loan, true, &record));
        NES_TRY(check(tx, order, &record));
        NES_TRY(add_event(tx, order, &record));
        NES_TRY(add_leaf(tx, order, &leaf));
        NES_TRY(tell(tx, order, &record));
    }
    NES_TRY(nes_loan_order_decide(tx, &(struct nes_loan_order_decide_in){ order->id, nes_str_of(states[order->state]),
                                                                          checker, order->decided_at, order->amount,
                                                                          leaf },
                                  &decided));
    order->version++;
    return decided == 1 ? NES_FINE : NES_FAIL(LOAN_ORDER_DECIDED, "order");
}

/* --- reading --- */

static struct nes_loan_order order_of(const struct nes_loan_order_by_id_row *row)
{
    return (struct nes_loan_order){
        .id = row->id, .cancels = row->cancels_id, .loan = row->loan_id, .client = row->client_id,
        .kind = (enum nes_loan_order_kind)nes_str_place(kinds, NES_LEN(kinds), row->kind),
        .state = (enum nes_loan_order_state)nes_str_place(states, NES_LEN(states), row->state),
        .number = row->number, .paper = row->paper, .received_on = row->received_on, .due_on = row->due_on,
        .back = row->back, .guilty = row->guilty, .amount = row->amount, .maker = row->maker, .checker = row->checker,
        .decided_at = row->decided_at, .version = row->version,
    };
}

struct nes_err nes_loan_order_find(struct nes_tx *tx, struct nes_loan_order_id id, bool lock,
                                   struct nes_loan_order *out)
{
    struct nes_loan_order_lock_row locked;
    struct nes_loan_order_by_id_row row;

    if (lock) {
        NES_TRY(nes_loan_order_lock(tx, id, &locked));
    }
    NES_TRY(nes_loan_order_by_id(tx, id, &row));
    *out = order_of(&row);
    return NES_FINE;
}

static struct nes_loan_orders orders_of(struct nes_tx *tx, const struct nes_loan_order_by_id_row *rows, size_t len)
{
    struct nes_loan_orders orders = { NES_NEW_MANY(nes_tx_arena(tx), struct nes_loan_order, len + 1), len };

    for (size_t i = 0; i < len; i++) {
        orders.rows[i] = order_of(&rows[i]);
    }
    return orders;
}

struct nes_err nes_loan_orders_of(struct nes_tx *tx, struct nes_loan_id loan, struct nes_loan_orders *out)
{
    struct nes_loan_order_list_rows found;

    NES_TRY(nes_loan_order_list(tx, loan, &found));
    *out = orders_of(tx, found.rows, found.len);
    return NES_FINE;
}

struct nes_err nes_loan_orders_open(struct nes_tx *tx, struct nes_loan_orders *out)
{
    struct nes_loan_order_waiting_rows found;

    NES_TRY(nes_loan_order_waiting(tx, &found));
    *out = orders_of(tx, found.rows, found.len);
    return NES_FINE;
}
