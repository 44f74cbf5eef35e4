/* src/identity/often.h: how often something may be done from one address in an hour, counted in the database, so that
 * all processes count together. RULE 11.3 */
#pragma once
#include "crypto/hash.h"
#include "db/db.h"
#include "identity/identity_faults.h"

#define NES_OFTEN_PLACE 8            /* bytes of the network of an address */

/* The network that an address counts for: IPv4 itself, IPv6 by its first 64 bits. A text that is no address is one
 * place with all such. Pure. */
void nes_often_place(struct nes_str address, uint8_t out[NES_OFTEN_PLACE]);

/* Counts one more under the key (nes_attempt_name_of) in the running hour. OFTEN_ADDRESS (refused) where `most` were
 * counted before; `wait_s` is then how long the hour still runs. */
struct nes_err nes_often_count(struct nes_tx *tx, const struct nes_hash *key, int64_t most, int64_t *wait_s);
