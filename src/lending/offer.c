#include "lending/offer.h"

#include <string.h>

#include "lending/application_sql.h"
#include "policy/policy_store.h"

#define OFFER_TEXT_MAX 131'072

/* --- the hash of what is shown: docs/offer.md --- */

static void put_line(struct nes_buf *buf, const char *name, struct nes_str value)
{
    nes_buf_addz(buf, name);
    nes_buf_byte(buf, ' ');
    nes_buf_add(buf, value);
    nes_buf_byte(buf, '\n');
}

static void put_money(struct nes_buf *buf, struct nes_money amount)
{
    char text[NES_MONEY_TEXT];

    nes_buf_byte(buf, ' ');
    nes_buf_add(buf, nes_money_write(amount, text));
}

static void put_row(struct nes_buf *buf, const struct nes_row *row)
{
    char date[NES_DATE_TEXT + 1];

    nes_buf_addz(buf, "row ");
    nes_buf_int(buf, row->nr);
    nes_buf_byte(buf, ' ');
    nes_buf_add(buf, nes_date_write(row->date, date));
    nes_buf_byte(buf, ' ');
    nes_buf_add(buf, nes_date_write(row->counted_to, date));
    nes_buf_byte(buf, ' ');
    nes_buf_int(buf, row->days);
    put_money(buf, row->payout);
    put_money(buf, row->principal);
    put_money(buf, row->remuneration);
    put_money(buf, row->balance);
    nes_buf_byte(buf, '\n');
}

static struct nes_err hash_of(const struct nes_crypto *crypto, const struct nes_application *application,
                              struct nes_arena *arena, struct nes_offer *offer)
{
    struct nes_buf buf = nes_buf_begin(arena, OFFER_TEXT_MAX);
    char date[NES_DATE_TEXT + 1], percent[NES_PERCENT_TEXT];
    struct nes_str text;

    nes_buf_addz(&buf, "nesie-offer 1\n");
    put_line(&buf, "application", nes_id_str(arena, application->id.id));
    put_line(&buf, "product", nes_id_str(arena, application->product.version.id));
    put_line(&buf, "offered", nes_date_write(offer->offered_on, date));
    put_line(&buf, "method", nes_str_of(nes_method_word(offer->method)));
    put_line(&buf, "rate", nes_percent_write(application->product.rate, NES_PERCENT_DECIMALS, percent));
    put_line(&buf, "days", nes_str_of(nes_day_count_word(application->product.day_count)));
    nes_buf_addz(&buf, "effective ");
    nes_buf_int(&buf, offer->effective_e6);
    nes_buf_addz(&buf, "\ntotal");
    put_money(&buf, offer->due);
    put_money(&buf, offer->remuneration);
    nes_buf_byte(&buf, '\n');
    for (int32_t i = 0; i < offer->row_count; i++) {
        put_row(&buf, &offer->rows[i]);
    }
    NES_TRY(nes_buf_done(&buf, &text));
    offer->hash = nes_sha256(crypto, text);
    return NES_FINE;
}

/* --- making --- */

static struct nes_err make_one(const struct nes_offer_ground *ground, const struct nes_price_rules *rules,
                               const struct nes_application *application, struct nes_arena *arena,
                               struct nes_offer *offer)
{
    struct nes_wish wish = { application->amount, application->periods, offer->method, ground->day, *ground->calendar };
    struct nes_loan_terms terms = nes_product_terms(&application->product, &wish);
    struct nes_schedule schedule;
    struct nes_price price;

    NES_TRY(nes_schedule_build(&terms.credit, arena, &schedule));
    NES_TRY(nes_price_of(rules, &terms.credit, &schedule, arena, &price));
    if (!price.holds) {
        return NES_REFUSE(PRODUCT_PRICE, nes_method_word(offer->method)); /* above the limit nothing is offered */
    }
    NES_ASSERT(schedule.paid_out.tiyn == application->amount.tiyn &&
               schedule.principal.tiyn == application->amount.tiyn &&
               price.overpayment.tiyn == schedule.remuneration.tiyn);
    offer->offered_on = ground->day;
    offer->instalment = schedule.instalment;
    offer->due = schedule.due;
    offer->remuneration = schedule.remuneration;
    offer->effective_e6 = price.effective.percent_e6;
    offer->legal_e1 = (int32_t)price.effective.legal_e1;
    offer->rows = schedule.rows;
    offer->row_count = schedule.count;
    return hash_of(ground->crypto, application, arena, offer);
}

struct nes_err nes_offers_make(const struct nes_offer_ground *ground, const struct nes_application *application,
                               struct nes_arena *arena, struct nes_offers *out)
{
    struct nes_price_rules rules;

    *out = (struct nes_offers){ 0 };
    NES_TRY(nes_price_rules_on(ground->policy, ground->day, &rules));
    for (size_t i = 0; i < NES_PRODUCT_METHODS; i++) {
        struct nes_offer *offer = &out->rows[out->len];

        offer->method = nes_product_methods[i];
        if (nes_product_has(&application->product, offer->method)) {
            NES_TRY(make_one(ground, &rules, application, arena, offer));
            out->len++;
        }
    }
    return NES_FINE;
}

struct nes_err nes_offer_payment(const struct nes_application *application, const struct nes_calendar *calendar,
                                 struct nes_date day, struct nes_arena *arena, struct nes_money *out)
{
    struct nes_wish wish = {
        .amount = application->amount, .periods = application->periods, .start = day, .calendar = *calendar
    };

    *out = (struct nes_money){ 0 };
    for (size_t i = 0; i < NES_PRODUCT_METHODS; i++) {
        struct nes_loan_terms terms;
        struct nes_schedule schedule;
        int64_t average;

        wish.method = nes_product_methods[i];
        if (!nes_product_has(&application->product, wish.method)) {
            continue;
        }
        terms = nes_product_terms(&application->product, &wish);
        NES_TRY(nes_schedule_build(&terms.credit, arena, &schedule));
        average = (schedule.due.tiyn + application->periods - 1) / application->periods;
        out->tiyn = average > out->tiyn ? average : out->tiyn;
    }
    return NES_FINE;
}

/* --- keeping and finding --- */

static struct nes_err keep_one(struct nes_tx *tx, struct nes_application_id id, const struct nes_offer *offer)
{
    struct nes_str method = nes_str_of(nes_method_word(offer->method));

    NES_TRY(nes_application_offer_insert(
        tx, &(struct nes_application_offer_insert_in){ id,
                                                       offer->offered_on,
                                                       method,
                                                       offer->instalment,
                                                       offer->due,
                                                       offer->remuneration,
                                                       offer->effective_e6,
                                                       offer->legal_e1,
                                                       { (const char *)offer->hash.b, sizeof(offer->hash.b) } }));
    for (int32_t i = 0; i < offer->row_count; i++) {
        const struct nes_row *row = &offer->rows[i];

        NES_TRY(nes_application_offer_row_insert(
            tx, &(struct nes_application_offer_row_insert_in){ id, offer->offered_on, method, row->nr, row->date,
                                                               row->counted_to, row->days, row->payout, row->principal,
                                                               row->remuneration, row->balance }));
    }
    return NES_FINE;
}

struct nes_err nes_offers_keep(struct nes_tx *tx, struct nes_application *application, const struct nes_offers *offers)
{
    struct nes_application_offer_list_rows there;

    NES_ASSERT(offers->len > 0);
    application->offered_on = offers->rows[0].offered_on;
    NES_TRY(nes_application_offer_list(tx, application->id, application->offered_on, &there));
    for (size_t i = 0; there.len == 0 && i < offers->len; i++) {
        NES_TRY(keep_one(tx, application->id, &offers->rows[i]));
    }
    return NES_FINE;
}

static struct nes_err load_rows(struct nes_tx *tx, struct nes_application_id id, struct nes_offer *offer)
{
    struct nes_application_offer_rows_rows found;
    struct nes_row *rows;

    NES_TRY(nes_application_offer_rows(tx, id, offer->offered_on, nes_str_of(nes_method_word(offer->method)), &found));
    rows = NES_NEW_MANY(nes_tx_arena(tx), struct nes_row, found.len + 1);
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_application_offer_rows_row *row = &found.rows[i];

        rows[i] = (struct nes_row){ .nr = row->nr,
                                    .days = row->days,
                                    .date = row->due_on,
                                    .counted_to = row->counted_to,
                                    .payout = row->payout,
                                    .principal = row->principal,
                                    .remuneration = row->remuneration,
                                    .due = { row->principal.tiyn + row->remuneration.tiyn },
                                    .balance = row->balance };
    }
    offer->rows = rows;
    offer->row_count = (int32_t)found.len;
    return NES_FINE;
}

/* In the order of nes_product_methods. */
static void take_heads(const struct nes_application_offer_list_rows *found, struct nes_date day,
                       struct nes_offers *out)
{
    *out = (struct nes_offers){ 0 };
    for (size_t m = 0; m < NES_PRODUCT_METHODS; m++) {
        for (size_t i = 0; i < found->len; i++) {
            const struct nes_application_offer_list_row *row = &found->rows[i];
            struct nes_offer *offer = &out->rows[out->len];

            if (nes_method_read(row->method) != nes_product_methods[m]) {
                continue;
            }
            *offer = (struct nes_offer){ .method = nes_product_methods[m],
                                         .offered_on = day,
                                         .instalment = row->instalment,
                                         .due = row->due,
                                         .remuneration = row->remuneration,
                                         .effective_e6 = row->effective_e6,
                                         .legal_e1 = row->legal_e1 };
            memcpy(offer->hash.b, row->hash.ptr, sizeof(offer->hash.b));
            out->len++;
        }
    }
}

struct nes_err nes_application_offers(struct nes_tx *tx, const struct nes_application *application,
                                      struct nes_offers *out)
{
    struct nes_application_offer_list_rows found;

    *out = (struct nes_offers){ 0 };
    if (application->offered_on.day == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_application_offer_list(tx, application->id, application->offered_on, &found));
    take_heads(&found, application->offered_on, out);
    for (size_t i = 0; i < out->len; i++) {
        NES_TRY(load_rows(tx, application->id, &out->rows[i]));
    }
    return NES_FINE;
}

struct nes_err nes_application_chosen(struct nes_tx *tx, const struct nes_application *application,
                                      struct nes_offer *out)
{
    struct nes_offers offers;

    NES_ASSERT(application->method != 0);
    NES_TRY(nes_application_offers(tx, application, &offers));
    for (size_t i = 0; i < offers.len; i++) {
        if (offers.rows[i].method == application->method) {
            *out = offers.rows[i];
            return NES_FINE;
        }
    }
    NES_BUG("the chosen offer is stored");
}

struct nes_err nes_application_terms(struct nes_tx *tx, const struct nes_application *application,
                                     struct nes_loan_terms *out)
{
    struct nes_wish wish = { .amount = application->amount,
                             .periods = application->periods,
                             .method = application->method,
                             .start = application->offered_on };

    NES_ASSERT(application->method != 0 && application->offered_on.day != 0);
    NES_TRY(nes_policy_calendar(tx, &wish.calendar));
    *out = nes_product_terms(&application->product, &wish);
    return NES_FINE;
}

struct nes_err nes_offer_cooling(struct nes_tx *tx, const struct nes_policy *policy,
                                 const struct nes_application *application, struct nes_date day, bool *out)
{
    const struct nes_date epoch = { 719'163 }; /* 1970-01-01 */
    int64_t since = (day.day - epoch.day) * NES_DAY_US - NES_ALMATY_OFFSET_US;
    struct nes_application_sum_since_row sum;
    struct nes_money most, whole;

    *out = false;
    if (application->product.class != NES_CLASS_CONSUMER) {
        return NES_FINE;
    }
    NES_TRY(nes_policy_mci_amount(policy, NES_POLICY_COOLING_OFF_AMOUNT, day, &most));
    NES_TRY(nes_application_sum_since(tx, application->client, since, &sum));
    NES_TRY(nes_money_add(sum.amount, application->amount, &whole));
    *out = whole.tiyn > most.tiyn;
    return NES_FINE;
}
