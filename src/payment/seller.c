#include "payment/seller.h"

#include "ident/account.h"
#include "ident/taxpayer.h"
#include "payment/own_account.h"
#include "payment/seller_sql.h"

struct nes_err nes_seller_propose(struct nes_tx *tx, const struct nes_seller *seller)
{
    struct nes_bin_facts facts;
    struct nes_iban iban;
    int64_t added;

    NES_TRY(nes_bin_check(seller->bin, &facts));
    NES_TRY(nes_iban_read(seller->iban, &iban));
    NES_TRY(nes_seller_insert(tx, &(struct nes_seller_insert_in){ seller->id, seller->bin, seller->name,
                                                                  nes_str_of(iban.text), seller->contract,
                                                                  seller->maker, nes_tx_now(tx) },
                              &added));
    return added == 1 ? NES_FINE : NES_FAIL(SELLER_THERE, "bin");
}

struct nes_err nes_seller_approve(struct nes_tx *tx, struct nes_seller_id id, struct nes_id checker)
{
    struct nes_seller_by_id_row row;
    int64_t approved;

    NES_TRY(nes_seller_by_id(tx, id, &row));
    if (nes_id_eq(row.maker, checker)) {
        return NES_REFUSE(SELLER_MAKER, "seller");
    }
    NES_TRY(nes_seller_approve_row(tx, id, checker, &approved));
    return approved == 1 ? NES_FINE : NES_FAIL(SELLER_DECIDED, "seller");
}

static struct nes_seller seller_of(const struct nes_seller_by_id_row *row)
{
    return (struct nes_seller){ row->id,    row->bin,     row->name,    row->iban,   row->contract,
                                row->maker, row->checker, row->is_open, row->version };
}

struct nes_err nes_seller_find(struct nes_tx *tx, struct nes_seller_id id, struct nes_seller *out)
{
    struct nes_seller_by_id_row row;

    NES_TRY(nes_seller_by_id(tx, id, &row));
    *out = seller_of(&row);
    return NES_FINE;
}

struct nes_err nes_sellers_all(struct nes_tx *tx, bool usable, struct nes_sellers *out)
{
    struct nes_seller_list_rows found;

    NES_TRY(nes_seller_list(tx, usable, &found));
    *out = (struct nes_sellers){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_seller, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = seller_of(&found.rows[i]);
    }
    return NES_FINE;
}

struct nes_err nes_own_account_find(struct nes_tx *tx, struct nes_own_account *out)
{
    struct nes_own_account_row_row row;
    bool found;

    NES_TRY(nes_own_account_row(tx, &row, &found));
    if (!found) {
        return NES_FAIL(OWN_ACCOUNT_NONE, NULL);
    }
    *out = (struct nes_own_account){ row.iban,    row.bic,      row.bank_kk, row.bank_ru, row.kbe,
                                     row.knp_out, row.knp_back, row.version };
    return NES_FINE;
}

struct nes_err nes_own_account_set(struct nes_tx *tx, const struct nes_own_account *account)
{
    struct nes_own_account_row_row row;
    struct nes_iban iban;
    int64_t changed;
    bool found;

    NES_TRY(nes_iban_read(account->iban, &iban));
    NES_TRY(nes_own_account_row(tx, &row, &found));
    if (!found) {
        return nes_own_account_insert(tx, &(struct nes_own_account_insert_in){
                                              nes_str_of(iban.text), account->bic, account->bank_kk, account->bank_ru,
                                              account->kbe, account->knp_out, account->knp_back });
    }
    NES_TRY(nes_own_account_update(tx,
                                   &(struct nes_own_account_update_in){
                                       nes_str_of(iban.text), account->bic, account->bank_kk, account->bank_ru,
                                       account->kbe, account->knp_out, account->knp_back, account->version },
                                   &changed));
    return changed == 1 ? NES_FINE : NES_FAIL(DB_CONFLICT, "version");
}
