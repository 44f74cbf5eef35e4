#include "identity/attempt.h"

#include "test/unit/test.h"

#define START INT64_C(1'767'225'600'000'000) /* 2026-01-01T00:00:00Z, 05:00 in Almaty */
#define SECOND INT64_C(1'000'000)

NES_TEST(the_sixth_attempt_in_a_row_waits, .kind = NES_REFUSES)
{
    struct nes_attempts attempts = { 0 };

    for (int i = 0; i < NES_ATTEMPTS_FREE; i++) {
        NES_WANT("open before the fifth", nes_attempts_open(&attempts, START));
        attempts = nes_attempts_wrong(attempts, START);
    }
    NES_WANT("the sixth is not compared", !nes_attempts_open(&attempts, START + 29 * SECOND));
    NES_WANT("until 30 s have passed", nes_attempts_open(&attempts, START + 30 * SECOND));
    attempts = nes_attempts_wrong(attempts, START + 30 * SECOND);
    NES_WANT("then twice as long", !nes_attempts_open(&attempts, START + 89 * SECOND));
}

NES_TEST(ten_wrong_ones_close_the_day_and_no_more_than_the_day, .kind = NES_REFUSES)
{
    struct nes_attempts attempts = { 0 };
    int64_t midnight = START + 19 * 3'600 * SECOND;

    for (int i = 0; i < NES_ATTEMPTS_DAY; i++) {
        attempts = nes_attempts_wrong(attempts, START + i * 3'600 * SECOND);
    }
    NES_WANT("closed until midnight in Almaty", !nes_attempts_open(&attempts, midnight - 1));
    NES_WANT("open the next day", nes_attempts_open(&attempts, midnight));
    attempts = nes_attempts_wrong(attempts, midnight);
    NES_WANT_INT("the day's count begins anew", attempts.of_day, 1);
    NES_WANT("but the row goes on: a pause of 30 s x 2^6", !nes_attempts_open(&attempts, midnight + 1919 * SECOND));
}

NES_TEST(a_right_one_ends_the_row_and_keeps_the_days_count)
{
    struct nes_attempts attempts = { 0 };

    for (int i = 0; i < 4; i++) {
        attempts = nes_attempts_wrong(attempts, START);
    }
    attempts = nes_attempts_wrong(attempts, START); /* counted before it is compared */
    attempts = nes_attempts_right(attempts);
    NES_WANT("open", nes_attempts_open(&attempts, START));
    NES_WANT_INT("in a row", attempts.in_row, 0);
    NES_WANT_INT("of the day", attempts.of_day, 4);
}
