/* src/audit/audit_test.h: what the tests of the log in the database share: a log with a signer of its own. */
#pragma once
#include <stdio.h>
#include <string.h>

#include "audit/audit.h"
#include "audit/receipt.h"
#include "test/fault/rig.h"

/* A log on a database, with a signer of its own. */
struct log {
    struct nes_rig *rig;
    struct nes_crypto *crypto;
    struct nes_sign_key secret;
    struct nes_audit_signer signer;
};

static inline struct nes_err sign(void *self, struct nes_str body, struct nes_signature *out)
{
    struct log *log = self;

    nes_sign(log->crypto, &log->secret, body, out);
    return NES_FINE;
}

static inline void log_end(struct log *log)
{
    nes_rig_end(&log->rig);
    nes_crypto_end(&log->crypto);
}

static inline void log_begin(struct log *log, enum nes_engine engine)
{
    log->rig = nes_rig_begin(.engine = engine);
    log->secret = (struct nes_sign_key){ { 5 } };
    NES_WANT_OK(nes_crypto_begin(nes_rand_real(), &log->crypto));
    log->signer = (struct nes_audit_signer){ .origin = NES_STR("nesie/test"), .sign = sign, .self = log };
    log->signer.key.name = log->signer.origin;
    nes_sign_public(log->crypto, &log->secret, &log->signer.key.public);
}

#define NES_LOG_OF(name, engine)                                                                                       \
    NES_AUTO(log_end) struct log name##_ = { 0 };                                                                      \
    struct log *name = &name##_;                                                                                       \
    log_begin(name, engine)

/* One change: its leaf, and how it ends. */
struct change {
    uint8_t object;
    struct nes_err end;
    struct nes_leaf_id id;
};

static inline struct nes_err make_change(struct nes_tx *tx, void *self)
{
    struct change *change = self;
    struct nes_leaf leaf = { .actor = NES_LEAF_STAFF, .kind = NES_STR("letter.sent"), .objects = 2 };

    leaf.object[0] = (struct nes_leaf_object){ NES_STR("letter"), { { 1, change->object } } };
    leaf.object[1] = (struct nes_leaf_object){ NES_STR("client"), { { 2 } } };
    NES_TRY(nes_audit_add(tx, &leaf, &change->id));
    return change->end;
}

static inline struct nes_leaf_id add(struct log *log, uint8_t object)
{
    struct change change = { .object = object };

    NES_WANT_OK(nes_rig_run(log->rig, make_change, &change));
    return change.id;
}

static inline int64_t number_all(struct log *log)
{
    int64_t all = 0, some = 1;

    while (some > 0) {
        NES_WANT_OK(nes_audit_sequence(nes_rig_db(log->rig), log->crypto, 7, &some));
        all += some;
    }
    return all;
}

static inline bool checkpoint(struct log *log)
{
    bool made;

    NES_WANT_OK(nes_audit_checkpoint(nes_rig_db(log->rig), log->crypto, &log->signer, &made));
    return made;
}

/* n leaves in `steps` times, with a checkpoint after each. */
static inline void fill(struct log *log, int n, int steps)
{
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < n / steps; i++) {
            (void)add(log, (uint8_t)i);
        }
        NES_WANT_INT("numbered", number_all(log), n / steps);
        NES_WANT("signed", checkpoint(log));
    }
}

struct verifying {
    struct nes_audit_proof proof;
    struct nes_audit_report report;
};

static inline struct nes_err verify_run(struct nes_tx *tx, void *self)
{
    struct verifying *verifying = self;

    return nes_audit_verify(tx, &verifying->proof, &verifying->report);
}

static inline struct nes_audit_report verified(struct log *log, const struct nes_checkpoint *kept)
{
    struct verifying verifying = { .proof = { log->crypto, &log->signer.key, kept } };

    NES_WANT_OK(nes_rig_read(log->rig, verify_run, &verifying));
    return verifying.report;
}
