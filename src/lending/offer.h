/* src/lending/offer.h: draft schedules by each method, as an application is offered them. RULE 8.3 RULE 8.4 */
#pragma once
#include "lending/application.h"
#include "product/price.h"

/* What offers of a day are made with. */
struct nes_offer_ground {
    const struct nes_crypto *crypto;
    const struct nes_policy *policy;
    const struct nes_calendar *calendar;
    struct nes_date day;
};

/* Pure but for the arena. One offer for each method of the product, each within the limits of the law on that day, or
 * PRODUCT_PRICE (refused). In `prepare`. */
struct nes_err nes_offers_make(const struct nes_offer_ground *ground, const struct nes_application *application,
                               struct nes_arena *arena, struct nes_offers *out);
/* Pure. The average payment of a month by the dearest method, rounded up: what the debt burden is weighed with. */
struct nes_err nes_offer_payment(const struct nes_application *application, const struct nes_calendar *calendar,
                                 struct nes_date day, struct nes_arena *arena, struct nes_money *out);

/* Stores the offers of a day and makes them those that hold; offers of that day that are there already stay. The caller
 * saves the application. */
struct nes_err nes_offers_keep(struct nes_tx *tx, struct nes_application *application, const struct nes_offers *offers);

/* Whether cooling-off applies: an unsecured consumer microcredit over the Internet above the threshold of the day,
 * those concluded on the same day counted in. Law on microfinance activity, art. 3(3-3). POLICY_MISSING. */
struct nes_err nes_offer_cooling(struct nes_tx *tx, const struct nes_policy *policy,
                                 const struct nes_application *application, struct nes_date day, bool *out);
