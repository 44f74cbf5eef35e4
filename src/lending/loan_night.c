#include <string.h>

#include "lending/loan_parts.h"
#include "notice/notice.h"

static const struct nes_id last_id = { { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                         0xff, 0xff, 0xff } };

struct nes_err nes_night_done_on(struct nes_tx *tx, struct nes_date *out)
{
    struct nes_loan_night_look_row row;
    bool found;

    NES_TRY(nes_loan_night_look(tx, &row, &found));
    *out = found ? row.done_on : (struct nes_date){ 0 };
    return NES_FINE;
}

/* --- folding --- */

/* The sum of a product, new where there was none. */
static struct nes_moves *sum_of(struct nes_night_chunk *chunk, struct nes_id product)
{
    for (size_t i = 0; i < chunk->sums_len; i++) {
        if (nes_id_eq(chunk->sums[i].product, product)) {
            return &chunk->sums[i].growth;
        }
    }
    chunk->sums[chunk->sums_len] = (struct nes_night_sum){ .product = product };
    return &chunk->sums[chunk->sums_len++].growth;
}

static bool has_event_after(const struct nes_loan *loan, struct nes_date day)
{
    for (int32_t i = 0; i < loan->event_count; i++) {
        if (loan->events[i].day.day > day.day) {
            return true;
        }
    }
    return false;
}

/* The day with its own events: `view` itself where there are none. */
static struct nes_err whole_day(struct nes_arena *arena, const struct nes_loan *loan, struct nes_date day,
                                struct nes_loan_view *view)
{
    if (view->fold && !has_event_after(loan, (struct nes_date){ day.day - 1 })) {
        return NES_FINE;
    }
    NES_TRY(nes_fold_begin(arena, loan, false, &view->fold));
    NES_TRY(nes_fold_to(view->fold, day, &view->state));
    return nes_fold_next(view->fold, &view->next);
}

/* What the row of the loan becomes. */
static void change_row(struct nes_night_chunk *chunk, const struct nes_loan_night_loans_row *row,
                       const struct nes_loan_view *view)
{
    struct nes_loan_dates dates = nes_loan_dates_of(&view->state, &view->next);
    bool sleeps = dates.state != NES_LOAN_OPEN;

    if (!sleeps && dates.next_due.day == row->next_due.day && dates.overdue_since.day == row->overdue_since.day &&
        nes_loan_state_of(row->state) == dates.state) {
        return;
    }
    chunk->changes[chunk->changes_len++] = (struct nes_night_change){
        .loan = row->id,
        .client = row->client_id,
        .state = dates.state,
        .next_due = dates.next_due,
        .overdue_since = dates.overdue_since,
        .sleeps = sleeps,
        .became_late = dates.overdue_since.day > 0 && row->overdue_since.day == 0 &&
                       !view->state.suspended, /* RULE 13.2.b: nobody is asked for the debt meanwhile */
    };
}

static struct nes_err fold_one(struct nes_arena *arena, struct nes_loan_parts *parts,
                               const struct nes_loan_night_loans_row *row, struct nes_night_chunk *chunk)
{
    struct nes_loan_view view;
    struct nes_moves growth;
    struct nes_loan loan;

    NES_TRY(nes_loan_parts_take(arena, parts, row->id, row->terms, &loan));
    NES_TRY(nes_moves_night(arena, &loan, chunk->day, &growth, &view));
    NES_TRY(nes_moves_add(sum_of(chunk, row->product_id), &growth));
    chunk->versions += row->version;
    if (has_event_after(&loan, chunk->day)) {
        return NES_FINE;
    }
    NES_TRY(whole_day(arena, &loan, chunk->day, &view));
    change_row(chunk, row, &view);
    return NES_FINE;
}

static struct nes_err fold_all(struct nes_tx *tx, struct nes_arena *arena,
                               const struct nes_loan_night_loans_rows *found, struct nes_night_chunk *chunk)
{
    struct nes_loan_id *ids = NES_NEW_MANY(arena, struct nes_loan_id, found->len + 1);
    struct nes_loan_parts parts;

    chunk->sums = NES_NEW_MANY(arena, struct nes_night_sum, found->len + 1);
    chunk->changes = NES_NEW_MANY(arena, struct nes_night_change, found->len + 1);
    for (size_t i = 0; i < found->len; i++) {
        ids[i] = found->rows[i].id;
    }
    NES_TRY(nes_loan_parts_read(tx, ids, found->len, &parts));
    for (size_t i = 0; i < found->len; i++) {
        struct nes_arena_mark mark = nes_arena_mark(arena);

        NES_TRY(fold_one(arena, &parts, &found->rows[i], chunk));
        nes_arena_rewind(arena, mark);
    }
    return NES_FINE;
}

struct nes_err nes_night_fold(struct nes_tx *tx, struct nes_arena *arena, struct nes_date day, int32_t size,
                              struct nes_night_chunk *out)
{
    struct nes_loan_night_look_row night;
    struct nes_loan_night_loans_rows found;
    bool begun;

    *out = (struct nes_night_chunk){ .day = day };
    NES_TRY(nes_loan_night_look(tx, &night, &begun));
    if (!begun || night.done_on.day >= day.day) {
        out->done = true;
        return NES_FINE;
    }
    if (night.done_on.day + 1 != day.day || day.day >= nes_date_at(nes_tx_now(tx)).day) {
        return NES_FAIL(LENDING_NIGHT, "day");
    }
    out->after = night.cursor_id;
    out->chunk = night.chunk + 1;
    NES_TRY(nes_loan_night_loans(tx, out->after, size, &found));
    out->loans = (int64_t)found.len;
    out->last = found.len < (size_t)size;
    out->to = out->last ? last_id : found.rows[found.len - 1].id.id;
    return fold_all(tx, arena, &found, out);
}

/* --- posting --- */

static bool first_of_kind(enum nes_move move)
{
    for (unsigned i = 0; i < move; i++) {
        if (strcmp(nes_move_kind((enum nes_move)i), nes_move_kind(move)) == 0) {
            return false;
        }
    }
    return true;
}

static struct nes_err post_kind(struct nes_tx *tx, const struct nes_night_chunk *chunk,
                                const struct nes_night_sum *sum, const struct nes_postings *postings, const char *kind)
{
    struct nes_entry entries[NES_MOVES];
    struct nes_journal journal = { .kind = nes_str_of(kind), .value_on = chunk->day, .note = NES_STR("night"),
                                   .entries = entries };

    journal.len = nes_moves_entries(&sum->growth, postings, kind, (struct nes_id){ 0 }, entries);
    if (journal.len == 0) {
        return NES_FINE;
    }
    journal.id = (struct nes_journal_id){ nes_tx_new_id(tx) };
    NES_TRY(nes_ledger_post(tx, &journal));
    return nes_loan_night_journal_insert(tx, &(struct nes_loan_night_journal_insert_in){
                                                 chunk->day, sum->product, journal.kind, chunk->chunk, journal.id.id });
}

static struct nes_err post_sums(struct nes_tx *tx, const struct nes_night_chunk *chunk)
{
    struct nes_postings postings;

    NES_TRY(nes_postings_read(tx, &postings));
    for (size_t i = 0; i < chunk->sums_len; i++) {
        for (unsigned move = 0; move < NES_MOVES; move++) {
            if (first_of_kind((enum nes_move)move)) {
                NES_TRY(post_kind(tx, chunk, &chunk->sums[i], &postings, nes_move_kind((enum nes_move)move)));
            }
        }
    }
    return NES_FINE;
}

/* LAW art. 9-2: the borrower is told of the delay; the night itself is well inside the days that the policy gives. */
static struct nes_err write_changes(struct nes_tx *tx, const struct nes_night_chunk *chunk)
{
    struct nes_loan_dates_in *in = NES_NEW_MANY(nes_tx_arena(tx), struct nes_loan_dates_in, chunk->changes_len + 1);
    struct nes_notice_id notice;

    for (size_t i = 0; i < chunk->changes_len; i++) {
        const struct nes_night_change *change = &chunk->changes[i];

        in[i] = (struct nes_loan_dates_in){ change->loan, nes_str_of(nes_loan_state_word(change->state)),
                                            change->sleeps, change->next_due, change->overdue_since };
    }
    NES_TRY(nes_loan_dates(tx, in, chunk->changes_len));
    for (size_t i = 0; i < chunk->changes_len; i++) {
        if (chunk->changes[i].became_late) {
            NES_TRY(nes_notice_send(tx, chunk->changes[i].client, NES_NOTICE_OVERDUE, nes_tx_operation(tx), &notice));
        }
    }
    return NES_FINE;
}

/* True where the cursor stands as it was read and no loan behind it changed. */
static struct nes_err unchanged(struct nes_tx *tx, const struct nes_night_chunk *chunk, bool *out)
{
    struct nes_loan_night_versions_row versions;
    struct nes_loan_night_take_row night;
    bool begun;

    NES_TRY(nes_loan_night_take(tx, &night, &begun));
    NES_TRY(nes_loan_night_versions(tx, chunk->after, chunk->to, &versions));
    *out = begun && night.done_on.day + 1 == chunk->day.day && night.chunk + 1 == chunk->chunk &&
           nes_id_eq(night.cursor_id, chunk->after) && versions.loans == chunk->loans &&
           versions.versions == chunk->versions;
    return NES_FINE;
}

struct nes_err nes_night_post(struct nes_tx *tx, const struct nes_night_chunk *chunk, bool *again)
{
    bool same;

    *again = false;
    if (chunk->done) {
        return NES_FINE;
    }
    NES_TRY(unchanged(tx, chunk, &same));
    if (!same) {
        *again = true;
        return NES_FINE;
    }
    NES_TRY(post_sums(tx, chunk));
    NES_TRY(write_changes(tx, chunk));
    return chunk->last ? nes_loan_night_move(tx, chunk->day, (struct nes_id){ 0 }, 0)
                       : nes_loan_night_move(tx, (struct nes_date){ chunk->day.day - 1 }, chunk->to, chunk->chunk);
}
