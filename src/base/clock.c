#include "base/clock.h"

#include <stddef.h>

#include "base/err.h"

static int64_t read_clock(clockid_t which)
{
    struct timespec now;

    NES_ASSERT(clock_gettime(which, &now) == 0);
    return (int64_t)now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
}

static int64_t wall_us(void *self)
{
    (void)self;
    return read_clock(CLOCK_REALTIME);
}

static int64_t monotonic_us(void *self)
{
    (void)self;
    return read_clock(CLOCK_MONOTONIC);
}

struct nes_clock nes_clock_real(void)
{
    return (struct nes_clock){ .now_us = wall_us, .steady_us = monotonic_us };
}

int64_t nes_clock_now(const struct nes_clock *clock)
{
    return clock->now_us(clock->self);
}

int64_t nes_clock_steady(const struct nes_clock *clock)
{
    return clock->steady_us(clock->self);
}

struct timespec nes_clock_after_ms(int64_t ms)
{
    struct timespec at;

    NES_ASSERT(clock_gettime(CLOCK_MONOTONIC, &at) == 0);
    at.tv_sec += ms / 1'000;
    at.tv_nsec += ms % 1'000 * 1'000'000;
    at.tv_sec += at.tv_nsec / 1'000'000'000;
    at.tv_nsec %= 1'000'000'000;
    return at;
}
