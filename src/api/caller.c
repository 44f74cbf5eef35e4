#include "api/caller.h"

#include "api/house.h"
#include "channel/channel.h"
#include "staff/staff.h"

/* Which subjects a listener lets in: a client's cookie opens nothing in the office, nor the other way round. */
static bool belongs(enum nes_listen listen, enum nes_subject_kind kind)
{
    return kind == NES_SUBJECT_STAFF ? listen == NES_OFFICE : listen != NES_OFFICE;
}

/* What a member of staff may; of the duties of his roles only that which the door `needs`, where it names one. */
static struct nes_err duties_of(struct nes_tx *tx, struct nes_staff_id staff, enum nes_perm needs,
                                struct nes_perms *out)
{
    bool has;

    if (needs == NES_PERM_UNSET) {
        return nes_staff_may(tx, staff, out);
    }
    nes_perms_add(out, NES_PERM_STAFF);
    NES_TRY(nes_staff_has(tx, staff, needs, &has));
    if (has) {
        nes_perms_add(out, needs);
    }
    return NES_FINE;
}

/* What a session may; where a door asks (`needs`), without what only the database knows and this door does not need:
 * other duties of staff, and whether the channel is open. */
static struct nes_err perms_of(struct nes_tx *tx, const struct nes_session *session, enum nes_perm needs,
                               struct nes_perms *out)
{
    bool open = false;

    *out = (struct nes_perms){ 0 };
    if (session->stage == NES_STAGE_FULL && session->kind == NES_SUBJECT_STAFF) {
        NES_TRY(duties_of(tx, (struct nes_staff_id){ session->subject }, needs, out));
    }
    if (session->stage == NES_STAGE_FULL && session->kind == NES_SUBJECT_CLIENT) {
        nes_perms_add(out, NES_PERM_CLIENT);
        if (needs == NES_PERM_UNSET || needs == NES_PERM_LEND) {
            NES_TRY(nes_channel_is_open(tx, NES_STR(NES_CHANNEL_WEB_NAME), &open));
        }
        if (open) {
            nes_perms_add(out, NES_PERM_LEND); /* RULE 3.1 RULE 4.0 */
        }
    }
    if (session->stage == NES_STAGE_REGISTER) {
        nes_perms_add(out, NES_PERM_REGISTER);
    }
    if (session->kind == NES_SUBJECT_CLIENT &&
        (session->stage == NES_STAGE_FULL || session->stage == NES_STAGE_REGISTER)) {
        nes_perms_add(out, NES_PERM_CONFIRM);
    }
    if (session->stage == NES_STAGE_FULL) {
        nes_perms_add(out, NES_PERM_OPERATION_VIEW);
    }
    nes_perms_add(out, NES_PERM_SESSION);
    return NES_FINE;
}

static struct nes_err find(const struct nes_req *req, struct nes_session *session, bool *found)
{
    struct nes_str token = nes_req_cookie(req, NES_SESSION_COOKIE);

    *found = false;
    if (token.len != NES_TOKEN_TEXT) {
        return NES_FINE;
    }
    NES_TRY(nes_session_find(req->tx, nes_house_of(req)->crypto, token, session, found));
    *found = *found && belongs(req->listen, session->kind);
    return NES_FINE;
}

struct nes_err nes_caller_identify(void *self, const struct nes_req *req, struct nes_caller *out)
{
    struct nes_session session;
    bool found;

    (void)self;
    *out = (struct nes_caller){ .kind = NES_CALLER_ANYONE };
    nes_perms_add(&out->may, NES_PERM_ANYONE);
    if (req->listen == NES_OPERATIONS) {
        out->kind = NES_CALLER_SYSTEM;
        nes_perms_add(&out->may, NES_PERM_SYSTEM);
        nes_perms_add(&out->may, NES_PERM_METRICS_VIEW);
        nes_perms_add(&out->may, NES_PERM_STAFF_CHANGE);      /* who has the socket has the machine; one person's */
        nes_perms_add(&out->may, NES_PERM_ORGANISATION_CHANGE); /* duties only, none that needs two */
        return NES_FINE;
    }
    NES_TRY(find(req, &session, &found));
    if (!found) {
        return NES_FINE;
    }
    out->kind = session.kind == NES_SUBJECT_STAFF ? NES_CALLER_STAFF : NES_CALLER_CLIENT;
    out->id = session.subject;
    out->session = session.id.id;
    out->version = session.version;
    out->stale = nes_session_stale(&session, req->now_us);
    NES_TRY(perms_of(req->tx, &session, req->route->needs, &out->may));
    nes_perms_add(&out->may, NES_PERM_ANYONE);
    return NES_FINE;
}

struct nes_err nes_caller_touch(void *self, const struct nes_req *req)
{
    (void)self;
    return nes_session_seen(req->tx, (struct nes_session_id){ req->caller.session });
}

struct nes_err nes_caller_session(const struct nes_req *req, struct nes_session *out)
{
    bool found;

    NES_TRY(find(req, out, &found));
    return found ? NES_FINE : NES_FAIL(SESSION_ENDED, NULL);
}

struct nes_err nes_caller_words(const struct nes_req *req, const struct nes_session *session, struct nes_texts *out)
{
    struct nes_perms may;

    NES_TRY(perms_of(req->tx, session, NES_PERM_UNSET, &may));
    *out = (struct nes_texts){ .rows = NES_NEW_MANY(req->arena, struct nes_str, NES_PERMS) };
    for (int perm = NES_PERM_SYSTEM + 1; perm < NES_PERMS; perm++) {
        if (nes_perms_has(&may, (enum nes_perm)perm)) {
            out->rows[out->len++] = nes_str_of(nes_perm_name((enum nes_perm)perm));
        }
    }
    return NES_FINE;
}
