/* src/http/reaper.h: ends connections whose time is over, whatever they send (the library's own timeout starts anew
 * with each byte). Inside of src/http only. */
#pragma once
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"

struct nes_reaper;
struct nes_conn;

/* Takes connections from now on; it ends none before it goes. `tick` is called about four times a second on its
 * thread, between go and rest: after all listeners stand, before the first is closed. */
struct nes_reaper *nes_reaper_begin(const struct nes_clock *clock, void (*tick)(void *self, int64_t now_us),
                                    void *self);
struct nes_err nes_reaper_go(struct nes_reaper *reaper);
void nes_reaper_rest(struct nes_reaper *reaper);
void nes_reaper_end(struct nes_reaper **reaper);

/* A connection came. Its first request must be whole by `until` (steady microseconds). */
struct nes_conn *nes_conn_add(struct nes_reaper *reaper, int fd, int64_t until_us);
/* 0: no deadline while we work ourselves. */
void nes_conn_until(struct nes_reaper *reaper, struct nes_conn *conn, int64_t until_us);
/* The connection is over; before its descriptor is closed. */
void nes_conn_remove(struct nes_reaper *reaper, struct nes_conn *conn);
