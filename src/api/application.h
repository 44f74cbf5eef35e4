/* src/api/application.h: what the doors of clients and of staff to applications share. */
#pragma once
#include "api/house.h"
#include "json/shape.h"
#include "lending/application.h"
#include "lending/gate.h"
#include "lending/offer.h"

/* An application as it is shown; staff see more of it through views of their own. RULE 7.4 */
struct nes_application_shown {
    struct nes_application_id id;
    struct nes_product_version_id product;
    struct nes_str product_name;
    struct nes_money amount;
    int32_t periods;
    struct nes_str purpose, state;
    int64_t made_at, submitted_at, decided_at, chosen_at, ended_at;
    int32_t checks, checks_done;
    struct nes_str refusal_code, refusal_text, refusal_rights;
    struct nes_date offered_on, lapses_on;
    struct nes_str method, way;
    bool cooling;
    int64_t version;
};
extern const struct nes_shape nes_application_view;
/* RULE 7.4: how far it is; of a refusal the reason and the client's rights, in the caller's language. */
struct nes_err nes_application_show(struct nes_req *req, const struct nes_application *application,
                                    struct nes_application_shown *out);
struct nes_err nes_application_reply(struct nes_req *req, struct nes_reply *reply,
                                     const struct nes_application *application, bool created);

/* The offers that hold. RULE 8.3 RULE 8.4 */
extern const struct nes_shape nes_offers_view;
struct nes_err nes_offers_reply(struct nes_req *req, struct nes_reply *reply, const struct nes_offers *offers);

/* Offers of today made in `prepare`; a price above the law's limit is kept in `err` and told in `run`, where the
 * refusal leaves its trace. */
struct nes_offers_made {
    struct nes_offers offers;
    struct nes_err err;
};
struct nes_err nes_offers_prepare(struct nes_req *req, const struct nes_application *application,
                                  struct nes_offers_made *out);
#define NES_OFFER_FAULTS                                                                                               \
    PRODUCT_PRICE, POLICY_MISSING, CAP_UNKNOWN, MCI_UNKNOWN, RATE_RANGE, CALC_RANGE, MONEY_RANGE, DATE_RANGE
