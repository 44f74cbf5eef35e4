#include "payment/early.h"

#include <string.h>

#include "audit/audit.h"
#include "notice/notice.h"
#include "payment/early_sql.h"

static const char *const ways[] = { [NES_EARLY_WAY_FULL] = "full", [NES_EARLY_WAY_SHORTEN] = "shorten",
                                    [NES_EARLY_WAY_LOWER] = "lower" };
static const char *const states[] = { [NES_EARLY_ASKED] = "asked", [NES_EARLY_AGREED] = "agreed",
                                      [NES_EARLY_DONE] = "done", [NES_EARLY_WITHDRAWN] = "withdrawn" };

const char *nes_early_way_word(enum nes_early_way way)
{
    NES_ASSERT(way >= NES_EARLY_WAY_FULL && way <= NES_EARLY_WAY_LOWER);
    return ways[way];
}

const char *nes_early_state_word(enum nes_early_state state)
{
    NES_ASSERT(state >= NES_EARLY_ASKED && state <= NES_EARLY_WITHDRAWN);
    return states[state];
}

/* --- what it would do --- */

static struct nes_id made_up(size_t nth)
{
    struct nes_id id;

    memset(id.b, 0xff, sizeof(id.b)); /* behind all events of its day, as what arrives next is */
    id.b[14] = (uint8_t)(nth >> 8);
    id.b[15] = (uint8_t)nth;
    return id;
}

static struct nes_event event_of(const struct nes_early_money *money)
{
    bool full = money->way == NES_EARLY_WAY_FULL;

    return (struct nes_event){ .id = made_up(0),
                               .day = money->on,
                               .kind = full ? NES_EVENT_PAYOFF : NES_EVENT_EARLY_REPAYMENT,
                               .amount = money->amount,
                               .mode = money->way == NES_EARLY_WAY_LOWER ? NES_EARLY_LOWER : NES_EARLY_SHORTEN };
}

/* Paid to the end as agreed: what the loan costs in all. */
static struct nes_err to_the_end(struct nes_arena *arena, const struct nes_loan_record *record, struct nes_date on,
                                 struct nes_early_rest *rest)
{
    struct nes_loan_record paid = *record;
    struct nes_event *next = nes_loan_room(arena, &paid, (size_t)rest->count + 1);
    struct nes_date end = on;
    struct nes_loan_view view;

    rest->due = (struct nes_money){ 0 };
    for (int32_t i = 0; i < rest->count; i++) {
        struct nes_money due = { rest->rows[i].principal.tiyn + rest->rows[i].remuneration.tiyn };

        NES_TRY(nes_money_add(rest->due, due, &rest->due));
        if (due.tiyn > 0) {
            *next++ = (struct nes_event){ .id = made_up((size_t)i + 1), .day = rest->rows[i].date,
                                          .kind = NES_EVENT_PAYMENT, .amount = due };
            paid.loan.event_count++;
        }
        end = rest->rows[i].date;
    }
    NES_TRY(nes_loan_look(arena, &paid, end, false, &view));
    rest->remuneration = view.state.earned;
    return NES_FINE;
}

struct nes_err nes_early_none(struct nes_arena *arena, const struct nes_loan_record *record, struct nes_date on,
                              struct nes_early_rest *out)
{
    struct nes_loan_view view;

    NES_TRY(nes_loan_look(arena, record, on, false, &view));
    out->rows = nes_fold_rows(view.fold, &out->count);
    return to_the_end(arena, record, on, out);
}

struct nes_err nes_early_payoff(struct nes_arena *arena, const struct nes_loan_record *record, struct nes_date on,
                                struct nes_money *out)
{
    struct nes_loan_view view;

    NES_TRY(nes_loan_look(arena, record, on, false, &view));
    *out = view.state.payoff;
    return NES_FINE;
}

static int64_t principal_of(const struct nes_row *rows, int32_t count)
{
    int64_t sum = 0;

    for (int32_t i = 0; i < count; i++) {
        sum += rows[i].principal.tiyn;
    }
    return sum;
}

struct nes_err nes_early_rest(struct nes_arena *arena, const struct nes_loan_record *record,
                              const struct nes_early_money *money, struct nes_early_rest *out)
{
    bool part = money->way != NES_EARLY_WAY_FULL;
    struct nes_loan_record after = *record;
    struct nes_loan_view view;
    const struct nes_row *rows;
    int64_t before;
    int32_t count;

    NES_TRY(nes_loan_look(arena, record, money->on, false, &view));
    rows = nes_fold_rows(view.fold, &count);
    before = principal_of(rows, count);
    if (part && money->amount.tiyn >= view.state.payoff.tiyn) {
        return NES_FAIL(EARLY_ALL, "amount");
    }
    *nes_loan_room(arena, &after, 1) = event_of(money);
    after.loan.event_count++;
    NES_TRY(nes_loan_look(arena, &after, money->on, false, &view));
    out->rows = nes_fold_rows(view.fold, &out->count);
    if (part && principal_of(out->rows, out->count) >= before) {
        return NES_FAIL(EARLY_SMALL, "amount");
    }
    return to_the_end(arena, &after, money->on, out);
}

/* --- the wish --- */

/* What is confirmed, to the tiyn: the rows are those of the day it was counted for. */
static struct nes_hash hash_of(const struct nes_crypto *crypto, struct nes_arena *arena, const struct nes_early *early,
                               const struct nes_early_rest *rest)
{
    struct nes_buf buf = nes_buf_begin(arena, 200 + (size_t)rest->count * 80);

    nes_buf_addz(&buf, "nesie early 1 ");
    nes_buf_hex(&buf, early->id.id.b, sizeof(early->id.id.b));
    nes_buf_byte(&buf, ' ');
    nes_buf_hex(&buf, early->loan.id.b, sizeof(early->loan.id.b));
    nes_buf_byte(&buf, ' ');
    nes_buf_addz(&buf, nes_early_way_word(early->way));
    nes_buf_byte(&buf, ' ');
    nes_buf_int(&buf, early->amount.tiyn);
    nes_buf_byte(&buf, ' ');
    nes_buf_int(&buf, early->pay_on.day);
    nes_buf_byte(&buf, ' ');
    nes_buf_int(&buf, early->until.day);
    for (int32_t i = 0; i < rest->count; i++) {
        nes_buf_byte(&buf, '\n');
        nes_buf_int(&buf, rest->rows[i].date.day);
        nes_buf_byte(&buf, ' ');
        nes_buf_int(&buf, rest->rows[i].principal.tiyn);
        nes_buf_byte(&buf, ' ');
        nes_buf_int(&buf, rest->rows[i].remuneration.tiyn);
    }
    return nes_sha256(crypto, (struct nes_str){ buf.ptr, buf.len });
}

static struct nes_err add_leaf(struct nes_tx *tx, const char *kind, const struct nes_early *early,
                               enum nes_leaf_actor actor)
{
    struct nes_leaf leaf = { .kind = nes_str_of(kind), .actor = actor };
    struct nes_leaf_id id;

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("early"), early->id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("loan"), early->loan.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), early->client.id };
    leaf.hash[leaf.hashes++] = (struct nes_leaf_hash){ NES_LEAF_CONTENT, NES_STR("terms"), early->hash };
    return nes_audit_add(tx, &leaf, &id);
}

struct nes_err nes_early_ask(struct nes_tx *tx, const struct nes_crypto *crypto, const struct nes_loan_record *record,
                             struct nes_early *early)
{
    struct nes_arena *arena = nes_tx_arena(tx);
    struct nes_date today = nes_date_at(nes_tx_now(tx));
    struct nes_early_rest rest;

    if (record->state != NES_LOAN_OPEN) {
        return NES_FAIL(LINE_LOAN, "loan");
    }
    if (early->pay_on.day < today.day || early->pay_on.day > today.day + NES_EARLY_DAYS) {
        return NES_FAIL(EARLY_DAY, "on");
    }
    if (early->way == NES_EARLY_WAY_FULL) {
        NES_TRY(nes_early_payoff(arena, record, early->pay_on, &early->amount));
        if (early->amount.tiyn <= 0) { /* what was paid before does it on its day */
            return NES_FAIL(EARLY_SMALL, "amount");
        }
    }
    NES_TRY(nes_early_rest(arena, record, &(struct nes_early_money){ early->way, early->amount, early->pay_on },
                           &rest));
    early->id = (struct nes_early_id){ nes_tx_new_id(tx) };
    early->loan = record->id;
    early->client = record->client;
    early->until = (struct nes_date){ early->pay_on.day + NES_EARLY_DAYS };
    early->state = early->way == NES_EARLY_WAY_FULL ? NES_EARLY_AGREED : NES_EARLY_ASKED;
    early->made_at = nes_tx_now(tx);
    early->hash = hash_of(crypto, arena, early, &rest);
    NES_TRY(nes_early_withdraw_living(tx, early->loan));
    NES_TRY(add_leaf(tx, "early.asked", early, NES_LEAF_CLIENT));
    return nes_early_insert(tx, &(struct nes_early_insert_in){
                                    early->id, early->loan, early->client, nes_str_of(nes_early_way_word(early->way)),
                                    nes_str_of(nes_early_state_word(early->state)), early->amount, early->pay_on,
                                    early->until, { (const char *)early->hash.b, sizeof(early->hash.b) },
                                    early->made_at });
}

struct nes_err nes_early_agree(struct nes_tx *tx, struct nes_early *early, struct nes_evidence_id evidence)
{
    int64_t agreed;

    NES_TRY(nes_early_agree_row(tx, early->id, evidence, &agreed));
    if (agreed == 0) {
        return NES_FAIL(EARLY_STATE, "early");
    }
    early->state = NES_EARLY_AGREED;
    early->evidence = evidence;
    return add_leaf(tx, "early.agreed", early, NES_LEAF_CLIENT);
}

struct nes_err nes_early_withdraw(struct nes_tx *tx, struct nes_early *early)
{
    int64_t withdrawn;

    NES_TRY(nes_early_withdraw_row(tx, early->id, &withdrawn));
    if (withdrawn == 0) {
        return NES_FAIL(EARLY_STATE, "early");
    }
    early->state = NES_EARLY_WITHDRAWN;
    return add_leaf(tx, "early.withdrawn", early, NES_LEAF_CLIENT);
}

static struct nes_early early_of(const struct nes_early_by_id_row *row)
{
    return (struct nes_early){
        .id = row->id, .loan = row->loan_id, .client = row->client_id,
        .way = (enum nes_early_way)nes_str_place(ways, NES_LEN(ways), row->mode),
        .state = (enum nes_early_state)nes_str_place(states, NES_LEN(states), row->state), .amount = row->amount,
        .pay_on = row->pay_on, .until = row->until_on, .hash = nes_hash_from(row->hash), .evidence = row->evidence_id,
        .payment = row->payment_id, .made_at = row->made_at,
    };
}

struct nes_err nes_early_find(struct nes_tx *tx, struct nes_early_id id, struct nes_early *out)
{
    struct nes_early_by_id_row row;

    NES_TRY(nes_early_by_id(tx, id, &row));
    *out = early_of(&row);
    return NES_FINE;
}

struct nes_err nes_earlies_of(struct nes_tx *tx, struct nes_loan_id loan, struct nes_earlies *out)
{
    struct nes_early_of_loan_rows found;

    NES_TRY(nes_early_of_loan(tx, loan, &found));
    *out = (struct nes_earlies){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_early, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = early_of(&found.rows[i]);
    }
    return NES_FINE;
}

/* --- the money --- */

/* The rows that the fold derives are the proposal; stored with the event they are the schedule that was agreed. */
static struct nes_err take_rows(struct nes_arena *arena, const struct nes_loan_record *record,
                                const struct nes_early_money *money, struct nes_event *event)
{
    struct nes_early_rest rest;
    struct nes_err err = nes_early_rest(arena, record, money, &rest);

    if (err.what == &nes_fault_EARLY_ALL || err.what == &nes_fault_EARLY_SMALL) {
        return NES_FINE; /* all is paid, or a delay took it meanwhile: there is no new schedule */
    }
    NES_TRY(err);
    event->rows = rest.rows;
    event->row_count = rest.count;
    return NES_FINE;
}

struct nes_err nes_early_event(struct nes_tx *tx, const struct nes_loan_record *record, struct nes_event *event,
                               struct nes_early *early, bool *fulfils)
{
    struct nes_early_agreed_row row;
    struct nes_early_money money = { .amount = event->amount, .on = event->day };
    struct nes_event wished;

    NES_TRY(nes_early_agreed(tx, record->id, event->day, event->amount, &row, fulfils));
    if (!*fulfils) {
        return NES_FINE;
    }
    NES_TRY(nes_early_find(tx, row.id, early));
    if (event->day.day < nes_date_at(early->made_at).day) { /* it had come before it was wished for */
        *fulfils = false;
        return NES_FINE;
    }
    money.way = early->way;
    wished = event_of(&money);
    event->kind = wished.kind;
    event->mode = wished.mode;
    return early->way == NES_EARLY_WAY_FULL ? NES_FINE : take_rows(nes_tx_arena(tx), record, &money, event);
}

struct nes_err nes_early_book(struct nes_tx *tx, const struct nes_early *early, struct nes_id payment)
{
    struct nes_notice_id notice;
    int64_t booked;

    NES_TRY(nes_early_done(tx, early->id, payment, &booked));
    if (booked == 0) {
        return NES_FAIL(EARLY_STATE, "early");
    }
    NES_TRY(add_leaf(tx, "early.done", early, NES_LEAF_PARTNER));
    return nes_notice_send(tx, early->client, NES_NOTICE_EARLY_DONE, early->client.id, &notice);
}
