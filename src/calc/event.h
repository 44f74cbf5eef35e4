/* src/calc/event.h: what can happen to a loan. Events are append-only facts; docs/events.md says what each does. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "base/id.h"
#include "base/str.h"
#include "calc/date.h"
#include "calc/money.h"
#include "calc/schedule.h"

/* In the order of their ranks. */
enum nes_event_kind {
    NES_EVENT_PAYOUT = 1,
    NES_EVENT_REVERSAL,
    NES_EVENT_SUSPEND,
    NES_EVENT_RESUME,
    NES_EVENT_COST,
    NES_EVENT_PAYMENT,
    NES_EVENT_EARLY_REPAYMENT,
    NES_EVENT_PAYOFF,
    NES_EVENT_LOWER_RATE,
    NES_EVENT_RESCHEDULE,
    NES_EVENT_HOLIDAY,
    NES_EVENT_FORGIVE,
    NES_EVENT_WRITE_OFF,
    NES_EVENT_REFUND,
    NES_EVENT_KINDS
};

/* Places inside a value day, in the order in which they are folded. */
enum nes_event_rank {
    NES_RANK_PAYOUT = 1,
    NES_RANK_REVERSAL,
    NES_RANK_SUSPENSION,
    NES_RANK_ACCRUAL, /* the day itself, then costs */
    NES_RANK_PAYMENT,
    NES_RANK_TERMS,
    NES_RANK_PENALTY, /* the day's penalty, then what is given up */
};

enum nes_early_mode { NES_EARLY_SHORTEN, NES_EARLY_LOWER, NES_EARLY_SKIP };

/* The four parts of a debt. */
struct nes_debt {
    struct nes_money principal, remuneration, penalty, costs;
};

/* Members that a kind does not use are zero. `rows`, `reason` are borrowed. */
struct nes_event {
    struct nes_id id;
    struct nes_date day;         /* value day */
    enum nes_event_kind kind;
    struct nes_money amount;     /* forgive: zero means all */
    struct nes_id of;            /* reversal: the event that never was */
    struct nes_date until;       /* holiday: its last day */
    enum nes_early_mode mode;    /* early_repayment */
    bool back;                   /* resume: with the remuneration withheld */
    bool accrues;                /* holiday: remuneration and penalty go on */
    bool takes_overdue;          /* reschedule: what is due and overdue becomes undue */
    struct nes_ratio rate;       /* lower_rate: of a year, in lowest terms */
    struct nes_debt written;     /* write_off: at most so much; all zero means all */
    const struct nes_row *rows;  /* the schedule agreed with the event; NULL: derived (reschedule: needed) */
    int32_t row_count;
    struct nes_str reason;       /* suspend: why, for the explanation */
};

/* The name in the programming interface, as "early_repayment". */
const char *nes_event_name(enum nes_event_kind kind);
/* False if no kind has this name. */
bool nes_event_named(struct nes_str name, enum nes_event_kind *kind);

/* <0, 0, >0: value day, rank, id. 0 only for equal ids: the order of folding is total. */
int nes_event_order(const struct nes_event *a, const struct nes_event *b);

/* An id from text: a UUID, or 1 to 16 printable ASCII characters, which fill the 16 bytes from the left. EVENT_ID. */
struct nes_err nes_event_id_read(struct nes_str text, struct nes_id *out);
/* The text again; `out` takes NES_ID_TEXT + 1 bytes. */
struct nes_str nes_event_id_write(struct nes_id id, char out[NES_ID_TEXT + 1]);
