/* src/api/staff.c: members of staff. RULE 27 RULE 28 RULE 29 */
#include "staff/staff.h"

#include "api/doors.h"
#include "api/password.h"

struct invite {
    struct nes_str login, name;
    struct nes_texts roles;
};
static const struct nes_field invite_fields[] = {
    NES_FIELD(struct invite, login, .required = true, .min = 3, .max = 64,
              .words = "Identifier: small letters, digits, . - _"),
    NES_FIELD(struct invite, name,  .required = true, .max = 200, .words = "Last name, first name, patronymic."),
    NES_FIELD(struct invite, roles, .required = true, .max = 10, .words = "Names of roles."),
};
static const struct nes_shape invite_shape = NES_SHAPE(struct invite, invite_fields, .as = "staff_invite");

struct invited {
    struct nes_staff_id id;
    struct nes_str login, one_time_password;
};
static const struct nes_field invited_fields[] = {
    NES_FIELD(struct invited, id,    .required = true, .words = "The member."),
    NES_FIELD(struct invited, login, .required = true, .words = "Identifier."),
    NES_FIELD(struct invited, one_time_password, .required = true,
              .words = "Shown once; opens nothing but the setting of an own password."),
};
static const struct nes_shape invited_view = NES_SHAPE(struct invited, invited_fields, .as = "staff_invited");

struct member {
    struct nes_staff_id id;
    struct nes_str login, name, locked;
    int64_t version, locked_at;
    struct nes_texts roles;
};
static const struct nes_field member_fields[] = {
    NES_FIELD(struct member, id,      .required = true, .words = "The member."),
    NES_FIELD(struct member, login,   .required = true, .words = "Identifier."),
    NES_FIELD(struct member, name,    .required = true, .words = "Name."),
    NES_FIELD(struct member, roles,   .max = 100, .words = "Names of the roles."),
    NES_FIELD(struct member, locked,  .words = "Why the account is locked; absent: it is not."),
    NES_FIELD(struct member, locked_at, .instant = true, .words = "Since when."),
    NES_FIELD(struct member, version, .required = true, .words = "For changes."),
};
static const struct nes_shape member_view = NES_SHAPE(struct member, member_fields, .as = "staff");

static const struct nes_choice reasons[] = {
    { "dismissed", 1 }, { "absent", 2 }, { "unused", 3 }, { "breach", 4 }, { "asked", 5 }, { NULL, 0 },
};
struct why {
    unsigned reason;
};
static const struct nes_field why_fields[] = {
    NES_FIELD(struct why, reason, .required = true, .choices = reasons, .words = "Why, for the record."),
};
static const struct nes_shape why_shape = NES_SHAPE(struct why, why_fields, .as = "staff_lock");

static const struct nes_field role_fields[] = {
    NES_FIELD(struct nes_role, name,    .required = true, .words = "The role."),
    NES_FIELD(struct nes_role, name_kk, .required = true, .words = "In Kazakh."),
    NES_FIELD(struct nes_role, name_ru, .required = true, .words = "In Russian."),
    NES_FIELD(struct nes_role, name_en, .required = true, .words = "In English."),
};
static const struct nes_shape role_view = NES_SHAPE(struct nes_role, role_fields, .as = "role");

struct staff_page {
    struct { struct member *rows; size_t len; } staff;
    struct nes_role_table roles;
};
static const struct nes_field page_fields[] = {
    NES_LIST(struct staff_page, staff, .required = true, .each = &member_view, .max = 1000, .words = "By login."),
    NES_LIST(struct staff_page, roles, .required = true, .each = &role_view, .max = 100,
             .words = "All roles there are."),
};
static const struct nes_shape page_view = NES_SHAPE(struct staff_page, page_fields, .as = "staff_list");

static struct nes_err invite_prepare(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_issued *issued = NES_NEW(req->arena, struct nes_issued);

    (void)reply;
    req->prepared = issued;
    return nes_password_new(req, issued);
}

static struct nes_err invite_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct invite *in = req->body;
    const struct nes_issued *issued = req->prepared;
    struct nes_staff_invite invite = {
        .id = { nes_tx_new_id(req->tx) },
        .login = in->login,
        .name = in->name,
        .password_hash = nes_str_of(issued->hash),
        .roles = in->roles.rows,
        .roles_len = in->roles.len,
    };

    NES_TRY(nes_staff_invite(req->tx, &invite));
    return nes_reply_created(reply, &invited_view, &(struct invited){ invite.id, in->login, issued->text });
}

static struct nes_texts roles_of(struct nes_arena *arena, const struct nes_staff_roles *all, struct nes_staff_id staff)
{
    struct nes_texts texts = { .rows = NES_NEW_MANY(arena, struct nes_str, all->len + 1) };

    for (size_t i = 0; i < all->len; i++) {
        if (nes_id_eq(all->rows[i].staff.id, staff.id)) {
            texts.rows[texts.len++] = all->rows[i].role;
        }
    }
    return texts;
}

static struct nes_err staff_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                 struct nes_param_row *out)
{
    struct nes_staff *staff = NES_NEW(req->arena, struct nes_staff);

    (void)lock; /* of two locks at once one has the row */
    NES_TRY(nes_staff_find(req->tx, (struct nes_staff_id){ value->id }, staff));
    *out = (struct nes_param_row){ .row = staff, .object = value->id, .version = staff->version };
    return NES_FINE;
}
const struct nes_param nes_staff_param = { .name = "staff", .kind = NES_PARAM_ID, .doc = "A member of staff.",
                                           .shared = true, .load = staff_load };

static struct nes_err lock_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct why *why = req->body;
    const struct nes_staff *staff = nes_req_row(req, "staff");

    NES_TRY(nes_staff_lock(req->tx, staff->id, req->caller.id, nes_str_of(reasons[why->reason - 1].word)));
    return nes_reply_none(reply);
}

static struct nes_err unlock_run(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_staff *staff = nes_req_row(req, "staff");

    NES_TRY(nes_staff_unlock(req->tx, staff->id, req->caller.id));
    return nes_reply_none(reply);
}

static void show_locks(struct staff_page *page, const struct nes_staff_lock_table *locks)
{
    for (size_t i = 0; i < page->staff.len; i++) {
        for (size_t k = 0; k < locks->len; k++) {
            if (nes_id_eq(page->staff.rows[i].id.id, locks->rows[k].staff.id)) {
                page->staff.rows[i].locked = locks->rows[k].reason;
                page->staff.rows[i].locked_at = locks->rows[k].locked_at;
            }
        }
    }
}

static struct nes_err staff_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_staff_list staff;
    struct nes_staff_lock_table locks;
    struct nes_staff_roles roles;
    struct staff_page page;

    NES_TRY(nes_staff_all(req->tx, &staff));
    NES_TRY(nes_staff_roles(req->tx, &roles));
    NES_TRY(nes_roles(req->tx, &page.roles));
    NES_TRY(nes_staff_locked(req->tx, &locks));
    NES_NEW_ROWS(req->arena, page.staff, staff.len);
    for (size_t i = 0; i < staff.len; i++) {
        const struct nes_staff *row = &staff.rows[i];

        page.staff.rows[i] = (struct member){ .id = row->id, .login = row->login, .name = row->name,
                                              .version = row->version,
                                              .roles = roles_of(req->arena, &roles, row->id) };
    }
    show_locks(&page, &locks);
    return nes_reply_ok(reply, &page_view, &page);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/staff", .listen = NES_OFFICE | NES_OPERATIONS, .needs = NES_PERM_STAFF_CHANGE,
      .takes = &invite_shape, .gives = &invited_view,
      .fails = NES_FAULTS(LOGIN_TAKEN, LOGIN_FORM, STAFF_ROLE, STAFF_DUTIES),
      .prepare = invite_prepare, .run = invite_run, .rules = "27, 28, 29",
      .doc = "Invite a member of staff; the one-time password is shown once." },
    { NES_GET, "/v1/staff", .listen = NES_OFFICE, .needs = NES_PERM_STAFF_VIEW, .gives = &page_view,
      .prepare = staff_show, .rules = "27", .doc = "Members of staff." },
    { NES_POST, "/v1/staff/{staff}/lock", .listen = NES_OFFICE | NES_OPERATIONS, .needs = NES_PERM_STAFF_CHANGE,
      .takes = &why_shape, .fails = NES_FAULTS(STAFF_SELF, STAFF_LOCKED), .status = 204, .run = lock_run,
      .rules = "29.1", .doc = "Lock the account of a member; its sessions end." },
    { NES_POST, "/v1/staff/{staff}/unlock", .listen = NES_OFFICE | NES_OPERATIONS, .needs = NES_PERM_STAFF_CHANGE,
      .fails = NES_FAULTS(STAFF_OPEN), .status = 204, .run = unlock_run, .rules = "29.1",
      .doc = "Open a locked account again." },
};
const struct nes_resource nes_staff_resource = NES_RESOURCE("staff", routes);
