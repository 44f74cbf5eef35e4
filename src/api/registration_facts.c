/* src/api/registration_facts.c: what is stated at registration: names, IIN, identity document; BIN and order of a legal
 * entity; the picture of the face. RULE 6.1.a RULE 6.1.b RULE 6.1.c RULE 6.1.e RULE 6.2.a-6.2.e RULE 6.2.g */
#include "api/doors.h"
#include "api/forms.h"
#include "api/registration.h"
#include "ident/ident_faults.h"
#include "vault/vault_faults.h"

#define SIDE_MOST    4'096
#define PHOTO_WIDE   200
#define PHOTO_HIGH   250
#define PICTURE_MOST (900 * 1'024)

const struct nes_choice nes_paper_choices[] = {
    { "identity_card", NES_PAPER_CARD },
    { "passport", NES_PAPER_PASSPORT },
    { "residence_permit", NES_PAPER_RESIDENCE },
    { "stateless_certificate", NES_PAPER_STATELESS },
    { "refugee_certificate", NES_PAPER_REFUGEE },
    { "birth_certificate", NES_PAPER_BIRTH },
    { NULL, 0 },
};

struct person {
    struct nes_str last_name, first_name, patronymic, iin, document_number, issuer, bin, entity;
    unsigned document;
    struct nes_date issued_on, valid_until;
};
static const struct nes_field person_fields[] = {
    NES_FIELD(struct person, last_name,  .required = true, .max = 120, .form = &nes_form_name,
               .words = "As in the identity document."),
    NES_FIELD(struct person, first_name, .required = true, .max = 120, .form = &nes_form_name,
               .words = "As in the identity document."),
    NES_FIELD(struct person, patronymic, .max = 120, .form = &nes_form_name, .words = "If there is one."),
    NES_FIELD(struct person, iin,        .required = true, .max = 12, .form = &nes_form_iin,
              .words = "Of the individual or the signatory."),
    NES_FIELD(struct person, document,   .required = true, .choices = nes_paper_choices,
              .words = "Which document; a birth certificate is refused."),
    NES_FIELD(struct person, document_number, .required = true, .max = 20, .words = "Digits and capital letters."),
    NES_FIELD(struct person, issuer,      .required = true, .max = 120, .words = "Who issued it."),
    NES_FIELD(struct person, issued_on,   .required = true, .words = "Its day."),
    NES_FIELD(struct person, valid_until, .required = true, .words = "Its last day."),
    NES_FIELD(struct person, bin,         .max = 12, .form = &nes_form_bin, .words = "Of a legal entity."),
    NES_FIELD(struct person, entity,      .max = 200, .words = "Name of a legal entity."),
};
static const struct nes_shape person_shape = NES_SHAPE(struct person, person_fields, .as = "registration_person");

struct person_work {
    struct nes_registration registration;
    bool another;              /* another IIN or BIN than was stated before */
};

/* A number that was proven for another IIN or BIN proves nothing for this one. */
static struct nes_err look_before(struct nes_req *req, const struct nes_facts *facts, struct person_work *work)
{
    struct nes_facts before;

    if (work->registration.facts.len == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_registration_unseal(nes_house_of(req)->keeper, req->arena,
                                    (struct nes_keeper_why){ NES_PURPOSE_VIEW, req->caller.id }, &work->registration,
                                    &before));
    work->another = !nes_str_eq(before.iin, facts->iin) || !nes_str_eq(before.bin, facts->bin);
    return NES_FINE;
}

static struct nes_err person_prepare(struct nes_req *req, struct nes_reply *reply)
{
    const struct person *in = req->body;
    struct person_work *work = NES_NEW(req->arena, struct person_work);
    struct nes_facts facts = { .last = in->last_name, .first = in->first_name, .patronymic = in->patronymic,
                               .iin = in->iin, .paper = (enum nes_paper_kind)in->document,
                               .paper_number = in->document_number, .paper_issuer = in->issuer,
                               .issued_on = in->issued_on, .valid_until = in->valid_until };

    (void)reply;
    NES_TRY(nes_registration_mine(req, &work->registration));
    if (work->registration.kind == NES_CLIENT_LEGAL) {
        facts.bin = in->bin;
        facts.entity = in->entity;
    }
    NES_TRY(nes_facts_check(&facts, work->registration.kind, req->today));
    NES_TRY(look_before(req, &facts, work));
    req->prepared = work;
    return nes_registration_seal(nes_house_of(req)->keeper, req->arena,
                                 (struct nes_keeper_why){ NES_PURPOSE_RECORD, req->caller.id }, &facts,
                                 &work->registration);
}

static struct nes_err person_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct person_work *work = req->prepared;
    struct nes_registration registration = work->registration;

    if (work->another) {
        registration.number = (struct nes_number_id){ 0 };
        NES_TRY(nes_number_forget(req->tx, registration.subject));
    }
    NES_TRY(nes_registration_save(req->tx, &registration));
    return nes_registration_show(req, reply, &registration);
}

/* --- pictures --- */

struct picture {
    struct nes_str picture;
};
static const struct nes_field picture_fields[] = {
    NES_FIELD(struct picture, picture, .required = true, .base64 = true, .min = 8, .max = 600'000,
              .words = "PNG or JPEG, base64."),
};
static const struct nes_shape picture_shape = NES_SHAPE(struct picture, picture_fields, .as = "registration_picture");

struct picture_work {
    struct nes_registration registration;
    struct nes_document_row row;
};

/* Opened in the press, kept as it came. */
static struct nes_err take_picture(struct nes_req *req, const char *doc_class, struct nes_picture *seen)
{
    const struct nes_house *house = nes_house_of(req);
    const struct picture *in = req->body;
    struct picture_work *work = NES_NEW(req->arena, struct picture_work);
    struct nes_vault vault = { house->crypto, house->keeper, house->blobs };
    struct nes_access access = { .why = { NES_PURPOSE_PAPER, req->caller.id } };
    bool png = in->picture.len > 0 && in->picture.ptr[0] == '\x89';

    NES_TRY(nes_registration_mine(req, &work->registration));
    access.key = work->registration.key;
    NES_TRY(nes_press_read_image(house->press, req->arena, in->picture, SIDE_MOST, seen));
    work->row = (struct nes_document_row){ .key = access.key, .doc_class = nes_str_of(doc_class),
                                           .media = nes_str_of(png ? "image/png" : "image/jpeg"),
                                           .origin = NES_DOCUMENT_RECEIVED };
    req->prepared = work;
    return nes_document_keep(&vault, &access, in->picture, &work->row.document);
}

static struct nes_err photo_prepare(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_picture seen;

    (void)reply;
    NES_TRY(take_picture(req, "photo", &seen));
    return seen.width >= PHOTO_WIDE && seen.height >= PHOTO_HIGH ? NES_FINE : NES_FAIL(PHOTO_SMALL, "picture");
}

static struct nes_err photo_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct picture_work *work = req->prepared;
    struct nes_registration registration = work->registration;

    NES_TRY(nes_document_add(req->tx, &work->row, &registration.photo));
    NES_TRY(nes_registration_save(req->tx, &registration));
    return nes_registration_show(req, reply, &registration);
}

static struct nes_err order_prepare(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_picture seen;

    (void)reply;
    return take_picture(req, "powers", &seen);
}

static struct nes_err order_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct picture_work *work = req->prepared;
    struct nes_registration registration = work->registration;

    NES_TRY(nes_document_add(req->tx, &work->row, &registration.order));
    NES_TRY(nes_registration_save(req->tx, &registration));
    return nes_registration_show(req, reply, &registration);
}

#define PERSON_FAILS                                                                                                   \
    NES_FAULTS(BIN_LENGTH, NAME_EMPTY, PAPER_NUMBER, PAPER_DATES, PAPER_BIRTH, PAPER_EXPIRED, FACTS_MINOR,             \
               REGISTRATION_OVER)
#define PICTURE_FAILS                                                                                                  \
    NES_FAULTS(IMAGE_KIND, IMAGE_BROKEN, IMAGE_LARGE, PRESS_DIED, PRESS_SLOW, HELPER_DOWN, DOCUMENT_LARGE,             \
               PHOTO_SMALL, REGISTRATION_OVER)

static const struct nes_route routes[] = {
    { NES_PUT, "/v1/registration/person", .listen = NES_PUBLIC, .needs = NES_PERM_REGISTER, .takes = &person_shape,
      .gives = &nes_registration_view, .fails = PERSON_FAILS, .prepare = person_prepare /* seals */, .run = person_run,
      .rules = "6.1.a, 6.1.b, 6.1.c, 6.2.b, 6.2.c, 6.2.d, 6.2.e",
      .doc = "State names, IIN and identity document; of a legal entity those of the signatory, and its BIN." },
    { NES_PUT, "/v1/registration/photo", .listen = NES_PUBLIC, .needs = NES_PERM_REGISTER, .takes = &picture_shape,
      .gives = &nes_registration_view, .body_max = PICTURE_MOST, .fails = PICTURE_FAILS, .prepare = photo_prepare,
      .run = photo_run, .rules = "6.1.e, 6.2.g",
      .doc = "Attach the photo: full face, light background, neutral expression, mouth closed." },
    { NES_PUT, "/v1/registration/order", .listen = NES_PUBLIC, .needs = NES_PERM_REGISTER, .takes = &picture_shape,
      .gives = &nes_registration_view, .body_max = PICTURE_MOST, .fails = PICTURE_FAILS, .prepare = order_prepare,
      .run = order_run, .rules = "6.2.a",
      .doc = "Attach the scan of the order or power of attorney that proves the signatory's powers." },
};
const struct nes_resource nes_registration_facts_resource = NES_RESOURCE("registration_facts", routes);
