#include "lending/application_store.h"

#include "calc/calc_faults.h"
#include "lending/contract.h"
#include "lending/gate.h"
#include "lending/offer.h"
#include "policy/policy_store.h"
#include "test/fault/rig.h"

static struct nes_date on(const char *text)
{
    struct nes_date date = { 0 };

    NES_WANT_OK(nes_date_read(nes_str_of(text), &date));
    return date;
}

static struct nes_id id_of(const char *text)
{
    struct nes_id id = { 0 };

    NES_WANT_OK(nes_id_read(nes_str_of(text), &id));
    return id;
}

/* 200 000 for 12 months at 36 %. */
static struct nes_application plain(void)
{
    return (struct nes_application){
        .id = { id_of("019b8c50-052d-7c31-9486-3bcc9f05cce6") },
        .product = { .version = { id_of("019b8c4f-d731-74df-ba98-6a9b3b343c89") },
                     .class = NES_CLASS_CONSUMER,
                     .amount_min = { 5'000'000 },
                     .amount_max = { 50'000'000 },
                     .amount_step = { 1'000'000 },
                     .periods_min = 3,
                     .periods_max = 24,
                     .rate = { 9, 25 },
                     .methods = 1u << NES_ANNUITY | 1u << NES_DIFFERENTIATED | 1u << NES_BULLET,
                     .day_count = NES_30_360,
                     .penalty = { 1, 200 },
                     .offer_days = 5 },
        .amount = { 20'000'000 },
        .periods = 12,
        .own_behalf = true,
    };
}

/* --- moves --- */

static const struct { const char *label; enum nes_application_state from, to; bool may; } moves[] = {
    { "a draft is submitted", NES_APPLICATION_DRAFT, NES_APPLICATION_SUBMITTED, true },
    { "a draft is not approved", NES_APPLICATION_DRAFT, NES_APPLICATION_APPROVED, false },
    { "what waits is not approved", NES_APPLICATION_SUBMITTED, NES_APPLICATION_APPROVED, false },
    { "checked, it is approved", NES_APPLICATION_CHECKING, NES_APPLICATION_APPROVED, true },
    { "a refusal is final", NES_APPLICATION_REFUSED, NES_APPLICATION_CHECKING, false },
    { "withdrawn is final", NES_APPLICATION_WITHDRAWN, NES_APPLICATION_SUBMITTED, false },
    { "no contract without a choice", NES_APPLICATION_APPROVED, NES_APPLICATION_CONTRACT, false },
    { "a contract that was not signed goes back", NES_APPLICATION_CONTRACT, NES_APPLICATION_CHOSEN, true },
    { "concluded is final", NES_APPLICATION_CONCLUDED, NES_APPLICATION_CHOSEN, false },
    { "what is concluded is not withdrawn", NES_APPLICATION_CONCLUDED, NES_APPLICATION_WITHDRAWN, false },
    { "what ran out is not chosen", NES_APPLICATION_LAPSED, NES_APPLICATION_CHOSEN, false },
};

NES_TEST(an_application_moves_by_its_table_only, .rules = "7.4")
{
    for (size_t i = 0; i < NES_LEN(moves); i++) {
        NES_WANT(moves[i].label, nes_application_may_move(moves[i].from, moves[i].to) == moves[i].may);
    }
}

struct late {
    struct nes_application application;
    struct nes_date today;
};

static struct nes_err form(struct nes_tx *tx, void *self)
{
    struct late *late = self;

    return nes_application_contract(tx, &late->application, late->today);
}

static struct nes_err conclude(struct nes_tx *tx, void *self)
{
    struct late *late = self;

    return nes_application_conclude(tx, &late->application, late->today);
}

/* Though the job that lets it lapse has not come to it yet. */
NES_TEST_BOTH(an_approval_that_ran_out_makes_no_contract, .rules = "7.4", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct late late = { plain(), on("2026-01-11") };

    late.application.lapses_on = on("2026-01-10");
    late.application.offered_on = late.today;
    late.application.state = NES_APPLICATION_CHOSEN;
    NES_WANT_FAULT("formed", nes_rig_run(rig, form, &late), "APPLICATION_LATE");
    late.application.state = NES_APPLICATION_CONTRACT;
    NES_WANT_FAULT("concluded", nes_rig_run(rig, conclude, &late), "APPLICATION_LATE");
    NES_WANT_INT("as it was", late.application.state, NES_APPLICATION_CONTRACT);
}

/* --- gates together --- */

static struct nes_gate_rows all_of(enum nes_gate_state state)
{
    struct nes_gate_rows rows = { 0 };

    for (enum nes_gate gate = 0; gate < NES_GATES; gate++) {
        rows.rows[gate] = (struct nes_gate_row){ .gate = gate, .state = state };
    }
    return rows;
}

NES_TEST(unknown_is_never_passed, .rules = "8.8, 10.1, 10.2", .kind = NES_REFUSES)
{
    enum nes_reason reason;

    for (enum nes_gate gate = 0; gate < NES_GATES; gate++) {
        struct nes_gate_rows rows = all_of(NES_GATE_PASSED);

        NES_WANT_INT("all passed", nes_gates_together(&rows, &reason), NES_GATE_PASSED);
        rows.rows[gate].state = NES_GATE_PERSON;
        NES_WANT_INT(nes_gate_word(gate), nes_gates_together(&rows, &reason), NES_GATE_PERSON);
        rows.rows[gate].state = NES_GATE_WAITING;
        NES_WANT_INT(nes_gate_word(gate), nes_gates_together(&rows, &reason), NES_GATE_WAITING);
        rows.rows[gate].state = 0; /* never asked */
        NES_WANT_INT(nes_gate_word(gate), nes_gates_together(&rows, &reason), NES_GATE_WAITING);
        rows = all_of(NES_GATE_WAITING);
        rows.rows[gate] = (struct nes_gate_row){ .gate = gate, .state = NES_GATE_STOPPED,
                                                 .reason = NES_REASON_DELAY };
        NES_WANT_INT(nes_gate_word(gate), nes_gates_together(&rows, &reason), NES_GATE_STOPPED);
        NES_WANT_INT("its reason", reason, NES_REASON_DELAY);
    }
}

/* --- what figures say, under the shipped rules --- */

static struct nes_err load_policy(struct nes_tx *tx, void *self)
{
    return nes_policy_load(tx, self);
}

struct figures {
    const char *label, *day;
    struct nes_bureau_report report;
    int64_t payment;
    enum nes_gate gate;
    enum nes_gate_state state;
};
#define INCOME(tiyn) .has_income = true, .income = { tiyn }, .income_months = 6
static const struct figures figures[] = {
    { "nothing against it", "2026-01-05", { INCOME(162'000'000) }, 2'000'000, NES_GATE_BURDEN, NES_GATE_PASSED },
    { "exactly half of the income", "2026-01-05", { INCOME(60'000'000), .payments = { 3'000'000 } }, 2'000'000,
      NES_GATE_BURDEN, NES_GATE_PASSED },
    { "a tiyn above half", "2026-01-05", { INCOME(60'000'000), .payments = { 3'000'001 } }, 2'000'000, NES_GATE_BURDEN,
      NES_GATE_STOPPED },
    { "self-restricted: a quarter", "2026-01-05", { INCOME(60'000'000), .gambler = true, .payments = { 1'000'000 } },
      2'000'000, NES_GATE_BURDEN, NES_GATE_STOPPED },
    { "no income is known", "2026-01-05", { .delay_days = 0 }, 2'000'000, NES_GATE_BURDEN, NES_GATE_PERSON },
    { "income of other months", "2026-01-05", { .has_income = true, .income = { 162'000'000 }, .income_months = 3 },
      2'000'000, NES_GATE_BURDEN, NES_GATE_PERSON },
    { "no income at all", "2026-01-05", { INCOME(0) }, 2'000'000, NES_GATE_BURDEN, NES_GATE_STOPPED },
    { "90 days late", "2026-01-05", { .delay_days = 90 }, 0, NES_GATE_DELAY, NES_GATE_PASSED },
    { "91 days late", "2026-01-05", { .delay_days = 91 }, 0, NES_GATE_DELAY, NES_GATE_STOPPED },
    { "a voluntary refusal", "2026-01-05", { .refusal = true }, 0, NES_GATE_REFUSAL, NES_GATE_STOPPED },
    { "a conscript", "2026-01-05", { .conscript = true }, 0, NES_GATE_CONSCRIPT, NES_GATE_STOPPED },
};

/* The answer of one gate among all that a report answers. */
static struct nes_gate_answer answer_of(const struct nes_policy *policy, const struct figures *one)
{
    struct nes_application application = plain();
    struct nes_gate_facts facts = { .policy = policy, .application = &application, .day = on(one->day),
                                    .payment = { one->payment } };
    struct nes_gate_answer answers[NES_GATES_OF_REPORT];

    NES_WANT_OK(nes_gates_by_report(&facts, &one->report, answers));
    for (size_t i = 0; i < NES_LEN(answers); i++) {
        if (answers[i].gate == one->gate) {
            return answers[i];
        }
    }
    NES_BUG("a gate of the report");
}

NES_TEST(a_report_stops_where_the_law_does, .rules = "8.8, 10.2", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    struct nes_policy policy;

    NES_WANT_OK(nes_rig_read(rig, load_policy, &policy));
    for (size_t i = 0; i < NES_LEN(figures); i++) {
        struct nes_gate_answer answer = answer_of(&policy, &figures[i]);

        NES_WANT_INT(figures[i].label, answer.state, figures[i].state);
        NES_WANT(figures[i].label, (answer.reason == NES_REASON_NONE) == (answer.state == NES_GATE_PASSED));
    }
}

NES_TEST(a_delay_with_us_counts_though_no_bureau_was_told, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    struct nes_application application = plain();
    struct nes_policy policy;
    struct nes_gate_facts facts = { .policy = &policy, .application = &application, .day = on("2026-01-05"),
                                    .own_delay_days = 90 };
    struct nes_bureau_report report = { .delay_days = 1 };
    struct nes_gate_answer answers[NES_GATES_OF_REPORT];

    NES_WANT_OK(nes_rig_read(rig, load_policy, &policy));
    NES_WANT_OK(nes_gates_by_report(&facts, &report, answers));
    NES_WANT_INT("90 days", answers[1].state, NES_GATE_PASSED);
    facts.own_delay_days = 91;
    NES_WANT_OK(nes_gates_by_report(&facts, &report, answers));
    NES_WANT_INT("91 days", answers[1].state, NES_GATE_STOPPED);
    NES_WANT_INT("as a delay", answers[1].reason, NES_REASON_DELAY);
}

NES_TEST(five_years_after_a_bankruptcy, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    struct figures last = { "the last day", "2028-02-28", { .bankrupt_on = on("2023-03-01") }, 0, NES_GATE_BANKRUPTCY,
                            NES_GATE_STOPPED };
    struct nes_policy policy;

    NES_WANT_OK(nes_rig_read(rig, load_policy, &policy));
    NES_WANT_INT("the day before five years are over", answer_of(&policy, &last).state, NES_GATE_STOPPED);
    last.day = "2028-03-01";
    NES_WANT_INT("five years later", answer_of(&policy, &last).state, NES_GATE_PASSED);
}

NES_TEST(a_business_is_not_weighed_as_a_person)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    struct nes_application application = plain();
    struct nes_policy policy;
    struct nes_gate_facts facts = { .policy = &policy, .application = &application, .day = on("2026-01-05") };
    struct nes_bureau_report report = { .delay_days = 400 };
    struct nes_gate_answer answers[NES_GATES_OF_REPORT];

    application.product.class = NES_CLASS_BUSINESS;
    NES_WANT_OK(nes_rig_read(rig, load_policy, &policy));
    NES_WANT_OK(nes_gates_by_report(&facts, &report, answers));
    for (size_t i = 0; i < NES_LEN(answers); i++) {
        NES_WANT_INT(nes_gate_word(answers[i].gate), answers[i].state, NES_GATE_PASSED);
    }
}

/* --- what the form says --- */

static const struct { const char *label; int64_t tiyn; bool own, pep; const char *until; enum nes_gate gate;
                      enum nes_gate_state state; } forms[] = {
    { "1 000 MCI without the spouse", 432'500'000, true, false, "2030-01-01", NES_GATE_SPOUSE, NES_GATE_PASSED },
    { "above 1 000 MCI", 432'500'001, true, false, "2030-01-01", NES_GATE_SPOUSE, NES_GATE_STOPPED },
    { "20 000 MCI", 8'650'000'000, true, false, "2030-01-01", NES_GATE_AMOUNT, NES_GATE_PASSED },
    { "above 20 000 MCI", 8'650'000'001, true, false, "2030-01-01", NES_GATE_AMOUNT, NES_GATE_STOPPED },
    { "for himself", 1, true, false, "2030-01-01", NES_GATE_DILIGENCE, NES_GATE_PASSED },
    { "for another", 1, false, false, "2030-01-01", NES_GATE_DILIGENCE, NES_GATE_STOPPED },
    { "a public office", 1, true, true, "2030-01-01", NES_GATE_DILIGENCE, NES_GATE_PERSON },
    { "the document's last day", 1, true, false, "2026-01-05", NES_GATE_DILIGENCE, NES_GATE_PASSED },
    { "the document expired", 1, true, false, "2026-01-04", NES_GATE_DILIGENCE, NES_GATE_STOPPED },
};

NES_TEST(a_form_stops_where_the_law_does, .rules = "8.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    struct nes_policy policy;

    NES_WANT_OK(nes_rig_read(rig, load_policy, &policy));
    for (size_t i = 0; i < NES_LEN(forms); i++) {
        struct nes_application application = plain();
        struct nes_gate_facts facts = { .policy = &policy, .application = &application, .day = on("2026-01-05"),
                                        .document_until = on(forms[i].until) };
        struct nes_gate_answer answers[NES_GATES_OF_FORM];

        application.amount.tiyn = forms[i].tiyn;
        application.own_behalf = forms[i].own;
        application.pep = forms[i].pep;
        NES_WANT_OK(nes_gates_by_form(&facts, answers));
        for (size_t j = 0; j < NES_LEN(answers); j++) {
            NES_WANT(forms[i].label, answers[j].gate != forms[i].gate || answers[j].state == forms[i].state);
        }
    }
}

/* --- offers --- */

struct made {
    struct nes_policy policy;
    struct nes_calendar calendar;
};

static struct nes_err load_ground(struct nes_tx *tx, void *self)
{
    struct made *made = self;

    NES_TRY(nes_policy_load(tx, &made->policy));
    return nes_policy_calendar(tx, &made->calendar);
}

NES_TEST(three_drafts_by_three_methods, .rules = "8.3, 8.4")
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    NES_AUTO(nes_crypto_end) struct nes_crypto *crypto = NULL;
    struct nes_application application = plain();
    struct nes_offers offers;
    struct made made;
    struct nes_offer_ground ground = { .policy = &made.policy, .calendar = &made.calendar, .day = on("2026-01-05") };
    struct nes_buf text = nes_buf_begin(nes_rig_arena(rig), 4'096);
    struct nes_hash hash;

    NES_WANT_OK(nes_crypto_begin(nes_rand_real(), &crypto));
    ground.crypto = crypto;
    NES_WANT_OK(nes_rig_read(rig, load_ground, &made));
    NES_WANT_OK(nes_offers_make(&ground, &application, nes_rig_arena(rig), &offers));
    NES_WANT_INT("three", (int64_t)offers.len, 3);
    NES_WANT_INT("equal parts", offers.rows[0].remuneration.tiyn, 3'900'000);
    NES_WANT_INT("equal payments", offers.rows[1].remuneration.tiyn, 4'110'899);
    NES_WANT_INT("by bisection: 42.797547 %", offers.rows[1].effective_e6, 42'797'547);
    NES_WANT_INT("as the law rounds it", offers.rows[1].legal_e1, 428);
    NES_WANT_INT("one payment at the end", offers.rows[2].row_count, 2);
    NES_WANT_INT("of all", offers.rows[2].due.tiyn, 27'200'000);
    nes_buf_addz(&text, "nesie-offer 1\n"
                        "application 019b8c50-052d-7c31-9486-3bcc9f05cce6\n"
                        "product 019b8c4f-d731-74df-ba98-6a9b3b343c89\n"
                        "offered 2026-01-05\nmethod bullet\nrate 36.000000\ndays 30/360\neffective 36000000\n"
                        "total 272000.00 72000.00\n"
                        "row 0 2026-01-05 2026-01-05 0 200000.00 0.00 0.00 200000.00\n"
                        "row 1 2027-01-05 2027-01-05 360 0.00 200000.00 72000.00 0.00\n");
    hash = nes_sha256(crypto, (struct nes_str){ text.ptr, text.len });
    NES_WANT("as docs/offer.md says", nes_hash_eq(&hash, &offers.rows[2].hash));
    application.product.rate = (struct nes_ratio){ 2, 5 };
    NES_WANT("above the limit", nes_offers_make(&ground, &application, nes_rig_arena(rig), &offers).what ==
                                    &nes_fault_PRODUCT_PRICE);
}

/* --- the day of signing --- */

NES_TEST(more_than_the_law_allows_on_the_day_is_not_signed, .rules = "8.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    struct nes_contract contract = { .state = NES_CONTRACT_FORMED, .formed_on = on("2026-01-05"),
                                     .amount = { 8'650'000'001 } }; /* 20 000 MCI and a tiyn */
    struct nes_loan_terms terms = { .credit = { .calc_version = NES_CALC_VERSION, .principal = { 20'000'000 },
                                                .rate = { 9, 25 }, .method = NES_ANNUITY, .periods = 12,
                                                .every = { 1, NES_UNIT_MONTHS }, .start = on("2026-01-05"),
                                                .day_count = NES_30_360, .rounding = NES_ROUND_HALF_UP,
                                                .minor_units = 2, .down_payment = { 0, 1 } } };
    struct nes_schedule schedule;
    struct nes_policy policy;
    struct nes_offer offer;
    struct nes_contract_day day = { on("2026-01-05"), &policy, &terms, &offer };

    NES_WANT_OK(nes_rig_read(rig, load_policy, &policy));
    NES_WANT_OK(nes_schedule_build(&terms.credit, nes_rig_arena(rig), &schedule));
    offer = (struct nes_offer){ .rows = schedule.rows, .row_count = schedule.count };
    NES_WANT_FAULT("a tiyn too much", nes_contract_check(&contract, &day, nes_rig_arena(rig)), "CONTRACT_AMOUNT");
    contract.amount.tiyn--;
    NES_WANT_OK(nes_contract_check(&contract, &day, nes_rig_arena(rig)));
    contract.formed_on.day--;
    NES_WANT_FAULT("of the day before", nes_contract_check(&contract, &day, nes_rig_arena(rig)), "CONTRACT_DAY");
}
