/* src/api/house.h: what the handlers of the product share: req->app. Wired by src/app; never changed
 * while it serves. */
#pragma once
#include "crypto/hash.h"
#include "crypto/password.h"
#include "errand/errand.h"
#include "http/req.h"
#include "vault/blob.h"
#include "vault/keeper.h"
#include "vault/press.h"

struct nes_house {
    const struct nes_crypto *crypto;
    struct nes_keeper *keeper;
    struct nes_press *press;
    struct nes_blobs *blobs;
    struct nes_errands *errands;       /* NULL in tests that plan none */
    const char *data;                  /* the data folder */
    int64_t registrations_hour;        /* from one address; 0: any */
    struct nes_db *db;
    const char *eds_trust;             /* folder of believed certification authorities; NULL: no signatures are taken */
    uint8_t pseudonyms[32];            /* key of the pseudonyms in the audit log */
    uint8_t replies[32];               /* key of the keys that kept answers are sealed under */
    char no_password[NES_PASSWORD_TEXT]; /* hash of a random password: compared where there is no such name */
};

static inline const struct nes_house *nes_house_of(const struct nes_req *req)
{
    return req->app;
}

/* From `run`, where an errand was planned: the runner looks as soon as it is committed. */
void nes_house_wake(struct nes_req *req);
