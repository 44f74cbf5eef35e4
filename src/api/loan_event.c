/* src/api/loan_event.c: a loan as it came about: the schedule as signed, what happened, and what was owed after each
 * event. RULE 7.5 RULE 27 */
#include "lending/loan.h"

#include <stdlib.h>

#include "api/doors.h"
#include "calc/calc_faults.h"
#include "http/req.h"

#define EVENTS_MAX 2'000

struct row {
    int32_t nr;
    struct nes_date date;
    struct nes_money principal, remuneration, due, balance;
};
static const struct nes_field row_fields[] = {
    NES_FIELD(struct row, nr,           .required = true, .words = "1, 2, ..."),
    NES_FIELD(struct row, date,         .required = true, .words = "When it falls due."),
    NES_FIELD(struct row, principal,    .required = true, .max = INT64_MAX, .words = "Principal."),
    NES_FIELD(struct row, remuneration, .required = true, .max = INT64_MAX, .words = "Remuneration."),
    NES_FIELD(struct row, due,          .required = true, .max = INT64_MAX, .words = "Both."),
    NES_FIELD(struct row, balance,      .required = true, .max = INT64_MAX, .words = "Principal left after it."),
};
static const struct nes_shape row_view = NES_SHAPE(struct row, row_fields, .as = "agreed_row");

struct event {
    struct nes_str kind;
    struct nes_date day;
    struct nes_money amount, principal, overdue_principal, remuneration, overdue_remuneration, penalty, suspense;
};
static const struct nes_field event_fields[] = {
    NES_FIELD(struct event, kind,   .required = true, .words = "payout, payment, early_repayment, suspend, ..."),
    NES_FIELD(struct event, day,    .required = true, .words = "Its value day; the figures are of the end of it."),
    NES_FIELD(struct event, amount, .required = true, .max = INT64_MAX, .words = "Its amount; 0: it has none."),
    NES_FIELD(struct event, principal,            .required = true, .max = INT64_MAX, .words = "Principal in time."),
    NES_FIELD(struct event, overdue_principal,    .required = true, .max = INT64_MAX, .words = "Overdue principal."),
    NES_FIELD(struct event, remuneration,         .required = true, .max = INT64_MAX, .words = "Remuneration in time."),
    NES_FIELD(struct event, overdue_remuneration, .required = true, .max = INT64_MAX,
              .words = "Overdue remuneration."),
    NES_FIELD(struct event, penalty,              .required = true, .max = INT64_MAX, .words = "Penalty."),
    NES_FIELD(struct event, suspense,             .required = true, .max = INT64_MAX,
              .words = "Waits to be allocated."),
};
static const struct nes_shape event_view = NES_SHAPE(struct event, event_fields, .as = "loan_event");

struct story {
    struct nes_id client;
    struct { struct row *rows; size_t len; } rows;
    struct { struct event *rows; size_t len; } events;
};
static const struct nes_field story_fields[] = {
    NES_FIELD(struct story, client, .required = true, .words = "The borrower."),
    NES_LIST(struct story, rows,   .required = true, .each = &row_view, .max = 2 * NES_LOAN_ROWS_MAX,
             .words = "The schedule as signed."),
    NES_LIST(struct story, events, .required = true, .each = &event_view, .max = EVENTS_MAX,
             .words = "What happened, earliest first."),
};
static const struct nes_shape story_view = NES_SHAPE(struct story, story_fields, .as = "loan_story");

static void put_rows(struct nes_req *req, const struct nes_loan *loan, struct story *out)
{
    int64_t left = 0;

    out->rows.rows = NES_NEW_MANY(req->arena, struct row, (size_t)loan->row_count + 1);
    for (int32_t i = 0; i < loan->row_count; i++) {
        left += loan->rows[i].principal.tiyn;
    }
    for (int32_t i = 0; i < loan->row_count; i++) {
        const struct nes_row *row = &loan->rows[i];

        if (row->nr == 0) {
            continue; /* a payout */
        }
        left -= row->principal.tiyn;
        out->rows.rows[out->rows.len++] = (struct row){ row->nr,           row->date,
                                                        row->principal,    row->remuneration,
                                                        { row->principal.tiyn + row->remuneration.tiyn },
                                                        { left } };
    }
}

static int by_order(const void *a, const void *b)
{
    return nes_event_order(a, b);
}

static struct event event_of(const struct nes_event *event, const struct nes_state *state)
{
    return (struct event){ .kind = nes_str_of(nes_event_name(event->kind)),
                           .day = event->day,
                           .amount = event->amount,
                           .principal = state->principal.current,
                           .overdue_principal = state->principal.overdue,
                           .remuneration = state->remuneration.current,
                           .overdue_remuneration = state->remuneration.overdue,
                           .penalty = { state->penalty.current.tiyn + state->penalty.overdue.tiyn },
                           .suspense = state->suspense };
}

static struct nes_err put_events(struct nes_req *req, const struct nes_loan *loan, struct story *out)
{
    size_t n = (size_t)loan->event_count;
    struct nes_event *events = NES_NEW_MANY(req->arena, struct nes_event, n + 1);
    struct nes_state state;
    struct nes_fold *fold;

    for (size_t i = 0; i < n; i++) {
        events[i] = loan->events[i];
    }
    qsort(events, n, sizeof(*events), by_order);
    NES_TRY(nes_fold_begin(req->arena, loan, false, &fold));
    out->events.rows = NES_NEW_MANY(req->arena, struct event, n + 1);
    for (size_t i = 0; i < n && i < EVENTS_MAX; i++) {
        NES_TRY(nes_fold_to(fold, events[i].day, &state));
        out->events.rows[out->events.len++] = event_of(&events[i], &state);
    }
    return NES_FINE;
}

static struct nes_err events_show(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_loan_record *record = nes_req_row(req, "loan");
    struct story out = { .client = record->client.id };

    put_rows(req, &record->loan, &out);
    NES_TRY(put_events(req, &record->loan, &out));
    return nes_reply_ok(reply, &story_view, &out);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/loans/{loan}/events", .listen = NES_OFFICE, .needs = NES_PERM_LOAN_VIEW, .gives = &story_view,
      .fails = NES_FAULTS(DATE_RANGE, MONEY_RANGE), .looks = true, .prepare = events_show, .rules = "27, 7.5",
      .doc = "The schedule as signed, what happened to the loan, and what was owed after each event." },
};
const struct nes_resource nes_loan_event_resource = NES_RESOURCE("loan_event", routes);
