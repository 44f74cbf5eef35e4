#include <string.h>

#include "crypto/crypto_faults.h"
#include "crypto/seal.h"
#include "vault/vault.h"
#include "vault/vault_faults.h"
#include "vault/vault_sql.h"

#define PAGE 200

/* A wrapped key is 16 bytes id and a sealed record, whose head names the master key. */
#define WRAPPED_LEAST (16 + NES_SEAL_OVERHEAD)

struct nes_data_key_id nes_data_key_id_of(const struct nes_data_key *key)
{
    struct nes_data_key_id id;

    NES_ASSERT(key->wrapped.len >= WRAPPED_LEAST);
    memcpy(id.id.b, key->wrapped.ptr, sizeof(id.id.b));
    return id;
}

static struct nes_id master_of(struct nes_str wrapped)
{
    struct nes_id master;

    NES_ASSERT(!nes_seal_key_of(nes_str_from(wrapped, 16), &master).what);
    return master;
}

struct nes_err nes_data_key_add(struct nes_tx *tx, const struct nes_data_key *key)
{
    struct nes_data_key_newest_row newest;
    int64_t added;
    bool found;

    NES_TRY(nes_data_key_newest(tx, key->owner, &newest, &found));
    NES_TRY(nes_data_key_insert(tx, &(struct nes_data_key_insert_in){ nes_data_key_id_of(key).id, key->owner,
                                                                      found ? newest.nr + 1 : 1, key->wrapped,
                                                                      master_of(key->wrapped), nes_tx_now(tx) },
                                &added));
    return added == 1 ? NES_FINE : NES_FAIL(DB_CONFLICT, "data_key");
}

struct nes_err nes_data_key_of(struct nes_tx *tx, struct nes_id owner, struct nes_data_key *out, bool *found)
{
    struct nes_data_key_newest_row row;

    NES_TRY(nes_data_key_newest(tx, owner, &row, found));
    if (*found && !row.wrapped.ptr) {
        return NES_FAIL(KEY_SHREDDED, NULL);
    }
    *out = (struct nes_data_key){ owner, row.wrapped };
    return NES_FINE;
}

struct nes_err nes_data_key_must(struct nes_tx *tx, struct nes_id owner, struct nes_data_key *out)
{
    bool found;

    NES_TRY(nes_data_key_of(tx, owner, out, &found));
    NES_ASSERT(found);
    return NES_FINE;
}

struct nes_err nes_data_key_find(struct nes_tx *tx, struct nes_data_key_id id, struct nes_data_key *out)
{
    struct nes_data_key_by_id_row row;
    bool found;

    NES_TRY(nes_data_key_by_id(tx, id.id, &row, &found));
    if (!found) {
        return NES_FAIL(DB_NO_ROW, "data_key");
    }
    if (!row.wrapped.ptr) {
        return NES_FAIL(KEY_SHREDDED, NULL);
    }
    *out = (struct nes_data_key){ row.owner, row.wrapped };
    return NES_FINE;
}

struct nes_err nes_data_key_count_more(struct nes_tx *tx, const struct nes_data_key *key, int64_t records)
{
    int64_t counted;

    NES_TRY(nes_data_key_count(tx, nes_data_key_id_of(key).id, records, NES_SEAL_MOST, &counted));
    return counted == 1 ? NES_FINE : NES_FAIL(SEAL_WORN, "data_key");
}

struct nes_err nes_data_key_destroy(struct nes_tx *tx, struct nes_id owner, int64_t *keys)
{
    return nes_data_key_shred(tx, owner, nes_tx_now(tx), keys);
}

/* --- rotation --- */

struct rewrap {
    struct nes_data_key_others_rows rows;
    struct nes_keeper_item *items;
    struct nes_id master;
    int64_t most, done;
};

static struct nes_err read_others(struct nes_tx *tx, void *self)
{
    struct rewrap *rewrap = self;

    return nes_data_key_others(tx, rewrap->master, rewrap->most, &rewrap->rows);
}

/* A key that someone else wrapped or destroyed meanwhile is left as it is. */
static struct nes_err write_others(struct nes_tx *tx, void *self)
{
    struct rewrap *rewrap = self;

    rewrap->done = 0;
    for (size_t i = 0; i < rewrap->rows.len; i++) {
        int64_t changed;

        NES_TRY(nes_data_key_rewrap(tx, rewrap->rows.rows[i].id, rewrap->rows.rows[i].wrapped, rewrap->items[i].answer,
                                    rewrap->master, &changed));
        rewrap->done += changed;
    }
    return NES_FINE;
}

/* Which master key the keeper wraps with now: it shows in any new data key. */
static struct nes_err first_master(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_id *out)
{
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_ROTATE };
    struct nes_data_key key;

    NES_TRY(nes_data_key_new(keeper, arena, why, (struct nes_id){ { 1 } }, &key));
    *out = master_of(key.wrapped);
    return NES_FINE;
}

struct nes_err nes_vault_rewrap(struct nes_db *db, struct nes_keeper *keeper, int64_t most, int64_t *done)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_arena_end) struct nes_arena *of_call = nes_arena_begin(0);
    struct rewrap rewrap = { .most = most };
    struct nes_call call = { .batch = true, .arena = of_call, .run = write_others, .self = &rewrap };
    struct nes_rand rand = nes_rand_real();

    NES_TRY(first_master(keeper, arena, &rewrap.master));
    NES_TRY(nes_db_read(db, arena, read_others, &rewrap));
    rewrap.items = NES_NEW_MANY(arena, struct nes_keeper_item, rewrap.rows.len + 1);
    for (size_t i = 0; i < rewrap.rows.len; i++) {
        rewrap.items[i] = (struct nes_keeper_item){ .op = NES_KEEPER_REWRAP, .owner = rewrap.rows.rows[i].owner,
                                                    .wrapped = rewrap.rows.rows[i].wrapped };
    }
    NES_TRY(nes_keeper_ask(keeper, arena, (struct nes_keeper_why){ .purpose = NES_PURPOSE_ROTATE }, rewrap.items,
                           rewrap.rows.len));
    nes_rand_fill(&rand, call.operation.b, sizeof(call.operation.b));
    NES_TRY(nes_db_run(db, &call));
    *done = rewrap.done;
    return NES_FINE;
}

/* --- documents --- */

static const char *const origins[] = { [NES_DOCUMENT_FORMED] = "formed", [NES_DOCUMENT_SENT] = "sent",
                                       [NES_DOCUMENT_RECEIVED] = "received" };

static struct nes_str bytes_of(const struct nes_hash *hash)
{
    return (struct nes_str){ (const char *)hash->b, sizeof(hash->b) };
}

static struct nes_err document_of(struct nes_str blob, struct nes_str content, int64_t bytes, struct nes_document *out)
{
    if (blob.len != NES_HASH_BYTES || content.len != NES_HASH_BYTES) {
        return NES_FAIL(DOCUMENT_CHANGED, "row");
    }
    memcpy(out->blob.b, blob.ptr, NES_HASH_BYTES);
    memcpy(out->content.b, content.ptr, NES_HASH_BYTES);
    out->bytes = bytes;
    return NES_FINE;
}

struct nes_err nes_document_add(struct nes_tx *tx, const struct nes_document_row *row, struct nes_document_id *out)
{
    struct nes_document_insert_in in = {
        .id = nes_tx_new_id(tx),
        .owner = row->key.owner,
        .key_id = nes_data_key_id_of(&row->key).id,
        .class = row->doc_class,
        .media = row->media,
        .origin = nes_str_of(origins[row->origin]),
        .blob = bytes_of(&row->document.blob),
        .content = bytes_of(&row->document.content),
        .bytes = row->document.bytes,
        .kept_at = nes_tx_now(tx),
    };

    NES_TRY(nes_data_key_count_more(tx, &row->key, row->document.bytes / NES_KEEPER_DATA_MAX + 1));
    out->id = in.id;
    return nes_document_insert(tx, &in);
}

struct nes_err nes_document_find(struct nes_tx *tx, struct nes_document_id id, struct nes_document_row *out)
{
    struct nes_document_by_id_row row;
    size_t origin;
    bool found;

    NES_TRY(nes_document_by_id(tx, id.id, &row, &found));
    if (!found) {
        return NES_FAIL(DB_NO_ROW, "document");
    }
    if (row.dropped_at != 0) {
        return NES_FAIL(DOCUMENT_DROPPED, NULL);
    }
    if (!row.wrapped.ptr) {
        return NES_FAIL(KEY_SHREDDED, NULL);
    }
    *out = (struct nes_document_row){ .key = { row.owner, row.wrapped }, .doc_class = row.class, .media = row.media,
                                      .kept_at = row.kept_at };
    if (!nes_str_find(origins, NES_LEN(origins), row.origin, &origin)) {
        return NES_FAIL(DOCUMENT_CHANGED, "origin");
    }
    out->origin = (enum nes_document_origin)origin;
    return document_of(row.blob, row.content, row.bytes, &out->document);
}

struct nes_err nes_document_set_dropped(struct nes_tx *tx, struct nes_document_id id)
{
    int64_t dropped;

    NES_TRY(nes_document_drop(tx, id.id, nes_tx_now(tx), &dropped));
    return dropped == 1 ? NES_FINE : NES_FAIL(DB_NO_ROW, "document");
}

/* --- check of the store --- */

struct page {
    struct nes_id after;
    struct nes_document_page_rows rows;
};

static struct nes_err read_page(struct nes_tx *tx, void *self)
{
    struct page *page = self;

    return nes_document_page(tx, page->after, PAGE, &page->rows);
}

/* Opens one document; a fault of the machine passes up, a fault of the document is counted. */
static struct nes_err check_one(const struct nes_vault *vault, const struct nes_access *access,
                                const struct nes_document *document, struct nes_vault_report *report)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_secret bytes;
    struct nes_err err = nes_document_open(vault, arena, access, document, &bytes);

    report->documents++;
    report->bytes += err.what ? 0 : document->bytes;
    if (err.what == &nes_fault_BLOB_GONE) {
        report->gone++;
        return NES_FINE;
    }
    if (err.what == &nes_fault_DOCUMENT_CHANGED) {
        report->changed++;
        return NES_FINE;
    }
    if (err.what == &nes_fault_KEEPER_FORM || err.what == &nes_fault_BLOB_STORE) {
        report->unreadable++;
        return NES_FINE;
    }
    return err;
}

struct nes_err nes_vault_check(struct nes_db *db, const struct nes_vault *vault, struct nes_keeper_why why,
                               struct nes_vault_report *out)
{
    struct page page = { 0 };
    bool more = true;

    *out = (struct nes_vault_report){ 0 };
    while (more) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

        NES_TRY(nes_db_read(db, arena, read_page, &page));
        more = page.rows.len == PAGE;
        for (size_t i = 0; i < page.rows.len; i++) {
            const struct nes_document_page_row *row = &page.rows.rows[i];
            struct nes_access access = { why, { row->owner, row->wrapped } };
            struct nes_document document;

            page.after = row->id;
            if (!row->wrapped.ptr) {
                continue; /* destroyed with its key */
            }
            NES_TRY(document_of(row->blob, row->content, row->bytes, &document));
            NES_TRY(check_one(vault, &access, &document, out));
        }
    }
    return NES_FINE;
}
