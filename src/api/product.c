/* src/api/product.c: what is lent: proposed by one person, published by another. RULE 8.3 RULE 8.4 */
#include "product/product.h"

#include "api/doors.h"
#include "api/house.h"
#include "calc/calc_faults.h"
#include "policy/policy_store.h"
#include "product/disclosure.h"
#include "product/price.h"

static const struct nes_choice classes[] = { { "consumer", NES_CLASS_CONSUMER + 1 },
                                             { "mortgage", NES_CLASS_MORTGAGE + 1 },
                                             { "secured", NES_CLASS_SECURED + 1 },
                                             { "business", NES_CLASS_BUSINESS + 1 },
                                             { NULL, 0 } };
static const struct nes_choice counts[] = { { "30/360", NES_30_360 }, { "act/365", NES_ACT_365 },
                                            { "act/360", NES_ACT_360 }, { "act/act", NES_ACT_ACT }, { NULL, 0 } };
static const struct nes_choice states[] = { { "proposed", NES_PRODUCT_PROPOSED },
                                            { "published", NES_PRODUCT_PUBLISHED },
                                            { "rejected", NES_PRODUCT_REJECTED },
                                            { NULL, 0 } };

/* --- products: shapes --- */

struct entry {
    struct nes_str code, name_kk, name_ru, name_en, rate_percent, penalty_percent;
    struct nes_date from_on;
    bool closed, weekend_next;
    unsigned class, day_count;
    struct nes_money amount_min, amount_max, amount_step, alone_max;
    int32_t periods_min, periods_max, offer_days;
    struct nes_texts methods;
};
static const struct nes_field entry_fields[] = {
    NES_FIELD(struct entry, code,         .required = true, .max = 30, .words = "Short word of the product."),
    NES_FIELD(struct entry, name_kk,      .required = true, .max = 100, .words = "Name in Kazakh."),
    NES_FIELD(struct entry, name_ru,      .required = true, .max = 100, .words = "Name in Russian."),
    NES_FIELD(struct entry, name_en,      .required = true, .max = 100, .words = "Name in English."),
    NES_FIELD(struct entry, from_on,      .required = true, .words = "First day it holds."),
    NES_FIELD(struct entry, closed,       .words = "true: from that day it is not offered any more."),
    NES_FIELD(struct entry, class,        .required = true, .choices = classes, .words = "Decides limits of the law."),
    NES_FIELD(struct entry, amount_min,   .required = true, .min = 1, .max = NES_PRINCIPAL_TIYN_MAX,
              .words = "Smallest amount."),
    NES_FIELD(struct entry, amount_max,   .required = true, .min = 1, .max = NES_PRINCIPAL_TIYN_MAX,
              .words = "Largest amount."),
    NES_FIELD(struct entry, amount_step,  .required = true, .min = 1, .max = NES_PRINCIPAL_TIYN_MAX,
              .words = "Amounts are the smallest and multiples of this above it."),
    NES_FIELD(struct entry, periods_min,  .required = true, .min = 1, .max = 360, .words = "Shortest term, months."),
    NES_FIELD(struct entry, periods_max,  .required = true, .min = 1, .max = 360, .words = "Longest term, months."),
    NES_FIELD(struct entry, rate_percent, .required = true, .max = 13, .words = "Rate of a year, as \"36\"."),
    NES_FIELD(struct entry, penalty_percent, .required = true, .max = 13,
              .words = "Penalty of a day on the overdue payment, as \"0.5\"."),
    NES_FIELD(struct entry, methods,      .required = true, .max = NES_PRODUCT_METHODS,
              .words = "annuity, differentiated, bullet (one payment at the end)."),
    NES_FIELD(struct entry, day_count,    .required = true, .choices = counts, .words = "How days are counted."),
    NES_FIELD(struct entry, weekend_next, .words = "true: due days move to the next working day."),
    NES_FIELD(struct entry, offer_days,   .required = true, .min = 1, .max = 90,
              .words = "So many days an approval holds."),
    NES_FIELD(struct entry, alone_max,    .required = true, .max = NES_PRINCIPAL_TIYN_MAX,
              .words = "Up to this amount one person decides, above it two."),
};
static const struct nes_shape entry_shape = NES_SHAPE(struct entry, entry_fields, .as = "product_entry");

struct shown {
    struct nes_product_version_id id;
    struct nes_str code, name_kk, name_ru, name_en, rate_percent, effective_percent, penalty_percent;
    struct nes_str penalty_later_percent, penalty_year_percent;
    int64_t penalty_first_days, accrual_stop_days;
    unsigned class, day_count, state;
    struct nes_money amount_min, amount_max, amount_step, alone_max;
    int32_t periods_min, periods_max, offer_days, nr;
    struct nes_texts methods;
    struct nes_date from_on;
    bool weekend_next, closed;
    struct nes_id maker;
};
/* What everybody sees comes first; staff see the rest, too. */
static const struct nes_field shown_fields[] = {
    NES_FIELD(struct shown, id,           .required = true, .words = "The version of the product."),
    NES_FIELD(struct shown, code,         .required = true, .words = "Short word of the product."),
    NES_FIELD(struct shown, name_kk,      .required = true, .words = "Name in Kazakh."),
    NES_FIELD(struct shown, name_ru,      .required = true, .words = "Name in Russian."),
    NES_FIELD(struct shown, name_en,      .required = true, .words = "Name in English."),
    NES_FIELD(struct shown, class,        .required = true, .choices = classes, .words = "Decides limits of the law."),
    NES_FIELD(struct shown, amount_min,   .required = true, .max = INT64_MAX, .words = "Smallest amount."),
    NES_FIELD(struct shown, amount_max,   .required = true, .max = INT64_MAX, .words = "Largest amount."),
    NES_FIELD(struct shown, amount_step,  .required = true, .max = INT64_MAX, .words = "Step of amounts."),
    NES_FIELD(struct shown, periods_min,  .required = true, .words = "Shortest term, months."),
    NES_FIELD(struct shown, periods_max,  .required = true, .words = "Longest term, months."),
    NES_FIELD(struct shown, rate_percent, .required = true, .words = "Rate of a year, percent."),
    NES_FIELD(struct shown, effective_percent,
              .words = "Highest annual effective rate (ГЭСВ) of this product, percent; a proposal has none yet."),
    NES_FIELD(struct shown, penalty_percent, .required = true,
              .words = "Penalty of a day, percent of what is overdue."),
    NES_FIELD(struct shown, penalty_first_days, .required = true, .words = "For so many days of delay."),
    NES_FIELD(struct shown, penalty_later_percent, .required = true, .words = "Of a day after them, percent."),
    NES_FIELD(struct shown, penalty_year_percent, .required = true,
              .words = "Most penalty of a year of the contract, percent of what was issued."),
    NES_FIELD(struct shown, accrual_stop_days, .required = true,
              .words = "After so many days of delay nothing is accrued; 0: never."),
    NES_FIELD(struct shown, methods,      .required = true, .words = "Ways of repayment."),
    NES_FIELD(struct shown, day_count,    .required = true, .choices = counts, .words = "How days are counted."),
    NES_FIELD(struct shown, weekend_next, .words = "true: due days move to the next working day."),
    NES_FIELD(struct shown, offer_days,   .required = true, .words = "So many days an approval holds."),
    NES_FIELD(struct shown, from_on,      .required = true, .words = "First day it holds."),
    NES_FIELD(struct shown, nr,           .required = true, .words = "Number of the version."),
    NES_FIELD(struct shown, state,        .required = true, .choices = states, .words = "What became of it."),
    NES_FIELD(struct shown, closed,       .words = "true: not offered any more."),
    NES_FIELD(struct shown, alone_max,    .max = INT64_MAX, .words = "Up to this amount one person decides."),
    NES_FIELD(struct shown, maker,        .words = "Who proposed it."),
};
#define PUBLIC_FIELDS (NES_LEN(shown_fields) - 5)
static const struct nes_shape product_view = NES_SHAPE(struct shown, shown_fields, .as = "product_version");
static const struct nes_shape public_view = { .name = "struct shown", .size = sizeof(struct shown),
                                              .fields = shown_fields, .len = PUBLIC_FIELDS, .as = "product" };

struct page {
    struct { struct shown *rows; size_t len; } products;
};
static const struct nes_field page_fields[] = {
    NES_LIST(struct page, products, .required = true, .each = &public_view, .max = 100, .words = "By their words."),
};
static const struct nes_shape page_view = NES_SHAPE(struct page, page_fields, .as = "products");
static const struct nes_field all_fields[] = {
    NES_LIST(struct page, products, .required = true, .each = &product_view, .max = 200, .words = "Newest first."),
};
static const struct nes_shape all_view = NES_SHAPE(struct page, all_fields, .as = "product_versions");

struct decision {
    bool approve;
};
static const struct nes_field decision_fields[] = {
    NES_FIELD(struct decision, approve, .required = true, .words = "false: rejected."),
};
static const struct nes_shape decision_shape = NES_SHAPE(struct decision, decision_fields, .as = "product_decision");

/* --- products --- */

static struct nes_str percent(struct nes_arena *arena, struct nes_ratio ratio)
{
    return nes_percent_write(ratio, NES_PERCENT_DECIMALS, nes_arena_take(arena, NES_PERCENT_TEXT));
}

static struct nes_texts methods_of(struct nes_arena *arena, const struct nes_product *product)
{
    struct nes_str *rows = NES_NEW_MANY(arena, struct nes_str, NES_PRODUCT_METHODS);
    size_t len = 0;

    for (size_t i = 0; i < NES_PRODUCT_METHODS; i++) {
        if (nes_product_has(product, nes_product_methods[i])) {
            rows[len++] = nes_str_of(nes_method_word(nes_product_methods[i]));
        }
    }
    return (struct nes_texts){ rows, len };
}

static struct shown shown_of(struct nes_arena *arena, const struct nes_product *product)
{
    struct nes_ratio effective = { product->effective_e1, 1'000 };
    struct nes_penalty_terms penalty = nes_product_penalty(product);

    return (struct shown){
        .id = product->version,
        .code = product->code,
        .name_kk = product->name_kk,
        .name_ru = product->name_ru,
        .name_en = product->name_en,
        .class = (unsigned)product->class + 1,
        .amount_min = product->amount_min,
        .amount_max = product->amount_max,
        .amount_step = product->amount_step,
        .periods_min = product->periods_min,
        .periods_max = product->periods_max,
        .rate_percent = percent(arena, product->rate),
        .effective_percent = product->effective_e1 == 0
                                 ? (struct nes_str){ 0 }
                                 : nes_percent_write(effective, 1, nes_arena_take(arena, NES_PERCENT_TEXT)),
        .penalty_percent = percent(arena, penalty.first),
        .penalty_first_days = penalty.first_days,
        .penalty_later_percent = percent(arena, penalty.after),
        .penalty_year_percent = percent(arena, penalty.cap),
        .accrual_stop_days = nes_loan_stop_days(product->class),
        .methods = methods_of(arena, product),
        .day_count = (unsigned)product->day_count,
        .weekend_next = product->weekend == NES_WEEKEND_NEXT_WORKING_DAY,
        .offer_days = product->offer_days,
        .from_on = product->from,
        .nr = product->nr,
        .state = (unsigned)product->state,
        .closed = !product->offered,
        .alone_max = product->alone_max,
        .maker = product->maker,
    };
}

static struct nes_err reply_page(struct nes_req *req, struct nes_reply *reply, const struct nes_shape *view,
                                 const struct nes_products *found)
{
    struct page page = { .products = { NES_NEW_MANY(req->arena, struct shown, found->len + 1), found->len } };

    for (size_t i = 0; i < found->len; i++) {
        page.products.rows[i] = shown_of(req->arena, &found->rows[i]);
    }
    return nes_reply_ok(reply, view, &page);
}

static struct nes_err products_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_products found;

    NES_TRY(nes_products_on(req->tx, req->today, &found));
    return reply_page(req, reply, &page_view, &found);
}

static struct nes_err versions_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_products found;

    NES_TRY(nes_products_all(req->tx, &found));
    return reply_page(req, reply, &all_view, &found);
}

static struct nes_err product_of(const struct entry *in, struct nes_product *product)
{
    *product = (struct nes_product){
        .code = in->code,
        .name_kk = in->name_kk,
        .name_ru = in->name_ru,
        .name_en = in->name_en,
        .from = in->from_on,
        .offered = !in->closed,
        .class = (enum nes_loan_class)(in->class - 1),
        .amount_min = in->amount_min,
        .amount_max = in->amount_max,
        .amount_step = in->amount_step,
        .periods_min = in->periods_min,
        .periods_max = in->periods_max,
        .day_count = (enum nes_day_count)in->day_count,
        .weekend = in->weekend_next ? NES_WEEKEND_NEXT_WORKING_DAY : NES_WEEKEND_KEEP,
        .alone_max = in->alone_max,
        .offer_days = in->offer_days,
    };
    for (size_t i = 0; i < in->methods.len; i++) {
        enum nes_method method = nes_method_read(in->methods.rows[i]);

        if (method == 0) {
            return NES_FAIL(PRODUCT_FORM, "methods");
        }
        product->methods |= 1u << method;
    }
    if (nes_percent_read(in->rate_percent, &product->rate).what) {
        return NES_FAIL(RATE_FORM, "rate_percent");
    }
    return nes_percent_read(in->penalty_percent, &product->penalty).what ? NES_FAIL(RATE_FORM, "penalty_percent")
                                                                         : NES_FINE;
}

static struct nes_err product_propose(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_product product;
    struct shown shown;

    NES_TRY(product_of(req->body, &product));
    product.maker = req->caller.id;
    NES_TRY(nes_product_propose(req->tx, &product));
    shown = shown_of(req->arena, &product);
    return nes_reply_created(reply, &product_view, &shown);
}

/* The dearest corner, or why it may not be published: a refusal is told in `run`, where it leaves its trace. */
struct looked {
    int32_t effective_e1;
    struct nes_err err;
};

static struct nes_err decide_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct decision *in = req->body;
    const struct nes_product *product = nes_req_row(req, "product");
    struct looked *looked = NES_NEW(req->arena, struct looked);
    struct nes_price_rules rules;
    struct nes_policy policy;

    (void)reply;
    req->prepared = looked;
    if (!in->approve) {
        return NES_FINE;
    }
    NES_TRY(nes_policy_load(req->tx, &policy));
    NES_TRY(nes_price_rules_on(&policy, product->from, &rules));
    looked->err = nes_price_corners(&rules, product, req->arena, &looked->effective_e1);
    return NES_FINE;
}

static struct nes_err decide_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct decision *in = req->body;
    const struct looked *looked = req->prepared;
    struct nes_product *product = nes_req_row(req, "product");
    struct shown shown;

    NES_TRY(looked->err);
    product->effective_e1 = looked->effective_e1;
    NES_TRY(nes_product_decide(req->tx, product, req->caller.id, in->approve));
    shown = shown_of(req->arena, product);
    return nes_reply_ok(reply, &product_view, &shown);
}

static struct nes_err product_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                   struct nes_param_row *out)
{
    struct nes_product *product = NES_NEW(req->arena, struct nes_product);

    (void)lock; /* a version never changes but by its decision, which takes the row itself */
    NES_TRY(nes_product_find(req->tx, (struct nes_product_version_id){ value->id }, product));
    *out = (struct nes_param_row){ .row = product, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_product_param = { .name = "product", .kind = NES_PARAM_ID,
                                             .doc = "A version of a product.", .load = product_load, .shared = true };

static const struct nes_route routes[] = {
    { NES_GET, "/v1/products", .listen = NES_PUBLIC | NES_OFFICE | NES_TERMINAL, .needs = NES_PERM_ANYONE,
      .gives = &page_view, .prepare = products_show, .rules = "8.3",
      .doc = "What is lent today, with the annual effective rate." },
    { NES_GET, "/v1/product-versions", .listen = NES_OFFICE, .needs = NES_PERM_PRODUCT_VIEW, .gives = &all_view,
      .prepare = versions_show, .rules = "27", .doc = "All versions of all products." },
    { NES_POST, "/v1/products", .listen = NES_OFFICE, .needs = NES_PERM_PRODUCT_CHANGE, .takes = &entry_shape,
      .gives = &product_view, .fails = NES_FAULTS(PRODUCT_FORM, PRODUCT_DAY, RATE_FORM), .once = true,
      .run = product_propose, .rules = "27", .doc = "Propose a version of a product." },
    { NES_POST, "/v1/products/{product}/decision", .listen = NES_OFFICE, .needs = NES_PERM_PRODUCT_CHANGE,
      .takes = &decision_shape, .gives = &product_view,
      .fails = NES_FAULTS(PRODUCT_PRICE, PRODUCT_MAKER, PRODUCT_DECIDED, PRODUCT_DAY, CALC_RANGE, FLOW_NONE, FLOW_SIGNS,
                          RATE_RANGE, TERMS_RANGE, CAP_UNKNOWN, MCI_UNKNOWN, MONEY_RANGE, DATE_RANGE, POLICY_MISSING),
      .once = true, .status = 200, .prepare = decide_prepare /* prices every corner */, .run = decide_run,
      .rules = "27", .doc = "Publish or reject a version that another person proposed." },
};
const struct nes_resource nes_product_resource = NES_RESOURCE("product", routes);
