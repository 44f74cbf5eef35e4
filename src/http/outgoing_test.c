#include "http/outgoing.h"

#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <unistd.h>

#include "test/http/sample.h"

#define SAMPLE(name)                                                                               \
    NES_AUTO(nes_sample_end) struct nes_sample name##_ = { 0 };                                    \
    struct nes_sample *name = &name##_;                                                            \
    nes_sample_begin(name, NES_ENGINE_SQLITE)

static struct nes_str url_of(struct nes_arena *arena, const char *scheme, uint16_t port, const char *path)
{
    char text[256];

    (void)snprintf(text, sizeof(text), "%s:%d%s", scheme, port, path);
    return nes_str_copy(arena, nes_str_of(text));
}

NES_TEST(a_call_goes_out_and_comes_back)
{
    SAMPLE(sample);
    NES_AUTO(nes_outgoing_close) struct nes_outgoing *client = NULL;
    const struct nes_outgoing_line lines[] = { { NES_STR("Host"), NES_STR("my.localhost") },
                                             { NES_STR("Authorization"), NES_STR("client 1") } };
    struct nes_outgoing_ask ask = {
        .method = "GET", .lines = lines, .lines_len = 2, .trace_id = NES_STR("0af7651916cd43dd8448eb211c80319c")
    };
    struct nes_outgoing_answer answer;

    nes_sample_start(sample);
    NES_WANT_OK(nes_outgoing_open(&(struct nes_outgoing_options){ .plain = true }, &client));
    for (int i = 0; i < 3; i++) {
        ask.url = url_of(sample->arena, "http://127.0.0.1", nes_sample_port(sample, 0), "/v1/accounts/1");
        NES_WANT_OK(nes_outgoing_call(client, sample->arena, &ask, &answer));
        NES_WANT_INT("status", answer.status, 200);
        NES_WANT_STR("body", answer.body, "{\"account\":1,\"balance\":\"10000000.00\"}");
        NES_WANT_STR("type", answer.type, "application/json");
    }
    ask = (struct nes_outgoing_ask){ .method = "POST",
                                   .lines = lines,
                                   .lines_len = 1,
                                   .url = ask.url,
                                   .type = NES_STR("text/xml"),
                                   .body = NES_STR("<a/>"),
                                   .trace_id = ask.trace_id };
    ask.url = url_of(sample->arena, "http://127.0.0.1", nes_sample_port(sample, 0), "/v1/callbacks");
    NES_WANT_OK(nes_outgoing_call(client, sample->arena, &ask, &answer));
    NES_WANT_STR("the body arrived", answer.body, "{\"account\":4,\"balance\":\"0.00\"}");
    ask.url = url_of(sample->arena, "http://127.0.0.1", nes_sample_port(sample, 0), "/v1/none");
    NES_WANT_OK(nes_outgoing_call(client, sample->arena, &ask, &answer));
    NES_WANT_INT("a refusal is an answer", answer.status, 404);
    NES_WANT("it has our trace", memmem(answer.body.ptr, answer.body.len, "0af7651916cd43dd8448eb211c80319c", 32));
}

/* A partner that says just what it is told, once. */
struct partner {
    int socket;
    uint16_t port;
    const char *says;
    bool hangs;
    pthread_t thread;
};

static void *serve(void *self)
{
    struct partner *partner = self;
    int fd = accept(partner->socket, NULL, NULL);
    char bytes[4096];

    (void)recv(fd, bytes, sizeof(bytes), 0);
    (void)send(fd, partner->says, strlen(partner->says), MSG_NOSIGNAL);
    if (partner->hangs) {
        (void)poll(NULL, 0, 1'500);
    }
    (void)close(fd);
    return NULL;
}

static void partner_begin(struct partner *partner)
{
    struct sockaddr_in place = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof(place);

    partner->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    NES_WANT("listens", bind(partner->socket, (const struct sockaddr *)&place, sizeof(place)) == 0 &&
                            listen(partner->socket, 1) == 0 &&
                            getsockname(partner->socket, (struct sockaddr *)&place, &len) == 0);
    partner->port = ntohs(place.sin_port);
    NES_WANT_INT("thread", pthread_create(&partner->thread, NULL, serve, partner), 0);
}

static void partner_end(struct partner *partner)
{
    (void)pthread_join(partner->thread, NULL);
    (void)close(partner->socket);
}

static const struct { const char *label; struct partner partner; const char *code; int status; } partners[] = {
    { "breaks off without an answer", { .says = "" }, "CLIENT_LOST", 0 },
    { "is silent", { .says = "", .hangs = true }, "CLIENT_TIME", 0 },
    { "stops in the middle", { .says = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab" }, "CLIENT_LOST", 0 },
    { "does not speak HTTP", { .says = "hello\r\n\r\n" }, "CLIENT_LOST", 0 },
    { "says too much", { .says = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n12345678901" }, "CLIENT_LARGE", 0 },
    { "says as much as it may", { .says = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n1234567890" }, "fine", 200 },
    { "sends elsewhere", { .says = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n" },
      "fine", 302 },
};

NES_TEST(what_became_of_a_call_is_told, .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_outgoing_close) struct nes_outgoing *client = NULL;
    const struct nes_outgoing_options options = { .plain = true, .whole_ms = 700, .bytes_max = 10 };

    NES_WANT_OK(nes_outgoing_open(&options, &client));
    for (size_t i = 0; i < NES_LEN(partners); i++) {
        struct partner partner = partners[i].partner;
        struct nes_outgoing_answer answer = { 0 };
        struct nes_outgoing_ask ask = { .method = "GET" };

        partner_begin(&partner);
        ask.url = url_of(arena, "http://127.0.0.1", partner.port, "/");
        NES_WANT_FAULT(partners[i].label, nes_outgoing_call(client, arena, &ask, &answer), partners[i].code);
        NES_WANT_INT(partners[i].label, answer.status, partners[i].status);
        partner_end(&partner);
    }
}

NES_TEST(a_call_that_may_not_go_out_does_not, .kind = NES_REFUSES)
{
    static const struct {
        const char *label, *url, *value, *code;
    } rows[] = {
        { "nobody listens", "http://127.0.0.1:1/", "a", "CLIENT_CALL" },
        { "plain to the world", "http://bank.example/", "a", "HTTP_BROKEN" },
        { "another scheme", "file:///etc/passwd", "a", "HTTP_BROKEN" },
        { "a user in the address", "https://a:b@127.0.0.1/", "a", "HTTP_BROKEN" },
        { "a loopback name that goes on", "http://localhost:1@bank.example/", "a", "HTTP_BROKEN" },
        { "a line end in the address", "https://127.0.0.1/\r\nA: b", "a", "HTTP_BROKEN" },
        { "a line end in a header", "http://127.0.0.1:1/", "a\r\nB: c", "HTTP_BROKEN" },
    };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_outgoing_close) struct nes_outgoing *client = NULL;

    NES_WANT_OK(nes_outgoing_open(&(struct nes_outgoing_options){ .plain = true }, &client));
    for (size_t i = 0; i < NES_LEN(rows); i++) {
        const struct nes_outgoing_line line = { NES_STR("A"), nes_str_of(rows[i].value) };
        const struct nes_outgoing_ask ask = {
            .method = "GET", .url = nes_str_of(rows[i].url), .lines = &line, .lines_len = 1
        };
        struct nes_outgoing_answer answer;

        NES_WANT_FAULT(rows[i].label, nes_outgoing_call(client, arena, &ask, &answer), rows[i].code);
    }
}

NES_TEST(only_the_named_authority_is_believed, .rules = "23", .kind = NES_REFUSES)
{
    SAMPLE(sample);
    NES_AUTO(nes_outgoing_close) struct nes_outgoing *system = NULL, *ours = NULL;
    const struct nes_outgoing_line host = { NES_STR("Host"), NES_STR("my.localhost") };
    struct nes_outgoing_ask ask = { .method = "GET", .lines = &host, .lines_len = 1 };
    struct nes_outgoing_answer answer;

    nes_sample_certify(sample);
    nes_sample_start(sample);
    ask.url = url_of(sample->arena, "https://my.localhost", nes_sample_port(sample, 0), "/v1/pdf");
    NES_WANT_OK(nes_outgoing_open(&(struct nes_outgoing_options){ 0 }, &system));
    NES_WANT_OK(nes_outgoing_open(&(struct nes_outgoing_options){ .ca = sample->ca }, &ours));
    NES_WANT_FAULT("the system's", nes_outgoing_call(system, sample->arena, &ask, &answer), "CLIENT_CALL");
    NES_WANT_OK(nes_outgoing_call(ours, sample->arena, &ask, &answer));
    NES_WANT_INT("ours", answer.status, 200);
    ask.url = url_of(sample->arena, "https://127.0.0.1", nes_sample_port(sample, 0), "/v1/pdf");
    NES_WANT_FAULT("another name", nes_outgoing_call(ours, sample->arena, &ask, &answer), "CLIENT_CALL");
}
