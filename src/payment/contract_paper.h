/* src/payment/contract_paper.h: the words of a contract: figures of application, offer, organisation, client and the
 * rules of the day, filled into the template. RULE 7.3 */
#pragma once
#include "lending/contract.h"
#include "organisation/organisation.h"
#include "paper/paper.h"
#include "payment/own_account.h"
#include "payment/seller.h"

struct nes_contract_matter {
    const struct nes_application *application;
    const struct nes_offer *offer;          /* the chosen one */
    const struct nes_loan_terms *terms;
    const struct nes_organisation *organisation;
    const struct nes_own_account *own;
    const struct nes_policy *policy;
    const struct nes_person *person;        /* of the client, opened */
    const struct nes_seller *seller;        /* NULL: the money goes to the client */
    struct nes_str account;                 /* IBAN of the client, where it goes there, opened; none: in cash */
    struct nes_str number;
    struct nes_date day;
    int64_t made_us;
    bool individual;
    int64_t cooling_hours;                  /* 0: no second consent */
};
/* Pure but for the arena. Faults of nes_paper_fill, POLICY_MISSING. */
struct nes_err nes_contract_paper(const struct nes_crypto *crypto, struct nes_arena *arena,
                                  const struct nes_contract_matter *matter, struct nes_paper_model *out);

/* ГЭСВ as it stands in the paper, as a share of one. Pure. */
struct nes_ratio nes_contract_rate(const struct nes_offer *offer);
