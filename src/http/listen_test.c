/* Listeners: TLS, client certificates, renewed certificates, Unix sockets, files, headers on every answer. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/x509.h"
#include "test/http/sample.h"
#include "test/http/client.h"

struct pem {
    char certificate[64], key[64];
};

/* A sample with certificates in a folder of its own. */
struct world {
    struct nes_sample sample;
    struct nes_x509_pair authority, stranger;
    char folder[32], ca[64], socket[64], web[64];
    struct pem server, client, foreign;
    struct nes_ask_tls tls;
};

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

static void world_end(struct world *world)
{
    nes_sample_end(&world->sample);
    (void)nftw(world->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void save(const char *path, struct nes_str text)
{
    FILE *file = fopen(path, "we");

    NES_WANT(path, file && fwrite(text.ptr, 1, text.len, file) == text.len);
    (void)fclose(file);
}

static struct nes_x509_pair make(struct world *world, const struct nes_x509_pair *by, enum nes_x509_role role)
{
    static const struct nes_str hosts[] = { NES_STR_INIT("my.localhost"), NES_STR_INIT("terminal.localhost") };
    static const struct nes_str domains[] = { NES_STR_INIT("localhost") };
    const struct nes_clock clock = nes_clock_real();
    bool authority = role == NES_X509_AUTHORITY, server = role == NES_X509_SERVER;
    const struct nes_x509_wish wish = {
        .role = role,
        .name = NES_STR("test"),
        .hosts = authority ? domains : hosts,
        .n_hosts = authority ? 1
                   : server  ? 2
                             : 0,
        .from_us = nes_clock_now(&clock),
        .days = 90,
    };
    struct nes_x509_pair pair;

    NES_WANT_OK(nes_x509_make(world->sample.crypto, world->sample.arena, by, &wish, &pair));
    return pair;
}

static void save_pair(const struct pem *pem, struct nes_x509_pair pair)
{
    save(pem->certificate, pair.certificate);
    save(pem->key, (struct nes_str){ (const char *)pair.key.ptr, pair.key.len });
}

static void issue(struct world *world, const struct nes_x509_pair *by, enum nes_x509_role role, const char *name,
                  struct pem *pem)
{
    (void)snprintf(pem->certificate, sizeof(pem->certificate), "%s/%s.crt", world->folder, name);
    (void)snprintf(pem->key, sizeof(pem->key), "%s/%s.key", world->folder, name);
    save_pair(pem, make(world, by, role));
}

static void world_begin(struct world *world)
{
    memset(world, 0, sizeof(*world));
    nes_sample_begin(&world->sample, NES_ENGINE_SQLITE);
    memcpy(world->folder, "/tmp/nesie-http-XXXXXX", 23);
    NES_WANT("folder", mkdtemp(world->folder) != NULL);
    (void)snprintf(world->ca, sizeof(world->ca), "%s/ca.crt", world->folder);
    (void)snprintf(world->socket, sizeof(world->socket), "%s/socket", world->folder);
    (void)snprintf(world->web, sizeof(world->web), "%s/web", world->folder);
    world->authority = make(world, NULL, NES_X509_AUTHORITY);
    world->stranger = make(world, NULL, NES_X509_AUTHORITY);
    save(world->ca, world->authority.certificate);
    issue(world, &world->authority, NES_X509_SERVER, "server", &world->server);
    issue(world, &world->authority, NES_X509_CLIENT, "client", &world->client);
    issue(world, &world->stranger, NES_X509_CLIENT, "foreign", &world->foreign);
    world->tls = (struct nes_ask_tls){ .ca = world->ca, .host = "my.localhost" };
}

#define WORLD(name)                                                                                                    \
    NES_AUTO(world_end) struct world name##_ = { 0 };                                                                  \
    struct world *name = &name##_;                                                                                     \
    world_begin(name)

static void with_tls(struct world *world)
{
    world->sample.listeners[0].certificate = world->server.certificate;
    world->sample.listeners[0].key = world->server.key;
}

static bool has(struct nes_str text, const char *part)
{
    return memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

static struct nes_answer get(struct world *world, const struct nes_ask_tls *tls, const char *line)
{
    NES_AUTO(nes_ask_close) struct nes_ask *wire = nes_ask_tcp(nes_sample_port(&world->sample, 0), tls);

    return wire ? nes_ask_call(wire, world->sample.arena, line, "", NULL) : (struct nes_answer){ 0 };
}

static const struct { const char *name, *value; } protection[] = {
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "no-referrer" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Embedder-Policy", "require-corp" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Strict-Transport-Security", "max-age=63072000; includeSubDomains" },
    { "Permissions-Policy", "camera=(), microphone=(), geolocation=(self), payment=(), usb=()" },
};

static void want_protection(const char *label, struct nes_answer reply)
{
    for (size_t i = 0; i < NES_LEN(protection); i++) {
        NES_WANT_STR(label, nes_ask_header(reply, protection[i].name), protection[i].value);
    }
    NES_WANT(label,
             nes_str_starts(nes_ask_header(reply, "Content-Security-Policy"),
                            NES_STR("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';")));
    NES_WANT(label, has(nes_ask_header(reply, "Content-Security-Policy"), "frame-ancestors 'none'"));
    NES_WANT_INT(label, (int64_t)nes_ask_header(reply, "traceparent").len, 55);
}

NES_TEST(every_answer_carries_its_protection, .rules = "24.2")
{
    static const struct {
        const char *line;
        int status;
    } answers[] = {
        { "GET /v1/pdf", 200 },    { "GET /v1/none", 404 },       { "DELETE /v1/pdf", 405 }, { "TRACE /", 501 },
        { "GET /v1/broken", 500 }, { "GET /v1/accounts/1", 401 }, { "GET /v1/pdf?x", 400 },
    };
    WORLD(world);

    with_tls(world);
    nes_sample_start(&world->sample);
    for (size_t i = 0; i < NES_LEN(answers); i++) {
        struct nes_answer reply = get(world, &world->tls, answers[i].line);

        NES_WANT_INT(answers[i].line, reply.status, answers[i].status);
        want_protection(answers[i].line, reply);
        NES_WANT_STR(answers[i].line, nes_ask_header(reply, "Cache-Control"), "no-store");
    }
    NES_WANT_STR("a name for saving", nes_ask_header(get(world, &world->tls, "GET /v1/pdf"), "Content-Disposition"),
                 "attachment; filename=\"__________1_.pdf\"");
}

NES_TEST(a_trace_is_taken_and_passed_on)
{
    static const char given[] = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n";
    WORLD(world);
    NES_AUTO(nes_ask_close) struct nes_ask *wire = NULL;
    struct nes_answer reply;

    nes_sample_start(&world->sample);
    wire = nes_ask_tcp(nes_sample_port(&world->sample, 0), NULL);
    reply = nes_ask_call(wire, world->sample.arena, "GET /v1/none", given, NULL);
    NES_WANT("the same trace",
             nes_str_starts(nes_ask_header(reply, "traceparent"), NES_STR("00-0af7651916cd43dd8448eb211c80319c-")));
    NES_WANT("another span", !has(nes_ask_header(reply, "traceparent"), "b7ad6b7169203331"));
    NES_WANT("told in the problem", has(reply.body, "\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\""));
    reply = nes_ask_call(wire, world->sample.arena, "GET /v1/none", "traceparent: 00-zz-01\r\n", NULL);
    NES_WANT_INT("a broken one is replaced", (int64_t)nes_ask_header(reply, "traceparent").len, 55);
}

NES_TEST(a_renewed_certificate_is_shown_without_a_restart)
{
    WORLD(world);
    NES_AUTO(nes_ask_close) struct nes_ask *before = NULL, *after = NULL;
    struct nes_str first;

    with_tls(world);
    nes_sample_start(&world->sample);
    before = nes_ask_tcp(nes_sample_port(&world->sample, 0), &world->tls);
    first = nes_ask_peer(before, world->sample.arena);
    save(world->server.key, NES_STR("broken"));
    save(world->server.certificate, NES_STR("broken"));
    NES_WANT_FAULT("broken files", nes_http_renew(world->sample.http), "HTTP_START");
    NES_WANT("change nothing", nes_str_eq(first, nes_ask_peer(before, world->sample.arena)) &&
                                   get(world, &world->tls, "GET /v1/pdf").status == 200);
    save_pair(&world->server, make(world, &world->authority, NES_X509_SERVER));
    NES_WANT_OK(nes_http_renew(world->sample.http));
    after = nes_ask_tcp(nes_sample_port(&world->sample, 0), &world->tls);
    NES_WANT("a new connection sees the new one", !nes_str_eq(first, nes_ask_peer(after, world->sample.arena)));
    NES_WANT_INT("the old connection goes on",
                 nes_ask_call(before, world->sample.arena, "GET /v1/pdf", "", NULL).status, 200);
}

NES_TEST(a_key_of_another_certificate_stops_the_start, .kind = NES_REFUSES)
{
    WORLD(world);

    world->sample.listeners[0].certificate = world->server.certificate;
    world->sample.listeners[0].key = world->client.key;
    NES_WANT_FAULT("start", nes_http_start(world->sample.arena, &world->sample.options, &world->sample.http),
                   "HTTP_START");
}

NES_TEST(a_terminal_shows_a_certificate, .rules = "27", .kind = NES_REFUSES)
{
    WORLD(world);
    struct nes_ask_tls none = { .ca = world->ca, .host = "terminal.localhost" }, good = none, foreign = none;

    with_tls(world);
    world->sample.listeners[0].kind = NES_TERMINAL;
    world->sample.listeners[0].host = "terminal.localhost";
    world->sample.listeners[0].client_ca = world->ca;
    good.certificate = world->client.certificate;
    good.key = world->client.key;
    foreign.certificate = world->foreign.certificate;
    foreign.key = world->foreign.key;
    nes_sample_start(&world->sample);
    NES_WANT_INT("none", get(world, &none, "GET /v1/pdf").status, 403);
    NES_WANT("one of a stranger", get(world, &foreign, "GET /v1/pdf").status != 404);
    NES_WANT_INT("a good one (and no route for terminals)", get(world, &good, "GET /v1/pdf").status, 404);
}

NES_TEST(a_terminal_listener_without_an_authority_stops_the_start, .kind = NES_REFUSES)
{
    WORLD(world);

    with_tls(world);
    world->sample.listeners[0].kind = NES_TERMINAL;
    NES_WANT_FAULT("start", nes_http_start(world->sample.arena, &world->sample.options, &world->sample.http),
                   "HTTP_START");
}

NES_TEST(the_operations_listener_is_a_socket_of_the_owner)
{
    WORLD(world);
    NES_AUTO(nes_ask_close) struct nes_ask *wire = NULL;
    struct nes_answer reply;
    struct stat about;

    world->sample.listeners[1] = (struct nes_listener){ .kind = NES_OPERATIONS, .unix_path = world->socket };
    world->sample.options.listeners_len = 2;
    nes_sample_start(&world->sample);
    NES_WANT("mode 0600", stat(world->socket, &about) == 0 && (about.st_mode & 0777) == 0600);
    NES_WANT_INT("a request before", get(world, NULL, "GET /v1/pdf").status, 200);
    wire = nes_ask_unix(world->socket);
    reply = nes_ask_call(wire, world->sample.arena, "GET /metrics", "", NULL);
    NES_WANT_INT("metrics", reply.status, 200);
    NES_WANT("count of the route",
             has(reply.body, "nesie_http_request_duration_seconds_count{route=\"/v1/pdf\",method=\"GET\","
                             "code_class=\"2xx\"} 1\n"));
    NES_WANT("transactions", has(reply.body, "nesie_tx_run_seconds_bucket{le=\"+Inf\"} "));
    NES_WANT("version", has(reply.body, "nesie_build_info{version=\"0.0.0\"} 1\n"));
    NES_WANT_INT("and nothing of the public", nes_ask_call(wire, world->sample.arena, "GET /v1/pdf", "", NULL).status,
                 404);
}

static void put_web(struct world *world)
{
    static const struct {
        const char *name;
        struct nes_str bytes;
    } files[] = {
        { "index.html", NES_STR_INIT("<!doctype html>") },
        { "capture.html", NES_STR_INIT("<!doctype html>c") },
        { "kk/index.html", NES_STR_INIT("<!doctype html>kk") },
        { "kk/page.html", NES_STR_INIT("<!doctype html>kk page") },
        { "assets/app-3fa9c1d2.js", NES_STR_INIT("plain") },
        { "assets/app-3fa9c1d2.js.br", NES_STR_INIT("br") },
        { "assets/app-3fa9c1d2.js.gz", NES_STR_INIT("gz") },
        { "favicon.ico", NES_STR_INIT("i") },
        { ".secret", NES_STR_INIT("s") },
    };
    char path[128];

    (void)snprintf(path, sizeof(path), "%s/assets", world->web);
    NES_WANT("folders", mkdir(world->web, 0700) == 0 && mkdir(path, 0700) == 0);
    (void)snprintf(path, sizeof(path), "%s/kk", world->web);
    NES_WANT("a language", mkdir(path, 0700) == 0);
    for (size_t i = 0; i < NES_LEN(files); i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", world->web, files[i].name);
        save(path, files[i].bytes);
    }
    world->sample.listeners[0].files = world->web;
    world->sample.listeners[0].signer = "wss://127.0.0.1:13579";
}

static const struct { const char *label, *line, *headers; int status; const char *body, *cache; } served[] = {
    { "index", "GET /", "", 200, "<!doctype html>", "no-store" },
    { "a page of the application", "GET /loans/12", "", 200, "<!doctype html>", "no-store" },
    { "the first page of a language", "GET /kk", "", 200, "<!doctype html>kk", "no-store" },
    { "the same with a stroke", "GET /kk/", "", 200, "<!doctype html>kk", "no-store" },
    { "a page of a language", "GET /kk/loans/12", "", 200, "<!doctype html>kk page", "no-store" },
    { "a language that is not there", "GET /xx/loans/12", "", 200, "<!doctype html>", "no-store" },
    { "a script", "GET /assets/app-3fa9c1d2.js", "", 200, "plain", "public, max-age=31536000, immutable" },
    { "brotli", "GET /assets/app-3fa9c1d2.js", "Accept-Encoding: gzip, br\r\n", 200, "br",
      "public, max-age=31536000, immutable" },
    { "gzip", "GET /assets/app-3fa9c1d2.js", "Accept-Encoding: gzip;q=0.5, br;q=0\r\n", 200, "gz",
      "public, max-age=31536000, immutable" },
    { "no such file", "GET /assets/none.js", "", 404, NULL, "no-store" },
    { "a variant by its name", "GET /assets/app-3fa9c1d2.js.br", "", 404, NULL, "no-store" },
    { "a hidden file", "GET /.secret", "", 404, NULL, "no-store" },
    { "a way up", "GET /../index.html", "", 404, NULL, "no-store" },
    { "the interface is no page", "GET /v1/nothing", "", 404, NULL, "no-store" },
    { "POST", "POST /", "", 404, NULL, "no-store" },
};

NES_TEST(files_are_served_with_their_variants)
{
    WORLD(world);
    struct nes_answer reply;
    char headers[128];

    put_web(world);
    with_tls(world);
    nes_sample_start(&world->sample);
    for (size_t i = 0; i < NES_LEN(served); i++) {
        NES_AUTO(nes_ask_close) struct nes_ask *wire = nes_ask_tcp(nes_sample_port(&world->sample, 0), &world->tls);

        reply = nes_ask_call(wire, world->sample.arena, served[i].line, served[i].headers, NULL);
        NES_WANT_INT(served[i].label, reply.status, served[i].status);
        NES_WANT_STR(served[i].label, nes_ask_header(reply, "Cache-Control"), served[i].cache);
        want_protection(served[i].label, reply);
        if (served[i].body) {
            NES_WANT_STR(served[i].label, reply.body, served[i].body);
        }
    }
    reply = get(world, &world->tls, "GET /");
    (void)snprintf(headers, sizeof(headers), "If-None-Match: %.*s\r\n", (int)nes_ask_header(reply, "ETag").len,
                   nes_ask_header(reply, "ETag").ptr);
    {
        NES_AUTO(nes_ask_close) struct nes_ask *wire = nes_ask_tcp(nes_sample_port(&world->sample, 0), &world->tls);

        NES_WANT_INT("known", nes_ask_call(wire, world->sample.arena, "GET /", headers, NULL).status, 304);
    }
    NES_WANT("the signer only where something is signed",
             has(nes_ask_header(get(world, &world->tls, "GET /kk/sign/1"), "Content-Security-Policy"),
                 "connect-src 'self' wss://127.0.0.1:13579;"));
    NES_WANT("and nowhere else",
             has(nes_ask_header(get(world, &world->tls, "GET /kk/signs"), "Content-Security-Policy"),
                 "connect-src 'self';"));
    NES_WANT("nor on what is no page",
             has(nes_ask_header(get(world, &world->tls, "GET /v1/sign/1"), "Content-Security-Policy"),
                 "connect-src 'self';"));
    NES_WANT("the camera only where a face is taken",
             has(nes_ask_header(get(world, &world->tls, "GET /capture.html"), "Permissions-Policy"), "camera=(self)"));
}

NES_TEST(what_a_proxy_says_is_believed_on_its_socket_only, .rules = "27", .kind = NES_REFUSES)
{
    static const char forwarded[] = "Host: my.localhost\r\nX-Forwarded-For: 203.0.113.9\r\n";
    WORLD(world);
    NES_AUTO(nes_ask_close) struct nes_ask *proxied = NULL, *plain = NULL;

    world->sample.listeners[1] =
        (struct nes_listener){ .kind = NES_PUBLIC, .host = "localhost", .proxied = true, .unix_path = world->socket };
    world->sample.options.listeners_len = 2;
    nes_sample_start(&world->sample);
    proxied = nes_ask_unix(world->socket);
    plain = nes_ask_tcp(nes_sample_port(&world->sample, 0), NULL);
    NES_WANT_STR("from the proxy",
                 nes_ask_call(proxied, world->sample.arena, "GET /v1/who", strstr(forwarded, "X-"), NULL).body,
                 "203.0.113.9 ");
    NES_WANT_STR("from anyone else",
                 nes_ask_call(plain, world->sample.arena, "GET /v1/who", strstr(forwarded, "X-"), NULL).body,
                 "127.0.0.1 ");
    NES_WANT_INT("a proxy that names none", nes_ask_call(proxied, world->sample.arena, "GET /v1/who", "", NULL).status,
                 400);
    NES_WANT_INT(
        "or nonsense",
        nes_ask_call(proxied, world->sample.arena, "GET /v1/who", "X-Forwarded-For: 1.2.3.4, 5.6.7.8\r\n", NULL)
            .status,
        400);
}

/* As nginx escapes $ssl_client_escaped_cert. */
static struct nes_str escaped(struct nes_arena *arena, struct nes_str pem)
{
    static const char *const codes[][2] = {
        { "\n", "%0A" }, { " ", "%20" }, { "+", "%2B" }, { "/", "%2F" }, { "=", "%3D" }
    };
    struct nes_buf buf = nes_buf_begin(arena, 1 << 16);
    struct nes_str out;

    for (size_t i = 0; i < pem.len; i++) {
        const char *code = NULL;

        for (size_t j = 0; j < NES_LEN(codes); j++) {
            code = pem.ptr[i] == codes[j][0][0] ? codes[j][1] : code;
        }
        if (code) {
            nes_buf_addz(&buf, code);
        } else {
            nes_buf_byte(&buf, pem.ptr[i]);
        }
    }
    NES_WANT_OK(nes_buf_done(&buf, &out));
    return out;
}

NES_TEST(a_terminal_behind_a_proxy_shows_its_certificate, .rules = "27", .kind = NES_REFUSES)
{
    WORLD(world);
    NES_AUTO(nes_ask_close) struct nes_ask *wire = NULL;
    struct nes_str pem = escaped(world->sample.arena, world->authority.certificate);
    char *headers = nes_arena_take(world->sample.arena, 8192);
    struct nes_answer reply;

    world->sample.listeners[1] =
        (struct nes_listener){ .kind = NES_TERMINAL, .host = "localhost", .proxied = true, .unix_path = world->socket };
    world->sample.options.listeners_len = 2;
    nes_sample_start(&world->sample);
    wire = nes_ask_unix(world->socket);
    (void)snprintf(headers, 8192, "X-Forwarded-For: ::1\r\nX-Client-Verify: SUCCESS\r\nX-Client-Certificate: %.*s\r\n",
                   (int)pem.len, pem.ptr);
    reply = nes_ask_call(wire, world->sample.arena, "GET /v1/who", headers, NULL);
    NES_WANT_INT("good", reply.status, 200);
    NES_WANT_INT("address and digest", (int64_t)reply.body.len, 3 + 1 + 64);
    memcpy(strstr(headers, "SUCCESS"), "FAILED:", 7);
    NES_WANT_INT("not verified", nes_ask_call(wire, world->sample.arena, "GET /v1/who", headers, NULL).status, 403);
    NES_WANT_INT("none",
                 nes_ask_call(wire, world->sample.arena, "GET /v1/who", "X-Forwarded-For: ::1\r\n", NULL).status, 403);
}

NES_TEST(old_tls_is_refused, .rules = "23", .kind = NES_REFUSES)
{
    WORLD(world);
    struct nes_ask_tls other = world->tls;

    with_tls(world);
    nes_sample_start(&world->sample);
    other.most = 0x0302; /* TLS 1.1 */
    NES_WANT_INT("TLS 1.1", get(world, &other, "GET /v1/pdf").status, 0);
    other.most = 0x0303;
    NES_WANT_INT("TLS 1.2", get(world, &other, "GET /v1/pdf").status, 200);
}
