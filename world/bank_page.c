/* world/bank_page.c: the bank's counter: who has which account, who pays whom, whether it works; and its books to look
 * at. */
#include "world/bank.h"
#include "world/world_faults.h"
#include "world/bank_sql.h"

struct account {
    struct nes_str iban, identifier, name;
    bool is_open;
};
static const struct nes_field account_fields[] = {
    NES_FIELD(struct account, iban,       .required = true, .min = 20, .max = 20, .words = "The account."),
    NES_FIELD(struct account, identifier, .required = true, .min = 12, .max = 12, .words = "IIN or BIN of the holder."),
    NES_FIELD(struct account, name,       .required = true, .min = 1, .words = "The holder."),
    NES_FIELD(struct account, is_open,    .required = true, .words = "false: closed."),
};
static const struct nes_shape account_shape = NES_SHAPE(struct account, account_fields, .as = "bank_account");

struct transfer {
    struct nes_str from, to, purpose;
    struct nes_money amount;
};
static const struct nes_field transfer_fields[] = {
    NES_FIELD(struct transfer, from,    .required = true, .min = 20, .max = 20, .words = "The payer's account."),
    NES_FIELD(struct transfer, to,      .required = true, .min = 20, .max = 20, .words = "The receiver's account."),
    NES_FIELD(struct transfer, amount,  .required = true, .min = 1, .max = INT64_MAX, .words = "How much."),
    NES_FIELD(struct transfer, purpose, .required = true, .max = 400, .words = "What for."),
};
static const struct nes_shape transfer_shape = NES_SHAPE(struct transfer, transfer_fields, .as = "bank_transfer");

struct desk {
    bool open;
};
static const struct nes_field desk_fields[] = {
    NES_FIELD(struct desk, open, .required = true, .words = "false: orders are accepted and wait."),
};
static const struct nes_shape desk_shape = NES_SHAPE(struct desk, desk_fields, .as = "bank_desk");

static struct nes_err account_put(struct nes_req *req, struct nes_reply *reply)
{
    const struct account *in = req->body;
    int64_t added;

    NES_TRY(nes_world_bank_account_add(req->tx, in->iban, in->identifier, in->name, in->is_open, &added));
    if (added == 0) {
        NES_TRY(nes_world_bank_account_set(req->tx, in->iban, in->identifier, in->name, in->is_open));
    }
    return nes_reply_none(reply);
}

static struct nes_err transfer_add(struct nes_req *req, struct nes_reply *reply)
{
    const struct transfer *in = req->body;
    struct nes_bank_move move = { .amount = in->amount, .day = nes_date_at(nes_tx_now(req->tx)),
                                  .purpose = in->purpose };
    const struct nes_world_people *people = nes_world_of(req)->people;

    NES_TRY(nes_bank_holder(req->tx, people, in->from, &move.from));
    NES_TRY(nes_bank_holder(req->tx, people, in->to, &move.to));
    if (!move.from.known || !move.to.known) {
        return NES_FAIL(WORLD_FORM, "from");
    }
    NES_TRY(nes_bank_moved(req->tx, &move));
    return nes_reply_none(reply);
}

static struct nes_err desk_put(struct nes_req *req, struct nes_reply *reply)
{
    const struct desk *in = req->body;

    NES_TRY(nes_bank_desk_turn(req->tx, nes_world_of(req)->people, in->open));
    return nes_reply_none(reply);
}

/* --- the books --- */

static void put_html(struct nes_buf *buf, struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '<' || text.ptr[i] == '&') {
            nes_buf_addz(buf, text.ptr[i] == '<' ? "&lt;" : "&amp;");
        } else {
            nes_buf_byte(buf, text.ptr[i]);
        }
    }
}

static void put_cell(struct nes_buf *buf, struct nes_str text)
{
    nes_buf_addz(buf, "<td>");
    put_html(buf, text);
    nes_buf_addz(buf, "</td>");
}

static void put_row(struct nes_buf *buf, const struct nes_world_bank_book_row *row)
{
    char money[NES_MONEY_TEXT], day[NES_DATE_TEXT + 1];

    nes_buf_addz(buf, "<tr>");
    put_cell(buf, nes_date_write(row->booked_on, day));
    put_cell(buf, row->iban);
    put_cell(buf, row->is_in ? NES_STR("+") : NES_STR("−"));
    put_cell(buf, nes_money_write(row->amount, money));
    put_cell(buf, row->other_name);
    put_cell(buf, row->other_iban);
    put_cell(buf, row->purpose);
    nes_buf_addz(buf, "</tr>\n");
}

static struct nes_err book_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_buf buf = nes_buf_begin(req->arena, 500'000);
    struct nes_world_bank_book_rows rows;
    struct nes_str html;

    NES_TRY(nes_world_bank_book(req->tx, &rows));
    nes_buf_addz(&buf, "<!doctype html><html lang=\"ru\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
                       "content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/phone.css\"><title>Банк</title>"
                       "<h1>Банк · кітаптары / книги</h1><table><tr><th>Күн · День<th>Шот · Счёт<th><th>Сома · Сумма"
                       "<th>Кім · Кто<th>Шоты · Его счёт<th>Мақсаты · Назначение</tr>\n");
    for (size_t i = 0; i < rows.len; i++) {
        put_row(&buf, &rows.rows[i]);
    }
    nes_buf_addz(&buf, "</table></html>");
    NES_TRY(nes_buf_done(&buf, &html));
    return nes_reply_bytes(reply, html, (struct nes_str){ 0 });
}

static const struct nes_route routes[] = {
    { NES_PUT, "/bank/accounts", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &account_shape,
      .run = account_put, .rules = "-", .doc = "Give somebody an account." },
    { NES_POST, "/bank/transfers", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &transfer_shape,
      .status = 204, .fails = NES_FAULTS(WORLD_FORM), .run = transfer_add, .rules = "-",
      .doc = "Somebody pays somebody." },
    { NES_PUT, "/bank/desk", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &desk_shape, .run = desk_put,
      .rules = "-", .doc = "Open or close the bank." },
    { NES_GET, "/bank", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives_type = "text/html; charset=utf-8",
      .prepare = book_show, .rules = "-", .doc = "The bank's books." },
};
const struct nes_resource nes_world_bank_page_resource = NES_RESOURCE("bank_page", routes);
