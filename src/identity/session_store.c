#include "identity/identity_sql.h"
#include "identity/session.h"

static struct nes_str hash_bytes(const struct nes_hash *hash)
{
    return (struct nes_str){ (const char *)hash->b, sizeof(hash->b) };
}

/* A full session of who still registers reaches only the steps of that: the subject says it, not the session's row. */
static enum nes_stage stage_now(enum nes_stage stored, bool registering)
{
    return registering && stored == NES_STAGE_FULL ? NES_STAGE_REGISTER : stored;
}

static struct nes_str stored_word(enum nes_stage stage)
{
    return nes_str_of(nes_stage_word(stage == NES_STAGE_REGISTER ? NES_STAGE_FULL : stage));
}

struct nes_err nes_session_open(struct nes_tx *tx, const struct nes_crypto *crypto, const char *token,
                                struct nes_session *session)
{
    struct nes_hash hash = nes_sha256(crypto, nes_str_of(token));
    struct nes_subject_registers_row row;
    int64_t now = nes_tx_now(tx);

    NES_TRY(nes_subject_registers(tx, session->subject, &row));
    session->stage = stage_now(session->stage, row.registering);
    session->id = (struct nes_session_id){ nes_tx_new_id(tx) };
    session->version = 1;
    session->made_at = session->last_seen = now;
    session->ends_at = now + nes_session_whole_us(session->kind);
    return nes_session_insert(tx, &(struct nes_session_insert_in){
                                      .id = session->id.id,
                                      .token_hash = hash_bytes(&hash),
                                      .subject_id = session->subject,
                                      .stage = stored_word(session->stage),
                                      .now = now,
                                      .ends_at = session->ends_at,
                                      .address = session->address,
                                  });
}

struct nes_err nes_session_find(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_str token,
                                struct nes_session *out, bool *found)
{
    struct nes_hash hash = nes_sha256(crypto, token);
    struct nes_session_by_token_row row;

    NES_TRY(nes_session_by_token(tx, hash_bytes(&hash), &row, found));
    if (!*found) {
        return NES_FINE;
    }
    *out = (struct nes_session){
        .id = { row.id },
        .subject = row.subject_id,
        .kind = nes_str_is(row.kind, "staff") ? NES_SUBJECT_STAFF : NES_SUBJECT_CLIENT,
        .stage = stage_now(nes_stage_of(row.stage), row.registering),
        .version = row.version,
        .made_at = row.made_at,
        .last_seen = row.last_seen,
        .ends_at = row.ends_at,
    };
    *found = nes_session_lives(out, nes_tx_now(tx));
    return NES_FINE;
}

struct nes_err nes_session_move(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_session *session,
                                enum nes_stage stage, const char *token)
{
    struct nes_hash hash = nes_sha256(crypto, nes_str_of(token));
    int64_t moved;

    NES_TRY(nes_session_set_stage(tx, session->id.id, session->version, stored_word(stage), hash_bytes(&hash),
                                  &moved));
    if (moved == 0) {
        return NES_FAIL(SESSION_ENDED, "session");
    }
    session->stage = stage;
    session->version++;
    return NES_FINE;
}

struct nes_err nes_session_seen(struct nes_tx *tx, struct nes_session_id session)
{
    return nes_session_set_seen(tx, session.id, nes_tx_now(tx));
}

struct nes_err nes_session_end(struct nes_tx *tx, struct nes_session_id session, const char *reason)
{
    return nes_session_set_ended(tx, session.id, nes_tx_now(tx), nes_str_of(reason));
}

struct nes_err nes_session_end_others(struct nes_tx *tx, struct nes_id subject, struct nes_session_id keep,
                                      const char *reason)
{
    return nes_session_set_ended_others(tx, subject, keep.id, nes_tx_now(tx), nes_str_of(reason));
}

struct nes_err nes_sessions_of(struct nes_tx *tx, struct nes_id subject, enum nes_subject_kind kind,
                               struct nes_sessions *out)
{
    struct nes_session_of_subject_rows found;

    NES_TRY(nes_session_of_subject(tx, subject, nes_tx_now(tx), &found));
    *out = (struct nes_sessions){ .rows = NES_NEW_MANY(nes_tx_arena(tx), struct nes_session, found.len + 1) };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_session_of_subject_row *row = &found.rows[i];
        struct nes_session session = { .id = { row->id }, .subject = subject, .kind = kind,
                                       .stage = nes_stage_of(row->stage), .made_at = row->made_at,
                                       .last_seen = row->last_seen, .ends_at = row->ends_at,
                                       .address = row->address };

        if (nes_session_lives(&session, nes_tx_now(tx))) {
            out->rows[out->len++] = session;
        }
    }
    return NES_FINE;
}

struct nes_err nes_session_by_id(struct nes_tx *tx, struct nes_session_id id, struct nes_session *out)
{
    struct nes_session_row_row row;

    NES_TRY(nes_session_row(tx, id.id, &row));
    *out = (struct nes_session){ .id = id, .subject = row.subject_id, .stage = nes_stage_of(row.stage),
                                 .made_at = row.made_at, .last_seen = row.last_seen, .ends_at = row.ends_at,
                                 .address = row.address };
    return NES_FINE;
}
