/* src/api/disclosure.c: texts that clients are shown before they borrow: the rules of lending, rights and duties.
 * RULE 8.2 RULE 8.5 */
#include "product/disclosure.h"

#include "api/doors.h"
#include "api/house.h"

#define BODY_MAX 30'000

static const struct nes_choice kinds[] = { { "rules", NES_DISCLOSURE_RULES }, { "rights", NES_DISCLOSURE_RIGHTS },
                                           { NULL, 0 } };

struct entry {
    unsigned kind;
    struct nes_date from_on;
    struct nes_str body_kk, body_ru;
};
static const struct nes_field entry_fields[] = {
    NES_FIELD(struct entry, kind,    .required = true, .choices = kinds,
              .words = "rules: of lending (8.2); rights: and duties (8.5)."),
    NES_FIELD(struct entry, from_on, .required = true, .words = "First day it holds."),
    NES_FIELD(struct entry, body_kk, .required = true, .max = BODY_MAX, .lines = true, .words = "In Kazakh."),
    NES_FIELD(struct entry, body_ru, .required = true, .max = BODY_MAX, .lines = true, .words = "In Russian."),
};
static const struct nes_shape entry_shape = NES_SHAPE(struct entry, entry_fields, .as = "disclosure_entry");

struct made {
    struct nes_disclosure_id id;
    int32_t nr;
};
static const struct nes_field made_fields[] = {
    NES_FIELD(struct made, id, .required = true, .words = "The text."),
    NES_FIELD(struct made, nr, .required = true, .words = "Its number."),
};
static const struct nes_shape made_view = NES_SHAPE(struct made, made_fields, .as = "disclosure_made");

struct text {
    struct nes_disclosure_id id;
    unsigned kind;
    int32_t nr;
    struct nes_date from_on;
    struct nes_str body_kk, body_ru, hash_kk, hash_ru;
};
static const struct nes_field text_fields[] = {
    NES_FIELD(struct text, id,      .required = true, .words = "The text; an acknowledgement names it."),
    NES_FIELD(struct text, kind,    .required = true, .choices = kinds, .words = "What it is."),
    NES_FIELD(struct text, nr,      .required = true, .words = "Its number."),
    NES_FIELD(struct text, from_on, .required = true, .words = "First day it holds."),
    NES_FIELD(struct text, body_kk, .required = true, .max = BODY_MAX, .lines = true, .words = "In Kazakh."),
    NES_FIELD(struct text, body_ru, .required = true, .max = BODY_MAX, .lines = true, .words = "In Russian."),
    NES_FIELD(struct text, hash_kk, .required = true, .words = "SHA-256 of the Kazakh text, hexadecimal."),
    NES_FIELD(struct text, hash_ru, .required = true, .words = "SHA-256 of the Russian text."),
};
static const struct nes_shape text_view = NES_SHAPE(struct text, text_fields, .as = "disclosure");

struct page {
    struct { struct text *rows; size_t len; } texts;
};
static const struct nes_field page_fields[] = {
    NES_LIST(struct page, texts, .required = true, .each = &text_view, .max = 10, .words = "Those that hold today."),
};
static const struct nes_shape page_view = NES_SHAPE(struct page, page_fields, .as = "disclosures");

struct decision {
    bool approve;
};
static const struct nes_field decision_fields[] = {
    NES_FIELD(struct decision, approve, .required = true, .words = "false: rejected."),
};
static const struct nes_shape decision_shape = NES_SHAPE(struct decision, decision_fields,
                                                         .as = "disclosure_decision");

static struct nes_str hex(struct nes_arena *arena, const struct nes_hash *hash)
{
    return nes_str_hex(arena, hash->b, sizeof(hash->b));
}

static struct nes_err texts_show(struct nes_req *req, struct nes_reply *reply)
{
    struct page page = { .texts = { NES_NEW_MANY(req->arena, struct text, NES_LEN(kinds)), 0 } };

    for (size_t i = 0; kinds[i].word; i++) {
        struct nes_disclosure found;
        struct nes_err err = nes_disclosure_on(req->tx, (enum nes_disclosure_kind)kinds[i].value, req->today, &found);

        if (err.what == &nes_fault_TEXT_NONE) {
            continue;
        }
        NES_TRY(err);
        page.texts.rows[page.texts.len++] = (struct text){ found.id,
                                                           (unsigned)found.kind,
                                                           found.nr,
                                                           found.from,
                                                           found.body_kk,
                                                           found.body_ru,
                                                           hex(req->arena, &found.hash_kk),
                                                           hex(req->arena, &found.hash_ru) };
    }
    return nes_reply_ok(reply, &page_view, &page);
}

static struct nes_err text_propose(struct nes_req *req, struct nes_reply *reply)
{
    const struct entry *in = req->body;
    const struct nes_crypto *crypto = nes_house_of(req)->crypto;
    struct nes_disclosure text = { .kind = (enum nes_disclosure_kind)in->kind,
                                   .from = in->from_on,
                                   .body_kk = in->body_kk,
                                   .body_ru = in->body_ru,
                                   .hash_kk = nes_sha256(crypto, in->body_kk),
                                   .hash_ru = nes_sha256(crypto, in->body_ru),
                                   .maker = req->caller.id };

    NES_TRY(nes_disclosure_propose(req->tx, &text));
    return nes_reply_created(reply, &made_view, &(struct made){ text.id, text.nr });
}

static struct nes_err text_decide(struct nes_req *req, struct nes_reply *reply)
{
    const struct decision *in = req->body;
    struct nes_disclosure_id id = { nes_req_value(req, "disclosure")->id };

    NES_TRY(nes_disclosure_decide(req->tx, id, req->caller.id, in->approve));
    return nes_reply_none(reply);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/disclosures", .listen = NES_PUBLIC | NES_OFFICE | NES_TERMINAL, .needs = NES_PERM_ANYONE,
      .gives = &page_view, .prepare = texts_show, .rules = "8.2, 8.5",
      .doc = "The rules of lending, and rights and duties, as they hold today." },
    { NES_POST, "/v1/disclosures", .listen = NES_OFFICE, .needs = NES_PERM_PRODUCT_CHANGE, .takes = &entry_shape,
      .gives = &made_view, .fails = NES_FAULTS(PRODUCT_DAY), .body_max = 262'144, .once = true, .run = text_propose,
      .rules = "8.2, 8.5", .doc = "Propose a text." },
    { NES_POST, "/v1/disclosures/{disclosure}/decision", .listen = NES_OFFICE, .needs = NES_PERM_PRODUCT_CHANGE,
      .takes = &decision_shape, .fails = NES_FAULTS(DB_NO_ROW, TEXT_MAKER, PRODUCT_DECIDED, PRODUCT_DAY), .once = true,
      .run = text_decide, .rules = "8.2, 8.5", .doc = "Publish or reject a text that another person proposed." },
};
const struct nes_resource nes_disclosure_resource = NES_RESOURCE("disclosure", routes);

const struct nes_param nes_disclosure_param = { .name = "disclosure", .kind = NES_PARAM_ID, .doc = "A text.",
                                                .open = true };
