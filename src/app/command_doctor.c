/* Examines the state of an installation: books, dated rules, audit log. Changes nothing. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "app/look.h"
#include "audit/audit.h"
#include "client/examine.h"
#include "errand/errand.h"
#include "http/server.h"
#include "ledger/ledger.h"
#include "lending/gate.h"
#include "lending/loan.h"
#include "payment/examine.h"
#include "policy/policy_store.h"

struct finding {
    const struct nes_crypto *crypto;
    struct nes_ledger_faults books;
    struct nes_balances trial;
    struct nes_audit_report log;
    struct nes_lending_faults_found loans;
    struct nes_errand_faults outside;
    int64_t bare;                  /* keys without an answer */
    int64_t laxer;                 /* local rules that ask less than the law */
    struct nes_payment_faults_found money;
    int64_t granted;
    struct nes_client_faults_found clients;
};

static struct nes_err look_at_rules(struct nes_tx *tx, struct finding *finding)
{
    struct nes_policy policy;
    bool laxer;

    NES_TRY(nes_policy_load(tx, &policy));
    for (size_t i = 0; i < policy.len; i++) {
        if (policy.rows[i].layer == NES_LAYER_LOCAL) {
            NES_TRY(nes_policy_laxer(&policy, &policy.rows[i], &laxer));
            finding->laxer += laxer;
        }
    }
    return NES_FINE;
}

/* Books that have not begun have nothing to sum up. */
static struct nes_err look_at_books(struct nes_tx *tx, struct finding *finding)
{
    struct nes_err err = nes_ledger_trial(tx, nes_date_at(nes_tx_now(tx)), &finding->trial);

    NES_TRY(nes_ledger_examine(tx, &finding->books));
    return err.what == &nes_fault_DB_NO_ROW ? NES_FINE : err;
}

static struct nes_err look(struct nes_tx *tx, void *self)
{
    struct finding *finding = self;

    NES_TRY(nes_payment_examine(tx, &finding->money));
    NES_TRY(nes_gates_examine(tx, &finding->granted));
    NES_TRY(nes_clients_examine(tx, finding->crypto, &finding->clients));
    NES_TRY(look_at_books(tx, finding));
    NES_TRY(look_at_rules(tx, finding));
    NES_TRY(nes_lending_examine(tx, &finding->loans));
    NES_TRY(nes_once_examine(tx, &finding->bare));
    NES_TRY(nes_errands_examine(tx, &finding->outside));
    return nes_audit_verify(tx, &(struct nes_audit_proof){ .crypto = finding->crypto }, &finding->log);
}

/* One line for each thing that is examined; true where it is as it must be. */
static bool tell(const char *invariant, const char *what, int64_t wrong)
{
    printf("%-4s %-60s %s", invariant, what, wrong == 0 ? "fine\n" : "");
    if (wrong != 0) {
        printf("WRONG: %" PRId64 "\n", wrong);
    }
    return wrong == 0;
}

static enum nes_exit report(const struct finding *finding)
{
    int64_t sum = 0;
    bool fine;

    for (size_t i = 0; i < finding->trial.len; i++) {
        sum += finding->trial.rows[i].balance.tiyn;
    }
    fine = tell("I1", "the whole book sums to zero (tiyn)", sum);
    fine &= tell("I1", "journals without entries", finding->books.journals_empty);
    fine &= tell("I2", "closed totals that are not the sum of their entries", finding->books.totals_wrong);
    fine &= tell("I2", "entries in a day after it was closed", finding->books.late);
    fine &= tell("I3", "loans whose rows, payouts and principal do not add up", finding->loans.principal_wrong);
    fine &= tell("I5", "pairs of accounts that are not the sum of the folds of loans", finding->loans.pairs_wrong);
    fine &= tell("I4", "loans whose events are not all there", finding->loans.rows_wrong);
    fine &= tell("I4", "payouts without their one event, or events without a payout", finding->money.payouts);
    fine &= tell("I4", "refunds without their one event", finding->money.refunds);
    fine &= tell("I7", "payments without their event", finding->money.payments);
    fine &= tell("I7", "the bank's entries against the books (tiyn)", finding->money.bank);
    fine &= tell("I9", "loans with a figure below zero or a rate over the law's", finding->loans.figures_wrong);
    fine &= tell("I13", "contracts concluded or changed without two methods", finding->money.contracts);
    fine &= tell("I13", "payouts that left before their hour or unconfirmed", finding->money.released);
    fine &= tell("I14", "loans whose row is not what their events make of the day", finding->loans.days_wrong);
    fine &= tell("I14", "nights that are booked twice or not as their list says", finding->loans.nights_wrong);
    fine &= tell("I15", "suspensions and other orders without their paper and event", finding->loans.orders_wrong);
    fine &= tell("I16", "registrations that are not what the person confirmed", finding->clients.identities);
    fine &= tell("I16", "telephone numbers and accounts that no method of item 35 put", finding->clients.changes);
    fine &= tell("", "applications granted without all checks, report and approval", finding->granted);
    fine &= tell("I6", "requests with a key and without their answer", finding->bare);
    fine &= tell("I7", "errands to the outside without one applied answer", finding->outside.answers);
    fine &= tell("I7", "callbacks from outside that were never applied", finding->outside.callbacks);
    fine &= tell("I10", "audit log: gaps, changed or missing leaves, wrong nodes", finding->log.problems);
    printf("     audit log: %" PRId64 " records, %" PRId64 " waiting\n", finding->log.leaves, finding->log.waiting);
    if (finding->outside.persons > 0) {
        printf("     look: %" PRId64 " errands wait for a person\n", finding->outside.persons);
    }
    if (finding->laxer > 0) {
        printf("     look: %" PRId64 " local rules ask less than the law\n", finding->laxer);
    }
    return fine ? NES_EXIT_OK : NES_EXIT_NO;
}

static enum nes_exit doctor_run(int argc, char **argv)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_crypto_end) struct nes_crypto *crypto = NULL;
    struct nes_look where = { 0 };
    struct finding finding = { 0 };
    struct nes_err err;

    if (argc == 3 && strcmp(argv[1], "--data") == 0) {
        where.data = argv[2];
    } else if (argc == 3 && strcmp(argv[1], "--postgres") == 0) {
        where.postgres = argv[2];
    } else if (argc != 1) {
        (void)fprintf(stderr, "usage: nesie doctor [--data DIR | --postgres URL]\n");
        return NES_EXIT_INPUT;
    }
    err = nes_crypto_begin(nes_rand_real(), &crypto);
    finding.crypto = crypto;
    err = err.what ? err : nes_look_at(arena, &where, look, &finding);
    if (err.what) {
        (void)fprintf(stderr, "nesie doctor: %s%s%s\n", err.what->text, err.at ? ": " : "", err.at ? err.at : "");
        return NES_EXIT_FAULT;
    }
    return report(&finding);
}

const struct nes_command nes_command_doctor = {
    .name = "doctor",
    .summary = "Examine books, rules and audit log; exit 1 where something is wrong.",
    .run = doctor_run,
};
