#include "channel/channel.h"

#include "test/unit/test.h"

static struct nes_date on(const char *text)
{
    struct nes_date date = { 0 };

    NES_WANT_OK(nes_date_read(nes_str_of(text), &date));
    return date;
}

NES_TEST(ten_full_working_days_lie_between_notice_and_opening, .rules = "4.0, 5", .kind = NES_REFUSES)
{
    struct nes_calendar_day may[] = { { on("2026-05-01"), false }, { on("2026-05-07"), false },
                                      { on("2026-05-11"), false } };
    struct nes_calendar calendar = { may, NES_LEN(may) };
    struct nes_date first = { 0 };

    /* 27-30 April, 4-6, 8, 12, 13 May are the ten */
    NES_WANT_OK(nes_channel_first_day(on("2026-04-24"), 10, &calendar, &first));
    NES_WANT_INT("the day after the tenth", first.day, on("2026-05-14").day);
    NES_WANT_OK(nes_channel_first_day(on("2026-04-25"), 10, &calendar, &first));
    NES_WANT_INT("sent on a Saturday", first.day, on("2026-05-14").day);
}
