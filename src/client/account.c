#include "client/account.h"

#include "client/number_sql.h"

#define TAIL 4

static struct nes_column column(struct nes_id row)
{
    return (struct nes_column){ .table = "bank_account", .name = "iban", .row = row, .version = 1 };
}

/* The place of the sealed number is the client's, so that it can be sealed before the account has its id. */
struct nes_err nes_account_seal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                const struct nes_iban *iban, struct nes_account *account)
{
    struct nes_secret secret = { (const uint8_t *)iban->text, NES_IBAN_CHARS };
    struct nes_batch *batch = nes_batch_begin(arena, why, account->key);
    size_t sealed = nes_batch_seal(batch, column(account->client.id), secret);
    size_t index = nes_batch_index(batch, "bank_account", "iban", secret);

    NES_TRY(nes_batch_run(batch, keeper));
    account->iban = nes_batch_public(batch, sealed);
    account->iban_index = nes_batch_public(batch, index);
    account->bank = nes_str_copy(arena, nes_str_of(iban->bank));
    account->tail = nes_str_copy(arena, nes_str_from(nes_str_of(iban->text), NES_IBAN_CHARS - TAIL));
    account->holder = NES_OWNER_ASKED;
    return NES_FINE;
}

struct nes_err nes_account_unseal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                  const struct nes_account *account, struct nes_secret *iban)
{
    struct nes_batch *batch = nes_batch_begin(arena, why, account->key);
    size_t slot = nes_batch_unseal(batch, column(account->client.id), account->iban);

    NES_TRY(nes_batch_run(batch, keeper));
    *iban = nes_batch_secret(batch, slot);
    return NES_FINE;
}

struct nes_err nes_account_add(struct nes_tx *tx, struct nes_account *account)
{
    struct nes_accounts accounts;
    struct nes_errand_id errand;

    NES_TRY(nes_accounts_of(tx, account->client, &accounts));
    if (accounts.len >= NES_ACCOUNTS_MAX) {
        return NES_FAIL(ACCOUNTS_MANY, "iban");
    }
    account->id = (struct nes_account_id){ nes_tx_new_id(tx) };
    account->asked_at = nes_tx_now(tx);
    NES_TRY(nes_data_key_count_more(tx, &account->key, 1));
    NES_TRY(nes_bank_account_insert(tx, &(struct nes_bank_account_insert_in){
                                            account->id, account->client, account->iban, account->iban_index,
                                            account->bank, account->tail, account->asked_at }));
    return nes_errand_plan(tx, &(struct nes_errand_plan){ .kind = NES_ACCOUNT_ERRAND, .subject = account->id.id,
                                                          .payload = NES_STR("{}") },
                           &errand);
}

struct nes_err nes_account_find(struct nes_tx *tx, struct nes_account_id id, struct nes_account *out)
{
    struct nes_bank_account_by_id_row row;

    NES_TRY(nes_bank_account_by_id(tx, id, &row));
    *out = (struct nes_account){ .id = id, .client = row.client_id, .iban = row.iban, .iban_index = row.iban_index,
                                 .bank = row.bank, .tail = row.tail, .holder = nes_owner_of(row.holder),
                                 .asked_at = row.asked_at, .used_from = row.used_from, .used_until = row.used_until };
    return nes_data_key_must(tx, out->client.id, &out->key);
}

struct nes_err nes_accounts_of(struct nes_tx *tx, struct nes_client_id client, struct nes_accounts *out)
{
    struct nes_bank_account_list_rows found;
    struct nes_data_key key;

    NES_TRY(nes_data_key_must(tx, client.id, &key));
    NES_TRY(nes_bank_account_list(tx, client, &found));
    *out = (struct nes_accounts){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_account, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_bank_account_list_row *row = &found.rows[i];

        out->rows[i] = (struct nes_account){
            .id = row->id, .client = client, .key = key, .iban = row->iban, .iban_index = row->iban_index,
            .bank = row->bank, .tail = row->tail, .holder = nes_owner_of(row->holder), .asked_at = row->asked_at,
            .used_from = row->used_from, .used_until = row->used_until,
        };
    }
    return NES_FINE;
}

bool nes_account_good(const struct nes_account *account)
{
    return account->holder == NES_OWNER_OWN && account->used_from > 0 && account->used_until == 0;
}

struct nes_hash nes_account_what(const struct nes_crypto *crypto, const struct nes_account *account, bool ends)
{
    struct nes_hasher *hasher = nes_hasher_begin(crypto);
    struct nes_hash what;

    nes_hasher_add(hasher, ends ? "closing" : "account", 7);
    nes_hasher_add(hasher, account->id.id.b, sizeof(account->id.id.b));
    nes_hasher_add(hasher, account->iban_index.ptr, account->iban_index.len);
    what = nes_hasher_done(hasher);
    nes_hasher_end(&hasher);
    return what;
}

struct nes_err nes_account_use(struct nes_tx *tx, struct nes_account *account, struct nes_evidence_id evidence)
{
    int64_t begun;

    NES_TRY(nes_bank_account_begin(tx, account->id, nes_tx_now(tx), evidence, &begun));
    if (begun == 0) { /* RULE 9.2.a: not the client's own, or in use already */
        return NES_REFUSE(ACCOUNT_OTHER, "account");
    }
    account->used_from = nes_tx_now(tx);
    return NES_FINE;
}

struct nes_err nes_account_end(struct nes_tx *tx, struct nes_account *account)
{
    int64_t ended;

    NES_TRY(nes_bank_account_end(tx, account->id, nes_tx_now(tx), &ended));
    if (ended == 0) {
        return NES_REFUSE(ACCOUNT_OTHER, "account");
    }
    account->used_until = nes_tx_now(tx);
    return NES_FINE;
}

struct nes_err nes_account_answer(struct nes_tx *tx, const struct nes_errand *errand,
                                  const struct nes_errand_answer *answer)
{
    return nes_bank_account_set_holder(tx, (struct nes_account_id){ errand->subject },
                                  nes_str_of(nes_owner_word(nes_owner_told(answer))), answer->detail, nes_tx_now(tx));
}
