#include "lending/gate.h"

#include "calc/burden.h"
#include "calc/ratio.h"

/* --- words --- */

static const struct {
    const char *word;
    bool by_person;
} gates[] = {
#define X(name, word_, by_person_, law) [NES_GATE_##name] = { (word_), (by_person_) },
#include "lending/gate.def"
#undef X
};

const char *nes_gate_word(enum nes_gate gate)
{
    return gates[gate].word;
}

bool nes_gate_by_person(enum nes_gate gate)
{
    return gates[gate].by_person;
}

bool nes_gate_read(struct nes_str word, enum nes_gate *out)
{
    for (size_t i = 0; i < NES_LEN(gates); i++) {
        if (nes_str_is(word, gates[i].word)) {
            *out = (enum nes_gate)i;
            return true;
        }
    }
    return false;
}

static const char *const states[] = {
    [NES_GATE_WAITING] = "waiting",
    [NES_GATE_PASSED] = "passed",
    [NES_GATE_STOPPED] = "stopped",
    [NES_GATE_PERSON] = "person",
};

const char *nes_gate_state_word(enum nes_gate_state state)
{
    return states[state];
}

enum nes_gate_state nes_gate_state_of(struct nes_str word)
{
    return (enum nes_gate_state)nes_str_place(states, NES_LEN(states), word);
}

static const struct {
    const char *word;
    bool by_person;
} reasons[] = {
    [NES_REASON_NONE] = { "", false },
#define X(name, word_, by_person_) [NES_REASON_##name] = { (word_), (by_person_) },
#include "lending/reason.def"
#undef X
};

const char *nes_reason_word(enum nes_reason reason)
{
    return reasons[reason].word;
}

enum nes_reason nes_reason_read(struct nes_str word)
{
    for (size_t i = NES_REASON_NONE + 1; i < NES_LEN(reasons); i++) {
        if (nes_str_is(word, reasons[i].word)) {
            return (enum nes_reason)i;
        }
    }
    return NES_REASON_NONE;
}

bool nes_reason_by_person(enum nes_reason reason)
{
    return reasons[reason].by_person;
}

/* --- together --- */

enum nes_gate_state nes_gates_together(const struct nes_gate_rows *rows, enum nes_reason *reason)
{
    enum nes_gate_state together = NES_GATE_PASSED;

    *reason = NES_REASON_NONE;
    for (enum nes_gate gate = 0; gate < NES_GATES; gate++) {
        const struct nes_gate_row *row = &rows->rows[gate];

        if (row->state == NES_GATE_STOPPED) {
            *reason = row->reason;
            return NES_GATE_STOPPED;
        }
        if (row->state == NES_GATE_PERSON && together == NES_GATE_PASSED) {
            together = NES_GATE_PERSON;
        }
        if (row->state != NES_GATE_PASSED && row->state != NES_GATE_PERSON) {
            together = NES_GATE_WAITING; /* also a gate that was never asked */
        }
    }
    return together;
}

/* --- what figures say --- */

static struct nes_gate_answer answer(enum nes_gate gate, bool stops, enum nes_reason reason)
{
    return (struct nes_gate_answer){ gate, stops ? NES_GATE_STOPPED : NES_GATE_PASSED,
                                     stops ? reason : NES_REASON_NONE };
}

/* The law forbids for so many years from the end of the procedure. */
static struct nes_err bankrupt(const struct nes_gate_facts *facts, const struct nes_bureau_report *report, bool *stops)
{
    struct nes_date free_on;
    int64_t years;

    *stops = false;
    if (report->bankrupt_on.day == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_policy_whole(facts->policy, NES_POLICY_BANKRUPTCY_GATE, facts->day, &years));
    NES_TRY(nes_date_months(nes_date_civil(report->bankrupt_on), (int32_t)years * 12, NES_MONTH_ANCHOR, &free_on));
    *stops = facts->day.day < free_on.day;
    return NES_FINE;
}

/* The limits of the day, as calc/burden.h takes them: that of everybody, and the stricter ones of some persons. */
static struct nes_err limits_of(const struct nes_gate_facts *facts, struct nes_burden_limit rows[3])
{
    struct nes_ratio payments, restricted, debt;

    NES_TRY(nes_policy_ratio(facts->policy, NES_POLICY_DEBT_BURDEN, facts->day, &payments));
    NES_TRY(nes_policy_ratio(facts->policy, NES_POLICY_DEBT_BURDEN_RESTRICTED, facts->day, &restricted));
    NES_TRY(nes_policy_ratio(facts->policy, NES_POLICY_DEBT_TO_INCOME, facts->day, &debt));
    rows[0] = (struct nes_burden_limit){ facts->day, NES_BURDEN_ALL, payments, debt };
    rows[1] = (struct nes_burden_limit){ facts->day, NES_BURDEN_GAMBLER, restricted, { 0 } };
    rows[2] = (struct nes_burden_limit){ facts->day, NES_BURDEN_LATE, restricted, { 0 } };
    return NES_FINE;
}

static struct nes_err weigh(const struct nes_gate_facts *facts, const struct nes_bureau_report *report,
                            struct nes_gate_answer *out)
{
    struct nes_burden_limit rows[3];
    struct nes_burden_limits limits = { rows, NES_LEN(rows) };
    struct nes_burden burden = { .income = report->income,
                                 .income_months = report->income_months,
                                 .payments = report->payments,
                                 .new_payment = facts->payment,
                                 .debt = report->debt,
                                 .unused_limits = report->unused,
                                 .new_loan = facts->application->amount };
    unsigned groups = (report->gambler ? 1u << NES_BURDEN_GAMBLER : 0) | (report->was_late ? 1u << NES_BURDEN_LATE : 0);
    struct nes_burden_answer weighed;
    int64_t months;

    if (facts->application->product.class == NES_CLASS_BUSINESS) { /* of individuals only */
        *out = answer(NES_GATE_BURDEN, false, NES_REASON_NONE);
        return NES_FINE;
    }
    NES_TRY(nes_policy_whole(facts->policy, NES_POLICY_INCOME_MONTHS, facts->day, &months));
    if (!report->has_income || report->income_months != months) { /* unknown is never passed */
        *out = (struct nes_gate_answer){ NES_GATE_BURDEN, NES_GATE_PERSON, NES_REASON_INCOME };
        return NES_FINE;
    }
    NES_TRY(limits_of(facts, rows));
    NES_TRY(nes_burden_weigh(&burden, facts->day, groups, &limits, &weighed));
    *out = answer(NES_GATE_BURDEN, weighed.payments_over || weighed.debt_over, NES_REASON_BURDEN);
    return NES_FINE;
}

/* RULE 8.8 RULE 10.2 */
struct nes_err nes_gates_by_report(const struct nes_gate_facts *facts, const struct nes_bureau_report *report,
                                   struct nes_gate_answer out[NES_GATES_OF_REPORT])
{
    bool consumer = facts->application->product.class == NES_CLASS_CONSUMER, stops;
    int32_t delay = report->delay_days > facts->own_delay_days ? report->delay_days : facts->own_delay_days;
    int64_t days;

    out[0] = answer(NES_GATE_REFUSAL, report->refusal, NES_REASON_REFUSAL);
    NES_TRY(nes_policy_whole(facts->policy, NES_POLICY_DELAY_GATE, facts->day, &days));
    out[1] = answer(NES_GATE_DELAY, consumer && delay > days, NES_REASON_DELAY);
    NES_TRY(bankrupt(facts, report, &stops));
    out[2] = answer(NES_GATE_BANKRUPTCY, stops, NES_REASON_BANKRUPTCY);
    out[3] = answer(NES_GATE_CONSCRIPT, report->conscript, NES_REASON_CONSCRIPT);
    return weigh(facts, report, &out[4]);
}

/* RULE 8.1: identified by a document that is valid, for himself; who holds a public office needs a manager. */
static struct nes_gate_answer diligence(const struct nes_gate_facts *facts)
{
    bool expired = facts->document_until.day != 0 && facts->document_until.day < facts->day.day;
    bool stops = expired || !facts->application->own_behalf;

    if (!stops && facts->application->pep) {
        return (struct nes_gate_answer){ NES_GATE_DILIGENCE, NES_GATE_PERSON, NES_REASON_PUBLIC };
    }
    return answer(NES_GATE_DILIGENCE, stops, expired ? NES_REASON_DOCUMENT : NES_REASON_BEHALF);
}

struct nes_err nes_gates_by_form(const struct nes_gate_facts *facts, struct nes_gate_answer out[NES_GATES_OF_FORM])
{
    const struct nes_application *application = facts->application;
    bool consumer = application->product.class == NES_CLASS_CONSUMER;
    struct nes_money most, alone;

    NES_TRY(nes_policy_mci_amount(facts->policy, NES_POLICY_LOAN_AMOUNT, facts->day, &most));
    NES_TRY(nes_policy_mci_amount(facts->policy, NES_POLICY_SPOUSE_AMOUNT, facts->day, &alone));
    out[0] = answer(NES_GATE_AMOUNT, application->amount.tiyn > most.tiyn, NES_REASON_AMOUNT);
    /* The spouse's consent is not taken electronically: above the amount nothing is granted through this channel. */
    out[1] = answer(NES_GATE_SPOUSE, consumer && application->amount.tiyn > alone.tiyn, NES_REASON_SPOUSE);
    out[2] = diligence(facts);
    return NES_FINE;
}
