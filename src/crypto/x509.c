#include "crypto/x509.h"

#include <limits.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

#include "crypto/crypto_faults.h"
#include "crypto/inner.h"

#define SECOND_US INT64_C(1'000'000)

static void key_done(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}

static void certificate_done(X509 **certificate)
{
    X509_free(*certificate);
}

static void bio_done(BIO **bio)
{
    BIO_free(*bio);
}

static BIO *bio_of(const void *bytes, size_t len)
{
    NES_ASSERT(len <= INT_MAX);
    return BIO_new_mem_buf(bytes, (int)len);
}

/* Names go into a configuration text of the library: nothing that has a meaning there may pass. */
static bool plain(struct nes_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9') && c != '.' && c != '-' && c != ' ') {
            return false;
        }
    }
    return name.len > 0 && name.len <= 64;
}

static struct nes_err check(const struct nes_x509_wish *wish)
{
    if (!plain(wish->name)) {
        return NES_FAIL(X509_FAILED, "name");
    }
    if ((wish->role != NES_X509_CLIENT) != (wish->n_hosts > 0) || wish->n_hosts > 32) {
        return NES_FAIL(X509_FAILED, "hosts");
    }
    for (size_t i = 0; i < wish->n_hosts; i++) {
        if (!plain(wish->hosts[i])) {
            return NES_FAIL(X509_FAILED, "hosts");
        }
    }
    return wish->days > 0 ? NES_FINE : NES_FAIL(X509_FAILED, "days");
}

static bool add_extension(X509 *certificate, X509 *issuer, int kind, const char *value)
{
    X509V3_CTX ctx;
    X509_EXTENSION *extension;
    bool added;

    X509V3_set_ctx_nodb(&ctx);
    X509V3_set_ctx(&ctx, issuer, certificate, NULL, NULL, 0);
    extension = X509V3_EXT_conf_nid(NULL, &ctx, kind, value);
    added = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

/* "<front><before>a.localhost,<before>b.localhost" */
static const char *host_list(struct nes_arena *arena, const char *front, const char *before,
                             const struct nes_x509_wish *wish)
{
    struct nes_buf buf = nes_buf_begin(arena, 8'192);
    struct nes_str text;

    nes_buf_addz(&buf, front);
    for (size_t i = 0; i < wish->n_hosts; i++) {
        nes_buf_addz(&buf, i > 0 ? "," : "");
        nes_buf_addz(&buf, before);
        nes_buf_add(&buf, wish->hosts[i]);
    }
    NES_ASSERT(!nes_buf_done(&buf, &text).what); /* 32 names of 64 bytes fit */
    return nes_str_z(arena, text);
}

static bool extend(struct nes_arena *arena, X509 *certificate, X509 *issuer, const struct nes_x509_wish *wish)
{
    bool fine = add_extension(certificate, issuer, NID_subject_key_identifier, "hash") &&
                add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always");

    switch (wish->role) {
    case NES_X509_AUTHORITY:
        /* Who trusts this authority in a browser trusts it for our own host names only. */
        return fine && add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
               add_extension(certificate, issuer, NID_key_usage, "critical,keyCertSign,cRLSign") &&
               add_extension(certificate, issuer, NID_name_constraints,
                             host_list(arena, "critical,", "permitted;DNS:", wish));
    case NES_X509_SERVER:
        return fine && add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
               add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
               add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
               add_extension(certificate, issuer, NID_subject_alt_name, host_list(arena, "", "DNS:", wish));
    case NES_X509_CLIENT:
        return fine && add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
               add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
               add_extension(certificate, issuer, NID_ext_key_usage, "clientAuth");
    }
    NES_BUG("a known role of a certificate");
}

/* Version, serial number, times, names and key. */
static bool fill(const struct nes_crypto *crypto, X509 *certificate, EVP_PKEY *key, const struct nes_x509_wish *wish)
{
    time_t from = (time_t)(wish->from_us / SECOND_US) - 86'400;
    uint8_t serial[16];
    BIGNUM *number;
    bool numbered;

    nes_crypto_random(crypto, serial, sizeof(serial));
    serial[0] = (uint8_t)((serial[0] & 0x7f) | 0x40); /* positive and never shorter */
    number = BN_bin2bn(serial, sizeof(serial), NULL);
    numbered = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return numbered && X509_set_version(certificate, X509_VERSION_3) == 1 &&
           X509_time_adj_ex(X509_getm_notBefore(certificate), 0, 0, &from) &&
           X509_time_adj_ex(X509_getm_notAfter(certificate), wish->days + 1, 0, &from) &&
           X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), NID_commonName, MBSTRING_ASC,
                                      (const unsigned char *)wish->name.ptr, (int)wish->name.len, -1, 0) == 1 &&
           X509_set_pubkey(certificate, key) == 1;
}

static struct nes_str text_of(struct nes_arena *arena, BIO *bio)
{
    char *bytes;
    long len = BIO_get_mem_data(bio, &bytes);

    return nes_str_copy(arena, (struct nes_str){ bytes, len > 0 ? (size_t)len : 0 });
}

static struct nes_err write_pair(struct nes_arena *arena, X509 *certificate, EVP_PKEY *key, struct nes_x509_pair *out)
{
    NES_AUTO(bio_done) BIO *public = BIO_new(BIO_s_mem());
    NES_AUTO(bio_done) BIO *secret = BIO_new(BIO_s_secmem());
    struct nes_str text;

    NES_ASSERT(public && secret);
    if (PEM_write_bio_X509(public, certificate) != 1 ||
        PEM_write_bio_PKCS8PrivateKey(secret, key, NULL, NULL, 0, NULL, NULL) != 1) {
        return NES_FAIL(X509_FAILED, "PEM");
    }
    out->certificate = text_of(arena, public);
    text = text_of(arena, secret);
    out->key = (struct nes_secret){ (const uint8_t *)text.ptr, text.len };
    return NES_FINE;
}

static X509 *read_certificate(const struct nes_crypto *crypto, struct nes_str pem)
{
    NES_AUTO(bio_done) BIO *bio = bio_of(pem.ptr, pem.len);
    X509 *certificate = X509_new_ex(crypto->lib, NULL);

    if (!PEM_read_bio_X509(bio, &certificate, NULL, NULL)) {
        X509_free(certificate);
        return NULL;
    }
    return certificate;
}

struct nes_err nes_x509_make(const struct nes_crypto *crypto, struct nes_arena *arena,
                             const struct nes_x509_pair *issuer, const struct nes_x509_wish *wish,
                             struct nes_x509_pair *out)
{
    NES_AUTO(key_done) EVP_PKEY *key = NULL;
    NES_AUTO(key_done) EVP_PKEY *issuer_key = NULL;
    NES_AUTO(certificate_done) X509 *certificate = X509_new_ex(crypto->lib, NULL);
    NES_AUTO(certificate_done) X509 *issuer_certificate = NULL;
    X509 *signer = certificate;

    NES_TRY(check(wish));
    if ((wish->role == NES_X509_AUTHORITY) != !issuer) {
        return NES_FAIL(X509_FAILED, "issuer");
    }
    key = EVP_PKEY_Q_keygen(crypto->lib, NULL, "EC", "P-256");
    if (issuer) {
        NES_AUTO(bio_done) BIO *bio = bio_of(issuer->key.ptr, issuer->key.len);

        issuer_key = PEM_read_bio_PrivateKey_ex(bio, NULL, NULL, NULL, crypto->lib, NULL);
        issuer_certificate = read_certificate(crypto, issuer->certificate);
        if (!issuer_key || !issuer_certificate) {
            return NES_FAIL(X509_FAILED, "issuer");
        }
        signer = issuer_certificate;
    }
    if (!key || !certificate || !fill(crypto, certificate, key, wish) ||
        X509_set_issuer_name(certificate, X509_get_subject_name(signer)) != 1 ||
        !extend(arena, certificate, signer, wish) ||
        X509_sign(certificate, issuer ? issuer_key : key, crypto->sha256) <= 0) {
        return NES_FAIL(X509_FAILED, "certificate");
    }
    return write_pair(arena, certificate, key, out);
}

struct nes_err nes_x509_ends(const struct nes_crypto *crypto, struct nes_str certificate, int64_t *ends_us)
{
    NES_AUTO(certificate_done) X509 *read = read_certificate(crypto, certificate);
    struct tm tm;
    time_t ends;

    if (!read || ASN1_TIME_to_tm(X509_get0_notAfter(read), &tm) != 1) {
        return NES_FAIL(X509_FAILED, "certificate");
    }
    ends = timegm(&tm);
    *ends_us = (int64_t)ends * SECOND_US;
    return NES_FINE;
}
