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

static const struct nes_field staff_fields[] = {
    NES_FIELD(struct nes_staff, id,      .required = true, .words = "The member."),
    NES_FIELD(struct nes_staff, login,   .required = true, .words = "Identifier."),
    NES_FIELD(struct nes_staff, name,    .required = true, .words = "Name."),
    NES_FIELD(struct nes_staff, version, .required = true, .words = "For changes."),
};
static const struct nes_shape staff_view = NES_SHAPE(struct nes_staff, staff_fields, .as = "staff");

struct staff_page {
    struct nes_staff_list staff;
};
static const struct nes_field page_fields[] = {
    NES_LIST(struct staff_page, staff, .required = true, .each = &staff_view, .max = 1000, .words = "By login."),
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

static struct nes_err staff_show(struct nes_req *req, struct nes_reply *reply)
{
    struct staff_page page;

    NES_TRY(nes_staff_all(req->tx, &page.staff));
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
