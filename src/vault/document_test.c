#include "vault/document.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "vault/column.h"
#include "vault/vault_test.h"

static const struct nes_keeper_why record = { NES_PURPOSE_RECORD, { { 3 } } }, work = { NES_PURPOSE_WORK, { { 3 } } };

struct safe {
    struct camp camp;
    struct nes_vault vault;
    struct nes_data_key key;
    struct nes_access record, work;   /* to the key of one client */
};

static void safe_end(struct safe *safe)
{
    nes_blobs_end(&safe->vault.blobs);
    nes_keeper_end(&safe->vault.keeper);
    camp_end(&safe->camp);
}

static void safe_begin(struct safe *safe)
{
    struct nes_keeper_options options = { .clock = nes_clock_real() };
    char folder[96];

    camp_begin(&safe->camp);
    options.program = nesie_program(safe->camp.arena);
    options.keys_path = safe->camp.keys_path;
    NES_WANT_OK(nes_keys_create(safe->camp.crypto, safe->camp.keys_path));
    NES_WANT_OK(nes_keeper_begin(&options, &safe->vault.keeper));
    (void)snprintf(folder, sizeof(folder), "%s/documents", safe->camp.folder);
    NES_WANT_OK(nes_blobs_begin(safe->camp.crypto, folder, &safe->vault.blobs));
    safe->vault.crypto = safe->camp.crypto;
    NES_WANT_OK(nes_data_key_new(safe->vault.keeper, safe->camp.arena, record, (struct nes_id){ { 1 } }, &safe->key));
    safe->record = (struct nes_access){ record, safe->key };
    safe->work = (struct nes_access){ work, safe->key };
}

#define NES_SAFE(name)                                                                                                 \
    NES_AUTO(safe_end) struct safe name##_ = { 0 };                                                                    \
    struct safe *name = &name##_;                                                                                      \
    safe_begin(name)

static char *blob_path(struct safe *safe, const struct nes_hash *name)
{
    char *path = nes_arena_take(safe->camp.arena, 256);
    int len = snprintf(path, 256, "%s/documents/%02x/", safe->camp.folder, name->b[0]);

    for (size_t i = 1; i < NES_HASH_BYTES; i++) {
        len += snprintf(path + len, 256 - (size_t)len, "%02x", name->b[i]);
    }
    return path;
}

static const size_t sizes[] = { 0, 1, 1000, NES_KEEPER_DATA_MAX - 1, NES_KEEPER_DATA_MAX, NES_KEEPER_DATA_MAX + 1,
                                5 * NES_KEEPER_DATA_MAX + 17 };

NES_TEST(documents_come_back_byte_for_byte, .rules = "34.1, 34.2, 11.4")
{
    NES_SAFE(safe);
    char *bytes = nes_arena_take(safe->camp.arena, 6 * NES_KEEPER_DATA_MAX);

    nes_crypto_random(safe->camp.crypto, bytes, 6 * NES_KEEPER_DATA_MAX);
    for (size_t i = 0; i < NES_LEN(sizes); i++) {
        struct nes_document document;
        struct nes_secret back;

        NES_WANT_OK(nes_document_keep(&safe->vault, &safe->record, (struct nes_str){ bytes, sizes[i] }, &document));
        NES_WANT_OK(nes_document_open(&safe->vault, safe->camp.arena, &safe->work, &document, &back));
        NES_WANT("the same", back.len == sizes[i] && memcmp(back.ptr, bytes, sizes[i]) == 0);
    }
}

NES_TEST(what_is_too_large_is_not_kept, .kind = NES_REFUSES)
{
    NES_SAFE(safe);
    char *bytes = nes_arena_take(safe->camp.arena, NES_BLOB_BYTES_MAX + 1);
    struct nes_document document;
    struct nes_hash name;

    NES_WANT_FAULT("a document",
                   nes_document_keep(&safe->vault, &safe->record,
                                     (struct nes_str){ bytes, NES_DOCUMENT_BYTES_MAX + 1 }, &document),
                   "DOCUMENT_LARGE");
    NES_WANT_FAULT("a sealed one",
                   nes_blob_put(safe->vault.blobs, (struct nes_str){ bytes, NES_BLOB_BYTES_MAX + 1 }, &name),
                   "DOCUMENT_LARGE");
}

NES_TEST(a_stored_document_is_not_readable_and_not_writable, .rules = "11.2")
{
    NES_SAFE(safe);
    struct nes_document document;
    struct stat stat_;
    struct nes_str file;

    NES_WANT_OK(nes_document_keep(&safe->vault, &safe->record, NES_STR("ИИН 800416100254"), &document));
    NES_WANT_INT("there", stat(blob_path(safe, &document.blob), &stat_), 0);
    NES_WANT_INT("mode", stat_.st_mode & 0777, 0400);
    file = told(blob_path(safe, &document.blob), safe->camp.arena);
    NES_WANT("sealed", !memmem(file.ptr, file.len, "800416", 6));
}

/* Whoever can write the disk can also name the file after its new bytes: the seal must find the change then. */
NES_TEST(any_change_of_a_stored_document_is_found, .rules = "11.1, 11.4", .kind = NES_REFUSES)
{
    NES_SAFE(safe);
    struct nes_document document, forged;
    struct nes_str file;
    struct nes_secret back;
    char *path, *bytes;

    NES_WANT_OK(nes_document_keep(&safe->vault, &safe->record, NES_STR("договор № 1"), &document));
    path = blob_path(safe, &document.blob);
    file = told(path, safe->camp.arena);
    bytes = nes_arena_take(safe->camp.arena, file.len);
    NES_WANT_INT("writable", chmod(path, 0600), 0);
    for (size_t at = 0; at < file.len; at++) {
        memcpy(bytes, file.ptr, file.len);
        bytes[at] ^= 1;
        tell(path, (struct nes_str){ bytes, file.len });
        NES_WANT_FAULT("a changed byte",
                       nes_document_open(&safe->vault, safe->camp.arena, &safe->work, &document, &back),
                       "DOCUMENT_CHANGED");
        forged = document;
        NES_WANT_OK(nes_blob_put(safe->vault.blobs, (struct nes_str){ bytes, file.len }, &forged.blob));
        NES_WANT("a renamed change",
                 nes_document_open(&safe->vault, safe->camp.arena, &safe->work, &forged, &back).what != NULL);
    }
    tell(path, nes_str_part(file, 0, file.len - 1));
    NES_WANT_FAULT("cut", nes_document_open(&safe->vault, safe->camp.arena, &safe->work, &document, &back),
                   "DOCUMENT_CHANGED");
    NES_WANT_INT("removed", unlink(path), 0);
    NES_WANT_FAULT("gone", nes_document_open(&safe->vault, safe->camp.arena, &safe->work, &document, &back),
                   "BLOB_GONE");
}

NES_TEST(documents_of_one_client_are_not_taken_for_another, .rules = "11.1, 11.2", .kind = NES_REFUSES)
{
    NES_SAFE(safe);
    struct nes_document one, two, mixed;
    struct nes_access stolen = safe->work;
    struct nes_secret back;

    NES_WANT_OK(nes_document_keep(&safe->vault, &safe->record, NES_STR("one"), &one));
    NES_WANT_OK(nes_document_keep(&safe->vault, &safe->record, NES_STR("two"), &two));
    mixed = one;
    mixed.blob = two.blob;
    NES_WANT_FAULT("another blob", nes_document_open(&safe->vault, safe->camp.arena, &safe->work, &mixed, &back),
                   "DOCUMENT_CHANGED");
    stolen.key.owner = (struct nes_id){ { 9 } };
    NES_WANT_FAULT("another owner", nes_document_open(&safe->vault, safe->camp.arena, &stolen, &one, &back),
                   "DOCUMENT_CHANGED");
    mixed = one;
    mixed.bytes = 2;
    NES_WANT_FAULT("another length", nes_document_open(&safe->vault, safe->camp.arena, &safe->work, &mixed, &back),
                   "DOCUMENT_CHANGED");
}

NES_TEST(a_folder_that_cannot_be_written_keeps_nothing)
{
    NES_SAFE(safe);
    struct nes_hash name;

    NES_WANT_OK(nes_blob_put(safe->vault.blobs, NES_STR("x"), &name));
    NES_WANT_OK(nes_blob_put(safe->vault.blobs, NES_STR("x"), &name));
    NES_WANT_OK(nes_blob_drop(safe->vault.blobs, &name));
    NES_WANT_FAULT("twice", nes_blob_drop(safe->vault.blobs, &name), "BLOB_GONE");
    nes_blobs_end(&safe->vault.blobs);
    NES_WANT_FAULT("a file in its place", nes_blobs_begin(safe->camp.crypto, safe->camp.keys_path, &safe->vault.blobs),
                   "BLOB_STORE");
    NES_WANT_FAULT("no parent", nes_blobs_begin(safe->camp.crypto, "/nowhere/documents", &safe->vault.blobs),
                   "BLOB_STORE");
}

static struct nes_secret secret(const char *text)
{
    return (struct nes_secret){ (const uint8_t *)text, strlen(text) };
}

NES_TEST(columns_are_sealed_in_their_place_and_found_by_index, .rules = "11.2")
{
    NES_SAFE(safe);
    struct nes_column iin = { "client", "iin", { { 7 } }, 1 }, moved = { "client", "iin", { { 8 } }, 1 };
    struct nes_batch *write = nes_batch_begin(safe->camp.arena, record, safe->key), *read, *wrong;
    size_t sealed = nes_batch_seal(write, iin, secret("800416100254"));
    size_t index = nes_batch_index(write, "client", "iin", secret("800416100254"));
    size_t personal = nes_batch_personal(write, "iin", secret("800416100254")), again;

    NES_WANT_OK(nes_batch_run(write, safe->vault.keeper));
    NES_WANT_INT("index", (int64_t)nes_batch_public(write, index).len, NES_HASH_BYTES);
    NES_WANT("another use, another hash",
             !nes_str_eq(nes_batch_public(write, index), nes_batch_public(write, personal)));
    read = nes_batch_begin(safe->camp.arena, work, safe->key);
    again = nes_batch_unseal(read, iin, nes_batch_public(write, sealed));
    NES_WANT_OK(nes_batch_run(read, safe->vault.keeper));
    NES_WANT("opened", nes_batch_secret(read, again).len == 12 &&
                           memcmp(nes_batch_secret(read, again).ptr, "800416100254", 12) == 0);
    wrong = nes_batch_begin(safe->camp.arena, work, safe->key);
    (void)nes_batch_unseal(wrong, moved, nes_batch_public(write, sealed));
    NES_WANT_FAULT("in another row", nes_batch_run(wrong, safe->vault.keeper), "SEAL_BROKEN");
}

NES_TEST(names_are_indexed_by_words_and_first_letters)
{
    NES_SAFE(safe);
    struct nes_batch *one = nes_batch_begin(safe->camp.arena, record, safe->key);
    struct nes_name_words words, typed;
    struct nes_name_slots slots, sought;

    NES_WANT_OK(nes_name_words(NES_STR("Әлия Ли"), &words));
    NES_WANT_OK(nes_name_words(NES_STR("али АЛИЯ"), &typed));
    nes_batch_name(one, "client", &words, &slots);
    nes_batch_name(one, "client", &typed, &sought);
    NES_WANT_OK(nes_batch_run(one, safe->vault.keeper));
    NES_WANT("the word",
             nes_str_eq(nes_batch_public(one, slots.word[0].whole), nes_batch_public(one, sought.word[1].whole)));
    NES_WANT("its first letters",
             nes_str_eq(nes_batch_public(one, slots.word[0].front), nes_batch_public(one, sought.word[0].front)));
    NES_WANT("a front is no word",
             !nes_str_eq(nes_batch_public(one, sought.word[0].front), nes_batch_public(one, sought.word[0].whole)));
    NES_WANT_INT("a short word has no front of its own", (int64_t)slots.word[1].front, (int64_t)slots.word[1].whole);
}
