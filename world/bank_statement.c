/* world/bank_statement.c: statements as camt.053.001.02, as far as docs/wire/bank.md says. */
#include "world/bank.h"
#include "world/bank_sql.h"
#include "world/page.h"

static void put_day(struct nes_buf *buf, const char *name, struct nes_date day)
{
    char text[NES_DATE_TEXT + 1];

    nes_buf_byte(buf, '<');
    nes_buf_addz(buf, name);
    nes_buf_byte(buf, '>');
    nes_page_element(buf, "Dt", nes_date_write(day, text));
    nes_buf_addz(buf, "</");
    nes_buf_addz(buf, name);
    nes_buf_byte(buf, '>');
}

static void put_amount(struct nes_buf *buf, struct nes_money amount, bool in)
{
    char text[NES_MONEY_TEXT];

    nes_buf_addz(buf, "<Amt Ccy=\"KZT\">");
    nes_buf_add(buf, nes_money_write(amount, text));
    nes_buf_addz(buf, "</Amt>");
    nes_page_element(buf, "CdtDbtInd", in ? NES_STR("CRDT") : NES_STR("DBIT"));
}

static void put_balance(struct nes_buf *buf, const char *code, struct nes_money amount, struct nes_date day)
{
    bool in = amount.tiyn >= 0;

    nes_buf_addz(buf, "<Bal><Tp><CdOrPrtry>");
    nes_page_element(buf, "Cd", nes_str_of(code));
    nes_buf_addz(buf, "</CdOrPrtry></Tp>");
    put_amount(buf, (struct nes_money){ in ? amount.tiyn : -amount.tiyn }, in);
    put_day(buf, "Dt", day);
    nes_buf_addz(buf, "</Bal>");
}

static void put_details(struct nes_buf *buf, const struct nes_world_bank_entries_row *row)
{
    nes_buf_addz(buf, "<NtryDtls><TxDtls>");
    if (!nes_id_none(row->order_id)) {
        nes_buf_addz(buf, "<Refs><EndToEndId>");
        nes_buf_hex(buf, row->order_id.b, sizeof(row->order_id.b));
        nes_buf_addz(buf, "</EndToEndId></Refs>");
    }
    nes_buf_addz(buf, row->is_in ? "<RltdPties><Dbtr>" : "<RltdPties><Cdtr>");
    nes_page_element(buf, "Nm", row->other_name);
    nes_buf_addz(buf, "<Id><PrvtId><Othr>");
    nes_page_element(buf, "Id", row->other_id);
    nes_buf_addz(buf, "</Othr></PrvtId></Id>");
    nes_buf_addz(buf, row->is_in ? "</Dbtr><DbtrAcct><Id>" : "</Cdtr><CdtrAcct><Id>");
    nes_page_element(buf, "IBAN", row->other_iban);
    nes_buf_addz(buf, row->is_in ? "</Id></DbtrAcct></RltdPties>" : "</Id></CdtrAcct></RltdPties>");
    nes_buf_addz(buf, "<RmtInf>");
    nes_page_element(buf, "Ustrd", row->purpose);
    nes_buf_addz(buf, "</RmtInf></TxDtls></NtryDtls>");
}

static void put_entry(struct nes_buf *buf, const struct nes_world_bank_entries_row *row, struct nes_date day)
{
    nes_buf_addz(buf, "<Ntry>");
    put_amount(buf, row->amount, row->is_in);
    nes_buf_addz(buf, "<Sts>BOOK</Sts>");
    put_day(buf, "BookgDt", day);
    put_day(buf, "ValDt", day);
    nes_buf_addz(buf, "<AcctSvcrRef>B");
    nes_buf_int(buf, row->nr);
    nes_buf_addz(buf, "</AcctSvcrRef>");
    put_details(buf, row);
    nes_buf_addz(buf, "</Ntry>");
}

static void put_head(struct nes_buf *buf, struct nes_str iban, struct nes_date day)
{
    char text[NES_DATE_TEXT + 1];
    struct nes_str on = nes_date_write(day, text);

    nes_buf_addz(buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:"
                      "camt.053.001.02\"><BkToCstmrStmt><GrpHdr><MsgId>");
    nes_buf_add(buf, on);
    nes_buf_addz(buf, "</MsgId></GrpHdr><Stmt><Id>");
    nes_buf_add(buf, on);
    nes_buf_addz(buf, "</Id><FrToDt><FrDtTm>");
    nes_buf_add(buf, on);
    nes_buf_addz(buf, "T00:00:00+05:00</FrDtTm><ToDtTm>");
    nes_buf_add(buf, on);
    nes_buf_addz(buf, "T23:59:59+05:00</ToDtTm></FrToDt><Acct><Id>");
    nes_page_element(buf, "IBAN", iban);
    nes_buf_addz(buf, "</Id><Ccy>KZT</Ccy></Acct>");
}

struct nes_err nes_bank_camt(struct nes_tx *tx, struct nes_str iban, struct nes_date day, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(nes_tx_arena(tx), 4'000'000);
    struct nes_world_bank_entries_rows rows;
    struct nes_world_bank_balance_row opening;
    struct nes_money closing;

    NES_TRY(nes_world_bank_balance(tx, iban, day, &opening));
    NES_TRY(nes_world_bank_entries(tx, iban, day, &rows));
    closing = opening.balance;
    for (size_t i = 0; i < rows.len; i++) {
        closing.tiyn += rows.rows[i].is_in ? rows.rows[i].amount.tiyn : -rows.rows[i].amount.tiyn;
    }
    put_head(&buf, iban, day);
    put_balance(&buf, "OPBD", opening.balance, day);
    put_balance(&buf, "CLBD", closing, day);
    for (size_t i = 0; i < rows.len; i++) {
        put_entry(&buf, &rows.rows[i], day);
    }
    nes_buf_addz(&buf, "</Stmt></BkToCstmrStmt></Document>\n");
    return nes_buf_done(&buf, out);
}
