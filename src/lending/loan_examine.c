#include "calc/fold_faults.h"
#include "lending/loan_parts.h"
#include "policy/policy_store.h"
#include "product/price.h"

/* --- one loan --- */

/* What all loans are looked at with. */
struct look {
    struct nes_tx *tx;
    struct nes_loan_night_look_row night;
    struct nes_date today;
    struct nes_policy policy[2];       /* the law's rules alone; with the organisation's own */
    struct nes_price_rules rules[2];   /* of the day that was asked for last */
    struct nes_moves sum;
    struct nes_lending_faults_found *out;
};

static int64_t whole(struct nes_split split)
{
    return split.current.tiyn + split.overdue.tiyn;
}

/* I3: the signed rows ask for the amount that was signed, which is that of the terms. */
static bool rows_whole(const struct nes_loan *loan, struct nes_money amount)
{
    int64_t sum = 0;

    for (int32_t i = 0; i < loan->row_count; i++) {
        sum += loan->rows[i].principal.tiyn;
    }
    return sum == amount.tiyn && loan->terms.credit.principal.tiyn == amount.tiyn;
}

static bool is_reversed(const struct nes_loan *loan, const struct nes_event *event)
{
    for (int32_t i = 0; i < loan->event_count; i++) {
        if (loan->events[i].kind == NES_EVENT_REVERSAL && nes_id_eq(loan->events[i].of, event->id)) {
            return true;
        }
    }
    return false;
}

/* I3: what is owed was paid out and neither repaid nor written off; and not more was paid out than signed. */
static bool principal_explained(const struct nes_loan *loan, const struct nes_state *state)
{
    int64_t issued = 0;

    for (int32_t i = 0; i < loan->event_count; i++) {
        const struct nes_event *event = &loan->events[i];

        if (event->kind == NES_EVENT_PAYOUT && !is_reversed(loan, event)) {
            issued += event->amount.tiyn;
        }
    }
    return issued <= loan->terms.credit.principal.tiyn &&
           whole(state->principal) == issued - state->paid.principal.tiyn - state->written_off.principal.tiyn;
}

/* I9: no figure is negative, and what came and is not allocated waits in suspense. */
static bool figures_whole(const struct nes_state *state)
{
    const int64_t figures[] = { state->principal.current.tiyn,    state->principal.overdue.tiyn,
                                state->remuneration.current.tiyn, state->remuneration.overdue.tiyn,
                                state->penalty.current.tiyn,      state->penalty.overdue.tiyn,
                                state->costs.tiyn,                state->suspense.tiyn,
                                state->withheld.tiyn,             state->payoff.tiyn };
    int64_t paid = state->paid.principal.tiyn + state->paid.remuneration.tiyn + state->paid.penalty.tiyn +
                   state->paid.costs.tiyn;
    int64_t kept = state->received.tiyn - (state->refunded.tiyn - state->refunded_paid.tiyn);

    for (size_t i = 0; i < NES_LEN(figures); i++) {
        if (figures[i] < 0) {
            return false;
        }
    }
    return kept == paid + state->suspense.tiyn;
}

/* I9: the rate of a loan that was concluded here is within the law of the day on which it was signed. The organisation
 * may have set a stricter rule on that very day after the signing, or one that the program does not bring yet. */
static struct nes_err price_holds(struct look *look, const struct nes_loan *loan, struct nes_date signed_on,
                                  bool *holds)
{
    struct nes_arena *arena = nes_tx_arena(look->tx);
    struct nes_row *rows = NES_NEW_MANY(arena, struct nes_row, (size_t)loan->row_count + 1);
    struct nes_schedule schedule = { .rows = rows, .count = loan->row_count + 1,
                                     .paid_out = loan->terms.credit.principal };
    struct nes_price price;

    rows[0] = (struct nes_row){ .date = signed_on, .payout = schedule.paid_out, .balance = schedule.paid_out };
    for (int32_t i = 0; i < loan->row_count; i++) {
        rows[i + 1] = loan->rows[i];
        rows[i + 1].due.tiyn = rows[i + 1].principal.tiyn + rows[i + 1].remuneration.tiyn;
        schedule.principal.tiyn += rows[i + 1].principal.tiyn;
        schedule.remuneration.tiyn += rows[i + 1].remuneration.tiyn;
        schedule.due.tiyn += rows[i + 1].due.tiyn;
    }
    *holds = false;
    for (size_t i = 0; i < NES_LEN(look->rules) && !*holds; i++) {
        if (look->rules[i].day.day != signed_on.day) {
            NES_TRY(nes_price_rules_on(&look->policy[i], signed_on, &look->rules[i]));
        }
        *holds = !nes_price_of(&look->rules[i], &loan->terms.credit, &schedule, arena, &price).what && price.holds;
    }
    return NES_FINE;
}

static bool dates_are(const struct nes_loan_page_row *row, const struct nes_loan_dates *dates)
{
    return nes_str_is(row->state, nes_loan_state_word(dates->state)) && row->next_due.day == dates->next_due.day &&
           row->overdue_since.day == dates->overdue_since.day;
}

static struct nes_err dates_on(struct nes_arena *arena, const struct nes_loan *loan, struct nes_date day,
                               struct nes_loan_dates *out)
{
    struct nes_loan_view view;

    NES_TRY(nes_fold_begin(arena, loan, false, &view.fold));
    NES_TRY(nes_fold_to(view.fold, day, &view.state));
    NES_TRY(nes_fold_next(view.fold, &view.next));
    *out = nes_loan_dates_of(&view.state, &view.next);
    return NES_FINE;
}

/* I14: what stands in the row is a function of loan and day: the day of the last night, or that of the last event. */
static struct nes_err row_is_of_its_day(struct nes_arena *arena, const struct nes_loan_page_row *row,
                                        const struct nes_loan *loan, struct nes_date done_on, bool *holds)
{
    struct nes_loan_dates dates;

    NES_TRY(dates_on(arena, loan, done_on, &dates));
    *holds = dates_are(row, &dates);
    if (!*holds && row->events > 0) {
        NES_TRY(dates_on(arena, loan, nes_date_at(row->last_at), &dates));
        *holds = dates_are(row, &dates);
    }
    return NES_FINE;
}

/* All that needs the fold. It fails where the loan cannot be folded. */
static struct nes_err examine_fold(struct look *look, const struct nes_loan_page_row *row, const struct nes_loan *loan)
{
    struct nes_days days = { .today = look->today,
                             .done_on = nes_loan_done_on(look->night.done_on, look->night.cursor_id, row->id) };
    struct nes_arena *arena = nes_tx_arena(look->tx);
    struct nes_moves booked;
    struct nes_fold *fold;
    struct nes_state state;
    bool own_day;

    NES_TRY(nes_moves_booked(arena, loan, days, &booked));
    NES_TRY(nes_fold_begin(arena, loan, false, &fold));
    NES_TRY(nes_fold_to(fold, days.today, &state));
    NES_TRY(row_is_of_its_day(arena, row, loan, days.done_on, &own_day));
    NES_TRY(nes_moves_add(&look->sum, &booked));
    look->out->principal_wrong += !principal_explained(loan, &state);
    look->out->figures_wrong += !figures_whole(&state);
    look->out->days_wrong += !own_day;
    return NES_FINE;
}

static struct nes_err examine_one(struct look *look, struct nes_loan_parts *parts, const struct nes_loan_page_row *row)
{
    struct nes_loan loan;
    bool holds = true;

    if (nes_loan_parts_take(nes_tx_arena(look->tx), parts, row->id, row->terms, &loan).what ||
        examine_fold(look, row, &loan).what) {
        look->out->principal_wrong++;
        return NES_FINE;
    }
    look->out->rows_wrong += loan.event_count != row->events;
    look->out->principal_wrong += !rows_whole(&loan, row->amount);
    if (row->contracts > 0) {
        NES_TRY(price_holds(look, &loan, row->signed_on, &holds));
    }
    look->out->figures_wrong += !holds;
    return NES_FINE;
}

/* --- all loans --- */

/* A page of loans with their rows and events, read together. */
static struct nes_err examine_page(struct look *look, const struct nes_loan_page_rows *page)
{
    struct nes_arena *arena = nes_tx_arena(look->tx);
    struct nes_loan_id *ids = NES_NEW_MANY(arena, struct nes_loan_id, page->len);
    struct nes_loan_parts parts;

    for (size_t i = 0; i < page->len; i++) {
        ids[i] = page->rows[i].id;
    }
    NES_TRY(nes_loan_parts_read(look->tx, ids, page->len, &parts));
    for (size_t i = 0; i < page->len; i++) {
        struct nes_arena_mark mark = nes_arena_mark(arena);

        NES_TRY(examine_one(look, &parts, &page->rows[i]));
        nes_arena_rewind(arena, mark);
    }
    look->out->loans += (int64_t)page->len;
    return NES_FINE;
}

static struct nes_err load_policies(struct look *look)
{
    struct nes_policy *law = &look->policy[0], *all = &look->policy[1];
    struct nes_policy_value *rows;

    NES_TRY(nes_policy_load(look->tx, all));
    rows = NES_NEW_MANY(nes_tx_arena(look->tx), struct nes_policy_value, all->len + 1);
    law->rows = rows;
    for (size_t i = 0; i < all->len; i++) {
        if (all->rows[i].layer == NES_LAYER_SHIPPED) {
            rows[law->len++] = all->rows[i];
        }
    }
    return NES_FINE;
}

static struct nes_err examine_loans(struct look *look)
{
    struct nes_arena *arena = nes_tx_arena(look->tx);
    struct nes_loan_page_rows page;
    struct nes_id after = { 0 };
    bool begun;

    NES_TRY(load_policies(look));
    NES_TRY(nes_loan_night_look(look->tx, &look->night, &begun));
    do {
        struct nes_arena_mark mark = nes_arena_mark(arena);

        NES_TRY(nes_loan_page(look->tx, after, &page));
        if (page.len > 0) {
            after = page.rows[page.len - 1].id.id;
            NES_TRY(examine_page(look, &page));
        }
        nes_arena_rewind(arena, mark);
    } while (page.len > 0);
    return NES_FINE;
}

/* --- the books --- */

struct pairs {
    struct nes_posting of[NES_MOVES * 2];
    int64_t tiyn[NES_MOVES * 2];
    size_t len;
};

/* Adds to the pair, counted in the direction in which it was met first. */
static void pair_add(struct pairs *pairs, struct nes_str debit, struct nes_str credit, int64_t tiyn)
{
    for (size_t i = 0; i < pairs->len; i++) {
        if (nes_str_eq(pairs->of[i].debit, debit) && nes_str_eq(pairs->of[i].credit, credit)) {
            pairs->tiyn[i] += tiyn;
            return;
        }
        if (nes_str_eq(pairs->of[i].debit, credit) && nes_str_eq(pairs->of[i].credit, debit)) {
            pairs->tiyn[i] -= tiyn;
            return;
        }
    }
    NES_ASSERT(pairs->len < NES_LEN(pairs->of));
    pairs->of[pairs->len] = (struct nes_posting){ debit, credit };
    pairs->tiyn[pairs->len++] = tiyn;
}

/* I14: a night is booked once. I15: only a paper that two persons decided on suspends a loan or lets it go on. */
static struct nes_err examine_tables(struct nes_tx *tx, struct nes_lending_faults_found *out)
{
    struct nes_loan_examine_nights_row nights;
    struct nes_loan_examine_strays_row strays;
    struct nes_loan_examine_orders_row orders;
    struct nes_loan_examine_events_row events;

    NES_TRY(nes_loan_examine_nights(tx, &nights));
    NES_TRY(nes_loan_examine_strays(tx, &strays));
    NES_TRY(nes_loan_examine_orders(tx, &orders));
    NES_TRY(nes_loan_examine_events(tx, &events));
    out->nights_wrong = nights.n + strays.n;
    out->orders_wrong = orders.n + events.n;
    return NES_FINE;
}

struct nes_err nes_lending_examine(struct nes_tx *tx, struct nes_lending_faults_found *out)
{
    struct look look = { .tx = tx, .today = nes_date_at(nes_tx_now(tx)), .out = out };
    struct nes_loan_pairs_rows booked;
    struct nes_postings postings;
    struct pairs pairs = { .len = 0 };

    *out = (struct nes_lending_faults_found){ 0 };
    NES_TRY(examine_loans(&look));
    NES_TRY(examine_tables(tx, out));
    NES_TRY(nes_postings_read(tx, &postings));
    NES_TRY(nes_loan_pairs(tx, &booked));
    for (size_t i = 0; i < NES_MOVES; i++) {
        pair_add(&pairs, postings.of[i].debit, postings.of[i].credit, look.sum.tiyn[i]);
    }
    for (size_t i = 0; i < booked.len && pairs.len < NES_LEN(pairs.of); i++) {
        pair_add(&pairs, booked.rows[i].debit, booked.rows[i].credit, -booked.rows[i].amount.tiyn);
    }
    for (size_t i = 0; i < pairs.len; i++) {
        out->pairs_wrong += pairs.tiyn[i] != 0;
    }
    return NES_FINE;
}
