#include "base/clock.h"

#include "test/unit/test.h"

NES_TEST(a_deadline_is_that_far_ahead)
{
    const struct nes_clock clock = nes_clock_real();

    for (int64_t ms = 0; ms < 3'000; ms += 333) { /* some of these carry into the seconds */
        int64_t before = nes_clock_steady(&clock);
        struct timespec at = nes_clock_after_ms(ms);
        int64_t after = nes_clock_steady(&clock);
        int64_t at_us = (int64_t)at.tv_sec * 1'000'000 + at.tv_nsec / 1'000;

        NES_WANT("a time of its form", at.tv_nsec >= 0 && at.tv_nsec < 1'000'000'000);
        NES_WANT("not before", at_us >= before + ms * 1'000);
        NES_WANT("not later", at_us <= after + ms * 1'000);
    }
}
