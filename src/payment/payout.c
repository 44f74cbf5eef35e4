#include "payment/payout.h"

#include "aml/case.h"
#include "payment/cash.h"
#include "payment/payout_sql.h"

#define X NES_FAULT_DEFINE
#include "payment/payment_faults.def"
#undef X

static const char *const states[] = { [NES_PAYOUT_WAITING] = "waiting", [NES_PAYOUT_PLANNED] = "planned",
                                      [NES_PAYOUT_DONE] = "done", [NES_PAYOUT_REFUSED] = "refused" };
static const char *const ways[] = { [NES_PAYOUT_ACCOUNT] = "account", [NES_PAYOUT_SELLER] = "seller",
                                    [NES_PAYOUT_DESK] = "desk" };
static const char *const needs_words[] = { [NES_PAYOUT_NEEDS_NOTHING] = "nothing",
                                           [NES_PAYOUT_NEEDS_CONSENT] = "consent",
                                           [NES_PAYOUT_NEEDS_METHODS] = "methods" };

const char *nes_payout_state_word(enum nes_payout_state state)
{
    NES_ASSERT(state >= NES_PAYOUT_WAITING && state <= NES_PAYOUT_REFUSED);
    return states[state];
}

const char *nes_payout_way_word(enum nes_payout_way way)
{
    NES_ASSERT(way >= NES_PAYOUT_ACCOUNT && way <= NES_PAYOUT_DESK);
    return ways[way];
}

const char *nes_payout_needs_word(enum nes_payout_needs needs)
{
    NES_ASSERT(needs >= NES_PAYOUT_NEEDS_NOTHING && needs <= NES_PAYOUT_NEEDS_METHODS);
    return needs_words[needs];
}

/* --- deciding --- */

struct nes_err nes_payout_decide(const struct nes_payout_rule *rule, enum nes_payout_needs *needs, int64_t *not_before)
{
    struct nes_date day = nes_date_at(rule->concluded_at);
    struct nes_money threshold, sum;
    int64_t hours;

    *not_before = 0;
    *needs = rule->way == NES_PAYOUT_SELLER ? NES_PAYOUT_NEEDS_METHODS : NES_PAYOUT_NEEDS_NOTHING; /* RULE 9.3 */
    if (rule->way == NES_PAYOUT_SELLER || !rule->individual || !rule->unsecured_consumer) {
        return NES_FINE;
    }
    NES_TRY(nes_policy_mci_amount(rule->policy, NES_POLICY_COOLING_OFF_AMOUNT, day, &threshold));
    NES_TRY(nes_policy_whole(rule->policy, NES_POLICY_COOLING_OFF, day, &hours));
    NES_TRY(nes_money_add(rule->amount, rule->same_day, &sum));
    if (sum.tiyn > threshold.tiyn) {
        *needs = NES_PAYOUT_NEEDS_CONSENT;
        *not_before = rule->concluded_at + hours * 3'600 * 1'000'000;
    }
    return NES_FINE;
}

/* --- storing --- */

static struct nes_payout_record payout_of(const struct nes_payout_by_id_row *row)
{
    return (struct nes_payout_record){
        .id = row->id, .contract = row->contract_id, .loan = row->loan_id, .client = row->client_id,
        .state = (enum nes_payout_state)nes_str_place(states, NES_LEN(states), row->state),
        .way = (enum nes_payout_way)nes_str_place(ways, NES_LEN(ways), row->way),
        .needs = (enum nes_payout_needs)nes_str_place(needs_words, NES_LEN(needs_words), row->needs),
        .amount = row->amount, .account = row->account_id, .seller = row->seller_id, .not_before = row->not_before,
        .evidence = row->evidence_id, .errand = row->errand_id, .ref = row->ref, .reason = row->reason,
        .number = row->number, .value_on = row->value_on, .version = row->version,
    };
}

struct nes_err nes_payout_find(struct nes_tx *tx, struct nes_payout_id id, bool lock, struct nes_payout_record *out)
{
    struct nes_payout_lock_row locked;
    struct nes_payout_by_id_row row;

    if (lock) {
        NES_TRY(nes_payout_lock(tx, id, &locked));
    }
    NES_TRY(nes_payout_by_id(tx, id, &row));
    *out = payout_of(&row);
    return NES_FINE;
}

struct nes_err nes_payout_of(struct nes_tx *tx, struct nes_contract_id contract, struct nes_payout_record *out,
                             bool *found)
{
    struct nes_payout_by_id_row row;

    NES_TRY(nes_payout_newest(tx, contract, &row, found));
    if (*found) {
        *out = payout_of(&row);
    }
    return NES_FINE;
}

static struct nes_payouts payouts_of(struct nes_tx *tx, const struct nes_payout_by_id_row *rows, size_t len)
{
    struct nes_payouts payouts = { NES_NEW_MANY(nes_tx_arena(tx), struct nes_payout_record, len + 1), len };

    for (size_t i = 0; i < len; i++) {
        payouts.rows[i] = payout_of(&rows[i]);
    }
    return payouts;
}

static struct nes_err newest_done(struct nes_tx *tx, struct nes_payouts *out)
{
    struct nes_payout_ended_rows found;

    NES_TRY(nes_payout_ended(tx, &found));
    *out = payouts_of(tx, found.rows, found.len);
    return NES_FINE;
}

struct nes_err nes_payouts_in(struct nes_tx *tx, enum nes_payout_state state, struct nes_payouts *out)
{
    struct nes_payout_list_rows found;

    if (state == NES_PAYOUT_DONE) {
        return newest_done(tx, out);
    }
    NES_TRY(nes_payout_list(tx, nes_str_of(nes_payout_state_word(state)), &found));
    *out = payouts_of(tx, found.rows, found.len);
    return NES_FINE;
}

struct nes_err nes_payouts_of(struct nes_tx *tx, struct nes_client_id client, struct nes_payouts *out)
{
    struct nes_payout_of_client_rows found;

    NES_TRY(nes_payout_of_client(tx, client, &found));
    *out = payouts_of(tx, found.rows, found.len);
    return NES_FINE;
}

/* The errand is committed with what allows it: money never leaves without. */
static struct nes_err plan(struct nes_tx *tx, struct nes_payout_record *payout)
{
    int64_t planned;

    if (payout->way != NES_PAYOUT_DESK) { /* cash is fetched: nobody outside is asked */
        NES_TRY(nes_errand_plan(tx, &(struct nes_errand_plan){ .kind = NES_PAYOUT_ERRAND, .subject = payout->id.id,
                                                               .payload = NES_STR("{}") },
                                &payout->errand));
    }
    NES_TRY(nes_payout_planned(tx, payout->id, payout->errand, payout->evidence, &planned));
    payout->state = NES_PAYOUT_PLANNED;
    payout->version++;
    return planned == 1 ? NES_FINE : NES_FAIL(PAYOUT_STATE, "payout");
}

static struct nes_err insert(struct nes_tx *tx, struct nes_payout_record *payout)
{
    struct nes_payout_living_row other;
    bool found;

    NES_TRY(nes_payout_living(tx, payout->contract, &other, &found));
    if (found) {
        return NES_FAIL(PAYOUT_TWICE, "contract");
    }
    payout->id = (struct nes_payout_id){ nes_tx_new_id(tx) };
    payout->state = NES_PAYOUT_WAITING;
    payout->version = 1;
    return nes_payout_insert(tx, &(struct nes_payout_insert_in){
                                     payout->id, payout->contract, payout->loan, payout->client,
                                     nes_str_of(nes_payout_way_word(payout->way)),
                                     nes_str_of(nes_payout_needs_word(payout->needs)), payout->amount,
                                     payout->account, payout->seller, payout->not_before, payout->evidence,
                                     nes_tx_now(tx) });
}

/* RULE 9.2.d RULE 9.2.c RULE 9.2.a: to an approved seller, at an open desk, or to an account that the bank says is the
 * client's own. */
struct nes_err nes_payout_receiver(struct nes_tx *tx, const struct nes_payout_record *payout)
{
    struct nes_account account;
    struct nes_seller seller;
    bool open;

    if (payout->way == NES_PAYOUT_DESK) {
        NES_TRY(nes_cash_any_open(tx, &open));
        return open ? NES_FINE : NES_REFUSE(CASH_DESK, "desk");
    }
    if (payout->way == NES_PAYOUT_SELLER) {
        NES_TRY(nes_seller_find(tx, payout->seller, &seller));
        return seller.is_open && !nes_id_none(seller.checker) ? NES_FINE : NES_REFUSE(PAYOUT_SELLER, "seller");
    }
    NES_TRY(nes_account_find(tx, payout->account, &account));
    return nes_account_good(&account) && nes_id_eq(account.client.id, payout->client.id)
               ? NES_FINE
               : NES_REFUSE(PAYOUT_ACCOUNT, "account");
}

/* Money that came after the first payment was due would be late at once; after the last one no loan takes it. */
static bool schedule_holds(const struct nes_loan_record *record, struct nes_date today)
{
    return today.day < record->loan.rows[0].date.day;
}

struct nes_err nes_payout_may_leave(struct nes_tx *tx, const struct nes_payout_record *payout)
{
    struct nes_loan_record record;
    bool frozen;

    NES_TRY(nes_aml_frozen(tx, payout->client, &frozen));
    if (frozen) {
        return NES_REFUSE(PAYOUT_FROZEN, "payout");
    }
    NES_TRY(nes_loan_find(tx, payout->loan, false, &record));
    return schedule_holds(&record, nes_date_at(nes_tx_now(tx))) ? NES_FINE : NES_REFUSE(PAYOUT_LATE, "payout");
}

struct nes_err nes_payout_begin(struct nes_tx *tx, struct nes_payout_record *payout)
{
    NES_TRY(nes_payout_receiver(tx, payout));
    NES_TRY(insert(tx, payout));
    return payout->needs == NES_PAYOUT_NEEDS_NOTHING ? plan(tx, payout) : NES_FINE;
}

struct nes_err nes_payout_ready(const struct nes_payout_record *payout, int64_t now)
{
    if (payout->state != NES_PAYOUT_WAITING) {
        return NES_FAIL(PAYOUT_STATE, "payout");
    }
    return now < payout->not_before ? NES_REFUSE(PAYOUT_EARLY, "payout") : NES_FINE;
}

struct nes_err nes_payout_release(struct nes_tx *tx, struct nes_evidence_id evidence, struct nes_payout_record *payout)
{
    NES_TRY(nes_payout_ready(payout, nes_tx_now(tx)));
    NES_TRY(nes_payout_receiver(tx, payout));
    NES_TRY(nes_payout_may_leave(tx, payout));
    payout->evidence = evidence;
    return plan(tx, payout);
}

struct nes_err nes_payout_again(struct nes_tx *tx, const struct nes_payout_record *refused,
                                struct nes_payout_record *out)
{
    if (refused->state != NES_PAYOUT_REFUSED) {
        return NES_FAIL(PAYOUT_STATE, "payout");
    }
    NES_TRY(nes_payout_may_leave(tx, refused));
    *out = (struct nes_payout_record){ .contract = refused->contract, .loan = refused->loan, .client = refused->client,
                                .way = refused->way, .needs = refused->needs, .amount = refused->amount,
                                .account = refused->account, .seller = refused->seller,
                                .not_before = refused->not_before };
    return nes_payout_begin(tx, out);
}

struct nes_hash nes_payout_hash(const struct nes_crypto *crypto, struct nes_arena *arena,
                                const struct nes_payout_record *payout)
{
    struct nes_buf buf = nes_buf_begin(arena, 300);

    nes_buf_addz(&buf, "nesie payout 1 ");
    nes_buf_hex(&buf, payout->id.id.b, sizeof(payout->id.id.b));
    nes_buf_byte(&buf, ' ');
    nes_buf_hex(&buf, payout->contract.id.b, sizeof(payout->contract.id.b));
    nes_buf_byte(&buf, ' ');
    nes_buf_int(&buf, payout->amount.tiyn);
    nes_buf_byte(&buf, ' ');
    nes_buf_addz(&buf, nes_payout_way_word(payout->way));
    nes_buf_byte(&buf, ' ');
    nes_buf_hex(&buf, payout->way == NES_PAYOUT_SELLER ? payout->seller.id.b : payout->account.id.b,
                sizeof(payout->seller.id.b));
    return nes_sha256(crypto, (struct nes_str){ buf.ptr, buf.len });
}

/* --- the bank's answer --- */

static struct nes_err add_leaf(struct nes_tx *tx, const char *kind, enum nes_leaf_actor actor,
                               const struct nes_payout_record *payout)
{
    struct nes_leaf leaf = { .kind = nes_str_of(kind), .actor = actor };
    struct nes_leaf_id id;

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("payout"), payout->id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("contract"), payout->contract.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("loan"), payout->loan.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), payout->client.id };
    if (!nes_id_none(payout->errand.id)) {
        leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("errand"), payout->errand.id };
    }
    return nes_audit_add(tx, &leaf, &id);
}

/* The loan begins to earn on the bank's day. */
static struct nes_err add_event(struct nes_tx *tx, const struct nes_payout_record *payout)
{
    struct nes_event event = { .day = payout->value_on, .kind = NES_EVENT_PAYOUT, .amount = payout->amount };
    struct nes_loan_record record;

    NES_TRY(nes_loan_find(tx, payout->loan, true, &record));
    return nes_loan_add_event(tx, &record, &event, payout->id.id);
}

static struct nes_err end_done(struct nes_tx *tx, struct nes_str ref, struct nes_payout_record *payout)
{
    int64_t ended;

    NES_TRY(nes_payout_done(tx, payout->id, ref, payout->value_on, nes_tx_now(tx), &ended));
    if (ended == 0) {
        return NES_FAIL(PAYOUT_STATE, "payout");
    }
    payout->state = NES_PAYOUT_DONE;
    payout->ref = ref;
    payout->version++;
    return add_event(tx, payout);
}

static struct nes_err done(struct nes_tx *tx, const struct nes_errand_answer *answer, struct nes_payout_record *payout)
{
    NES_TRY(nes_date_read(answer->body, &payout->value_on));
    NES_TRY(end_done(tx, answer->detail, payout));
    return add_leaf(tx, "payout.done", NES_LEAF_PARTNER, payout);
}

struct nes_err nes_payout_handed(struct nes_tx *tx, struct nes_str desk, struct nes_payout_record *payout)
{
    payout->value_on = nes_date_at(nes_tx_now(tx));
    return end_done(tx, desk, payout);
}

struct nes_err nes_payout_cancel(struct nes_tx *tx, enum nes_leaf_actor who, struct nes_payout_record *payout)
{
    int64_t ended = 0;

    if (payout->way == NES_PAYOUT_DESK) {
        NES_TRY(nes_payout_refused(tx, payout->id, NES_STR("cancelled"), nes_tx_now(tx), &ended));
    }
    if (ended == 0) {
        return NES_FAIL(PAYOUT_STATE, "payout");
    }
    payout->state = NES_PAYOUT_REFUSED;
    payout->reason = NES_STR("cancelled");
    payout->version++;
    return add_leaf(tx, "payout.cancelled", who, payout);
}

struct nes_err nes_payout_apply(struct nes_tx *tx, const struct nes_errand *errand,
                                const struct nes_errand_answer *answer)
{
    struct nes_payout_record payout;
    int64_t ended;

    NES_TRY(nes_payout_find(tx, (struct nes_payout_id){ errand->subject }, true, &payout));
    if (!nes_id_eq(payout.errand.id, errand->id.id)) {
        return NES_FAIL(PAYOUT_STATE, "errand");
    }
    if (answer->outcome == NES_OUTCOME_DONE) {
        return done(tx, answer, &payout);
    }
    NES_TRY(nes_payout_refused(tx, payout.id, answer->detail, nes_tx_now(tx), &ended));
    if (ended == 0) {
        return NES_FAIL(PAYOUT_STATE, "payout");
    }
    return add_leaf(tx, "payout.refused", NES_LEAF_PARTNER, &payout);
}
