/* src/channel/channel.h: channels of electronic lending. None opens, and nothing that was notified of it changes,
 * before ten full working days have passed between the day of the notification and the day of opening or change.
 * RULE 4.0 RULE 4.3.a RULE 5 */
#pragma once
#include "calc/calendar.h"
#include "channel/channel_faults.h"
#include "db/db.h"
#include "organisation/internal.h"

struct nes_channel_notice_id { struct nes_id id; };

#define NES_CHANNEL_WEB_NAME "web"   /* the channel of the public listener */

enum nes_channel_kind { NES_CHANNEL_WEB = 1, NES_CHANNEL_MOBILE, NES_CHANNEL_TERMINAL };
const char *nes_channel_kind_word(enum nes_channel_kind kind);

/* What the authorised body is told. */
struct nes_channel_notice {
    struct nes_channel_notice_id id;
    struct nes_str name;          /* "web", "mobile", or the terminal's own */
    enum nes_channel_kind kind;
    struct nes_str place, services, procedures;   /* RULE 4.1 RULE 4.2 RULE 4.3 */
    struct nes_str number;        /* of the letter */
    struct nes_date notified_on;
    struct nes_id maker;
    int64_t begun_at;             /* 0: not in force yet */
};
struct nes_channel_notices {
    struct nes_channel_notice *rows;
    size_t len;
};

/* What is in force. */
struct nes_channel {
    struct nes_str name;
    enum nes_channel_kind kind;
    struct nes_str place, services, notice;       /* notice: number of the letter */
    struct nes_date notified_on;
    bool open;
};
struct nes_channels {
    struct nes_channel *rows;
    size_t len;
};

/* Pure. The first day a channel may open or change: the day after `days` full working days that follow the day of the
 * notice. */
struct nes_err nes_channel_first_day(struct nes_date notified_on, int32_t days, const struct nes_calendar *calendar,
                                     struct nes_date *out);
/* Records a notification that is sent today, of a new channel or of a change, with the approved documents that prove
 * it. id and notified_on are set. CHANNEL_NOTICE where a part is missing, CHANNEL_KIND, and the faults of
 * nes_internals_suffice. */
struct nes_err nes_channel_notify(struct nes_tx *tx, const struct nes_internals *documents,
                                  struct nes_channel_notice *notice);
/* Opens the channel, or changes it, as the notification says. CHANNEL_EARLY (refused) before its first day;
 * CHANNEL_DONE; DB_NO_ROW. */
struct nes_err nes_channel_begin(struct nes_tx *tx, struct nes_channel_notice_id id, int32_t days,
                                 const struct nes_calendar *calendar);
/* Closes it today; it opens again only after another notification. CHANNEL_SHUT. */
struct nes_err nes_channel_close(struct nes_tx *tx, struct nes_str name);
/* A channel that was notified and opened before this installation was set up. Set-up only. */
struct nes_err nes_channel_set_up(struct nes_tx *tx, const struct nes_channel *channel);
/* Whether operations may run through it now. RULE 3.1 */
struct nes_err nes_channel_is_open(struct nes_tx *tx, struct nes_str name, bool *open);
/* All that are or were in force, by name; the notifications, newest first, 200 at most. */
struct nes_err nes_channels_all(struct nes_tx *tx, struct nes_channels *out);
struct nes_err nes_channel_notices_all(struct nes_tx *tx, struct nes_channel_notices *out);
/* DB_NO_ROW. */
struct nes_err nes_channel_notice_find(struct nes_tx *tx, struct nes_channel_notice_id id,
                                       struct nes_channel_notice *out);
/* The documents attached to one. */
struct nes_internal_ids {
    struct nes_internal_id *rows;
    size_t len;
};
struct nes_err nes_channel_documents(struct nes_tx *tx, struct nes_channel_notice_id id, struct nes_internal_ids *out);
