/* world/ncalayer_frame.c: WebSocket (RFC 6455) of a server, as far as a browser speaks it: text in frames and pieces of
 * frames, ping, close. No extensions. */
#include <openssl/ssl.h>
#include <string.h>
#include <strings.h>

#include "crypto/text.h"
#include "world/ncalayer.h"
#include "world/sign.h"

#define HEAD_MAX 8192
#define GUID     "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

enum { CONTINUED = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10 };

static bool take_all(SSL *ssl, void *out, size_t len)
{
    unsigned char *at = out;
    size_t got;

    for (; len > 0; at += got, len -= got) {
        if (SSL_read_ex(ssl, at, len, &got) != 1) {
            return false;
        }
    }
    return true;
}

static bool put_all(SSL *ssl, struct nes_str bytes)
{
    size_t put;

    return bytes.len == 0 || (SSL_write_ex(ssl, bytes.ptr, bytes.len, &put) == 1 && put == bytes.len);
}

/* The value of a header in a head of lines that end with CRLF; empty where it is missing. */
static struct nes_str header(struct nes_str head, const char *name)
{
    struct nes_str line, rest, key, value;

    while (head.len > 0) {
        (void)nes_str_cut(head, '\n', &line, &rest);
        head = rest;
        if (nes_str_cut(line, ':', &key, &value) && key.len == strlen(name) &&
            strncasecmp(key.ptr, name, key.len) == 0) {
            return nes_str_trim(value);
        }
    }
    return (struct nes_str){ 0 };
}

static bool same(struct nes_str text, const char *word)
{
    return text.len == strlen(word) && strncasecmp(text.ptr, word, text.len) == 0;
}

bool nes_ncalayer_handshake(struct nes_arena *arena, struct ssl_st *ssl)
{
    char *room = nes_arena_take(arena, HEAD_MAX);
    struct nes_str head = { room, 0 }, accept;

    while (head.len < 4 || memcmp(room + head.len - 4, "\r\n\r\n", 4) != 0) {
        if (head.len == HEAD_MAX || !take_all(ssl, room + head.len, 1)) {
            return false;
        }
        head.len++;
    }
    if (!nes_str_starts(head, NES_STR("GET ")) || !same(header(head, "Upgrade"), "websocket") ||
        !same(header(head, "Sec-WebSocket-Version"), "13") || header(head, "Sec-WebSocket-Key").len != 24) {
        (void)put_all(ssl, NES_STR("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n"
                                   "Connection: close\r\n\r\nNCALayer\n"));
        return false;
    }
    accept = nes_asn_join(arena, (const struct nes_str[]){ header(head, "Sec-WebSocket-Key"), NES_STR(GUID) }, 2);
    accept = nes_base64_write(arena, NES_BASE64_STD, nes_digest_by(arena, "SHA1", accept));
    return put_all(
        ssl, nes_asn_join(arena,
                          (const struct nes_str[]){ NES_STR("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                                            "Connection: Upgrade\r\nSec-WebSocket-Accept: "),
                                                    accept, NES_STR("\r\n\r\n") },
                          3));
}

static bool put_frame(struct nes_arena *arena, SSL *ssl, int kind, struct nes_str body)
{
    char head[10] = { (char)(0x80 | kind) };
    size_t len = 2;

    if (body.len < 126) {
        head[1] = (char)body.len;
    } else if (body.len < 65'536) {
        head[1] = 126;
        head[2] = (char)(body.len >> 8);
        head[3] = (char)body.len;
        len = 4;
    } else {
        head[1] = 127;
        for (size_t i = 0; i < 8; i++) {
            head[2 + i] = (char)(body.len >> (56 - 8 * i));
        }
        len = 10;
    }
    return put_all(ssl, nes_asn_join(arena, (const struct nes_str[]){ { head, len }, body }, 2));
}

bool nes_ncalayer_write(struct nes_arena *arena, struct ssl_st *ssl, struct nes_str message)
{
    return put_frame(arena, ssl, TEXT, message);
}

struct frame {
    bool last;
    int kind;
    struct nes_str body;
};

/* A client's frame is masked, its length below the limit, a control frame short and whole. */
static bool take_frame(struct nes_arena *arena, SSL *ssl, struct frame *out)
{
    unsigned char head[2], more[8] = { 0 }, mask[4];
    uint64_t len;
    char *body;

    if (!take_all(ssl, head, sizeof(head)) || (head[0] & 0x70) || !(head[1] & 0x80)) {
        return false;
    }
    *out = (struct frame){ .last = (head[0] & 0x80) != 0, .kind = head[0] & 0x0f };
    len = head[1] & 0x7f;
    if (len >= 126) {
        size_t octets = len == 126 ? 2 : 8;

        if (!take_all(ssl, more, octets)) {
            return false;
        }
        len = 0;
        for (size_t i = 0; i < octets; i++) {
            len = len << 8 | more[i];
        }
    }
    if (len > NES_NCALAYER_MESSAGE_MAX || (out->kind >= CLOSE && (len > 125 || !out->last)) ||
        !take_all(ssl, mask, sizeof(mask))) {
        return false;
    }
    body = nes_arena_take(arena, len + 1);
    if (!take_all(ssl, body, len)) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        body[i] = (char)(body[i] ^ (char)mask[i % 4]);
    }
    out->body = (struct nes_str){ body, len };
    return true;
}

bool nes_ncalayer_read(struct nes_arena *arena, struct ssl_st *ssl, struct nes_str *message)
{
    struct nes_buf buf = nes_buf_begin(arena, NES_NCALAYER_MESSAGE_MAX);
    bool begun = false;
    struct frame frame;

    while (take_frame(arena, ssl, &frame)) {
        if (frame.kind == CLOSE) {
            (void)put_frame(arena, ssl, CLOSE, nes_str_part(frame.body, 0, 2));
            return false;
        }
        if (frame.kind == PING && !put_frame(arena, ssl, PONG, frame.body)) {
            return false;
        }
        if (frame.kind >= CLOSE) {
            continue;
        }
        if (frame.kind != (begun ? CONTINUED : TEXT)) {
            return false;
        }
        begun = true;
        nes_buf_add(&buf, frame.body);
        if (frame.last) {
            return !nes_buf_done(&buf, message).what && nes_str_utf8(*message);
        }
    }
    return false;
}
