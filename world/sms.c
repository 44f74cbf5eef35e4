/* world/sms.c: the SMS gateway (docs/wire/sms.md) and the telephones that it reaches. */
#include <poll.h>
#include <string.h>

#include "crypto/text.h"
#include "json/json.h"
#include "world/page.h"
#include "world/world_faults.h"
#include "world/world_sql.h"

#define X NES_FAULT_DEFINE
#include "world/world_faults.def"
#undef X

struct message {
    struct nes_id id;
    struct nes_str to, text;
};
static const struct nes_field message_fields[] = {
    NES_FIELD(struct message, id,   .required = true, .loose = true),
    NES_FIELD(struct message, to,   .required = true, .min = 12, .max = 12),
    NES_FIELD(struct message, text, .required = true, .max = 670, .lines = true),
};
static const struct nes_shape message_shape = NES_SHAPE(struct message, message_fields);

struct taken {
    struct nes_str ref;
};
static const struct nes_field taken_fields[] = { NES_FIELD(struct taken, ref) };
static const struct nes_shape taken_view = NES_SHAPE(struct taken, taken_fields, .as = "sms_taken");

static bool signed_well(const struct nes_req *req)
{
    const struct nes_world *world = nes_world_of(req);
    struct nes_hash mac = nes_hmac(world->crypto, world->sms_key, req->raw);
    struct nes_str hex = nes_str_hex(req->arena, mac.b, sizeof(mac.b));
    struct nes_str given = nes_req_header(req, "X-Signature");

    return given.len == hex.len && nes_crypto_same(given.ptr, hex.ptr, hex.len);
}

static struct nes_err sms_read(struct nes_req *req, struct nes_reply *reply)
{
    struct message *message = NES_NEW(req->arena, struct message);
    struct nes_field_faults faults = { 0 };

    (void)reply;
    if (!signed_well(req)) {
        return NES_FAIL(WORLD_SIGNATURE, NULL);
    }
    if (nes_shape_read(&message_shape, req->arena, req->raw, message, &faults).what ||
        !nes_str_starts(message->to, NES_STR("+7"))) {
        return NES_FAIL(WORLD_NUMBER, NULL);
    }
    req->prepared = message;
    return NES_FINE;
}

static struct nes_err keep(struct nes_req *req, const struct message *message)
{
    struct nes_world_sms_by_id_row row;
    bool found;
    int64_t kept;

    NES_TRY(nes_world_sms_insert(req->tx, message->id, message->to, message->text, nes_tx_now(req->tx), &kept));
    NES_TRY(nes_world_sms_by_id(req->tx, message->id, &row, &found));
    if (!nes_str_eq(row.recipient, message->to) || !nes_str_eq(row.text, message->text)) {
        return NES_FAIL(WORLD_OTHER, NULL);
    }
    return NES_FINE;
}

/* A delay holds the transaction of this one writer: the world has time. */
static struct nes_err sms_take(struct nes_req *req, struct nes_reply *reply)
{
    const struct message *message = req->prepared;
    enum nes_behave behave;

    NES_TRY(nes_behave_next(req->tx, "sms", &behave));
    if (behave == NES_BEHAVE_LATER) {
        return NES_REFUSE(WORLD_LATER, NULL);
    }
    if (behave == NES_BEHAVE_LIE) {
        return nes_reply_ok(reply, &taken_view, &(struct taken){ 0 });
    }
    NES_TRY(keep(req, message));
    if (behave == NES_BEHAVE_SLOW || behave == NES_BEHAVE_SILENT) {
        (void)poll(NULL, 0, behave == NES_BEHAVE_SLOW ? 4'000 : 20'000);
    }
    if (behave == NES_BEHAVE_BROKEN || behave == NES_BEHAVE_SILENT) {
        return NES_REFUSE(WORLD_BROKEN, NULL);
    }
    return nes_reply_ok(reply, &taken_view, &(struct taken){ nes_id_str(req->arena, message->id) });
}

static const struct nes_route sms_routes[] = {
    { NES_POST, "/sms", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true, .gives = &taken_view,
      .fails = NES_FAULTS(WORLD_SIGNATURE, WORLD_OTHER, WORLD_NUMBER, WORLD_LATER, WORLD_BROKEN), .prepare = sms_read,
      .run = sms_take, .rules = "-", .doc = "Take a message for a telephone." },
};
const struct nes_resource nes_world_sms_resource = NES_RESOURCE("sms", sms_routes);

/* --- the telephones --- */

static struct nes_err phones_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_buf buf = nes_page_begin(req, "Телефондар · Телефоны");
    struct nes_world_sms_numbers_rows rows;

    NES_TRY(nes_world_sms_numbers(req->tx, &rows));
    nes_buf_addz(&buf, "<ul>");
    for (size_t i = 0; i < rows.len; i++) {
        nes_buf_addz(&buf, "<li><a href=\"/phone/");
        nes_page_text(&buf, nes_str_from(rows.rows[i].recipient, 1));
        nes_buf_addz(&buf, "\">");
        nes_page_text(&buf, rows.rows[i].recipient);
        nes_buf_addz(&buf, "</a> (");
        nes_buf_int(&buf, rows.rows[i].n);
        nes_buf_addz(&buf, ")</li>");
    }
    if (rows.len == 0) {
        nes_buf_addz(&buf, "<li>Әзірге хабарлама жоқ · Сообщений пока нет</li>");
    }
    nes_buf_addz(&buf, "</ul>");
    return nes_page_end(reply, &buf);
}

static void put_two(struct nes_buf *buf, int64_t number)
{
    nes_buf_byte(buf, (char)('0' + number / 10 % 10));
    nes_buf_byte(buf, (char)('0' + number % 10));
}

/* "05.01.2026, 14:07", in Almaty. */
static void put_when(struct nes_buf *buf, int64_t at)
{
    struct nes_civil civil = nes_date_civil(nes_date_at(at));
    int64_t minute = (at + NES_ALMATY_OFFSET_US) % NES_DAY_US / 60'000'000;

    put_two(buf, civil.day);
    nes_buf_byte(buf, '.');
    put_two(buf, civil.month);
    nes_buf_byte(buf, '.');
    nes_buf_int(buf, civil.year);
    nes_buf_addz(buf, ", ");
    put_two(buf, minute / 60);
    nes_buf_byte(buf, ':');
    put_two(buf, minute % 60);
}

static struct nes_err phone_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_buf buf = nes_page_begin(req, "Хабарламалар · Сообщения"), number = nes_buf_begin(req->arena, 64);
    struct nes_world_sms_to_rows rows;

    nes_buf_byte(&number, '+');
    nes_buf_add(&number, nes_req_value(req, "number")->text);
    nes_buf_addz(&buf, "<ul>");
    NES_TRY(nes_world_sms_to(req->tx, (struct nes_str){ number.ptr, number.len }, &rows));
    for (size_t i = 0; i < rows.len; i++) {
        nes_buf_addz(&buf, "<li><time>");
        put_when(&buf, rows.rows[i].at);
        nes_buf_addz(&buf, "</time>");
        nes_page_text(&buf, rows.rows[i].text);
        nes_buf_addz(&buf, "</li>");
    }
    nes_buf_addz(&buf, "</ul><p><a href=\"/sign\">Қол қою · Подписать</a></p>");
    return nes_page_end(reply, &buf);
}

static const struct nes_route phone_routes[] = {
    { NES_GET, "/phone", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives_type = "text/html; charset=utf-8",
      .prepare = phones_show, .rules = "-", .doc = "All telephones that got a message." },
    { NES_GET, "/phone/{number}", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE,
      .gives_type = "text/html; charset=utf-8", .prepare = phone_show,
      .rules = "-", .doc = "The messages of one telephone." },
};
const struct nes_resource nes_world_phone_resource = NES_RESOURCE("phone", phone_routes);
const struct nes_param nes_world_number_param = { .name = "number", .kind = NES_PARAM_TEXT, .open = true,
                                                  .doc = "A number without its plus." };
