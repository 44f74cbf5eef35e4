/* src/payment/seller.h: legal entities that have a contract with the organisation on paying for goods, works or
 * services that a borrower obtains; added by two persons. RULE 9.2.d */
#pragma once
#include "db/db.h"
#include "payment/payment_faults.h"

struct nes_seller_id { struct nes_id id; };

struct nes_seller {
    struct nes_seller_id id;
    struct nes_str bin, name, iban, contract;   /* contract: number and day of the contract with it */
    struct nes_id maker, checker;               /* checker none: not approved, no money goes there */
    bool is_open;
    int64_t version;
};
struct nes_sellers {
    struct nes_seller *rows;
    size_t len;
};

/* SELLER_THERE (its BIN), and the reasons of a wrong BIN or IBAN. */
struct nes_err nes_seller_propose(struct nes_tx *tx, const struct nes_seller *seller);
/* By another person than the maker: SELLER_MAKER (refused). SELLER_DECIDED. */
struct nes_err nes_seller_approve(struct nes_tx *tx, struct nes_seller_id id, struct nes_id checker);
/* DB_NO_ROW. */
struct nes_err nes_seller_find(struct nes_tx *tx, struct nes_seller_id id, struct nes_seller *out);
/* Approved and open ones where `usable`, else all; 500 at most, by name. */
struct nes_err nes_sellers_all(struct nes_tx *tx, bool usable, struct nes_sellers *out);
