/* src/gateway/partner.h: a partner that takes signed JSON under one address: what such gateways share. */
#pragma once
#include "crypto/hash.h"
#include "errand/errand.h"
#include "http/outgoing.h"
#include "json/shape.h"

struct nes_partner {
    const struct nes_crypto *crypto;
    struct nes_outgoing *outgoing;
    const char *url;                /* empty: there is no such partner, errands wait */
    struct nes_secret key;          /* signs path, line end, body: X-Signature, HMAC-SHA-256, hexadecimal */
};

/* One call: what is posted, and how the answer is read. */
struct nes_partner_ask {
    const char *path;               /* after the address: "/owners" */
    struct nes_str body;
    const struct nes_shape *shape;  /* of the answer of status 200 */
    void *told;                     /* its struct, zeroed */
};

/* Posts and reads. `told` false: `answer` says why there is nothing to read: LATER (surely not done: nothing left, 401,
 * 503), REFUSED (409, 422), UNKNOWN (all else, also what cannot be read). */
struct nes_err nes_partner_post(const struct nes_partner *partner, struct nes_arena *arena,
                                const struct nes_partner_ask *ask, struct nes_errand_answer *answer, bool *told);
