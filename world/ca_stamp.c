/* world/ca_stamp.c: the time-stamping service (RFC 3161, integrations 2.3). */
#include <openssl/objects.h>
#include <openssl/ts.h>
#include <string.h>

#include "world/ca.h"

#define TST_INFO "1.2.840.113549.1.9.16.1.4"

struct nes_str nes_ca_token(struct nes_arena *arena, const struct nes_ca_stamp *stamp)
{
    const struct nes_signing_names *names = nes_signing_names(stamp->algorithm);
    struct nes_str serial = nes_str_part(nes_digest_by(arena, "SHA256", stamp->imprint), 0, 8);
    struct nes_str info = NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_int(arena, NES_ASN_INTEGER, 1),
                                  nes_asn_oid(arena, names->stamp_policy),
                                  NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_alg(arena, stamp->imprint_alg),
                                          NES_ASN(arena, NES_ASN_OCTETS, stamp->imprint)),
                                  nes_asn_number(arena, serial), nes_asn_general(arena, stamp->at_us),
                                  stamp->nonce.len > 0 ? nes_asn_number(arena, stamp->nonce) : (struct nes_str){ 0 });
    struct nes_cms_wish wish = { .by = stamp->ca->units[stamp->algorithm][NES_CA_TSA],
                                 .type = TST_INFO,
                                 .content = info,
                                 .attached = true,
                                 .stamp = true,
                                 .at_us = stamp->at_us };

    return nes_sign_cms(arena, &wish);
}

/* --- the service --- */

/* What was asked, until it is answered. `refused`: the bit of PKIFailureInfo, −1 for none. */
struct asked {
    struct nes_ca_stamp stamp;
    char imprint_alg[64];
    int refused;
};
enum { BAD_ALGORITHM = 0, BAD_FORMAT = 5, BAD_POLICY = 15, SYSTEM_FAILURE = 25 };

static void request_done(TS_REQ **request)
{
    TS_REQ_free(*request);
}

/* "1.2.3" of an identifier, whether OpenSSL knows it or not. */
static void dotted(const ASN1_OBJECT *object, char out[64])
{
    NES_ASSERT(OBJ_obj2txt(out, 64, object, 1) > 0);
}

static struct nes_str copied(struct nes_arena *arena, const ASN1_STRING *string)
{
    return nes_str_copy(
        arena, (struct nes_str){ (const char *)ASN1_STRING_get0_data(string), (size_t)ASN1_STRING_length(string) });
}

/* Without a policy the newest is taken, as where the authority is asked by those who know none. */
static bool choose_policy(const TS_REQ *request, struct asked *asked)
{
    const ASN1_OBJECT *policy = TS_REQ_get_policy_id((TS_REQ *)(uintptr_t)request);
    char text[64];

    asked->stamp.algorithm = NES_SIGNING_GOST;
    if (!policy) {
        return true;
    }
    dotted(policy, text);
    for (enum nes_signing kind = NES_SIGNING_GOST; kind <= NES_SIGNING_RSA; kind++) {
        if (strcmp(text, nes_signing_names(kind)->stamp_policy) == 0) {
            asked->stamp.algorithm = kind;
            return true;
        }
    }
    return false;
}

static bool choose_hash(struct asked *asked)
{
    for (enum nes_signing kind = NES_SIGNING_GOST; kind <= NES_SIGNING_RSA; kind++) {
        const struct nes_signing_names *names = nes_signing_names(kind);

        if (strcmp(asked->imprint_alg, names->digest) == 0 && asked->stamp.imprint.len == names->digest_bytes) {
            asked->stamp.imprint_alg = asked->imprint_alg;
            return true;
        }
    }
    return false;
}

static struct nes_err stamp_read(struct nes_req *req, struct nes_reply *reply)
{
    const unsigned char *at = (const unsigned char *)req->raw.ptr;
    NES_AUTO(request_done) TS_REQ *request = d2i_TS_REQ(NULL, &at, (long)req->raw.len);
    struct asked *asked = NES_NEW(req->arena, struct asked);
    TS_MSG_IMPRINT *imprint;

    (void)reply;
    req->prepared = asked;
    *asked = (struct asked){ .stamp = { .ca = nes_world_of(req)->ca }, .refused = -1 };
    if (!request || at != (const unsigned char *)req->raw.ptr + req->raw.len) {
        asked->refused = BAD_FORMAT;
        return NES_FINE;
    }
    imprint = TS_REQ_get_msg_imprint(request);
    dotted(TS_MSG_IMPRINT_get_algo(imprint)->algorithm, asked->imprint_alg);
    asked->stamp.imprint = copied(req->arena, TS_MSG_IMPRINT_get_msg(imprint));
    if (TS_REQ_get_nonce(request)) {
        asked->stamp.nonce = copied(req->arena, TS_REQ_get_nonce(request));
    }
    asked->refused = !choose_policy(request, asked) ? BAD_POLICY : !choose_hash(asked) ? BAD_ALGORITHM : -1;
    return NES_FINE;
}

/* PKIStatusInfo: rejected, with one bit that says why. */
static struct nes_str refusal(struct nes_arena *arena, int bit)
{
    char bits[5] = { (char)(7 - bit % 8) };

    bits[1 + bit / 8] = (char)(0x80 >> bit % 8);
    return NES_ASN(arena, NES_ASN_SEQUENCE,
                   NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_int(arena, NES_ASN_INTEGER, 2),
                           NES_ASN(arena, NES_ASN_BITS, (struct nes_str){ bits, (size_t)bit / 8 + 2 })));
}

static struct nes_err stamp_give(struct nes_req *req, struct nes_reply *reply)
{
    const struct asked *asked = req->prepared;
    struct nes_ca_stamp stamp = asked->stamp;
    int refused = asked->refused;
    bool nonce, time;
    enum nes_behave behave;

    NES_TRY(nes_ca_behave(req->tx, "tsp", &behave));
    NES_TRY(nes_ca_told(req->tx, "tsp.nonce", &nonce));
    NES_TRY(nes_ca_told(req->tx, "tsp.time", &time));
    refused = behave == NES_BEHAVE_BROKEN ? SYSTEM_FAILURE : refused;
    if (refused >= 0) {
        return nes_reply_bytes(reply, refusal(req->arena, refused), (struct nes_str){ 0 });
    }
    stamp.at_us = nes_tx_now(req->tx) + (time ? 30 * NES_DAY_US : 0);
    stamp.nonce = nonce ? NES_STR("\x11\x22\x33\x44") : stamp.nonce;
    if (behave == NES_BEHAVE_LIE) {
        stamp.imprint =
            nes_signing_digest(req->arena, stamp.imprint.len == 64 ? NES_SIGNING_GOST : NES_SIGNING_RSA, stamp.imprint);
    }
    return nes_reply_bytes(reply,
                           NES_ASN(req->arena, NES_ASN_SEQUENCE,
                                   NES_ASN(req->arena, NES_ASN_SEQUENCE, nes_asn_int(req->arena, NES_ASN_INTEGER, 0)),
                                   nes_ca_token(req->arena, &stamp)),
                           (struct nes_str){ 0 });
}

static const struct nes_route stamp_routes[] = {
    { NES_POST, "/tsp", .listen = NES_OPERATIONS, .needs = NES_PERM_SYSTEM, .raw = true, .status = 200,
      .gives_type = "application/timestamp-reply", .fails = NES_FAULTS(WORLD_LATER, WORLD_BROKEN),
      .prepare = stamp_read, .run = stamp_give, .rules = "-", .doc = "Stamp a digest (RFC 3161)." },
};
const struct nes_resource nes_world_ca_stamp_resource = NES_RESOURCE("tsp", stamp_routes);
