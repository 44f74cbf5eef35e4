/* Calls that meet each other, wait, carry files, or come while the server stops. */
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "http/operation.h"
#include "http/operation_sql.h"
#include "test/fault/deed.h"
#include "test/fault/deed_sql.h"
#include "test/http/sample.h"
#include "test/http/client.h"

#define SAMPLE(name, engine_)                                                                                          \
    NES_AUTO(nes_sample_end) struct nes_sample name##_ = { 0 };                                                        \
    struct nes_sample *name = &name##_;                                                                                \
    nes_sample_begin(name, (engine_))

#define CLIENT_1 "Authorization: client 1\r\n"

static struct nes_answer call(struct nes_sample *sample, const char *line, const char *headers, const char *body)
{
    NES_AUTO(nes_ask_close) struct nes_ask *wire = nes_ask_tcp(nes_sample_port(sample, 0), NULL);

    return nes_ask_call(wire, sample->arena, line, headers, body);
}

static bool has(struct nes_str text, const char *part)
{
    return memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

#define CROWD 64

struct one {
    struct nes_sample *sample;
    pthread_barrier_t *start;
    const char *line, *headers, *body;
    int status;
    bool replayed;
    pthread_t thread;
};

static void *fire(void *self)
{
    struct one *one = self;
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_ask_close) struct nes_ask *wire = nes_ask_tcp(nes_sample_port(one->sample, 0), NULL);
    struct nes_answer reply;

    (void)pthread_barrier_wait(one->start);
    reply = nes_ask_call(wire, arena, one->line, one->headers, one->body);
    one->status = reply.status;
    one->replayed = nes_ask_header(reply, "Idempotency-Replayed").len > 0;
    return NULL;
}

/* Fires all at once and waits. */
static void crowd(struct one *ones, size_t len)
{
    pthread_barrier_t start;

    (void)pthread_barrier_init(&start, NULL, (unsigned)len);
    for (size_t i = 0; i < len; i++) {
        ones[i].start = &start;
        NES_WANT_INT("thread", pthread_create(&ones[i].thread, NULL, fire, &ones[i]), 0);
    }
    for (size_t i = 0; i < len; i++) {
        (void)pthread_join(ones[i].thread, NULL);
    }
    (void)pthread_barrier_destroy(&start);
}

static struct nes_err first_balance(struct nes_tx *tx, void *self)
{
    struct nes_test_account_by_nr_row row;
    int64_t *balance = self;
    bool found;

    NES_TRY(nes_test_account_by_nr(tx, 1, &row, &found));
    *balance = row.balance.tiyn - NES_TEST_EACH;
    return NES_FINE;
}

NES_TEST_BOTH(sixty_four_connections_with_one_key_have_one_effect, .kind = NES_REFUSES)
{
    SAMPLE(sample, engine);
    int64_t rounds = nes_budget("http.key_rounds"), balance;

    nes_sample_start(sample);
    for (int64_t round = 0; round < rounds; round++) {
        struct one ones[CROWD];
        int created = 0, fresh = 0;
        char headers[128];

        (void)snprintf(headers, sizeof(headers), CLIENT_1 "Idempotency-Key: round-%010lld\r\n", (long long)round);
        for (size_t i = 0; i < CROWD; i++) {
            ones[i] = (struct one){ .sample = sample,
                                    .line = "POST /v1/accounts/1/deeds",
                                    .headers = headers,
                                    .body = "{\"payee\":2,\"amount\":\"1\"}" };
        }
        crowd(ones, CROWD);
        for (size_t i = 0; i < CROWD; i++) {
            NES_WANT("done, or still running", ones[i].status == 201 || ones[i].status == 409);
            created += ones[i].status == 201;
            fresh += ones[i].status == 201 && !ones[i].replayed;
        }
        NES_WANT_INT("one is the first", fresh, 1);
        NES_WANT("one at least", created >= 1);
    }
    NES_WANT_OK(nes_rig_read(sample->rig, first_balance, &balance));
    NES_WANT_INT("one effect a round", balance, -100 * rounds);
    NES_WANT_INT("one leaf a round", atomic_load(&sample->leaves), rounds);
    nes_rig_check_invariants(sample->rig);
}

NES_TEST(a_full_queue_answers_at_once, .kind = NES_REFUSES)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);
    struct one ones[16];
    int done = 0, busy = 0;

    sample->options.workers = 1;
    sample->options.queue_max = 2;
    nes_sample_start(sample);
    for (size_t i = 0; i < NES_LEN(ones); i++) {
        ones[i] = (struct one){ .sample = sample, .line = "GET /v1/slow", .headers = "" };
    }
    crowd(ones, NES_LEN(ones));
    for (size_t i = 0; i < NES_LEN(ones); i++) {
        done += ones[i].status == 200;
        busy += ones[i].status == 503;
    }
    NES_WANT_INT("each was answered", done + busy, NES_LEN(ones));
    NES_WANT("some were served, some were told to wait", done > 0 && busy > 0);
}

static void *stop(void *self)
{
    struct nes_sample *sample = self;

    (void)poll(NULL, 0, 100);
    nes_http_stop(&sample->http);
    return NULL;
}

NES_TEST(a_stop_answers_what_is_under_way)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);
    NES_AUTO(nes_ask_close) struct nes_ask *idle = NULL, *wire = NULL, *late = NULL;
    struct nes_answer reply;
    pthread_t thread;
    uint16_t port;

    nes_sample_start(sample);
    port = nes_sample_port(sample, 0);
    idle = nes_ask_tcp(port, NULL);
    wire = nes_ask_tcp(port, NULL);
    NES_WANT_INT("alive", nes_ask_call(idle, sample->arena, "GET /v1/pdf", "", NULL).status, 200);
    NES_WANT_INT("thread", pthread_create(&thread, NULL, stop, sample), 0);
    reply = nes_ask_call(wire, sample->arena, "GET /v1/slow", "", NULL);
    (void)pthread_join(thread, NULL);
    NES_WANT_INT("answered", reply.status, 200);
    NES_WANT_STR("and told to go", nes_ask_header(reply, "Connection"), "close");
    NES_WANT("the idle one is closed", nes_ask_closed(idle, 1'000));
    late = nes_ask_tcp(port, NULL);
    NES_WANT("no new one", !late);
}

NES_TEST(an_upload_is_streamed_to_the_handler)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);
    char *body = nes_arena_take(sample->arena, 1'000'002);
    struct nes_answer reply;

    nes_sample_start(sample);
    memset(body, 'x', 1'000'000);
    NES_WANT("a megabyte",
             has(call(sample, "PUT /v1/accounts/1/scan", CLIENT_1 "Content-Type: image/png\r\n", body).body,
                 "\"balance\":\"10000.00\""));
    body[1'000'000] = 'x';
    reply = call(sample, "PUT /v1/accounts/1/scan", CLIENT_1 "Content-Type: image/png\r\n", body);
    NES_WANT_INT("a byte more", reply.status, 413);
    NES_WANT("is too large a file", has(reply.body, "\"code\":\"UPLOAD_LARGE\""));
    NES_WANT_INT("another type",
                 call(sample, "PUT /v1/accounts/1/scan", CLIENT_1 "Content-Type: image/gif\r\n", "x").status, 415);
    NES_WANT_INT("another's account",
                 call(sample, "PUT /v1/accounts/2/scan", CLIENT_1 "Content-Type: image/png\r\n", "x").status, 404);
    NES_WANT_INT("nobody", call(sample, "PUT /v1/accounts/2/scan", "Content-Type: image/png\r\n", "x").status, 401);
    NES_WANT_INT("refused by its bytes",
                 call(sample, "PUT /v1/accounts/1/scan", CLIENT_1 "Content-Type: image/png\r\n", "!").status, 422);
}

NES_TEST(an_upload_that_is_not_admitted_does_not_come, .kind = NES_REFUSES)
{
    static const char head[] = "PUT /v1/accounts/1/scan HTTP/1.1\r\nHost: my.localhost\r\nContent-Type: image/png\r\n"
                               "Content-Length: 900000\r\n\r\n";
    SAMPLE(sample, NES_ENGINE_SQLITE);
    NES_AUTO(nes_ask_close) struct nes_ask *wire = NULL;

    nes_sample_start(sample);
    wire = nes_ask_tcp(nes_sample_port(sample, 0), NULL);
    NES_WANT("the head alone", nes_ask_send(wire, head, strlen(head)));
    NES_WANT_INT("is answered", nes_ask_take(wire, sample->arena, 2'000, false).status, 401);
    NES_WANT("and ends the connection", nes_ask_closed(wire, 2'000));
}

struct ending {
    struct nes_sample *sample;
    struct nes_id operation;
};

static struct nes_err end_operation(struct nes_tx *tx, void *self)
{
    struct ending *ending = self;

    return nes_operation_end(tx, &ending->sample->hooks, ending->operation, 200, NES_STR("{\"fine\":true}"));
}

/* Finds the one operation that runs and ends it, as an errand's answer would. */
static struct nes_err find_running(struct nes_tx *tx, void *self)
{
    struct ending *ending = self;
    struct nes_http_operation_newest_row row;
    bool found;

    NES_TRY(nes_http_operation_newest(tx, &row, &found));
    ending->operation = found ? row.id : (struct nes_id){ 0 };
    return NES_FINE;
}

static void *answer_later(void *self)
{
    struct ending *ending = self;

    while (nes_id_none(ending->operation)) {
        (void)poll(NULL, 0, 20);
        NES_WANT_OK(nes_rig_read(ending->sample->rig, find_running, ending));
    }
    NES_WANT_OK(nes_rig_run(ending->sample->rig, end_operation, ending));
    nes_http_wake(ending->sample->http, ending->operation);
    return NULL;
}

NES_TEST_BOTH(a_call_waits_a_little_for_its_errand)
{
    SAMPLE(sample, engine);
    struct ending ending = { .sample = sample };
    struct nes_answer reply;
    pthread_t thread;

    nes_sample_start(sample);
    NES_WANT_INT("thread", pthread_create(&thread, NULL, answer_later, &ending), 0);
    reply = call(sample, "POST /v1/accounts/1/checks", CLIENT_1, "");
    (void)pthread_join(thread, NULL);
    NES_WANT_INT("answered with the end", reply.status, 200);
    NES_WANT_STR("as it was left", reply.body, "{\"fine\":true}");
}

NES_TEST(a_call_whose_errand_takes_long_is_accepted)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);
    struct nes_answer reply;

    nes_sample_start(sample);
    reply = call(sample, "POST /v1/accounts/1/checks", CLIENT_1, "");
    NES_WANT_INT("accepted", reply.status, 202);
    NES_WANT("where to look", nes_str_starts(nes_ask_header(reply, "Location"), NES_STR("/v1/operations/")));
    NES_WANT("and its state", has(reply.body, "\"state\":\"running\""));
}

NES_TEST(pages_follow_each_other)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);
    struct nes_answer reply;
    char line[256];
    struct nes_str rest, cursor;

    nes_sample_start(sample);
    reply = call(sample, "GET /v1/accounts?limit=5", "Authorization: teller\r\n", NULL);
    NES_WANT("five", has(reply.body, "\"account\":5,") && !has(reply.body, "\"account\":6,"));
    NES_WANT("a cursor", nes_str_cut(reply.body, ']', &rest, &rest) && has(rest, "\"next\":\""));
    cursor = nes_str_part(rest, strlen(",\"next\":\""), rest.len - strlen(",\"next\":\"\"}"));
    (void)snprintf(line, sizeof(line), "GET /v1/accounts?limit=5&cursor=%.*s", (int)cursor.len, cursor.ptr);
    reply = call(sample, line, "Authorization: teller\r\n", NULL);
    NES_WANT("the rest", has(reply.body, "\"account\":6,") && has(reply.body, "\"account\":8,") &&
                             !has(reply.body, "\"account\":5,") && !has(reply.body, "next"));
    NES_WANT_INT("the session was touched each time", atomic_load(&sample->touches), 2);
    line[strlen(line) - 2] ^= 1;
    NES_WANT_INT("a changed cursor", call(sample, line, "Authorization: teller\r\n", NULL).status, 400);
}

NES_TEST(several_requests_use_one_connection)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);
    NES_AUTO(nes_ask_close) struct nes_ask *wire = NULL;

    nes_sample_start(sample);
    wire = nes_ask_tcp(nes_sample_port(sample, 0), NULL);
    for (int i = 0; i < 50; i++) {
        NES_WANT_INT("GET", nes_ask_call(wire, sample->arena, "GET /v1/accounts/1", CLIENT_1, NULL).status, 200);
        NES_WANT_INT("a refusal", nes_ask_call(wire, sample->arena, "GET /v1/accounts/2", CLIENT_1, NULL).status,
                     404);
        NES_WANT_INT("HEAD", nes_ask_call(wire, sample->arena, "HEAD /v1/accounts/1", CLIENT_1, NULL).status, 200);
    }
}

NES_TEST_BOTH(no_failing_statement_leaves_half_a_call)
{
    SAMPLE(sample, engine);
    bool fired = true;
    int64_t done = 0, balance;

    sample->options.workers = 1;
    nes_sample_start(sample);
    for (unsigned nth = 1; fired; nth++) {
        char headers[128];
        int first, second;

        (void)snprintf(headers, sizeof(headers), CLIENT_1 "Idempotency-Key: statement-%010u\r\n", nth);
        nes_rig_fail_statement(sample->rig, nth);
        first = call(sample, "POST /v1/accounts/1/deeds", headers, "{\"payee\":2,\"amount\":\"1\"}").status;
        fired = nes_rig_fault_fired(sample->rig);
        nes_rig_fail_statement(sample->rig, 0);
        second = call(sample, "POST /v1/accounts/1/deeds", headers, "{\"payee\":2,\"amount\":\"1\"}").status;
        NES_WANT("failed, or done", first == 201 || first >= 500);
        NES_WANT_INT("the same key afterwards is done, once", second, 201);
        done++;
        NES_WANT_OK(nes_rig_read(sample->rig, first_balance, &balance));
        NES_WANT_INT("one effect a key", balance, -100 * done);
    }
    NES_WANT("several statements were failed", done > 4);
    nes_rig_check_invariants(sample->rig);
}

/* A window is as wide as its bucket: 20 looks at one a second; a change costs ten. */
NES_TEST(an_address_without_a_session_is_held_and_a_session_is_not, .rules = "26.1", .kind = NES_REFUSES)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);
    struct nes_answer reply;
    int64_t seconds;

    sample->options.rate_address = 1;
    nes_sample_start(sample);
    for (int i = 0; i < 20; i++) {
        NES_WANT("not held yet", call(sample, "GET /v1/accounts/1", "", NULL).status != 429);
    }
    reply = call(sample, "GET /v1/accounts/1", "", NULL);
    NES_WANT_INT("held", reply.status, 429);
    NES_WANT("told why", has(reply.body, "RATE_ADDRESS"));
    NES_WANT_OK(nes_str_int(nes_ask_header(reply, "Retry-After"), &seconds));
    NES_WANT("and until when", seconds >= 1 && seconds <= 2);
    NES_WANT("who is signed in goes on", call(sample, "GET /v1/accounts/1", CLIENT_1, NULL).status != 429);
}
