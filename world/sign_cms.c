/* world/sign_cms.c: containers as the authority's programs make them (RFC 5652, RFC 5126), and their time stamps. */
#include <openssl/x509.h>

#include "world/sign.h"

#define SIGNED_DATA     "1.2.840.113549.1.7.2"
#define AT_TYPE         "1.2.840.113549.1.9.3"
#define AT_DIGEST       "1.2.840.113549.1.9.4"
#define AT_TIME         "1.2.840.113549.1.9.5"
#define AT_CERT         "1.2.840.113549.1.9.16.2.12"
#define AT_CERT_V2      "1.2.840.113549.1.9.16.2.47"
#define AT_TOKEN        "1.2.840.113549.1.9.16.2.14"

static struct nes_str attribute(struct nes_arena *arena, const char *oid, struct nes_str value)
{
    return NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, oid), NES_ASN(arena, NES_ASN_SET, value));
}

/* signingCertificate: SEQUENCE OF ESSCertID; the hash of version 2 is SHA-256, which stands for itself. */
static struct nes_str certificate_id(struct nes_arena *arena, const struct nes_cms_wish *wish)
{
    struct nes_str digest = nes_digest_by(arena, wish->stamp ? "SHA1" : "SHA256", wish->by.certificate);
    struct nes_str id = NES_ASN(arena, NES_ASN_SEQUENCE, NES_ASN(arena, NES_ASN_OCTETS, digest));

    return attribute(arena, wish->stamp ? AT_CERT : AT_CERT_V2,
                     NES_ASN(arena, NES_ASN_SEQUENCE, NES_ASN(arena, NES_ASN_SEQUENCE, id)));
}

static void contents(X509 *certificate, struct nes_str *issuer, struct nes_str *serial)
{
    const ASN1_INTEGER *number = X509_get0_serialNumber(certificate);
    const unsigned char *der;
    size_t len;

    NES_ASSERT(X509_NAME_get0_der(X509_get_issuer_name(certificate), &der, &len) == 1);
    *issuer = (struct nes_str){ (const char *)der, len };
    *serial = (struct nes_str){ (const char *)ASN1_STRING_get0_data(number), (size_t)ASN1_STRING_length(number) };
}

static struct nes_str signer_id(struct nes_arena *arena, struct nes_str certificate)
{
    const unsigned char *at = (const unsigned char *)certificate.ptr;
    X509 *parsed = d2i_X509(NULL, &at, (long)certificate.len);
    struct nes_str issuer, serial, id;

    NES_ASSERT(parsed);
    contents(parsed, &issuer, &serial);
    id = NES_ASN(arena, NES_ASN_SEQUENCE, issuer, nes_asn_number(arena, serial));
    X509_free(parsed);
    return id;
}

static struct nes_str signer_info(struct nes_arena *arena, const struct nes_cms_wish *wish)
{
    const struct nes_signing_names *names = nes_signing_names(wish->by.key.kind);
    struct nes_str digest =
        wish->digested ? wish->content : nes_signing_digest(arena, wish->by.key.kind, wish->content);
    struct nes_str list[] = {
        attribute(arena, AT_TYPE, nes_asn_oid(arena, wish->type)),
        attribute(arena, AT_TIME, nes_asn_time(arena, wish->at_us)),
        certificate_id(arena, wish),
        attribute(arena, AT_DIGEST, NES_ASN(arena, NES_ASN_OCTETS, digest)),
    };
    struct nes_str set = nes_asn_sorted(arena, NES_ASN_SET, list, NES_LEN(list)), signature, token = { 0 };

    signature = nes_signing_sign(arena, &wish->by.key, nes_signing_digest(arena, wish->by.key.kind, set));
    if (wish->token) {
        token = NES_ASN(arena, NES_ASN_INNER(1), attribute(arena, AT_TOKEN, wish->token(wish->self, arena, signature)));
    }
    return NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_int(arena, NES_ASN_INTEGER, 1),
                   signer_id(arena, wish->by.certificate), nes_asn_alg(arena, names->digest),
                   nes_asn_of(arena, NES_ASN_INNER(0), list, NES_LEN(list)), nes_asn_alg(arena, names->sign),
                   NES_ASN(arena, NES_ASN_OCTETS, signature), token);
}

struct nes_str nes_sign_cms(struct nes_arena *arena, const struct nes_cms_wish *wish)
{
    const struct nes_signing_names *names = nes_signing_names(wish->by.key.kind);
    struct nes_str content = { 0 }, data;

    if (wish->attached) {
        content = NES_ASN(arena, NES_ASN_INNER(0), NES_ASN(arena, NES_ASN_OCTETS, wish->content));
    }
    data = NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_int(arena, NES_ASN_INTEGER, wish->stamp ? 3 : 1),
                   NES_ASN(arena, NES_ASN_SET, nes_asn_alg(arena, names->digest)),
                   NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, wish->type), content),
                   NES_ASN(arena, NES_ASN_INNER(0), wish->by.certificate),
                   NES_ASN(arena, NES_ASN_SET, signer_info(arena, wish)));
    return NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, SIGNED_DATA), NES_ASN(arena, NES_ASN_INNER(0), data));
}
