#include "channel/channel.h"

#include "test/fault/rig.h"

#define NOTICE_DAYS 10

static struct nes_date on(const char *text)
{
    struct nes_date date = { 0 };

    NES_WANT_OK(nes_date_read(nes_str_of(text), &date));
    return date;
}

static struct nes_err notify(struct nes_tx *tx, void *self)
{
    return nes_channel_notified(tx, self);
}

static struct nes_err open_web(struct nes_tx *tx, void *self)
{
    return nes_channel_open(tx, NES_STR("web"), NOTICE_DAYS, self);
}

static struct nes_err is_open(struct nes_tx *tx, void *self)
{
    return nes_channel_is_open(tx, NES_STR("web"), self);
}

NES_TEST_BOTH(a_channel_opens_only_after_ten_full_working_days, .rules = "4.0, 4.1, 4.2, 4.3", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct nes_calendar_day may[] = { { on("2026-05-01"), false }, { on("2026-05-07"), false },
                                      { on("2026-05-11"), false } };
    struct nes_calendar calendar = { may, NES_LEN(may) };
    struct nes_channel web = { .name = NES_STR("web"), .kind = NES_CHANNEL_WEB, .services = NES_STR("all of item 7"),
                               .notice = NES_STR("17/3, procedures of 12.04.2026"), .notified_on = on("2026-04-24") };
    bool open = true;

    NES_WANT_FAULT("without its address", nes_rig_run(rig, notify, &web), "CHANNEL_NOTICE");
    web.place = NES_STR("https://my.localhost");
    NES_WANT_OK(nes_rig_run(rig, notify, &web));
    NES_WANT_FAULT("notified once", nes_rig_run(rig, notify, &web), "CHANNEL_THERE");
    /* 27-30 April, 4-6, 8, 12, 13 May are the ten; 13 May is the last of them. 00:00 in Almaty is 19:00 UTC before. */
    nes_rig_time(rig)->now_us = INT64_C(1'778'698'799'999'999);
    NES_WANT_FAULT("the last moment of 13 May", nes_rig_run(rig, open_web, &calendar), "CHANNEL_EARLY");
    NES_WANT_OK(nes_rig_read(rig, is_open, &open));
    NES_WANT("still closed", !open);
    nes_rig_time(rig)->now_us++;
    NES_WANT_OK(nes_rig_run(rig, open_web, &calendar));
    NES_WANT_OK(nes_rig_read(rig, is_open, &open));
    NES_WANT("open", open);
}
