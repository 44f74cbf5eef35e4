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

const char *nes_channel_kind_word(enum nes_channel_kind kind)
{
    NES_ASSERT(kind >= NES_CHANNEL_WEB && kind <= NES_CHANNEL_TERMINAL);
    return kind_words[kind];
}

static enum nes_channel_kind kind_of(struct nes_str word)
{
    return (enum nes_channel_kind)nes_str_place(kind_words, NES_LEN(kind_words), word);
}

struct nes_err nes_channel_first_day(struct nes_date notified_on, int32_t days, const struct nes_calendar *calendar,
                                     struct nes_date *out)
{
    struct nes_date last;

    NES_TRY(nes_calendar_add(calendar, notified_on, days, &last));
    *out = (struct nes_date){ last.day + 1 };
    return NES_FINE;
}

/* --- notifying --- */

static const char *missing(const struct nes_internals *documents, const struct nes_channel_notice *notice)
{
    return notice->name.len == 0         ? "name"
           : notice->place.len == 0      ? "place"
           : notice->services.len == 0   ? "services"
           : notice->procedures.len == 0 ? "procedures"
           : notice->number.len == 0     ? "number"
           : documents->len == 0         ? "documents" /* RULE 4.3.a */
                                         : NULL;
}

struct nes_err nes_channel_notify(struct nes_tx *tx, const struct nes_internals *documents,
                                  struct nes_channel_notice *notice)
{
    struct nes_channel_kind_of_row known;
    const char *part = missing(documents, notice);
    int64_t added;
    bool found;

    if (part) {
        return NES_FAIL(CHANNEL_NOTICE, part);
    }
    NES_TRY(nes_internals_suffice(documents)); /* RULE 11.0 */
    NES_TRY(nes_channel_kind_of(tx, notice->name, &known, &found));
    if (found && kind_of(known.kind) != notice->kind) {
        return NES_FAIL(CHANNEL_KIND, "kind");
    }
    notice->id = (struct nes_channel_notice_id){ nes_tx_new_id(tx) };
    notice->notified_on = nes_date_at(nes_tx_now(tx));
    NES_TRY(nes_channel_notice_insert(tx, &(struct nes_channel_notice_insert_in){
                                              notice->id, notice->name, nes_str_of(nes_channel_kind_word(notice->kind)),
                                              notice->place, notice->services, notice->procedures, notice->number,
                                              notice->notified_on, notice->maker, nes_tx_now(tx) }));
    for (size_t i = 0; i < documents->len; i++) {
        NES_TRY(nes_channel_attachment_insert(tx, notice->id, documents->rows[i].id, &added));
    }
    return NES_FINE;
}

/* --- opening, changing, closing --- */

static struct nes_err may_begin(struct nes_tx *tx, struct nes_channel_notice_id id,
                                const struct nes_channel_notice_by_id_row *row)
{
    struct nes_channel_notice_later_row later;
    int64_t begun;

    NES_TRY(nes_channel_notice_later(tx, row->name, row->made_at, &later));
    if (later.n > 0) {
        return NES_FAIL(CHANNEL_DONE, "notice");
    }
    NES_TRY(nes_channel_notice_set_begun(tx, id, nes_tx_now(tx), &begun));
    return begun == 1 ? NES_FINE : NES_FAIL(CHANNEL_DONE, "notice");
}

struct nes_err nes_channel_begin(struct nes_tx *tx, struct nes_channel_notice_id id, int32_t days,
                                 const struct nes_calendar *calendar)
{
    struct nes_channel_notice_lock_row locked;
    struct nes_channel_notice_by_id_row row;
    struct nes_date first;
    int64_t added;

    NES_TRY(nes_channel_notice_lock(tx, id, &locked));
    NES_TRY(nes_channel_notice_by_id(tx, id, &row));
    NES_TRY(nes_channel_first_day(row.notified_on, days, calendar, &first));
    if (nes_date_at(nes_tx_now(tx)).day < first.day) { /* RULE 4.0 RULE 5 */
        return NES_REFUSE(CHANNEL_EARLY, "notice");
    }
    NES_TRY(may_begin(tx, id, &row));
    NES_TRY(nes_channel_insert(tx,
                               &(struct nes_channel_insert_in){ row.name, row.kind, row.place, row.services,
                                                                row.notified_on, row.number, nes_tx_now(tx) },
                               &added));
    return added == 1 ? NES_FINE
                      : nes_channel_change(tx, &(struct nes_channel_change_in){ row.name, row.place, row.services,
                                                                                row.notified_on, row.number,
                                                                                nes_tx_now(tx) });
}

struct nes_err nes_channel_close(struct nes_tx *tx, struct nes_str name)
{
    int64_t closed;

    NES_TRY(nes_channel_set_closed(tx, name, nes_tx_now(tx), &closed));
    return closed == 1 ? NES_FINE : NES_FAIL(CHANNEL_SHUT, "channel");
}

struct nes_err nes_channel_set_up(struct nes_tx *tx, const struct nes_channel *channel)
{
    int64_t added;

    return nes_channel_insert(tx,
                              &(struct nes_channel_insert_in){ channel->name,
                                                               nes_str_of(nes_channel_kind_word(channel->kind)),
                                                               channel->place, channel->services,
                                                               channel->notified_on, channel->notice, nes_tx_now(tx) },
                              &added);
}

/* --- looking --- */

struct nes_err nes_channel_notice_find(struct nes_tx *tx, struct nes_channel_notice_id id,
                                       struct nes_channel_notice *out)
{
    struct nes_channel_notice_by_id_row row;

    NES_TRY(nes_channel_notice_by_id(tx, id, &row));
    *out = (struct nes_channel_notice){ .id = id, .name = row.name, .kind = kind_of(row.kind), .place = row.place,
                                        .services = row.services, .number = row.number,
                                        .notified_on = row.notified_on, .begun_at = row.begun_at };
    return NES_FINE;
}

struct nes_err nes_channel_is_open(struct nes_tx *tx, struct nes_str name, bool *open)
{
    struct nes_channel_open_count_row row;

    NES_TRY(nes_channel_open_count(tx, name, &row));
    *open = row.n == 1;
    return NES_FINE;
}

struct nes_err nes_channels_all(struct nes_tx *tx, struct nes_channels *out)
{
    struct nes_channel_list_rows found;

    NES_TRY(nes_channel_list(tx, &found));
    *out = (struct nes_channels){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_channel, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_channel_list_row *row = &found.rows[i];

        out->rows[i] = (struct nes_channel){ row->name,   kind_of(row->kind), row->place,         row->services,
                                             row->notice, row->notified_on,   row->closed_at == 0 };
    }
    return NES_FINE;
}

struct nes_err nes_channel_notices_all(struct nes_tx *tx, struct nes_channel_notices *out)
{
    struct nes_channel_notice_list_rows found;

    NES_TRY(nes_channel_notice_list(tx, &found));
    *out = (struct nes_channel_notices){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_channel_notice, found.len + 1),
                                         found.len };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_channel_notice_list_row *row = &found.rows[i];

        out->rows[i] = (struct nes_channel_notice){ row->id,         row->name,   kind_of(row->kind), row->place,
                                                    row->services,   row->procedures, row->number,    row->notified_on,
                                                    row->maker,      row->begun_at };
    }
    return NES_FINE;
}

struct nes_err nes_channel_documents(struct nes_tx *tx, struct nes_channel_notice_id id, struct nes_internal_ids *out)
{
    struct nes_channel_attachment_list_rows found;

    NES_TRY(nes_channel_attachment_list(tx, id, &found));
    *out = (struct nes_internal_ids){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_internal_id, found.len + 1),
                                      found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = found.rows[i].internal_id;
    }
    return NES_FINE;
}
