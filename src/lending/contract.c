#include "lending/contract.h"

#include <string.h>

#include "lending/contract_sql.h"

#define X NES_FAULT_DEFINE
#include "lending/contract_faults.def"
#undef X

static const char *const words[] = { [NES_CONTRACT_FORMED] = "formed", [NES_CONTRACT_CONCLUDED] = "concluded",
                                     [NES_CONTRACT_LAPSED] = "lapsed" };

const char *nes_contract_state_word(enum nes_contract_state state)
{
    NES_ASSERT(state >= NES_CONTRACT_FORMED && state <= NES_CONTRACT_LAPSED);
    return words[state];
}

static enum nes_contract_state state_of(struct nes_str word)
{
    return (enum nes_contract_state)nes_str_place(words, NES_LEN(words), word);
}

static struct nes_str bytes_of(const struct nes_hash *hash)
{
    return (struct nes_str){ (const char *)hash->b, sizeof(hash->b) };
}

static struct nes_contract contract_of(const struct nes_contract_by_id_row *row)
{
    return (struct nes_contract){
        .id = row->id, .application = row->application_id, .client = row->client_id, .number = row->number,
        .state = state_of(row->state), .amount = row->amount, .rate = { row->rate_over, row->rate_under },
        .document = row->document_id, .model = row->model_id, .hash = nes_hash_from(row->hash),
        .signature = row->signature, .formed_on = row->formed_on, .concluded_at = row->concluded_at,
        .evidence = row->evidence_id, .loan = row->loan_id, .leaf = row->leaf_id, .version = row->version,
    };
}

struct nes_err nes_contract_find(struct nes_tx *tx, struct nes_contract_id id, bool lock, struct nes_contract *out)
{
    struct nes_contract_lock_row locked;
    struct nes_contract_by_id_row row;

    if (lock) {
        NES_TRY(nes_contract_lock(tx, id, &locked));
    }
    NES_TRY(nes_contract_by_id(tx, id, &row));
    *out = contract_of(&row);
    return NES_FINE;
}

struct nes_err nes_contract_by_number(struct nes_tx *tx, struct nes_str number, struct nes_contract *out, bool *found)
{
    struct nes_contract_by_id_row row;

    NES_TRY(nes_contract_id_by_number(tx, number, &row, found));
    if (*found) {
        *out = contract_of(&row);
    }
    return NES_FINE;
}

struct nes_err nes_contract_of_loan(struct nes_tx *tx, struct nes_loan_id loan, struct nes_contract *out)
{
    struct nes_contract_by_id_row row;

    NES_TRY(nes_contract_by_loan(tx, loan, &row));
    *out = contract_of(&row);
    return NES_FINE;
}

struct nes_err nes_contracts_of(struct nes_tx *tx, struct nes_client_id client, struct nes_contracts *out)
{
    struct nes_contract_list_rows found;

    NES_TRY(nes_contract_list(tx, client, &found));
    *out = (struct nes_contracts){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_contract, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = contract_of(&found.rows[i]);
    }
    return NES_FINE;
}

/* --- forming --- */

static struct nes_err add_leaf(struct nes_tx *tx, const char *kind, struct nes_contract *contract)
{
    struct nes_leaf leaf = { .kind = nes_str_of(kind), .actor = NES_LEAF_CLIENT };

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("contract"), contract->id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), contract->client.id };
    if (!nes_id_none(contract->loan.id)) {
        leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("loan"), contract->loan.id };
        leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("evidence"), contract->evidence.id };
    }
    leaf.hash[leaf.hashes++] = (struct nes_leaf_hash){ NES_LEAF_CONTENT, NES_STR("paper"), contract->hash };
    return nes_audit_add(tx, &leaf, &contract->leaf);
}

/* RULE 11.1: the leaf names the hash of the paper before anybody has read it. */
static struct nes_err insert(struct nes_tx *tx, const struct nes_contract_papers *papers,
                             struct nes_contract *contract)
{
    NES_TRY(nes_document_add(tx, &papers->pdf, &contract->document));
    NES_TRY(nes_document_add(tx, &papers->model, &contract->model));
    NES_TRY(add_leaf(tx, "contract.formed", contract));
    return nes_contract_insert(tx, &(struct nes_contract_insert_in){
                                       contract->id, contract->application, contract->client, contract->number,
                                       contract->amount, contract->rate.over, contract->rate.under,
                                       contract->document, contract->model, bytes_of(&contract->hash),
                                       contract->signature, contract->formed_on, nes_tx_now(tx), contract->leaf });
}

struct nes_err nes_contract_drop(struct nes_tx *tx, struct nes_application *application, enum nes_leaf_actor actor)
{
    struct nes_contract_formed_row old;
    bool found;

    if (application->state != NES_APPLICATION_CONTRACT) {
        return NES_FINE;
    }
    NES_TRY(nes_contract_formed(tx, application->id, &old, &found));
    NES_TRY(found ? nes_contract_lapse(tx, old.id) : NES_FINE);
    return nes_application_reopen(tx, application, actor);
}

struct nes_err nes_contract_form(struct nes_tx *tx, struct nes_application *application,
                                 const struct nes_contract_papers *papers, struct nes_contract *contract)
{
    struct nes_date today = nes_date_at(nes_tx_now(tx));

    NES_TRY(nes_contract_drop(tx, application, NES_LEAF_CLIENT));
    contract->application = application->id;
    contract->client = application->client;
    contract->amount = application->amount;
    contract->state = NES_CONTRACT_FORMED;
    contract->formed_on = today;
    contract->version = 1;
    NES_TRY(nes_application_contract(tx, application, today));
    return insert(tx, papers, contract);
}

/* --- concluding --- */

struct nes_err nes_contract_check(const struct nes_contract *contract, const struct nes_contract_day *day,
                                  struct nes_arena *arena)
{
    struct nes_schedule schedule = { .rows = day->offer->rows, .count = day->offer->row_count };
    struct nes_price_rules rules;
    struct nes_price price;
    struct nes_money most;

    if (contract->state != NES_CONTRACT_FORMED) {
        return NES_FAIL(CONTRACT_STATE, "contract");
    }
    if (contract->formed_on.day != day->today.day) {
        return NES_REFUSE(CONTRACT_DAY, "contract");
    }
    NES_TRY(nes_policy_mci_amount(day->policy, NES_POLICY_LOAN_AMOUNT, day->today, &most));
    if (contract->amount.tiyn > most.tiyn) {
        return NES_REFUSE(CONTRACT_AMOUNT, "contract");
    }
    for (int32_t i = 0; i < schedule.count; i++) {
        const struct nes_row *row = &schedule.rows[i];

        schedule.paid_out.tiyn += row->payout.tiyn;
        schedule.principal.tiyn += row->principal.tiyn;
        schedule.remuneration.tiyn += row->remuneration.tiyn;
        schedule.due.tiyn += row->due.tiyn;
    }
    NES_TRY(nes_price_rules_on(day->policy, day->today, &rules));
    NES_TRY(nes_price_of(&rules, &day->terms->credit, &schedule, arena, &price));
    return price.holds ? NES_FINE : NES_REFUSE(CONTRACT_CAP, "contract");
}

/* The rows as they stand in the paper become the loan's. */
static struct nes_err open_loan(struct nes_tx *tx, const struct nes_application *application,
                                struct nes_contract *contract)
{
    struct nes_loan_new loan = { .id = { nes_tx_new_id(tx) }, .client = contract->client,
                                 .contract = contract->id.id, .product = application->product.version.id,
                                 .number = contract->number, .signed_on = contract->formed_on };
    struct nes_offer offer;

    NES_TRY(nes_application_terms(tx, application, &loan.terms));
    NES_TRY(nes_application_chosen(tx, application, &offer));
    loan.rows = offer.rows;
    loan.row_count = offer.row_count;
    contract->loan = loan.id;
    return nes_loan_open(tx, &loan);
}

struct nes_err nes_contract_conclude(struct nes_tx *tx, struct nes_application *application,
                                     struct nes_evidence_id evidence, struct nes_contract *contract)
{
    int64_t now = nes_tx_now(tx), ended;

    NES_TRY(nes_application_conclude(tx, application, nes_date_at(now))); /* may refuse: before anything is written */
    NES_TRY(open_loan(tx, application, contract));
    contract->state = NES_CONTRACT_CONCLUDED;
    contract->concluded_at = now;
    contract->evidence = evidence;
    NES_TRY(add_leaf(tx, "contract.concluded", contract));
    NES_TRY(nes_contract_end(tx, &(struct nes_contract_end_in){ contract->id, now, evidence, contract->loan,
                                                                contract->leaf },
                             &ended));
    contract->version++;
    return ended == 1 ? NES_FINE : NES_FAIL(CONTRACT_STATE, "contract");
}

struct nes_err nes_contract_day_sum(struct nes_tx *tx, struct nes_client_id client, struct nes_date day,
                                    struct nes_money *out)
{
    int64_t since = ((int64_t)day.day - 719'163) * NES_DAY_US - NES_ALMATY_OFFSET_US; /* day 719 163 is 1970-01-01 */
    struct nes_contract_same_day_row row;

    NES_TRY(nes_contract_same_day(tx, client, since, &row));
    *out = row.amount;
    return NES_FINE;
}
