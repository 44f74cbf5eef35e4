#include "vault/wire.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

struct nes_wire nes_wire_of(struct nes_str message)
{
    return (struct nes_wire){ .rest = message };
}

/* The next `len` bytes, or NULL. */
static const uint8_t *take(struct nes_wire *wire, size_t len)
{
    const uint8_t *bytes = (const uint8_t *)wire->rest.ptr;

    if (wire->bad || wire->rest.len < len) {
        wire->bad = true;
        return NULL;
    }
    wire->rest = nes_str_from(wire->rest, len);
    return bytes;
}

static uint64_t number(struct nes_wire *wire, size_t len)
{
    const uint8_t *bytes = take(wire, len);
    uint64_t value = 0;

    for (size_t i = 0; bytes && i < len; i++) {
        value = value << 8 | bytes[i];
    }
    return value;
}

uint8_t nes_wire_u8(struct nes_wire *wire)
{
    return (uint8_t)number(wire, 1);
}

uint16_t nes_wire_u16(struct nes_wire *wire)
{
    return (uint16_t)number(wire, 2);
}

uint32_t nes_wire_u32(struct nes_wire *wire)
{
    return (uint32_t)number(wire, 4);
}

uint64_t nes_wire_u64(struct nes_wire *wire)
{
    return number(wire, 8);
}

struct nes_id nes_wire_id(struct nes_wire *wire)
{
    const uint8_t *bytes = take(wire, sizeof(struct nes_id));
    struct nes_id id = { 0 };

    if (bytes) {
        memcpy(id.b, bytes, sizeof(id.b));
    }
    return id;
}

struct nes_str nes_wire_text(struct nes_wire *wire)
{
    size_t len = nes_wire_u32(wire);
    const uint8_t *bytes = take(wire, len);

    return bytes ? (struct nes_str){ (const char *)bytes, len } : (struct nes_str){ 0 };
}

bool nes_wire_done(const struct nes_wire *wire)
{
    return !wire->bad && wire->rest.len == 0;
}

static void add_number(struct nes_buf *buf, uint64_t value, size_t len)
{
    char bytes[8];

    for (size_t i = 0; i < len; i++) {
        bytes[i] = (char)(value >> 8 * (len - 1 - i) & 0xff);
    }
    nes_buf_add(buf, (struct nes_str){ bytes, len });
}

void nes_wire_add_u8(struct nes_buf *buf, uint8_t value)
{
    add_number(buf, value, 1);
}

void nes_wire_add_u16(struct nes_buf *buf, uint16_t value)
{
    add_number(buf, value, 2);
}

void nes_wire_add_u32(struct nes_buf *buf, uint32_t value)
{
    add_number(buf, value, 4);
}

void nes_wire_add_u64(struct nes_buf *buf, uint64_t value)
{
    add_number(buf, value, 8);
}

void nes_wire_add_id(struct nes_buf *buf, struct nes_id id)
{
    nes_buf_add(buf, (struct nes_str){ (const char *)id.b, sizeof(id.b) });
}

void nes_wire_add_text(struct nes_buf *buf, struct nes_str text)
{
    NES_ASSERT(text.len <= UINT32_MAX);
    add_number(buf, text.len, 4);
    nes_buf_add(buf, text);
}

/* Waits until the socket is ready for `events` or the time is over. */
static enum nes_wire_end ready(int fd, short events, const struct nes_wire_limit *limit)
{
    for (;;) {
        struct pollfd poll_fd = { .fd = fd, .events = events };
        int64_t left_ms = -1;
        int got;

        if (limit->clock) {
            left_ms = (limit->until_us - nes_clock_steady(limit->clock) + 999) / 1'000;
            if (left_ms <= 0) {
                return NES_WIRE_SLOW;
            }
            left_ms = left_ms > 1'000 ? 1'000 : left_ms; /* looks at the clock once a second at least */
        }
        got = poll(&poll_fd, 1, (int)left_ms);
        if (got > 0) {
            return NES_WIRE_FINE;
        }
        if (got < 0 && errno != EINTR) {
            return NES_WIRE_CLOSED;
        }
    }
}

static enum nes_wire_end send_all(int fd, struct nes_str bytes, const struct nes_wire_limit *limit)
{
    while (bytes.len > 0) {
        ssize_t sent = send(fd, bytes.ptr, bytes.len, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (sent > 0) {
            bytes = nes_str_from(bytes, (size_t)sent);
            continue;
        }
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent == 0 || errno != EAGAIN) {
            return NES_WIRE_CLOSED;
        }
        if (ready(fd, POLLOUT, limit) == NES_WIRE_SLOW) {
            return NES_WIRE_SLOW;
        }
    }
    return NES_WIRE_FINE;
}

enum nes_wire_end nes_wire_send(int fd, struct nes_str message, const struct nes_wire_limit *limit)
{
    char head[4];
    enum nes_wire_end end;

    NES_ASSERT(message.len <= UINT32_MAX);
    for (size_t i = 0; i < sizeof(head); i++) {
        head[i] = (char)(message.len >> (24 - 8 * i) & 0xff);
    }
    end = send_all(fd, (struct nes_str){ head, sizeof(head) }, limit);
    return end == NES_WIRE_FINE ? send_all(fd, message, limit) : end;
}

static enum nes_wire_end receive_all(int fd, char *bytes, size_t len, const struct nes_wire_limit *limit)
{
    while (len > 0) {
        ssize_t got = recv(fd, bytes, len, MSG_DONTWAIT);

        if (got > 0) {
            bytes += got;
            len -= (size_t)got;
            continue;
        }
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got == 0 || errno != EAGAIN) {
            return NES_WIRE_CLOSED;
        }
        if (ready(fd, POLLIN, limit) == NES_WIRE_SLOW) {
            return NES_WIRE_SLOW;
        }
    }
    return NES_WIRE_FINE;
}

enum nes_wire_end nes_wire_receive(int fd, struct nes_arena *arena, const struct nes_wire_limit *limit,
                                   struct nes_str *message)
{
    char head[4], *bytes;
    enum nes_wire_end end = receive_all(fd, head, sizeof(head), limit);
    struct nes_wire wire = nes_wire_of((struct nes_str){ head, sizeof(head) });
    size_t len = nes_wire_u32(&wire);

    if (end != NES_WIRE_FINE) {
        return end;
    }
    if (len > limit->bytes_max) {
        return NES_WIRE_LONG;
    }
    bytes = nes_arena_take(arena, len + 1);
    *message = (struct nes_str){ bytes, len };
    return receive_all(fd, bytes, len, limit);
}
