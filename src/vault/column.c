#include "vault/column.h"

#include <string.h>

#define VALUES_MAX 1'024

struct nes_batch {
    struct nes_arena *arena;
    struct nes_keeper_why why;
    struct nes_data_key key;
    struct nes_keeper_item *item;
    size_t n, cap;
    bool done;
};

struct nes_batch *nes_batch_begin(struct nes_arena *arena, struct nes_keeper_why why, struct nes_data_key key)
{
    struct nes_batch *batch = NES_NEW(arena, struct nes_batch);

    *batch = (struct nes_batch){ .arena = arena, .why = why, .key = key };
    return batch;
}

static size_t add(struct nes_batch *batch, struct nes_keeper_item item)
{
    NES_ASSERT(!batch->done && batch->n < VALUES_MAX);
    if (batch->n == batch->cap) {
        struct nes_keeper_item *wider;

        batch->cap = batch->cap ? batch->cap * 2 : 16;
        wider = NES_NEW_MANY(batch->arena, struct nes_keeper_item, batch->cap);
        if (batch->n > 0) {
            memcpy(wider, batch->item, batch->n * sizeof(*wider));
        }
        batch->item = wider;
    }
    batch->item[batch->n] = item;
    return batch->n++;
}

static struct nes_str label_of(struct nes_buf *buf)
{
    NES_ASSERT(!buf->full); /* names of tables and columns are ours and short */
    return (struct nes_str){ buf->ptr, buf->len };
}

/* "table|row|column|version" */
static struct nes_str place_of(struct nes_arena *arena, struct nes_column column)
{
    struct nes_buf buf = nes_buf_begin(arena, NES_KEEPER_LABEL_MAX);

    nes_buf_addz(&buf, column.table);
    nes_buf_byte(&buf, '|');
    nes_buf_add(&buf, nes_id_str(arena, column.row));
    nes_buf_byte(&buf, '|');
    nes_buf_addz(&buf, column.name);
    nes_buf_byte(&buf, '|');
    nes_buf_int(&buf, column.version);
    return label_of(&buf);
}

static struct nes_str bytes_of(struct nes_secret value)
{
    return (struct nes_str){ (const char *)value.ptr, value.len };
}

size_t nes_batch_seal(struct nes_batch *batch, struct nes_column column, struct nes_secret value)
{
    return add(batch, (struct nes_keeper_item){ .op = NES_KEEPER_SEAL, .owner = batch->key.owner,
                                                .wrapped = batch->key.wrapped,
                                                .label = place_of(batch->arena, column), .data = bytes_of(value) });
}

size_t nes_batch_unseal(struct nes_batch *batch, struct nes_column column, struct nes_str sealed)
{
    return add(batch, (struct nes_keeper_item){ .op = NES_KEEPER_UNSEAL, .owner = batch->key.owner,
                                                .wrapped = batch->key.wrapped,
                                                .label = place_of(batch->arena, column), .data = sealed });
}

size_t nes_batch_index(struct nes_batch *batch, const char *table, const char *name, struct nes_secret value)
{
    struct nes_buf buf = nes_buf_begin(batch->arena, NES_KEEPER_LABEL_MAX);

    nes_buf_addz(&buf, table);
    nes_buf_byte(&buf, '.');
    nes_buf_addz(&buf, name);
    return add(batch, (struct nes_keeper_item){ .op = NES_KEEPER_INDEX, .label = label_of(&buf),
                                                .data = bytes_of(value) });
}

size_t nes_batch_personal(struct nes_batch *batch, const char *label, struct nes_secret value)
{
    return add(batch, (struct nes_keeper_item){ .op = NES_KEEPER_PERSONAL, .owner = batch->key.owner,
                                                .wrapped = batch->key.wrapped, .label = nes_str_of(label),
                                                .data = bytes_of(value) });
}

struct nes_err nes_batch_run(struct nes_batch *batch, struct nes_keeper *keeper)
{
    NES_ASSERT(!batch->done);
    batch->done = true;
    return nes_keeper_ask(keeper, batch->arena, batch->why, batch->item, batch->n);
}

struct nes_str nes_batch_public(const struct nes_batch *batch, size_t slot)
{
    NES_ASSERT(batch->done && slot < batch->n && batch->item[slot].op != NES_KEEPER_UNSEAL);
    return batch->item[slot].answer;
}

struct nes_secret nes_batch_secret(const struct nes_batch *batch, size_t slot)
{
    NES_ASSERT(batch->done && slot < batch->n && batch->item[slot].op == NES_KEEPER_UNSEAL);
    return (struct nes_secret){ (const uint8_t *)batch->item[slot].answer.ptr, batch->item[slot].answer.len };
}

/* The bytes of the first letters of a word; all of it where it is shorter. */
static size_t front_of(struct nes_str word)
{
    size_t letters = 0, at = 0;

    while (at < word.len) {
        letters += ((unsigned char)word.ptr[at] & 0xc0) != 0x80;
        if (letters > NES_NAME_FRONT) {
            break;
        }
        at++;
    }
    return at;
}

void nes_batch_name(struct nes_batch *batch, const char *table, const struct nes_name_words *words,
                    struct nes_name_slots *out)
{
    out->n = words->n;
    for (size_t i = 0; i < words->n; i++) {
        struct nes_str word = words->word[i], front = nes_str_part(word, 0, front_of(word));
        bool whole = nes_str_points(word) < NES_NAME_FRONT;

        out->word[i].whole = nes_batch_index(batch, table, "name_word",
                                             (struct nes_secret){ (const uint8_t *)word.ptr, word.len });
        out->word[i].front = whole ? out->word[i].whole
                                   : nes_batch_index(batch, table, "name_front",
                                                     (struct nes_secret){ (const uint8_t *)front.ptr, front.len });
    }
}
