/* world/ca_apply.c: a time stamp put into a container that somebody signed before (CAdES-BES becomes CAdES-T). */
#include <openssl/cms.h>
#include <openssl/objects.h>
#include <string.h>

#include "world/ca.h"

#define AT_TOKEN "1.2.840.113549.1.9.16.2.14"

static void container_done(CMS_ContentInfo **container)
{
    CMS_ContentInfo_free(*container);
}

/* The hierarchy that stamps is that of the digest; false for digests that the authority does not use. */
static bool algorithm_of(CMS_SignerInfo *signer, enum nes_signing *out)
{
    X509_ALGOR *digest = NULL;
    char text[64];

    CMS_SignerInfo_get0_algs(signer, NULL, NULL, &digest, NULL);
    NES_ASSERT(OBJ_obj2txt(text, sizeof(text), digest->algorithm, 1) > 0);
    for (*out = NES_SIGNING_GOST; *out <= NES_SIGNING_RSA; (*out)++) {
        if (strcmp(text, nes_signing_names(*out)->digest) == 0) {
            return true;
        }
    }
    return false;
}

/* One that has a stamp keeps it. */
static bool stamp_signer(struct nes_arena *arena, CMS_SignerInfo *signer, struct nes_ca_stamp *stamp)
{
    ASN1_OBJECT *type = OBJ_txt2obj(AT_TOKEN, 1);
    const ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature(signer);
    struct nes_str token, octets = { (const char *)ASN1_STRING_get0_data(signature),
                                     (size_t)ASN1_STRING_length(signature) };
    bool stamped = true;

    NES_ASSERT(type);
    if (CMS_unsigned_get_attr_by_OBJ(signer, type, -1) < 0) {
        stamped = algorithm_of(signer, &stamp->algorithm);
        if (stamped) {
            stamp->imprint_alg = nes_signing_names(stamp->algorithm)->digest;
            stamp->imprint = nes_signing_digest(arena, stamp->algorithm, octets);
            token = nes_ca_token(arena, stamp);
            NES_ASSERT(CMS_unsigned_add1_attr_by_OBJ(signer, type, V_ASN1_SEQUENCE, token.ptr, (int)token.len) == 1);
        }
    }
    ASN1_OBJECT_free(type);
    return stamped;
}

struct nes_err nes_ca_apply_stamp(struct nes_arena *arena, const struct nes_ca *ca, struct nes_str given, int64_t at_us,
                                  struct nes_str *out)
{
    const unsigned char *at = (const unsigned char *)given.ptr;
    NES_AUTO(container_done) CMS_ContentInfo *container = d2i_CMS_ContentInfo(NULL, &at, (long)given.len);
    STACK_OF(CMS_SignerInfo) *signers = container ? CMS_get0_SignerInfos(container) : NULL;
    struct nes_ca_stamp stamp = { .ca = ca, .at_us = at_us };
    unsigned char *der = NULL;
    int len;

    if (!signers || at != (const unsigned char *)given.ptr + given.len || sk_CMS_SignerInfo_num(signers) == 0) {
        return NES_FAIL(CA_DOCUMENT, "container");
    }
    for (int i = 0; i < sk_CMS_SignerInfo_num(signers); i++) {
        if (!stamp_signer(arena, sk_CMS_SignerInfo_value(signers, i), &stamp)) {
            return NES_FAIL(CA_DOCUMENT, "digest");
        }
    }
    len = i2d_CMS_ContentInfo(container, &der);
    NES_ASSERT(len > 0);
    *out = nes_str_copy(arena, (struct nes_str){ (const char *)der, (size_t)len });
    OPENSSL_free(der);
    return NES_FINE;
}
