/* src/api/loan_terms.c: what two of staff decide about a loan on a paper that came: accrual suspended and resumed,
 * penalty forgiven, the debt written off. RULE 13.2.a RULE 13.3 RULE 13.4.a RULE 13.5 RULE 27 */
#include "api/doors.h"
#include "api/house.h"
#include "calc/fold_faults.h"
#include "http/req.h"
#include "lending/order.h"
#include "policy/policy_faults.h"

static const struct nes_choice kinds[] = { { "suspend", NES_ORDER_SUSPEND },
                                           { "resume", NES_ORDER_RESUME },
                                           { "forgive", NES_ORDER_FORGIVE },
                                           { "write_off", NES_ORDER_WRITE_OFF },
                                           { NULL, 0 } };
static const struct nes_choice states[] = { { "proposed", NES_ORDER_PROPOSED },
                                            { "done", NES_ORDER_DONE },
                                            { "rejected", NES_ORDER_REJECTED },
                                            { NULL, 0 } };

struct wish {
    unsigned kind;
    struct nes_str paper;
    struct nes_date received_on;
    struct nes_loan_order_id cancels;
    bool back, guilty;
    struct nes_money amount;
};
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, kind,        .required = true, .choices = kinds, .words = "What is to be done."),
    NES_FIELD(struct wish, paper,       .required = true, .min = 1, .max = 300,
              .words = "The paper that says so: who gave it, its number and day."),
    NES_FIELD(struct wish, received_on, .required = true, .words = "When the organisation received it."),
    NES_FIELD(struct wish, cancels,     .refers = "order",
              .words = "resume: the suspension of this loan whose paper was cancelled."),
    NES_FIELD(struct wish, back,        .words = "resume: true adds the remuneration that was withheld."),
    NES_FIELD(struct wish, guilty,      .words = "write_off: a court found the client guilty, the claim stays."),
    NES_FIELD(struct wish, amount,      .words = "forgive: at most so much of the penalty; 0: all."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "loan_order_new");

struct view {
    struct nes_loan_order_id id, cancels;
    struct nes_loan_id loan;
    struct nes_str number, paper;
    unsigned kind, state;
    struct nes_date received_on, due_on;
    bool back, guilty;
    struct nes_money amount;
    struct nes_id maker, checker;
    int64_t decided_at;
};
static const struct nes_field view_fields[] = {
    NES_FIELD(struct view, id,          .required = true, .words = "The order."),
    NES_FIELD(struct view, loan,        .required = true, .words = "The loan."),
    NES_FIELD(struct view, number,      .required = true, .words = "Number of its contract."),
    NES_FIELD(struct view, kind,        .required = true, .choices = kinds, .words = "What is to be done."),
    NES_FIELD(struct view, state,       .required = true, .choices = states, .words = "Where it stands."),
    NES_FIELD(struct view, paper,       .required = true, .max = 300, .words = "The paper that says so."),
    NES_FIELD(struct view, received_on, .required = true, .words = "When it came."),
    NES_FIELD(struct view, due_on,      .words = "The last day that the law gives."),
    NES_FIELD(struct view, cancels,     .words = "The suspension that it ends."),
    NES_FIELD(struct view, back,        .words = "true: with the remuneration withheld."),
    NES_FIELD(struct view, guilty,      .words = "true: the claim against the client stays."),
    NES_FIELD(struct view, amount,      .words = "Given up; until it is done, at most so much."),
    NES_FIELD(struct view, maker,       .required = true, .words = "Who proposed it."),
    NES_FIELD(struct view, checker,     .words = "Who decided it."),
    NES_FIELD(struct view, decided_at,  .instant = true, .words = "When."),
};
static const struct nes_shape order_view = NES_SHAPE(struct view, view_fields, .as = "loan_order");

struct views {
    struct { struct view *rows; size_t len; } orders;
};
static const struct nes_field views_fields[] = {
    NES_LIST(struct views, orders, .required = true, .each = &order_view, .max = 200,
             .words = "Of a loan: newest first; of all: the nearest last day first."),
};
static const struct nes_shape orders_view = NES_SHAPE(struct views, views_fields, .as = "loan_orders");

struct decision {
    bool approve;
};
static const struct nes_field decision_fields[] = {
    NES_FIELD(struct decision, approve, .required = true, .words = "false: it is not done."),
};
static const struct nes_shape decision_shape = NES_SHAPE(struct decision, decision_fields, .as = "loan_order_decision");

static struct view view_of(const struct nes_loan_order *order)
{
    return (struct view){ .id = order->id, .cancels = order->cancels, .loan = order->loan, .number = order->number,
                          .paper = order->paper, .kind = order->kind, .state = order->state,
                          .received_on = order->received_on, .due_on = order->due_on, .back = order->back,
                          .guilty = order->guilty, .amount = order->amount, .maker = order->maker,
                          .checker = order->checker, .decided_at = order->decided_at };
}

static struct nes_err show(struct nes_req *req, struct nes_reply *reply, const struct nes_loan_orders *orders)
{
    struct views out;

    NES_NEW_ROWS(req->arena, out.orders, orders->len);
    for (size_t i = 0; i < orders->len; i++) {
        out.orders.rows[i] = view_of(&orders->rows[i]);
    }
    return nes_reply_ok(reply, &orders_view, &out);
}

static struct nes_err order_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                 struct nes_param_row *out)
{
    struct nes_loan_order *order = NES_NEW(req->arena, struct nes_loan_order);

    NES_TRY(nes_loan_order_find(req->tx, (struct nes_loan_order_id){ value->id }, lock, order));
    *out = (struct nes_param_row){ .row = order, .owner = order->client.id, .object = value->id,
                                   .version = order->version };
    return NES_FINE;
}
const struct nes_param nes_order_param = { .name = "order", .kind = NES_PARAM_ID,
                                           .doc = "What is decided about a loan.", .load = order_load };

static struct nes_err order_propose(struct nes_req *req, struct nes_reply *reply)
{
    const struct wish *in = req->body;
    struct nes_loan_order order = { .id = { nes_tx_new_id(req->tx) }, .cancels = in->cancels,
                                    .loan = { nes_req_value(req, "loan")->id },
                                    .kind = (enum nes_loan_order_kind)in->kind, .paper = in->paper,
                                    .received_on = in->received_on, .back = in->back, .guilty = in->guilty,
                                    .amount = in->amount, .maker = req->caller.id };
    struct view out;

    NES_TRY(nes_loan_order_propose(req->tx, &order));
    out = view_of(&order);
    return nes_reply_created(reply, &order_view, &out);
}

static struct nes_err order_decide(struct nes_req *req, struct nes_reply *reply)
{
    const struct decision *in = req->body;
    struct nes_loan_order *order = nes_req_row(req, "order");
    struct view out;

    NES_TRY(nes_loan_order_settle(req->tx, order, req->caller.id, in->approve));
    nes_house_wake(req);
    out = view_of(order);
    return nes_reply_ok(reply, &order_view, &out);
}

static struct nes_err orders_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_loan_orders orders;

    NES_TRY(nes_loan_orders_of(req->tx, (struct nes_loan_id){ nes_req_value(req, "loan")->id }, &orders));
    return show(req, reply, &orders);
}

static struct nes_err waiting_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_loan_orders orders;

    NES_TRY(nes_loan_orders_open(req->tx, &orders));
    return show(req, reply, &orders);
}

#define PROPOSE_FAILS                                                                                                  \
    NES_FAULTS(LOAN_ORDER_DAY, LOAN_ORDER_STATE, LOAN_ORDER_CANCELS, LOAN_ORDER_OPEN, POLICY_MISSING)
#define DECIDE_FAILS                                                                                                   \
    NES_FAULTS(LOAN_ORDER_MAKER, LOAN_ORDER_DECIDED, LOAN_ORDER_DAY, LOAN_ORDER_STATE, LOAN_ORDER_CANCELS, EVENT_DAY)

static const struct nes_route routes[] = {
    { NES_POST, "/v1/loans/{loan}/orders", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_ORDER_PROPOSE,
      .takes = &wish_shape, .gives = &order_view, .fails = PROPOSE_FAILS, .once = true, .run = order_propose,
      .rules = "13.2.a, 13.3, 13.4.a, 13.5, 27",
      .doc = "Propose to suspend, resume, forgive or write off, on a paper that came." },
    { NES_GET, "/v1/loans/{loan}/orders", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_VIEW, .gives = &orders_view,
      .looks = true, .prepare = orders_show, .rules = "13.2.a, 13.4.a, 13.5, 27",
      .doc = "What was decided about a loan." },
    { NES_GET, "/v1/loan-orders", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_ORDER_DECIDE, .gives = &orders_view,
      .prepare = waiting_show, .rules = "13.2.a, 13.4.a, 27", .doc = "What waits for a second person." },
    { NES_POST, "/v1/loan-orders/{order}/decision", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_ORDER_DECIDE,
      .takes = &decision_shape, .gives = &order_view, .fails = DECIDE_FAILS, .once = true, .status = 200,
      .run = order_decide, .rules = "13.2.a, 13.3, 13.4.a, 13.5, 27",
      .doc = "Do, or do not, what another person proposed." },
};
const struct nes_resource nes_loan_terms_resource = NES_RESOURCE("loan_terms", routes);
