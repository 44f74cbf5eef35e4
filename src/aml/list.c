#include "aml/list.h"

#include <stdlib.h>
#include <string.h>

#include "aml/aml_sql.h"
#include "ident/name.h"

#define X NES_FAULT_DEFINE
#include "aml/aml_faults.def"
#undef X

static const char *const kinds[] = {
    [NES_AML_FINANCING] = "financing",
    [NES_AML_PARTICIPANTS] = "participants",
};

const char *nes_aml_kind_word(enum nes_aml_kind kind)
{
    return kinds[kind];
}

enum nes_aml_kind nes_aml_kind_of(struct nes_str word)
{
    return (enum nes_aml_kind)nes_str_place(kinds, NES_LEN(kinds), word);
}

static int by_letters(const void *a, const void *b)
{
    return nes_str_order(*(const struct nes_str *)a, *(const struct nes_str *)b);
}

struct nes_str nes_aml_words(struct nes_arena *arena, struct nes_str name)
{
    struct nes_name_words *words = NES_NEW(arena, struct nes_name_words);
    struct nes_buf buf = nes_buf_begin(arena, NES_NAME_BYTES_MAX + NES_NAME_WORDS_MAX);

    if (nes_name_words(name, words).what || words->n == 0) {
        return (struct nes_str){ 0 };
    }
    qsort(words->word, words->n, sizeof(words->word[0]), by_letters);
    for (size_t i = 0; i < words->n; i++) {
        if (i > 0) {
            nes_buf_byte(&buf, ' ');
        }
        nes_buf_add(&buf, words->word[i]);
    }
    return (struct nes_str){ buf.ptr, buf.len };
}

bool nes_aml_shrank(int64_t before, int64_t now)
{
    return now < before - before / 10;
}

static struct nes_err insert_entries(struct nes_tx *tx, const struct nes_aml_list *list)
{
    for (size_t i = 0; i < list->len; i++) {
        const struct nes_aml_entry *entry = &list->entries[i];

        NES_TRY(nes_aml_entry_insert(
            tx, &(struct nes_aml_entry_insert_in){ list->id, (int32_t)i + 1,
                                                   entry->person ? NES_STR("person") : NES_STR("org"), entry->name,
                                                   entry->words, entry->number, entry->born_on }));
    }
    return NES_FINE;
}

struct nes_err nes_aml_take(struct nes_tx *tx, struct nes_aml_list *list, bool anyway, bool *fresh)
{
    struct nes_aml_list before;
    bool found;

    if (list->len == 0 || list->len > NES_AML_ENTRIES_MAX) {
        return NES_FAIL(AML_LIST_SIZE, "file");
    }
    NES_TRY(nes_aml_list_now(tx, list->kind, &before, &found));
    *fresh = !found || !nes_hash_eq(&before.hash, &list->hash);
    if (!*fresh) {
        list->id = before.id;
        return NES_FINE;
    }
    list->id = (struct nes_aml_list_id){ nes_tx_new_id(tx) };
    list->shrunk = found && !anyway && nes_aml_shrank(before.persons + before.orgs, (int64_t)list->len);
    list->taken_at = nes_tx_now(tx);
    NES_TRY(
        nes_aml_list_insert(tx, &(struct nes_aml_list_insert_in){ list->id,
                                                                  nes_str_of(kinds[list->kind]),
                                                                  list->shrunk ? NES_STR("shrunk") : NES_STR("taken"),
                                                                  { (const char *)list->hash.b, sizeof(list->hash.b) },
                                                                  list->file,
                                                                  list->source,
                                                                  list->taken_by,
                                                                  list->taken_at,
                                                                  list->persons,
                                                                  list->orgs }));
    NES_TRY(insert_entries(tx, list));
    return list->shrunk ? NES_REFUSE(AML_SHRANK, "file") : NES_FINE;
}

struct nes_err nes_aml_list_now(struct nes_tx *tx, enum nes_aml_kind kind, struct nes_aml_list *out, bool *found)
{
    struct nes_aml_list_newest_row row;

    *out = (struct nes_aml_list){ .kind = kind };
    NES_TRY(nes_aml_list_newest(tx, nes_str_of(kinds[kind]), &row, found));
    if (!*found) {
        return NES_FINE;
    }
    out->id = row.id;
    memcpy(out->hash.b, row.hash.ptr, sizeof(out->hash.b));
    out->source = row.source;
    out->taken_by = row.taken_by;
    out->taken_at = row.taken_at;
    out->persons = row.persons;
    out->orgs = row.orgs;
    return NES_FINE;
}

struct nes_err nes_aml_lists(struct nes_tx *tx, struct nes_aml_lists *out)
{
    struct nes_aml_list_all_rows found;

    NES_TRY(nes_aml_list_all(tx, &found));
    *out = (struct nes_aml_lists){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_aml_list, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_aml_list_all_row *row = &found.rows[i];
        struct nes_aml_list *list = &out->rows[i];

        *list = (struct nes_aml_list){ .id = row->id,
                                       .shrunk = nes_str_is(row->state, "shrunk"),
                                       .source = row->source,
                                       .taken_by = row->taken_by,
                                       .taken_at = row->taken_at,
                                       .persons = row->persons,
                                       .orgs = row->orgs };
        memcpy(list->hash.b, row->hash.ptr, sizeof(list->hash.b));
        list->kind = nes_aml_kind_of(row->kind);
    }
    return NES_FINE;
}
