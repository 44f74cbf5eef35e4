#include "payment/payment.h"

#include <stdio.h>
#include <string.h>

#include "payment/payout.h"
#include "test/fault/rig.h"

static struct nes_date on(const char *text)
{
    struct nes_date date = { 0 };

    NES_WANT_OK(nes_date_read(nes_str_of(text), &date));
    return date;
}

/* --- numbers of contracts --- */

NES_TEST(a_number_is_found_in_a_purpose_and_a_wrong_one_is_not)
{
    struct nes_id id = { { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 } };
    char number[NES_CONTRACT_NUMBER + 1], text[100];

    nes_contract_number(id, number);
    NES_WANT_INT("eleven digits", (int64_t)strlen(number), NES_CONTRACT_NUMBER);
    (void)snprintf(text, sizeof(text), "Погашение по договору %s, ИИН 800416100254", number);
    NES_WANT_STR("found", nes_contract_number_find(nes_str_of(text)), number);
    (void)snprintf(text, sizeof(text), "1%s %s1 %.10s", number, number, number);
    NES_WANT_STR("only runs of eleven digits", nes_contract_number_find(nes_str_of(text)), "");
    (void)snprintf(text, sizeof(text), "12345678901 %s", number);
    NES_WANT_STR("one that does not check is passed over", nes_contract_number_find(nes_str_of(text)), number);
    for (size_t i = 0; i < NES_CONTRACT_NUMBER; i++) {
        (void)snprintf(text, sizeof(text), "%s", number);
        text[i] = text[i] == '9' ? '1' : (char)(text[i] + 1);
        NES_WANT_STR("one wrong digit", nes_contract_number_find(nes_str_of(text)), "");
    }
}

/* --- cooling-off --- */

#define HOUR INT64_C(3'600'000'000)

static const struct {
    const char *label;
    int64_t amount, same_day;
    bool individual, unsecured;
    enum nes_payout_way way;
    enum nes_payout_needs needs;
    int64_t hours;
} decisions[] = {
    { "200 000 tenge leave at once", 20'000'000, 0, true, true, NES_PAYOUT_ACCOUNT, NES_PAYOUT_NEEDS_NOTHING, 0 },
    { "exactly 75 MCI", 32'437'500, 0, true, true, NES_PAYOUT_ACCOUNT, NES_PAYOUT_NEEDS_NOTHING, 0 },
    { "a tiyn above 75 MCI", 32'437'501, 0, true, true, NES_PAYOUT_ACCOUNT, NES_PAYOUT_NEEDS_CONSENT, 24 },
    { "400 000 tenge", 40'000'000, 0, true, true, NES_PAYOUT_ACCOUNT, NES_PAYOUT_NEEDS_CONSENT, 24 },
    { "two of one day are added", 20'000'000, 20'000'000, true, true, NES_PAYOUT_ACCOUNT, NES_PAYOUT_NEEDS_CONSENT,
      24 },
    { "secured", 40'000'000, 0, true, false, NES_PAYOUT_ACCOUNT, NES_PAYOUT_NEEDS_NOTHING, 0 },
    { "a legal entity", 40'000'000, 0, false, false, NES_PAYOUT_ACCOUNT, NES_PAYOUT_NEEDS_NOTHING, 0 },
    { "cash above 75 MCI", 40'000'000, 0, true, true, NES_PAYOUT_DESK, NES_PAYOUT_NEEDS_CONSENT, 24 },
    { "a seller is confirmed each time", 40'000'000, 0, true, true, NES_PAYOUT_SELLER, NES_PAYOUT_NEEDS_METHODS, 0 },
    { "a seller for a legal entity", 100, 0, false, false, NES_PAYOUT_SELLER, NES_PAYOUT_NEEDS_METHODS, 0 },
};

NES_TEST(money_above_the_threshold_waits_a_day_and_a_seller_needs_two_methods, .rules = "9.3")
{
    struct nes_policy_value rows[] = {
        { NES_POLICY_MCI, NES_LAYER_SHIPPED, on("2026-01-01"), { 0 }, { 432'500, 1 }, NES_STR("4 325 tenge") },
        { NES_POLICY_COOLING_OFF, NES_LAYER_SHIPPED, on("2025-09-30"), { 0 }, { 24, 1 }, NES_STR("law") },
        { NES_POLICY_COOLING_OFF_AMOUNT, NES_LAYER_SHIPPED, on("2025-09-30"), { 0 }, { 75, 1 }, NES_STR("law") },
    };
    struct nes_policy policy = { rows, NES_LEN(rows) };
    int64_t at = INT64_C(1'767'596'400'000'000); /* 5 January 2026, noon of Almaty */

    for (size_t i = 0; i < NES_LEN(decisions); i++) {
        struct nes_payout_rule rule = { &policy, at, { decisions[i].amount }, { decisions[i].same_day },
                                        decisions[i].individual, decisions[i].unsecured, decisions[i].way };
        enum nes_payout_needs needs;
        int64_t not_before;

        NES_WANT_OK(nes_payout_decide(&rule, &needs, &not_before));
        NES_WANT_INT(decisions[i].label, needs, decisions[i].needs);
        NES_WANT_INT(decisions[i].label, not_before, decisions[i].hours ? at + decisions[i].hours * HOUR : 0);
    }
    policy.len = 1;
    NES_WANT_FAULT("no rule holds: nothing is guessed",
                   nes_payout_decide(&(struct nes_payout_rule){ .policy = &policy, .concluded_at = at,
                                                                .amount = { 100 }, .individual = true,
                                                                .unsecured_consumer = true,
                                                                .way = NES_PAYOUT_ACCOUNT },
                                     &(enum nes_payout_needs){ 0 }, &(int64_t){ 0 }),
                   "POLICY_MISSING");
}

NES_TEST(a_second_consent_before_the_hour_is_refused)
{
    struct nes_payout_record payout = { .state = NES_PAYOUT_WAITING, .not_before = 24 * HOUR };

    NES_WANT_FAULT("an hour early", nes_payout_ready(&payout, 23 * HOUR), "PAYOUT_EARLY");
    NES_WANT_FAULT("a microsecond early", nes_payout_ready(&payout, 24 * HOUR - 1), "PAYOUT_EARLY");
    NES_WANT_OK(nes_payout_ready(&payout, 24 * HOUR));
    payout.state = NES_PAYOUT_PLANNED;
    NES_WANT_FAULT("on its way", nes_payout_ready(&payout, 25 * HOUR), "PAYOUT_STATE");
}

/* --- statements --- */

NES_TEST(a_statement_whose_sums_or_references_do_not_meet_is_refused)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_statement_entry entries[] = {
        { .ref = NES_STR("B1"),
          .in = true,
          .amount = { 500 },
          .booked_on = on("2026-01-06"),
          .value_on = on("2026-01-06") },
        { .ref = NES_STR("B2"), .amount = { 200 }, .booked_on = on("2026-01-06"), .value_on = on("2026-01-05") },
    };
    struct nes_statement statement = { NES_STR("KZ"), on("2026-01-06"), on("2026-01-06"), { 1'000 }, { 1'300 },
                                       entries, NES_LEN(entries) };

    NES_WANT_OK(nes_statement_check(&statement, arena));
    statement.closing.tiyn++;
    NES_WANT_FAULT("a tiyn", nes_statement_check(&statement, arena), "STATEMENT_SUM");
    statement.closing.tiyn--;
    entries[1].ref = NES_STR("B1");
    NES_WANT_FAULT("a reference twice", nes_statement_check(&statement, arena), "STATEMENT_FORM");
    entries[1].ref = NES_STR("B2");
    entries[1].booked_on = on("2026-01-07");
    NES_WANT_FAULT("an entry of another day", nes_statement_check(&statement, arena), "STATEMENT_FORM");
    entries[1].booked_on = on("2026-01-06");
    entries[1].amount.tiyn = 0;
    NES_WANT_FAULT("an entry of nothing", nes_statement_check(&statement, arena), "STATEMENT_FORM");
}

/* --- payments --- */

NES_TEST(a_receipt_tells_overdue_and_current_apart_and_adds_up)
{
    struct nes_state without = { .principal = { { 900 }, { 100 } }, .remuneration = { { 30 }, { 20 } },
                                 .penalty = { { 1 }, { 5 } }, .suspense = { 0 } };
    struct nes_state with = { .principal = { { 860 }, { 0 } }, .remuneration = { { 30 }, { 0 } },
                              .penalty = { { 0 }, { 0 } }, .suspense = { 4 },
                              .paid = { { 140 }, { 20 }, { 6 }, { 0 } } };
    struct nes_payment_parts parts = nes_payment_parts_of(&without, &with);

    NES_WANT_INT("overdue principal", parts.overdue_principal.tiyn, 100);
    NES_WANT_INT("overdue remuneration", parts.overdue_remuneration.tiyn, 20);
    NES_WANT_INT("penalty", parts.penalty.tiyn, 6);
    NES_WANT_INT("principal of the period", parts.principal.tiyn, 40);
    NES_WANT_INT("remuneration of the period", parts.remuneration.tiyn, 0);
    NES_WANT_INT("kept", parts.kept.tiyn, 4);
    NES_WANT_INT("debt that is left", parts.debt_principal.tiyn + parts.debt_remuneration.tiyn, 890);
}

/* --- sellers --- */

struct shop {
    struct nes_seller seller;
    struct nes_id checker;
};

static struct nes_err propose(struct nes_tx *tx, void *self)
{
    return nes_seller_propose(tx, &((struct shop *)self)->seller);
}

static struct nes_err approve(struct nes_tx *tx, void *self)
{
    struct shop *shop = self;

    return nes_seller_approve(tx, shop->seller.id, shop->checker);
}

static struct nes_err receive(struct nes_tx *tx, void *self)
{
    struct nes_payout_record payout = { .way = NES_PAYOUT_SELLER, .seller = ((struct shop *)self)->seller.id };

    return nes_payout_receiver(tx, &payout);
}

NES_TEST_BOTH(money_goes_to_a_seller_that_a_second_person_approved, .rules = "9.2.d", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct shop shop = { { .id = { { { 1 } } }, .bin = NES_STR("940140000385"), .name = NES_STR("«Мысал»"),
                           .iban = NES_STR("KZ60999KZT0000000001"), .contract = NES_STR("7 от 12.01.2026"),
                           .maker = { { 7 } } },
                         { { 8 } } };
    struct shop again = shop;

    again.seller.id = (struct nes_seller_id){ { { 2 } } };
    NES_WANT_OK(nes_rig_run(rig, propose, &shop));
    NES_WANT_FAULT("its number again", nes_rig_run(rig, propose, &again), "SELLER_THERE");
    NES_WANT_FAULT("not approved", nes_rig_run(rig, receive, &shop), "PAYOUT_SELLER");
    NES_WANT_OK(nes_rig_run(rig, approve, &shop));
    NES_WANT_OK(nes_rig_run(rig, receive, &shop));
}
