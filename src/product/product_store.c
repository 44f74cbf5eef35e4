#include "calc/date.h"
#include "product/product.h"
#include "product/product_sql.h"

static struct nes_err product_of_code(struct nes_tx *tx, struct nes_product *product)
{
    struct nes_product_by_code_row row;
    int64_t added;

    product->id = (struct nes_product_id){ nes_tx_new_id(tx) };
    NES_TRY(nes_product_insert(tx, product->id, product->code, nes_tx_now(tx), &added));
    NES_TRY(nes_product_by_code(tx, product->code, &row));
    product->id = row.id;
    return NES_FINE;
}

static struct nes_err insert(struct nes_tx *tx, const struct nes_product *product)
{
    return nes_product_version_insert(tx, &(struct nes_product_version_insert_in){
                                              .id = product->version,
                                              .product_id = product->id,
                                              .nr = product->nr,
                                              .from_on = product->from,
                                              .is_offered = product->offered,
                                              .name_kk = product->name_kk,
                                              .name_ru = product->name_ru,
                                              .name_en = product->name_en,
                                              .class = nes_str_of(nes_class_word(product->class)),
                                              .amount_min = product->amount_min,
                                              .amount_max = product->amount_max,
                                              .amount_step = product->amount_step,
                                              .periods_min = product->periods_min,
                                              .periods_max = product->periods_max,
                                              .rate_over = product->rate.over,
                                              .rate_under = product->rate.under,
                                              .by_annuity = nes_product_has(product, NES_ANNUITY),
                                              .by_parts = nes_product_has(product, NES_DIFFERENTIATED),
                                              .by_end = nes_product_has(product, NES_BULLET),
                                              .day_count = nes_str_of(nes_day_count_word(product->day_count)),
                                              .weekend_next = product->weekend == NES_WEEKEND_NEXT_WORKING_DAY,
                                              .penalty_over = product->penalty.over,
                                              .penalty_under = product->penalty.under,
                                              .alone_max = product->alone_max,
                                              .offer_days = product->offer_days,
                                              .maker = product->maker,
                                              .made_at = nes_tx_now(tx),
                                          });
}

struct nes_err nes_product_propose(struct nes_tx *tx, struct nes_product *product)
{
    struct nes_product_last_row last;

    NES_TRY(nes_product_check(product));
    NES_TRY(product_of_code(tx, product));
    NES_TRY(nes_product_last(tx, product->id, &last));
    if (product->from.day < nes_date_at(nes_tx_now(tx)).day || product->from.day <= last.from_on.day) {
        return NES_FAIL(PRODUCT_DAY, "from_on");
    }
    product->version = (struct nes_product_version_id){ nes_tx_new_id(tx) };
    product->nr = (int32_t)last.nr + 1;
    product->state = NES_PRODUCT_PROPOSED;
    return insert(tx, product);
}

struct nes_err nes_product_decide(struct nes_tx *tx, struct nes_product *product, struct nes_id checker, bool publish)
{
    struct nes_product_by_code_row row;
    struct nes_product_last_row last;
    int64_t decided;

    NES_TRY(nes_product_by_code(tx, product->code, &row)); /* its versions are decided one after another */
    if (nes_id_eq(product->maker, checker)) {
        return NES_REFUSE(PRODUCT_MAKER, "product");
    }
    NES_TRY(nes_product_last(tx, product->id, &last));
    if (publish && (product->from.day < nes_date_at(nes_tx_now(tx)).day || product->from.day <= last.from_on.day)) {
        return NES_FAIL(PRODUCT_DAY, "from_on");
    }
    NES_TRY(nes_product_version_decide(tx,
                                       &(struct nes_product_version_decide_in){
                                           .id = product->version,
                                           .state = publish ? NES_STR("published") : NES_STR("rejected"),
                                           .effective_e1 = product->effective_e1,
                                           .has_effective_e1 = publish,
                                           .decided_by = checker,
                                           .decided_at = nes_tx_now(tx),
                                       },
                                       &decided));
    product->state = publish ? NES_PRODUCT_PUBLISHED : NES_PRODUCT_REJECTED;
    return decided == 1 ? NES_FINE : NES_FAIL(PRODUCT_DECIDED, "product");
}

static enum nes_product_state state_of(struct nes_str word)
{
    return nes_str_is(word, "published")  ? NES_PRODUCT_PUBLISHED
           : nes_str_is(word, "rejected") ? NES_PRODUCT_REJECTED
                                          : NES_PRODUCT_PROPOSED;
}

struct nes_err nes_product_find(struct nes_tx *tx, struct nes_product_version_id id, struct nes_product *out)
{
    struct nes_product_version_by_id_row row;

    NES_TRY(nes_product_version_by_id(tx, id, &row));
    *out = (struct nes_product){
        .version = id,
        .id = row.product_id,
        .nr = row.nr,
        .state = state_of(row.state),
        .code = row.code,
        .name_kk = row.name_kk,
        .name_ru = row.name_ru,
        .name_en = row.name_en,
        .from = row.from_on,
        .offered = row.is_offered,
        .amount_min = row.amount_min,
        .amount_max = row.amount_max,
        .amount_step = row.amount_step,
        .periods_min = row.periods_min,
        .periods_max = row.periods_max,
        .rate = { row.rate_over, row.rate_under },
        .methods = (row.by_annuity ? 1u << NES_ANNUITY : 0) | (row.by_parts ? 1u << NES_DIFFERENTIATED : 0) |
                   (row.by_end ? 1u << NES_BULLET : 0),
        .day_count = nes_day_count_of(row.day_count),
        .weekend = row.weekend_next ? NES_WEEKEND_NEXT_WORKING_DAY : NES_WEEKEND_KEEP,
        .penalty = { row.penalty_over, row.penalty_under },
        .alone_max = row.alone_max,
        .offer_days = row.offer_days,
        .class = nes_class_of(row.class),
        .effective_e1 = row.effective_e1,
        .maker = row.maker,
    };
    return NES_FINE;
}

static struct nes_err find_all(struct nes_tx *tx, struct nes_products *out)
{
    for (size_t i = 0; i < out->len; i++) {
        NES_TRY(nes_product_find(tx, out->rows[i].version, &out->rows[i]));
    }
    return NES_FINE;
}

struct nes_err nes_products_on(struct nes_tx *tx, struct nes_date day, struct nes_products *out)
{
    struct nes_product_versions_on_rows found;

    NES_TRY(nes_product_versions_on(tx, day, &found));
    *out = (struct nes_products){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_product, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i].version = found.rows[i].id;
    }
    return find_all(tx, out);
}

struct nes_err nes_product_holds(struct nes_tx *tx, const struct nes_product *product, struct nes_date day, bool *out)
{
    struct nes_product_version_later_row later;

    *out = product->state == NES_PRODUCT_PUBLISHED && product->offered && product->from.day <= day.day;
    NES_TRY(nes_product_version_later(tx, product->id, product->from, day, &later));
    *out = *out && later.n == 0;
    return NES_FINE;
}

struct nes_err nes_products_all(struct nes_tx *tx, struct nes_products *out)
{
    struct nes_product_versions_all_rows found;

    NES_TRY(nes_product_versions_all(tx, &found));
    *out = (struct nes_products){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_product, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i].version = found.rows[i].id;
    }
    return find_all(tx, out);
}
