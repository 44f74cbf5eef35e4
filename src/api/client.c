/* src/api/client.c: records of clients, as staff sees them, and the notices that staff sends.
 * RULE D.8 RULE D.11 RULE 11.2 */
#include "client/client.h"

#include <string.h>

#include "api/doors.h"
#include "api/password.h"
#include "client/registration.h"
#include "ident/ident_faults.h"
#include "ident/phone.h"
#include "ident/taxpayer.h"
#include "identity/secret.h"
#include "notice/notice.h"

static const struct nes_choice langs[] = { { "kk", 1 }, { "ru", 2 }, { "en", 3 }, { NULL, 0 } };

struct entry {
    struct nes_str iin, name, phone;
    unsigned lang;
};
static const struct nes_field entry_fields[] = {
    NES_FIELD(struct entry, iin,   .required = true, .max = 12, .words = "Individual identification number."),
    NES_FIELD(struct entry, name,  .required = true, .max = 120, .words = "Last name, first name, patronymic."),
    NES_FIELD(struct entry, phone, .required = true, .max = 30,
              .words = "Mobile number; spaces and dashes are accepted."),
    NES_FIELD(struct entry, lang,  .required = true, .choices = langs, .words = "In which we write to the client."),
};
static const struct nes_shape entry_shape = NES_SHAPE(struct entry, entry_fields, .as = "client_entry");

struct made {
    struct nes_client_id id;
    struct nes_str login, one_time_password;
};
static const struct nes_field made_fields[] = {
    NES_FIELD(struct made, id,    .required = true, .words = "The client."),
    NES_FIELD(struct made, login, .required = true, .words = "The unique identifier to sign in (D.11)."),
    NES_FIELD(struct made, one_time_password, .required = true,
              .words = "Shown once; opens only the setting of an own one."),
};
static const struct nes_shape made_view = NES_SHAPE(struct made, made_fields, .as = "client_made");

static const struct nes_choice kinds[] = { { "individual", NES_CLIENT_INDIVIDUAL }, { "legal", NES_CLIENT_LEGAL },
                                           { NULL, 0 } };
struct shown {
    struct nes_client_id id;
    struct nes_str name, iin, phone, lang;
    unsigned kind;
};
static const struct nes_field shown_fields[] = {
    NES_FIELD(struct shown, id,    .required = true, .words = "The client."),
    NES_FIELD(struct shown, name,  .required = true, .words = "Last name, first name, patronymic; of an entity."),
    NES_FIELD(struct shown, kind,  .choices = kinds, .words = "Left out: staff made the record, of an individual."),
    NES_FIELD(struct shown, iin,   .required = true, .mask = NES_MASK_LAST4, .words = "The last digits of the IIN."),
    NES_FIELD(struct shown, phone, .required = true, .mask = NES_MASK_LAST4, .words = "The last digits of the number."),
    NES_FIELD(struct shown, lang,  .required = true, .words = "In which we write to the client."),
};
static const struct nes_shape client_view = NES_SHAPE(struct shown, shown_fields, .as = "client");

/* --- the path parameter --- */

static struct nes_err client_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                  struct nes_param_row *out)
{
    struct nes_client *client = NES_NEW(req->arena, struct nes_client);

    (void)lock; /* what stands under a client here is added, never changed */
    NES_TRY(nes_client_find(req->tx, (struct nes_client_id){ value->id }, client));
    *out = (struct nes_param_row){ .row = client, .owner = value->id, .object = value->id, .version = client->version };
    return NES_FINE;
}
const struct nes_param nes_client_param = { .name = "client", .kind = NES_PARAM_ID, .doc = "A client.",
                                            .load = client_load };

/* --- a new record --- */

struct add_work {
    struct nes_client client;
    struct nes_issued issued;
    struct nes_str login;
};

static struct nes_secret secret_of(struct nes_str text)
{
    return (struct nes_secret){ (const uint8_t *)text.ptr, text.len };
}

/* Checks the numbers and gives their one form. */
static struct nes_err check(struct nes_req *req, const struct entry *in, struct nes_str *phone)
{
    struct nes_phone *number = NES_NEW(req->arena, struct nes_phone);
    struct nes_phone_mask mask;
    struct nes_iin_facts facts;

    NES_TRY(nes_iin_check(in->iin, (struct nes_iin_rules){ 0 }, &facts));
    NES_TRY(nes_name_check(in->name));
    NES_TRY(nes_phone_mask_read(NES_STR(NES_PHONE_MASK), &mask));
    NES_TRY(nes_phone_read(in->phone, &mask, number));
    *phone = nes_str_of(number->text);
    return NES_FINE;
}

/* "c" and nine digits. */
static struct nes_str new_login(const struct nes_req *req)
{
    struct nes_rand rand = nes_rand_real();
    struct nes_buf buf = nes_buf_begin(req->arena, 16);

    nes_buf_byte(&buf, 'c');
    nes_buf_int(&buf, (int64_t)nes_rand_below(&rand, 900'000'000) + 100'000'000);
    return (struct nes_str){ buf.ptr, buf.len };
}

static struct nes_err add_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_house *house = nes_house_of(req);
    const struct entry *in = req->body;
    struct add_work *work = NES_NEW(req->arena, struct add_work);
    struct nes_keeper_why why = { NES_PURPOSE_RECORD, req->caller.id };
    struct nes_rand rand = nes_rand_real();
    struct nes_clock clock = nes_clock_real();
    struct nes_str phone;

    (void)reply;
    NES_TRY(check(req, in, &phone));
    work->client.id = (struct nes_client_id){ nes_id_new(&clock, &rand) };
    work->client.lang = nes_str_of(langs[in->lang - 1].word);
    work->login = new_login(req);
    NES_TRY(nes_password_new(req, &work->issued));
    NES_TRY(nes_data_key_new(house->keeper, req->arena, why, work->client.id.id, &work->client.key));
    req->prepared = work;
    return nes_client_seal(house->keeper, req->arena, why,
                           &(struct nes_person){ secret_of(in->iin), secret_of(in->name), secret_of(phone) },
                           &work->client);
}

static struct nes_err add_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct add_work *work = req->prepared;
    struct nes_subject subject = { .id = work->client.id.id, .kind = NES_SUBJECT_CLIENT, .login = work->login };

    NES_TRY(nes_subject_add(req->tx, &subject));
    NES_TRY(nes_password_issue(req->tx, subject.id, nes_str_of(work->issued.hash)));
    NES_TRY(nes_client_add(req->tx, &work->client));
    return nes_reply_created(reply, &made_view, &(struct made){ work->client.id, work->login, work->issued.text });
}

/* --- looking --- */

static struct nes_err show(struct nes_req *req, struct nes_reply *reply, const struct nes_client *client,
                           enum nes_purpose purpose)
{
    struct nes_keeper_why why = { purpose, req->caller.id };
    struct nes_registration registration = { 0 };
    struct nes_person person;
    struct nes_err err = nes_registration_find(req->tx, client->id.id, &registration);

    NES_TRY(err.what == &nes_fault_DB_NO_ROW ? NES_FINE : err);
    NES_TRY(nes_client_unseal(nes_house_of(req)->keeper, req->arena, why, client, &person));
    return nes_reply_ok(reply, &client_view,
                        &(struct shown){ client->id,
                                         { (const char *)person.name.ptr, person.name.len },
                                         { (const char *)person.iin.ptr, person.iin.len },
                                         { (const char *)person.phone.ptr, person.phone.len },
                                         client->lang, registration.kind });
}

static struct nes_err client_show(struct nes_req *req, struct nes_reply *reply)
{
    return show(req, reply, nes_req_row(req, "client"),
                req->caller.kind == NES_CALLER_CLIENT ? NES_PURPOSE_VIEW : NES_PURPOSE_WORK);
}

/* --- notices --- */

static const struct nes_choice notice_kinds[] = { { "letter", NES_NOTICE_LETTER }, { "call_us", NES_NOTICE_CALL_US },
                                                  { NULL, 0 } };
static const struct nes_choice notice_states[] = { { "planned", NES_NOTICE_PLANNED }, { "sent", NES_NOTICE_SENT },
                                                   { "failed", NES_NOTICE_FAILED }, { NULL, 0 } };
struct wish {
    unsigned kind;
};
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, kind, .required = true, .choices = notice_kinds, .words = "Which sentence is sent."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "notice_wish");

struct notice {
    struct nes_notice_id id;
    unsigned state;
    struct nes_str kind, text;
    int64_t made_at;
};
static const struct nes_field notice_fields[] = {
    NES_FIELD(struct notice, id,    .required = true, .words = "The notice."),
    NES_FIELD(struct notice, state, .required = true, .choices = notice_states, .words = "What became of it."),
    NES_FIELD(struct notice, kind,  .required = true, .words = "Which sentence."),
    NES_FIELD(struct notice, text,  .required = true, .max = 500, .words = "The sentence, in the language asked for."),
    NES_FIELD(struct notice, made_at, .required = true, .instant = true, .words = "When."),
};
static const struct nes_shape notice_view = NES_SHAPE(struct notice, notice_fields, .as = "notice");

struct notices {
    struct { struct notice *rows; size_t len; } notices;
};
static const struct nes_field notices_fields[] = {
    NES_LIST(struct notices, notices, .required = true, .each = &notice_view, .max = 100, .words = "Newest first."),
};
static const struct nes_shape notices_view = NES_SHAPE(struct notices, notices_fields, .as = "notices");

static struct notice notice_of(const struct nes_req *req, const struct nes_notice *notice)
{
    return (struct notice){ notice->id, notice->state, notice->kind,
                            nes_notice_say(req->arena, req->lang, notice->kind), notice->made_at };
}

static struct nes_err notice_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                  struct nes_param_row *out)
{
    struct nes_notice *notice = NES_NEW(req->arena, struct nes_notice);

    (void)lock;
    NES_TRY(nes_notice_find(req->tx, (struct nes_notice_id){ value->id }, notice));
    *out = (struct nes_param_row){ .row = notice, .owner = notice->client.id, .object = value->id };
    return NES_FINE;
}
const struct nes_param nes_notice_param = { .name = "notice", .kind = NES_PARAM_ID, .doc = "A notice.",
                                            .load = notice_load };

static void wake(void *self)
{
    if (self) {
        nes_errands_wake(self);
    }
}

static struct nes_err notice_send(struct nes_req *req, struct nes_reply *reply)
{
    const struct wish *in = req->body;
    struct nes_client_id client = { nes_req_value(req, "client")->id };
    struct nes_notice sent;
    struct notice notice;

    NES_TRY(nes_notice_send(req->tx, client, (enum nes_notice_kind)in->kind, req->caller.id, &sent.id));
    NES_TRY(nes_notice_find(req->tx, sent.id, &sent));
    nes_req_after(req, wake, nes_house_of(req)->errands);
    notice = notice_of(req, &sent);
    return nes_reply_created(reply, &notice_view, &notice);
}

static struct nes_err notice_show(struct nes_req *req, struct nes_reply *reply)
{
    struct notice notice = notice_of(req, nes_req_row(req, "notice"));

    return nes_reply_ok(reply, &notice_view, &notice);
}

static struct nes_err notices_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_notices found;
    struct notices out;

    NES_TRY(nes_notices_of(req->tx, (struct nes_client_id){ nes_req_value(req, "client")->id }, &found));
    NES_NEW_ROWS(req->arena, out.notices, found.len);
    for (size_t i = 0; i < found.len; i++) {
        out.notices.rows[i] = notice_of(req, &found.rows[i]);
    }
    return nes_reply_ok(reply, &notices_view, &out);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/clients", .listen = NES_OFFICE, .needs = NES_PERM_CLIENT_CHANGE, .takes = &entry_shape,
      .gives = &made_view, .once = true, .prepare = add_prepare /* Argon2, seals */, .run = add_run,
      .fails = NES_FAULTS(CLIENT_THERE, LOGIN_TAKEN, IIN_LENGTH, IIN_DIGITS, IIN_IS_BIN, IIN_CENTURY, IIN_DATE,
                          IIN_NEVER, IIN_CHECK, NAME_LETTERS, PHONE_FORM, PHONE_LENGTH, PHONE_COUNTRY, PHONE_MOBILE),
      .rules = "D.8, D.11, 27", .doc = "Make the record of a client." },
    { NES_GET, "/v1/clients/{client}", .listen = NES_OFFICE, .needs = NES_PERM_CLIENT_VIEW, .gives = &client_view,
      .looks = true, .prepare = client_show, .rules = "27, 11.2", .doc = "The record of a client, numbers masked." },
    { NES_GET, "/v1/me/{client}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &client_view, .looks = true,
      .prepare = client_show, .rules = "11.2", .doc = "The own record." },
    { NES_POST, "/v1/clients/{client}/notices", .listen = NES_OFFICE, .needs = NES_PERM_NOTICE_SEND,
      .takes = &wish_shape, .gives = &notice_view, .once = true, .run = notice_send, .rules = "27",
      .doc = "Send a short message to the client's telephone." },
    { NES_GET, "/v1/me/{client}/notices", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &notices_view,
      .prepare = notices_show, .rules = "25.9, 25.9.a, 25.9.b",
      .doc = "What the client was told: sign-ins, changes of password, number and accounts, and more." },
    { NES_GET, "/v1/notices/{notice}", .listen = NES_OFFICE, .needs = NES_PERM_NOTICE_SEND, .gives = &notice_view,
      .prepare = notice_show, .rules = "27", .doc = "What became of a notice." },
};
const struct nes_resource nes_client_resource = NES_RESOURCE("client", routes);
