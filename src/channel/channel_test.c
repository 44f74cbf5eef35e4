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

/* The form asks for each, too: this holds whoever calls. */
NES_TEST(a_notification_without_one_of_its_parts_is_none, .rules = "4.1, 4.2, 4.3, 4.3.a", .kind = NES_REFUSES)
{
    const struct nes_channel_notice whole = {
        .name = NES_STR("web"), .kind = NES_CHANNEL_WEB, .place = NES_STR("https://my.localhost"),
        .services = NES_STR("letters"), .procedures = NES_STR("no. 3"), .number = NES_STR("17/3"),
    };
    struct nes_channel_notice without[] = { whole, whole, whole, whole, whole, whole };
    static const char *const parts[] = { "name", "place", "services", "procedures", "number", "documents" };

    without[0].name = without[1].place = without[2].services = without[3].procedures = without[4].number = NES_STR("");
    for (size_t i = 0; i < NES_LEN(parts); i++) {
        struct nes_err err = nes_channel_notify(NULL, &(struct nes_internals){ 0 }, &without[i]);

        NES_WANT_FAULT(parts[i], err, "CHANNEL_NOTICE");
        NES_WANT_STR("which part", nes_str_of(err.at), parts[i]);
    }
}
