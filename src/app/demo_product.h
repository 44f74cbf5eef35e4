/* src/app/demo_product.h: what the demonstration lender lends, and the texts it shows. */
#pragma once
#include "calc/date.h"
#include "crypto/crypto.h"
#include "db/db.h"

/* A product and both texts, published from today by two persons who do not exist. */
struct nes_err nes_demo_product(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_date today);
