/* src/api/journal.c: manual journals, closing of days, trial balance. */
#include "api/doors.h"
#include "http/req.h"
#include "ledger/ledger.h"

struct entry {
    struct nes_str debit, credit;
    struct nes_money amount;
};

struct proposal {
    struct nes_date value_on;
    struct nes_str note;
    struct nes_journal_id reverses;
    struct { struct entry *rows; size_t len; } entries;
};

static const struct nes_field entry_fields[] = {
    NES_FIELD(struct entry, debit,  .required = true, .max = 20, .words = "Account debited."),
    NES_FIELD(struct entry, credit, .required = true, .max = 20, .words = "Account credited."),
    NES_FIELD(struct entry, amount, .required = true, .min = 1, .max = INT64_MAX, .words = "The amount."),
};
static const struct nes_shape entry_shape = NES_SHAPE(struct entry, entry_fields, .as = "journal_entry");

static const struct nes_field proposal_fields[] = {
    NES_FIELD(struct proposal, value_on, .required = true, .words = "The day the event belongs to."),
    NES_FIELD(struct proposal, note,     .required = true, .max = 500, .words = "Words for the auditor."),
    NES_FIELD(struct proposal, reverses, .loose = true, .words = "The journal it undoes."),
    NES_LIST(struct proposal, entries,   .required = true, .each = &entry_shape, .max = NES_ENTRIES_MAX,
             .words = "Pairs of debit and credit."),
};
static const struct nes_shape proposal_shape = NES_SHAPE(struct proposal, proposal_fields, .as = "journal_proposal");

struct proposed {
    struct nes_journal_id id;
};
static const struct nes_field proposed_fields[] = {
    NES_FIELD(struct proposed, id, .required = true, .words = "The proposal; its journal gets the same id."),
};
static const struct nes_shape proposed_view = NES_SHAPE(struct proposed, proposed_fields, .as = "journal_proposed");

struct decision {
    bool approve;
};
static const struct nes_field decision_fields[] = {
    NES_FIELD(struct decision, approve, .required = true, .words = "false: rejected."),
};
static const struct nes_shape decision_shape = NES_SHAPE(struct decision, decision_fields, .as = "journal_decision");

struct booked {
    struct nes_journal_id id;
    struct nes_date value_on, booked_on;
};
static const struct nes_field booked_fields[] = {
    NES_FIELD(struct booked, id,        .required = true, .words = "The journal."),
    NES_FIELD(struct booked, value_on,  .required = true, .words = "The day the event belongs to."),
    NES_FIELD(struct booked, booked_on, .words = "The open day it was booked on; left out: rejected."),
};
static const struct nes_shape booked_view = NES_SHAPE(struct booked, booked_fields, .as = "journal_booked");

static const struct nes_field account_fields[] = {
    NES_FIELD(struct nes_chart_account, code,    .required = true, .words = "Its number."),
    NES_FIELD(struct nes_chart_account, name_kk, .required = true, .words = "Name in Kazakh."),
    NES_FIELD(struct nes_chart_account, name_ru, .required = true, .words = "Name in Russian."),
    NES_FIELD(struct nes_chart_account, name_en, .required = true, .words = "Name in English."),
    NES_FIELD(struct nes_chart_account, open,    .words = "false: nothing is posted there any more."),
};
static const struct nes_shape account_view = NES_SHAPE(struct nes_chart_account, account_fields, .as = "chart_account");

struct chart {
    struct nes_chart accounts;
};
static const struct nes_field chart_fields[] = {
    NES_LIST(struct chart, accounts, .required = true, .each = &account_view, .max = 2000, .words = "By number."),
};
static const struct nes_shape chart_view = NES_SHAPE(struct chart, chart_fields, .as = "chart");

static const struct nes_field balance_fields[] = {
    NES_FIELD(struct nes_balance, account, .required = true, .words = "Number in the chart."),
    NES_FIELD(struct nes_balance, debit,   .words = "Turnover, debit."),
    NES_FIELD(struct nes_balance, credit,  .words = "Turnover, credit."),
    NES_FIELD(struct nes_balance, balance, .negative = true, .words = "Debit less credit since the beginning."),
};
static const struct nes_shape balance_view = NES_SHAPE(struct nes_balance, balance_fields, .as = "balance");

struct trial {
    struct nes_date day, closed_on;
    struct nes_money sum;
    struct nes_balances balances;
};
static const struct nes_field trial_fields[] = {
    NES_FIELD(struct trial, day,       .required = true, .words = "The day asked for."),
    NES_FIELD(struct trial, closed_on, .required = true, .words = "The last closed day."),
    NES_FIELD(struct trial, sum,       .negative = true, .words = "Of all balances: zero."),
    NES_LIST(struct trial, balances,   .required = true, .each = &balance_view, .max = 2000, .words = "By account."),
};
static const struct nes_shape trial_view = NES_SHAPE(struct trial, trial_fields, .as = "trial_balance");

/* --- what waits for another person --- */

struct waiting {
    struct nes_journal_id id;
    struct nes_date value_on;
    struct nes_str note;
    struct nes_id maker;
    int64_t made_at;
    struct { struct entry *rows; size_t len; } entries;
};
static const struct nes_field waiting_fields[] = {
    NES_FIELD(struct waiting, id,       .required = true, .words = "The proposal."),
    NES_FIELD(struct waiting, value_on, .required = true, .words = "The day the event belongs to."),
    NES_FIELD(struct waiting, note,     .required = true, .max = 500, .words = "Words for the auditor."),
    NES_FIELD(struct waiting, maker,    .required = true, .words = "Who proposed it."),
    NES_FIELD(struct waiting, made_at,  .required = true, .instant = true, .words = "When it was proposed."),
    NES_LIST(struct waiting, entries,   .required = true, .each = &entry_shape, .max = NES_ENTRIES_MAX,
             .words = "Pairs of debit and credit."),
};
static const struct nes_shape waiting_view = NES_SHAPE(struct waiting, waiting_fields, .as = "journal_waiting");

struct all_waiting {
    struct { struct waiting *rows; size_t len; } journals;
};
static const struct nes_field all_waiting_fields[] = {
    NES_LIST(struct all_waiting, journals, .required = true, .each = &waiting_view, .max = 5000,
             .words = "Oldest first."),
};
static const struct nes_shape all_waiting_view = NES_SHAPE(struct all_waiting, all_waiting_fields,
                                                           .as = "journals_waiting");

static struct waiting waiting_of(struct nes_arena *arena, const struct nes_waiting_journal *row)
{
    const struct nes_journal *journal = &row->journal;
    struct waiting shown = { .id = journal->id, .value_on = journal->value_on, .note = journal->note,
                             .maker = row->maker, .made_at = row->made_at };

    NES_NEW_ROWS(arena, shown.entries, journal->len);
    for (size_t i = 0; i < journal->len; i++) {
        const struct nes_entry *entry = &journal->entries[i];

        shown.entries.rows[i] = (struct entry){ entry->debit, entry->credit, entry->amount };
    }
    return shown;
}

static struct nes_err waiting_show(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_waiting_journals found;
    struct all_waiting all;

    NES_TRY(nes_ledger_waiting(req->tx, &found));
    NES_NEW_ROWS(req->arena, all.journals, found.len);
    for (size_t i = 0; i < found.len; i++) {
        all.journals.rows[i] = waiting_of(req->arena, &found.rows[i]);
    }
    return nes_reply_ok(reply, &all_waiting_view, &all);
}

static struct nes_err journal_propose(struct nes_req *req, struct nes_reply *reply)
{
    const struct proposal *in = req->body;
    struct nes_journal journal = { .id = { nes_tx_new_id(req->tx) }, .kind = NES_STR("manual"),
                                   .value_on = in->value_on, .note = in->note, .reverses = in->reverses,
                                   .len = in->entries.len };
    struct nes_entry *entries = NES_NEW_MANY(req->arena, struct nes_entry, in->entries.len + 1);

    for (size_t i = 0; i < in->entries.len; i++) {
        const struct entry *row = &in->entries.rows[i];

        entries[i] = (struct nes_entry){ .debit = row->debit, .credit = row->credit, .amount = row->amount };
    }
    journal.entries = entries;
    NES_TRY(nes_ledger_propose(req->tx, &journal, req->caller.id));
    return nes_reply_created(reply, &proposed_view, &(struct proposed){ journal.id });
}

static struct nes_err journal_decide(struct nes_req *req, struct nes_reply *reply)
{
    const struct decision *in = req->body;
    struct nes_journal_id id = { nes_req_value(req, "journal")->id };
    struct nes_journal posted;

    NES_TRY(nes_ledger_decide(req->tx, id, req->caller.id, in->approve, &posted));
    return nes_reply_ok(reply, &booked_view, &(struct booked){ posted.id, posted.value_on, posted.booked_on });
}

static struct nes_err chart_show(struct nes_req *req, struct nes_reply *reply)
{
    struct chart chart;

    NES_TRY(nes_ledger_chart(req->tx, &chart.accounts));
    return nes_reply_ok(reply, &chart_view, &chart);
}

static struct nes_err trial_show(struct nes_req *req, struct nes_reply *reply)
{
    struct trial *trial = NES_NEW(req->arena, struct trial);

    trial->day = nes_req_value(req, "day")->date;
    NES_TRY(nes_ledger_closed_on(req->tx, &trial->closed_on));
    NES_TRY(nes_ledger_trial(req->tx, trial->day, &trial->balances));
    for (size_t i = 0; i < trial->balances.len; i++) {
        NES_TRY(nes_money_add(trial->sum, trial->balances.rows[i].balance, &trial->sum));
    }
    return nes_reply_ok(reply, &trial_view, trial);
}

static struct nes_err day_close(struct nes_req *req, struct nes_reply *reply)
{
    NES_TRY(nes_ledger_close_day(req->tx, nes_req_value(req, "day")->date));
    return nes_reply_none(reply);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/journals", .listen = NES_OFFICE, .needs = NES_PERM_JOURNAL_PROPOSE, .takes = &proposal_shape,
      .gives = &proposed_view,
      .fails = NES_FAULTS(LEDGER_EMPTY, LEDGER_FUTURE, LEDGER_AMOUNT, LEDGER_SIDES, LEDGER_ACCOUNT),
      .once = true, .run = journal_propose, .rules = "27", .doc = "Propose a manual journal." },
    { NES_GET, "/v1/journals", .listen = NES_OFFICE, .needs = NES_PERM_JOURNAL_VIEW, .gives = &all_waiting_view,
      .prepare = waiting_show, .rules = "27", .doc = "Proposed journals that nobody decided yet." },
    { NES_POST, "/v1/journals/{journal}/decision", .listen = NES_OFFICE, .needs = NES_PERM_JOURNAL_APPROVE,
      .takes = &decision_shape, .gives = &booked_view,
      .fails = NES_FAULTS(DB_NO_ROW, LEDGER_MAKER, LEDGER_DECIDED, LEDGER_ACCOUNT, LEDGER_REVERSED, LEDGER_FUTURE),
      .once = true, .status = 200, .run = journal_decide, .rules = "27",
      .doc = "Approve or reject a journal that another person proposed." },
    { NES_GET, "/v1/chart", .listen = NES_OFFICE, .needs = NES_PERM_JOURNAL_VIEW, .gives = &chart_view,
      .prepare = chart_show, .rules = "27", .doc = "The chart of accounts." },
    { NES_GET, "/v1/days/{day}/balances", .listen = NES_OFFICE, .needs = NES_PERM_JOURNAL_VIEW, .gives = &trial_view,
      .prepare = trial_show, .rules = "27", .doc = "The trial balance at the end of a day." },
    { NES_POST, "/v1/days/{day}/close", .listen = NES_OFFICE, .needs = NES_PERM_DAY_CLOSE,
      .fails = NES_FAULTS(LEDGER_ORDER, LEDGER_TRIAL), .once = true, .status = 204, .run = day_close, .rules = "27",
      .doc = "Close the next day." },
};
const struct nes_resource nes_journal_resource = NES_RESOURCE("journal", routes);

/* A journal belongs to the organisation; its row is taken by the decision itself. */
const struct nes_param nes_journal_param = { .name = "journal", .kind = NES_PARAM_ID,
                                             .doc = "A journal or its proposal.", .open = true };
const struct nes_param nes_day_param = { .name = "day", .kind = NES_PARAM_DATE, .doc = "A day, YYYY-MM-DD.",
                                         .open = true };
