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
    struct nes_str login, name;
    int64_t version;
    struct nes_texts roles;
};
static const struct nes_field member_fields[] = {
    NES_FIELD(struct member, id,      .required = true, .words = "The member."),
    NES_FIELD(struct member, login,   .required = true, .words = "Identifier."),
    NES_FIELD(struct member, name,    .required = true, .words = "Name."),
    NES_FIELD(struct member, roles,   .max = 100, .words = "Names of the roles."),
    NES_FIELD(struct member, version, .required = true, .words = "For changes."),
};
static const struct nes_shape member_view = NES_SHAPE(struct member, member_fields, .as = "staff");

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

static struct nes_err staff_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_staff_list staff;
    struct nes_staff_roles roles;
    struct staff_page page;

    NES_TRY(nes_staff_all(req->tx, &staff));
    NES_TRY(nes_staff_roles(req->tx, &roles));
    NES_TRY(nes_roles(req->tx, &page.roles));
    page.staff.rows = NES_NEW_MANY(req->arena, struct member, staff.len + 1);
    page.staff.len = staff.len;
    for (size_t i = 0; i < staff.len; i++) {
        const struct nes_staff *row = &staff.rows[i];

        page.staff.rows[i] = (struct member){ row->id, row->login, row->name, row->version,
                                              roles_of(req->arena, &roles, row->id) };
    }
    return nes_reply_ok(reply, &page_view, &page);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/staff", .listen = NES_OFFICE | NES_OPERATIONS, .needs = NES_PERM_STAFF_CHANGE,
      .takes = &invite_shape, .gives = &invited_view, .fails = NES_FAULTS(LOGIN_TAKEN, LOGIN_FORM, STAFF_ROLE),
      .prepare = invite_prepare, .run = invite_run, .rules = "27, 28, 29",
      .doc = "Invite a member of staff; the one-time password is shown once." },
    { NES_GET, "/v1/staff", .listen = NES_OFFICE, .needs = NES_PERM_STAFF_VIEW, .gives = &page_view,
      .prepare = staff_show, .rules = "27", .doc = "Members of staff." },
};
const struct nes_resource nes_staff_resource = NES_RESOURCE("staff", routes);
