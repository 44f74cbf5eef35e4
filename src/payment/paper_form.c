#include <string.h>

#include "organisation/organisation.h"
#include "paper/paper.h"
#include "payment/paper_parts.h"
#include "payment/paper_sql.h"
#include "vault/vault_faults.h"

#define FIGURES 32

/* All that papers tell of, read on one snapshot. */
struct matter {
    struct nes_loan_paper paper;
    struct nes_payment payment;
    struct nes_contract contract;
    struct nes_document_row kept;      /* of the contract as it was formed: the model */
    struct nes_evidence_row_row evidence;
    struct nes_organisation organisation;
    struct nes_client client;
    struct nes_loan_record record;
    struct nes_bank_line line;
    int64_t now;
};

static struct nes_err load_more(struct nes_tx *tx, struct matter *matter)
{
    switch (matter->paper.kind) {
    case NES_LOAN_PAPER_CONTRACT:
        NES_TRY(nes_evidence_row(tx, matter->contract.evidence, &matter->evidence));
        return nes_document_find(tx, matter->contract.model, &matter->kept);
    case NES_LOAN_PAPER_RECEIPT:
        NES_TRY(nes_payment_find(tx, (struct nes_payment_id){ matter->paper.about }, &matter->payment));
        return nes_line_find(tx, matter->payment.line, false, &matter->line);
    case NES_LOAN_PAPER_CLOSED:
        return NES_FINE;
    }
    NES_BUG("a kind of paper");
}

static struct nes_err load(struct nes_tx *tx, void *self)
{
    struct matter *matter = self;

    matter->now = nes_tx_now(tx);
    NES_TRY(nes_loan_paper_find(tx, matter->paper.id, &matter->paper));
    NES_TRY(nes_loan_find(tx, matter->paper.loan, false, &matter->record));
    NES_TRY(nes_contract_of_loan(tx, matter->paper.loan, &matter->contract));
    NES_TRY(nes_organisation_find(tx, &matter->organisation));
    NES_TRY(nes_client_find(tx, matter->paper.client, &matter->client));
    return load_more(tx, matter);
}

static struct nes_str open_text(struct nes_secret secret)
{
    return (struct nes_str){ (const char *)secret.ptr, secret.len };
}

/* What every paper begins with. */
static struct nes_err put_heads(const struct nes_paper_shop *shop, struct nes_arena *arena,
                                const struct matter *matter, struct nes_paper_figure *figures, size_t *n)
{
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_PAPER };
    const struct nes_organisation *house = &matter->organisation;
    char *number = nes_arena_take(arena, NES_CONTRACT_NUMBER + 1);
    struct nes_person person;

    NES_TRY(nes_client_unseal(shop->vault.keeper, arena, why, &matter->client, &person));
    nes_contract_number(matter->paper.id.id, number);
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_TEXT("number", nes_str_of(number));
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_BOTH("organisation", house->name_kk, house->name_ru);
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_TEXT("organisation_bin", house->bin);
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_TEXT("borrower", open_text(person.name));
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_TEXT("borrower_code", open_text(person.iin));
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_TEXT("contract", matter->contract.number);
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_DATE("contract_day", matter->record.signed_on);
    return NES_FINE;
}

static struct nes_err fill(const struct nes_paper_shop *shop, struct nes_arena *arena,
                           const struct nes_paper_input *input, struct nes_paper_model *out)
{
    return nes_paper_fill(shop->vault.crypto, arena, input, out);
}

/* --- receipt --- */

static void put_parts(const struct nes_payment_parts *parts, struct nes_paper_figure *figures, size_t *n)
{
    struct nes_money debt = { parts->debt_principal.tiyn + parts->debt_remuneration.tiyn + parts->debt_penalty.tiyn };

    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_MONEY("overdue_principal", parts->overdue_principal);
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_MONEY("overdue_remuneration", parts->overdue_remuneration);
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_MONEY("penalty", parts->penalty);
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_MONEY("principal", parts->principal);
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_MONEY("remuneration", parts->remuneration);
    if (parts->costs.tiyn > 0) {
        figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_MONEY("costs", parts->costs);
    }
    if (parts->kept.tiyn > 0) {
        figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_MONEY("kept", parts->kept);
    }
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_MONEY("debt_principal", parts->debt_principal);
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_MONEY("debt_remuneration", parts->debt_remuneration);
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_MONEY("debt_penalty", parts->debt_penalty);
    figures[(*n)++] = (struct nes_paper_figure)NES_PAPER_MONEY("debt", debt);
}

static struct nes_err form_receipt(const struct nes_paper_shop *shop, struct nes_arena *arena,
                                   const struct matter *matter, struct nes_paper_model *out)
{
    const struct nes_payment *payment = &matter->payment;
    struct nes_paper_figure *figures = NES_NEW_MANY(arena, struct nes_paper_figure, FIGURES);
    struct nes_paper_input input = { .kind = NES_PAPER_RECEIPT, .made_us = payment->made_at, .figures = figures };

    NES_TRY(put_heads(shop, arena, matter, figures, &input.count));
    figures[input.count++] = (struct nes_paper_figure)NES_PAPER_DATE("day", payment->value_on);
    figures[input.count++] = (struct nes_paper_figure)NES_PAPER_INSTANT("at", payment->made_at);
    figures[input.count++] = (struct nes_paper_figure)NES_PAPER_WORD("way", NES_STR("bank"));
    figures[input.count++] = (struct nes_paper_figure)NES_PAPER_TEXT("reference", matter->line.ref);
    figures[input.count++] = (struct nes_paper_figure)NES_PAPER_MONEY("amount", payment->amount);
    put_parts(&payment->parts, figures, &input.count);
    NES_ASSERT(input.count <= FIGURES);
    return fill(shop, arena, &input, out);
}

/* --- certificate --- */

/* The first day on which nothing was owed any more. */
static struct nes_err closed_on(struct nes_arena *arena, const struct matter *matter, struct nes_loan_view *view,
                                struct nes_date *day)
{
    const struct nes_loan *loan = &matter->record.loan;
    struct nes_date today = nes_date_at(matter->now);

    *day = matter->record.signed_on;
    for (int32_t i = 0; i < loan->event_count; i++) {
        *day = loan->events[i].day.day > day->day ? loan->events[i].day : *day;
    }
    for (; day->day <= today.day; day->day++) {
        NES_TRY(nes_loan_look(arena, &matter->record, *day, false, view));
        if (view->state.closed) {
            return NES_FINE;
        }
    }
    return NES_FAIL(PAPER_OPEN, "loan");
}

static struct nes_err form_closed(const struct nes_paper_shop *shop, struct nes_arena *arena,
                                  const struct matter *matter, struct nes_paper_model *out)
{
    struct nes_paper_figure *figures = NES_NEW_MANY(arena, struct nes_paper_figure, FIGURES);
    struct nes_paper_input input = { .kind = NES_PAPER_CLOSED, .made_us = matter->paper.asked_at,
                                     .figures = figures };
    struct nes_loan_view view;
    struct nes_money paid;
    struct nes_date day;

    NES_TRY(closed_on(arena, matter, &view, &day));
    paid.tiyn = view.state.paid.principal.tiyn + view.state.paid.remuneration.tiyn + view.state.paid.penalty.tiyn;
    NES_TRY(put_heads(shop, arena, matter, figures, &input.count));
    figures[input.count++] = (struct nes_paper_figure)NES_PAPER_DATE("day", nes_date_at(matter->paper.asked_at));
    figures[input.count++] = (struct nes_paper_figure)NES_PAPER_MONEY("principal", view.state.issued);
    figures[input.count++] = (struct nes_paper_figure)NES_PAPER_DATE("closed_on", day);
    figures[input.count++] = (struct nes_paper_figure)NES_PAPER_MONEY("paid_principal", view.state.paid.principal);
    figures[input.count++] =
        (struct nes_paper_figure)NES_PAPER_MONEY("paid_remuneration", view.state.paid.remuneration);
    figures[input.count++] = (struct nes_paper_figure)NES_PAPER_MONEY("paid_penalty", view.state.paid.penalty);
    figures[input.count++] = (struct nes_paper_figure)NES_PAPER_MONEY("paid", paid);
    return fill(shop, arena, &input, out);
}

/* --- the contract with what proves it --- */

/* Groups of eight, so that a line can break. */
static struct nes_str hex_of(struct nes_arena *arena, struct nes_str bytes)
{
    struct nes_buf buf = nes_buf_begin(arena, bytes.len * 3 + 1);

    for (size_t at = 0; at < bytes.len; at += 8) {
        nes_buf_addz(&buf, at > 0 ? " " : "");
        nes_buf_hex(&buf, bytes.ptr + at, bytes.len - at < 8 ? bytes.len - at : 8);
    }
    return (struct nes_str){ buf.ptr, buf.len };
}

static const struct {
    const char *method, *label;
} methods[] = {
    { "biometric", "paper.entry.confirmed_biometric" },
    { "two_factor", "paper.entry.confirmed_two_factor" },
    { "eds", "paper.entry.confirmed_eds" },
};

/* RULE 9.1: by which methods, and where the record of it is. */
static size_t put_proof(struct nes_arena *arena, const struct matter *matter, struct nes_paper_figure *rows)
{
    struct nes_str id = nes_id_str(arena, matter->contract.evidence.id), rest = matter->evidence.methods, word;
    size_t n = 0;

    rows[n++] = (struct nes_paper_figure)NES_PAPER_TEXT("paper.entry.signed_by",
                                                        hex_of(arena, matter->contract.signature));
    while (rest.len > 0) {
        (void)nes_str_cut(rest, ' ', &word, &rest);
        for (size_t i = 0; i < NES_LEN(methods); i++) {
            if (nes_str_is(word, methods[i].method)) {
                rows[n++] = (struct nes_paper_figure)NES_PAPER_TEXT(methods[i].label, id);
            }
        }
    }
    rows[n++] = (struct nes_paper_figure)NES_PAPER_INSTANT("paper.entry.confirmed_at",
                                                           matter->contract.concluded_at);
    return n;
}

/* RULE 9.1 RULE 12: the same words under the same hash, and below them how both sides signed. */
static struct nes_err form_contract(const struct nes_paper_shop *shop, struct nes_arena *arena,
                                    const struct matter *matter, struct nes_paper_model *out)
{
    struct nes_access access = { { .purpose = NES_PURPOSE_PAPER }, matter->kept.key };
    struct nes_paper_figure *rows = NES_NEW_MANY(arena, struct nes_paper_figure, NES_LEN(methods) + 2);
    struct nes_secret bytes;

    NES_TRY(nes_document_open(&shop->vault, arena, &access, &matter->kept.document, &bytes));
    NES_TRY(nes_paper_read(shop->vault.crypto, arena, open_text(bytes), out));
    if (!nes_hash_eq(&out->hash, &matter->contract.hash)) {
        return NES_FAIL(DOCUMENT_CHANGED, "contract");
    }
    return nes_paper_sign(arena, rows, put_proof(arena, matter, rows), out);
}

/* --- forming --- */

static struct nes_err model_of(const struct nes_paper_shop *shop, struct nes_arena *arena, const struct matter *matter,
                               struct nes_paper_model *out)
{
    switch (matter->paper.kind) {
    case NES_LOAN_PAPER_CONTRACT:
        return form_contract(shop, arena, matter, out);
    case NES_LOAN_PAPER_RECEIPT:
        return form_receipt(shop, arena, matter, out);
    case NES_LOAN_PAPER_CLOSED:
        return form_closed(shop, arena, matter, out);
    }
    NES_BUG("a kind of paper");
}

static struct nes_err keep(const struct nes_paper_shop *shop, const struct matter *matter, struct nes_str bytes,
                           struct nes_document_row *row)
{
    struct nes_access access = { { .purpose = NES_PURPOSE_PAPER }, matter->client.key };

    row->key = matter->client.key;
    row->doc_class = nes_str_of(nes_loan_paper_word(matter->paper.kind));
    row->origin = NES_DOCUMENT_FORMED;
    return nes_document_keep(&shop->vault, &access, bytes, &row->document);
}

struct nes_err nes_paper_form(const struct nes_paper_shop *shop, struct nes_arena *arena, struct nes_loan_paper_id id,
                              struct nes_paper_formed *out)
{
    struct matter *matter = NES_NEW(arena, struct matter);
    struct nes_paper_model model;
    struct nes_str pdf, bytes;

    matter->paper.id = id;
    NES_TRY(nes_db_read(shop->db, arena, load, matter));
    NES_TRY(model_of(shop, arena, matter, &model));
    NES_TRY(nes_paper_pdf(shop->press, arena, &model, &pdf));
    NES_TRY(nes_paper_write(arena, &model, &bytes));
    out->hash = model.hash;
    out->pdf.media = NES_STR("application/pdf");
    out->model.media = NES_STR("application/x-nesie-paper");
    NES_TRY(keep(shop, matter, pdf, &out->pdf));
    return keep(shop, matter, bytes, &out->model);
}
