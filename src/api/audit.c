/* src/api/audit.c: the audit log, for who examines it: its leaves, the last signed checkpoint, proofs. RULE 32 */
#include "audit/page.h"

#include "api/doors.h"
#include "api/house.h"
#include "audit/audit_faults.h"

static const struct nes_choice actors[] = {
    { "system", NES_LEAF_SYSTEM + 1 },   { "staff", NES_LEAF_STAFF + 1 }, { "client", NES_LEAF_CLIENT + 1 },
    { "partner", NES_LEAF_PARTNER + 1 }, { NULL, 0 },
};

struct object {
    struct nes_str kind;
    struct nes_id id;
};
static const struct nes_field object_fields[] = {
    NES_FIELD(struct object, kind, .required = true, .max = NES_LEAF_WORD_MAX, .words = "What it is."),
    NES_FIELD(struct object, id,   .required = true, .words = "Which one."),
};
static const struct nes_shape object_view = NES_SHAPE(struct object, object_fields, .as = "audit_object");

struct leaf {
    int64_t number, at;
    struct nes_leaf_id id;
    struct nes_id operation;
    struct nes_str kind, actor_is;
    unsigned actor;
    struct { struct object *rows; size_t len; } objects;
};
static const struct nes_field leaf_fields[] = {
    NES_FIELD(struct leaf, number,    .max = INT64_MAX, .words = "Its place in the log, from 0 without gaps."),
    NES_FIELD(struct leaf, id,        .required = true, .words = "The leaf."),
    NES_FIELD(struct leaf, at,        .required = true, .instant = true, .words = "When the change was made."),
    NES_FIELD(struct leaf, kind,      .required = true, .max = NES_LEAF_WORD_MAX, .words = "What was done."),
    NES_FIELD(struct leaf, operation, .required = true, .words = "The operation that did it."),
    NES_FIELD(struct leaf, actor,     .required = true, .choices = actors, .words = "Who did it: of what kind."),
    NES_FIELD(struct leaf, actor_is,  .max = 16, .words = "The beginning of the actor's pseudonym."),
    NES_LIST(struct leaf, objects,    .required = true, .each = &object_view, .max = NES_LEAF_PARTS_MAX,
             .words = "What it was done to."),
};
static const struct nes_shape leaf_view = NES_SHAPE(struct leaf, leaf_fields, .as = "audit_leaf");

struct page {
    int64_t size, waiting;
    struct nes_str checkpoint;
    struct { struct leaf *rows; size_t len; } leaves;
};
static const struct nes_field page_fields[] = {
    NES_FIELD(struct page, size,       .max = INT64_MAX, .words = "Leaves with a place."),
    NES_FIELD(struct page, waiting,    .max = INT64_MAX, .words = "Leaves that wait for theirs."),
    NES_FIELD(struct page, checkpoint, .max = 2'000, .lines = true,
              .words = "The last signed checkpoint, to be kept elsewhere (docs/audit-format.md)."),
    NES_LIST(struct page, leaves,      .required = true, .each = &leaf_view, .max = NES_AUDIT_PAGE,
             .words = "Newest first."),
};
static const struct nes_shape page_view = NES_SHAPE(struct page, page_fields, .as = "audit_page");

struct asked {
    int64_t before;
};
static const struct nes_field asked_fields[] = {
    NES_FIELD(struct asked, before, .max = INT64_MAX, .words = "Only places below this one; left out: the newest."),
};
static const struct nes_shape asked_shape = NES_SHAPE(struct asked, asked_fields, .as = "audit_asked");

static struct nes_str pseudonym(struct nes_arena *arena, const struct nes_leaf *leaf)
{
    struct nes_buf buf = nes_buf_begin(arena, 32);

    if (leaf->actor != NES_LEAF_SYSTEM) {
        nes_buf_hex(&buf, leaf->actor_is.b, 8);
    }
    return (struct nes_str){ buf.ptr, buf.len };
}

static struct leaf shown(struct nes_arena *arena, const struct nes_audit_row *row)
{
    struct leaf leaf = { .number = row->number, .id = row->id, .at = row->leaf.at_us, .kind = row->leaf.kind,
                         .operation = row->leaf.operation, .actor = (unsigned)row->leaf.actor + 1,
                         .actor_is = pseudonym(arena, &row->leaf) };

    NES_NEW_ROWS(arena, leaf.objects, row->leaf.objects);
    for (size_t i = 0; i < row->leaf.objects; i++) {
        leaf.objects.rows[i] = (struct object){ row->leaf.object[i].kind, row->leaf.object[i].id };
    }
    return leaf;
}

static struct nes_err audit_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct asked *asked = req->query;
    struct page *page = NES_NEW(req->arena, struct page);
    struct nes_audit_rows found;
    struct nes_audit_state state;

    NES_TRY(nes_audit_look(req->tx, &state));
    NES_TRY(nes_audit_note(req->tx, &page->checkpoint));
    NES_TRY(nes_audit_page(req->tx, asked->before, &found));
    page->size = state.size;
    page->waiting = state.waiting;
    NES_NEW_ROWS(req->arena, page->leaves, found.len);
    for (size_t i = 0; i < found.len; i++) {
        page->leaves.rows[i] = shown(req->arena, &found.rows[i]);
    }
    return nes_reply_ok(reply, &page_view, page);
}

static struct nes_err proof_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_leaf_id leaf = { nes_req_value(req, "leaf")->id };
    struct nes_str file;

    NES_TRY(nes_audit_receipt(req->tx, nes_house_of(req)->crypto, leaf, &file));
    return nes_reply_bytes(reply, file, NES_STR("receipt.txt"));
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/audit", .listen = NES_OFFICE, .needs = NES_PERM_AUDIT_VIEW, .asks = &asked_shape,
      .gives = &page_view, .fails = NES_FAULTS(LEAF_FORM), .prepare = audit_show, .rules = "32",
      .doc = "The audit log by pages, with its last signed checkpoint." },
    { NES_GET, "/v1/audit/leaves/{leaf}/receipt", .listen = NES_OFFICE, .needs = NES_PERM_AUDIT_VIEW,
      .gives_type = "text/plain; charset=utf-8", .fails = NES_FAULTS(AUDIT_WAITING, DB_NO_ROW), .prepare = proof_show,
      .rules = "32", .doc = "The proof that a leaf is in the log, to be checked without us." },
};
const struct nes_resource nes_audit_resource = NES_RESOURCE("audit", routes);

/* A leaf holds no personal data, and is the organisation's. */
const struct nes_param nes_leaf_param = { .name = "leaf", .kind = NES_PARAM_ID, .doc = "A leaf of the audit log.",
                                          .open = true };
