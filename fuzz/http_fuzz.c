/* fuzz/http_fuzz.c: any bytes on a connection of a running server: it answers with HTTP or ends the connection, and
 * serves the next one. */
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "http/server.h"

struct given {
    struct nes_str word;
    int64_t number;
};
static const struct nes_field given_fields[] = { NES_FIELD(struct given, word), NES_FIELD(struct given, number) };
static const struct nes_shape given_shape = NES_SHAPE(struct given, given_fields);

static struct nes_err echo(struct nes_req *req, struct nes_reply *reply)
{
    return nes_reply_ok(reply, &given_shape, req->query ? req->query : req->body);
}

static struct nes_err swallow(struct nes_req *req, struct nes_reply *reply)
{
    NES_ASSERT(req->raw.len <= 65'536);
    return nes_reply_none(reply);
}

static const struct nes_param day = { .name = "day", .kind = NES_PARAM_DATE, .open = true };
static const struct nes_param *const params[] = { &day, NULL };
#define REST .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .rules = "26.1", .doc = "x"
static const struct nes_route routes[] = {
    { NES_GET, "/a", .asks = &given_shape, .gives = &given_shape, .prepare = echo, REST },
    { NES_POST, "/a", .takes = &given_shape, .gives = &given_shape, .status = 200, .run = echo, REST },
    { NES_POST, "/days/{day}", .raw = true, .run = swallow, REST },
};
static const struct nes_resource resource = NES_RESOURCE("x", routes);
static const struct nes_resource *const resources[] = { &resource, NULL };
static const struct nes_doors doors = { .resources = resources, .params = params };

static void drop(void *self, struct nes_str line)
{
    (void)self;
    (void)line;
}

/* The server of all inputs, begun with the first. */
static const char *place(void)
{
    static char path[64];
    static struct nes_log log;
    static struct nes_listener listener;
    static struct nes_crypto *crypto;
    struct nes_arena *arena = nes_arena_begin(0);
    struct nes_http_options options = { .listeners = &listener,
                                        .listeners_len = 1,
                                        .doors = &doors,
                                        .log = &log,
                                        .clock = nes_clock_real(),
                                        .rand = nes_rand_real(),
                                        .workers = 2,
                                        .head_ms = 300'000,
                                        .cursor_key = { (const uint8_t *)"0", 1 } };
    struct nes_http *http;

    if (path[0]) {
        nes_arena_end(&arena);
        return path;
    }
    (void)snprintf(path, sizeof(path), "/tmp/nesie-fuzz-%d.socket", (int)getpid());
    log = (struct nes_log){ .clock = options.clock, .write = drop };
    listener = (struct nes_listener){ .kind = NES_PUBLIC, .host = "x", .unix_path = path, .threads = 1 };
    NES_ASSERT(!nes_crypto_begin(options.rand, &crypto).what);
    options.crypto = crypto;
    NES_ASSERT(!nes_http_start(arena, &options, &http).what);
    return path;
}

static int connected(void)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    memcpy(address.sun_path, place(), strlen(place()) + 1);
    NES_ASSERT(fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0);
    return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char bytes[4096];
    int fd = connected();
    ssize_t got;

    (void)send(fd, data, size, MSG_NOSIGNAL);
    (void)shutdown(fd, SHUT_WR);
    got = recv(fd, bytes, sizeof(bytes), 0);
    NES_ASSERT(got <= 0 || (got >= 9 && memcmp(bytes, "HTTP/1.", 7) == 0));
    while (got > 0) {
        got = recv(fd, bytes, sizeof(bytes), 0);
    }
    (void)close(fd);
    return 0;
}
