#include "gateway/eds.h"

#include "client/registration.h"
#include "identity/eds.h"
#include "pki/gather.h"
#include "pki/record.h"
#include "pki/trust_folder.h"
#include "vault/vault_faults.h"

/* A question is short; a list has some 20 MB. A try asks five questions at most. */
#define POST_S   5
#define GET_S    20
#define LEASE_MS 90'000

/* Who signed what, and for whom it is kept. */
struct matter {
    struct nes_eds_id id;
    struct nes_eds eds;
    struct nes_confirmation confirmation;
    struct nes_registration registration;
    struct nes_document_row given;
    struct nes_facts facts;
    struct nes_str signature;
};

static struct nes_err load(struct nes_tx *tx, void *self)
{
    struct matter *matter = self;

    NES_TRY(nes_eds_find(tx, matter->id, &matter->eds));
    NES_TRY(nes_confirmation_find(tx, matter->eds.confirmation, false, &matter->confirmation));
    NES_TRY(nes_registration_find(tx, matter->confirmation.subject, &matter->registration));
    return nes_document_find(tx, matter->eds.given, &matter->given);
}

static struct nes_err matter_of(const struct nes_eds_gate *gate, struct nes_arena *arena,
                                const struct nes_errand *errand, struct matter **out)
{
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SEND };
    struct matter *matter = NES_NEW(arena, struct matter);
    struct nes_secret bytes;

    matter->id = (struct nes_eds_id){ errand->subject };
    NES_TRY(nes_db_read(gate->options.db, arena, load, matter));
    NES_TRY(nes_registration_unseal(gate->options.vault.keeper, arena, why, &matter->registration, &matter->facts));
    NES_TRY(nes_document_open(&gate->options.vault, arena, &(struct nes_access){ why, matter->given.key },
                              &matter->given.document, &bytes));
    matter->signature = (struct nes_str){ (const char *)bytes.ptr, bytes.len };
    *out = matter;
    return NES_FINE;
}

/* --- the question --- */

/* An individual signs for himself; for a legal entity its head or who has the right to sign, the one who registered. */
static struct nes_ask ask_of(struct nes_arena *arena, const struct matter *matter)
{
    bool legal = matter->registration.kind == NES_CLIENT_LEGAL;
    bool xml = nes_judge_is_xml(matter->signature);
    struct nes_clock clock = nes_clock_real();

    return (struct nes_ask){
        .signature = matter->signature,
        .content = xml ? nes_eds_xml(arena, &matter->confirmation) : nes_eds_text(arena, &matter->confirmation),
        .has_content = true,
        .policy = nes_pki_policy_named(legal ? NES_STR("signer") : NES_STR("individual")),
        .iin = matter->facts.iin,
        .bin = legal ? matter->facts.bin : (struct nes_str){ 0 },
        .at_us = nes_clock_now(&clock),
    };
}

static struct nes_err trust_of(struct nes_eds_gate *gate, struct nes_arena *arena, struct nes_trust *trust)
{
    NES_TRY(nes_trust_read_folder(arena, gate->options.trust, trust));
    trust->test_mode = gate->options.test;
    trust->cache = &gate->cache;
    return NES_FINE;
}

/* --- the answer --- */

/* What a person is told of a bad signature: the first of these that was found. */
static const struct {
    enum nes_why why;
    const char *reason;
} reasons[] = {
    { NES_WHY_CONTENT_DIFFERS, "content" },   { NES_WHY_CONTENT_MISSING, "content" },
    { NES_WHY_IIN_DIFFERS, "person" },        { NES_WHY_BIN_DIFFERS, "person" },
    { NES_WHY_IIN_MISSING, "person" },        { NES_WHY_BIN_MISSING, "person" },
    { NES_WHY_NUMBER_FALSE, "person" },       { NES_WHY_AUTH_ONLY, "purpose" },
    { NES_WHY_USAGE_MISSING, "purpose" },     { NES_WHY_PURPOSE_MISSING, "purpose" },
    { NES_WHY_POLICY_MISSING, "purpose" },    { NES_WHY_ROLE_MISSING, "purpose" },
    { NES_WHY_CERT_EXPIRED, "expired" },      { NES_WHY_CERT_NOT_YET, "expired" },
    { NES_WHY_REVOKED, "revoked" },           { NES_WHY_HELD, "revoked" },
    { NES_WHY_ISSUER_UNTRUSTED, "authority" }, { NES_WHY_ROOT_NOT_PINNED, "authority" },
    { NES_WHY_TEST_AUTHORITY, "authority" },  { NES_WHY_SELF_SIGNED, "authority" },
};

static bool found(const struct nes_findings *findings, enum nes_why why)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (findings->list[i].why == why) {
            return true;
        }
    }
    return false;
}

static struct nes_str reason_of(const struct nes_verdict *verdict)
{
    for (size_t i = 0; i < NES_LEN(reasons); i++) {
        if (found(&verdict->findings, reasons[i].why)) {
            return nes_str_of(reasons[i].reason);
        }
    }
    return NES_STR("signature");
}

/* The evidence, sealed under the client's key. */
static struct nes_err keep_record(const struct nes_eds_gate *gate, const struct matter *matter, struct nes_str record,
                                  struct nes_document_row *row)
{
    struct nes_access access = { { .purpose = NES_PURPOSE_PAPER }, matter->given.key };

    *row = (struct nes_document_row){ .key = matter->given.key, .doc_class = NES_STR("eds_record"),
                                      .media = NES_STR("application/octet-stream"), .origin = NES_DOCUMENT_FORMED };
    return nes_document_keep(&gate->options.vault, &access, record, &row->document);
}

/* Good with one signer passes; bad, or a second signer, fails; all else waits. */
static struct nes_err answer_by(const struct nes_eds_gate *gate, struct nes_arena *arena, const struct matter *matter,
                                const struct nes_ask *ask, struct nes_errand_answer *answer)
{
    struct nes_eds_told *told = NES_NEW(arena, struct nes_eds_told);
    struct nes_verdict verdict;
    struct nes_str record;

    nes_judge(arena, ask, &verdict);
    if (verdict.outcome == NES_UNKNOWN) { /* RULE 35.1: unknown is never good */
        *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("status") };
        return NES_FINE;
    }
    told->passed = verdict.outcome == NES_GOOD && verdict.signers_n == 1;
    told->reason = told->passed ? (struct nes_str){ 0 } : reason_of(&verdict);
    if (verdict.form) { /* bytes that are no signature at all give no record */
        NES_TRY(nes_record_write(arena, ask, &verdict, &record));
        NES_TRY(keep_record(gate, matter, record, &told->record));
    }
    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_DONE, .detail = told->reason,
                                          .body = { (const char *)told, sizeof(*told) } };
    return NES_FINE;
}

struct nes_err nes_eds_read_xml(struct nes_press *press, struct nes_arena *arena, struct nes_ask *ask)
{
    struct nes_xmlsig_told *told = NES_NEW(arena, struct nes_xmlsig_told);

    if (!nes_judge_is_xml(ask->signature)) {
        return NES_FINE;
    }
    if (!press) {
        return NES_FAIL(HELPER_DOWN, "press");
    }
    NES_TRY(nes_press_read_xmlsig(press, arena, ask->signature, told));
    ask->xml = told;
    return NES_FINE;
}

static struct nes_err check(struct nes_eds_gate *gate, struct nes_arena *arena, const struct nes_errand *errand,
                            struct nes_errand_answer *answer)
{
    struct nes_fetch fetch = nes_pki_fetch_http(&gate->http);
    struct nes_rand rand = nes_rand_real();
    struct nes_trust *trust = NES_NEW(arena, struct nes_trust);
    struct nes_gather *gather = NES_NEW(arena, struct nes_gather);
    struct matter *matter;
    struct nes_ask ask;

    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("no_trust") };
    if (gate->options.trust[0] == '\0' || trust_of(gate, arena, trust).what) {
        return NES_FINE;
    }
    NES_TRY(matter_of(gate, arena, errand, &matter));
    *gather = (struct nes_gather){ .fetch = &fetch, .rand = &rand, .store = &gate->store,
                                   .tsp_url = nes_str_of(gate->options.tsp_url),
                                   .ocsp_url = nes_str_of(gate->options.ocsp_url), .crl_urls = gate->crl_urls,
                                   .crl_urls_n = gate->crl_urls_n };
    ask = ask_of(arena, matter);
    ask.trust = trust;
    NES_TRY(nes_eds_read_xml(gate->options.press, arena, &ask));
    nes_gather(arena, gather, &ask);
    return answer_by(gate, arena, matter, &ask, answer);
}

/* Nothing that can fail here did anything outside: it is tried again, and given up in time. */
static struct nes_err send(void *gate, struct nes_arena *arena, const struct nes_errand *errand,
                           struct nes_errand_answer *answer)
{
    struct nes_err err = check(gate, arena, errand, answer);

    if (err.what) {
        *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = nes_str_of(err.what->code) };
    }
    return NES_FINE;
}

struct nes_errand_kind nes_eds_errand(struct nes_eds_gate *gate)
{
    return (struct nes_errand_kind){ .name = NES_EDS_ERRAND, .repeat = NES_REPEAT_SAFE,
                                     .repeat_source = "docs/pki.md: questions change nothing", .lease_ms = LEASE_MS,
                                     .give_up_after_s = NES_EDS_WAIT_S, .send = send, .gateway = gate,
                                     .apply = nes_eds_apply };
}

/* --- the lists --- */

void nes_eds_renew_lists(struct nes_eds_gate *gate)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_fetch fetch = nes_pki_fetch_http(&gate->http);
    struct nes_trust *trust = NES_NEW(arena, struct nes_trust);
    struct nes_clock clock = nes_clock_real();

    if (gate->crl_urls_n == 0 || gate->options.trust[0] == '\0' || trust_of(gate, arena, trust).what) {
        return;
    }
    for (size_t i = 0; i < gate->crl_urls_n; i++) {
        struct nes_crl_want want = { gate->crl_urls[i], trust->authorities, trust->authorities_n,
                                     nes_clock_now(&clock) };

        (void)nes_crl_store_renew(&gate->store, &fetch, &want).what;
    }
}

void nes_eds_begin(struct nes_eds_gate *gate, const struct nes_eds_options *options)
{
    struct nes_str rest = nes_str_of(options->crl_urls), url;

    *gate = (struct nes_eds_gate){ .options = *options, .http = { .post_s = POST_S, .get_s = GET_S } };
    nes_chain_cache_begin(&gate->cache);
    nes_crl_store_begin(&gate->store);
    while (rest.len > 0 && gate->crl_urls_n < NES_EDS_LISTS_MAX) {
        (void)nes_str_cut(rest, ' ', &url, &rest);
        if (url.len > 0) {
            gate->crl_urls[gate->crl_urls_n++] = url;
        }
    }
}

void nes_eds_end_all(struct nes_eds_gate *gate)
{
    nes_crl_store_end(&gate->store);
    nes_chain_cache_end(&gate->cache);
}
