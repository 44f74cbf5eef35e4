/* src/api/calendar.c: working days, for everyone: due days move by them. RULE 8.3 */
#include "calc/calendar.h"

#include "api/doors.h"
#include "http/req.h"
#include "policy/policy_store.h"

struct day {
    struct nes_date date;
    bool works;
};
static const struct nes_field day_fields[] = {
    NES_FIELD(struct day, date,  .required = true, .words = "A day that is not as its weekday says."),
    NES_FIELD(struct day, works, .words = "false: a holiday or a day off; true: a weekend day that is worked."),
};
static const struct nes_shape day_view = NES_SHAPE(struct day, day_fields, .as = "calendar_day");

struct calendar {
    struct nes_date today;
    struct { struct day *rows; size_t len; } days;
};
static const struct nes_field calendar_fields[] = {
    NES_FIELD(struct calendar, today, .required = true, .words = "The day in Almaty."),
    NES_LIST(struct calendar, days, .required = true, .each = &day_view, .max = 5'000,
             .words = "By date; all other days are those of the five-day week."),
};
static const struct nes_shape calendar_view = NES_SHAPE(struct calendar, calendar_fields, .as = "calendar");

static struct nes_err calendar_show(struct nes_req *req, struct nes_reply *reply)
{
    struct calendar out = { .today = req->today };
    struct nes_calendar calendar;

    NES_TRY(nes_policy_calendar(req->tx, &calendar));
    NES_NEW_ROWS(req->arena, out.days, calendar.count);
    for (size_t i = 0; i < calendar.count; i++) {
        out.days.rows[i] = (struct day){ calendar.days[i].date, calendar.days[i].works };
    }
    return nes_reply_ok(reply, &calendar_view, &out);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/calendar", .listen = NES_PUBLIC | NES_OFFICE | NES_TERMINAL, .needs = NES_PERM_ANYONE,
      .gives = &calendar_view, .prepare = calendar_show, .rules = "8.3",
      .doc = "Holidays and moved working days: with them a schedule is counted as we count it." },
};
const struct nes_resource nes_calendar_resource = NES_RESOURCE("calendar", routes);
