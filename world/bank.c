/* world/bank.c: the bank as its client the organisation reaches it (docs/wire/bank.md). */
#include "world/bank.h"

#include <poll.h>
#include <string.h>

#include "json/json.h"
#include "world/world_faults.h"
#include "world/bank_sql.h"
#include "world/partner.h"

struct to {
    struct nes_str iban, name, identifier, kbe;
};
static const struct nes_field to_fields[] = {
    NES_FIELD(struct to, iban,       .required = true, .min = 20, .max = 20),
    NES_FIELD(struct to, name,       .required = true, .min = 1),
    NES_FIELD(struct to, identifier, .required = true, .min = 12, .max = 12),
    NES_FIELD(struct to, kbe,        .required = true, .min = 2, .max = 2),
};
static const struct nes_shape to_shape = NES_SHAPE(struct to, to_fields, .as = "bank_to");

struct order {
    struct nes_id id;
    struct nes_money amount;
    struct nes_str from;
    struct to to;
    struct nes_str knp, purpose;
};
static const struct nes_field order_fields[] = {
    NES_FIELD(struct order, id,      .required = true, .loose = true),
    NES_FIELD(struct order, amount,  .required = true, .min = 1, .max = INT64_MAX),
    NES_FIELD(struct order, from,    .required = true, .min = 20, .max = 20),
    NES_FIELD(struct order, to,      .required = true, .shape = &to_shape),
    NES_FIELD(struct order, knp,     .required = true, .min = 3, .max = 3),
    NES_FIELD(struct order, purpose, .required = true, .min = 1, .max = 400),
};
static const struct nes_shape order_shape = NES_SHAPE(struct order, order_fields, .as = "bank_order");

struct status {
    struct nes_id id;
    struct nes_str status, reason, ref;
    struct nes_money amount;
    bool has_amount;
    struct nes_date value_on;
};
static const struct nes_field status_fields[] = {
    NES_FIELD(struct status, id),
    NES_FIELD(struct status, status, .required = true),
    NES_FIELD(struct status, reason),
    NES_MAYBE(struct status, amount),
    NES_FIELD(struct status, ref),
    NES_FIELD(struct status, value_on),
};
static const struct nes_shape status_view = NES_SHAPE(struct status, status_fields, .as = "bank_status");

struct asked {
    struct nes_id id;
};
static const struct nes_field asked_fields[] = { NES_FIELD(struct asked, id, .required = true, .loose = true) };
static const struct nes_shape asked_shape = NES_SHAPE(struct asked, asked_fields, .as = "bank_question");

struct whose {
    struct nes_id id;
    struct nes_str iban, identifier;
};
static const struct nes_field whose_fields[] = {
    NES_FIELD(struct whose, id,         .required = true, .loose = true),
    NES_FIELD(struct whose, iban,       .required = true, .min = 20, .max = 20),
    NES_FIELD(struct whose, identifier, .required = true, .min = 12, .max = 12),
};
static const struct nes_shape whose_shape = NES_SHAPE(struct whose, whose_fields, .as = "bank_whose");

struct holder {
    struct nes_id id;
    struct nes_str holder;
};
static const struct nes_field holder_fields[] = { NES_FIELD(struct holder, id), NES_FIELD(struct holder, holder) };
static const struct nes_shape holder_view = NES_SHAPE(struct holder, holder_fields, .as = "bank_holder");

struct day {
    struct nes_str iban;
    struct nes_date day;
};
static const struct nes_field day_fields[] = {
    NES_FIELD(struct day, iban, .required = true, .min = 20, .max = 20),
    NES_FIELD(struct day, day,  .required = true),
};
static const struct nes_shape day_shape = NES_SHAPE(struct day, day_fields, .as = "bank_day");

/* --- reading a signed call --- */

static struct nes_err pay_read(struct nes_req *req, struct nes_reply *reply)
{
    (void)reply;
    return nes_world_read(req, nes_world_of(req)->bank_key, "payments", &order_shape);
}

static struct nes_err ask_read(struct nes_req *req, struct nes_reply *reply)
{
    (void)reply;
    return nes_world_read(req, nes_world_of(req)->bank_key, "questions", &asked_shape);
}

static struct nes_err whose_read(struct nes_req *req, struct nes_reply *reply)
{
    (void)reply;
    return nes_world_read(req, nes_world_of(req)->bank_key, "holders", &whose_shape);
}

static struct nes_err day_read(struct nes_req *req, struct nes_reply *reply)
{
    (void)reply;
    return nes_world_read(req, nes_world_of(req)->bank_key, "statements", &day_shape);
}

/* --- accounts and entries --- */

static struct nes_str full_name(struct nes_arena *arena, const struct nes_world_person *person)
{
    struct nes_buf buf = nes_buf_begin(arena, 400);

    nes_buf_add(&buf, person->last);
    nes_buf_byte(&buf, ' ');
    nes_buf_add(&buf, person->first);
    if (person->patronymic.len > 0) {
        nes_buf_byte(&buf, ' ');
        nes_buf_add(&buf, person->patronymic);
    }
    return (struct nes_str){ buf.ptr, buf.len };
}

static void of_people(struct nes_arena *arena, const struct nes_world_people *people, struct nes_bank_side *side)
{
    struct nes_str holder = nes_world_holder(people, side->iban);
    const struct nes_world_person *person = nes_world_by_iin(people, holder);
    const struct nes_world_company *company = person ? NULL : nes_world_by_bin(people, holder);

    side->known = side->open = person || company;
    side->identifier = holder;
    side->name = person ? full_name(arena, person) : company ? company->name_ru : (struct nes_str){ 0 };
}

struct nes_err nes_bank_holder(struct nes_tx *tx, const struct nes_world_people *people, struct nes_str iban,
                               struct nes_bank_side *out)
{
    struct nes_world_bank_account_of_row row;

    *out = (struct nes_bank_side){ .iban = iban };
    NES_TRY(nes_world_bank_account_of(tx, iban, &row, &out->known));
    if (!out->known) {
        of_people(nes_tx_arena(tx), people, out);
        return NES_FINE;
    }
    out->identifier = row.identifier;
    out->name = row.name;
    out->open = row.is_open;
    return NES_FINE;
}

static struct nes_err add_entry(struct nes_tx *tx, const struct nes_bank_move *move, bool in)
{
    const struct nes_bank_side *side = in ? &move->to : &move->from, *other = in ? &move->from : &move->to;
    struct nes_world_bank_entry_last_row last;

    NES_TRY(nes_world_bank_entry_last(tx, &last));
    return nes_world_bank_entry_add(tx, &(struct nes_world_bank_entry_add_in){
                                            last.nr + 1, side->iban, in, move->amount, move->day, other->iban,
                                            other->name, other->identifier, move->purpose, move->order });
}

struct nes_err nes_bank_moved(struct nes_tx *tx, const struct nes_bank_move *move)
{
    NES_TRY(add_entry(tx, move, false));
    return add_entry(tx, move, true);
}

struct nes_err nes_bank_is_open(struct nes_tx *tx, bool *open)
{
    struct nes_world_bank_desk_row row;

    NES_TRY(nes_world_bank_desk(tx, &row));
    *open = row.is_open;
    return NES_FINE;
}

static struct nes_err execute(struct nes_tx *tx, const struct nes_world_people *people, struct nes_id id)
{
    struct nes_bank_move move = { .day = nes_date_at(nes_tx_now(tx)), .order = id };
    struct nes_world_bank_order_of_row row;
    bool found;

    NES_TRY(nes_world_bank_order_of(tx, id, &row, &found));
    NES_TRY(nes_bank_holder(tx, people, row.payer, &move.from));
    move.to = (struct nes_bank_side){ .iban = row.iban, .identifier = row.identifier, .name = row.name };
    move.amount = row.amount;
    move.purpose = row.purpose;
    NES_TRY(nes_bank_moved(tx, &move));
    return nes_world_bank_order_executed(tx, id, move.day);
}

struct nes_err nes_bank_desk_turn(struct nes_tx *tx, const struct nes_world_people *people, bool open)
{
    struct nes_world_bank_accepted_rows rows = { 0 };

    NES_TRY(nes_world_bank_desk_set(tx, open));
    if (open) {
        NES_TRY(nes_world_bank_accepted(tx, &rows));
    }
    for (size_t i = 0; i < rows.len; i++) {
        NES_TRY(execute(tx, people, rows.rows[i].id));
    }
    return NES_FINE;
}

/* --- orders --- */

/* Why the bank will not: the receiver's account, whose it is, the form; empty: it will. */
static struct nes_err reason_of(struct nes_req *req, const struct order *order, struct nes_str *out)
{
    struct nes_bank_side side;

    NES_TRY(nes_bank_holder(req->tx, nes_world_of(req)->people, order->to.iban, &side));
    *out = !side.known || !side.open                                           ? NES_STR("account")
           : !nes_str_eq(side.identifier, order->to.identifier)          ? NES_STR("holder")
                                                                         : (struct nes_str){ 0 };
    return NES_FINE;
}

static struct nes_err take_order(struct nes_req *req, const struct order *order)
{
    struct nes_tx *tx = req->tx;
    struct nes_world_bank_order_add_in in = {
        order->id, NES_STR("accepted"), order->amount, order->from, order->to.iban, order->to.name,
        order->to.identifier, order->purpose, { 0 }, { 0 }, nes_tx_now(tx)
    };
    int64_t added;
    bool open;

    NES_TRY(reason_of(req, order, &in.reason));
    if (in.reason.len > 0) {
        in.status = NES_STR("rejected");
    }
    in.reason = in.reason.len > 0 ? in.reason : NES_STR("");
    NES_TRY(nes_world_bank_order_add(tx, &in, &added));
    if (added == 0) {
        return NES_FAIL(WORLD_OTHER, NULL);
    }
    NES_TRY(nes_bank_is_open(tx, &open));
    return open && in.reason.len == 0 ? execute(tx, nes_world_of(req)->people, order->id) : NES_FINE;
}

static struct nes_err tell_status(struct nes_req *req, struct nes_reply *reply, struct nes_id id)
{
    struct nes_world_bank_order_of_row row;
    struct status status = { .id = id };
    bool found;

    NES_TRY(nes_world_bank_order_of(req->tx, id, &row, &found));
    if (!found) {
        return NES_FAIL(NOT_FOUND, NULL);
    }
    status.status = row.status;
    status.reason = row.reason.len > 0 ? row.reason : status.reason;
    if (nes_str_is(row.status, "executed")) {
        status.amount = row.amount;
        status.has_amount = true;
        status.ref = nes_id_str(req->arena, id);
        status.value_on = row.value_on;
    }
    return nes_reply_ok(reply, &status_view, &status);
}

static void hold(enum nes_behave behave)
{
    if (behave == NES_BEHAVE_SLOW || behave == NES_BEHAVE_SILENT) {
        (void)poll(NULL, 0, behave == NES_BEHAVE_SLOW ? 4'000 : 20'000);
    }
}

/* A lie: another amount of an order that was never taken. */
static struct nes_err lie(struct nes_reply *reply, const struct order *order, struct nes_date day)
{
    struct status status = { .id = order->id, .status = NES_STR("executed"), .amount = { order->amount.tiyn / 10 + 1 },
                             .has_amount = true, .ref = NES_STR("lie"), .value_on = day };

    return nes_reply_ok(reply, &status_view, &status);
}

static struct nes_err pay_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct order *order = req->prepared;
    enum nes_behave behave;

    NES_TRY(nes_behave_next(req->tx, "bank.pay", &behave));
    if (behave == NES_BEHAVE_LATER) {
        return NES_REFUSE(WORLD_LATER, NULL);
    }
    if (behave == NES_BEHAVE_LIE) {
        return lie(reply, order, req->today);
    }
    NES_TRY(take_order(req, order));
    hold(behave);
    if (behave == NES_BEHAVE_BROKEN || behave == NES_BEHAVE_SILENT) {
        return NES_REFUSE(WORLD_BROKEN, NULL);
    }
    return tell_status(req, reply, order->id);
}

static struct nes_err ask_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct asked *asked = req->prepared;
    enum nes_behave behave;

    NES_TRY(nes_behave_next(req->tx, "bank.ask", &behave));
    if (behave == NES_BEHAVE_LATER) {
        return NES_REFUSE(WORLD_LATER, NULL);
    }
    hold(behave);
    if (behave == NES_BEHAVE_BROKEN || behave == NES_BEHAVE_SILENT || behave == NES_BEHAVE_LIE) {
        return NES_REFUSE(WORLD_BROKEN, NULL);
    }
    return tell_status(req, reply, asked->id);
}

/* --- holders, statements --- */

static struct nes_err whose_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct whose *whose = req->prepared;
    struct holder holder = { whose->id, NES_STR("unknown") };
    struct nes_bank_side side;
    enum nes_behave behave;

    NES_TRY(nes_behave_next(req->tx, "bank.holder", &behave));
    if (behave == NES_BEHAVE_LATER) {
        return NES_REFUSE(WORLD_LATER, NULL);
    }
    if (behave == NES_BEHAVE_LIE) {
        holder = (struct holder){ { { 0 } }, NES_STR("same") };
        return nes_reply_ok(reply, &holder_view, &holder);
    }
    hold(behave);
    if (behave == NES_BEHAVE_BROKEN || behave == NES_BEHAVE_SILENT) {
        return NES_REFUSE(WORLD_BROKEN, NULL);
    }
    NES_TRY(nes_bank_holder(req->tx, nes_world_of(req)->people, whose->iban, &side));
    if (side.known && side.open) {
        holder.holder = nes_str_eq(side.identifier, whose->identifier) ? NES_STR("same") : NES_STR("other");
    }
    return nes_reply_ok(reply, &holder_view, &holder);
}

static struct nes_err day_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct day *day = req->prepared;
    enum nes_behave behave;
    struct nes_str xml;

    NES_TRY(nes_behave_next(req->tx, "bank.statement", &behave));
    if (behave == NES_BEHAVE_LATER) {
        return NES_REFUSE(WORLD_LATER, NULL);
    }
    hold(behave);
    if (behave == NES_BEHAVE_BROKEN || behave == NES_BEHAVE_SILENT || behave == NES_BEHAVE_LIE) {
        return NES_REFUSE(WORLD_BROKEN, NULL);
    }
    NES_TRY(nes_bank_camt(req->tx, day->iban, day->day, &xml));
    return nes_reply_bytes(reply, xml, (struct nes_str){ 0 });
}

#define BANK_FAILS NES_FAULTS(WORLD_SIGNATURE, WORLD_FORM, WORLD_OTHER, WORLD_LATER, WORLD_BROKEN, NOT_FOUND)

static const struct nes_route routes[] = {
    { NES_POST, "/bank/payments", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true, .gives = &status_view,
      .fails = BANK_FAILS, .prepare = pay_read, .run = pay_run, .rules = "-", .doc = "Take an order." },
    { NES_POST, "/bank/questions", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true, .gives = &status_view,
      .fails = BANK_FAILS, .prepare = ask_read, .run = ask_run, .rules = "-", .doc = "What became of an order." },
    { NES_POST, "/bank/holders", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true, .gives = &holder_view,
      .fails = BANK_FAILS, .prepare = whose_read, .run = whose_run, .rules = "-", .doc = "Whose an account is." },
    { NES_POST, "/bank/statements", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true,
      .gives_type = "application/xml", .fails = BANK_FAILS, .prepare = day_read, .run = day_run, .rules = "-",
      .doc = "The entries of an account on a day." },
};
const struct nes_resource nes_world_bank_resource = NES_RESOURCE("bank", routes);
