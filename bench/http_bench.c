/* bench/http_bench.c: requests a second of a GET over TLS through the whole dispatcher, beside a handler of the bare
 * library with the same answer in the same run. The generator is a process of its own; its share of the processor is
 * told. */
#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/https.h"
#include "crypto/x509.h"
#include "http/server.h"
#include "http/tls.h"

enum { CONNECTIONS = 32, SECONDS = 3, SAMPLES = 200'000 };

struct shown {
    struct nes_str word;
    int64_t number;
};
static const struct nes_field fields[] = {
    NES_FIELD(struct shown, word),
    NES_FIELD(struct shown, number),
};
static const struct nes_shape view = NES_SHAPE(struct shown, fields);

static struct nes_err hello(struct nes_req *req, struct nes_reply *reply)
{
    const struct shown shown = { NES_STR("сәлем"), req->now_us };

    return nes_reply_ok(reply, &view, &shown);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/hello", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &view, .prepare = hello,
      .rules = "26.1", .doc = "Hello." },
};
static const struct nes_resource resource = NES_RESOURCE("hello", routes);
static const struct nes_resource *const resources[] = { &resource, NULL };
static const struct nes_doors doors = { .resources = resources };

/* What the generator tells over shared memory. */
struct told {
    int64_t requests, errors, p50_us, p99_us;
};

struct client {
    SSL_CTX *ctx;
    uint16_t port;
    int64_t until_us, requests, errors;
    int32_t *took;
    pthread_t thread;
};

static void *ask(void *self)
{
    static const char request[] = "GET /v1/hello HTTP/1.1\r\nHost: my.localhost\r\n\r\n";
    struct client *client = self;
    char answer[BENCH_ANSWER_MAX + 1];
    SSL *ssl = bench_connect(client->ctx, client->port);

    for (int64_t began = bench_now_us(); began < client->until_us; began = bench_now_us()) {
        if (bench_ask(ssl, request, sizeof(request) - 1, answer) != 200) {
            client->errors++;
            break;
        }
        client->took[client->requests++ % SAMPLES] = (int32_t)(bench_now_us() - began);
    }
    bench_disconnect(ssl);
    return NULL;
}

static void sum_up(struct client *clients, struct told *told)
{
    int32_t *all = calloc((size_t)CONNECTIONS * SAMPLES, sizeof(*all));
    size_t len = 0;

    NES_ASSERT(all);
    for (int i = 0; i < CONNECTIONS; i++) {
        int64_t kept = clients[i].requests < SAMPLES ? clients[i].requests : SAMPLES;

        memcpy(all + len, clients[i].took, (size_t)kept * sizeof(*all));
        len += (size_t)kept;
        told->requests += clients[i].requests;
        told->errors += clients[i].errors;
    }
    told->p50_us = bench_percentile(all, len, 50);
    told->p99_us = bench_percentile(all, len, 99);
    free(all);
}

/* In the child: asks on all connections, each in a thread, for some seconds. */
static void generate(uint16_t port, struct told *told)
{
    static struct client clients[CONNECTIONS];
    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());

    NES_ASSERT(ctx);
    for (int i = 0; i < CONNECTIONS; i++) {
        clients[i] = (struct client){ .ctx = ctx,
                                      .port = port,
                                      .until_us = bench_now_us() + SECONDS * 1'000'000,
                                      .took = calloc(SAMPLES, sizeof(int32_t)) };
        NES_ASSERT(clients[i].took && pthread_create(&clients[i].thread, NULL, ask, &clients[i]) == 0);
    }
    for (int i = 0; i < CONNECTIONS; i++) {
        (void)pthread_join(clients[i].thread, NULL);
    }
    sum_up(clients, told);
}

static double processor(int who)
{
    struct rusage used;

    NES_ASSERT(getrusage(who, &used) == 0);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static void measure(const char *name, const char *of, uint16_t port, struct told *told)
{
    double own = processor(RUSAGE_SELF), others = processor(RUSAGE_CHILDREN), share;
    pid_t child = fork();
    int status = 0;

    NES_ASSERT(child >= 0);
    memset(told, 0, sizeof(*told));
    if (child == 0) {
        generate(port, told);
        _exit(0);
    }
    NES_ASSERT(waitpid(child, &status, 0) == child && status == 0);
    own = processor(RUSAGE_SELF) - own;
    others = processor(RUSAGE_CHILDREN) - others;
    share = others / (own + others);
    printf("{\"name\": \"%s\", \"unit\": \"per second\", \"value\": %lld, \"p50_us\": %lld, \"p99_us\": %lld, "
           "\"errors\": %lld, \"server_us_per_request\": %.1f, \"generator_share\": %.2f%s%s%s}\n",
           name, (long long)(told->requests / SECONDS), (long long)told->p50_us, (long long)told->p99_us,
           (long long)told->errors, own * 1e6 / (double)(told->requests ? told->requests : 1), share,
           of ? ", \"of\": \"" : "", of ? of : "", of ? "\"" : "");
}

static enum MHD_Result bare(void *self, struct MHD_Connection *connection, const char *url, const char *method,
                            const char *version, const char *data, size_t *size, void **state)
{
    static const char body[] = "{\"word\":\"сәлем\",\"number\":1234567890123456}";
    struct MHD_Response *response;
    enum MHD_Result result;

    (void)self;
    (void)url;
    (void)method;
    (void)version;
    (void)data;
    (void)size;
    if (!*state) { /* an answer to the first call would end the connection */
        *state = connection;
        return MHD_YES;
    }
    response = MHD_create_response_from_buffer(sizeof(body) - 1, (void *)(uintptr_t)body, MHD_RESPMEM_PERSISTENT);
    (void)MHD_add_response_header(response, "Content-Type", "application/json");
    result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

static const char *certify(struct nes_arena *arena, const struct nes_crypto *crypto, const char *folder, bool key)
{
    static const struct nes_str domains[] = { NES_STR_INIT("localhost") }, hosts[] = { NES_STR_INIT("my.localhost") };
    const struct nes_clock clock = nes_clock_real();
    struct nes_x509_wish wish = { .role = NES_X509_AUTHORITY,
                                  .name = NES_STR("bench"),
                                  .hosts = domains,
                                  .n_hosts = 1,
                                  .from_us = nes_clock_now(&clock),
                                  .days = 9 };
    char *path = nes_arena_take(arena, 128);
    struct nes_x509_pair authority, server;
    FILE *file;

    (void)snprintf(path, 128, "%s/server.%s", folder, key ? "key" : "crt");
    if (key) {
        return path;
    }
    NES_ASSERT(!nes_x509_make(crypto, arena, NULL, &wish, &authority).what);
    wish.role = NES_X509_SERVER;
    wish.hosts = hosts;
    NES_ASSERT(!nes_x509_make(crypto, arena, &authority, &wish, &server).what);
    file = fopen(path, "we");
    NES_ASSERT(file && fwrite(server.certificate.ptr, 1, server.certificate.len, file) == server.certificate.len);
    (void)fclose(file);
    file = fopen(certify(arena, crypto, folder, true), "we");
    NES_ASSERT(file && fwrite(server.key.ptr, 1, server.key.len, file) == server.key.len);
    (void)fclose(file);
    return path;
}

static char *whole(struct nes_arena *arena, const char *path)
{
    char *text = nes_arena_take(arena, 16'384);
    FILE *file = fopen(path, "re");

    NES_ASSERT(file && fread(text, 1, 16'383, file) > 0);
    (void)fclose(file);
    return text;
}

static void drop(void *self, struct nes_str line)
{
    (void)self;
    (void)line;
}

int main(void)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_crypto_end) struct nes_crypto *crypto = NULL;
    NES_AUTO(nes_http_stop) struct nes_http *http = NULL;
    char folder[] = "/tmp/nesie-bench-XXXXXX";
    struct told *told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct nes_log log = { .clock = nes_clock_real(), .write = drop };
    struct nes_listener listener = { .kind = NES_PUBLIC, .host = "my.localhost", .address = "127.0.0.1" };
    struct nes_http_options options = { .listeners = &listener,
                                        .listeners_len = 1,
                                        .doors = &doors,
                                        .log = &log,
                                        .clock = log.clock,
                                        .rand = nes_rand_real(),
                                        .cursor_key = { NULL, 0 } };
    struct MHD_Daemon *daemon;

    NES_ASSERT(told != MAP_FAILED && mkdtemp(folder) && !nes_crypto_begin(options.rand, &crypto).what);
    options.crypto = crypto;
    listener.certificate = certify(arena, crypto, folder, false);
    listener.key = certify(arena, crypto, folder, true);
    NES_ASSERT(!nes_http_start(arena, &options, &http).what);
    daemon = MHD_start_daemon(MHD_USE_POLL | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS, 0, NULL, NULL, bare, NULL,
                              MHD_OPTION_HTTPS_MEM_CERT, whole(arena, listener.certificate), MHD_OPTION_HTTPS_MEM_KEY,
                              whole(arena, listener.key), MHD_OPTION_HTTPS_PRIORITIES, NES_TLS_PRIORITY,
                              MHD_OPTION_THREAD_POOL_SIZE, 2U, MHD_OPTION_END);
    NES_ASSERT(daemon);
    measure("http.bare_get_tls", NULL, MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port, told);
    measure("http.get_tls", "http.bare_get_tls", nes_http_port(http, 0), told);
    MHD_stop_daemon(daemon);
    (void)unlink(listener.certificate);
    (void)unlink(listener.key);
    (void)rmdir(folder);
    return 0;
}
