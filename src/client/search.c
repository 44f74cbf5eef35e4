#include "client/search.h"

#include "client/search_sql.h"
#include "ident/phone.h"

#define NAMES_MAX 200 /* as the query gives */

/* What is looked for, as indexes. */
struct sought {
    struct nes_str iin, phone;
    struct nes_name_words words;     /* point into themselves: never copied */
    struct nes_name_slots slots;
    struct { struct nes_str whole, front; } index[2]; /* of the first two words */
};

/* Two words to look up: those long enough to have a front; one stands for both, a short one where there is no other. */
static void choose(const struct nes_batch *batch, struct sought *out)
{
    size_t chosen[NES_LEN(out->index)] = { 0 }, n = 0;

    for (size_t i = 0; i < out->slots.n && n < NES_LEN(chosen); i++) {
        if (out->slots.word[i].front != out->slots.word[i].whole) {
            chosen[n++] = i;
        }
    }
    if (n == 1) {
        chosen[1] = chosen[0];
    }
    for (size_t i = 0; i < NES_LEN(chosen) && out->slots.n > 0; i++) {
        out->index[i].whole = nes_batch_public(batch, out->slots.word[chosen[i]].whole);
        out->index[i].front = nes_batch_public(batch, out->slots.word[chosen[i]].front);
    }
}

static struct nes_err index_of(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                               struct nes_str text, struct sought *out)
{
    struct nes_batch *batch = nes_batch_begin(arena, why, (struct nes_data_key){ 0 });
    struct nes_phone *number = NES_NEW(arena, struct nes_phone);
    struct nes_phone_mask mask;
    struct nes_str phone;
    size_t iin, other;

    NES_TRY(nes_phone_mask_read(NES_STR(NES_PHONE_MASK), &mask));
    phone = nes_phone_read(text, &mask, number).what ? text : nes_str_of(number->text);
    iin = nes_batch_index(batch, "client", "iin", (struct nes_secret){ (const uint8_t *)text.ptr, text.len });
    other = nes_batch_index(batch, "client", "phone", (struct nes_secret){ (const uint8_t *)phone.ptr, phone.len });
    if (!nes_name_words(text, &out->words).what) {
        nes_batch_name(batch, "client", &out->words, &out->slots);
    }
    NES_TRY(nes_batch_run(batch, keeper));
    out->iin = nes_batch_public(batch, iin);
    out->phone = nes_batch_public(batch, other);
    choose(batch, out);
    return NES_FINE;
}

/* A row of either query. */
struct sealed {
    struct nes_client client;
    struct nes_str login;
};

static struct sealed sealed_of(const struct nes_client_named_row *row)
{
    return (struct sealed){ .login = row->login,
                            .client = { .id = row->id, .key = { row->id.id, row->wrapped }, .iin = row->iin,
                                        .name = row->name, .phone = row->phone } };
}

static bool begins_one(struct nes_str word, const struct nes_name_words *words)
{
    for (size_t i = 0; i < words->n; i++) {
        if (nes_str_starts(words->word[i], word)) {
            return true;
        }
    }
    return false;
}

/* Each word that was typed begins a word of the name. */
static bool name_fits(struct nes_secret name, const struct nes_name_words *typed, struct nes_name_words *words)
{
    if (nes_name_words((struct nes_str){ (const char *)name.ptr, name.len }, words).what) {
        return false;
    }
    for (size_t i = 0; i < typed->n; i++) {
        if (!begins_one(typed->word[i], words)) {
            return false;
        }
    }
    return true;
}

/* What a call of this module goes by. */
struct look {
    struct nes_keeper *keeper;
    struct nes_arena *arena;
    struct nes_keeper_why why;
    const struct nes_name_words *typed;    /* NULL: numbers were compared by their index */
};

static struct nes_err take(const struct look *look, const struct sealed *row, struct nes_client_hits *out)
{
    struct nes_name_words *words = NES_NEW(look->arena, struct nes_name_words);
    struct nes_client_hit hit = { .id = row->client.id, .login = row->login };

    if (row->client.key.wrapped.len == 0) {
        return NES_FINE; /* the data was shredded: there is nothing to show */
    }
    NES_TRY(nes_client_unseal(look->keeper, look->arena, look->why, &row->client, &hit.person));
    if (look->typed && !name_fits(hit.person.name, look->typed, words)) {
        return NES_FINE;
    }
    if (out->len == NES_CLIENT_FOUND_MAX) {
        out->more = true;
        return NES_FINE;
    }
    out->rows[out->len++] = hit;
    return NES_FINE;
}

static struct nes_err exact(const struct look *look, struct nes_tx *tx, const struct sought *sought,
                            struct nes_str text, struct nes_client_hits *out)
{
    struct nes_client_exact_rows found;

    NES_TRY(nes_client_exact(tx, sought->iin, sought->phone, text, &found));
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_client_exact_row *row = &found.rows[i];
        struct sealed sealed = sealed_of(&(struct nes_client_named_row){ row->id, row->login, row->iin, row->name,
                                                                         row->phone, row->wrapped });

        NES_TRY(take(look, &sealed, out));
    }
    return NES_FINE;
}

/* Whole words first: they are few. Only where nobody has them, their first letters. */
static struct nes_err named(const struct look *look, struct nes_tx *tx, const struct sought *sought,
                            struct nes_client_hits *out)
{
    struct nes_client_named_rows found;

    NES_TRY(nes_client_named(tx, sought->index[0].whole, sought->index[1].whole, &found));
    if (found.len == 0) {
        NES_TRY(nes_client_named(tx, sought->index[0].front, sought->index[1].front, &found));
    }
    for (size_t i = 0; i < found.len && !out->more; i++) {
        struct sealed sealed = sealed_of(&found.rows[i]);

        NES_TRY(take(look, &sealed, out));
    }
    out->more |= found.len == NAMES_MAX;
    return NES_FINE;
}

struct nes_err nes_client_search(struct nes_keeper *keeper, struct nes_tx *tx, struct nes_keeper_why why,
                                 struct nes_str text, struct nes_client_hits *out)
{
    struct nes_arena *arena = nes_tx_arena(tx);
    struct sought *sought = NES_NEW(arena, struct sought);
    struct look look = { keeper, arena, why, NULL };

    *out = (struct nes_client_hits){ .rows = NES_NEW_MANY(arena, struct nes_client_hit, NES_CLIENT_FOUND_MAX) };
    NES_TRY(index_of(keeper, arena, why, text, sought));
    NES_TRY(exact(&look, tx, sought, text, out));
    if (out->len > 0 || sought->slots.n == 0) {
        return NES_FINE;
    }
    look.typed = &sought->words;
    return named(&look, tx, sought, out);
}
