/* src/api/registration.c: registration, step by step, from the consents to the open account. What is stated (names,
 * IIN, document, pictures) is in registration_facts.c. RULE 6.1.d RULE 6.2.f RULE 6.4 RULE D.8 RULE D.9 RULE D.11 */
#include "api/registration.h"

#include "api/caller.h"
#include "api/confirmation.h"
#include "api/doors.h"
#include "api/forms.h"
#include "api/password.h"
#include "api/session.h"
#include "client/consent.h"
#include "ident/phone.h"
#include "identity/often.h"
#include "vault/vault_faults.h"

static const struct nes_choice kinds[] = { { "individual", NES_CLIENT_INDIVIDUAL }, { "legal", NES_CLIENT_LEGAL },
                                           { NULL, 0 } };
static const struct nes_choice langs[] = { { "kk", 1 }, { "ru", 2 }, { "en", 3 }, { NULL, 0 } };
static const struct nes_choice missings[] = {
    { "facts", NES_MISSING_FACTS },   { "order", NES_MISSING_ORDER },       { "photo", NES_MISSING_PHOTO },
    { "number", NES_MISSING_NUMBER }, { "password", NES_MISSING_PASSWORD }, { "methods", NES_MISSING_METHODS },
    { NULL, 0 },
};
static const struct nes_choice owners[] = {
    { "asked", NES_OWNER_ASKED }, { "own", NES_OWNER_OWN },         { "other", NES_OWNER_OTHER },
    { "unknown", NES_OWNER_UNKNOWN }, { NULL, 0 },
};

/* --- how it stands --- */

struct shown {
    struct nes_id id;
    struct nes_str login, number;
    unsigned kind, missing, number_owner;
    int64_t ended_at;
};
static const struct nes_field shown_fields[] = {
    NES_FIELD(struct shown, id,      .required = true, .words = "Who registers; becomes the id of the client."),
    NES_FIELD(struct shown, login,   .required = true, .words = "The unique identifier to sign in (D.11)."),
    NES_FIELD(struct shown, kind,    .required = true, .choices = kinds, .words = "Who borrows."),
    NES_FIELD(struct shown, missing, .choices = missings, .words = "The next step; left out when the account is open."),
    NES_FIELD(struct shown, number,  .words = "Last digits of the number that was named."),
    NES_FIELD(struct shown, number_owner, .choices = owners, .words = "Whose it is, as the registry says."),
    NES_FIELD(struct shown, ended_at, .instant = true, .words = "When the account was opened."),
};
const struct nes_shape nes_registration_view = NES_SHAPE(struct shown, shown_fields, .as = "registration");

struct nes_err nes_registration_mine(const struct nes_req *req, struct nes_registration *out)
{
    struct nes_err err = nes_registration_find(req->tx, req->caller.id, out);

    return err.what == &nes_fault_DB_NO_ROW ? NES_FAIL(SIGN_IN, NULL) : err;
}

static struct nes_err look(const struct nes_req *req, const struct nes_registration *registration,
                           struct nes_number *number, enum nes_missing *missing)
{
    bool named = !nes_id_none(registration->number.id), has_password;
    struct nes_str login;
    struct nes_password password;

    NES_TRY(named ? nes_number_find(req->tx, registration->number, number) : NES_FINE);
    NES_TRY(nes_subject_login_of(req->tx, registration->subject, &login));
    NES_TRY(nes_password_find(req->tx, NES_SUBJECT_CLIENT, login, &password, &has_password));
    *missing = nes_registration_missing(registration, named ? number : NULL, has_password);
    return NES_FINE;
}

struct nes_err nes_registration_lacks(const struct nes_req *req, const struct nes_registration *registration,
                                      enum nes_missing *out)
{
    struct nes_number number;

    return look(req, registration, &number, out);
}

struct nes_err nes_registration_show(struct nes_req *req, struct nes_reply *reply,
                                     const struct nes_registration *registration)
{
    struct shown *shown = NES_NEW(req->arena, struct shown);
    struct nes_number number = { 0 };
    enum nes_missing missing;

    NES_TRY(look(req, registration, &number, &missing));
    NES_TRY(nes_subject_login_of(req->tx, registration->subject, &shown->login));
    shown->id = registration->subject;
    shown->kind = registration->kind;
    shown->missing = missing;
    shown->number = number.tail;
    shown->number_owner = number.owner;
    shown->ended_at = registration->ended_at;
    return nes_reply_ok(reply, &nes_registration_view, shown);
}

static struct nes_err registration_see(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_registration registration;

    NES_TRY(nes_registration_mine(req, &registration));
    return nes_registration_show(req, reply, &registration);
}

/* --- the beginning: consents, identifier --- */

struct agreed {
    struct nes_str kind, hash;
};
static const struct nes_field agreed_fields[] = {
    NES_FIELD(struct agreed, kind, .required = true, .max = 40, .words = "What is agreed to."),
    NES_FIELD(struct agreed, hash, .required = true, .min = 64, .max = 64, .words = "SHA-256 of the text as shown."),
};
static const struct nes_shape agreed_shape = NES_SHAPE(struct agreed, agreed_fields, .as = "consent_given");

struct begin {
    unsigned kind, lang;
    struct { struct agreed *rows; size_t len; } consents;
};
static const struct nes_field begin_fields[] = {
    NES_FIELD(struct begin, kind, .required = true, .choices = kinds, .words = "Who borrows."),
    NES_FIELD(struct begin, lang, .required = true, .choices = langs, .words = "In which we write; of the texts."),
    NES_LIST(struct begin, consents, .required = true, .each = &agreed_shape, .max = 20, .words = "All of them."),
};
static const struct nes_shape begin_shape = NES_SHAPE(struct begin, begin_fields, .as = "registration_begin");

struct begin_work {
    struct nes_registration registration;
    struct nes_str login;
    struct nes_hash place;             /* where it comes from, to be counted */
    char token[NES_TOKEN_TEXT + 1];
};

static struct nes_err name_place(const struct nes_req *req, struct nes_hash *out)
{
    uint8_t place[NES_OFTEN_PLACE];

    if (nes_house_of(req)->registrations_hour == 0) {
        return NES_FINE;
    }
    nes_often_place(req->address, place);
    return nes_attempt_name_of(req, "registrations", (struct nes_str){ (const char *)place, sizeof(place) }, out);
}

/* Before anything is written: who registers by the hundred leaves no record and gets no identifier. */
static struct nes_err count_place(struct nes_req *req, const struct nes_hash *place)
{
    int64_t most = nes_house_of(req)->registrations_hour, wait_s;
    struct nes_err err;

    if (most == 0) {
        return NES_FINE;
    }
    err = nes_often_count(req->tx, place, most, &wait_s);
    nes_req_retry(req, wait_s);
    return err;
}

static struct nes_err begin_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_house *house = nes_house_of(req);
    const struct begin *in = req->body;
    struct begin_work *work = NES_NEW(req->arena, struct begin_work);
    struct nes_rand rand = nes_rand_real();
    struct nes_clock clock = nes_clock_real();
    struct nes_buf login = nes_buf_begin(req->arena, 16);
    struct nes_id id = nes_id_new(&clock, &rand);

    (void)reply;
    nes_buf_byte(&login, 'c');
    nes_buf_int(&login, (int64_t)nes_rand_below(&rand, 900'000'000) + 100'000'000);
    work->login = (struct nes_str){ login.ptr, login.len };
    work->registration = (struct nes_registration){ .subject = id, .kind = (enum nes_client_kind)in->kind,
                                                    .lang = nes_str_of(langs[in->lang - 1].word) };
    nes_token_new(house->crypto, work->token);
    req->prepared = work;
    NES_TRY(name_place(req, &work->place));
    return nes_data_key_new(house->keeper, req->arena, (struct nes_keeper_why){ NES_PURPOSE_RECORD, id }, id,
                            &work->registration.key);
}

/* All that are needed, each as it was shown. */
static struct nes_err give_consents(struct nes_req *req, const struct begin *in, const struct nes_registration *of)
{
    struct nes_consent_texts texts;
    bool there;

    for (size_t i = 0; i < in->consents.len; i++) {
        struct nes_consent consent = { .subject = of->subject, .kind = in->consents.rows[i].kind, .lang = of->lang };

        NES_TRY(nes_consent_hash_read(in->consents.rows[i].hash, &consent.hash));
        NES_TRY(nes_consent_give(req->tx, nes_house_of(req)->crypto, &consent));
    }
    NES_TRY(nes_consent_texts(req->tx, NES_LANG_KK, &texts));
    for (size_t i = 0; i < texts.len; i++) {
        NES_TRY(nes_consent_in_force(req->tx, of->subject, nes_str_z(req->arena, texts.rows[i].kind), &there));
        if (!there) {
            return NES_FAIL(CONSENT_MISSING, "consents");
        }
    }
    return NES_FINE;
}

static struct nes_err begin_run(struct nes_req *req, struct nes_reply *reply)
{
    struct begin_work *work = req->prepared;
    struct nes_registration registration = work->registration;
    struct nes_session session = { .subject = registration.subject, .kind = NES_SUBJECT_CLIENT,
                                   .stage = NES_STAGE_FULL, .address = req->address };

    NES_TRY(count_place(req, &work->place));
    NES_TRY(nes_registration_begin(req->tx, &registration, work->login));
    NES_TRY(give_consents(req, req->body, &registration));
    NES_TRY(nes_session_open(req->tx, nes_house_of(req)->crypto, work->token, &session));
    nes_reply_cookie(reply, NES_SESSION_COOKIE, nes_str_copy(req->arena, nes_str_of(work->token)),
                     nes_session_whole_us(session.kind) / 1'000'000);
    return nes_registration_show(req, reply, &registration);
}

/* --- the number --- */

struct phone {
    struct nes_str phone;
};
static const struct nes_field phone_fields[] = {
    NES_FIELD(struct phone, phone, .required = true, .max = 30, .form = &nes_form_phone,
              .words = "Mobile number; spaces and dashes are accepted."),
};
static const struct nes_shape phone_shape = NES_SHAPE(struct phone, phone_fields, .as = "registration_phone");

/* Whose a number is, is asked as seldom as a secret is guessed, by IIN and by number. */
struct phone_work {
    struct nes_registration registration;
    struct nes_number number;
    struct nes_hash of_iin, of_phone;
};

static struct nes_err phone_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct phone *in = req->body;
    struct phone_work *work = NES_NEW(req->arena, struct phone_work);
    struct nes_phone *number = NES_NEW(req->arena, struct nes_phone);
    struct nes_phone_mask mask;

    (void)reply;
    NES_TRY(nes_registration_mine(req, &work->registration));
    if (work->registration.facts.len == 0) { /* the registry is asked whether the number is of this IIN */
        return NES_FAIL(REGISTRATION_STEP, "phone");
    }
    NES_TRY(nes_phone_mask_read(NES_STR(NES_PHONE_MASK), &mask));
    NES_TRY(nes_phone_read(in->phone, &mask, number));
    work->number.subject = req->caller.id;
    work->number.key = work->registration.key;
    req->prepared = work;
    NES_TRY(nes_number_seal(nes_house_of(req)->keeper, req->arena,
                            (struct nes_keeper_why){ NES_PURPOSE_RECORD, req->caller.id }, nes_str_of(number->text),
                            &work->number));
    NES_TRY(nes_attempt_name_of(req, "owner", work->registration.iin_index, &work->of_iin));
    return nes_attempt_name_of(req, "owner", work->number.phone_index, &work->of_phone);
}

static struct nes_err phone_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct phone_work *work = req->prepared;
    struct nes_registration registration = work->registration;
    struct nes_number number = work->number;

    NES_TRY(nes_attempt_count(req->tx, &work->of_iin));
    NES_TRY(nes_attempt_count(req->tx, &work->of_phone));
    NES_TRY(nes_number_add(req->tx, &number));
    registration.number = number.id;
    NES_TRY(nes_registration_save(req->tx, &registration));
    nes_house_wake(req);
    return nes_registration_show(req, reply, &registration);
}

/* --- the own password --- */

struct password {
    struct nes_secret password;
};
static const struct nes_field password_fields[] = {
    NES_FIELD(struct password, password, .required = true, .max = 256, .words = "The own one: at least 8 characters."),
};
static const struct nes_shape password_shape = NES_SHAPE(struct password, password_fields,
                                                         .as = "registration_password");

struct password_work {
    char hash[NES_PASSWORD_TEXT];
};

static struct nes_err password_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct password *in = req->body;
    struct password_work *work = NES_NEW(req->arena, struct password_work);
    struct nes_str login;

    (void)reply;
    NES_TRY(nes_subject_login_of(req->tx, req->caller.id, &login));
    NES_TRY(nes_password_rules((struct nes_str){ (const char *)in->password.ptr, in->password.len }, login));
    req->prepared = work;
    return nes_password_make(req, in->password, work->hash);
}

static struct nes_err password_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct password_work *work = req->prepared;
    struct nes_registration registration;

    NES_TRY(nes_registration_mine(req, &registration));
    NES_TRY(nes_password_own(req->tx, req->caller.id, nes_str_of(work->hash)));
    return nes_registration_show(req, reply, &registration);
}

/* --- the two methods, and the end --- */

static struct nes_err confirm_begin(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_registration registration;
    enum nes_missing missing;
    struct nes_confirmation confirmation = { .op = NES_OP_REGISTER, .subject = req->caller.id, .object = req->caller.id,
                                             .sentence = NES_STR("confirm.register") };

    NES_TRY(nes_registration_mine(req, &registration));
    NES_TRY(nes_registration_lacks(req, &registration, &missing));
    if (missing != NES_MISSING_METHODS) {
        return NES_FAIL(REGISTRATION_STEP, "registration");
    }
    confirmation.individual = registration.kind == NES_CLIENT_INDIVIDUAL;
    confirmation.what = nes_registration_what(nes_house_of(req)->crypto, &registration);
    NES_TRY(nes_confirmation_begin(req->tx, &confirmation));
    return nes_confirmation_show(req, reply, &confirmation, true);
}

struct end {
    struct nes_confirmation_id confirmation;
};
static const struct nes_field end_fields[] = {
    NES_FIELD(struct end, confirmation, .required = true, .refers = "confirmation", .words = "Of the registration."),
};
static const struct nes_shape end_shape = NES_SHAPE(struct end, end_fields, .as = "registration_end");

struct end_work {
    struct nes_registration registration;
    struct nes_client client;
    char token[NES_TOKEN_TEXT + 1];
};

static struct nes_secret secret_of(struct nes_str text)
{
    return (struct nes_secret){ (const uint8_t *)text.ptr, text.len };
}

/* The record of the client is sealed from what was stated: IIN or BIN, name, number. */
static struct nes_err end_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_house *house = nes_house_of(req);
    struct end_work *work = NES_NEW(req->arena, struct end_work);
    struct nes_keeper_why view = { NES_PURPOSE_VIEW, req->caller.id }, record = { NES_PURPOSE_RECORD, req->caller.id };
    struct nes_number number;
    struct nes_facts facts;
    struct nes_person person;

    (void)reply;
    NES_TRY(nes_registration_mine(req, &work->registration));
    if (work->registration.facts.len == 0 || nes_id_none(work->registration.number.id)) {
        return NES_FAIL(REGISTRATION_STEP, "registration");
    }
    NES_TRY(nes_number_find(req->tx, work->registration.number, &number));
    NES_TRY(nes_registration_unseal(house->keeper, req->arena, view, &work->registration, &facts));
    NES_TRY(nes_number_unseal(house->keeper, req->arena, view, &number, &person.phone));
    person.iin = secret_of(facts.bin.len > 0 ? facts.bin : facts.iin);
    person.name = secret_of(nes_facts_name(req->arena, &facts));
    work->client = (struct nes_client){ .id = { req->caller.id }, .key = work->registration.key,
                                        .lang = work->registration.lang };
    nes_token_new(house->crypto, work->token);
    req->prepared = work;
    return nes_client_seal(house->keeper, req->arena, record, &person, &work->client);
}

/* RULE 6.4: two methods, one of them biometric, which reconciled names, IIN and photo (6.3). */
static struct nes_err end_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct end_work *work = req->prepared;
    const struct end *in = req->body;
    struct nes_registration registration;
    struct nes_confirmation_claim claim = { .id = in->confirmation, .op = NES_OP_REGISTER, .subject = req->caller.id,
                                            .object = req->caller.id };
    struct nes_session session;
    bool known;

    NES_TRY(nes_registration_mine(req, &registration));
    if (registration.version != work->registration.version) {
        return NES_FAIL(DB_CONFLICT, "registration");
    }
    claim.what = nes_registration_what(nes_house_of(req)->crypto, &registration);
    NES_TRY(nes_confirmation_use(req->tx, &claim, &registration.evidence));
    NES_TRY(nes_client_known(req->tx, work->client.iin_index, &known));
    if (known) { /* told only to who has proven to be that person */
        return NES_REFUSE(REGISTERED_BEFORE, NULL);
    }
    NES_TRY(nes_registration_end(req->tx, &registration, &work->client));
    NES_TRY(nes_caller_session(req, &session));
    NES_TRY(nes_session_end_others(req->tx, session.subject, session.id, "registered"));
    NES_TRY(nes_session_move(req->tx, nes_house_of(req)->crypto, &session, NES_STAGE_FULL, work->token));
    return nes_session_reply(req, reply, &session, work->token);
}

#define PHONE_FAILS                                                                                                    \
    NES_FAULTS(REGISTRATION_STEP, REGISTRATION_OVER, NUMBERS_MANY, SIGN_IN_BLOCKED)
#define END_FAILS                                                                                                      \
    NES_FAULTS(REGISTRATION_STEP, REGISTRATION_OVER, CONFIRMATION_OTHER, CONFIRMATION_USED, CONFIRMATION_OVER,         \
               CONFIRMATION_NEEDS, REGISTERED_BEFORE, NUMBER_OTHER, CLIENT_THERE, SESSION_ENDED)

static const struct nes_route routes[] = {
    { NES_POST, "/v1/registrations", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &begin_shape,
      .gives = &nes_registration_view, .status = 200,
      .fails = NES_FAULTS(CONSENT_OTHER, CONSENT_MISSING, LOGIN_TAKEN, OFTEN_ADDRESS, HELPER_DOWN),
      .prepare = begin_prepare, .run = begin_run, .rules = "D.8, D.11, 34.1",
      .doc = "Give the consents and get an identifier: registration begins." },
    { NES_GET, "/v1/registration", .listen = NES_PUBLIC, .needs = NES_PERM_REGISTER, .gives = &nes_registration_view,
      .prepare = registration_see, .rules = "6.4", .doc = "How the registration stands and what comes next." },
    { NES_PUT, "/v1/registration/phone", .listen = NES_PUBLIC, .needs = NES_PERM_REGISTER, .takes = &phone_shape,
      .gives = &nes_registration_view, .fails = PHONE_FAILS, .prepare = phone_prepare, .run = phone_run,
      .rules = "6.1.d, 6.2.f, 35.3.f", .doc = "Name the mobile number; the registry is asked whose it is." },
    { NES_PUT, "/v1/registration/password", .listen = NES_PUBLIC, .needs = NES_PERM_REGISTER, .takes = &password_shape,
      .gives = &nes_registration_view, .fails = NES_FAULTS(PASSWORD_SHORT, PASSWORD_COMMON, SESSION_ENDED),
      .prepare = password_prepare, .run = password_run, .rules = "35.3.a, 29", .doc = "Set the own password." },
    { NES_POST, "/v1/registration/confirmation", .listen = NES_PUBLIC, .needs = NES_PERM_REGISTER,
      .gives = &nes_confirmation_view, .fails = NES_FAULTS(REGISTRATION_STEP), .run = confirm_begin, .rules = "6.4",
      .doc = "Begin to confirm what was stated, by two methods." },
    { NES_POST, "/v1/registration/account", .listen = NES_PUBLIC, .needs = NES_PERM_REGISTER, .takes = &end_shape,
      .gives = &nes_session_view, .status = 200, .fails = END_FAILS, .prepare = end_prepare, .run = end_run,
      .rules = "6.3.a, 6.3.b, 6.4, D.9", .doc = "Open the account." },
};
const struct nes_resource nes_registration_resource = NES_RESOURCE("registration", routes);
