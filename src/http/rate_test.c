#include "http/rate.h"

#include <stdio.h>

#include "test/unit/test.h"

#define SECOND INT64_C(1'000'000)

NES_TEST(a_bucket_empties_and_fills)
{
    NES_AUTO(nes_rate_end) struct nes_rate *rate = nes_rate_begin(5);
    struct nes_str who = NES_STR("203.0.113.7");
    int64_t now = 1'000 * SECOND;

    for (int i = 0; i < 5 * NES_RATE_BURST_S; i++) {
        NES_WANT_INT("in the burst", nes_rate_take(rate, who, 1, now), 0);
    }
    NES_WANT_INT("empty", nes_rate_take(rate, who, 1, now), 1);
    NES_WANT_INT("ten more in two seconds", nes_rate_take(rate, who, 10, now), 3);
    NES_WANT_INT("another address is not held", nes_rate_take(rate, NES_STR("203.0.113.8"), 1, now), 0);
    NES_WANT_INT("after a second", nes_rate_take(rate, who, 5, now + SECOND), 0);
    NES_WANT_INT("and no more", nes_rate_take(rate, who, 1, now + SECOND), 1);
    NES_WANT_INT("never more than full", nes_rate_take(rate, who, 5 * NES_RATE_BURST_S, now + 3'600 * SECOND), 0);
    NES_WANT_INT("full was all", nes_rate_take(rate, who, 1, now + 3'600 * SECOND), 1);
}

NES_TEST(an_address_of_ipv6_counts_by_its_network)
{
    NES_AUTO(nes_rate_end) struct nes_rate *rate = nes_rate_begin(1);
    int64_t now = SECOND;

    NES_WANT_INT("all of it", nes_rate_take(rate, NES_STR("2001:db8:1:2::1"), NES_RATE_BURST_S, now), 0);
    NES_WANT("the neighbour shares", nes_rate_take(rate, NES_STR("2001:db8:1:2::2"), 1, now) > 0);
    NES_WANT_INT("the next network does not", nes_rate_take(rate, NES_STR("2001:db8:1:3::1"), 1, now), 0);
    NES_WANT_INT("no limit at all", nes_rate_take(NULL, NES_STR("2001:db8:1:2::2"), 1'000'000, now), 0);
}

/* However many addresses come, the one that asks without end stays held. */
NES_TEST(a_crowd_of_addresses_does_not_free_the_one_that_is_held)
{
    NES_AUTO(nes_rate_end) struct nes_rate *rate = nes_rate_begin(1);
    struct nes_str who = NES_STR("198.51.100.1");
    char other[32];

    NES_WANT_INT("all of it", nes_rate_take(rate, who, NES_RATE_BURST_S, SECOND), 0);
    for (int i = 0; i < 200'000; i++) {
        (void)snprintf(other, sizeof(other), "10.%d.%d.%d", i >> 16, i >> 8 & 255, i & 255);
        NES_WANT_INT("each has its own", nes_rate_take(rate, nes_str_of(other), 1, SECOND), 0);
    }
    NES_WANT("still held", nes_rate_take(rate, who, 1, SECOND) > 0);
}
