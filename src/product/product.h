/* src/product/product.h: what is lent: the terms of a product from a day on, proposed by one person and published by
 * another. A version never changes; a loan keeps the one it was applied for. */
#pragma once
#include "calc/loan.h"
#include "db/db.h"
#include "product/product_faults.h"

struct nes_product_id { struct nes_id id; };
struct nes_product_version_id { struct nes_id id; };

enum nes_product_state { NES_PRODUCT_PROPOSED = 1, NES_PRODUCT_PUBLISHED, NES_PRODUCT_REJECTED };

/* One version. Terms are months; other members of nes_terms are those of nes_product_terms. */
struct nes_product {
    struct nes_product_version_id version;
    struct nes_product_id id;
    int32_t nr;
    enum nes_product_state state;
    struct nes_str code;                     /* "consumer" */
    struct nes_str name_kk, name_ru, name_en;
    struct nes_date from;                    /* first day it holds */
    bool offered;                            /* false: no new applications from that day */
    enum nes_loan_class class;
    struct nes_money amount_min, amount_max, amount_step;
    int32_t periods_min, periods_max;        /* months */
    struct nes_ratio rate;                   /* of a year, reduced */
    unsigned methods;                        /* 1 << NES_ANNUITY, NES_DIFFERENTIATED, NES_BULLET */
    enum nes_day_count day_count;
    enum nes_weekend weekend;
    struct nes_ratio penalty;                /* of the overdue payment a day, first step; the rest is the law's */
    struct nes_money alone_max;              /* up to it one person decides an application, above it two */
    int32_t offer_days;                      /* so many days after approval an application can be concluded */
    int32_t effective_e1;                    /* highest effective rate of all corners, in tenths of a percent */
    struct nes_id maker;
};
struct nes_products {
    struct nes_product *rows;
    size_t len;
};

/* The methods a product may offer, in the order in which they are shown (8.4). */
#define NES_PRODUCT_METHODS 3
extern const enum nes_method nes_product_methods[NES_PRODUCT_METHODS];
static inline bool nes_product_has(const struct nes_product *product, enum nes_method method)
{
    return product->methods & (1u << method);
}
/* "annuity", "differentiated", "bullet"; and back: 0 for another word. */
const char *nes_method_word(enum nes_method method);
enum nes_method nes_method_read(struct nes_str word);
/* "consumer", "mortgage", "secured", "business"; back: of a word of our own tables. */
const char *nes_class_word(enum nes_loan_class class);
enum nes_loan_class nes_class_of(struct nes_str word);
/* "30/360", "act/365", "act/360", "act/act"; back: of a word of our own tables. */
const char *nes_day_count_word(enum nes_day_count count);
enum nes_day_count nes_day_count_of(struct nes_str word);

/* What is asked for. */
struct nes_wish {
    struct nes_money amount;
    int32_t periods;
    enum nes_method method;
    struct nes_date start;
    struct nes_calendar calendar;            /* borrowed by the terms */
};
/* Pure. The terms of a loan of this product: with them nes_schedule_build and the fold work. RULE 8.4 */
struct nes_loan_terms nes_product_terms(const struct nes_product *product, const struct nes_wish *wish);
/* Pure. What delay costs: the law's penalty with the product's first step; the second is never dearer than that. */
struct nes_penalty_terms nes_product_penalty(const struct nes_product *product);
/* Pure. Amount or term outside the product, a method it does not have: PRODUCT_WISH, `at` names the member. */
struct nes_err nes_product_wish(const struct nes_product *product, const struct nes_wish *wish);
/* Pure. PRODUCT_FORM, PENALTY_LAW; `at` names the member. Prices are checked by product/price.h. */
struct nes_err nes_product_check(const struct nes_product *product);

/* Proposes a version (id, nr and state are set); the product is that of its code, new or there. PRODUCT_DAY: it would
 * begin before today or before a version that is published. */
struct nes_err nes_product_propose(struct nes_tx *tx, struct nes_product *product);
/* Publishes (with `effective_e1` as found) or rejects. PRODUCT_MAKER (refused), PRODUCT_DECIDED, PRODUCT_DAY,
 * DB_NO_ROW. */
struct nes_err nes_product_decide(struct nes_tx *tx, struct nes_product *product, struct nes_id checker, bool publish);
/* A version. DB_NO_ROW. */
struct nes_err nes_product_find(struct nes_tx *tx, struct nes_product_version_id id, struct nes_product *out);
/* Published versions that hold on a day and are offered, by code. */
struct nes_err nes_products_on(struct nes_tx *tx, struct nes_date day, struct nes_products *out);
/* Whether the version holds on the day: published, begun, offered, and none later. */
struct nes_err nes_product_holds(struct nes_tx *tx, const struct nes_product *product, struct nes_date day, bool *out);
/* All versions of all products, newest first, 200 at most. */
struct nes_err nes_products_all(struct nes_tx *tx, struct nes_products *out);
