/* world/world.h: the outside world for development, demonstration and tests: it speaks the partners' protocols over
 * real sockets, keeps state, and can be told to misbehave. It never links src/gateway or src/pki. */
#pragma once
#include "crypto/hash.h"
#include "http/req.h"
#include "world/person.h"

struct nes_ca;
struct nes_outgoing;

struct nes_world {
    const struct nes_crypto *crypto;
    struct nes_secret sms_key;      /* shared with the sender of messages */
    const struct nes_ca *ca;        /* NULL: the certification authority was not started */
    struct nes_outgoing *phone;     /* by which the telephone reaches the product; NULL with `ca` */
    struct nes_secret registry_key, coid_key;
    struct nes_secret bank_key;     /* shared with the bank's client */
    struct nes_secret bureau_key;   /* shared with who asks the bureau */
    const struct nes_world_people *people;
};

static inline const struct nes_world *nes_world_of(const struct nes_req *req)
{
    return req->app;
}

/* How a partner behaves on one call. */
enum nes_behave {
    NES_BEHAVE_FINE = 1,
    NES_BEHAVE_LATER,   /* 503, surely not done */
    NES_BEHAVE_SLOW,    /* done, answered after 4 s */
    NES_BEHAVE_SILENT,  /* done, never answered: 20 s, then an error */
    NES_BEHAVE_BROKEN,  /* done, answered with an error of its own */
    NES_BEHAVE_LIE      /* not done, answered with something that is no answer */
};

/* What is told for the next call of `partner`; counts it down. In `run` only. */
struct nes_err nes_behave_next(struct nes_tx *tx, const char *partner, enum nes_behave *out);

/* Whether X-Signature is right for the call of that name. */
bool nes_world_signed(const struct nes_req *req, struct nes_secret key, const char *name);

extern const struct nes_resource nes_world_bureau_resource, nes_world_list_resource;
extern const struct nes_resource nes_world_sms_resource, nes_world_phone_resource, nes_world_behave_resource;
extern const struct nes_resource nes_world_bank_resource, nes_world_bank_page_resource;
extern const struct nes_resource nes_world_coid_resource, nes_world_page_resource, nes_world_people_resource;
extern const struct nes_resource nes_world_registry_resource;
extern const struct nes_param nes_world_company_param, nes_world_number_param, nes_world_person_param;
extern const struct nes_param nes_world_session_param;
