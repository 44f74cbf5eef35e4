#include "pki/policy.h"

static const struct nes_pki_policy rows[] = {
    { .name = "any", .words = "anyone who may sign documents",
      .roles = { NES_OID_ROLE_INDIVIDUAL, NES_OID_ROLE_LEGAL } },
    { .name = "individual", .words = "an individual for themselves",
      .roles = { NES_OID_ROLE_INDIVIDUAL }, .iin = true },
    { .name = "legal", .words = "anyone for a legal entity",
      .roles = { NES_OID_ROLE_LEGAL }, .bin = true },
    { .name = "head", .words = "the first head of a legal entity",
      .roles = { NES_OID_ROLE_HEAD }, .iin = true, .bin = true },
    { .name = "signer", .words = "the head or a person with the right to sign for a legal entity",
      .roles = { NES_OID_ROLE_HEAD, NES_OID_ROLE_SIGNER }, .iin = true, .bin = true },
    { .name = "employee", .words = "an employee of a legal entity, whatever their right",
      .roles = { NES_OID_ROLE_HEAD, NES_OID_ROLE_SIGNER, NES_OID_ROLE_FINANCE, NES_OID_ROLE_HR,
                 NES_OID_ROLE_EMPLOYEE },
      .iin = true, .bin = true },
    { .name = "system", .words = "an information system of a legal entity",
      .roles = { NES_OID_ROLE_SYSTEM }, .bin = true },
    { .name = "individual-stamped", .words = "an individual, with the time of signing proven",
      .roles = { NES_OID_ROLE_INDIVIDUAL }, .iin = true, .token = true },
    { .name = "old-any", .words = "documents of the past: anyone",
      .roles = { NES_OID_ROLE_INDIVIDUAL, NES_OID_ROLE_LEGAL }, .old = true },
    { .name = "old-individual", .words = "documents of the past: an individual",
      .roles = { NES_OID_ROLE_INDIVIDUAL }, .iin = true, .old = true },
    { .name = "old-legal", .words = "documents of the past: anyone for a legal entity",
      .roles = { NES_OID_ROLE_LEGAL }, .bin = true, .old = true },
    { .name = NULL },
};

const struct nes_pki_policy *nes_pki_policy_rows(void)
{
    return rows;
}

const struct nes_pki_policy *nes_pki_policy_named(struct nes_str name)
{
    for (const struct nes_pki_policy *row = rows; row->name; row++) {
        if (nes_str_is(name, row->name)) {
            return row;
        }
    }
    return NULL;
}

static int weighed(struct nes_str digits, int first)
{
    int sum = 0;

    for (int i = 0; i < 11; i++) {
        sum += (digits.ptr[i] - '0') * ((first + i - 1) % 11 + 1);
    }
    return sum % 11;
}

bool nes_number_true(struct nes_str digits)
{
    int check;

    if (digits.len != 12) {
        return false;
    }
    check = weighed(digits, 1);
    check = check == 10 ? weighed(digits, 3) : check;
    return check < 10 && check == digits.ptr[11] - '0';
}

enum nes_oid nes_role_of(const struct nes_cert *cert)
{
    static const enum nes_oid roles[] = {
        NES_OID_ROLE_HEAD, NES_OID_ROLE_SIGNER, NES_OID_ROLE_FINANCE, NES_OID_ROLE_HR, NES_OID_ROLE_SYSTEM,
        NES_OID_ROLE_TREASURY, NES_OID_ROLE_EMPLOYEE, NES_OID_ROLE_LEGAL, NES_OID_ROLE_INDIVIDUAL,
    };

    for (size_t i = 0; i < NES_LEN(roles); i++) {
        if (nes_cert_has_use(cert, roles[i])) {
            return roles[i];
        }
    }
    return NES_OID_NONE;
}

static void check_role(const struct nes_pki_policy *policy, const struct nes_cert *cert, struct nes_findings *findings)
{
    for (size_t i = 0; i < NES_POLICY_ROLES && policy->roles[i] != NES_OID_NONE; i++) {
        if (nes_cert_has_use(cert, policy->roles[i])) {
            return;
        }
    }
    nes_find(findings, NES_WHY_ROLE_MISSING, "signer");
}

static void check_purpose(const struct nes_cert *cert, struct nes_findings *findings)
{
    if (!cert->has_usage || (cert->usage & (NES_USAGE_SIGN | NES_USAGE_NON_REPUDIATION)) !=
                                (NES_USAGE_SIGN | NES_USAGE_NON_REPUDIATION)) {
        nes_find(findings, NES_WHY_USAGE_MISSING, "signer");
    }
    if (!nes_cert_has_use(cert, NES_OID_USE_EMAIL)) {
        nes_find(findings, nes_cert_has_use(cert, NES_OID_USE_CLIENT) ? NES_WHY_AUTH_ONLY : NES_WHY_PURPOSE_MISSING,
                 "signer");
    }
    if (!nes_cert_has_policy(cert, NES_OID_POLICY_NCA) && !nes_cert_has_policy(cert, NES_OID_POLICY_SIGN_PERSON) &&
        !nes_cert_has_policy(cert, NES_OID_POLICY_SIGN_LEGAL)) {
        nes_find(findings, NES_WHY_POLICY_MISSING, "signer");
    }
}

/* One number: named if the policy asks for it, the expected one if one is, true to its check digit in production. */
static void check_number(struct nes_str has, struct nes_str wanted, bool needed, const enum nes_why why[2],
                         struct nes_findings *findings)
{
    if (has.len == 0 && (needed || wanted.len > 0)) {
        nes_find(findings, why[0], "signer");
    } else if (wanted.len > 0 && !nes_str_eq(has, wanted)) {
        nes_find(findings, why[1], "signer");
    }
}

void nes_pki_policy_check(const struct nes_pki_policy *policy, const struct nes_chain *chain, struct nes_str iin,
                      struct nes_str bin, struct nes_findings *findings)
{
    static const enum nes_why iin_whys[] = { NES_WHY_IIN_MISSING, NES_WHY_IIN_DIFFERS };
    static const enum nes_why bin_whys[] = { NES_WHY_BIN_MISSING, NES_WHY_BIN_DIFFERS };
    const struct nes_cert *cert = chain->leaf;

    check_purpose(cert, findings);
    check_role(policy, cert, findings);
    if (cert->key.kind == NES_KEY_GOST2004 && !policy->old) {
        nes_find(findings, NES_WHY_ALGORITHM_OLD, "signer");
    }
    check_number(cert->subject.iin, iin, policy->iin, iin_whys, findings);
    check_number(cert->subject.bin, bin, policy->bin, bin_whys, findings);
    if (chain->realm != NES_REALM_TEST &&
        ((cert->subject.iin.len > 0 && !nes_number_true(cert->subject.iin)) ||
         (cert->subject.bin.len > 0 && !nes_number_true(cert->subject.bin)))) {
        nes_find(findings, NES_WHY_NUMBER_FALSE, "signer");
    }
}
