/* bench/journal_load.c: two members of staff at many connections propose and approve manual journals over HTTPS, as
 * fast as they are answered. bench/house_bench.py starts it and gives it the sessions; prints one JSON object. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/err.h"
#include "bench/https.h"

enum { CONNECTIONS_MAX = 256, SAMPLES = 100'000, REQUEST_MAX = 2'048 };

struct wish {
    SSL_CTX *ctx;
    uint16_t port;
    const char *host, *day, *cookies[2]; /* of the maker and the checker */
    int64_t seconds, began_us, until_us; /* `began_us` makes the keys those of this run alone */
    pthread_barrier_t ready;
};

struct client {
    struct wish *wish;
    int nr;
    SSL *ssl;
    int64_t requests, journals, errors, late_us;
    int32_t *took;
    char answer[BENCH_ANSWER_MAX + 1];
    pthread_t thread;
};

/* One request of `who` (0 the maker, 1 the checker) with a key of its own. */
static bool post(struct client *client, int who, const char *path, const char *body)
{
    const struct wish *wish = client->wish;
    int64_t began = bench_now_us();
    char request[REQUEST_MAX];
    int status, len = snprintf(request, sizeof(request),
                               "POST %s HTTP/1.1\r\nHost: %s\r\nOrigin: https://%s\r\nCookie: %s\r\n"
                               "Content-Type: application/json\r\nIdempotency-Key: bench-%lld-%04d-%012lld\r\n"
                               "Content-Length: %zu\r\n\r\n%s",
                               path, wish->host, wish->host, wish->cookies[who], (long long)wish->began_us,
                               client->nr, (long long)client->requests, strlen(body), body);

    NES_ASSERT(len > 0 && len < (int)sizeof(request));
    status = bench_ask(client->ssl, request, (size_t)len, client->answer);
    client->took[client->requests++ % SAMPLES] = (int32_t)(bench_now_us() - began);
    if (status != 200 && status != 201) {
        client->errors++;
        (void)fprintf(stderr, "journal_load: %s\n", status ? client->answer : "the connection ended");
    }
    return status == 200 || status == 201;
}

static bool journal(struct client *client)
{
    char body[400], path[128], id[37];
    const char *at;

    (void)snprintf(body, sizeof(body),
                   "{\"value_on\":\"%s\",\"note\":\"bench\",\"entries\":"
                   "[{\"debit\":\"1030\",\"credit\":\"5010\",\"amount\":\"%d.00\"}]}",
                   client->wish->day, 1 + client->nr);
    if (!post(client, 0, "/v1/journals", body)) {
        return false;
    }
    at = strstr(client->answer, "\"id\":\"");
    NES_ASSERT(at && strlen(at) > 6 + 36);
    (void)snprintf(id, sizeof(id), "%.36s", at + 6);
    (void)snprintf(path, sizeof(path), "/v1/journals/%s/decision", id);
    if (!post(client, 1, path, "{\"approve\":true}")) {
        return false;
    }
    client->journals++;
    return true;
}

static void *work(void *self)
{
    struct client *client = self;
    struct wish *wish = client->wish;

    client->ssl = bench_connect(wish->ctx, wish->port);
    if (pthread_barrier_wait(&wish->ready) == PTHREAD_BARRIER_SERIAL_THREAD) {
        wish->until_us = bench_now_us() + wish->seconds * 1'000'000;
    }
    (void)pthread_barrier_wait(&wish->ready);
    while (bench_now_us() < wish->until_us && journal(client)) {
    }
    client->late_us = bench_now_us() - wish->until_us;
    bench_disconnect(client->ssl);
    return NULL;
}

static void tell(struct client *clients, int len)
{
    int32_t *all = calloc((size_t)len * SAMPLES, sizeof(*all));
    int64_t requests = 0, journals = 0, errors = 0, late_us = 0;
    size_t kept = 0;
    struct rusage used;

    NES_ASSERT(all && getrusage(RUSAGE_SELF, &used) == 0);
    for (int i = 0; i < len; i++) {
        size_t own = (size_t)(clients[i].requests < SAMPLES ? clients[i].requests : SAMPLES);

        memcpy(all + kept, clients[i].took, own * sizeof(*all));
        kept += own;
        requests += clients[i].requests;
        journals += clients[i].journals;
        errors += clients[i].errors;
        late_us = clients[i].late_us > late_us ? clients[i].late_us : late_us;
    }
    printf("{\"requests\": %lld, \"journals\": %lld, \"errors\": %lld, \"seconds\": %.3f, \"p50_us\": %lld, "
           "\"p99_us\": %lld, \"processor_seconds\": %.2f}\n",
           (long long)requests, (long long)journals, (long long)errors,
           (double)clients[0].wish->seconds + (double)late_us / 1e6, (long long)bench_percentile(all, kept, 50),
           (long long)bench_percentile(all, kept, 99),
           (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
               (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6);
    free(all);
}

int main(int argc, char **argv)
{
    static struct client clients[CONNECTIONS_MAX];
    struct wish wish;
    int len;

    if (argc != 8) {
        (void)fprintf(stderr, "usage: journal_load PORT HOST DAY CONNECTIONS SECONDS MAKER-COOKIE CHECKER-COOKIE\n");
        return 2;
    }
    wish = (struct wish){ .ctx = SSL_CTX_new(TLS_client_method()),
                          .port = (uint16_t)strtoul(argv[1], NULL, 10),
                          .host = argv[2],
                          .day = argv[3],
                          .seconds = strtol(argv[5], NULL, 10),
                          .began_us = bench_now_us(),
                          .cookies = { argv[6], argv[7] } };
    len = (int)strtol(argv[4], NULL, 10);
    NES_ASSERT(wish.ctx && len > 0 && len <= CONNECTIONS_MAX &&
               pthread_barrier_init(&wish.ready, NULL, (unsigned)len) == 0);
    for (int i = 0; i < len; i++) {
        clients[i] = (struct client){ .wish = &wish, .nr = i, .took = calloc(SAMPLES, sizeof(int32_t)) };
        NES_ASSERT(clients[i].took && pthread_create(&clients[i].thread, NULL, work, &clients[i]) == 0);
    }
    for (int i = 0; i < len; i++) {
        (void)pthread_join(clients[i].thread, NULL);
    }
    tell(clients, len);
    return 0;
}
