#include "http/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "crypto/text.h"
#include "http/door.h"
#include "http/path.h"

static bool address_good(struct nes_str text)
{
    char copy[INET6_ADDRSTRLEN] = { 0 };
    unsigned char bytes[16];

    if (text.len == 0 || text.len >= sizeof(copy)) {
        return false;
    }
    memcpy(copy, text.ptr, text.len);
    return inet_pton(AF_INET, copy, bytes) == 1 || inet_pton(AF_INET6, copy, bytes) == 1;
}

struct nes_err nes_peer_address(struct nes_job *job)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(job->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *peer = info ? info->client_addr : NULL;
    char *text = nes_arena_take(job->arena, INET6_ADDRSTRLEN);
    const void *number = NULL;

    if (job->door->listener->proxied) {
        job->req.address = nes_job_header(job, "x-forwarded-for");
        return address_good(job->req.address) ? NES_FINE : NES_FAIL(HTTP_BROKEN, NULL);
    }
    if (peer && peer->sa_family == AF_INET) {
        number = &((const struct sockaddr_in *)(const void *)peer)->sin_addr;
    } else if (peer && peer->sa_family == AF_INET6) {
        number = &((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr;
    }
    if (number && inet_ntop(peer->sa_family, number, text, INET6_ADDRSTRLEN)) {
        job->req.address = nes_str_of(text);
    }
    return NES_FINE;
}

/* The base64 between the marks of an escaped PEM: line ends are dropped, the rest is decoded as a query's value is. */
static struct nes_str unwrapped(struct nes_arena *arena, struct nes_str escaped)
{
    static const struct nes_str begin = NES_STR_INIT("-----BEGIN CERTIFICATE-----"),
                                end = NES_STR_INIT("-----END CERTIFICATE-----");
    struct nes_buf buf = nes_buf_begin(arena, 16 * 1024);
    struct nes_str text;
    struct nes_pairs pairs;
    const char *last;

    nes_buf_addz(&buf, "pem=");
    for (size_t i = 0; i < escaped.len; i++) {
        if (i + 2 < escaped.len && memcmp(escaped.ptr + i, "%0A", 3) == 0) {
            i += 2;
        } else {
            nes_buf_byte(&buf, escaped.ptr[i]);
        }
    }
    if (nes_buf_done(&buf, &text).what || nes_query_read(arena, text, &pairs).what || pairs.len != 1 ||
        !nes_str_starts(pairs.rows[0].value, begin)) {
        return (struct nes_str){ 0 };
    }
    text = nes_str_from(pairs.rows[0].value, begin.len);
    last = memmem(text.ptr, text.len, end.ptr, end.len);
    return last ? nes_str_part(text, 0, (size_t)(last - text.ptr)) : (struct nes_str){ 0 };
}

struct nes_err nes_peer_forwarded_cert(struct nes_job *job)
{
    struct nes_str pem = unwrapped(job->arena, nes_job_header(job, "x-client-certificate")), der;
    struct nes_hash *hash = NES_NEW(job->arena, struct nes_hash);

    if (!nes_str_is(nes_job_header(job, "x-client-verify"), "SUCCESS") || pem.len == 0 ||
        nes_base64_read(job->arena, NES_BASE64_STD, pem, &der).what) {
        return NES_FAIL(TERMINAL_CERT, NULL);
    }
    *hash = nes_sha256(job->http->options.crypto, der);
    job->req.peer_cert = (struct nes_str){ (const char *)hash->b, sizeof(hash->b) };
    return NES_FINE;
}
