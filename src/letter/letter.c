#include "letter/letter.h"

#include "letter/letter_sql.h"

/* RULE 12 RULE 11.1: the leaf names the letter and the hash of its text and of each file. */
static struct nes_err add_leaf(struct nes_tx *tx, const struct nes_letter_parts *parts, struct nes_letter *letter)
{
    struct nes_leaf leaf = { .kind = NES_STR("letter.sent"),
                             .actor = letter->from_client ? NES_LEAF_CLIENT : NES_LEAF_STAFF };

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("letter"), letter->id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), letter->client.id };
    for (size_t i = 0; i < parts->len; i++) {
        leaf.hash[leaf.hashes++] = (struct nes_leaf_hash){ .form = NES_LEAF_CONTENT,
                                                           .label = i == 0 ? NES_STR("text") : NES_STR("file"),
                                                           .hash = parts->rows[i].document.content };
    }
    return nes_audit_add(tx, &leaf, &letter->leaf);
}

struct nes_err nes_letter_send(struct nes_tx *tx, const struct nes_letter_parts *parts, struct nes_letter *letter)
{
    struct nes_document_id files[1 + NES_LETTER_FILES_MAX] = { 0 };

    NES_ASSERT(parts->len >= 1 && parts->len <= NES_LEN(files));
    letter->id = (struct nes_letter_id){ nes_tx_new_id(tx) };
    letter->sent_at = nes_tx_now(tx);
    for (size_t i = 0; i < parts->len; i++) {
        NES_TRY(nes_document_add(tx, &parts->rows[i], &files[i]));
    }
    letter->document = files[0];
    NES_TRY(add_leaf(tx, parts, letter));
    NES_TRY(nes_letter_insert(tx, &(struct nes_letter_insert_in){ letter->id, letter->client, letter->from_client,
                                                                  letter->author, letter->document, letter->leaf,
                                                                  letter->sent_at }));
    for (size_t i = 1; i < parts->len; i++) {
        NES_TRY(nes_letter_file_insert(tx, letter->id, (int32_t)i, files[i]));
    }
    return NES_FINE;
}

struct nes_err nes_letter_find(struct nes_tx *tx, struct nes_letter_id id, struct nes_letter *out)
{
    struct nes_letter_by_id_row row;

    NES_TRY(nes_letter_by_id(tx, id, &row));
    *out = (struct nes_letter){ id, row.client_id, row.from_client, row.author, row.document_id, row.leaf_id,
                                row.sent_at, row.read_at };
    return NES_FINE;
}

struct nes_err nes_letters_of(struct nes_tx *tx, struct nes_client_id client, struct nes_letters *out)
{
    struct nes_letter_list_rows found;

    NES_TRY(nes_letter_list(tx, client, &found));
    *out = (struct nes_letters){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_letter, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_letter_list_row *row = &found.rows[i];

        out->rows[i] = (struct nes_letter){ row->id, client, row->from_client, row->author, row->document_id,
                                            row->leaf_id, row->sent_at, row->read_at };
    }
    return NES_FINE;
}

struct nes_err nes_letter_documents(struct nes_tx *tx, const struct nes_letter *letter, struct nes_letter_parts *out)
{
    struct nes_letter_files_rows found;

    *out = (struct nes_letter_parts){ .len = 1 };
    NES_TRY(nes_document_find(tx, letter->document, &out->rows[0]));
    NES_TRY(nes_letter_files(tx, letter->id, &found));
    for (size_t i = 0; i < found.len; i++) {
        NES_TRY(nes_document_find(tx, found.rows[i].document_id, &out->rows[out->len++]));
    }
    return NES_FINE;
}
