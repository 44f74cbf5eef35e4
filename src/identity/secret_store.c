#include "identity/identity_sql.h"
#include "identity/secret.h"

static struct nes_str kind_word(enum nes_subject_kind kind)
{
    return kind == NES_SUBJECT_STAFF ? NES_STR("staff") : NES_STR("client");
}

struct nes_err nes_subject_add(struct nes_tx *tx, const struct nes_subject *subject)
{
    int64_t added;

    NES_TRY(nes_login_check(subject->login));
    NES_TRY(nes_subject_insert(tx, subject->id, kind_word(subject->kind), subject->login, nes_tx_now(tx), &added));
    return added == 1 ? NES_FINE : NES_FAIL(LOGIN_TAKEN, "login");
}

struct nes_err nes_subject_register(struct nes_tx *tx, struct nes_id subject, bool registering)
{
    return nes_subject_set_registering(tx, subject, registering);
}

struct nes_err nes_subject_login_of(struct nes_tx *tx, struct nes_id subject, struct nes_str *login)
{
    struct nes_subject_login_row row;

    NES_TRY(nes_subject_login(tx, subject, &row));
    *login = row.login;
    return NES_FINE;
}

struct nes_err nes_password_find(struct nes_tx *tx, enum nes_subject_kind kind, struct nes_str login,
                                 struct nes_password *out, bool *found)
{
    struct nes_subject_by_login_row row;

    NES_TRY(nes_subject_by_login(tx, kind_word(kind), login, &row, found));
    if (*found) {
        *out = (struct nes_password){ row.id, row.hash, row.issued, row.version };
    }
    return NES_FINE;
}

struct nes_err nes_password_of(struct nes_tx *tx, struct nes_id subject, struct nes_password *out)
{
    struct nes_password_by_subject_row row;
    bool found;

    NES_TRY(nes_password_by_subject(tx, subject, &row, &found));
    if (!found) {
        return NES_FAIL(DB_NO_ROW, "password");
    }
    *out = (struct nes_password){ subject, row.hash, row.issued, row.version };
    return NES_FINE;
}

struct nes_err nes_password_issue(struct nes_tx *tx, struct nes_id subject, struct nes_str hash)
{
    return nes_password_insert(tx, subject, hash, true, nes_tx_now(tx));
}

struct nes_err nes_password_own(struct nes_tx *tx, struct nes_id subject, struct nes_str hash)
{
    struct nes_password_by_subject_row row;
    bool found;

    NES_TRY(nes_password_by_subject(tx, subject, &row, &found));
    return found ? nes_password_set(tx, subject, row.version, hash)
                 : nes_password_insert(tx, subject, hash, false, nes_tx_now(tx));
}

struct nes_err nes_password_set(struct nes_tx *tx, struct nes_id subject, int64_t version, struct nes_str hash)
{
    int64_t set;

    NES_TRY(nes_password_replace(tx, subject, version, hash, nes_tx_now(tx), &set));
    return set == 1 ? NES_FINE : NES_FAIL(SESSION_ENDED, "password");
}

struct nes_err nes_totp_start(struct nes_tx *tx, struct nes_id subject, struct nes_str wrapped,
                              struct nes_str sealed)
{
    int64_t set;

    NES_TRY(nes_totp_begin(tx, subject, wrapped, sealed, nes_tx_now(tx), &set));
    if (set == 0) {
        NES_TRY(nes_totp_begin_again(tx, subject, wrapped, sealed, nes_tx_now(tx), &set));
    }
    return set == 1 ? NES_FINE : NES_FAIL(SIGN_IN_STAGE, "totp");
}

struct nes_err nes_totp_look(struct nes_tx *tx, struct nes_id subject, struct nes_totp *out, bool *found)
{
    struct nes_totp_by_subject_row row;

    NES_TRY(nes_totp_by_subject(tx, subject, &row, found));
    if (*found) {
        *out = (struct nes_totp){ row.wrapped, row.secret, row.bound, row.used_step, row.set_at };
    }
    return NES_FINE;
}

struct nes_err nes_totp_spend(struct nes_tx *tx, struct nes_id subject, int64_t step, int64_t set_at, bool *spent)
{
    int64_t used;

    NES_TRY(nes_totp_use(tx, subject, step, set_at, &used));
    *spent = used == 1;
    return NES_FINE;
}
