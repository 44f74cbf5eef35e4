#include "notice/notice.h"

#include "notice/notice_sql.h"

static const char *const kinds[] = { [NES_NOTICE_LETTER] = "letter", [NES_NOTICE_CALL_US] = "call_us",
                                      [NES_NOTICE_OVERDUE] = "overdue", [NES_NOTICE_EARLY_DONE] = "early_done",
                                      [NES_NOTICE_SIGN_IN] = "sign_in", [NES_NOTICE_PASSWORD] = "password",
                                      [NES_NOTICE_NUMBER] = "number", [NES_NOTICE_BANK] = "bank",
                                      [NES_NOTICE_REFUND] = "refund",
                                      [NES_NOTICE_INCIDENT] = "incident",
                                      [NES_NOTICE_SUSPENDED] = "suspended",
                                      [NES_NOTICE_RESUMED] = "resumed" };
static const char *const states[] = { [NES_NOTICE_PLANNED] = "planned", [NES_NOTICE_SENT] = "sent",
                                      [NES_NOTICE_FAILED] = "failed" };

const char *nes_notice_word(enum nes_notice_kind kind)
{
    NES_ASSERT(kind >= NES_NOTICE_LETTER && kind < NES_LEN(kinds));
    return kinds[kind];
}

static struct nes_err plan(struct nes_tx *tx, const struct nes_notice *notice, struct nes_id who)
{
    struct nes_errand_id errand;

    NES_TRY(nes_notice_insert(tx, &(struct nes_notice_insert_in){ notice->id, notice->client, notice->kind,
                                                                  notice->number, who, nes_tx_now(tx) }));
    return nes_errand_plan(tx, &(struct nes_errand_plan){ .kind = NES_NOTICE_ERRAND, .subject = notice->id.id,
                                                          .payload = NES_STR("{}") },
                           &errand);
}

struct nes_err nes_notice_send(struct nes_tx *tx, struct nes_client_id client, enum nes_notice_kind kind,
                               struct nes_id who, struct nes_notice_id *out)
{
    struct nes_notice notice = { .id = { nes_tx_new_id(tx) }, .client = client,
                                 .kind = nes_str_of(nes_notice_word(kind)) };

    *out = notice.id;
    return plan(tx, &notice, who);
}

struct nes_err nes_notice_send_to(struct nes_tx *tx, const struct nes_number *number, enum nes_notice_kind kind)
{
    struct nes_notice notice = { .id = { nes_tx_new_id(tx) }, .client = { number->subject }, .number = number->id,
                                 .kind = nes_str_of(nes_notice_word(kind)) };

    return plan(tx, &notice, number->subject);
}

struct nes_err nes_notice_tell(struct nes_tx *tx, struct nes_client_id client, enum nes_notice_kind kind)
{
    return nes_notice_insert_told(tx, (struct nes_notice_id){ nes_tx_new_id(tx) }, client,
                                  nes_str_of(nes_notice_word(kind)), nes_tx_now(tx));
}

static enum nes_notice_state state_of(struct nes_str word)
{
    return (enum nes_notice_state)nes_str_place(states, NES_LEN(states), word);
}

struct nes_err nes_notice_find(struct nes_tx *tx, struct nes_notice_id id, struct nes_notice *out)
{
    struct nes_notice_by_id_row row;

    NES_TRY(nes_notice_by_id(tx, id, &row));
    *out = (struct nes_notice){ .id = id, .client = row.client_id, .kind = row.kind, .state = state_of(row.state),
                                .told = nes_str_is(row.way, "account"), .number = row.number_id,
                                .made_at = row.made_at };
    return NES_FINE;
}

struct nes_err nes_notices_of(struct nes_tx *tx, struct nes_client_id client, struct nes_notices *out)
{
    struct nes_notice_of_client_rows found;

    NES_TRY(nes_notice_of_client(tx, client, &found));
    *out = (struct nes_notices){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_notice, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_notice_of_client_row *row = &found.rows[i];

        out->rows[i] = (struct nes_notice){ .id = row->id, .client = client, .kind = row->kind,
                                            .state = state_of(row->state), .told = nes_str_is(row->way, "account"),
                                            .made_at = row->made_at };
    }
    return NES_FINE;
}

struct nes_str nes_notice_say(struct nes_arena *arena, enum nes_lang lang, struct nes_str kind)
{
    struct nes_buf key = nes_buf_begin(arena, 128);

    nes_buf_addz(&key, "notice.");
    nes_buf_add(&key, kind);
    return nes_words(lang, nes_str_z(arena, (struct nes_str){ key.ptr, key.len }));
}

struct nes_err nes_notice_apply(struct nes_tx *tx, const struct nes_errand *errand,
                                const struct nes_errand_answer *answer)
{
    bool sent = answer->outcome == NES_OUTCOME_DONE;
    int64_t ended;

    return nes_notice_end(tx, (struct nes_notice_id){ errand->subject },
                          nes_str_of(states[sent ? NES_NOTICE_SENT : NES_NOTICE_FAILED]), nes_tx_now(tx), &ended);
}
