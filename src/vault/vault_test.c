#include "vault/vault.h"

#include <sys/stat.h>

#include "test/fault/rig.h"
#include "vault/vault_test.h"

static const struct nes_keeper_why record = { NES_PURPOSE_RECORD, { { 3 } } }, work = { NES_PURPOSE_WORK, { { 3 } } };
static const struct nes_id alia = { { 1 } };

/* Database, keeper, document store, and one client with a key. */
struct house {
    struct camp camp;
    struct nes_rig *rig;
    struct nes_vault vault;
    struct nes_data_key key;
};

static void house_end(struct house *house)
{
    nes_rig_end(&house->rig);
    nes_blobs_end(&house->vault.blobs);
    nes_keeper_end(&house->vault.keeper);
    camp_end(&house->camp);
}

static void start_keeper(struct house *house)
{
    struct nes_keeper_options options = { .clock = nes_clock_real(), .keys_path = house->camp.keys_path };

    options.program = nesie_program(house->camp.arena);
    NES_WANT_OK(nes_keeper_begin(&options, &house->vault.keeper));
}

static struct nes_err add_key(struct nes_tx *tx, void *self)
{
    return nes_data_key_add(tx, self);
}

static void house_begin(struct house *house, enum nes_engine engine)
{
    char folder[96];

    camp_begin(&house->camp);
    house->rig = nes_rig_begin(.engine = engine);
    NES_WANT_OK(nes_keys_create(house->camp.crypto, house->camp.keys_path));
    start_keeper(house);
    (void)snprintf(folder, sizeof(folder), "%s/documents", house->camp.folder);
    NES_WANT_OK(nes_blobs_begin(house->camp.crypto, folder, &house->vault.blobs));
    house->vault.crypto = house->camp.crypto;
    NES_WANT_OK(nes_data_key_new(house->vault.keeper, house->camp.arena, record, alia, &house->key));
    NES_WANT_OK(nes_rig_run(house->rig, add_key, &house->key));
}

#define NES_HOUSE(name, engine)                                                                                        \
    NES_AUTO(house_end) struct house name##_ = { 0 };                                                                  \
    struct house *name = &name##_;                                                                                     \
    house_begin(name, engine)

/* One call on the database and what it gave. */
struct deed {
    struct nes_document_row row;
    struct nes_document_id id;
    struct nes_data_key key;
    int64_t number;
    bool found;
};

static struct nes_err add_document(struct nes_tx *tx, void *self)
{
    struct deed *deed = self;

    return nes_document_add(tx, &deed->row, &deed->id);
}

static struct nes_err find_document(struct nes_tx *tx, void *self)
{
    struct deed *deed = self;

    return nes_document_find(tx, deed->id, &deed->row);
}

static struct nes_err drop_document(struct nes_tx *tx, void *self)
{
    struct deed *deed = self;

    return nes_document_set_dropped(tx, deed->id);
}

static struct nes_err find_key(struct nes_tx *tx, void *self)
{
    struct deed *deed = self;

    return nes_data_key_of(tx, alia, &deed->key, &deed->found);
}

static struct nes_err count_key(struct nes_tx *tx, void *self)
{
    struct deed *deed = self;

    return nes_data_key_count_more(tx, &deed->key, deed->number);
}

static struct nes_err destroy_key(struct nes_tx *tx, void *self)
{
    struct deed *deed = self;

    return nes_data_key_destroy(tx, alia, &deed->number);
}

static struct nes_document_id kept(struct house *house, const char *text)
{
    struct deed deed = { .row = { .key = house->key, .doc_class = NES_STR("letter"), .media = NES_STR("text/plain"),
                                  .origin = NES_DOCUMENT_RECEIVED } };
    struct nes_access access = { record, house->key };

    NES_WANT_OK(nes_document_keep(&house->vault, &access, nes_str_of(text), &deed.row.document));
    NES_WANT_OK(nes_rig_run(house->rig, add_document, &deed));
    return deed.id;
}

static struct nes_err opened(struct house *house, struct nes_document_id id, struct nes_secret *out)
{
    struct deed deed = { .id = id };
    struct nes_access access = { .why = work };

    NES_TRY(nes_rig_read(house->rig, find_document, &deed));
    access.key = deed.row.key;
    return nes_document_open(&house->vault, house->camp.arena, &access, &deed.row.document, out);
}

static void want_text(struct house *house, struct nes_document_id id, const char *text)
{
    struct nes_secret bytes = { 0 };

    NES_WANT_OK(opened(house, id, &bytes));
    NES_WANT_STR("the document", ((struct nes_str){ (const char *)bytes.ptr, bytes.len }), text);
}

NES_TEST_BOTH(documents_are_found_and_opened, .rules = "34.1, 34.2, 11.4")
{
    NES_HOUSE(house, engine);
    struct nes_document_id one = kept(house, "first letter"), two = kept(house, "");
    struct nes_document_id none = { { { 9 } } };
    struct nes_secret bytes;

    want_text(house, one, "first letter");
    want_text(house, two, "");
    NES_WANT_FAULT("of nothing", opened(house, none, &bytes), "DB_NO_ROW");
}

NES_TEST_BOTH(what_is_destroyed_stays_destroyed, .rules = "34.1")
{
    NES_HOUSE(house, engine);
    struct deed deed = { .id = kept(house, "old letter") };
    struct nes_document_id other = kept(house, "another");
    struct nes_secret bytes;

    NES_WANT_OK(nes_rig_run(house->rig, drop_document, &deed));
    NES_WANT_FAULT("dropped", opened(house, deed.id, &bytes), "DOCUMENT_DROPPED");
    NES_WANT_FAULT("twice", nes_rig_run(house->rig, drop_document, &deed), "DB_NO_ROW");
    want_text(house, other, "another");
    NES_WANT_OK(nes_rig_run(house->rig, destroy_key, &deed));
    NES_WANT_INT("keys", deed.number, 1);
    NES_WANT_FAULT("shredded", opened(house, other, &bytes), "KEY_SHREDDED");
    NES_WANT_FAULT("no key to seal with", nes_rig_read(house->rig, find_key, &deed), "KEY_SHREDDED");
}

NES_TEST_BOTH(a_new_key_seals_and_old_ones_open)
{
    NES_HOUSE(house, engine);
    struct nes_document_id old = kept(house, "old");
    struct deed deed = { 0 };

    NES_WANT_FAULT("a key that is there", nes_rig_run(house->rig, add_key, &house->key), "DB_CONFLICT");
    NES_WANT_OK(nes_data_key_new(house->vault.keeper, house->camp.arena, record, alia, &house->key));
    NES_WANT_OK(nes_rig_run(house->rig, add_key, &house->key));
    NES_WANT_OK(nes_rig_read(house->rig, find_key, &deed));
    NES_WANT("the new one", nes_str_eq(deed.key.wrapped, house->key.wrapped));
    want_text(house, old, "old");
    want_text(house, kept(house, "new"), "new");
}

NES_TEST_BOTH(a_worn_key_keeps_nothing_more, .rules = "11.2", .kind = NES_REFUSES)
{
    NES_HOUSE(house, engine);
    struct deed deed = { .key = house->key, .number = NES_SEAL_MOST };

    NES_WANT_OK(nes_rig_run(house->rig, count_key, &deed));
    deed.number = 1;
    NES_WANT_FAULT("one more", nes_rig_run(house->rig, count_key, &deed), "SEAL_WORN");
}

NES_TEST_BOTH(rotation_wraps_all_keys_while_documents_are_read)
{
    NES_HOUSE(house, engine);
    struct nes_document_id id = kept(house, "sealed before");
    int64_t done = 1, all = 0;

    for (uint8_t i = 2; i < 12; i++) {
        struct nes_data_key key;

        NES_WANT_OK(nes_data_key_new(house->vault.keeper, house->camp.arena, record, (struct nes_id){ { i } }, &key));
        NES_WANT_OK(nes_rig_run(house->rig, add_key, &key));
    }
    NES_WANT_OK(nes_vault_rewrap(nes_rig_db(house->rig), house->vault.keeper, 4, &done));
    NES_WANT_INT("nothing to do", done, 0);
    nes_keeper_end(&house->vault.keeper);
    NES_WANT_OK(nes_keys_rotate(house->camp.crypto, house->camp.keys_path));
    start_keeper(house);
    for (done = 1; done > 0; all += done) {
        NES_WANT_OK(nes_vault_rewrap(nes_rig_db(house->rig), house->vault.keeper, 4, &done));
        want_text(house, id, "sealed before");
    }
    NES_WANT_INT("all keys", all, 11);
}

NES_TEST_BOTH(a_check_of_the_store_counts_what_is_wrong, .rules = "11.1, 11.4")
{
    NES_HOUSE(house, engine);
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_CHECK };
    struct nes_vault_report report;
    struct deed lost = { .id = kept(house, "lost") };

    (void)kept(house, "whole");
    (void)kept(house, "also whole");
    NES_WANT_OK(nes_vault_check(nes_rig_db(house->rig), &house->vault, why, &report));
    NES_WANT_INT("documents", report.documents, 3);
    NES_WANT_INT("bytes", report.bytes, 4 + 5 + 10);
    NES_WANT_INT("nothing wrong", report.gone + report.changed + report.unreadable, 0);
    NES_WANT_OK(nes_rig_read(house->rig, find_document, &lost));
    NES_WANT_OK(nes_blob_drop(house->vault.blobs, &lost.row.document.blob));
    NES_WANT_OK(nes_vault_check(nes_rig_db(house->rig), &house->vault, why, &report));
    NES_WANT_INT("one is gone", report.gone, 1);
}

/* Whichever statement of keeping a document fails, there is no row without its count, and no count without its row. */
NES_TEST_BOTH(no_failing_statement_leaves_half_a_document)
{
    NES_HOUSE(house, engine);
    struct deed deed = { .row = { .key = house->key, .doc_class = NES_STR("letter"), .media = NES_STR("text/plain") } };
    struct nes_access access = { record, house->key };
    struct nes_vault_report report;
    bool fired = true;
    int64_t failed = 0;

    NES_WANT_OK(nes_document_keep(&house->vault, &access, NES_STR("text"), &deed.row.document));
    for (unsigned nth = 1; fired; nth++) {
        struct nes_err err;

        nes_rig_fail_statement(house->rig, nth);
        err = nes_rig_run(house->rig, add_document, &deed);
        fired = nes_rig_fault_fired(house->rig);
        nes_rig_fail_statement(house->rig, 0);
        NES_WANT("it fails when the statement does", fired == (err.what != NULL));
        failed += fired;
    }
    NES_WANT("some failed", failed >= 2);
    NES_WANT_OK(nes_vault_check(nes_rig_db(house->rig), &house->vault,
                                (struct nes_keeper_why){ .purpose = NES_PURPOSE_CHECK }, &report));
    NES_WANT_INT("one document", report.documents, 1);
}
