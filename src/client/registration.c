#include "client/registration.h"

#include "client/client_sql.h"
#include "client/registration_sql.h"
#include "identity/secret.h"

static struct nes_column column(struct nes_id subject)
{
    return (struct nes_column){ .table = "registration", .name = "facts", .row = subject, .version = 1 };
}

enum nes_missing nes_registration_missing(const struct nes_registration *registration, const struct nes_number *number,
                                          bool has_password)
{
    if (registration->ended_at > 0) {
        return NES_MISSING_NOTHING;
    }
    if (registration->facts.len == 0) {
        return NES_MISSING_FACTS;
    }
    if (registration->kind == NES_CLIENT_LEGAL && nes_id_none(registration->order.id)) {
        return NES_MISSING_ORDER;
    }
    if (nes_id_none(registration->photo.id)) {
        return NES_MISSING_PHOTO;
    }
    if (!number || number->owner != NES_OWNER_OWN) {
        return NES_MISSING_NUMBER;
    }
    return has_password ? NES_MISSING_METHODS : NES_MISSING_PASSWORD;
}

static void add_id(struct nes_hasher *hasher, struct nes_id id)
{
    nes_hasher_add(hasher, id.b, sizeof(id.b));
}

struct nes_hash nes_registration_what(const struct nes_crypto *crypto, const struct nes_registration *registration)
{
    struct nes_hasher *hasher = nes_hasher_begin(crypto);
    struct nes_hash what;

    nes_hasher_add(hasher, "registration", 12);
    add_id(hasher, registration->subject);
    add_id(hasher, registration->photo.id);
    add_id(hasher, registration->order.id);
    add_id(hasher, registration->number.id);
    nes_hasher_add(hasher, registration->facts.ptr, registration->facts.len);
    what = nes_hasher_done(hasher);
    nes_hasher_end(&hasher);
    return what;
}

struct nes_err nes_registration_begin(struct nes_tx *tx, struct nes_registration *registration, struct nes_str login)
{
    struct nes_subject subject = { .id = registration->subject, .kind = NES_SUBJECT_CLIENT, .login = login };

    NES_TRY(nes_subject_add(tx, &subject));
    NES_TRY(nes_subject_register(tx, subject.id, true));
    NES_TRY(nes_data_key_add(tx, &registration->key));
    registration->version = 1;
    registration->begun_at = nes_tx_now(tx);
    return nes_registration_insert(tx, registration->subject, nes_str_of(nes_client_kind_word(registration->kind)),
                                   registration->lang, registration->begun_at);
}

struct nes_err nes_registration_find(struct nes_tx *tx, struct nes_id subject, struct nes_registration *out)
{
    struct nes_registration_by_id_row row;

    NES_TRY(nes_registration_by_id(tx, subject, &row));
    *out = (struct nes_registration){
        .subject = subject, .kind = nes_str_is(row.kind, "legal") ? NES_CLIENT_LEGAL : NES_CLIENT_INDIVIDUAL,
        .lang = row.lang, .facts = row.facts, .iin_index = row.iin_index, .valid_until = row.valid_until,
        .photo = row.photo_id, .order = row.order_id, .number = row.number_id, .evidence = row.evidence_id,
        .version = row.version, .begun_at = row.begun_at, .ended_at = row.ended_at,
    };
    return nes_data_key_must(tx, subject, &out->key);
}

struct nes_err nes_registration_seal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                     const struct nes_facts *facts, struct nes_registration *registration)
{
    struct nes_str text = nes_facts_write(arena, facts);
    struct nes_batch *batch = nes_batch_begin(arena, why, registration->key);
    size_t sealed = nes_batch_seal(batch, column(registration->subject),
                                   (struct nes_secret){ (const uint8_t *)text.ptr, text.len });
    size_t index = nes_batch_index(batch, "registration", "iin",
                                   (struct nes_secret){ (const uint8_t *)facts->iin.ptr, facts->iin.len });

    NES_TRY(nes_batch_run(batch, keeper));
    registration->facts = nes_batch_public(batch, sealed);
    registration->iin_index = nes_batch_public(batch, index);
    registration->valid_until = facts->valid_until;
    return NES_FINE;
}

struct nes_err nes_registration_unseal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                       const struct nes_registration *registration, struct nes_facts *out)
{
    struct nes_batch *batch = nes_batch_begin(arena, why, registration->key);
    size_t slot = nes_batch_unseal(batch, column(registration->subject), registration->facts);
    struct nes_secret text;

    NES_TRY(nes_batch_run(batch, keeper));
    text = nes_batch_secret(batch, slot);
    return nes_facts_read((struct nes_str){ (const char *)text.ptr, text.len }, out);
}

struct nes_err nes_registration_save(struct nes_tx *tx, struct nes_registration *registration)
{
    int64_t saved;

    if (registration->ended_at > 0) {
        return NES_FAIL(REGISTRATION_OVER, "registration");
    }
    NES_TRY(nes_data_key_count_more(tx, &registration->key, 1));
    NES_TRY(nes_registration_update(tx,
                                    &(struct nes_registration_update_in){
                                        .id = registration->subject, .version = registration->version,
                                        .facts = registration->facts, .iin_index = registration->iin_index,
                                        .valid_until = registration->valid_until, .photo_id = registration->photo,
                                        .order_id = registration->order, .number_id = registration->number },
                                    &saved));
    registration->version++;
    return saved == 1 ? NES_FINE : NES_FAIL(DB_CONFLICT, "registration");
}

struct nes_err nes_registration_end(struct nes_tx *tx, struct nes_registration *registration,
                                    const struct nes_client *client)
{
    struct nes_number number = { .id = registration->number, .subject = registration->subject };
    int64_t closed;

    NES_ASSERT(nes_id_eq(client->id.id, registration->subject) && !nes_id_none(registration->evidence.id));
    registration->ended_at = nes_tx_now(tx);
    NES_TRY(nes_registration_close(tx, registration->subject, registration->version, registration->evidence,
                                   registration->ended_at, &closed));
    if (closed == 0) { /* first of all: what follows may refuse, and a refusal would keep half an account */
        return NES_FAIL(REGISTRATION_OVER, "registration");
    }
    NES_TRY(nes_client_open(tx, client));
    NES_TRY(nes_number_use(tx, &number));
    return nes_subject_register(tx, registration->subject, false);
}
