#include "client/identity_paper.h"

#include "audit/audit.h"
#include "client/registration_sql.h"

#define DAY_US INT64_C(86'400'000'000)

struct nes_err nes_identity_paper_state(struct nes_tx *tx, struct nes_registration *registration,
                                        struct nes_identity_paper *paper)
{
    struct nes_identity_paper_count_row today;

    NES_TRY(nes_identity_paper_count(tx, paper->client, nes_tx_now(tx) - DAY_US, &today));
    if (today.n >= NES_IDENTITY_PAPERS_DAY) {
        return NES_REFUSE(PAPERS_MANY, "document");
    }
    NES_TRY(nes_data_key_count_more(tx, &registration->key, 1));
    paper->id = (struct nes_identity_paper_id){ nes_tx_new_id(tx) };
    paper->stated_at = nes_tx_now(tx);
    return nes_identity_paper_insert(tx, &(struct nes_identity_paper_insert_in){
                                             paper->id, paper->client, paper->facts, paper->tail, paper->valid_until,
                                             paper->stated_at });
}

static struct nes_identity_paper paper_of(const struct nes_identity_paper_by_id_row *row)
{
    return (struct nes_identity_paper){ .id = row->id, .client = row->client_id, .facts = row->facts,
                                        .tail = row->tail, .valid_until = row->valid_until,
                                        .stated_at = row->stated_at, .used_at = row->used_at };
}

struct nes_err nes_identity_paper_find(struct nes_tx *tx, struct nes_identity_paper_id id,
                                       struct nes_identity_paper *out)
{
    struct nes_identity_paper_by_id_row row;

    NES_TRY(nes_identity_paper_by_id(tx, id, &row));
    *out = paper_of(&row);
    return NES_FINE;
}

struct nes_err nes_identity_papers_of(struct nes_tx *tx, struct nes_client_id client, struct nes_identity_papers *out)
{
    struct nes_identity_paper_list_rows found;

    NES_TRY(nes_identity_paper_list(tx, client, &found));
    *out = (struct nes_identity_papers){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_identity_paper, found.len + 1),
                                         found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = paper_of(&found.rows[i]);
    }
    return NES_FINE;
}

struct nes_hash nes_identity_paper_what(const struct nes_crypto *crypto, const struct nes_identity_paper *paper)
{
    struct nes_hasher *hasher = nes_hasher_begin(crypto);
    struct nes_hash what;

    nes_hasher_add(hasher, "identity paper", 14);
    nes_hasher_add(hasher, paper->client.id.b, sizeof(paper->client.id.b));
    nes_hasher_add(hasher, paper->id.id.b, sizeof(paper->id.id.b));
    nes_hasher_add(hasher, paper->facts.ptr, paper->facts.len);
    what = nes_hasher_done(hasher);
    nes_hasher_end(&hasher);
    return what;
}

static struct nes_err add_leaf(struct nes_tx *tx, const struct nes_identity_paper *paper)
{
    struct nes_leaf leaf = { .kind = NES_STR("identity_paper.used"), .actor = NES_LEAF_CLIENT };
    struct nes_leaf_id id;

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("identity_paper"), paper->id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), paper->client.id };
    return nes_audit_add(tx, &leaf, &id);
}

struct nes_err nes_identity_paper_use(struct nes_tx *tx, struct nes_identity_paper *paper,
                                      struct nes_evidence_id evidence)
{
    struct nes_registration before;
    int64_t used, changed;

    NES_TRY(nes_registration_find(tx, paper->client.id, &before));
    paper->used_at = nes_tx_now(tx);
    NES_TRY(nes_identity_paper_used(tx, &(struct nes_identity_paper_used_in){ paper->id, evidence, paper->used_at,
                                                                             before.facts, before.valid_until },
                                    &used));
    if (used == 0) {
        return NES_FAIL(PAPER_USED, "identity_paper");
    }
    NES_TRY(nes_registration_paper(tx, before.subject, before.version, paper->facts, paper->valid_until, &changed));
    return changed == 1 ? add_leaf(tx, paper) : NES_FAIL(DB_CONFLICT, "registration");
}

struct nes_err nes_identity_paper_valid(struct nes_tx *tx, struct nes_client_id client)
{
    struct nes_registration registration;
    struct nes_err err = nes_registration_find(tx, client.id, &registration);

    if (err.what == &nes_fault_DB_NO_ROW) {
        return NES_FINE;
    }
    NES_TRY(err);
    return registration.valid_until.day < nes_date_at(nes_tx_now(tx)).day ? NES_REFUSE(PAPER_EXPIRED, "client")
                                                                        : NES_FINE;
}
