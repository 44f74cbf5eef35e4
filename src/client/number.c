#include "client/number.h"

#include "client/client_sql.h"
#include "client/number_sql.h"
#include "identity/identity_sql.h"

#define TAIL          4
#define NUMBERS_A_DAY 5

static const char *const owners[] = {
    [NES_OWNER_ASKED] = "asked",
    [NES_OWNER_OWN] = "own",
    [NES_OWNER_OTHER] = "other",
    [NES_OWNER_UNKNOWN] = "unknown",
};

const char *nes_owner_word(enum nes_owner owner)
{
    NES_ASSERT(owner >= NES_OWNER_ASKED && owner <= NES_OWNER_UNKNOWN);
    return owners[owner];
}

enum nes_owner nes_owner_of(struct nes_str word)
{
    return (enum nes_owner)nes_str_place(owners, NES_LEN(owners), word);
}

enum nes_owner nes_owner_told(const struct nes_errand_answer *answer)
{
    if (answer->outcome != NES_OUTCOME_DONE) {
        return NES_OWNER_UNKNOWN;
    }
    return nes_str_is(answer->body, "own")     ? NES_OWNER_OWN
           : nes_str_is(answer->body, "other") ? NES_OWNER_OTHER
                                               : NES_OWNER_UNKNOWN;
}

/* Sealed in the place of the client's own phone, so that it can be taken over as it is. */
static struct nes_column column(struct nes_id subject)
{
    return (struct nes_column){ .table = "client", .name = "phone", .row = subject, .version = 1 };
}

struct nes_err nes_number_seal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                               struct nes_str phone, struct nes_number *number)
{
    struct nes_secret secret = { (const uint8_t *)phone.ptr, phone.len };
    struct nes_batch *batch = nes_batch_begin(arena, why, number->key);
    size_t sealed = nes_batch_seal(batch, column(number->subject), secret);
    size_t index = nes_batch_index(batch, "client", "phone", secret);

    NES_ASSERT(phone.len > TAIL);
    NES_TRY(nes_batch_run(batch, keeper));
    number->phone = nes_batch_public(batch, sealed);
    number->phone_index = nes_batch_public(batch, index);
    number->owner = NES_OWNER_ASKED;
    number->tail = nes_str_from(phone, phone.len - TAIL);
    return NES_FINE;
}

struct nes_err nes_number_unseal(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                 const struct nes_number *number, struct nes_secret *phone)
{
    struct nes_batch *batch = nes_batch_begin(arena, why, number->key);
    size_t slot = nes_batch_unseal(batch, column(number->subject), number->phone);

    NES_TRY(nes_batch_run(batch, keeper));
    *phone = nes_batch_secret(batch, slot);
    return NES_FINE;
}

struct nes_err nes_number_add(struct nes_tx *tx, struct nes_number *number)
{
    struct nes_number_count_since_row row;
    struct nes_errand_id errand;

    NES_TRY(nes_number_count_since(tx, number->subject, nes_tx_now(tx) - NES_DAY_US, &row));
    if (row.n >= NUMBERS_A_DAY) {
        return NES_REFUSE(NUMBERS_MANY, "phone");
    }
    number->id = (struct nes_number_id){ nes_tx_new_id(tx) };
    number->asked_at = nes_tx_now(tx);
    NES_TRY(nes_data_key_count_more(tx, &number->key, 1));
    NES_TRY(nes_number_insert(tx, &(struct nes_number_insert_in){ number->id, number->subject, number->phone,
                                                                  number->phone_index, number->tail,
                                                                  number->asked_at }));
    return nes_errand_plan(tx, &(struct nes_errand_plan){ .kind = NES_NUMBER_ERRAND, .subject = number->id.id,
                                                          .payload = NES_STR("{}") },
                           &errand);
}

struct nes_err nes_number_find(struct nes_tx *tx, struct nes_number_id id, struct nes_number *out)
{
    struct nes_number_by_id_row row;

    NES_TRY(nes_number_by_id(tx, id, &row));
    *out = (struct nes_number){ .id = id, .subject = row.subject_id, .phone = row.phone,
                                .phone_index = row.phone_index, .tail = row.tail, .owner = nes_owner_of(row.owner),
                                .asked_at = row.asked_at, .used_from = row.used_from, .used_until = row.used_until };
    return nes_data_key_must(tx, out->subject, &out->key);
}

struct nes_err nes_number_current(struct nes_tx *tx, struct nes_id subject, struct nes_number *out, bool *found)
{
    struct nes_number_of_now_row row;

    NES_TRY(nes_number_of_now(tx, subject, &row, found));
    return *found ? nes_number_find(tx, row.id, out) : NES_FINE;
}

struct nes_hash nes_number_what(const struct nes_crypto *crypto, const struct nes_number *number)
{
    struct nes_hasher *hasher = nes_hasher_begin(crypto);
    struct nes_hash what;

    nes_hasher_add(hasher, "number", 6);
    nes_hasher_add(hasher, number->id.id.b, sizeof(number->id.id.b));
    nes_hasher_add(hasher, number->phone_index.ptr, number->phone_index.len);
    what = nes_hasher_done(hasher);
    nes_hasher_end(&hasher);
    return what;
}

struct nes_err nes_number_use(struct nes_tx *tx, struct nes_number *number)
{
    struct nes_subject_hold_row held;
    int64_t begun;

    NES_TRY(nes_subject_hold(tx, number->subject, &held)); /* of two at once the second sees what the first did */
    NES_TRY(nes_number_find(tx, number->id, number));
    if (number->owner != NES_OWNER_OWN || number->used_from > 0) { /* RULE 35.3.f */
        return NES_REFUSE(NUMBER_OTHER, "number");
    }
    NES_TRY(nes_number_end(tx, number->subject, nes_tx_now(tx)));
    NES_TRY(nes_number_begin(tx, number->id, nes_tx_now(tx), &begun));
    if (begun == 0) { /* a refusal would keep the end of the present one */
        return NES_FAIL(DB_CONFLICT, "number");
    }
    number->used_from = nes_tx_now(tx);
    return nes_client_set_phone(tx, (struct nes_client_id){ number->subject }, number->phone, number->phone_index);
}

struct nes_err nes_number_forget(struct nes_tx *tx, struct nes_id subject)
{
    return nes_number_set_unknown(tx, subject);
}

struct nes_err nes_number_answer(struct nes_tx *tx, const struct nes_errand *errand,
                                 const struct nes_errand_answer *answer)
{
    return nes_number_set_owner(tx, (struct nes_number_id){ errand->subject },
                                nes_str_of(nes_owner_word(nes_owner_told(answer))), answer->detail, nes_tx_now(tx));
}
