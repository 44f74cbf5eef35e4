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
    struct nes_secret key;          /* signs name, line end, body: X-Signature, HMAC-SHA-256, hexadecimal */
};

/* One signed call. `name` is that of the call as its protocol signs it: "payments", "/owners"; it follows the address.
 * The faults of nes_outgoing_call; CLIENT_CALL where there is no such partner. */
struct nes_err nes_partner_call(const struct nes_partner *partner, struct nes_arena *arena, const char *name,
                                struct nes_str body, struct nes_outgoing_answer *got);

/* What a status that is not 200 says: REFUSED for good (409, 422), LATER: surely not done (401, 503), else UNKNOWN. */
enum nes_outcome nes_partner_outcome(int status);

/* One call: what is posted, and how the answer is read. */
struct nes_partner_ask {
    const char *path;               /* the name of the call: "/owners" */
    struct nes_str body;
    const struct nes_shape *shape;  /* of the answer of status 200 */
    void *told;                     /* its struct, zeroed */
};

/* Posts and reads. `told` false: `answer` says why there is nothing to read: nes_partner_outcome, LATER where nothing
 * left, UNKNOWN for what cannot be read. */
struct nes_err nes_partner_post(const struct nes_partner *partner, struct nes_arena *arena,
                                const struct nes_partner_ask *ask, struct nes_errand_answer *answer, bool *told);
