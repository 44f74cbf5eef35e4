#include "product/disclosure.h"

#include <string.h>

#include "product/product_sql.h"

static const char *const words[] = { [NES_DISCLOSURE_RULES] = "rules", [NES_DISCLOSURE_RIGHTS] = "rights" };

const char *nes_disclosure_word(enum nes_disclosure_kind kind)
{
    return words[kind];
}

static struct nes_str bytes_of(const struct nes_hash *hash)
{
    return (struct nes_str){ (const char *)hash->b, sizeof(hash->b) };
}

static struct nes_err check_day(struct nes_tx *tx, struct nes_str kind, struct nes_date from, int32_t *nr)
{
    struct nes_disclosure_last_row last;

    NES_TRY(nes_disclosure_last(tx, kind, &last));
    *nr = (int32_t)last.nr + 1;
    return from.day < nes_date_at(nes_tx_now(tx)).day || from.day < last.from_on.day ? NES_FAIL(PRODUCT_DAY, "from_on")
                                                                                     : NES_FINE;
}

struct nes_err nes_disclosure_propose(struct nes_tx *tx, struct nes_disclosure *text)
{
    struct nes_str kind = nes_str_of(words[text->kind]);
    int64_t added;

    NES_TRY(check_day(tx, kind, text->from, &text->nr));
    text->id = (struct nes_disclosure_id){ nes_tx_new_id(tx) };
    NES_TRY(nes_disclosure_insert(tx,
                                  &(struct nes_disclosure_insert_in){
                                      text->id, kind, text->nr, text->from, text->body_kk, text->body_ru,
                                      bytes_of(&text->hash_kk), bytes_of(&text->hash_ru), text->maker, nes_tx_now(tx) },
                                  &added));
    return added == 1 ? NES_FINE : NES_FAIL(DB_CONFLICT, "nr");
}

struct nes_err nes_disclosure_decide(struct nes_tx *tx, struct nes_disclosure_id id, struct nes_id checker,
                                     bool publish)
{
    struct nes_disclosure_by_id_row row;
    int64_t decided;
    int32_t next;

    NES_TRY(nes_disclosure_by_id(tx, id, &row));
    if (nes_id_eq(row.maker, checker)) {
        return NES_REFUSE(TEXT_MAKER, "disclosure");
    }
    if (!nes_str_is(row.state, "proposed")) {
        return NES_FAIL(PRODUCT_DECIDED, "disclosure");
    }
    if (publish) {
        NES_TRY(check_day(tx, row.kind, row.from_on, &next));
    }
    NES_TRY(nes_disclosure_settle(tx, id, publish ? NES_STR("published") : NES_STR("rejected"), checker, nes_tx_now(tx),
                                  &decided));
    NES_ASSERT(decided == 1);
    return NES_FINE;
}

struct nes_err nes_disclosure_on(struct nes_tx *tx, enum nes_disclosure_kind kind, struct nes_date day,
                                 struct nes_disclosure *out)
{
    struct nes_disclosure_at_row row;
    bool found;

    NES_TRY(nes_disclosure_at(tx, nes_str_of(words[kind]), day, &row, &found));
    if (!found) {
        return NES_FAIL(TEXT_NONE, words[kind]);
    }
    *out = (struct nes_disclosure){ .id = row.id,
                                    .kind = kind,
                                    .nr = row.nr,
                                    .from = row.from_on,
                                    .body_kk = row.body_kk,
                                    .body_ru = row.body_ru,
                                    .maker = row.maker };
    memcpy(out->hash_kk.b, row.hash_kk.ptr, sizeof(out->hash_kk.b));
    memcpy(out->hash_ru.b, row.hash_ru.ptr, sizeof(out->hash_ru.b));
    return NES_FINE;
}
