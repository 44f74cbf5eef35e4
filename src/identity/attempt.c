#include "identity/attempt.h"

#define PAUSE_FIRST_US INT64_C(30'000'000)
#define PAUSE_MOST_US  INT64_C(3'600'000'000)

bool nes_attempts_open(const struct nes_attempts *attempts, int64_t now)
{
    return now >= attempts->blocked_until;
}

static int64_t pause_us(int32_t in_row)
{
    int64_t pause = PAUSE_FIRST_US;

    for (int32_t i = NES_ATTEMPTS_FREE; i < in_row && pause < PAUSE_MOST_US; i++) {
        pause *= 2;
    }
    return pause < PAUSE_MOST_US ? pause : PAUSE_MOST_US;
}

static int64_t next_midnight(int64_t now)
{
    int64_t local = now + NES_ALMATY_OFFSET_US;

    return now + NES_DAY_US - local % NES_DAY_US;
}

struct nes_attempts nes_attempts_wrong(struct nes_attempts attempts, int64_t now)
{
    struct nes_date today = nes_date_at(now);

    attempts.of_day = attempts.day.day == today.day ? attempts.of_day + 1 : 1;
    attempts.day = today;
    attempts.in_row++;
    if (attempts.of_day >= NES_ATTEMPTS_DAY) {
        attempts.blocked_until = next_midnight(now);
    } else if (attempts.in_row >= NES_ATTEMPTS_FREE) {
        attempts.blocked_until = now + pause_us(attempts.in_row);
    }
    return attempts;
}

struct nes_attempts nes_attempts_right(struct nes_attempts attempts)
{
    attempts.in_row = 0;
    attempts.of_day -= attempts.of_day > 0;
    attempts.blocked_until = 0;
    return attempts;
}
