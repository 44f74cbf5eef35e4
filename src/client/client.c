#include "client/client.h"

#include "client/client_sql.h"

#define X NES_FAULT_DEFINE
#include "client/client_faults.def"
#undef X

#define SEALED 3 /* records under the key: iin, name, phone */

static struct nes_column column(const struct nes_client *client, const char *name)
{
    return (struct nes_column){ .table = "client", .name = name, .row = client->id.id, .version = 1 };
}

/* Each word of the name whole and by its first letters; a name that gives no words is found by its numbers alone. */
static void index_name(struct nes_batch *batch, struct nes_arena *arena, struct nes_secret name,
                       struct nes_name_slots *slots)
{
    struct nes_name_words *words = NES_NEW(arena, struct nes_name_words);

    *slots = (struct nes_name_slots){ 0 };
    if (!nes_name_words((struct nes_str){ (const char *)name.ptr, name.len }, words).what) {
        nes_batch_name(batch, "client", words, slots);
    }
}

static void take_words(const struct nes_batch *batch, struct nes_arena *arena, const struct nes_name_slots *slots,
                       struct nes_client *client)
{
    client->words = (struct nes_texts){ NES_NEW_MANY(arena, struct nes_str, 2 * slots->n + 1), 0 };
    for (size_t i = 0; i < slots->n; i++) {
        client->words.rows[client->words.len++] = nes_batch_public(batch, slots->word[i].whole);
        if (slots->word[i].front != slots->word[i].whole) {
            client->words.rows[client->words.len++] = nes_batch_public(batch, slots->word[i].front);
        }
    }
}

struct nes_err nes_client_seal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                               const struct nes_person *person, struct nes_client *client)
{
    struct nes_batch *batch = nes_batch_begin(arena, why, client->key);
    size_t iin = nes_batch_seal(batch, column(client, "iin"), person->iin);
    size_t name = nes_batch_seal(batch, column(client, "name"), person->name);
    size_t phone = nes_batch_seal(batch, column(client, "phone"), person->phone);
    size_t iin_index = nes_batch_index(batch, "client", "iin", person->iin);
    size_t phone_index = nes_batch_index(batch, "client", "phone", person->phone);
    struct nes_name_slots *slots = NES_NEW(arena, struct nes_name_slots);

    index_name(batch, arena, person->name, slots);
    NES_TRY(nes_batch_run(batch, keeper));
    take_words(batch, arena, slots, client);
    client->iin = nes_batch_public(batch, iin);
    client->name = nes_batch_public(batch, name);
    client->phone = nes_batch_public(batch, phone);
    client->iin_index = nes_batch_public(batch, iin_index);
    client->phone_index = nes_batch_public(batch, phone_index);
    return NES_FINE;
}

struct nes_err nes_client_unseal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                 const struct nes_client *client, struct nes_person *out)
{
    struct nes_batch *batch = nes_batch_begin(arena, why, client->key);
    size_t iin = nes_batch_unseal(batch, column(client, "iin"), client->iin);
    size_t name = nes_batch_unseal(batch, column(client, "name"), client->name);
    size_t phone = nes_batch_unseal(batch, column(client, "phone"), client->phone);

    NES_TRY(nes_batch_run(batch, keeper));
    *out = (struct nes_person){ .iin = nes_batch_secret(batch, iin), .name = nes_batch_secret(batch, name),
                                .phone = nes_batch_secret(batch, phone) };
    return NES_FINE;
}

struct nes_err nes_client_add(struct nes_tx *tx, const struct nes_client *client)
{
    NES_TRY(nes_data_key_add(tx, &client->key));
    return nes_client_open(tx, client);
}

struct nes_err nes_client_known(struct nes_tx *tx, struct nes_str iin_index, bool *known)
{
    struct nes_client_by_iin_row row;

    return nes_client_by_iin(tx, iin_index, &row, known);
}

struct nes_err nes_client_open(struct nes_tx *tx, const struct nes_client *client)
{
    int64_t added;

    NES_TRY(nes_data_key_count_more(tx, &client->key, SEALED));
    NES_TRY(nes_client_insert(tx,
                              &(struct nes_client_insert_in){ client->id, client->iin, client->iin_index, client->name,
                                                              client->phone, client->phone_index, client->lang,
                                                              nes_tx_now(tx) },
                              &added));
    if (added != 1) {
        return NES_FAIL(CLIENT_THERE, "iin");
    }
    for (size_t i = 0; i < client->words.len; i++) {
        NES_TRY(nes_client_word_insert(tx, client->words.rows[i], client->id, &added)); /* a word may stand twice */
    }
    return NES_FINE;
}

struct nes_err nes_client_find(struct nes_tx *tx, struct nes_client_id id, struct nes_client *out)
{
    struct nes_client_by_id_row row;

    NES_TRY(nes_client_by_id(tx, id, &row));
    *out = (struct nes_client){ .id = id, .iin = row.iin, .iin_index = row.iin_index, .name = row.name,
                                .phone = row.phone, .phone_index = row.phone_index, .lang = row.lang,
                                .version = row.version };
    return nes_data_key_must(tx, id.id, &out->key);
}
