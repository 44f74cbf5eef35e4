/* src/calc/wasm_fold_test.c: a fold through WebAssembly's interface is the fold. */
#include <string.h>

#include "calc/fold_rig.h"
#include "calc/wasm.h"
#include "calc/wasm_rig.h"
#include "test/unit/test.h"

#define STATE 37

static int64_t below(const struct nes_rand *rand, int64_t n)
{
    return (int64_t)nes_rand_below(rand, (uint64_t)n);
}

static int64_t *put_id(int64_t *at, struct nes_id id)
{
    for (size_t word = 0; word < 2; word++) {
        uint64_t bits = 0;

        for (size_t i = 0; i < 8; i++) {
            bits = bits << 8 | id.b[8 * word + i];
        }
        *at++ = (int64_t)bits;
    }
    return at;
}

static int64_t *put_event(int64_t *at, const struct nes_event *e)
{
    const int64_t members[] = { e->until.day,
                                (int64_t)e->mode,
                                e->back,
                                e->accrues,
                                e->takes_overdue,
                                e->rate.over,
                                e->rate.under,
                                e->written.principal.tiyn,
                                e->written.remuneration.tiyn,
                                e->written.penalty.tiyn,
                                e->written.costs.tiyn,
                                e->rows ? e->row_count + 1 : 0 };

    at = put_id(at, e->id);
    *at++ = e->day.day;
    *at++ = (int64_t)e->kind;
    *at++ = e->amount.tiyn;
    at = put_id(at, e->of);
    memcpy(at, members, sizeof(members));
    at += NES_LEN(members);
    for (int32_t i = 0; e->rows && i < e->row_count; i++) {
        *at++ = e->rows[i].date.day;
        *at++ = e->rows[i].principal.tiyn;
        *at++ = e->rows[i].remuneration.tiyn;
    }
    return at;
}

static uint32_t put_loan(int64_t *in, const struct nes_loan *loan, struct nes_date to)
{
    const struct nes_loan_terms *t = &loan->terms;
    const struct nes_penalty_terms *p = &t->penalty;
    const int64_t members[] = { (int64_t)t->class,
                                t->accrual == NES_ACCRUE_ROW,
                                t->pay_by == NES_PAY_BY_DATE,
                                t->overdue_free,
                                (int64_t)t->order.part[0],
                                (int64_t)t->order.part[1],
                                (int64_t)t->order.part[2],
                                (int64_t)t->order.part[3],
                                (int64_t)t->order.part[4],
                                (int64_t)t->order.part[5],
                                p->first.over,
                                p->first.under,
                                p->first_days,
                                p->after.over,
                                p->after.under,
                                p->cap.over,
                                p->cap.under,
                                p->year == NES_PENALTY_CALENDAR,
                                p->base == NES_PENALTY_OF_PRINCIPAL,
                                to.day,
                                loan->event_count };
    int64_t *at = wasm_put_terms(in + 1, &t->credit);

    in[0] = at - in - 1;
    memcpy(at, members, sizeof(members));
    at += NES_LEN(members);
    for (int32_t i = 0; i < loan->event_count; i++) {
        at = put_event(at, &loan->events[i]);
    }
    return (uint32_t)(at - in);
}

/* Days of agreed rows as the interface counts them. */
static void count_days(struct rig *rig)
{
    for (int32_t i = 0; i < rig->count; i++) {
        struct nes_event *event = &rig->events[i];
        struct nes_row *rows = NES_NEW_MANY(rig->arena, struct nes_row, (size_t)event->row_count + 1);
        struct nes_date from = event->day;

        for (int32_t k = 0; k < event->row_count; k++) {
            struct nes_span open = { from, { event->rows[k].date.day + 1 }, INT32_MAX };

            rows[k] = event->rows[k];
            rows[k].days = nes_terms_days(&rig->loan.terms.credit, &open, rows[k].date);
            from = rows[k].date;
        }
        event->rows = event->rows ? rows : NULL;
    }
}

static void same_state(const int64_t *at, const struct nes_state *s, const struct nes_next_payment *next)
{
    const int64_t members[STATE] = {
        s->day.day,
        s->principal.current.tiyn,
        s->principal.overdue.tiyn,
        s->remuneration.current.tiyn,
        s->remuneration.overdue.tiyn,
        s->penalty.current.tiyn,
        s->penalty.overdue.tiyn,
        s->costs.tiyn,
        s->suspense.tiyn,
        s->withheld.tiyn,
        s->days_overdue,
        s->payoff.tiyn,
        next->date.day,
        next->pay_by.day,
        next->principal.tiyn,
        next->remuneration.tiyn,
        s->rate.over,
        s->rate.under,
        s->suspended,
        s->stopped,
        s->closed,
        s->issued.tiyn,
        s->received.tiyn,
        s->earned.tiyn,
        s->penalties.tiyn,
        s->charged.tiyn,
        s->paid.principal.tiyn,
        s->paid.remuneration.tiyn,
        s->paid.penalty.tiyn,
        s->paid.costs.tiyn,
        s->written_off.principal.tiyn,
        s->written_off.remuneration.tiyn,
        s->written_off.penalty.tiyn,
        s->written_off.costs.tiyn,
        s->forgiven.tiyn,
        s->refunded.tiyn,
        0,
    };

    for (size_t i = 0; i < STATE; i++) {
        NES_WANT_INT("member of a state", at[i], members[i]);
    }
}

static const int64_t *same_states(struct rig *rig, const int64_t *out, struct nes_date to)
{
    const int64_t *at = out + 4;
    struct nes_fold *fold;
    int32_t before = 0;

    NES_WANT_OK(nes_fold_begin(rig->arena, &rig->loan, false, &fold));
    for (int64_t i = 0; i < out[1]; i++, at += STATE) {
        struct nes_date day = { (int32_t)at[0] };
        struct nes_next_payment next;
        struct nes_state state;

        NES_WANT("days go on", day.day > before && day.day <= to.day);
        for (int32_t k = 0; k < rig->count; k++) {
            NES_WANT("no day with an event is left out",
                     rig->events[k].day.day <= before || rig->events[k].day.day >= day.day);
        }
        before = day.day;
        NES_WANT_OK(nes_fold_to(fold, day, &state));
        NES_WANT_OK(nes_fold_next(fold, &next));
        same_state(at, &state, &next);
    }
    NES_WANT_INT("the last is that of `to`", before, to.day);
    return at;
}

static void same_line(struct rig *rig, const int64_t *at, const struct nes_line *line)
{
    enum nes_day_count count = rig->loan.terms.credit.day_count;
    struct nes_str text = nes_line_text(rig->arena, line, count == NES_ACT_ACT ? 0 : count == NES_ACT_365 ? 365 : 360);
    const int64_t members[] = { line->from.day,    line->to.day,     line->days,
                                line->rate.over,   line->rate.under, line->base.tiyn,
                                line->amount.tiyn, line->capped,     line->kind == NES_LINE_ROW };

    NES_WANT("figure", strcmp((const char *)(uintptr_t)at[0], nes_figure_name(line->figure)) == 0);
    NES_WANT("kind", strcmp((const char *)(uintptr_t)at[1], nes_line_name(line->kind)) == 0);
    for (size_t i = 0; i < NES_LEN(members); i++) {
        NES_WANT_INT("member of a line", at[2 + i], members[i]);
    }
    NES_WANT("text", (size_t)at[12] == text.len && memcmp((const char *)(uintptr_t)at[11], text.ptr, text.len) == 0);
}

static void same_rest(struct rig *rig, const int64_t *out, const int64_t *at, struct nes_date to)
{
    const struct nes_line *lines;
    const struct nes_row *rows;
    struct nes_state state;
    struct nes_fold *fold;
    int32_t count;

    NES_WANT_OK(nes_fold_begin(rig->arena, &rig->loan, true, &fold));
    NES_WANT_OK(nes_fold_to(fold, to, &state));
    rows = nes_fold_rows(fold, &count);
    NES_WANT_INT("rows to come", out[2], count);
    for (int32_t i = 0; i < count; i++) {
        const int64_t members[] = { rows[i].date.day,          rows[i].days,     rows[i].principal.tiyn,
                                    rows[i].remuneration.tiyn, rows[i].due.tiyn, rows[i].balance.tiyn };

        for (size_t k = 0; k < NES_LEN(members); k++) {
            NES_WANT_INT("member of a row to come", *at++, members[k]);
        }
    }
    lines = nes_fold_lines(fold, &count);
    NES_WANT_INT("lines", out[3], count);
    for (int32_t i = 0; i < count; i++, at += 13) {
        same_line(rig, at, &lines[i]);
    }
}

NES_TEST(webassembly_folds_as_the_fold_does)
{
    struct nes_test_dice dice = { nes_test_seed() + 42 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();

    for (int64_t left = nes_budget("calc.wasm_native") / 4; left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        int64_t *in = nes_wasm_take(rig.arena, WASM_IN_MAX);
        struct nes_schedule schedule;
        const int64_t *out;
        struct nes_date to;
        uint32_t count;

        rig_random(&rig, &rand, (int32_t)below(&rand, 12));
        NES_WANT_OK(nes_schedule_build(&rig.loan.terms.credit, rig.arena, &schedule));
        count_days(&rig);
        to.day = rig.loan.terms.credit.start.day + 1 + (int32_t)below(&rand, 500);
        rig.loan.events = rig.events;
        count = put_loan(in, &rig.loan, to);
        out = nes_wasm_fold(rig.arena, in, count);
        NES_WANT_INT("fine", out[0], 0);
        same_rest(&rig, out, same_states(&rig, out, to), to);
        NES_WANT_INT("too short", nes_wasm_fold(rig.arena, in, count - 1)[0], 1);
        NES_WANT_INT("too long", nes_wasm_fold(rig.arena, in, count + 1)[0], 1);
        nes_arena_rewind(rig.arena, mark);
    }
    rig_end(&rig);
}

/* A schedule without rows is one, and no good one: the fold says so, not the form. */
NES_TEST(webassembly_hands_an_empty_schedule_to_the_fold)
{
    struct rig rig = rig_begin();
    int64_t *in = nes_wasm_take(rig.arena, WASM_IN_MAX);
    const int64_t *out;

    rig_schedule(&rig);
    rig_add(&rig, NES_EVENT_RESCHEDULE, "2026-02-01", 0)->rows = rig.loan.rows;
    out = nes_wasm_fold(rig.arena, in, put_loan(in, &rig.loan, rig_day("2026-03-01")));
    NES_WANT_INT("one fault", out[0], 1);
    NES_WANT("of the schedule", strcmp((const char *)(uintptr_t)out[4], "EVENT_SCHEDULE") == 0);
    rig_end(&rig);
}

/* All 16 bytes of an id tell events apart. */
NES_TEST(webassembly_reads_the_whole_of_an_id)
{
    struct rig rig = rig_begin();
    int64_t *in = nes_wasm_take(rig.arena, WASM_IN_MAX);

    rig_schedule(&rig);
    for (int i = 0; i <= 16; i++) {
        struct nes_event *event = rig_add(&rig, NES_EVENT_PAYMENT, "2026-02-01", 100);

        memset(event->id.b, 0x80, sizeof(event->id.b));
        if (i < 16) {
            event->id.b[i] = 0x81;
        }
    }
    NES_WANT_INT("seventeen payments",
                 nes_wasm_fold(rig.arena, in, put_loan(in, &rig.loan, rig_day("2026-02-01")))[0], 0);
    rig_end(&rig);
}

/* A loan to which nothing happened yet has the state of the day asked for. */
NES_TEST(webassembly_folds_a_loan_without_events)
{
    struct rig rig = rig_begin();
    int64_t *in = nes_wasm_take(rig.arena, WASM_IN_MAX);
    const int64_t *out;
    uint32_t count;

    rig_schedule(&rig);
    rig.loan.event_count = 0;
    count = put_loan(in, &rig.loan, rig_day("2026-02-01"));
    out = nes_wasm_fold(rig.arena, in, count);
    NES_WANT_INT("fine", out[0], 0);
    NES_WANT_INT("one state", out[1], 1);
    NES_WANT_INT("of the day", out[4], rig_day("2026-02-01").day);
    NES_WANT_INT("nothing is owed", out[5] + out[6] + out[7] + out[8], 0);
    in[count - 1] = INT32_MAX;
    NES_WANT_INT("more events than there are numbers", nes_wasm_fold(rig.arena, in, count)[0], 1);
    rig_end(&rig);
}

/* As many states as there can be fit: the member kept free after each is zero, up to the last. */
NES_TEST(webassembly_has_room_for_a_state_of_each_event)
{
    struct rig rig = rig_begin();
    int64_t *in = nes_wasm_take(rig.arena, WASM_IN_MAX);

    rig_schedule(&rig);
    for (int32_t i = 0; i < 4; i++) {
        const int64_t *out = nes_wasm_fold(rig.arena, in, put_loan(in, &rig.loan, rig_day("2026-03-01")));

        NES_WANT_INT("fine", out[0], 0);
        NES_WANT_INT("one for each, and the day asked for", out[1], rig.count + 1);
        NES_WANT_INT("free", out[4 + STATE * (rig.count + 1) - 1], 0);
        (void)rig_add_on(&rig, NES_EVENT_PAYMENT, (struct nes_date){ rig_day("2026-01-20").day + i }, 100);
    }
    rig_end(&rig);
}

/* Events of one day and rank go by their ids, of which the first byte weighs most. */
NES_TEST(webassembly_orders_ids_by_their_first_byte)
{
    struct rig rig = rig_begin();
    int64_t *in = nes_wasm_take(rig.arena, WASM_IN_MAX);
    const int64_t *out;

    rig_schedule(&rig);
    rig_add(&rig, NES_EVENT_SUSPEND, "2026-02-01", 0)->id = (struct nes_id){ { 1, 2, 0, 0, 0, 0, 0, 1 } };
    rig_add(&rig, NES_EVENT_RESUME, "2026-02-01", 0)->id = (struct nes_id){ { 1, 1, 0, 0, 0, 0, 0, 2 } };
    out = nes_wasm_fold(rig.arena, in, put_loan(in, &rig.loan, rig_day("2026-02-01")));
    NES_WANT_INT("fine", out[0], 0);
    NES_WANT_INT("resumed, then suspended", out[4 + STATE + 18], 1);
    rig_end(&rig);
}

/* Under the sanitizers: a fold of any numbers. */
NES_TEST(no_numbers_of_a_loan_lead_to_undefined_behaviour)
{
    struct nes_test_dice dice = { nes_test_seed() + 43 };
    struct nes_rand rand = nes_test_rand(&dice);
    struct rig rig = rig_begin();
    int64_t folded = 0;

    for (int64_t left = nes_budget("calc.wasm_native"); left > 0; left--) {
        struct nes_arena_mark mark = nes_arena_mark(rig.arena);
        int64_t *in = nes_wasm_take(rig.arena, WASM_IN_MAX);
        uint32_t count;

        rig_random(&rig, &rand, (int32_t)below(&rand, 6));
        rig.loan.events = rig.events;
        count = put_loan(in, &rig.loan, (struct nes_date){ rig.loan.terms.credit.start.day + 300 });
        for (int64_t wrong = below(&rand, 3); wrong > 0; wrong--) {
            in[below(&rand, count)] =
                (int64_t)(nes_rand_below(&rand, UINT64_MAX) >> below(&rand, 64)) * (below(&rand, 2) == 0 ? 1 : -1);
        }
        folded += nes_wasm_fold(rig.arena, in, count)[0] == 0;
        nes_arena_rewind(rig.arena, mark);
    }
    NES_WANT("many are loans", folded > nes_budget("calc.wasm_native") / 10);
    rig_end(&rig);
}
