#include "calc/fold_faults.h"
#include "calc/loan_text.h"
#include "lending/loan_parts.h"
#include "policy/policy_store.h"

/* --- writing --- */

static struct nes_err write_rows(struct nes_tx *tx, struct nes_loan_id id, int32_t schedule, const struct nes_row *rows,
                                 int32_t count)
{
    struct nes_loan_row_insert_in *in = NES_NEW_MANY(nes_tx_arena(tx), struct nes_loan_row_insert_in,
                                                     (size_t)count + 1);
    int32_t nr = 0;

    for (int32_t i = 0; i < count; i++) {
        if (rows[i].nr == 0 && schedule == 0) {
            continue; /* a payout of the signed schedule is an event, not a row */
        }
        in[nr] = (struct nes_loan_row_insert_in){ .loan_id = id,
                                                  .schedule = schedule,
                                                  .nr = nr + 1,
                                                  .due_on = rows[i].date,
                                                  .counted_to = rows[i].counted_to,
                                                  .days = rows[i].days,
                                                  .principal = rows[i].principal,
                                                  .remuneration = rows[i].remuneration };
        nr++;
    }
    return nes_loan_row_insert(tx, in, (size_t)nr);
}

struct nes_err nes_loan_open(struct nes_tx *tx, const struct nes_loan_new *loan)
{
    struct nes_loan check = { .terms = loan->terms, .rows = loan->rows, .row_count = loan->row_count };
    struct nes_str terms;
    int64_t written;

    NES_TRY(nes_loan_check(&check));
    NES_TRY(nes_loan_text_write(nes_tx_arena(tx), &loan->terms, &terms));
    NES_TRY(nes_loan_insert(tx, &(struct nes_loan_insert_in){ .id = loan->id,
                                                              .client_id = loan->client,
                                                              .contract_id = loan->contract,
                                                              .number = loan->number,
                                                              .product_id = loan->product,
                                                              .terms = terms,
                                                              .signed_on = loan->signed_on,
                                                              .amount = loan->terms.credit.principal,
                                                              .made_at = nes_tx_now(tx) },
                            &written));
    if (written == 0) {
        return NES_FAIL(LENDING_THERE, "contract");
    }
    NES_TRY(nes_loan_night_begin(tx, (struct nes_date){ nes_date_at(nes_tx_now(tx)).day - 1 }, &written));
    return write_rows(tx, loan->id, 0, loan->rows, loan->row_count);
}

/* What caused events, and the journal that they are posted in; none: brought from elsewhere. */
struct origin {
    struct nes_id source, journal;
};

static struct nes_loan_event_insert_in event_in(const struct nes_tx *tx, struct nes_loan_id loan,
                                                const struct nes_event *event, struct origin from)
{
    return (struct nes_loan_event_insert_in){ .loan_id = loan,
                                              .id = event->id,
                                              .kind = nes_str_of(nes_event_name(event->kind)),
                                              .day = event->day,
                                              .amount = event->amount,
                                              .of_id = event->of,
                                              .until_on = event->until,
                                              .mode = (int32_t)event->mode,
                                              .back = event->back,
                                              .accrues = event->accrues,
                                              .takes_overdue = event->takes_overdue,
                                              .rate_over = event->rate.over,
                                              .rate_under = event->rate.under,
                                              .w_principal = event->written.principal,
                                              .w_remuneration = event->written.remuneration,
                                              .w_penalty = event->written.penalty,
                                              .w_costs = event->written.costs,
                                              .row_count = event->row_count,
                                              .reason = event->reason.ptr ? event->reason : NES_STR(""),
                                              .source_id = from.source,
                                              .journal_id = from.journal,
                                              .made_at = nes_tx_now(tx) };
}

/* The last `count` events of the record, with their schedules. */
static struct nes_err write_events(struct nes_tx *tx, const struct nes_loan_record *record, int32_t count,
                                   struct origin from)
{
    struct nes_loan_event_insert_in *in = NES_NEW_MANY(nes_tx_arena(tx), struct nes_loan_event_insert_in,
                                                       (size_t)count + 1);
    int32_t before = record->loan.event_count - count;

    for (int32_t i = 0; i < count; i++) {
        in[i] = event_in(tx, record->id, &record->loan.events[before + i], from);
        in[i].nr = before + i + 1;
    }
    NES_TRY(nes_loan_event_insert(tx, in, (size_t)count));
    for (int32_t i = 0; i < count; i++) {
        const struct nes_event *event = &record->loan.events[before + i];

        NES_TRY(write_rows(tx, record->id, before + i + 1, event->rows, event->row_count));
    }
    return NES_FINE;
}

/* How far the nights are for this loan. */
static struct nes_err nights_of(struct nes_tx *tx, struct nes_loan_id id, struct nes_date *done_on)
{
    struct nes_loan_night_share_row row;
    bool found;

    NES_TRY(nes_loan_night_share(tx, &row, &found));
    NES_ASSERT(found);
    *done_on = nes_loan_done_on(row.done_on, row.cursor_id, id);
    return NES_FINE;
}

struct nes_err nes_moves_post(struct nes_tx *tx, const struct nes_moves *moves, struct nes_id subject,
                              struct nes_journal *journal)
{
    struct nes_entry entries[NES_MOVES];
    struct nes_postings postings;

    journal->id = (struct nes_journal_id){ 0 };
    if (nes_moves_none(moves)) {
        return NES_FINE;
    }
    NES_TRY(nes_postings_read(tx, &postings));
    journal->id = (struct nes_journal_id){ nes_tx_new_id(tx) };
    journal->entries = entries;
    journal->len = nes_moves_entries(moves, &postings, NULL, subject, entries);
    NES_TRY(nes_ledger_post(tx, journal));
    journal->entries = NULL;
    return NES_FINE;
}

static struct nes_str kind_of(struct nes_arena *arena, const struct nes_event *event)
{
    struct nes_buf kind = nes_buf_begin(arena, 64);

    nes_buf_addz(&kind, "loan.");
    nes_buf_addz(&kind, nes_event_name(event->kind));
    return (struct nes_str){ kind.ptr, kind.len };
}

static struct nes_err move_row(struct nes_tx *tx, struct nes_loan_record *record, struct nes_date today)
{
    struct nes_loan_view view;
    struct nes_loan_dates dates;

    NES_TRY(nes_loan_look(nes_tx_arena(tx), record, today, false, &view));
    dates = nes_loan_dates_of(&view.state, &view.next);
    record->state = dates.state;
    record->next_due = dates.next_due;
    record->overdue_since = dates.overdue_since;
    record->version++;
    return nes_loan_move(tx, &(struct nes_loan_move_in){ record->id, nes_str_of(nes_loan_state_word(dates.state)),
                                                         dates.next_due, dates.overdue_since,
                                                         record->loan.event_count });
}

struct nes_err nes_loan_add_event(struct nes_tx *tx, struct nes_loan_record *record, struct nes_event *event,
                                  struct nes_id source)
{
    struct nes_arena *arena = nes_tx_arena(tx);
    struct nes_days days = { .today = nes_date_at(nes_tx_now(tx)) };
    struct nes_journal journal = { .kind = kind_of(arena, event), .value_on = event->day, .note = record->number };
    struct nes_moves before, after, growth;

    if (event->day.day > days.today.day) {
        return NES_FAIL(LENDING_FUTURE, "day");
    }
    event->id = nes_tx_new_id(tx);
    NES_TRY(nights_of(tx, record->id, &days.done_on));
    NES_TRY(nes_moves_booked(arena, &record->loan, days, &before));
    *nes_loan_room(arena, record, 1) = *event;
    record->loan.event_count++;
    NES_TRY(nes_moves_booked(arena, &record->loan, days, &after));
    growth = nes_moves_minus(&after, &before);
    NES_TRY(nes_moves_post(tx, &growth, record->id.id, &journal));
    NES_TRY(write_events(tx, record, 1, (struct origin){ source, journal.id.id }));
    return move_row(tx, record, days.today);
}

struct nes_err nes_loan_bring(struct nes_tx *tx, const struct nes_loan_new *loan, struct nes_event *events,
                              int32_t count, struct nes_moves *moves)
{
    struct nes_arena *arena = nes_tx_arena(tx);
    struct nes_days days = { .today = nes_date_at(nes_tx_now(tx)) };
    struct nes_loan_record record = { .id = loan->id, .number = loan->number,
                                      .loan = { .terms = loan->terms, .rows = loan->rows,
                                                .row_count = loan->row_count } };
    struct nes_moves booked;

    NES_TRY(nes_loan_open(tx, loan));
    NES_TRY(nes_policy_calendar(tx, &record.loan.terms.credit.calendar));
    NES_TRY(nights_of(tx, loan->id, &days.done_on));
    for (int32_t i = 0; i < count; i++) {
        events[i].id = nes_tx_new_id(tx);
    }
    record.loan.events = events;
    record.loan.event_count = count;
    NES_TRY(write_events(tx, &record, count, (struct origin){ { { 0 } }, { { 0 } } }));
    NES_TRY(nes_moves_booked(arena, &record.loan, days, &booked));
    NES_TRY(nes_moves_add(moves, &booked));
    return move_row(tx, &record, days.today);
}

/* --- reading --- */

struct nes_err nes_loan_find(struct nes_tx *tx, struct nes_loan_id id, bool lock, struct nes_loan_record *out)
{
    struct nes_loan_lock_row locked;
    struct nes_loan_by_id_row row;
    struct nes_loan_parts parts;

    if (lock) {
        NES_TRY(nes_loan_lock(tx, id, &locked));
    }
    NES_TRY(nes_loan_by_id(tx, id, &row));
    *out = (struct nes_loan_record){ .id = id,
                                     .client = row.client_id,
                                     .contract = row.contract_id,
                                     .product = row.product_id,
                                     .number = row.number,
                                     .signed_on = row.signed_on,
                                     .next_due = row.next_due,
                                     .overdue_since = row.overdue_since,
                                     .state = nes_loan_state_of(row.state),
                                     .version = row.version };
    NES_TRY(nes_loan_parts_read(tx, &id, 1, &parts));
    return nes_loan_parts_take(nes_tx_arena(tx), &parts, id, row.terms, &out->loan);
}

struct nes_err nes_loan_numbered(struct nes_tx *tx, struct nes_str number, struct nes_loan_id *out, bool *found)
{
    struct nes_loan_by_number_row row;

    NES_TRY(nes_loan_by_number(tx, number, &row, found));
    *out = *found ? row.id : (struct nes_loan_id){ 0 };
    return NES_FINE;
}

struct nes_err nes_loans_of(struct nes_tx *tx, struct nes_client_id client, struct nes_loan_briefs *out)
{
    struct nes_loan_of_client_rows found;

    NES_TRY(nes_loan_of_client(tx, client, &found));
    out->rows = NES_NEW_MANY(nes_tx_arena(tx), struct nes_loan_brief, found.len + 1);
    out->len = found.len;
    for (size_t i = 0; i < found.len; i++) {
        const struct nes_loan_of_client_row *row = &found.rows[i];

        out->rows[i] = (struct nes_loan_brief){ row->id,       row->number,        nes_loan_state_of(row->state),
                                                row->signed_on, row->next_due, row->overdue_since, row->amount };
    }
    return NES_FINE;
}

struct nes_err nes_loan_parts_read(struct nes_tx *tx, const struct nes_loan_id *ids, size_t len,
                                   struct nes_loan_parts *out)
{
    struct nes_loan_rows_in *of_rows = NES_NEW_MANY(nes_tx_arena(tx), struct nes_loan_rows_in, len + 1);
    struct nes_loan_events_in *of_events = NES_NEW_MANY(nes_tx_arena(tx), struct nes_loan_events_in, len + 1);

    *out = (struct nes_loan_parts){ 0 };
    for (size_t i = 0; i < len; i++) {
        of_rows[i].loan_id = ids[i];
        of_events[i].loan_id = ids[i];
    }
    NES_TRY(nes_policy_calendar(tx, &out->calendar));
    NES_TRY(nes_loan_rows(tx, of_rows, len, &out->rows));
    return nes_loan_events(tx, of_events, len, &out->events);
}

static struct nes_row row_of(const struct nes_loan_rows_row *row, int32_t nr)
{
    return (struct nes_row){ .nr = nr, .days = row->days, .date = row->due_on, .counted_to = row->counted_to,
                             .principal = row->principal, .remuneration = row->remuneration,
                             .due = { row->principal.tiyn + row->remuneration.tiyn } };
}

/* The rows of one schedule, which come next; the balance after each is what later ones still ask. */
static const struct nes_row *take_rows(struct nes_arena *arena, struct nes_loan_parts *parts, struct nes_loan_id id,
                                       int32_t schedule, int32_t *count)
{
    size_t from = parts->row_at, to = from;
    struct nes_money left = { 0 };
    struct nes_row *rows;

    while (to < parts->rows.len && nes_id_eq(parts->rows.rows[to].loan_id.id, id.id) &&
           parts->rows.rows[to].schedule == schedule) {
        to++;
    }
    rows = NES_NEW_MANY(arena, struct nes_row, to - from + 1);
    for (size_t i = to; i > from; i--) {
        rows[i - 1 - from] = row_of(&parts->rows.rows[i - 1], (int32_t)(i - from));
        rows[i - 1 - from].balance = left;
        left.tiyn += rows[i - 1 - from].principal.tiyn;
    }
    parts->row_at = to;
    *count = (int32_t)(to - from);
    return rows;
}

static struct nes_err event_of(const struct nes_loan_events_row *row, struct nes_event *out)
{
    *out = (struct nes_event){ .id = row->id,
                               .day = row->day,
                               .amount = row->amount,
                               .of = row->of_id,
                               .until = row->until_on,
                               .mode = (enum nes_early_mode)row->mode,
                               .back = row->back,
                               .accrues = row->accrues,
                               .takes_overdue = row->takes_overdue,
                               .rate = { row->rate_over, row->rate_under },
                               .written = { row->w_principal, row->w_remuneration, row->w_penalty, row->w_costs },
                               .reason = row->reason };
    return nes_event_named(row->kind, &out->kind) ? NES_FINE : NES_FAIL(LOAN_FORM, "kind");
}

struct nes_err nes_loan_parts_take(struct nes_arena *arena, struct nes_loan_parts *parts, struct nes_loan_id id,
                                   struct nes_str terms, struct nes_loan *out)
{
    size_t first = parts->event_at, end = first;
    struct nes_event *events;

    NES_TRY(nes_loan_text_read(arena, terms, &out->terms));
    out->terms.credit.calendar = parts->calendar;
    out->rows = take_rows(arena, parts, id, 0, &out->row_count);
    while (end < parts->events.len && nes_id_eq(parts->events.rows[end].loan_id.id, id.id)) {
        end++;
    }
    events = NES_NEW_MANY(arena, struct nes_event, end - first + 1);
    for (size_t i = first; i < end; i++) {
        const struct nes_loan_events_row *row = &parts->events.rows[i];

        NES_TRY(event_of(row, &events[i - first]));
        if (row->row_count > 0) {
            events[i - first].rows = take_rows(arena, parts, id, row->nr, &events[i - first].row_count);
        }
    }
    out->events = events;
    out->event_count = (int32_t)(end - first);
    parts->event_at = end;
    return NES_FINE;
}

struct nes_err nes_postings_read(struct nes_tx *tx, struct nes_postings *out)
{
    struct nes_posting_rules_rows rules;

    NES_TRY(nes_posting_rules(tx, &rules));
    for (size_t i = 0; i < NES_MOVES; i++) {
        out->of[i] = (struct nes_posting){ 0 };
        for (size_t j = 0; j < rules.len; j++) {
            if (nes_str_is(rules.rows[j].move, nes_move_name((enum nes_move)i))) {
                out->of[i] = (struct nes_posting){ rules.rows[j].debit, rules.rows[j].credit };
            }
        }
        if (!out->of[i].debit.ptr) {
            return NES_FAIL(LEDGER_ACCOUNT, nes_move_name((enum nes_move)i));
        }
    }
    return NES_FINE;
}
