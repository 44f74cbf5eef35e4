/* world/ca_status.c: the status service (RFC 6960, integrations 2.1). */
#include <openssl/ocsp.h>
#include <string.h>

#include "world/ca.h"
#include "world/ca_sql.h"

#define OCSP_BASIC    "1.3.6.1.5.5.7.48.1.1"
#define OCSP_NONCE    "1.3.6.1.5.5.7.48.1.2"
#define OCSP_EXTENDED "1.3.6.1.5.5.7.48.1.9"
enum { MALFORMED = 1, INTERNAL = 2, UNAUTHORIZED = 6 };

static const struct nes_str none = { 0 };

/* What was asked. `refused`: OCSPResponseStatus, 0 for an answer. */
struct asked {
    int64_t refused;
    enum nes_signing algorithm;
    struct nes_str id, nonce;          /* CertID as it came; contents of the nonce extension */
    uint8_t serial[NES_CA_SERIAL];
    bool fits;                         /* the serial number has the length of ours */
};

/* What the answer tells, true or not. */
struct tale {
    struct nes_str id, nonce, state;
    bool extended, forged;
    enum nes_ca_role by;
    int64_t at_us;
};

static void request_done(OCSP_REQUEST **request)
{
    OCSP_REQUEST_free(*request);
}

static struct nes_str octets_of(const ASN1_STRING *string)
{
    return (struct nes_str){ (const char *)ASN1_STRING_get0_data(string), (size_t)ASN1_STRING_length(string) };
}

/* Which of the issuing authorities is meant: its name and key, hashed as the asker likes. */
static enum nes_signing issuer_of(struct nes_arena *arena, const struct nes_ca *ca, OCSP_CERTID *id)
{
    ASN1_OCTET_STRING *name_hash, *key_hash;
    ASN1_OBJECT *hash;
    const char *by;

    NES_ASSERT(OCSP_id_get0_info(&name_hash, &hash, &key_hash, NULL, id) == 1);
    by = OBJ_obj2nid(hash) == NID_sha256 ? "SHA256" : OBJ_obj2nid(hash) == NID_sha1 ? "SHA1" : NULL;
    for (enum nes_signing kind = NES_SIGNING_GOST; by && kind <= NES_SIGNING_RSA; kind++) {
        struct nes_str bits;

        (void)nes_signing_public(arena, &ca->units[kind][NES_CA_ISSUER].key, &bits);
        if (nes_str_eq(octets_of(key_hash), nes_digest_by(arena, by, bits)) &&
            nes_str_eq(octets_of(name_hash), nes_digest_by(arena, by, nes_ca_name(arena, kind, NES_CA_ISSUER)))) {
            return kind;
        }
    }
    return (enum nes_signing)0;
}

static struct nes_str nonce_of(struct nes_arena *arena, OCSP_REQUEST *request)
{
    int at = OCSP_REQUEST_get_ext_by_NID(request, NID_id_pkix_OCSP_Nonce, -1);

    return at < 0 ? none : nes_str_copy(arena, octets_of(X509_EXTENSION_get_data(OCSP_REQUEST_get_ext(request, at))));
}

static void read_one(struct nes_req *req, OCSP_REQUEST *request, struct asked *asked)
{
    OCSP_CERTID *id = OCSP_onereq_get0_id(OCSP_request_onereq_get0(request, 0));
    unsigned char *der = NULL;
    ASN1_INTEGER *serial;
    int len = i2d_OCSP_CERTID(id, &der);
    struct nes_str octets;

    NES_ASSERT(len > 0 && OCSP_id_get0_info(NULL, NULL, NULL, &serial, id) == 1);
    asked->id = nes_str_copy(req->arena, (struct nes_str){ (char *)der, (size_t)len });
    OPENSSL_free(der);
    octets = octets_of(serial);
    asked->fits = octets.len <= NES_CA_SERIAL;
    if (asked->fits) {
        memcpy(asked->serial + NES_CA_SERIAL - octets.len, octets.ptr, octets.len);
    }
    asked->algorithm = issuer_of(req->arena, nes_world_of(req)->ca, id);
    asked->nonce = nonce_of(req->arena, request);
    asked->refused = asked->algorithm == 0 ? UNAUTHORIZED : 0;
}

static struct nes_err status_read(struct nes_req *req, struct nes_reply *reply)
{
    const unsigned char *at = (const unsigned char *)req->raw.ptr;
    NES_AUTO(request_done) OCSP_REQUEST *request = d2i_OCSP_REQUEST(NULL, &at, (long)req->raw.len);
    struct asked *asked = NES_NEW(req->arena, struct asked);

    (void)reply;
    req->prepared = asked;
    if (!request || OCSP_request_onereq_count(request) != 1) {
        asked->refused = MALFORMED;
        return NES_FINE;
    }
    read_one(req, request, asked);
    return NES_FINE;
}

/* CertStatus. */
static struct nes_str revoked(struct nes_arena *arena, int64_t at_us, int64_t reason)
{
    return NES_ASN(arena, NES_ASN_INNER(1), nes_asn_general(arena, at_us),
                   NES_ASN(arena, NES_ASN_INNER(0), nes_asn_int(arena, NES_ASN_ENUM, reason)));
}

/* A certificate of the authority itself: that of its time stamps, which others ask about. */
static bool own(struct nes_req *req, const struct asked *asked)
{
    struct nes_str id = nes_ca_key_id(req->arena, &nes_world_of(req)->ca->units[asked->algorithm][NES_CA_TSA].key);

    return asked->fits && (uint8_t)(id.ptr[0] & 0x7f) == asked->serial[0] &&
           memcmp(id.ptr + 1, asked->serial + 1, NES_CA_SERIAL - 1) == 0;
}

/* A number that was never issued is revoked, on hold, since 1970, and the answer says that it says so. */
static struct nes_err find_state(struct nes_req *req, const struct asked *asked, struct tale *tale)
{
    struct nes_ca_certificate_by_serial_row row;
    struct nes_str serial = { (const char *)asked->serial, NES_CA_SERIAL };
    bool found = false;

    if (own(req, asked)) {
        tale->state = NES_STR("\x80\x00");
        return NES_FINE;
    }
    if (asked->fits) {
        NES_TRY(nes_ca_certificate_by_serial(req->tx, serial, &row, &found));
    }
    if (!found || row.algorithm != (int32_t)asked->algorithm) {
        tale->state = revoked(req->arena, 0, 6);
        tale->extended = true;
        return NES_FINE;
    }
    tale->state = row.state == NES_CA_GOOD ? NES_STR("\x80\x00") : revoked(req->arena, row.changed_at, row.reason);
    return NES_FINE;
}

/* Whatever else the service was told to say. */
static struct nes_err bend(struct nes_req *req, struct tale *tale)
{
    bool lies;

    NES_TRY(nes_ca_told(req->tx, "ocsp.nonce", &lies));
    tale->nonce = lies ? NES_STR("\x04\x08\x99\x99\x99\x99\x99\x99\x99\x99") : tale->nonce;
    NES_TRY(nes_ca_told(req->tx, "ocsp.old", &lies));
    tale->at_us -= lies ? NES_DAY_US : 0;
    tale->nonce = lies ? none : tale->nonce;
    NES_TRY(nes_ca_told(req->tx, "ocsp.responder", &lies));
    tale->by = lies ? NES_CA_TSA : NES_CA_OCSP;
    NES_TRY(nes_ca_told(req->tx, "ocsp.other", &lies));
    if (lies) { /* the last octet of the CertID is the last of the serial number */
        char *id = nes_arena_take(req->arena, tale->id.len);

        memcpy(id, tale->id.ptr, tale->id.len);
        id[tale->id.len - 1] ^= 1;
        tale->id.ptr = id;
    }
    return NES_FINE;
}

static struct nes_str extensions_of(struct nes_arena *arena, const struct tale *tale)
{
    struct nes_str parts[] = {
        tale->nonce.len > 0 ? nes_ca_extension(arena, OCSP_NONCE, false, tale->nonce) : none,
        tale->extended ? nes_ca_extension(arena, OCSP_EXTENDED, false, NES_ASN_NULL) : none,
    };
    struct nes_str list = nes_asn_join(arena, parts, NES_LEN(parts));

    return list.len == 0 ? none : NES_ASN(arena, NES_ASN_INNER(1), NES_ASN(arena, NES_ASN_SEQUENCE, list));
}

static struct nes_str answer_of(struct nes_arena *arena, const struct nes_ca *ca, enum nes_signing kind,
                                const struct tale *tale)
{
    const struct nes_signing_person *by = &ca->units[kind][tale->by];
    struct nes_str data =
        NES_ASN(arena, NES_ASN_SEQUENCE, NES_ASN(arena, NES_ASN_INNER(1), nes_ca_name(arena, kind, tale->by)),
                nes_asn_general(arena, tale->at_us),
                NES_ASN(arena, NES_ASN_SEQUENCE,
                        NES_ASN(arena, NES_ASN_SEQUENCE, tale->id, tale->state, nes_asn_general(arena, tale->at_us))),
                extensions_of(arena, tale));
    struct nes_str over = tale->forged ? NES_ASN(arena, NES_ASN_OCTETS, data) : data;
    struct nes_str signature = nes_signing_sign(arena, &by->key, nes_signing_digest(arena, kind, over));
    struct nes_str basic = NES_ASN(arena, NES_ASN_SEQUENCE, data, nes_asn_alg(arena, nes_signing_names(kind)->sign),
                                   nes_asn_bits(arena, signature),
                                   NES_ASN(arena, NES_ASN_INNER(0), NES_ASN(arena, NES_ASN_SEQUENCE, by->certificate)));

    return NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_int(arena, NES_ASN_ENUM, 0),
                   NES_ASN(arena, NES_ASN_INNER(0),
                           NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, OCSP_BASIC),
                                   NES_ASN(arena, NES_ASN_OCTETS, basic))));
}

static struct nes_err status_give(struct nes_req *req, struct nes_reply *reply)
{
    const struct asked *asked = req->prepared;
    int64_t refused = asked->refused;
    struct tale tale = { .id = asked->id, .nonce = asked->nonce, .at_us = nes_tx_now(req->tx), .by = NES_CA_OCSP };
    enum nes_behave behave;

    NES_TRY(nes_ca_behave(req->tx, "ocsp", &behave));
    refused = behave == NES_BEHAVE_BROKEN ? INTERNAL : refused;
    if (refused != 0) {
        return nes_reply_bytes(
            reply, NES_ASN(req->arena, NES_ASN_SEQUENCE, nes_asn_int(req->arena, NES_ASN_ENUM, refused)), none);
    }
    NES_TRY(find_state(req, asked, &tale));
    if (behave == NES_BEHAVE_LIE) { /* "good", but that cannot be signed */
        tale.state = NES_STR("\x80\x00");
        tale.forged = true;
    }
    NES_TRY(bend(req, &tale));
    return nes_reply_bytes(reply, answer_of(req->arena, nes_world_of(req)->ca, asked->algorithm, &tale), none);
}

static const struct nes_route status_routes[] = {
    { NES_POST, "/ocsp", .listen = NES_OPERATIONS, .needs = NES_PERM_SYSTEM, .raw = true, .status = 200,
      .gives_type = "application/ocsp-response", .fails = NES_FAULTS(WORLD_LATER, WORLD_BROKEN),
      .prepare = status_read, .run = status_give, .rules = "-", .doc = "The status of a certificate (RFC 6960)." },
};
const struct nes_resource nes_world_ca_status_resource = NES_RESOURCE("ocsp", status_routes);
