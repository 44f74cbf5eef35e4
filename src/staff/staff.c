#include "staff/staff.h"

#include "identity/session.h"
#include "staff/staff_sql.h"

#define X NES_FAULT_DEFINE
#include "staff/staff_faults.def"
#undef X

static struct nes_err add_role(struct nes_tx *tx, struct nes_staff_id staff, struct nes_str role)
{
    struct nes_role_exists_row row;
    bool found;

    NES_TRY(nes_role_exists(tx, role, &row, &found));
    if (!found) {
        return NES_FAIL(STAFF_ROLE, "roles");
    }
    return nes_staff_role_insert(tx, staff, role);
}

/* RULE 32.1: who reads the log has nothing in it to hide. */
static bool duties_agree(const struct nes_str *roles, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (len > 1 && nes_str_is(roles[i], NES_STAFF_AUDITOR)) {
            return false;
        }
    }
    return true;
}

struct nes_err nes_staff_invite(struct nes_tx *tx, const struct nes_staff_invite *invite)
{
    struct nes_subject subject = { .id = invite->id.id, .kind = NES_SUBJECT_STAFF, .login = invite->login };

    if (!duties_agree(invite->roles, invite->roles_len)) {
        return NES_FAIL(STAFF_DUTIES, "roles");
    }
    NES_TRY(nes_subject_add(tx, &subject));
    NES_TRY(nes_password_issue(tx, invite->id.id, invite->password_hash));
    NES_TRY(nes_staff_insert(tx, invite->id, invite->name));
    for (size_t i = 0; i < invite->roles_len; i++) {
        NES_TRY(add_role(tx, invite->id, invite->roles[i]));
    }
    return NES_FINE;
}

static enum nes_perm perm_of(struct nes_str name)
{
    for (int perm = NES_PERM_UNSET + 1; perm < NES_PERMS; perm++) {
        if (nes_str_is(name, nes_perm_name((enum nes_perm)perm))) {
            return (enum nes_perm)perm;
        }
    }
    return NES_PERM_UNSET;
}

struct nes_err nes_staff_may(struct nes_tx *tx, struct nes_staff_id staff, struct nes_perms *out)
{
    struct nes_staff_perms_rows found;

    *out = (struct nes_perms){ 0 };
    nes_perms_add(out, NES_PERM_STAFF);
    NES_TRY(nes_staff_perms(tx, staff, &found));
    for (size_t i = 0; i < found.len; i++) {
        enum nes_perm perm = perm_of(found.rows[i].perm);

        if (perm > NES_PERM_SYSTEM) { /* a role in the database never makes anyone a client or the machine itself */
            nes_perms_add(out, perm);
        }
    }
    return NES_FINE;
}

struct nes_err nes_staff_has(struct nes_tx *tx, struct nes_staff_id staff, enum nes_perm perm, bool *out)
{
    struct nes_staff_holds_row row;

    *out = perm == NES_PERM_STAFF;
    return perm > NES_PERM_SYSTEM ? nes_staff_holds(tx, staff, nes_str_of(nes_perm_name(perm)), &row, out) : NES_FINE;
}

struct nes_err nes_staff_find(struct nes_tx *tx, struct nes_staff_id id, struct nes_staff *out)
{
    struct nes_staff_by_id_row row;

    NES_TRY(nes_staff_by_id(tx, id, &row));
    *out = (struct nes_staff){ id, row.login, row.name, row.version };
    return NES_FINE;
}

struct nes_err nes_staff_all(struct nes_tx *tx, struct nes_staff_list *out)
{
    struct nes_staff_list_rows found;

    NES_TRY(nes_staff_list(tx, &found));
    *out = (struct nes_staff_list){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_staff, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = (struct nes_staff){ found.rows[i].id, found.rows[i].login, found.rows[i].name,
                                           found.rows[i].version };
    }
    return NES_FINE;
}

struct nes_err nes_staff_lock(struct nes_tx *tx, struct nes_staff_id staff, struct nes_id by, struct nes_str reason)
{
    int64_t added;

    if (nes_id_eq(staff.id, by)) {
        return NES_REFUSE(STAFF_SELF, "staff");
    }
    NES_TRY(nes_staff_lock_insert(tx, &(struct nes_staff_lock_insert_in){ nes_tx_new_id(tx), staff, reason, by,
                                                                          nes_tx_now(tx) },
                                  &added));
    if (added == 0) {
        return NES_FAIL(STAFF_LOCKED, "staff");
    }
    NES_TRY(nes_session_end_others(tx, staff.id, (struct nes_session_id){ 0 }, "locked"));
    return nes_staff_set_open(tx, staff, false);
}

struct nes_err nes_staff_unlock(struct nes_tx *tx, struct nes_staff_id staff, struct nes_id by)
{
    int64_t ended;

    NES_TRY(nes_staff_lock_end(tx, staff, by, nes_tx_now(tx), &ended));
    return ended == 0 ? NES_FAIL(STAFF_OPEN, "staff") : nes_staff_set_open(tx, staff, true);
}

struct nes_err nes_staff_locked(struct nes_tx *tx, struct nes_staff_lock_table *out)
{
    struct nes_staff_locks_rows found;

    NES_TRY(nes_staff_locks(tx, &found));
    *out = (struct nes_staff_lock_table){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_staff_lock_now, found.len + 1),
                                          found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = (struct nes_staff_lock_now){ found.rows[i].staff_id, found.rows[i].reason,
                                                    found.rows[i].locked_at };
    }
    return NES_FINE;
}

struct nes_err nes_roles(struct nes_tx *tx, struct nes_role_table *out)
{
    struct nes_role_list_rows found;

    NES_TRY(nes_role_list(tx, &found));
    *out = (struct nes_role_table){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_role, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = (struct nes_role){ found.rows[i].name, found.rows[i].name_kk, found.rows[i].name_ru,
                                          found.rows[i].name_en };
    }
    return NES_FINE;
}

struct nes_err nes_staff_roles(struct nes_tx *tx, struct nes_staff_roles *out)
{
    struct nes_staff_role_list_rows found;

    NES_TRY(nes_staff_role_list(tx, &found));
    *out = (struct nes_staff_roles){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_staff_role, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = (struct nes_staff_role){ found.rows[i].staff_id, found.rows[i].role };
    }
    return NES_FINE;
}
