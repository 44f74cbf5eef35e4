#include "test/http/client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct nes_ask {
    int fd;
    SSL_CTX *ctx;
    SSL *ssl;
    char host[64];
};

static bool tls_start(struct nes_ask *wire, const struct nes_ask_tls *tls)
{
    wire->ctx = SSL_CTX_new(TLS_client_method());
    if (!wire->ctx || SSL_CTX_load_verify_locations(wire->ctx, tls->ca, NULL) != 1) {
        return false;
    }
    SSL_CTX_set_security_level(wire->ctx, tls->most == 0x0302 ? 0 : 2);
    NES_ASSERT(SSL_CTX_set_max_proto_version(wire->ctx, tls->most) == 1);
    SSL_CTX_set_verify(wire->ctx, SSL_VERIFY_PEER, NULL);
    if (tls->certificate && (SSL_CTX_use_certificate_chain_file(wire->ctx, tls->certificate) != 1 ||
                             SSL_CTX_use_PrivateKey_file(wire->ctx, tls->key, SSL_FILETYPE_PEM) != 1)) {
        return false;
    }
    wire->ssl = SSL_new(wire->ctx);
    return wire->ssl && SSL_set1_host(wire->ssl, tls->host) == 1 &&
           SSL_ctrl(wire->ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, wire->host) == 1 &&
           SSL_set_fd(wire->ssl, wire->fd) == 1 && SSL_connect(wire->ssl) == 1;
}

struct nes_ask *nes_ask_tcp(uint16_t port, const struct nes_ask_tls *tls)
{
    struct sockaddr_in place = { .sin_family = AF_INET,
                                 .sin_port = htons(port),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct nes_ask *wire = calloc(1, sizeof(*wire));

    if (!wire) {
        abort();
    }
    (void)snprintf(wire->host, sizeof(wire->host), "%s", tls ? tls->host : "my.localhost");
    wire->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(wire->fd, (const struct sockaddr *)&place, sizeof(place)) != 0 ||
        setsockopt(wire->fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int)) != 0 ||
        (tls && !tls_start(wire, tls))) {
        nes_ask_close(&wire);
    }
    return wire;
}

struct nes_ask *nes_ask_unix(const char *path)
{
    struct sockaddr_un place = { .sun_family = AF_UNIX };
    struct nes_ask *wire = calloc(1, sizeof(*wire));

    if (!wire || strlen(path) >= sizeof(place.sun_path)) {
        abort();
    }
    memcpy(place.sun_path, path, strlen(path) + 1);
    (void)snprintf(wire->host, sizeof(wire->host), "localhost");
    wire->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(wire->fd, (const struct sockaddr *)&place, sizeof(place)) != 0) {
        nes_ask_close(&wire);
    }
    return wire;
}

void nes_ask_close(struct nes_ask **wire)
{
    if (!*wire) {
        return;
    }
    SSL_free((*wire)->ssl);
    SSL_CTX_free((*wire)->ctx);
    (void)close((*wire)->fd);
    free(*wire);
    *wire = NULL;
}

bool nes_ask_send(struct nes_ask *wire, const void *bytes, size_t len)
{
    const char *at = bytes;

    while (len > 0) {
        ssize_t sent = wire->ssl ? SSL_write(wire->ssl, at, (int)len) : send(wire->fd, at, len, MSG_NOSIGNAL);

        if (sent <= 0) {
            return false;
        }
        at += sent;
        len -= (size_t)sent;
    }
    return true;
}

static bool readable(struct nes_ask *wire, int ms)
{
    struct pollfd fd = { .fd = wire->fd, .events = POLLIN };

    return (wire->ssl && SSL_pending(wire->ssl) > 0) || poll(&fd, 1, ms) > 0;
}

static ssize_t take(struct nes_ask *wire, char *into, size_t room, int ms)
{
    if (!readable(wire, ms)) {
        return -1;
    }
    return wire->ssl ? SSL_read(wire->ssl, into, (int)room) : recv(wire->fd, into, room, 0);
}

#define REPLY_MAX (4 * 1024 * 1024)

struct nes_str nes_ask_header(struct nes_answer reply, const char *name)
{
    struct nes_str rest = reply.head, line, key, value;

    while (rest.len > 0) {
        (void)nes_str_cut(rest, '\n', &line, &rest);
        if (nes_str_cut(line, ':', &key, &value) && key.len == strlen(name) &&
            strncasecmp(key.ptr, name, key.len) == 0) {
            return nes_str_trim(value);
        }
    }
    return (struct nes_str){ 0 };
}

static size_t announced(struct nes_answer reply)
{
    int64_t length = 0;

    return nes_str_int(nes_ask_header(reply, "Content-Length"), &length).what ? 0 : (size_t)length;
}

struct nes_answer nes_ask_take(struct nes_ask *wire, struct nes_arena *arena, int ms, bool head)
{
    char *bytes = nes_arena_take(arena, REPLY_MAX), *blank = NULL;
    struct nes_answer reply = { 0 };
    size_t len = 0, whole = SIZE_MAX;

    while (len < whole) {
        ssize_t got = take(wire, bytes + len, REPLY_MAX - 1 - len, ms);

        if (got <= 0) {
            return (struct nes_answer){ 0 };
        }
        len += (size_t)got;
        blank = blank ? blank : memmem(bytes, len, "\r\n\r\n", 4);
        if (blank && whole == SIZE_MAX) {
            reply.head = (struct nes_str){ bytes, (size_t)(blank - bytes) + 2 };
            whole = reply.head.len + 2 + (head ? 0 : announced(reply));
        }
    }
    reply.body = (struct nes_str){ bytes + reply.head.len + 2, len - reply.head.len - 2 };
    reply.status = (int)strtol(bytes + 9, NULL, 10);
    return reply;
}

bool nes_ask_closed(struct nes_ask *wire, int ms)
{
    char bytes[4096];

    for (;;) {
        struct pollfd fd = { .fd = wire->fd, .events = POLLIN };

        if (poll(&fd, 1, ms) <= 0) {
            return false;
        }
        if (recv(wire->fd, bytes, sizeof(bytes), 0) <= 0) {
            return true;
        }
    }
}

struct nes_answer nes_ask_call(struct nes_ask *wire, struct nes_arena *arena, const char *line,
                                    const char *headers, const char *body)
{
    struct nes_buf buf = nes_buf_begin(arena, REPLY_MAX);
    struct nes_str text;

    nes_buf_addz(&buf, line);
    nes_buf_addz(&buf, " HTTP/1.1\r\nHost: ");
    nes_buf_addz(&buf, wire->host);
    nes_buf_addz(&buf, "\r\n");
    nes_buf_addz(&buf, headers);
    if (body) {
        nes_buf_addz(&buf, strcasestr(headers, "content-type:") ? "" : "Content-Type: application/json\r\n");
        nes_buf_addz(&buf, "Content-Length: ");
        nes_buf_int(&buf, (int64_t)strlen(body));
        nes_buf_addz(&buf, "\r\n");
    }
    nes_buf_addz(&buf, "\r\n");
    nes_buf_addz(&buf, body ? body : "");
    if (nes_buf_done(&buf, &text).what) {
        return (struct nes_answer){ 0 };
    }
    (void)nes_ask_send(wire, text.ptr, text.len); /* who refuses answers before all of it came */
    return nes_ask_take(wire, arena, 20'000, strncmp(line, "HEAD", 4) == 0);
}

struct nes_str nes_ask_peer(struct nes_ask *wire, struct nes_arena *arena)
{
    X509 *shown = SSL_get1_peer_certificate(wire->ssl);
    struct nes_buf buf = nes_buf_begin(arena, 128);
    unsigned char digest[32];
    unsigned len = sizeof(digest);
    struct nes_str text = { 0 };

    if (shown && X509_digest(shown, EVP_sha256(), digest, &len) == 1) {
        nes_buf_hex(&buf, digest, len);
        (void)nes_buf_done(&buf, &text).what;
    }
    X509_free(shown);
    return text;
}
