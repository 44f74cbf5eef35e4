/* world/ca_cert.c: certificates of the national authority's profile (integrations 1.2). */
#include <string.h>

#include "world/ca.h"

#define SERIAL_EXT   "1.2.398.3.3.5"
#define POLICY       "1.2.398.3.3.2"
#define POLICY_ROOT  "1.2.398.3.1.2"
#define POLICY_AUTH  "1.2.398.3.3.2.4"
#define POLICY_TSA   "1.2.398.3.3.2.6"
#define USE_CLIENT   "1.3.6.1.5.5.7.3.2"
#define USE_EMAIL    "1.3.6.1.5.5.7.3.4"
#define USE_STAMP    "1.3.6.1.5.5.7.3.8"
#define USE_OCSP     "1.3.6.1.5.5.7.3.9"
#define ROLE         "1.2.398.3.3.4.1."
#define YEARS_US(n)  ((n) * 365 * NES_DAY_US)

static const struct nes_str none = { 0 };

/* What a certificate of each kind may be used for. */
static const char *const uses[][4] = {
    [NES_CA_INDIVIDUAL] = { USE_EMAIL, ROLE "1" },
    [NES_CA_HEAD] = { USE_EMAIL, ROLE "2", ROLE "2.1" },
    [NES_CA_SIGNER] = { USE_EMAIL, ROLE "2", ROLE "2.2" },
    [NES_CA_FINANCE] = { USE_EMAIL, ROLE "2", ROLE "2.3" },
    [NES_CA_HR] = { USE_EMAIL, ROLE "2", ROLE "2.4" },
    [NES_CA_EMPLOYEE] = { USE_EMAIL, ROLE "2", ROLE "2.5" },
    [NES_CA_SYSTEM] = { USE_EMAIL, ROLE "2", ROLE "2.6" },
    [NES_CA_AUTHENTICATION] = { USE_CLIENT, ROLE "1" },
};

/* --- names --- */

static struct nes_str attribute(struct nes_arena *arena, const char *oid, int tag, struct nes_str value)
{
    if (value.len == 0) {
        return none;
    }
    return NES_ASN(arena, NES_ASN_SET,
                   NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, oid), NES_ASN(arena, tag, value)));
}

static struct nes_str joined(struct nes_arena *arena, struct nes_str a, struct nes_str b, struct nes_str c)
{
    return nes_asn_join(arena, (const struct nes_str[]){ a, b, c }, 3);
}

static struct nes_str marked(struct nes_arena *arena, const char *mark, struct nes_str number)
{
    return number.len == 0 ? none : joined(arena, nes_str_of(mark), number, none);
}

/* The order of the authority's own certificates. */
static struct nes_str subject(struct nes_arena *arena, const struct nes_ca_wish *wish)
{
    struct nes_str common = wish->surname.len > 0 ? joined(arena, wish->surname, NES_STR(" "), wish->name)
                            : wish->name.len > 0  ? wish->name
                                                  : wish->organisation;

    return NES_ASN(arena, NES_ASN_SEQUENCE, attribute(arena, "2.5.4.3", NES_ASN_UTF8, common),
                   attribute(arena, "2.5.4.4", NES_ASN_UTF8, wish->surname),
                   attribute(arena, "2.5.4.5", NES_ASN_PRINTABLE, marked(arena, "IIN", wish->iin)),
                   attribute(arena, "2.5.4.6", NES_ASN_PRINTABLE, NES_STR("KZ")),
                   attribute(arena, "2.5.4.10", NES_ASN_UTF8, wish->organisation),
                   attribute(arena, "2.5.4.11", NES_ASN_UTF8, marked(arena, "BIN", wish->bin)),
                   attribute(arena, "0.9.2342.19200300.100.1.1", NES_ASN_UTF8, wish->system),
                   attribute(arena, "2.5.4.42", NES_ASN_UTF8, wish->patronymic),
                   attribute(arena, "1.2.840.113549.1.9.1", NES_ASN_IA5, wish->email));
}

struct nes_str nes_ca_name(struct nes_arena *arena, enum nes_signing algorithm, enum nes_ca_role role)
{
    static const char *const common[NES_SIGNING_RSA + 1][NES_CA_ROLES] = {
        [NES_SIGNING_GOST] = { "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) NESIE WORLD",
                               "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) NESIE WORLD", "OCSP RESPONDER",
                               "TIME-STAMPING AUTHORITY" },
        [NES_SIGNING_RSA] = { "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA) NESIE WORLD",
                              "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA) NESIE WORLD", "OCSP RESPONDER",
                              "TIME-STAMPING AUTHORITY" },
    };
    bool service = role == NES_CA_OCSP || role == NES_CA_TSA;

    return NES_ASN(arena, NES_ASN_SEQUENCE,
                   attribute(arena, "2.5.4.3", NES_ASN_UTF8, nes_str_of(common[algorithm][role])),
                   attribute(arena, "2.5.4.6", NES_ASN_PRINTABLE, NES_STR("KZ")),
                   attribute(arena, "2.5.4.10", NES_ASN_UTF8, service ? NES_STR("ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ") : none));
}

/* --- extensions --- */

struct nes_str nes_ca_extension(struct nes_arena *arena, const char *oid, bool critical, struct nes_str value)
{
    return NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, oid), critical ? NES_STR("\x01\x01\xff") : none,
                   NES_ASN(arena, NES_ASN_OCTETS, value));
}

struct nes_str nes_ca_key_id(struct nes_arena *arena, const struct nes_signing_key *key)
{
    struct nes_str bits;

    (void)nes_signing_public(arena, key, &bits);
    return nes_digest_by(arena, "SHA1", bits);
}

static struct nes_str key_ids(struct nes_arena *arena, const struct nes_signing_key *subject_key,
                              const struct nes_signing_key *issuer_key)
{
    return joined(
        arena,
        nes_ca_extension(arena, "2.5.29.14", false, NES_ASN(arena, NES_ASN_OCTETS, nes_ca_key_id(arena, subject_key))),
        nes_ca_extension(
            arena, "2.5.29.35", false,
            NES_ASN(arena, NES_ASN_SEQUENCE, NES_ASN(arena, NES_ASN_PLAIN(0), nes_ca_key_id(arena, issuer_key)))),
        none);
}

/* The usage octet; `unused` bits at its end are none. */
static struct nes_str key_usage(struct nes_arena *arena, int usage, int unused)
{
    const char bits[2] = { (char)unused, (char)usage };

    return nes_ca_extension(arena, "2.5.29.15", true, NES_ASN(arena, NES_ASN_BITS, (struct nes_str){ bits, 2 }));
}

static struct nes_str extended_usage(struct nes_arena *arena, const char *const list[4], bool critical)
{
    struct nes_str parts[4] = { { 0 } };

    for (size_t i = 0; i < 4 && list[i]; i++) {
        parts[i] = nes_asn_oid(arena, list[i]);
    }
    return nes_ca_extension(arena, "2.5.29.37", critical, nes_asn_of(arena, NES_ASN_SEQUENCE, parts, 4));
}

static struct nes_str policy(struct nes_arena *arena, const char *oid)
{
    struct nes_str cps = NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, "1.3.6.1.5.5.7.2.1"),
                                 NES_ASN(arena, NES_ASN_IA5, NES_STR("http://pki.gov.kz/cps")));

    return nes_ca_extension(
        arena, "2.5.29.32", false,
        NES_ASN(arena, NES_ASN_SEQUENCE,
                NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, oid), NES_ASN(arena, NES_ASN_SEQUENCE, cps))));
}

static struct nes_str address(struct nes_arena *arena, const struct nes_ca *ca, const char *path,
                              enum nes_signing algorithm)
{
    struct nes_buf buf = nes_buf_begin(arena, 512);
    struct nes_str text;

    nes_buf_addz(&buf, ca->url);
    nes_buf_addz(&buf, path);
    nes_buf_addz(&buf, algorithm == NES_SIGNING_GOST ? "gost" : "rsa");
    NES_ASSERT(!nes_buf_done(&buf, &text).what);
    return text;
}

static struct nes_str points(struct nes_arena *arena, const char *oid, struct nes_str url)
{
    struct nes_str name = NES_ASN(arena, NES_ASN_INNER(0), NES_ASN(arena, NES_ASN_PLAIN(6), url));

    return nes_ca_extension(
        arena, oid, false,
        NES_ASN(arena, NES_ASN_SEQUENCE, NES_ASN(arena, NES_ASN_SEQUENCE, NES_ASN(arena, NES_ASN_INNER(0), name))));
}

/* Where status, lists and the issuer's certificate are. */
static struct nes_str addresses(struct nes_arena *arena, const struct nes_ca *ca, enum nes_signing algorithm)
{
    struct nes_str ocsp = joined(arena, nes_str_of(ca->url), NES_STR("/ocsp"), none);
    struct nes_str issuer = joined(arena, address(arena, ca, "/cert/nca_", algorithm), NES_STR(".cer"), none);
    struct nes_str base = joined(arena, address(arena, ca, "/crl/nca_", algorithm), NES_STR(".crl"), none);
    struct nes_str delta = joined(arena, address(arena, ca, "/crl/nca_d_", algorithm), NES_STR(".crl"), none);
    struct nes_str aia = NES_ASN(arena, NES_ASN_SEQUENCE,
                                 NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, "1.3.6.1.5.5.7.48.1"),
                                         NES_ASN(arena, NES_ASN_PLAIN(6), ocsp)),
                                 NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, "1.3.6.1.5.5.7.48.2"),
                                         NES_ASN(arena, NES_ASN_PLAIN(6), issuer)));

    return joined(arena, nes_ca_extension(arena, "1.3.6.1.5.5.7.1.1", false, aia), points(arena, "2.5.29.31", base),
                  points(arena, "2.5.29.46", delta));
}

/* The key stands in a PKCS#12 file. */
static struct nes_str storage(struct nes_arena *arena)
{
    return nes_ca_extension(arena, SERIAL_EXT, false,
                            NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_oid(arena, "1.2.398.3.3.5.1.1")));
}

/* --- certificates --- */

/* What differs from certificate to certificate. */
struct form {
    struct nes_str issuer, subject, extensions;
    const struct nes_signing_key *key, *by;
    int64_t from_us, until_us;
};

static struct nes_str certificate(struct nes_arena *arena, const struct form *form, uint8_t serial[NES_CA_SERIAL])
{
    struct nes_str bits, info = nes_signing_public(arena, form->key, &bits), tbs;
    struct nes_str id = nes_digest_by(arena, "SHA1", bits);

    NES_ASSERT(id.len == NES_CA_SERIAL);
    memcpy(serial, id.ptr, NES_CA_SERIAL);
    serial[0] &= 0x7f;
    tbs = NES_ASN(
        arena, NES_ASN_SEQUENCE, NES_ASN(arena, NES_ASN_INNER(0), nes_asn_int(arena, NES_ASN_INTEGER, 2)),
        nes_asn_number(arena, (struct nes_str){ (const char *)serial, NES_CA_SERIAL }),
        nes_asn_alg(arena, nes_signing_names(form->by->kind)->sign), form->issuer,
        NES_ASN(arena, NES_ASN_SEQUENCE, nes_asn_time(arena, form->from_us), nes_asn_time(arena, form->until_us)),
        form->subject, info, NES_ASN(arena, NES_ASN_INNER(3), NES_ASN(arena, NES_ASN_SEQUENCE, form->extensions)));
    return nes_signing_wrap(arena, form->by, tbs);
}

struct nes_str nes_ca_certificate(struct nes_arena *arena, const struct nes_ca *ca, const struct nes_ca_wish *wish,
                                  const struct nes_signing_key *key, uint8_t serial[NES_CA_SERIAL])
{
    const struct nes_signing_key *by = &ca->units[wish->algorithm][NES_CA_ISSUER].key;
    bool gost = wish->algorithm == NES_SIGNING_GOST, sign = wish->kind != NES_CA_AUTHENTICATION;
    struct nes_str parts[] = {
        extended_usage(arena, uses[wish->kind], false),
        policy(arena, sign ? POLICY : POLICY_AUTH),
        addresses(arena, ca, wish->algorithm),
        !sign  ? key_usage(arena, 0xa0, 5)
        : gost ? key_usage(arena, 0xc8, 3)
               : key_usage(arena, 0xc0, 6),
        key_ids(arena, key, by),
        storage(arena),
    };
    struct form form = { .issuer = nes_ca_name(arena, wish->algorithm, NES_CA_ISSUER),
                         .subject = subject(arena, wish),
                         .extensions = nes_asn_join(arena, parts, NES_LEN(parts)),
                         .key = key,
                         .by = by,
                         .from_us = wish->from_us,
                         .until_us = wish->until_us };

    return certificate(arena, &form, serial);
}

static struct nes_str unit_extensions(struct nes_arena *arena, const struct nes_ca *ca, enum nes_ca_role role,
                                      enum nes_signing algorithm)
{
    static const char *const ocsp[4] = { USE_OCSP }, *const stamp[4] = { USE_STAMP };

    switch (role) {
    case NES_CA_ROOT:
    case NES_CA_ISSUER:
        return joined(
            arena,
            nes_ca_extension(arena, "2.5.29.19", true, NES_ASN(arena, NES_ASN_SEQUENCE, NES_STR("\x01\x01\xff"))),
            key_usage(arena, 0x06, 1), policy(arena, role == NES_CA_ROOT ? POLICY_ROOT : POLICY));
    case NES_CA_OCSP:
        return joined(arena, key_usage(arena, 0x80, 7),
                      nes_ca_extension(arena, "1.3.6.1.5.5.7.48.1.5", false, NES_ASN_NULL),
                      extended_usage(arena, ocsp, false));
    case NES_CA_TSA:
        return joined(arena, extended_usage(arena, stamp, true), policy(arena, POLICY_TSA),
                      joined(arena, addresses(arena, ca, algorithm), key_usage(arena, 0x80, 7), none));
    case NES_CA_ROLES:
        break;
    }
    NES_BUG("a role of the authority");
}

struct nes_str nes_ca_unit_certificate(struct nes_arena *arena, const struct nes_ca *ca, enum nes_ca_role role,
                                       const struct nes_signing_key *key, int64_t from_us)
{
    enum nes_ca_role above = role == NES_CA_ROOT || role == NES_CA_ISSUER ? NES_CA_ROOT : NES_CA_ISSUER;
    const struct nes_signing_key *by = role == NES_CA_ROOT ? key : &ca->units[key->kind][above].key;
    struct form form = { .issuer = nes_ca_name(arena, key->kind, above),
                         .subject = nes_ca_name(arena, key->kind, role),
                         .extensions =
                             joined(arena, unit_extensions(arena, ca, role, key->kind), key_ids(arena, key, by), none),
                         .key = key,
                         .by = by,
                         .from_us = from_us,
                         .until_us = from_us + (role == NES_CA_ROOT ? YEARS_US(30) : YEARS_US(20)) };
    uint8_t serial[NES_CA_SERIAL];

    return certificate(arena, &form, serial);
}
