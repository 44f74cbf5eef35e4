/* world/ca.c: what the world is told about certificates: issue one, hold it, lift the hold, revoke it, sign with it. */
#include <string.h>

#include "crypto/text.h"
#include "json/json.h"
#include "world/ca.h"
#include "world/ca_sql.h"

static const struct nes_choice algorithms[] = {
    { "gost", NES_SIGNING_GOST }, { "rsa", NES_SIGNING_RSA }, { NULL, 0 },
};
static const struct nes_choice kinds[] = {
    { "individual", NES_CA_INDIVIDUAL }, { "head", NES_CA_HEAD },         { "signer", NES_CA_SIGNER },
    { "finance", NES_CA_FINANCE },       { "hr", NES_CA_HR },             { "employee", NES_CA_EMPLOYEE },
    { "system", NES_CA_SYSTEM },         { "authentication", NES_CA_AUTHENTICATION }, { NULL, 0 },
};
static const struct nes_choice states[] = {
    { "good", NES_CA_GOOD }, { "held", NES_CA_HELD }, { "revoked", NES_CA_REVOKED }, { NULL, 0 },
};

/* --- a certificate --- */

struct wish {
    unsigned algorithm, kind;
    int64_t person, company;
    struct nes_str iin, surname, name, patronymic, bin, organisation, email, system;
    int64_t from, until;
};
static const struct nes_field wish_fields[] = {
    NES_FIELD(struct wish, algorithm,    .required = true, .choices = algorithms, .words = "Of the key."),
    NES_FIELD(struct wish, kind,         .required = true, .choices = kinds, .words = "Whose and what for."),
    NES_FIELD(struct wish, person,       .max = NES_PEOPLE, .words = "Number of a person of the world."),
    NES_FIELD(struct wish, company,      .max = NES_COMPANIES, .words = "Number of a company of the world."),
    NES_FIELD(struct wish, iin,          .max = 12, .words = "Of the person; the check digit is not looked at."),
    NES_FIELD(struct wish, surname,      .max = 64, .words = "In capitals, as the authority writes it."),
    NES_FIELD(struct wish, name,         .max = 64, .words = "The given name; of a system: its name."),
    NES_FIELD(struct wish, patronymic,   .max = 64, .words = "Where there is one."),
    NES_FIELD(struct wish, bin,          .max = 12, .words = "Of the company."),
    NES_FIELD(struct wish, organisation, .max = 128, .words = "The company's name."),
    NES_FIELD(struct wish, email,        .max = 100, .words = "Where there is one."),
    NES_FIELD(struct wish, system,       .max = 60, .words = "Dotted identifier of an information system."),
    NES_FIELD(struct wish, from,         .instant = true, .words = "Valid from; left out: now."),
    NES_FIELD(struct wish, until,        .instant = true, .words = "Valid until; left out: a year later."),
};
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "certificate_wish");

struct row {
    struct nes_str serial, name, iin, bin, certificate;
    unsigned algorithm, kind, state;
    int64_t reason, from, until;
};
static const struct nes_field row_fields[] = {
    NES_FIELD(struct row, serial,      .required = true, .words = "Forty hexadecimal digits."),
    NES_FIELD(struct row, algorithm,   .required = true, .choices = algorithms),
    NES_FIELD(struct row, kind,        .required = true, .choices = kinds),
    NES_FIELD(struct row, name,        .words = "Common name."),
    NES_FIELD(struct row, iin,         .words = "Of the person."),
    NES_FIELD(struct row, bin,         .words = "Of the company."),
    NES_FIELD(struct row, from,        .required = true, .instant = true),
    NES_FIELD(struct row, until,       .required = true, .instant = true),
    NES_FIELD(struct row, state,       .required = true, .choices = states),
    NES_FIELD(struct row, reason,      .words = "CRLReason of the state."),
    NES_FIELD(struct row, certificate, .base64 = true, .max = 8192, .words = "DER, base64; not in lists."),
};
static const struct nes_shape row_view = NES_SHAPE(struct row, row_fields, .as = "certificate");

struct rows {
    struct { struct row *rows; size_t len; } certificates;
};
static const struct nes_field rows_fields[] = {
    NES_LIST(struct rows, certificates, .required = true, .each = &row_view, .max = 200, .words = "Newest first."),
};
static const struct nes_shape rows_view = NES_SHAPE(struct rows, rows_fields, .as = "certificates");

struct made {
    struct nes_ca_certificate_add_in in;
    struct row row;
};

static bool digits(struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len == 12;
}

static bool dotted(struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((text.ptr[i] < '0' || text.ptr[i] > '9') && (text.ptr[i] != '.' || i == 0 || text.ptr[i - 1] == '.')) {
            return false;
        }
    }
    return text.len > 0;
}

/* What the lower-case letters of Kazakh and Russian become; two octets each in UTF-8. */
static struct nes_str capitals(struct nes_arena *arena, struct nes_str text)
{
    static const char *const pairs[] = { "әӘ", "ғҒ", "қҚ", "ңҢ", "өӨ", "ұҰ", "үҮ", "һҺ", "іІ", "ёЁ" };
    char *out = nes_arena_take(arena, text.len + 1);

    memcpy(out, text.ptr, text.len);
    for (size_t i = 0; i + 1 < text.len; i++) {
        unsigned point = ((unsigned char)out[i] & 0x1fU) << 6 | ((unsigned char)out[i + 1] & 0x3fU);

        if (((unsigned char)out[i] & 0xe0) == 0xc0 && point >= 0x430 && point <= 0x44f) {
            point -= 0x20;
            out[i] = (char)(0xc0 | point >> 6);
            out[i + 1] = (char)(0x80 | (point & 0x3f));
        }
        for (size_t k = 0; k < NES_LEN(pairs); k++) {
            if (memcmp(out + i, pairs[k], 2) == 0) {
                memcpy(out + i, pairs[k] + 2, 2);
            }
        }
    }
    return (struct nes_str){ out, text.len };
}

/* Whoever is named by number has the names and numbers that all partners of the world know. */
static void name_by_number(struct nes_req *req, struct wish *in)
{
    const struct nes_world_people *people = nes_world_of(req)->people;

    if (in->company > 0) {
        const struct nes_world_company *company = &people->company[in->company - 1];

        in->bin = nes_str_of(company->bin);
        in->organisation = company->name_kk;
        in->person = in->person || in->kind == NES_CA_SYSTEM ? in->person : company->head->number;
    }
    if (in->person > 0) {
        const struct nes_world_person *person = &people->person[in->person - 1];

        in->iin = nes_str_of(person->iin);
        in->surname = capitals(req->arena, person->last);
        in->name = capitals(req->arena, person->first);
        in->patronymic = capitals(req->arena, person->patronymic);
    }
}

/* Who must be named for which kind. */
static struct nes_err check(const struct wish *in)
{
    bool person = in->kind != NES_CA_SYSTEM;
    bool company = in->kind != NES_CA_INDIVIDUAL && in->kind != NES_CA_AUTHENTICATION;

    if (person ? !digits(in->iin) || in->surname.len == 0 : in->iin.len > 0 || !dotted(in->system)) {
        return NES_FAIL(CA_WISH, "iin");
    }
    if (company ? !digits(in->bin) || in->organisation.len == 0 : in->bin.len > 0 || in->organisation.len > 0) {
        return NES_FAIL(CA_WISH, "bin");
    }
    return in->until > in->from ? NES_FINE : NES_FAIL(CA_WISH, "until");
}

/* For people who look through the list. */
static struct nes_str name_of(struct nes_arena *arena, const struct wish *in)
{
    struct nes_str parts[] = { in->surname, in->surname.len > 0 ? NES_STR(" ") : NES_STR(""), in->name };

    return nes_asn_join(arena, parts, NES_LEN(parts));
}

static struct nes_err make(struct nes_req *req, struct wish in, struct made *made)
{
    const struct nes_world *world = nes_world_of(req);
    uint8_t seed[64], *serial = nes_arena_take(req->arena, NES_CA_SERIAL);
    struct nes_signing_key key;

    if (!world->ca) {
        return NES_FAIL(CA_OFF, NULL);
    }
    name_by_number(req, &in);
    in.from = in.from ? in.from : req->now_us;
    in.until = in.until ? in.until : in.from + 365 * NES_DAY_US;
    NES_TRY(check(&in));
    nes_crypto_random(world->crypto, seed, sizeof(seed));
    key = nes_signing_new(req->arena, (enum nes_signing)in.algorithm, seed);
    made->in = (struct nes_ca_certificate_add_in){
        .serial = { (const char *)serial, NES_CA_SERIAL },
        .algorithm = (int32_t)in.algorithm,
        .kind = (int32_t)in.kind,
        .iin = in.iin.len > 0 ? in.iin : NES_STR(""),
        .secret = key.secret,
        .bin = in.bin.len > 0 ? in.bin : NES_STR(""),
        .name = name_of(req->arena, &in),
        .from_at = in.from,
        .until_at = in.until,
    };
    made->in.certificate = nes_ca_certificate(req->arena, world->ca,
                                              &(struct nes_ca_wish){ .algorithm = key.kind,
                                                                     .kind = (enum nes_ca_kind)in.kind,
                                                                     .iin = in.iin,
                                                                     .surname = in.surname,
                                                                     .name = in.name,
                                                                     .patronymic = in.patronymic,
                                                                     .bin = in.bin,
                                                                     .organisation = in.organisation,
                                                                     .email = in.email,
                                                                     .system = in.system,
                                                                     .from_us = in.from,
                                                                     .until_us = in.until },
                                              &key, serial);
    made->row = (struct row){ .serial = nes_ca_hex(req->arena, made->in.serial),
                              .name = made->in.name,
                              .iin = in.iin,
                              .bin = in.bin,
                              .certificate = made->in.certificate,
                              .algorithm = in.algorithm,
                              .kind = in.kind,
                              .state = NES_CA_GOOD,
                              .from = in.from,
                              .until = in.until };
    return NES_FINE;
}

static struct nes_err certificate_make(struct nes_req *req, struct nes_reply *reply)
{
    struct made *made = NES_NEW(req->arena, struct made);

    (void)reply;
    req->prepared = made;
    return make(req, *(const struct wish *)req->body, made);
}

struct nes_err nes_ca_issue(struct nes_req *req, int64_t person)
{
    struct wish in = { .algorithm = NES_SIGNING_GOST, .kind = NES_CA_INDIVIDUAL, .person = person };
    struct made *made = NES_NEW(req->arena, struct made);

    NES_TRY(make(req, in, made));
    made->in.made_at = nes_tx_now(req->tx);
    return nes_ca_certificate_add(req->tx, &made->in);
}

static struct nes_err certificate_keep(struct nes_req *req, struct nes_reply *reply)
{
    struct made *made = req->prepared;

    made->in.made_at = nes_tx_now(req->tx);
    NES_TRY(nes_ca_certificate_add(req->tx, &made->in));
    return nes_reply_created(reply, &row_view, &made->row);
}

static struct nes_err certificates_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_ca_certificates_rows found;
    struct rows out = { 0 };

    NES_TRY(nes_ca_certificates(req->tx, NES_STR(""), NES_STR(""), &found));
    out.certificates.rows = NES_NEW_MANY(req->arena, struct row, found.len);
    out.certificates.len = found.len;
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_ca_certificates_row *row = &found.rows[i];

        out.certificates.rows[i] = (struct row){
            .serial = nes_ca_hex(req->arena, row->serial),
            .algorithm = (unsigned)row->algorithm,
            .kind = (unsigned)row->kind,
            .name = row->name,
            .iin = row->iin,
            .bin = row->bin,
            .state = (unsigned)row->state,
            .reason = row->reason,
            .from = row->from_at,
            .until = row->until_at,
        };
    }
    return nes_reply_ok(reply, &rows_view, &out);
}

/* --- its state --- */

struct change {
    unsigned state;
    int64_t reason;
};
static const struct nes_field change_fields[] = {
    NES_FIELD(struct change, state,  .required = true, .choices = states, .words = "What it becomes."),
    NES_FIELD(struct change, reason, .max = 5, .words = "CRLReason of a revocation; left out: 0, unspecified."),
};
static const struct nes_shape change_shape = NES_SHAPE(struct change, change_fields, .as = "certificate_change");

struct found {
    uint8_t serial[NES_CA_SERIAL];
    struct nes_ca_certificate_by_serial_row row;
};

static struct nes_err serial_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                  struct nes_param_row *out)
{
    struct found *found = NES_NEW(req->arena, struct found);
    bool there = false;

    (void)lock;
    if (nes_ca_serial_read(value->text, found->serial)) {
        NES_TRY(nes_ca_certificate_by_serial(req->tx, (struct nes_str){ (const char *)found->serial, NES_CA_SERIAL },
                                             &found->row, &there));
    }
    out->row = found;
    return there ? NES_FINE : NES_FAIL(NOT_FOUND, NULL);
}

static struct nes_err certificate_change(struct nes_req *req, struct nes_reply *reply)
{
    const struct change *in = req->body;
    const struct found *found = nes_req_row(req, "serial");
    struct nes_str serial = { (const char *)found->serial, NES_CA_SERIAL };
    int32_t reason = in->state == NES_CA_HELD ? 6 : in->state == NES_CA_REVOKED ? (int32_t)in->reason : 0;
    int64_t at = nes_tx_now(req->tx), set;

    if (found->row.state == NES_CA_REVOKED) {
        return NES_FAIL(CA_FINAL, NULL);
    }
    if (found->row.state != (int32_t)in->state) {
        NES_TRY(nes_ca_state_set(req->tx, serial, (int32_t)in->state, reason, at, &set));
        NES_TRY(nes_ca_event_add(req->tx, serial, at, (int32_t)in->state, reason));
    }
    return nes_reply_none(reply);
}

/* --- what the person wants --- */

struct will {
    struct nes_str serial;
    bool cancel;
};
static const struct nes_field will_fields[] = {
    NES_FIELD(struct will, serial, .max = 40, .words = "The key to sign with; left out: the newest that fits."),
    NES_FIELD(struct will, cancel, .words = "The person presses cancel."),
};
static const struct nes_shape will_shape = NES_SHAPE(struct will, will_fields, .as = "will");

static struct nes_err will_set(struct nes_req *req, struct nes_reply *reply)
{
    const struct will *in = req->body;
    uint8_t octets[NES_CA_SERIAL];
    struct nes_ca_certificate_by_serial_row row;
    struct nes_str serial = { 0 };
    bool found = true;
    int64_t set;

    if (in->serial.len > 0) {
        serial = (struct nes_str){ (const char *)octets, NES_CA_SERIAL };
        found = nes_ca_serial_read(in->serial, octets);
    }
    if (found && serial.len > 0) {
        NES_TRY(nes_ca_certificate_by_serial(req->tx, serial, &row, &found));
    }
    if (!found) {
        return NES_FAIL(CA_NONE, "serial");
    }
    NES_TRY(nes_ca_will_set(req->tx, serial, in->cancel, &set));
    if (set == 0) {
        NES_TRY(nes_ca_will_add(req->tx, serial, in->cancel));
    }
    return nes_reply_none(reply);
}

/* --- a signature without a program --- */

static const struct nes_choice formats[] = { { "cms", 1 }, { "xml", 2 }, { NULL, 0 } };

struct order {
    unsigned format;
    struct nes_str document, iin, bin, serial;
    bool attached, stamped, digested, authentication;
};
static const struct nes_field order_fields[] = {
    NES_FIELD(struct order, format,   .required = true, .choices = formats, .words = "Container or signed document."),
    NES_FIELD(struct order, document, .base64 = true, .max = 700'000, .words = "What is signed, base64."),
    NES_FIELD(struct order, iin,      .max = 12, .words = "Whose key."),
    NES_FIELD(struct order, bin,      .max = 12, .words = "Whose key."),
    NES_FIELD(struct order, serial,   .max = 40, .words = "Which key."),
    NES_FIELD(struct order, attached, .words = "The container holds the document."),
    NES_FIELD(struct order, stamped,  .words = "With a time stamp."),
    NES_FIELD(struct order, digested, .words = "The document is its digest already."),
    NES_FIELD(struct order, authentication, .words = "With a key for signing in."),
};
static const struct nes_shape order_shape = NES_SHAPE(struct order, order_fields, .as = "signing_order");

struct signature {
    struct nes_str signature, serial;
};
static const struct nes_field signature_fields[] = {
    NES_FIELD(struct signature, signature, .required = true, .base64 = true, .max = 1'000'000,
              .words = "DER, or the signed document, base64."),
    NES_FIELD(struct signature, serial, .required = true, .words = "Of the certificate that signed."),
};
static const struct nes_shape signature_view = NES_SHAPE(struct signature, signature_fields, .as = "signature");

static struct nes_err order_sign(struct nes_req *req, struct nes_reply *reply)
{
    const struct order *in = req->body;
    struct nes_ca_choice choice = { .iin = in->iin.len > 0 ? in->iin : NES_STR(""),
                                    .serial = in->serial,
                                    .bin = in->bin.len > 0 ? in->bin : NES_STR(""),
                                    .at_us = nes_tx_now(req->tx),
                                    .authentication = in->authentication };
    struct nes_ca_chosen chosen;
    struct signature out;

    if (!nes_world_of(req)->ca) {
        return NES_FAIL(CA_OFF, NULL);
    }
    NES_TRY(nes_ca_choose(req->tx, &choice, &chosen));
    if (!chosen.found) {
        return NES_FAIL(CA_NONE, NULL);
    }
    NES_TRY(nes_ca_sign(req->arena, nes_world_of(req)->ca,
                        &(struct nes_ca_order){ .by = chosen.by,
                                                .document = in->document,
                                                .attached = in->attached,
                                                .digested = in->digested,
                                                .stamped = in->stamped,
                                                .xml = in->format == 2,
                                                .at_us = choice.at_us },
                        &out.signature));
    out.serial = nes_ca_hex(req->arena, chosen.serial);
    return nes_reply_created(reply, &signature_view, &out);
}

static const struct nes_route routes[] = {
    { NES_POST, "/pki/certificates", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &wish_shape,
      .gives = &row_view, .fails = NES_FAULTS(CA_WISH, CA_OFF), .prepare = certificate_make, .run = certificate_keep,
      .rules = "-", .doc = "Issue a certificate to a synthetic person or company." },
    { NES_GET, "/pki/certificates", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &rows_view,
      .prepare = certificates_show, .rules = "-", .doc = "The newest certificates." },
    { NES_PUT, "/pki/certificates/{serial}/state", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE,
      .takes = &change_shape, .fails = NES_FAULTS(CA_FINAL), .run = certificate_change,
      .rules = "-", .doc = "Hold a certificate, lift the hold, revoke it for good." },
    { NES_PUT, "/pki/will", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &will_shape,
      .fails = NES_FAULTS(CA_NONE), .run = will_set, .rules = "-",
      .doc = "What the person before NCALayer or with the telephone will do." },
    { NES_POST, "/pki/signatures", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &order_shape,
      .gives = &signature_view, .body_max = 1'000'000, .fails = NES_FAULTS(CA_NONE, CA_DOCUMENT, CA_OFF),
      .run = order_sign, .rules = "-", .doc = "Sign with a key of the world, without a program in between." },
};
const struct nes_resource nes_world_ca_resource = NES_RESOURCE("pki", routes);
const struct nes_param nes_world_serial_param = { .name = "serial", .kind = NES_PARAM_TEXT, .shared = true,
                                                  .load = serial_load, .doc = "A certificate, by its number." };
