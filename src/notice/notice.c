#include "notice/notice.h"

#include "notice/notice_sql.h"

static const char *const kinds[] = { [NES_NOTICE_LETTER] = "letter", [NES_NOTICE_CALL_US] = "call_us",
                                      [NES_NOTICE_OVERDUE] = "overdue", [NES_NOTICE_EARLY_DONE] = "early_done" };
static const char *const states[] = { [NES_NOTICE_PLANNED] = "planned", [NES_NOTICE_SENT] = "sent",
                                      [NES_NOTICE_FAILED] = "failed" };

const char *nes_notice_word(enum nes_notice_kind kind)
{
    NES_ASSERT(kind >= NES_NOTICE_LETTER && kind < NES_LEN(kinds));
    return kinds[kind];
}

struct nes_err nes_notice_send(struct nes_tx *tx, struct nes_client_id client, enum nes_notice_kind kind,
                               struct nes_id who, struct nes_notice_id *out)
{
    struct nes_errand_id errand;

    *out = (struct nes_notice_id){ nes_tx_new_id(tx) };
    NES_TRY(nes_notice_insert(tx, &(struct nes_notice_insert_in){ *out, client, nes_str_of(nes_notice_word(kind)), who,
                                                                  nes_tx_now(tx) }));
    return nes_errand_plan(tx, &(struct nes_errand_plan){ .kind = NES_NOTICE_ERRAND, .subject = out->id,
                                                          .payload = NES_STR("{}") },
                           &errand);
}

struct nes_err nes_notice_find(struct nes_tx *tx, struct nes_notice_id id, struct nes_notice *out)
{
    struct nes_notice_by_id_row row;

    NES_TRY(nes_notice_by_id(tx, id, &row));
    *out = (struct nes_notice){ .id = id, .client = row.client_id, .kind = row.kind };
    for (size_t i = NES_NOTICE_PLANNED; i < NES_LEN(states); i++) {
        out->state = nes_str_is(row.state, states[i]) ? (enum nes_notice_state)i : out->state;
    }
    return NES_FINE;
}

struct nes_err nes_notice_apply(struct nes_tx *tx, const struct nes_errand *errand,
                                const struct nes_errand_answer *answer)
{
    bool sent = answer->outcome == NES_OUTCOME_DONE;
    int64_t ended;

    return nes_notice_end(tx, (struct nes_notice_id){ errand->subject },
                          nes_str_of(states[sent ? NES_NOTICE_SENT : NES_NOTICE_FAILED]), nes_tx_now(tx), &ended);
}
