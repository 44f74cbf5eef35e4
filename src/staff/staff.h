/* src/staff/staff.h: members of staff, their roles and what these may do. RULE 27 RULE 28 */
#pragma once
#include "db/db.h"
#include "http/route.h"
#include "identity/secret.h"
#include "staff/staff_faults.h"

struct nes_staff_id { struct nes_id id; };

struct nes_staff {
    struct nes_staff_id id;
    struct nes_str login, name;
    int64_t version;
};
struct nes_staff_list {
    struct nes_staff *rows;
    size_t len;
};

#define NES_STAFF_AUDITOR "auditor" /* the role that reads the audit log; held alone. RULE 32.1 */

/* An invitation: subject, issued password and roles at once. LOGIN_TAKEN, LOGIN_FORM, STAFF_ROLE, STAFF_DUTIES. */
struct nes_staff_invite {
    struct nes_staff_id id;
    struct nes_str login, name;
    struct nes_str password_hash;      /* of the one-time password */
    const struct nes_str *roles;
    size_t roles_len;
};
struct nes_err nes_staff_invite(struct nes_tx *tx, const struct nes_staff_invite *invite);

/* What the roles of a member allow. A permission that this program does not know is passed over. */
struct nes_err nes_staff_may(struct nes_tx *tx, struct nes_staff_id staff, struct nes_perms *out);
/* Whether they allow this: one question where all that they allow is not wanted. */
struct nes_err nes_staff_has(struct nes_tx *tx, struct nes_staff_id staff, enum nes_perm perm, bool *out);
/* DB_NO_ROW. */
struct nes_err nes_staff_find(struct nes_tx *tx, struct nes_staff_id id, struct nes_staff *out);
struct nes_err nes_staff_all(struct nes_tx *tx, struct nes_staff_list *out);

/* Locks an account of staff: its sessions end, nobody signs in with it until it is opened again. `by` none: on the
 * machine itself. STAFF_SELF (refused), STAFF_LOCKED. RULE 29.1 */
struct nes_err nes_staff_lock(struct nes_tx *tx, struct nes_staff_id staff, struct nes_id by, struct nes_str reason);
/* STAFF_OPEN. */
struct nes_err nes_staff_unlock(struct nes_tx *tx, struct nes_staff_id staff, struct nes_id by);
/* Whose account is locked now, why, since when. */
struct nes_staff_lock_now {
    struct nes_staff_id staff;
    struct nes_str reason;
    int64_t locked_at;
};
struct nes_staff_lock_table {
    struct nes_staff_lock_now *rows;
    size_t len;
};
struct nes_err nes_staff_locked(struct nes_tx *tx, struct nes_staff_lock_table *out);

struct nes_role {
    struct nes_str name, name_kk, name_ru, name_en;
};
struct nes_role_table {
    struct nes_role *rows;
    size_t len;
};
/* The roles there are, and who has which. */
struct nes_err nes_roles(struct nes_tx *tx, struct nes_role_table *out);
struct nes_staff_role {
    struct nes_staff_id staff;
    struct nes_str role;
};
struct nes_staff_roles {
    struct nes_staff_role *rows;
    size_t len;
};
struct nes_err nes_staff_roles(struct nes_tx *tx, struct nes_staff_roles *out);
