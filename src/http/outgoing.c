#include "http/outgoing.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base_faults.h"
#include "http/path.h"

#define IDLE_MAX 32

/* Handles keep their connections; idle ones wait here for the next call. */
struct nes_outgoing {
    struct nes_outgoing_options options;
    pthread_mutex_t lock;
    CURL *idle[IDLE_MAX];
    size_t idle_len;
};

struct intake {
    struct nes_arena *arena;
    char *bytes;
    size_t len, room, max;
    bool large;
};

static size_t take(char *bytes, size_t one, size_t len, void *self)
{
    struct intake *in = self;

    (void)one;
    if (len > in->max - in->len) {
        in->large = true;
        return 0;
    }
    if (in->len + len > in->room) {
        size_t room = in->room * 2 > in->len + len ? in->room * 2 : in->len + len;
        char *more = nes_arena_take(in->arena, room);

        if (in->len > 0) {
            memcpy(more, in->bytes, in->len);
        }
        in->bytes = more;
        in->room = room;
    }
    memcpy(in->bytes + in->len, bytes, len);
    in->len += len;
    return len;
}

struct nes_err nes_outgoing_open(const struct nes_outgoing_options *options, struct nes_outgoing **out)
{
    struct nes_outgoing *client = calloc(1, sizeof(*client));

    NES_ASSERT(client && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    client->options = *options;
    client->options.connect_ms = options->connect_ms > 0 ? options->connect_ms : 3'000;
    client->options.whole_ms = options->whole_ms > 0 ? options->whole_ms : 10'000;
    client->options.bytes_max = options->bytes_max > 0 ? options->bytes_max : 1024 * 1024;
    pthread_mutex_init(&client->lock, NULL);
    *out = client;
    if (options->ca && access(options->ca, R_OK) != 0) {
        nes_outgoing_close(out);
        return NES_FAIL(HTTP_START, options->ca);
    }
    if (options->certificate && (access(options->certificate, R_OK) != 0 || access(options->key, R_OK) != 0)) {
        nes_outgoing_close(out);
        return NES_FAIL(HTTP_START, options->certificate);
    }
    return NES_FINE;
}

void nes_outgoing_close(struct nes_outgoing **self)
{
    struct nes_outgoing *client = *self;

    if (!client) {
        return;
    }
    for (size_t i = 0; i < client->idle_len; i++) {
        curl_easy_cleanup(client->idle[i]);
    }
    pthread_mutex_destroy(&client->lock);
    free(client);
    curl_global_cleanup();
    *self = NULL;
}

static CURL *handle_take(struct nes_outgoing *client)
{
    CURL *handle = NULL;

    pthread_mutex_lock(&client->lock);
    if (client->idle_len > 0) {
        handle = client->idle[--client->idle_len];
    }
    pthread_mutex_unlock(&client->lock);
    handle = handle ? handle : curl_easy_init();
    NES_ASSERT(handle);
    curl_easy_reset(handle); /* settings go, connections stay */
    return handle;
}

static void handle_give(struct nes_outgoing *client, CURL *handle)
{
    pthread_mutex_lock(&client->lock);
    if (client->idle_len < IDLE_MAX) {
        client->idle[client->idle_len++] = handle;
        handle = NULL;
    }
    pthread_mutex_unlock(&client->lock);
    if (handle) {
        curl_easy_cleanup(handle);
    }
}

#define SET(option, value) NES_ASSERT(curl_easy_setopt(handle, CURLOPT_##option, (value)) == CURLE_OK)

static void set_trust(const struct nes_outgoing_options *options, CURL *handle)
{
    SET(PROTOCOLS_STR, options->plain ? "http,https" : "https");
    SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(SSL_VERIFYPEER, 1L);
    SET(SSL_VERIFYHOST, 2L);
    if (options->ca) {
        SET(CAINFO, options->ca);
        SET(CAPATH, NULL);
    }
    if (options->unix_path) {
        SET(UNIX_SOCKET_PATH, options->unix_path);
    }
    if (options->certificate) {
        SET(SSLCERT, options->certificate);
        SET(SSLKEY, options->key);
    }
}

static void set_bounds(const struct nes_outgoing_options *options, const struct nes_outgoing_ask *ask, CURL *handle)
{
    SET(NOSIGNAL, 1L);
    SET(PROXY, "");
    SET(FOLLOWLOCATION, 0L);
    /* on a connection that was kept the library may send once more by itself: what changes something goes out on a
     * new one, so that once means once */
    SET(FRESH_CONNECT, (long)(strcmp(ask->method, "GET") != 0));
    SET(HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CONNECTTIMEOUT_MS, (long)options->connect_ms);
    SET(TIMEOUT_MS, (long)(ask->whole_ms > 0 ? ask->whole_ms : options->whole_ms));
    SET(USERAGENT, "nesie");
}

static bool add_line(struct curl_slist **list, struct nes_arena *arena, struct nes_str name, struct nes_str value)
{
    struct nes_buf buf = nes_buf_begin(arena, 16 * 1024);
    struct curl_slist *longer;
    struct nes_str text;

    if (!nes_token(name) || !nes_field_value(value)) {
        return false;
    }
    nes_buf_add(&buf, name);
    nes_buf_addz(&buf, value.len > 0 ? ": " : ";");
    nes_buf_add(&buf, value);
    if (nes_buf_done(&buf, &text).what) {
        return false;
    }
    longer = curl_slist_append(*list, nes_str_z(arena, text));
    NES_ASSERT(longer);
    *list = longer;
    return true;
}

static struct nes_str traceparent(struct nes_arena *arena, struct nes_str trace)
{
    struct nes_buf buf = nes_buf_begin(arena, 64);
    struct nes_str text;

    nes_buf_addz(&buf, "00-");
    nes_buf_add(&buf, trace);
    nes_buf_byte(&buf, '-');
    nes_buf_add(&buf, nes_str_part(trace, 16, 16));
    nes_buf_addz(&buf, "-01");
    NES_ASSERT(!nes_buf_done(&buf, &text).what);
    return text;
}

static bool add_lines(struct curl_slist **list, struct nes_arena *arena, const struct nes_outgoing_ask *ask)
{
    bool good = add_line(list, arena, NES_STR("Expect"), NES_STR(""));

    if (ask->type.len > 0) {
        good = good && add_line(list, arena, NES_STR("Content-Type"), ask->type);
    }
    if (ask->trace_id.len == 32) {
        good = good && add_line(list, arena, NES_STR("traceparent"), traceparent(arena, ask->trace_id));
    }
    for (size_t i = 0; i < ask->lines_len; i++) {
        good = good && add_line(list, arena, ask->lines[i].name, ask->lines[i].value);
    }
    return good;
}

static bool address_good(const struct nes_outgoing_options *options, struct nes_str url)
{
    static const char *const loopback[] = { "http://127.0.0.1:", "http://localhost:", "http://[::1]:" };
    bool good = nes_str_starts(url, NES_STR("https://"));

    for (size_t i = 0; options->plain && i < NES_LEN(loopback); i++) {
        good = good || nes_str_starts(url, nes_str_of(loopback[i]));
    }
    for (size_t i = 0; good && i < url.len; i++) {
        good = (unsigned char)url.ptr[i] > 0x20 && (unsigned char)url.ptr[i] < 0x7f;
    }
    return good && !memchr(url.ptr, '@', url.len);
}

static void set_ask(const struct nes_outgoing_ask *ask, struct nes_arena *arena, CURL *handle, struct intake *in)
{
    SET(URL, nes_str_z(arena, ask->url));
    SET(CUSTOMREQUEST, ask->method);
    if (strcmp(ask->method, "HEAD") == 0) {
        SET(NOBODY, 1L);
    }
    if (ask->type.len > 0) {
        SET(POSTFIELDSIZE_LARGE, (curl_off_t)ask->body.len);
        SET(POSTFIELDS, ask->body.len > 0 ? ask->body.ptr : "");
    }
    SET(WRITEFUNCTION, take);
    SET(WRITEDATA, in);
}

/* What is known of the request after a failure. */
static struct nes_err verdict(CURL *handle, CURLcode code, const struct intake *in)
{
    long sent = 0;

    if (in->large) {
        return NES_FAIL(CLIENT_LARGE, NULL);
    }
    (void)curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &sent);
    if (sent == 0) {
        return NES_FAIL(CLIENT_CALL, curl_easy_strerror(code));
    }
    return code == CURLE_OPERATION_TIMEDOUT ? NES_FAIL(CLIENT_TIME, NULL)
                                            : NES_FAIL(CLIENT_LOST, curl_easy_strerror(code));
}

static struct nes_str header_of(CURL *handle, struct nes_arena *arena, const char *name)
{
    struct curl_header *header = NULL;

    if (curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK) {
        return (struct nes_str){ 0 };
    }
    return nes_str_copy(arena, nes_str_of(header->value));
}

static struct nes_err perform(const struct nes_outgoing *client, CURL *handle, struct nes_arena *arena,
                              const struct nes_outgoing_ask *ask, struct nes_outgoing_answer *answer)
{
    struct intake in = { .arena = arena, .max = (size_t)client->options.bytes_max };
    CURLcode code;
    long status = 0;

    set_ask(ask, arena, handle, &in);
    code = curl_easy_perform(handle);
    if (code != CURLE_OK) {
        return verdict(handle, code, &in);
    }
    (void)curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    *answer = (struct nes_outgoing_answer){ .status = (int)status,
                                          .body = { in.bytes, in.len },
                                          .type = header_of(handle, arena, "Content-Type"),
                                          .retry_after = header_of(handle, arena, "Retry-After") };
    return NES_FINE;
}

struct nes_err nes_outgoing_call(struct nes_outgoing *client, struct nes_arena *arena,
                                 const struct nes_outgoing_ask *ask, struct nes_outgoing_answer *answer)
{
    struct curl_slist *lines = NULL;
    struct nes_err err = NES_FAIL(HTTP_BROKEN, NULL);
    CURL *handle;

    if (!address_good(&client->options, ask->url)) {
        return err;
    }
    handle = handle_take(client);
    set_trust(&client->options, handle);
    set_bounds(&client->options, ask, handle);
    if (add_lines(&lines, arena, ask)) {
        SET(HTTPHEADER, lines);
        err = perform(client, handle, arena, ask, answer);
    }
    curl_slist_free_all(lines);
    handle_give(client, handle);
    return err;
}
