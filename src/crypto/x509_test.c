#include "crypto/x509.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "crypto/crypto_test.h"

#define NOW (INT64_C(1'795'000'000) * 1'000'000)

static const struct nes_str domains[] = { NES_STR_INIT("localhost") };
static const struct nes_str hosts[] = { NES_STR_INIT("my.localhost"), NES_STR_INIT("office.localhost"),
                                        NES_STR_INIT("terminal.localhost"), NES_STR_INIT("world.localhost") };

static X509 *parsed(struct nes_str pem)
{
    BIO *bio = BIO_new_mem_buf(pem.ptr, (int)pem.len);
    X509 *certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL);

    BIO_free(bio);
    NES_WANT("a certificate", certificate != NULL);
    return certificate;
}

/* What OpenSSL says to the chain, for a purpose, a host and an instant. */
static int verdict(struct nes_str leaf, struct nes_str root, int purpose, const char *host)
{
    X509 *certificate = parsed(leaf), *anchor = parsed(root);
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *ctx = X509_STORE_CTX_new();
    int result;

    NES_WANT_INT("trusted", X509_STORE_add_cert(store, anchor), 1);
    NES_WANT_INT("set up", X509_STORE_CTX_init(ctx, store, certificate, NULL), 1);
    X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(ctx), NOW / 1'000'000);
    NES_WANT_INT("purpose", X509_STORE_CTX_set_purpose(ctx, purpose), 1);
    if (host) {
        NES_WANT_INT("host", X509_VERIFY_PARAM_set1_host(X509_STORE_CTX_get0_param(ctx), host, 0), 1);
    }
    result = X509_verify_cert(ctx) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(ctx);
    X509_STORE_CTX_free(ctx);
    X509_STORE_free(store);
    X509_free(anchor);
    X509_free(certificate);
    return result;
}

NES_TEST(a_private_authority_signs_servers_and_clients)
{
    NES_BENCH(bench);
    struct nes_x509_wish wish = { NES_X509_AUTHORITY, NES_STR_INIT("Nesie private authority"), domains, 1, NOW, 3650 };
    struct nes_x509_pair authority, server, client;
    int64_t ends;

    NES_WANT_OK(nes_x509_make(bench->crypto, bench->arena, NULL, &wish, &authority));
    wish = (struct nes_x509_wish){ NES_X509_SERVER, hosts[0], hosts, NES_LEN(hosts), NOW, 90 };
    NES_WANT_OK(nes_x509_make(bench->crypto, bench->arena, &authority, &wish, &server));
    wish = (struct nes_x509_wish){ NES_X509_CLIENT, NES_STR_INIT("terminal-1"), NULL, 0, NOW, 90 };
    NES_WANT_OK(nes_x509_make(bench->crypto, bench->arena, &authority, &wish, &client));
    for (size_t i = 0; i < NES_LEN(hosts); i++) {
        NES_WANT_INT(hosts[i].ptr, verdict(server.certificate, authority.certificate, X509_PURPOSE_SSL_SERVER,
                                           hosts[i].ptr), X509_V_OK);
    }
    NES_WANT_INT("client", verdict(client.certificate, authority.certificate, X509_PURPOSE_SSL_CLIENT, NULL),
                 X509_V_OK);
    NES_WANT_OK(nes_x509_ends(bench->crypto, server.certificate, &ends));
    NES_WANT_INT("ends after 90 days", ends, NOW + 90 * INT64_C(86'400'000'000));
}

NES_TEST(certificates_do_only_what_they_are_for, .rules = "23", .kind = NES_REFUSES)
{
    NES_BENCH(bench);
    static const struct nes_str foreign[] = { NES_STR_INIT("bank.example") };
    struct nes_x509_wish wish = { NES_X509_AUTHORITY, NES_STR_INIT("One"), domains, 1, NOW, 3650 };
    struct nes_x509_pair one, two, server, client, stray;

    NES_WANT_OK(nes_x509_make(bench->crypto, bench->arena, NULL, &wish, &one));
    NES_WANT_OK(nes_x509_make(bench->crypto, bench->arena, NULL, &wish, &two));
    wish = (struct nes_x509_wish){ NES_X509_SERVER, hosts[0], hosts, 1, NOW, 90 };
    NES_WANT_OK(nes_x509_make(bench->crypto, bench->arena, &one, &wish, &server));
    wish = (struct nes_x509_wish){ NES_X509_CLIENT, NES_STR_INIT("terminal-1"), NULL, 0, NOW, 90 };
    NES_WANT_OK(nes_x509_make(bench->crypto, bench->arena, &one, &wish, &client));
    wish = (struct nes_x509_wish){ NES_X509_SERVER, foreign[0], foreign, 1, NOW, 90 };
    NES_WANT_OK(nes_x509_make(bench->crypto, bench->arena, &one, &wish, &stray));
    NES_WANT("a client is no server",
             verdict(client.certificate, one.certificate, X509_PURPOSE_SSL_SERVER, NULL) != X509_V_OK);
    NES_WANT("a server is no client",
             verdict(server.certificate, one.certificate, X509_PURPOSE_SSL_CLIENT, NULL) != X509_V_OK);
    NES_WANT("another host", verdict(server.certificate, one.certificate, X509_PURPOSE_SSL_SERVER,
                                     "office.localhost") == X509_V_ERR_HOSTNAME_MISMATCH);
    NES_WANT("another authority of that name",
             verdict(server.certificate, two.certificate, X509_PURPOSE_SSL_SERVER, NULL) != X509_V_OK);
    NES_WANT_INT("a name outside the authority's domain",
                 verdict(stray.certificate, one.certificate, X509_PURPOSE_SSL_SERVER, NULL),
                 X509_V_ERR_PERMITTED_VIOLATION);
}

NES_TEST(a_wish_that_makes_no_sense_is_refused)
{
    NES_BENCH(bench);
    static const struct nes_str bad_host[] = { NES_STR_INIT("a,IP:1.2.3.4") }, many[33];
    const struct nes_x509_wish root = { NES_X509_AUTHORITY, NES_STR_INIT("One"), domains, 1, NOW, 10 };
    const struct {
        const char *label, *at;
        struct nes_x509_wish wish;
    } wrong[] = {
        { "an authority of no domain", "hosts", { NES_X509_AUTHORITY, NES_STR("One"), NULL, 0, NOW, 10 } },
        { "a server of no host", "hosts", { NES_X509_SERVER, hosts[0], NULL, 0, NOW, 10 } },
        { "a client with hosts", "hosts", { NES_X509_CLIENT, NES_STR("terminal-1"), hosts, 1, NOW, 10 } },
        { "too many hosts", "hosts", { NES_X509_SERVER, hosts[0], many, NES_LEN(many), NOW, 10 } },
        { "an injected host", "hosts", { NES_X509_SERVER, hosts[0], bad_host, 1, NOW, 10 } },
        { "an injected name", "name", { NES_X509_SERVER, bad_host[0], hosts, 1, NOW, 10 } },
        { "no days", "days", { NES_X509_SERVER, hosts[0], hosts, 1, NOW, 0 } },
        { "an authority under another", "issuer", root },
    };
    struct nes_x509_wish server = { NES_X509_SERVER, hosts[0], hosts, 1, NOW, 10 };
    struct nes_x509_pair authority, none = { 0 }, out;

    NES_WANT_OK(nes_x509_make(bench->crypto, bench->arena, NULL, &root, &authority));
    for (size_t i = 0; i < NES_LEN(wrong); i++) {
        struct nes_err err = nes_x509_make(bench->crypto, bench->arena, &authority, &wrong[i].wish, &out);

        NES_WANT_FAULT(wrong[i].label, err, "X509_FAILED");
        NES_WANT_STR(wrong[i].label, nes_str_of(err.at), wrong[i].at);
    }
    NES_WANT_FAULT("no issuer", nes_x509_make(bench->crypto, bench->arena, NULL, &server, &out), "X509_FAILED");
    NES_WANT_FAULT("an issuer that is none", nes_x509_make(bench->crypto, bench->arena, &none, &server, &out),
                   "X509_FAILED");
}
