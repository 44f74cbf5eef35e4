/* world/sign_page.c: the telephone in the hand of a person who signs: a page where somebody chooses who it is, and puts
 * in what a page of the product shows: the text of a QR code, a document in base64, or XML. A person without a key gets
 * one from the authority. */
#include <string.h>

#include "crypto/text.h"
#include "world/ca.h"
#include "world/page.h"
#include "world/world_faults.h"

#define TEXT_MAX 60'000

struct wanted {
    const struct nes_world_person *person;
    struct nes_str text;
    bool issue;
    struct nes_qr_told told;
};

static int digit_of(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (int)((at - digits) % 16) : -1;
}

/* A value of application/x-www-form-urlencoded; empty where it is not there. In the arena. */
static struct nes_str value_of(struct nes_arena *arena, struct nes_str raw, const char *name)
{
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);
    struct nes_str pair, rest = raw, key, value = { 0 };

    while (rest.len > 0) {
        (void)nes_str_cut(rest, '&', &pair, &rest);
        if (nes_str_cut(pair, '=', &key, &value) && nes_str_is(key, name)) {
            break;
        }
        value = (struct nes_str){ 0 };
    }
    for (size_t i = 0; i < value.len; i++) {
        int high = i + 2 < value.len && value.ptr[i] == '%' ? digit_of(value.ptr[i + 1]) : -1;
        int low = high >= 0 ? digit_of(value.ptr[i + 2]) : -1;

        nes_buf_byte(&buf, low >= 0 ? (char)(high * 16 + low) : value.ptr[i] == '+' ? ' ' : value.ptr[i]);
        i += low >= 0 ? 2 : 0;
    }
    return nes_str_trim((struct nes_str){ buf.ptr, buf.len });
}

static void put_form(struct nes_buf *buf, int64_t person)
{
    nes_buf_addz(buf, "<form method=\"post\" action=\"/sign\"><p><label>№ <input name=\"person\" type=\"number\" "
                      "min=\"1\" max=\"200\" required value=\"");
    nes_buf_int(buf, person);
    nes_buf_addz(buf, "\"></label> <a href=\"/people\">Адамдар · Люди</a></p><p><label>QR (mobileSign:…), base64, XML"
                      "<br><textarea name=\"text\" rows=\"8\" cols=\"60\"></textarea></label></p>"
                      "<p><button>Қол қою · Подписать</button> "
                      "<button name=\"issue\" value=\"on\">Жаңа кілт · Новый ключ</button></p></form>");
}

static struct nes_err sign_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_buf buf = nes_page_begin(req, "Қол қою · Подпись");

    put_form(&buf, 1);
    return nes_page_end(reply, &buf);
}

static struct nes_err sign_read(struct nes_req *req, struct nes_reply *reply)
{
    struct wanted *wanted = NES_NEW(req->arena, struct wanted);
    int64_t number;

    (void)reply;
    if (!nes_world_of(req)->ca) {
        return NES_FAIL(CA_OFF, NULL);
    }
    if (nes_str_int(value_of(req->arena, req->raw, "person"), &number).what ||
        !(wanted->person = nes_world_by_number(nes_world_of(req)->people, number))) {
        return NES_FAIL(WORLD_FORM, NULL);
    }
    wanted->text = value_of(req->arena, req->raw, "text");
    wanted->issue = value_of(req->arena, req->raw, "issue").len > 0;
    req->prepared = wanted;
    return !wanted->issue && nes_qr_is(wanted->text)
               ? nes_qr_follow(req, wanted->text, nes_str_of(wanted->person->iin), &wanted->told)
               : NES_FINE;
}

/* The signature as the page of the product takes it: base64 of the container, or of the signed document. */
static struct nes_err sign_text(struct nes_req *req, const struct wanted *wanted, struct nes_str *out)
{
    struct nes_ca_choice choice = { .iin = nes_str_of(wanted->person->iin), .bin = NES_STR(""), .serial = NES_STR(""),
                                    .at_us = nes_tx_now(req->tx) };
    struct nes_ca_order order = { .xml = nes_str_starts(wanted->text, NES_STR("<")), .attached = true,
                                  .document = wanted->text, .at_us = choice.at_us };
    struct nes_ca_chosen chosen;

    NES_TRY(nes_ca_choose(req->tx, &choice, &chosen));
    if (!chosen.found) {
        NES_TRY(nes_ca_issue(req, wanted->person->number));
        NES_TRY(nes_ca_choose(req->tx, &choice, &chosen));
    }
    if (!order.xml && nes_base64_read(req->arena, NES_BASE64_STD, wanted->text, &order.document).what) {
        return NES_FAIL(WORLD_FORM, NULL);
    }
    order.by = chosen.by;
    NES_TRY(nes_ca_sign(req->arena, nes_world_of(req)->ca, &order, out));
    *out = nes_base64_write(req->arena, NES_BASE64_STD, *out);
    return NES_FINE;
}

static struct nes_err sign_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct wanted *wanted = req->prepared;
    struct nes_buf buf = nes_page_begin(req, "Қол қою · Подпись");
    struct nes_str out;

    if (wanted->issue) {
        NES_TRY(nes_ca_issue(req, wanted->person->number));
        nes_buf_addz(&buf, "<p>Кілт берілді · Ключ выпущен</p>");
    } else if (nes_qr_is(wanted->text)) {
        nes_buf_addz(&buf, "<p>");
        nes_page_text(&buf, wanted->told.description);
        nes_buf_addz(&buf, wanted->told.status == 200 ? "</p><p>Жіберілді · Отправлено</p>"
                                                      : "</p><p>Қабылданбады · Не принято</p>");
    } else {
        NES_TRY(sign_text(req, wanted, &out));
        nes_buf_addz(&buf, "<p><textarea id=\"signature\" rows=\"12\" cols=\"60\" readonly>");
        nes_page_text(&buf, out);
        nes_buf_addz(&buf, "</textarea></p>");
    }
    put_form(&buf, wanted->person->number);
    return nes_page_end(reply, &buf);
}

static const struct nes_route routes[] = {
    { NES_GET, "/sign", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives_type = "text/html; charset=utf-8",
      .prepare = sign_show, .rules = "-", .doc = "Who signs, and what." },
    { NES_POST, "/sign", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true, .body_max = TEXT_MAX,
      .gives_type = "text/html; charset=utf-8", .status = 200,
      .fails = NES_FAULTS(CA_OFF, CA_NONE, CA_REQUEST, CA_DOCUMENT, CA_WISH, WORLD_FORM), .prepare = sign_read,
      .run = sign_run, .rules = "-",
      .doc = "person=12&text=…: the text of a QR code, base64 of a document, or XML; issue=on: a new key." },
};
const struct nes_resource nes_world_sign_resource = NES_RESOURCE("sign", routes);
