/* src/calc/fold_derive.c: the rows that follow from a change of terms where the event brings none: a proposal, which
 * once signed is stored as data. */
#include "calc/calc_faults.h"
#include "calc/fold_run.h"

/* One derivation: old rows in, new rows out. */
struct draft {
    struct nes_run *run;
    const struct nes_derive *how;
    const struct nes_plan *old;
    struct nes_row *row;
    int32_t count, asking;   /* rows; of them those that ask */
    int64_t whole, old_whole; /* principal now, and of the old rows */
    int64_t old_asked;        /* of the old rows that ask */
    int64_t step;            /* lower: instalment (annuity) or principal (differentiated) */
    int64_t skip;            /* skip: principal repaid and not yet taken off a row */
};

static int64_t clip(int64_t x, int64_t least, int64_t most)
{
    return x < least ? least : x > most ? most : x;
}

static bool keeps_total(const struct draft *draft)
{
    enum nes_method method = draft->run->fold->loan->terms.credit.method;

    return draft->run->fold->loan->terms.accrual == NES_ACCRUE_BALANCE &&
           (method == NES_ANNUITY || method == NES_FIXED_INSTALMENT);
}

static bool asks(const struct draft *draft, int32_t i)
{
    return draft->old[i].date.day > draft->run->deferred_until.day || i == draft->count - 1;
}

/* The regular instalment of an annuity on the balance over the asking rows. */
static struct nes_err regular(const struct draft *draft, int64_t multiple, int64_t *instalment)
{
    const struct nes_terms *credit = &draft->run->fold->loan->terms.credit;
    const struct nes_terms terms = {
        .calc_version = credit->calc_version,
        .principal = { draft->whole },
        .rate = draft->run->accrual.rate,
        .method = NES_ANNUITY,
        .periods = draft->asking,
        .every = credit->every,
        .start = credit->start,
        .day_count = credit->day_count,
        .rounding = credit->rounding,
        .minor_units = 2,
        .instalment_multiple = { multiple },
    };
    struct nes_schedule schedule;

    NES_TRY(nes_schedule_build(&terms, draft->run->fold->arena, &schedule));
    *instalment = schedule.instalment.tiyn;
    return NES_FINE;
}

static struct nes_err find_step(struct draft *draft)
{
    const struct nes_terms *credit = &draft->run->fold->loan->terms.credit;
    int64_t multiple = credit->instalment_multiple.tiyn > 0 ? credit->instalment_multiple.tiyn : draft->run->fold->unit;
    struct nes_exact part = { draft->whole, draft->asking };
    struct nes_money money;

    if (draft->how->mode != NES_EARLY_LOWER || draft->asking == 1) {
        return NES_FINE;
    }
    if (keeps_total(draft)) {
        return regular(draft, multiple, &draft->step);
    }
    if (credit->method == NES_DIFFERENTIATED) {
        NES_TRY(nes_exact_round(part, multiple, credit->rounding, &money));
        draft->step = money.tiyn;
    }
    return NES_FINE;
}

/* What row i earns of its old plan, by the nights left: what a change cut, or ended before it, was earned already. */
static struct nes_exact earned_by_row(const struct draft *draft, int32_t i, int32_t nights)
{
    const struct nes_plan *old = &draft->old[i];
    struct nes_exact exact = { (nes_wide)old->plan * draft->whole, draft->old_whole };

    if (draft->run->come + i < draft->run->ended) {
        return (struct nes_exact){ 0 };
    }
    if (old->nights > 0) {
        exact.over *= nights;
        exact.under *= old->nights;
    }
    return exact;
}

/* What row i earns on the balance. */
static struct nes_err earned(const struct draft *draft, int32_t i, int64_t balance, int64_t *amount)
{
    const struct nes_loan_terms *terms = &draft->run->fold->loan->terms;
    const struct nes_row *row = &draft->row[i];
    struct nes_span span = { i == 0 ? draft->how->day : draft->row[i - 1].counted_to, row->counted_to, row->days };
    struct nes_date from = nes_run_bears_from(draft->run, span.from);
    int32_t nights = from.day < span.to.day ? span.to.day - from.day : 0;
    struct nes_money money;

    if (terms->accrual == NES_ACCRUE_ROW) {
        NES_TRY(
            nes_exact_round(earned_by_row(draft, i, nights), draft->run->fold->unit, terms->credit.rounding, &money));
    } else {
        int64_t weight = nights > 0 ? nes_accrual_weight(&terms->credit, &span, from, span.to) : 0;

        NES_TRY(nes_accrual_round(&draft->run->accrual, (nes_wide)balance * weight, &money));
    }
    *amount = money.tiyn;
    return NES_FINE;
}

static int64_t share_of(const struct draft *draft, int64_t principal)
{
    int64_t share = draft->old_asked > 0 ? (int64_t)((nes_wide)principal * draft->whole / draft->old_asked) : 0;

    return share - share % draft->run->fold->unit;
}

/* Beside remuneration: what the row's period earns, or for an instalment that stays what the row asks of it. */
static int64_t principal_of(struct draft *draft, int32_t i, int64_t balance, int64_t beside)
{
    const struct nes_plan *old = &draft->old[i];
    int64_t skipped;

    if (i == draft->count - 1) {
        return balance;
    }
    if (!asks(draft, i)) {
        return 0;
    }
    switch (draft->how->mode) {
    case NES_EARLY_SHORTEN:
        return clip(keeps_total(draft) ? old->principal + old->remuneration - beside : old->principal, 0, balance);
    case NES_EARLY_LOWER:
        if (keeps_total(draft)) {
            return clip(draft->step - beside, 0, balance);
        }
        return clip(draft->step > 0 ? draft->step : share_of(draft, old->principal), 0, balance);
    case NES_EARLY_SKIP:
        skipped = clip(draft->skip, 0, old->principal);
        draft->skip -= skipped;
        return clip(old->principal - skipped, 0, balance);
    }
    NES_BUG("a known way of repaying early");
}

/* A period that the change cut, or that ended before it, has the days that are left. */
static void date_row(const struct draft *draft, int32_t i)
{
    const struct nes_plan *old = &draft->old[i];
    struct nes_row *row = &draft->row[i];
    struct nes_date day = draft->how->day, start = i == 0 ? day : draft->row[i - 1].counted_to;

    row->nr = i + 1;
    row->date = old->date;
    row->counted_to = old->counted_to.day > day.day ? old->counted_to : day;
    row->days = old->days;
    if (start.day != old->from.day || start.day == row->counted_to.day) {
        struct nes_span open = nes_accrual_open(start);

        row->days = nes_terms_days(&draft->run->fold->open_terms, &open, row->counted_to);
    }
}

static struct nes_err fill(struct draft *draft)
{
    int64_t balance = draft->whole, waits = draft->run->u, earns;

    for (int32_t i = 0; i < draft->count; i++) {
        struct nes_row *row = &draft->row[i];

        date_row(draft, i);
        NES_TRY(earned(draft, i, balance, &earns));
        waits += earns;
        row->principal.tiyn = principal_of(draft, i, balance, draft->how->mode == NES_EARLY_SHORTEN ? waits : earns);
        if (asks(draft, i)) {
            row->remuneration.tiyn = waits;
            waits = 0;
        }
        balance -= row->principal.tiyn;
        row->balance.tiyn = balance;
        row->due.tiyn = row->principal.tiyn + row->remuneration.tiyn;
        if (balance == 0 && waits == 0) {
            draft->count = i + 1; /* nothing is left for later rows */
        }
    }
    return NES_FINE;
}

struct nes_err nes_run_derive(struct nes_run *run, const struct nes_derive *how, const struct nes_row **rows,
                              int32_t *count)
{
    struct draft draft = { .run = run,
                           .how = how,
                           .old = &run->plans[run->come],
                           .count = run->count - run->come,
                           .whole = run->undue,
                           .skip = how->repaid };

    draft.row = NES_NEW_MANY(run->fold->arena, struct nes_row, (size_t)draft.count);
    for (int32_t i = 0; i < draft.count; i++) {
        draft.asking += asks(&draft, i);
        draft.old_whole += draft.old[i].principal;
        draft.old_asked += asks(&draft, i) ? draft.old[i].principal : 0;
    }
    if (draft.old_whole == 0) { /* rows were signed that ask no principal before the last takes what is undue */
        draft.old_whole = run->undue + how->repaid;
    }
    NES_TRY(find_step(&draft));
    NES_TRY(fill(&draft));
    *rows = draft.row;
    *count = draft.count;
    return NES_FINE;
}
