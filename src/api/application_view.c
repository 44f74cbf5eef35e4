/* src/api/application_view.c: how applications and offers are shown. RULE 7.4 RULE 8.3 RULE 8.4 */
#include "api/application.h"
#include "http/req.h"
#include "policy/policy_store.h"

#define X_TEXT 500

static const struct nes_field shown_fields[] = {
    NES_FIELD(struct nes_application_shown, id, .required = true, .words = "The application."),
    NES_FIELD(struct nes_application_shown, product, .required = true, .words = "The version of the product."),
    NES_FIELD(struct nes_application_shown, product_name, .required = true, .words = "Its name."),
    NES_FIELD(struct nes_application_shown, amount, .required = true, .max = INT64_MAX, .words = "How much."),
    NES_FIELD(struct nes_application_shown, periods, .required = true, .words = "For how many months."),
    NES_FIELD(struct nes_application_shown, purpose, .required = true, .words = "What for."),
    NES_FIELD(struct nes_application_shown, state, .required = true,
              .words =
                  "draft, submitted, checking, approved, refused, withdrawn, chosen, contract, concluded, lapsed."),
    NES_FIELD(struct nes_application_shown, made_at, .required = true, .instant = true, .words = "When it was begun."),
    NES_FIELD(struct nes_application_shown, submitted_at, .instant = true, .words = "When it was submitted."),
    NES_FIELD(struct nes_application_shown, decided_at, .instant = true, .words = "When it was approved or refused."),
    NES_FIELD(struct nes_application_shown, chosen_at, .instant = true, .words = "When an offer was chosen."),
    NES_FIELD(struct nes_application_shown, ended_at, .instant = true, .words = "Withdrawn, lapsed or concluded."),
    NES_FIELD(struct nes_application_shown, checks, .words = "Checks before lending; 0: none was asked yet."),
    NES_FIELD(struct nes_application_shown, checks_done, .words = "Those that are answered."),
    NES_FIELD(struct nes_application_shown, refusal_code, .words = "Why it was refused."),
    NES_FIELD(struct nes_application_shown, refusal_text, .max = X_TEXT, .words = "The reason in words."),
    NES_FIELD(struct nes_application_shown, refusal_rights, .max = X_TEXT, .words = "What the client may do."),
    NES_FIELD(struct nes_application_shown, offered_on, .words = "The day of the offers that hold."),
    NES_FIELD(struct nes_application_shown, lapses_on, .words = "Last day on which it can be concluded."),
    NES_FIELD(struct nes_application_shown, method, .words = "Of the chosen offer."),
    NES_FIELD(struct nes_application_shown, way, .words = "How the money is handed over."),
    NES_FIELD(struct nes_application_shown, cooling,
              .words = "true: 24 hours and a second consent before the payout."),
    NES_FIELD(struct nes_application_shown, version, .required = true, .words = "For If-Match."),
};
const struct nes_shape nes_application_view = NES_SHAPE(struct nes_application_shown, shown_fields,
                                                        .as = "application");

static struct nes_str name_of(const struct nes_req *req, const struct nes_product *product)
{
    switch (req->lang) {
    case NES_LANG_RU:
        return product->name_ru;
    case NES_LANG_EN:
        return product->name_en;
    case NES_LANG_KK:
    case NES_LANGS:
        return product->name_kk;
    }
    NES_BUG("a language");
}

/* RULE 7.4: a refusal says why, and what the client may do. */
static void show_refusal(struct nes_req *req, const struct nes_application *application,
                         struct nes_application_shown *out)
{
    struct nes_buf key = nes_buf_begin(req->arena, 128);

    nes_buf_addz(&key, "reason.");
    nes_buf_add(&key, application->reason);
    nes_buf_byte(&key, '\0');
    out->refusal_code = application->reason;
    out->refusal_text = nes_words(req->lang, key.ptr);
    out->refusal_rights = nes_words(req->lang, "refusal.rights");
}

static struct nes_err count_checks(struct nes_req *req, const struct nes_application *application,
                                   struct nes_application_shown *out)
{
    struct nes_gate_rows rows;

    NES_TRY(nes_gates_of(req->tx, application->id, &rows));
    for (enum nes_gate gate = 0; gate < NES_GATES; gate++) {
        out->checks += rows.rows[gate].state != 0;
        out->checks_done += rows.rows[gate].answered_at != 0;
    }
    return NES_FINE;
}

struct nes_err nes_application_show(struct nes_req *req, const struct nes_application *application,
                                    struct nes_application_shown *out)
{
    *out = (struct nes_application_shown){
        .id = application->id,
        .product = application->product.version,
        .product_name = name_of(req, &application->product),
        .amount = application->amount,
        .periods = application->periods,
        .purpose = application->purpose,
        .state = nes_str_of(nes_application_word(application->state)),
        .made_at = application->made_at,
        .submitted_at = application->submitted_at,
        .decided_at = application->decided_at,
        .chosen_at = application->chosen_at,
        .ended_at = application->ended_at,
        .offered_on = application->offered_on,
        .lapses_on = application->lapses_on,
        .method = application->method ? nes_str_of(nes_method_word(application->method)) : (struct nes_str){ 0 },
        .way = application->way ? nes_str_of(nes_way_word(application->way)) : (struct nes_str){ 0 },
        .cooling = application->cooling,
        .version = application->version,
    };
    if (application->state == NES_APPLICATION_REFUSED) {
        show_refusal(req, application, out);
    }
    return count_checks(req, application, out);
}

struct nes_err nes_application_reply(struct nes_req *req, struct nes_reply *reply,
                                     const struct nes_application *application, bool created)
{
    struct nes_application_shown shown;

    NES_TRY(nes_application_show(req, application, &shown));
    nes_reply_version(reply, application->version);
    return created ? nes_reply_created(reply, &nes_application_view, &shown)
                   : nes_reply_ok(reply, &nes_application_view, &shown);
}

/* --- offers --- */

struct row {
    int32_t nr;
    struct nes_date date;
    struct nes_money payout, principal, remuneration, due, balance;
};
static const struct nes_field row_fields[] = {
    NES_FIELD(struct row, nr,           .required = true, .words = "0: the payout; 1, 2, ..."),
    NES_FIELD(struct row, date,         .required = true, .words = "The day."),
    NES_FIELD(struct row, payout,       .max = INT64_MAX, .words = "Paid to the client (row 0)."),
    NES_FIELD(struct row, principal,    .max = INT64_MAX, .words = "Principal."),
    NES_FIELD(struct row, remuneration, .max = INT64_MAX, .words = "Remuneration."),
    NES_FIELD(struct row, due,          .max = INT64_MAX, .words = "Both together."),
    NES_FIELD(struct row, balance,      .max = INT64_MAX, .words = "Principal left after it."),
};
static const struct nes_shape row_view = NES_SHAPE(struct row, row_fields, .as = "offer_row");

struct offer {
    struct nes_str method, hash, effective_percent, legal_percent, rate_percent;
    struct nes_money instalment, due, overpayment;
    struct { struct row *rows; size_t len; } rows;
};
static const struct nes_field offer_fields[] = {
    NES_FIELD(struct offer, method, .required = true, .words = "differentiated, annuity, bullet."),
    NES_FIELD(struct offer, hash, .required = true,
              .words = "SHA-256 of the offer (docs/offer.md); the choice names it."),
    NES_FIELD(struct offer, effective_percent, .required = true,
              .words = "Annual effective rate (ГЭСВ), six decimals."),
    NES_FIELD(struct offer, legal_percent, .required = true, .words = "The same as the law rounds it."),
    NES_FIELD(struct offer, instalment, .max = INT64_MAX, .words = "The regular payment; 0.00: they differ."),
    NES_FIELD(struct offer, due, .required = true, .max = INT64_MAX, .words = "All payments together."),
    NES_FIELD(struct offer, overpayment, .required = true, .max = INT64_MAX, .words = "Of it above the amount."),
    NES_LIST(struct offer, rows, .required = true, .each = &row_view, .max = 400, .words = "What is paid when."),
};
static const struct nes_shape offer_view = NES_SHAPE(struct offer, offer_fields, .as = "offer");

struct offers {
    struct nes_date offered_on;
    struct { struct offer *rows; size_t len; } offers;
};
static const struct nes_field offers_fields[] = {
    NES_FIELD(struct offers, offered_on, .words = "The day they were made; they hold on it."),
    NES_LIST(struct offers, offers,      .required = true, .each = &offer_view, .max = NES_PRODUCT_METHODS,
             .words = "One for each method."),
};
const struct nes_shape nes_offers_view = NES_SHAPE(struct offers, offers_fields, .as = "offers");

static struct nes_str percent(struct nes_arena *arena, int64_t number, int decimals)
{
    struct nes_ratio ratio = { number, decimals == 1 ? 1'000 : 100'000'000 };

    return nes_percent_write(ratio, decimals, nes_arena_take(arena, NES_PERCENT_TEXT));
}

static struct offer offer_of(struct nes_arena *arena, const struct nes_offer *made)
{
    struct offer offer = { .method = nes_str_of(nes_method_word(made->method)),
                           .effective_percent = percent(arena, made->effective_e6, 6),
                           .legal_percent = percent(arena, made->legal_e1, 1),
                           .instalment = made->instalment,
                           .due = made->due,
                           .overpayment = made->remuneration,
                           .hash = nes_str_hex(arena, made->hash.b, sizeof(made->hash.b)) };

    NES_NEW_ROWS(arena, offer.rows, (size_t)made->row_count);
    for (int32_t i = 0; i < made->row_count; i++) {
        const struct nes_row *row = &made->rows[i];

        offer.rows.rows[i] =
            (struct row){ row->nr, row->date, row->payout, row->principal, row->remuneration, row->due, row->balance };
    }
    return offer;
}

struct nes_err nes_offers_reply(struct nes_req *req, struct nes_reply *reply, const struct nes_offers *made)
{
    struct offers offers = { .offers = { NES_NEW_MANY(req->arena, struct offer, NES_PRODUCT_METHODS), made->len } };

    offers.offered_on = made->len ? made->rows[0].offered_on : (struct nes_date){ 0 };
    for (size_t i = 0; i < made->len; i++) {
        offers.offers.rows[i] = offer_of(req->arena, &made->rows[i]);
    }
    return nes_reply_ok(reply, &nes_offers_view, &offers);
}

struct nes_err nes_offers_prepare(struct nes_req *req, const struct nes_application *application,
                                  struct nes_offers_made *out)
{
    struct nes_policy policy;
    struct nes_calendar calendar;
    struct nes_offer_ground ground = { nes_house_of(req)->crypto, &policy, &calendar, req->today };

    NES_TRY(nes_policy_load(req->tx, &policy));
    NES_TRY(nes_policy_calendar(req->tx, &calendar));
    out->err = nes_offers_make(&ground, application, req->arena, &out->offers);
    return out->err.what && out->err.what->end == NES_END_FAIL ? out->err : NES_FINE;
}
