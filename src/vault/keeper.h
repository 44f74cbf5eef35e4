/* src/vault/keeper.h: asks the process that holds the keys. Thread-safe; one exchange at a time, many items in one.
 * */
#pragma once
#include "crypto/sign.h"
#include "vault/child.h"
#include "vault/keeper_wire.h"

struct nes_keeper;

/* Starts the process: `program` runs the hidden command `keeper` with the path of the keys. HELPER_DOWN, and what the
 * process itself says on standard error (keys with a wrong mode, none at all). The caller ends it. */
struct nes_keeper_options {
    const char *program;         /* NULL: /proc/self/exe */
    const char *keys_path;
    struct nes_clock clock;
    const struct nes_log *log;   /* may be NULL */
    int64_t wait_us;             /* for one exchange; 0: 5 s */
};
struct nes_err nes_keeper_begin(const struct nes_keeper_options *options, struct nes_keeper **out);
void nes_keeper_end(struct nes_keeper **keeper);

/* Who asks for what: recorded in each request, enforced by the keeper (purposes.def). */
struct nes_keeper_why {
    enum nes_purpose purpose;
    struct nes_id person;        /* staff member, client or partner for whom it is done; none for the system itself */
};

/* Asks all items, in as few exchanges as fit; answers live in the arena. HELPER_DOWN; KEEPER_FORBIDDEN, KEEPER_FORM,
 * SEAL_KEY, SEAL_BROKEN of the first item that failed (each item has its status). The caller treats answers of UNSEAL
 * as secrets. */
struct nes_err nes_keeper_ask(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                              struct nes_keeper_item *items, size_t n);

/* How often each purpose asked, and items in all, since the start: for metrics. */
void nes_keeper_counts(struct nes_keeper *keeper, int64_t asked[NES_PURPOSES], int64_t *items);
const char *nes_purpose_name(enum nes_purpose purpose);

/* For audit checkpoints: the public key, and a signature over the text of one. HELPER_DOWN, KEEPER_FORM. */
struct nes_err nes_keeper_public(struct nes_keeper *keeper, struct nes_public_key *out);
struct nes_err nes_keeper_sign(struct nes_keeper *keeper, struct nes_str body, struct nes_signature *out);
