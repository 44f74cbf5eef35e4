#include "client/examine.h"

#include "client/examine_sql.h"
#include "client/registration.h"

static bool is_as_confirmed(const struct nes_crypto *crypto, const struct nes_examine_registrations_row *row)
{
    struct nes_registration registration = { .subject = row->id, .facts = row->facts, .photo = row->photo_id,
                                             .order = row->order_id, .number = row->number_id };
    struct nes_hash what = nes_registration_what(crypto, &registration);

    return nes_str_eq(row->what, (struct nes_str){ (const char *)what.b, sizeof(what.b) });
}

static struct nes_err examine_registrations(struct nes_tx *tx, const struct nes_crypto *crypto, int64_t *wrong)
{
    struct nes_examine_registrations_rows page;
    struct nes_id after = { 0 };

    do {
        struct nes_arena_mark mark = nes_arena_mark(nes_tx_arena(tx));

        NES_TRY(nes_examine_registrations(tx, after, &page));
        for (size_t i = 0; i < page.len; i++) {
            *wrong += !is_as_confirmed(crypto, &page.rows[i]);
            after = page.rows[i].id;
        }
        nes_arena_rewind(nes_tx_arena(tx), mark);
    } while (page.len > 0);
    return NES_FINE;
}

struct nes_err nes_clients_examine(struct nes_tx *tx, const struct nes_crypto *crypto,
                                   struct nes_client_faults_found *out)
{
    struct nes_examine_numbers_row numbers;
    struct nes_examine_accounts_row accounts;
    struct nes_examine_papers_row papers;

    *out = (struct nes_client_faults_found){ 0 };
    NES_TRY(examine_registrations(tx, crypto, &out->identities));
    NES_TRY(nes_examine_numbers(tx, &numbers));
    NES_TRY(nes_examine_accounts(tx, &accounts));
    NES_TRY(nes_examine_papers(tx, &papers));
    out->identities += papers.n;
    out->changes = numbers.n + accounts.n;
    return NES_FINE;
}
