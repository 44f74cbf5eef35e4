#include "channel/channel.h"

#include "channel/channel_sql.h"

#define X NES_FAULT_DEFINE
#include "channel/channel_faults.def"
#undef X

static const char *const kind_words[] = {
    [NES_CHANNEL_WEB] = "web",
    [NES_CHANNEL_MOBILE] = "mobile",
    [NES_CHANNEL_TERMINAL] = "terminal",
};

struct nes_err nes_channel_first_day(struct nes_date notified_on, int32_t days, const struct nes_calendar *calendar,
                                     struct nes_date *out)
{
    struct nes_date last;

    NES_TRY(nes_calendar_add(calendar, notified_on, days, &last));
    *out = (struct nes_date){ last.day + 1 };
    return NES_FINE;
}

struct nes_err nes_channel_notified(struct nes_tx *tx, const struct nes_channel *channel)
{
    int64_t added;

    if (channel->place.len == 0 || channel->services.len == 0 || channel->notice.len == 0) {
        return NES_FAIL(CHANNEL_NOTICE, channel->place.len == 0      ? "place"
                                        : channel->services.len == 0 ? "services"
                                                                     : "notice");
    }
    NES_TRY(nes_channel_insert(tx,
                               &(struct nes_channel_insert_in){ channel->name, nes_str_of(kind_words[channel->kind]),
                                                                channel->place, channel->services,
                                                                channel->notified_on, channel->notice },
                               &added));
    return added == 1 ? NES_FINE : NES_FAIL(CHANNEL_THERE, "name");
}

struct nes_err nes_channel_open(struct nes_tx *tx, struct nes_str name, int32_t days,
                                const struct nes_calendar *calendar)
{
    struct nes_channel_notified_on_row row;
    struct nes_date first;
    int64_t opened;

    NES_TRY(nes_channel_notified_on(tx, name, &row));
    NES_TRY(nes_channel_first_day(row.notified_on, days, calendar, &first));
    if (nes_date_at(nes_tx_now(tx)).day < first.day) { /* RULE 4.0 */
        return NES_REFUSE(CHANNEL_EARLY, "name");
    }
    return nes_channel_set_open(tx, name, nes_tx_now(tx), &opened);
}

struct nes_err nes_channel_is_open(struct nes_tx *tx, struct nes_str name, bool *open)
{
    struct nes_channel_open_count_row row;

    NES_TRY(nes_channel_open_count(tx, name, &row));
    *open = row.n == 1;
    return NES_FINE;
}
