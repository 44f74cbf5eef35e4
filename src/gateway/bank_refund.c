#include "gateway/bank_refund.h"

#include "ident/account.h"
#include "payment/own_account.h"

/* --- whose receipt it was --- */

static struct nes_err read_sender(const struct nes_statement *statement, struct nes_str ref,
                                  struct nes_bank_to *out)
{
    struct nes_iban iban;

    for (size_t i = 0; i < statement->len; i++) {
        const struct nes_statement_entry *entry = &statement->entries[i];

        if (!nes_str_eq(entry->ref, ref)) {
            continue;
        }
        if (nes_iban_read(entry->payer_iban, &iban).what || entry->payer_name.len == 0 ||
            entry->payer_iin.len != 12) {
            break;
        }
        *out = (struct nes_bank_to){ entry->payer_iban, entry->payer_name, entry->payer_iin };
        return NES_FINE;
    }
    return NES_FAIL(REFUND_SENDER, "line");
}

struct nes_err nes_bank_sender_find(struct nes_tx *tx, const struct nes_vault *vault, struct nes_press *press,
                                    struct nes_line_id line, struct nes_bank_to *out)
{
    struct nes_access access = { .why = { .purpose = NES_PURPOSE_SEND } };
    struct nes_arena *arena = nes_tx_arena(tx);
    struct nes_statement statement;
    struct nes_document_row row;
    struct nes_document_id file;
    struct nes_bank_line found;
    struct nes_secret bytes;

    NES_TRY(nes_line_find(tx, line, false, &found));
    NES_TRY(nes_statement_file(tx, found.statement, &file));
    NES_TRY(nes_document_find(tx, file, &row));
    access.key = row.key;
    NES_TRY(nes_document_open(vault, arena, &access, &row.document, &bytes));
    NES_TRY(nes_bank_statement_read(press, arena, (struct nes_str){ (const char *)bytes.ptr, bytes.len },
                                    &statement));
    return read_sender(&statement, found.ref, out);
}

/* --- the order --- */

struct order {
    const struct nes_bank *bank;
    struct nes_id subject;
    struct nes_refund refund;
    struct nes_own_account own;
    struct nes_client client;
    struct nes_account account;
    struct nes_bank_to sender;
    struct nes_str number;              /* of the contract */
};

static struct nes_err load_refund(struct nes_tx *tx, void *self)
{
    struct order *order = self;

    return nes_refund_find(tx, (struct nes_refund_id){ order->subject }, false, &order->refund);
}

static struct nes_err load_order(struct nes_tx *tx, void *self)
{
    struct order *order = self;
    struct nes_vault vault = { order->bank->partner.crypto, order->bank->keeper, order->bank->blobs };
    struct nes_loan_record record;

    NES_TRY(load_refund(tx, order));
    NES_TRY(nes_refund_may_leave(tx, &order->refund)); /* RULE 10.1 */
    NES_TRY(nes_own_account_find(tx, &order->own));
    if (order->refund.kind == NES_REFUND_RECEIPT) {
        return nes_bank_sender_find(tx, &vault, order->bank->press, order->refund.line, &order->sender);
    }
    NES_TRY(nes_loan_find(tx, order->refund.loan, false, &record));
    order->number = record.number;
    NES_TRY(nes_client_find(tx, order->refund.client, &order->client));
    return nes_account_find(tx, order->refund.account, &order->account);
}

static struct nes_err receiver_of(struct nes_arena *arena, const struct order *order, struct nes_bank_to *out)
{
    if (order->refund.kind == NES_REFUND_RECEIPT) {
        *out = order->sender;
        return NES_FINE;
    }
    return nes_bank_to_client(order->bank, arena, &order->client, &order->account, out);
}

static struct nes_str purpose_of(struct nes_arena *arena, const struct order *order)
{
    struct nes_buf buf = nes_buf_begin(arena, 200);

    if (order->refund.kind == NES_REFUND_RECEIPT) {
        nes_buf_addz(&buf, "Возврат ошибочно перечисленной суммы");
    } else {
        nes_buf_addz(&buf, order->refund.kind == NES_REFUND_VERDICT ? "Возврат уплаченного по списанному договору "
                                                                    : "Возврат излишне уплаченного по договору ");
        nes_buf_add(&buf, order->number);
    }
    return (struct nes_str){ buf.ptr, buf.len };
}

static struct nes_err refund_send(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                  struct nes_errand_answer *answer)
{
    struct order *order = NES_NEW(arena, struct order);
    struct nes_bank_order out = { .id = errand->id.id };

    order->bank = gateway;
    order->subject = errand->subject;
    if (nes_db_read(order->bank->db, arena, load_order, order).what || receiver_of(arena, order, &out.to).what) {
        return nes_bank_order_later(answer);
    }
    out.amount = order->refund.amount;
    out.from = order->own.iban;
    out.knp = order->own.knp_out;
    out.purpose = purpose_of(arena, order);
    return nes_bank_order_send(order->bank, arena, &out, answer);
}

static struct nes_err refund_ask(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                 struct nes_errand_answer *answer)
{
    const struct nes_bank *bank = gateway;
    struct order *order = NES_NEW(arena, struct order);

    order->subject = errand->subject;
    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_UNKNOWN, .detail = NES_STR("no_answer") };
    NES_TRY(nes_db_read(bank->db, arena, load_refund, order));
    return nes_bank_order_ask(bank, arena, errand->id.id, order->refund.amount, answer);
}

struct nes_errand_kind nes_bank_refund_errand(struct nes_bank *bank)
{
    struct nes_errand_kind kind = nes_bank_order_errand(bank);

    kind.name = NES_REFUND_ERRAND;
    kind.send = refund_send;
    kind.ask = refund_ask;
    kind.apply = nes_refund_apply;
    return kind;
}
