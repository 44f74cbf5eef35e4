/* src/api/confirmable.h: what can be confirmed by methods of item 35: operation → the function that loads the caller's
 * own object and says what exactly is confirmed. The rows stand in confirmable.def. */
#pragma once
#include "client/client.h"
#include "http/req.h"
#include "identity/confirmation.h"

struct nes_confirmable {
    struct nes_hash what;     /* of all that takes effect; computed again, in the same way, where it does */
    struct nes_str sentence;  /* key of the sentence that is shown and sent: "confirm.conclude" */
    struct nes_str figures;   /* its {1} {2} {3}, one a line: number, amount; never a whole IBAN or phone */
};

/* Loads `object` in req->tx, which may be a snapshot or a transaction. NOT_FOUND or DB_NO_ROW where there is none of
 * this client; another fault or refusal where it cannot be confirmed as it stands. */
typedef struct nes_err nes_confirmable_load(struct nes_req *req, struct nes_client_id client, struct nes_id object,
                                            struct nes_confirmable *out);

#define CONFIRMABLE(op, load) nes_confirmable_load load;
#include "api/confirmable.def"
#undef CONFIRMABLE
