#include "gateway/coid.h"

#include "client/identity_paper.h"
#include "crypto/text.h"
#include "identity/face.h"
#include "json/json.h"

/* Who stands before the camera, and for what. */
struct visit {
    struct nes_face_id id;
    struct nes_face face;
    struct nes_confirmation confirmation;
    struct nes_registration registration;
    struct nes_document_row photo;
    struct nes_facts facts;
};

/* A new identity document is confirmed as at registration: then the centre's facts are held against it. RULE 6.3.a */
static struct nes_err take_new_paper(struct nes_tx *tx, struct visit *visit)
{
    struct nes_identity_paper paper;

    if (visit->confirmation.op != NES_OP_REGISTER ||
        nes_id_eq(visit->confirmation.object, visit->confirmation.subject)) {
        return NES_FINE;
    }
    NES_TRY(nes_identity_paper_find(tx, (struct nes_identity_paper_id){ visit->confirmation.object }, &paper));
    visit->registration.facts = paper.facts;
    return NES_FINE;
}

static struct nes_err load(struct nes_tx *tx, void *self)
{
    struct visit *visit = self;

    NES_TRY(nes_face_find(tx, visit->id, &visit->face));
    NES_TRY(nes_confirmation_find(tx, visit->face.confirmation, false, &visit->confirmation));
    NES_TRY(nes_registration_find(tx, visit->confirmation.subject, &visit->registration));
    NES_TRY(take_new_paper(tx, visit));
    return nes_document_find(tx, visit->registration.photo, &visit->photo);
}

static struct nes_err visit_of(struct nes_coid *coid, struct nes_arena *arena, const struct nes_errand *errand,
                               struct visit **out)
{
    struct visit *visit = NES_NEW(arena, struct visit);

    visit->id = (struct nes_face_id){ errand->subject };
    NES_TRY(nes_db_read(coid->db, arena, load, visit));
    *out = visit;
    return nes_registration_unseal(coid->vault.keeper, arena, (struct nes_keeper_why){ .purpose = NES_PURPOSE_SEND },
                                   &visit->registration, &visit->facts);
}

/* The effect reads the struct itself. */
static void tell(struct nes_arena *arena, struct nes_errand_answer *answer, const struct nes_face_told *told)
{
    struct nes_face_told *kept = NES_NEW(arena, struct nes_face_told);

    *kept = *told;
    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_DONE, .detail = told->reference,
                                          .body = { (const char *)kept, sizeof(*kept) } };
}

/* --- a session is asked for --- */

/* Only at registration the photo that was attached goes along: the centre compares it with the live face (6.3). */
static struct nes_err put_photo(struct nes_coid *coid, struct nes_arena *arena, const struct visit *visit,
                                struct nes_json *json)
{
    struct nes_access access = { { .purpose = NES_PURPOSE_SEND }, visit->photo.key };
    struct nes_secret bytes;

    if (visit->confirmation.op != NES_OP_REGISTER) {
        return NES_FINE;
    }
    NES_TRY(nes_document_open(&coid->vault, arena, &access, &visit->photo.document, &bytes));
    nes_json_key_str(json, "photo", nes_base64_write(arena, NES_BASE64_STD,
                                                     (struct nes_str){ (const char *)bytes.ptr, bytes.len }));
    return NES_FINE;
}

struct begun {
    struct nes_str page, ref;
};
static const struct nes_field begun_fields[] = {
    NES_FIELD(struct begun, page, .required = true, .max = 400),
    NES_FIELD(struct begun, ref, .required = true, .max = 100),
};
static const struct nes_shape begun_shape = NES_SHAPE(struct begun, begun_fields, .open = true, .as = "coid_begun");

static struct nes_err begin_send(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                 struct nes_errand_answer *answer)
{
    struct nes_coid *coid = gateway;
    struct nes_buf buf = nes_buf_begin(arena, 1'000'000);
    struct nes_json json = NES_JSON_TO(&buf);
    struct begun *begun = NES_NEW(arena, struct begun);
    struct nes_partner_ask ask = { .path = "/sessions", .shape = &begun_shape, .told = begun };
    struct visit *visit;
    bool read;

    NES_TRY(visit_of(coid, arena, errand, &visit));
    nes_json_open(&json, '{');
    nes_json_key(&json, "id");
    nes_json_id(&json, visit->id.id);
    nes_json_key_str(&json, "iin", visit->facts.iin);
    nes_json_key_z(&json, "purpose", nes_op_word(visit->confirmation.op));
    NES_TRY(put_photo(coid, arena, visit, &json));
    nes_json_close(&json, '}');
    NES_TRY(nes_buf_done(&buf, &ask.body));
    NES_TRY(nes_partner_post(&coid->partner, arena, &ask, answer, &read));
    if (read && nes_str_starts(begun->page, NES_STR("https://"))) {
        tell(arena, answer, &(struct nes_face_told){ .state = NES_FACE_OPEN, .page = begun->page,
                                                     .reference = begun->ref });
    }
    return NES_FINE;
}

/* --- how it ended --- */

struct ended {
    struct nes_str state, reason, capture, ref;
    struct nes_str iin, last_name, first_name, patronymic, document_number;
};
static const struct nes_field ended_fields[] = {
    NES_FIELD(struct ended, state, .required = true, .max = 10),
    NES_FIELD(struct ended, reason, .max = 20),
    NES_FIELD(struct ended, capture, .max = 100),
    NES_FIELD(struct ended, ref, .required = true, .max = 100),
    NES_FIELD(struct ended, iin, .max = 12),
    NES_FIELD(struct ended, last_name, .max = 120),
    NES_FIELD(struct ended, first_name, .max = 120),
    NES_FIELD(struct ended, patronymic, .max = 120),
    NES_FIELD(struct ended, document_number, .max = 20),
};
static const struct nes_shape ended_shape = NES_SHAPE(struct ended, ended_fields, .open = true, .as = "coid_ended");

/* Reasons of ours for what the centre says; another word is "centre". */
static struct nes_str reason_of(struct nes_str said)
{
    static const char *const known[] = { "face", "live", "photo" };

    size_t at;

    return nes_str_find(known, NES_LEN(known), said, &at) ? nes_str_of(known[at]) : NES_STR("centre");
}

/* Passed only where all that the centre says of the person is what the client stated. */
static struct nes_face_told judge(const struct nes_coid *coid, const struct visit *visit, const struct ended *ended)
{
    struct nes_facts told = { .iin = ended->iin, .last = ended->last_name, .first = ended->first_name,
                              .patronymic = ended->patronymic, .paper_number = ended->document_number };
    struct nes_face_told out = { .state = NES_FACE_FAILED, .reference = ended->ref };
    const char *differs = nes_facts_differ(&visit->facts, &told);

    if (nes_str_is(ended->state, "waiting")) {
        out.state = NES_FACE_OPEN;
    } else if (!nes_str_is(ended->state, "passed") || ended->capture.len == 0) {
        out.reason = reason_of(ended->reason);
    } else if (differs) {
        out.reason = nes_str_of(differs);
    } else {
        out.state = NES_FACE_PASSED;
        out.capture = nes_sha256(coid->partner.crypto, ended->capture);
    }
    return out;
}

static struct nes_err result_send(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                  struct nes_errand_answer *answer)
{
    struct nes_coid *coid = gateway;
    struct nes_buf buf = nes_buf_begin(arena, 256);
    struct nes_json json = NES_JSON_TO(&buf);
    struct ended *ended = NES_NEW(arena, struct ended);
    struct nes_partner_ask ask = { .path = "/results", .shape = &ended_shape, .told = ended };
    struct nes_face_told told;
    struct visit *visit;
    bool read;

    NES_TRY(visit_of(coid, arena, errand, &visit));
    nes_json_open(&json, '{');
    nes_json_key(&json, "id");
    nes_json_id(&json, visit->id.id);
    nes_json_close(&json, '}');
    NES_TRY(nes_buf_done(&buf, &ask.body));
    NES_TRY(nes_partner_post(&coid->partner, arena, &ask, answer, &read));
    if (read) {
        told = judge(coid, visit, ended);
        tell(arena, answer, &told);
    }
    return NES_FINE;
}

struct nes_errand_kind nes_coid_begin_errand(struct nes_coid *coid)
{
    return (struct nes_errand_kind){ .name = NES_FACE_BEGIN_ERRAND, .repeat = NES_REPEAT_SAFE,
                                     .repeat_source = "docs/wire/coid.md: idempotent by id", .lease_ms = 15'000,
                                     .give_up_after_s = 600, .send = begin_send, .gateway = coid,
                                     .apply = nes_face_apply_begin };
}

struct nes_errand_kind nes_coid_result_errand(struct nes_coid *coid)
{
    return (struct nes_errand_kind){ .name = NES_FACE_ASK_ERRAND, .repeat = NES_REPEAT_SAFE,
                                     .repeat_source = "docs/wire/coid.md: a question changes nothing",
                                     .lease_ms = 15'000, .give_up_after_s = 600, .send = result_send, .gateway = coid,
                                     .apply = nes_face_apply_result };
}
