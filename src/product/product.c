#include "product/product.h"

#include "calc/fold_faults.h"
#include "calc/terms_words.h"

#define X NES_FAULT_DEFINE
#include "product/product_faults.def"
#undef X

#define TERM_MONTHS_MAX 360

const enum nes_method nes_product_methods[NES_PRODUCT_METHODS] = { NES_DIFFERENTIATED, NES_ANNUITY, NES_BULLET };

/* --- words --- */

const char *nes_method_word(enum nes_method method)
{
    return nes_words_method[method - NES_ANNUITY];
}

enum nes_method nes_method_read(struct nes_str word)
{
    for (size_t i = 0; i < NES_LEN(nes_product_methods); i++) {
        if (nes_str_is(word, nes_method_word(nes_product_methods[i]))) {
            return nes_product_methods[i];
        }
    }
    return 0;
}

const char *nes_class_word(enum nes_loan_class class)
{
    return nes_words_class[class];
}

/* The place of a word of our own tables in a list that ends with NULL. */
static size_t place(const char *const *words, struct nes_str word)
{
    size_t len = 0;

    while (words[len]) {
        len++;
    }
    return nes_str_place(words, len, word);
}

enum nes_loan_class nes_class_of(struct nes_str word)
{
    return (enum nes_loan_class)place(nes_words_class, word);
}

const char *nes_day_count_word(enum nes_day_count count)
{
    return nes_words_day_count[count - NES_30_360];
}

enum nes_day_count nes_day_count_of(struct nes_str word)
{
    return (enum nes_day_count)(place(nes_words_day_count, word) + NES_30_360);
}

/* --- terms --- */

struct nes_penalty_terms nes_product_penalty(const struct nes_product *product)
{
    struct nes_penalty_terms penalty = nes_penalty_law;

    penalty.first = product->penalty;
    penalty.after = nes_ratio_order(penalty.after, penalty.first) > 0 ? penalty.first : penalty.after;
    return penalty;
}

struct nes_loan_terms nes_product_terms(const struct nes_product *product, const struct nes_wish *wish)
{
    return (struct nes_loan_terms){
        .credit = { .calc_version = NES_CALC_VERSION,
                    .principal = wish->amount,
                    .rate = product->rate,
                    .method = wish->method,
                    .periods = wish->periods,
                    .every = { 1, NES_UNIT_MONTHS },
                    .start = wish->start,
                    .day_count = product->day_count,
                    .rounding = NES_ROUND_HALF_UP,
                    .minor_units = 2,
                    .weekend = product->weekend,
                    .calendar = wish->calendar },
        .class = product->class,
        .order = nes_allocation_law,
        .penalty = nes_product_penalty(product),
    };
}

struct nes_err nes_product_wish(const struct nes_product *product, const struct nes_wish *wish)
{
    int64_t above = wish->amount.tiyn - product->amount_min.tiyn;

    if (above < 0 || wish->amount.tiyn > product->amount_max.tiyn || above % product->amount_step.tiyn != 0) {
        return NES_FAIL(PRODUCT_WISH, "amount");
    }
    if (wish->periods < product->periods_min || wish->periods > product->periods_max) {
        return NES_FAIL(PRODUCT_WISH, "periods");
    }
    return wish->method != 0 && !nes_product_has(product, wish->method) ? NES_FAIL(PRODUCT_WISH, "method") : NES_FINE;
}

static struct nes_err check_amounts(const struct nes_product *product)
{
    int64_t least = product->amount_min.tiyn, most = product->amount_max.tiyn, step = product->amount_step.tiyn;

    if (least <= 0 || most < least || most > NES_PRINCIPAL_TIYN_MAX) {
        return NES_FAIL(PRODUCT_FORM, "amount_max");
    }
    if (step <= 0 || (most - least) % step != 0) {
        return NES_FAIL(PRODUCT_FORM, "amount_step");
    }
    if (product->alone_max.tiyn < 0) {
        return NES_FAIL(PRODUCT_FORM, "alone_max");
    }
    return NES_FINE;
}

struct nes_err nes_product_check(const struct nes_product *product)
{
    struct nes_penalty_terms penalty = nes_product_penalty(product);
    unsigned known = 0;

    NES_TRY(check_amounts(product));
    for (size_t i = 0; i < NES_PRODUCT_METHODS; i++) {
        known |= 1u << nes_product_methods[i];
    }
    if (product->methods == 0 || (product->methods & ~known) != 0) {
        return NES_FAIL(PRODUCT_FORM, "methods");
    }
    if (product->periods_min < 1 || product->periods_max < product->periods_min ||
        product->periods_max > TERM_MONTHS_MAX) {
        return NES_FAIL(PRODUCT_FORM, "periods_max");
    }
    if (product->offer_days < 1 || product->offer_days > 90) {
        return NES_FAIL(PRODUCT_FORM, "offer_days");
    }
    return nes_penalty_check(&penalty, product->class != NES_CLASS_BUSINESS).what ? NES_FAIL(PRODUCT_FORM, "penalty")
                                                                                  : NES_FINE;
}
