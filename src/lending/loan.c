#include "lending/loan.h"

#include <string.h>

#include "lending/loan_parts.h"

static const char *const states[] = { [NES_LOAN_SIGNED] = "signed", [NES_LOAN_OPEN] = "open",
                                      [NES_LOAN_CLOSED] = "closed" };

const char *nes_loan_state_word(enum nes_loan_state state)
{
    NES_ASSERT(state >= NES_LOAN_SIGNED && state <= NES_LOAN_CLOSED);
    return states[state];
}

enum nes_loan_state nes_loan_state_of(struct nes_str word)
{
    return (enum nes_loan_state)nes_str_place(states, NES_LEN(states), word);
}

struct nes_event *nes_loan_room(struct nes_arena *arena, struct nes_loan_record *record, size_t more)
{
    size_t count = (size_t)record->loan.event_count;
    struct nes_event *events = NES_NEW_MANY(arena, struct nes_event, count + more);

    if (count > 0) {
        memcpy(events, record->loan.events, count * sizeof(*events));
    }
    record->loan.events = events;
    return events + count;
}

struct nes_err nes_loan_look(struct nes_arena *arena, const struct nes_loan_record *record, struct nes_date day,
                             bool explains, struct nes_loan_view *out)
{
    NES_TRY(nes_fold_begin(arena, &record->loan, explains, &out->fold));
    NES_TRY(nes_fold_to(out->fold, day, &out->state));
    return nes_fold_next(out->fold, &out->next);
}

struct nes_date nes_loan_done_on(struct nes_date done_on, struct nes_id cursor, struct nes_loan_id loan)
{
    bool passed = !nes_id_none(cursor) && memcmp(loan.id.b, cursor.b, sizeof(cursor.b)) <= 0;

    return (struct nes_date){ done_on.day + passed };
}

struct nes_loan_dates nes_loan_dates_of(const struct nes_state *state, const struct nes_next_payment *next)
{
    struct nes_loan_dates dates = { .state = NES_LOAN_OPEN, .next_due = next->date };

    if (state->issued.tiyn == 0) {
        dates.state = NES_LOAN_SIGNED;
    } else if (state->closed) {
        dates.state = NES_LOAN_CLOSED;
    }
    if (state->days_overdue > 0) {
        dates.overdue_since = (struct nes_date){ state->day.day - state->days_overdue + 1 };
    }
    return dates;
}
