#include "app/bank_chore.h"

#include "payment/paper.h"
#include "payment/statement_days.h"

static struct nes_err run_call(const struct nes_job_turn *turn, nes_call_run *run)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_job_turn held = *turn;
    struct nes_call call = { .operation = nes_id_new(turn->clock, turn->rand), .batch = true, .arena = arena,
                             .run = run, .self = &held };

    return nes_db_run(turn->db, &call);
}

static struct nes_err plan_statements(struct nes_tx *tx, void *self)
{
    struct nes_statement_days days;

    NES_TRY(nes_job_guard(tx, self));
    NES_TRY(nes_statement_days(tx, &days));
    for (size_t i = 0; i < days.len; i++) {
        NES_TRY(nes_bank_import_plan(tx, days.rows[i]));
    }
    return NES_FINE;
}

static struct nes_err statements(void *self, const struct nes_job_turn *turn)
{
    const struct nes_bank *bank = self;

    return bank->partner.url[0] == '\0' ? NES_FINE : run_call(turn, plan_statements);
}

static struct nes_err plan_papers(struct nes_tx *tx, void *self)
{
    int64_t asked;

    NES_TRY(nes_job_guard(tx, self));
    return nes_loan_paper_closed(tx, &asked);
}

static struct nes_err papers(void *self, const struct nes_job_turn *turn)
{
    (void)self;
    return run_call(turn, plan_papers);
}

struct nes_job_kind nes_bank_chore_statements(struct nes_bank *bank)
{
    return (struct nes_job_kind){ .name = "bank.statements", .every_s = 600, .lease_s = 60, .run = statements,
                                  .self = bank };
}

struct nes_job_kind nes_bank_chore_papers(struct nes_bank *bank)
{
    return (struct nes_job_kind){ .name = "paper.closed", .every_s = 10, .lease_s = 60, .run = papers, .self = bank };
}
