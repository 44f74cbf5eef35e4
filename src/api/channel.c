/* src/api/channel.c: channels of electronic lending: what the authorised body was told, and since when they are open.
 * RULE 3.1 RULE 4.0 RULE 5 */
#include "channel/channel.h"

#include "api/doors.h"
#include "http/req.h"
#include "policy/policy_store.h"

static const struct nes_choice kinds[] = {
    { "web", NES_CHANNEL_WEB }, { "mobile", NES_CHANNEL_MOBILE }, { "terminal", NES_CHANNEL_TERMINAL }, { NULL, 0 },
};

struct attached {
    struct nes_internal_id id;
};
static const struct nes_field attached_fields[] = {
    NES_FIELD(struct attached, id, .required = true, .loose = true, .words = "An approved internal document."),
};
static const struct nes_shape attached_shape = NES_SHAPE(struct attached, attached_fields, .as = "attached");

struct notice {
    struct nes_channel_notice_id id;
    struct nes_str name, place, services, procedures, number;
    unsigned kind;
    struct nes_date notified_on, first_on;
    int64_t begun_at;
    struct { struct attached *rows; size_t len; } documents;
};
#define NOTICE_SAYS                                                                                                    \
    NES_FIELD(struct notice, name,     .required = true, .min = 1, .max = 60,                                          \
              .words = "\"web\", \"mobile\", or the terminal's name."),                                                \
    NES_FIELD(struct notice, kind,     .required = true, .choices = kinds, .words = "What it is."),                    \
    NES_FIELD(struct notice, place,    .required = true, .max = 300, .words = "Web site, application, place."),        \
    NES_FIELD(struct notice, services, .required = true, .max = 1'000, .words = "Services given through it."),         \
    NES_FIELD(struct notice, procedures, .required = true, .max = 1'000,                                               \
              .words = "Approved procedures of security and protection."),                                             \
    NES_FIELD(struct notice, number,   .required = true, .max = 100, .words = "Number of the letter.")
static const struct nes_field notice_fields[] = {
    NOTICE_SAYS,
    NES_LIST(struct notice, documents, .required = true, .each = &attached_shape, .max = 20,
             .words = "Documents attached."),
};
static const struct nes_shape notice_shape = NES_SHAPE(struct notice, notice_fields, .as = "channel_notice_new");
static const struct nes_field shown_fields[] = {
    NES_FIELD(struct notice, id,          .required = true, .words = "The notification."),
    NOTICE_SAYS,
    NES_FIELD(struct notice, notified_on, .required = true, .words = "Day it was sent."),
    NES_FIELD(struct notice, first_on,    .required = true, .words = "First day on which it may take effect."),
    NES_FIELD(struct notice, begun_at,    .instant = true, .words = "Since when it is in force."),
    NES_LIST(struct notice, documents,    .each = &attached_shape, .max = 20, .words = "Documents attached."),
};
static const struct nes_shape notice_view = NES_SHAPE(struct notice, shown_fields, .as = "channel_notice");

struct channel {
    struct nes_str name, place, services, notice;
    unsigned kind;
    struct nes_date notified_on;
    bool open;
};
static const struct nes_field channel_fields[] = {
    NES_FIELD(struct channel, name,        .required = true, .words = "The channel."),
    NES_FIELD(struct channel, kind,        .required = true, .choices = kinds, .words = "What it is."),
    NES_FIELD(struct channel, place,       .required = true, .words = "Web site, application, place."),
    NES_FIELD(struct channel, services,    .required = true, .max = 1'000, .words = "Services given through it."),
    NES_FIELD(struct channel, notice,      .required = true, .words = "Number of the letter in force."),
    NES_FIELD(struct channel, notified_on, .required = true, .words = "Day of the letter."),
    NES_FIELD(struct channel, open,        .words = "true: operations run through it."),
};
static const struct nes_shape channel_view = NES_SHAPE(struct channel, channel_fields, .as = "channel");

struct page {
    struct { struct channel *rows; size_t len; } channels;
    struct { struct notice *rows; size_t len; } notices;
};
static const struct nes_field page_fields[] = {
    NES_LIST(struct page, channels, .required = true, .each = &channel_view, .max = 500, .words = "By name."),
    NES_LIST(struct page, notices,  .required = true, .each = &notice_view, .max = 200, .words = "Newest first."),
};
static const struct nes_shape page_view = NES_SHAPE(struct page, page_fields, .as = "channels");

/* How long a notification must lie, by the rule of its day. */
struct term {
    struct nes_policy policy;
    struct nes_calendar calendar;
};

static struct nes_err load_term(struct nes_tx *tx, struct term *out)
{
    NES_TRY(nes_policy_load(tx, &out->policy));
    return nes_policy_calendar(tx, &out->calendar);
}

static struct nes_err days_of(const struct term *term, struct nes_date notified_on, int32_t *out)
{
    int64_t days;

    NES_TRY(nes_policy_whole(&term->policy, NES_POLICY_CHANNEL_NOTICE, notified_on, &days));
    *out = (int32_t)days;
    return NES_FINE;
}

static struct nes_err show_notice(struct nes_req *req, const struct term *term,
                                  const struct nes_channel_notice *notice, struct notice *out)
{
    struct nes_internal_ids documents;
    int32_t days;

    *out = (struct notice){ .id = notice->id, .name = notice->name, .place = notice->place,
                            .services = notice->services, .procedures = notice->procedures, .number = notice->number,
                            .kind = notice->kind, .notified_on = notice->notified_on, .begun_at = notice->begun_at };
    NES_TRY(days_of(term, notice->notified_on, &days));
    NES_TRY(nes_channel_first_day(notice->notified_on, days, &term->calendar, &out->first_on));
    NES_TRY(nes_channel_documents(req->tx, notice->id, &documents));
    NES_NEW_ROWS(req->arena, out->documents, documents.len);
    for (size_t i = 0; i < documents.len; i++) {
        out->documents.rows[i] = (struct attached){ documents.rows[i] };
    }
    return NES_FINE;
}

static struct nes_err channels_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_channel_notices notices;
    struct nes_channels channels;
    struct term term;
    struct page page;

    NES_TRY(load_term(req->tx, &term));
    NES_TRY(nes_channels_all(req->tx, &channels));
    NES_TRY(nes_channel_notices_all(req->tx, &notices));
    NES_NEW_ROWS(req->arena, page.channels, channels.len);
    for (size_t i = 0; i < channels.len; i++) {
        const struct nes_channel *row = &channels.rows[i];

        page.channels.rows[i] = (struct channel){ row->name, row->place,       row->services, row->notice,
                                                  row->kind, row->notified_on, row->open };
    }
    NES_NEW_ROWS(req->arena, page.notices, notices.len);
    for (size_t i = 0; i < notices.len; i++) {
        NES_TRY(show_notice(req, &term, &notices.rows[i], &page.notices.rows[i]));
    }
    return nes_reply_ok(reply, &page_view, &page);
}

static struct nes_err notify_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct notice *in = req->body;
    struct nes_internals documents = { NES_NEW_MANY(req->arena, struct nes_internal, in->documents.len + 1),
                                       in->documents.len };
    struct nes_channel_notice notice = { .name = in->name, .kind = (enum nes_channel_kind)in->kind,
                                         .place = in->place, .services = in->services,
                                         .procedures = in->procedures, .number = in->number,
                                         .maker = req->caller.id };
    struct notice out;
    struct term term;

    for (size_t i = 0; i < documents.len; i++) {
        NES_TRY(nes_internal_find(req->tx, in->documents.rows[i].id, &documents.rows[i]));
    }
    NES_TRY(nes_channel_notify(req->tx, &documents, &notice));
    NES_TRY(load_term(req->tx, &term));
    NES_TRY(show_notice(req, &term, &notice, &out));
    return nes_reply_created(reply, &notice_view, &out);
}

static struct nes_err notice_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                  struct nes_param_row *out)
{
    struct nes_channel_notice *notice = NES_NEW(req->arena, struct nes_channel_notice);

    (void)lock; /* locked where it takes effect */
    NES_TRY(nes_channel_notice_find(req->tx, (struct nes_channel_notice_id){ value->id }, notice));
    *out = (struct nes_param_row){ .row = notice, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_channel_notice_param = { .name = "channel_notice", .kind = NES_PARAM_ID, .shared = true,
                                                    .doc = "A notification of a channel.", .load = notice_load };

static struct nes_err begin_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_channel_notice *notice = nes_req_row(req, "channel_notice");
    struct term term;
    int32_t days;

    NES_TRY(load_term(req->tx, &term));
    NES_TRY(days_of(&term, notice->notified_on, &days));
    NES_TRY(nes_channel_begin(req->tx, notice->id, days, &term.calendar));
    return nes_reply_none(reply);
}

struct which {
    struct nes_str name;
};
static const struct nes_field which_fields[] = {
    NES_FIELD(struct which, name, .required = true, .max = 60, .words = "The channel."),
};
static const struct nes_shape which_shape = NES_SHAPE(struct which, which_fields, .as = "channel_which");

static struct nes_err close_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct which *which = req->body;

    NES_TRY(nes_channel_close(req->tx, which->name));
    return nes_reply_none(reply);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/channels", .listen = NES_OFFICE, .needs = NES_PERM_STAFF, .gives = &page_view,
      .prepare = channels_show, .rules = "3.1, 4.1, 4.2", .doc = "Channels, and what was notified of them." },
    { NES_POST, "/v1/channel-notices", .listen = NES_OFFICE, .needs = NES_PERM_CHANNEL_CHANGE, .takes = &notice_shape,
      .gives = &notice_view,
      .fails = NES_FAULTS(CHANNEL_NOTICE, CHANNEL_KIND, INTERNAL_OPEN, INTERNAL_POINTS, DB_NO_ROW, POLICY_MISSING),
      .once = true, .run = notify_run, .rules = "4.0, 4.1, 4.2, 4.3, 4.3.a, 5, 11.0",
      .doc = "Record a notification that is sent today: of a new channel, or of a change." },
    { NES_POST, "/v1/channel-notices/{channel_notice}/beginning", .listen = NES_OFFICE,
      .needs = NES_PERM_CHANNEL_CHANGE, .fails = NES_FAULTS(CHANNEL_EARLY, CHANNEL_DONE, POLICY_MISSING), .once = true,
      .status = 204, .run = begin_run, .rules = "4.0, 5",
      .doc = "Open the channel, or change it, as a notification says." },
    { NES_POST, "/v1/channels/closing", .listen = NES_OFFICE, .needs = NES_PERM_CHANNEL_CHANGE, .takes = &which_shape,
      .fails = NES_FAULTS(CHANNEL_SHUT), .once = true, .status = 204, .run = close_run, .rules = "3.1",
      .doc = "Close a channel: no operation runs through it." },
};
const struct nes_resource nes_channel_resource = NES_RESOURCE("channel", routes);
