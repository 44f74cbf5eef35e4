/* src/base/clock.h: the only place that reads time. It is passed in; no option, variable or build moves it. */
#pragma once
#include <stdint.h>
#include <time.h>

/* Instants are microseconds since 1970-01-01T00:00:00Z. */
struct nes_clock {
    int64_t (*now_us)(void *self);        /* wall clock, may jump */
    int64_t (*steady_us)(void *self);     /* never goes back; for deadlines and measures */
    void *self;
};

/* The machine's clock. */
struct nes_clock nes_clock_real(void);
int64_t nes_clock_now(const struct nes_clock *clock);
int64_t nes_clock_steady(const struct nes_clock *clock);
/* The machine's steady clock in `ms` (>= 0) from now: the deadline of a wait for a condition variable of that clock.
 * Such waits are the machine's own: they take no struct nes_clock. */
struct timespec nes_clock_after_ms(int64_t ms);

/* Days of Almaty: UTC+5 for the whole country since 2024-03-01; stored days are computed with this one offset. */
#define NES_ALMATY_OFFSET_US (5 * 3'600 * INT64_C(1'000'000))
#define NES_DAY_US           (86'400 * INT64_C(1'000'000))
