#include "pki/judge.h"

#include "pki/judge_parts.h"

static enum nes_verdict_kind outcome_of(const struct nes_findings *findings)
{
    switch (findings->worst) {
    case NES_WEIGHT_NOTE:
        return NES_GOOD;
    case NES_WEIGHT_UNKNOWN:
        return NES_UNKNOWN;
    case NES_WEIGHT_BAD:
        return NES_BAD;
    }
    NES_BUG("a known weight");
}

const char *nes_outcome_name(enum nes_verdict_kind outcome)
{
    static const char *const names[] = { [NES_GOOD] = "good", [NES_UNKNOWN] = "unknown", [NES_BAD] = "bad" };

    return names[outcome];
}

static void weigh_status(const struct nes_ask *ask, struct nes_signer *signer)
{
    struct nes_findings *findings = &signer->findings;

    switch (signer->status.kind) {
    case NES_STATUS_GOOD:
        return;
    case NES_STATUS_UNKNOWN:
        nes_find(findings, NES_WHY_STATUS_UNKNOWN, "signer");
        return;
    case NES_STATUS_NEVER_ISSUED:
        nes_find(findings, NES_WHY_NEVER_ISSUED, "signer");
        return;
    case NES_STATUS_HELD:
    case NES_STATUS_REVOKED:
        /* Only a proven time of signing can lie before the revocation; a certificate held now is not accepted now. */
        if (signer->proven && signer->when_us < signer->status.revoked_us && signer->when_us < ask->at_us) {
            nes_find(findings, NES_WHY_REVOKED_LATER, "signer");
        } else {
            nes_find(findings, signer->status.kind == NES_STATUS_HELD ? NES_WHY_HELD : NES_WHY_REVOKED, "signer");
        }
        return;
    }
    NES_BUG("a known status");
}

void nes_judge_person(const struct nes_ask *ask, struct nes_signer *signer)
{
    struct nes_findings *findings = &signer->findings;

    signer->role = nes_role_of(&signer->cert);
    if (ask->policy->token && !signer->proven) {
        nes_find(findings, NES_WHY_TOKEN_MISSING, "signer");
    }
    if (signer->has_claimed && signer->claimed_us > signer->when_us + NES_SKEW_US) {
        nes_find(findings, NES_WHY_CLAIMED_TIME, "signer");
    }
    if (signer->proven && ask->at_us > signer->cert.until_us) {
        nes_find(findings, NES_WHY_EXPIRED_LATER, "signer");
    }
    if (nes_chain_find(ask->trust, (struct nes_link){ &signer->cert, signer->when_us, "signer" }, &signer->chain,
                       findings)) {
        signer->status = nes_status_find(&ask->proofs, &signer->chain, ask->at_us, findings);
        weigh_status(ask, signer);
    }
    nes_pki_policy_check(ask->policy, &signer->chain, ask->iin, ask->bin, findings);
}

bool nes_judge_is_xml(struct nes_str signature)
{
    struct nes_str text = nes_str_trim(signature);

    return nes_str_starts(text, NES_STR("<")) || nes_str_starts(text, NES_STR("\xef\xbb\xbf"));
}

void nes_judge(struct nes_arena *arena, const struct nes_ask *ask, struct nes_verdict *out)
{
    *out = (struct nes_verdict){ .outcome = NES_BAD, .form = "" };
    if (nes_judge_is_xml(ask->signature)) {
        nes_judge_xml(arena, ask, out);
    } else {
        nes_judge_cms(arena, ask, out);
    }
    for (size_t i = 0; i < out->signers_n; i++) {
        out->signers[i].outcome = outcome_of(&out->signers[i].findings);
        nes_find_all(&out->findings, &out->signers[i].findings, NES_WEIGHT_BAD);
    }
    if (out->signers_n == 0 && out->findings.n == 0) {
        nes_find(&out->findings, NES_WHY_NO_SIGNER, "container");
    }
    out->outcome = outcome_of(&out->findings);
}
