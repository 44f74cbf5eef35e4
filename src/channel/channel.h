/* src/channel/channel.h: channels of electronic lending. None opens before ten full working days have passed between
 * the day of the notification and the day of opening. RULE 4.0 RULE 5 */
#pragma once
#include "calc/calendar.h"
#include "channel/channel_faults.h"
#include "db/db.h"

enum nes_channel_kind { NES_CHANNEL_WEB = 1, NES_CHANNEL_MOBILE, NES_CHANNEL_TERMINAL };

struct nes_channel {
    struct nes_str name;          /* "web", "mobile", or the terminal's own */
    enum nes_channel_kind kind;
    struct nes_str place, services, notice;   /* RULE 4.1 RULE 4.2 RULE 4.3 */
    struct nes_date notified_on;
    bool open;
};

/* Pure. The first day a channel may open: the day after `days` full working days that follow the day of the notice. */
struct nes_err nes_channel_first_day(struct nes_date notified_on, int32_t days, const struct nes_calendar *calendar,
                                     struct nes_date *out);
/* Records the notification. CHANNEL_THERE. CHANNEL_NOTICE where a part of it is missing. */
struct nes_err nes_channel_notified(struct nes_tx *tx, const struct nes_channel *channel);
/* Opens it today. CHANNEL_EARLY (refused) before its first day; DB_NO_ROW without a notification. */
struct nes_err nes_channel_open(struct nes_tx *tx, struct nes_str name, int32_t days,
                                const struct nes_calendar *calendar);
/* Whether operations may run through it now. RULE 3.1 */
struct nes_err nes_channel_is_open(struct nes_tx *tx, struct nes_str name, bool *open);
