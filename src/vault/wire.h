/* src/vault/wire.h: messages between the server and its two processes. A frame is 4 bytes length (big-endian) and
 * so many bytes; inside, numbers are big-endian and texts have a length of 4 bytes in front. Every length is
 * checked. */
#pragma once
#include <stdbool.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/str.h"

/* Reading: after the first byte that is missing all reads give zero and `bad` stays set; check it once at the end. */
struct nes_wire {
    struct nes_str rest;
    bool bad;
};

struct nes_wire nes_wire_of(struct nes_str message);
uint8_t nes_wire_u8(struct nes_wire *wire);
uint16_t nes_wire_u16(struct nes_wire *wire);
uint32_t nes_wire_u32(struct nes_wire *wire);
uint64_t nes_wire_u64(struct nes_wire *wire);
struct nes_id nes_wire_id(struct nes_wire *wire);
/* A text with its length; points into the message. */
struct nes_str nes_wire_text(struct nes_wire *wire);
/* True when all was there and nothing is left. */
bool nes_wire_done(const struct nes_wire *wire);

void nes_wire_add_u8(struct nes_buf *buf, uint8_t number);
void nes_wire_add_u16(struct nes_buf *buf, uint16_t number);
void nes_wire_add_u32(struct nes_buf *buf, uint32_t number);
void nes_wire_add_u64(struct nes_buf *buf, uint64_t number);
void nes_wire_add_id(struct nes_buf *buf, struct nes_id id);
void nes_wire_add_text(struct nes_buf *buf, struct nes_str text);

/* How an exchange over a socket ended. */
enum nes_wire_end { NES_WIRE_FINE, NES_WIRE_CLOSED, NES_WIRE_SLOW, NES_WIRE_LONG };

struct nes_wire_limit {
    const struct nes_clock *clock;   /* NULL: wait without end */
    int64_t until_us;                /* steady */
    size_t bytes_max;                /* of a frame that is read */
};

/* One frame, whole. */
enum nes_wire_end nes_wire_send(int fd, struct nes_str message, const struct nes_wire_limit *limit);
/* One frame, in the arena. */
enum nes_wire_end nes_wire_receive(int fd, struct nes_arena *arena, const struct nes_wire_limit *limit,
                                   struct nes_str *message);
