/* src/pki/trust_test.c: pins, policies by role, check digits. */
#include <stdio.h>
#include <string.h>

#include "pki/testing/scene.h"
#include "test/unit/test.h"

#define DIGITS "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF"

NES_TEST(pins_have_one_form, .kind = NES_REFUSES)
{
    static const struct { const char *label, *text; size_t pins;
    } rows[] = {
        { "one", DIGITS " production root\n", 1 },
        { "tabs, two, a remark, an empty line", "# roots\n" DIGITS "\ttest\n\n  " DIGITS "\tproduction\tname\n", 2 },
        { "nothing", "", 0 },
        { "no end of line", DIGITS " test", 1 },
        { "too short", "0011 production\n", SIZE_MAX },
        { "too long", DIGITS "00 production\n", SIZE_MAX },
        { "no digits", "zz112233445566778899aabbccddeeff00112233445566778899aabbccddeeff test\n", SIZE_MAX },
        { "a digit in the second place", "0g112233445566778899aabbccddeeff00112233445566778899aabbccddeeff test\n",
          SIZE_MAX },
        { "no realm", DIGITS "\n", SIZE_MAX },
        { "another realm", DIGITS " staging\n", SIZE_MAX },
        { "colons", "00:11:22 test\n", SIZE_MAX },
    };

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
        struct nes_trust *trust = NES_NEW(arena, struct nes_trust);

        NES_WANT_FAULT(rows[i].label, nes_trust_pins(trust, nes_str_of(rows[i].text)),
                       rows[i].pins == SIZE_MAX ? "PKI_TRUST" : "fine");
        NES_WANT(rows[i].label, rows[i].pins == SIZE_MAX || trust->pins_n == rows[i].pins);
        NES_WANT(rows[i].label,
                 trust->pins_n == 0 || (trust->pins[0].sha256[31] == 0xff && trust->pins[0].sha256[10] == 0xaa));
    }
}

NES_TEST(there_is_room_for_a_number_of_pins_and_authorities, .kind = NES_REFUSES)
{
    NES_AUTO(nes_scene_keys_end) struct nes_scene_keys keys = nes_scene_keys(NES_KEY_GOST2015);
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_scene *scene = nes_scene_begin(arena, &keys);
    struct nes_str root = nes_made_cert(arena, &scene->root);
    struct nes_trust *trust = NES_NEW(arena, struct nes_trust);

    for (size_t i = 0; i < NES_TRUST_MAX; i++) {
        NES_WANT_OK(nes_trust_add(trust, arena, root));
        NES_WANT_OK(nes_trust_pin(trust, &trust->authorities[0], NES_REALM_TEST));
    }
    NES_WANT_FAULT("authorities", nes_trust_add(trust, arena, root), "PKI_TRUST");
    NES_WANT_FAULT("pins", nes_trust_pin(trust, &trust->authorities[0], NES_REALM_TEST), "PKI_TRUST");
    NES_WANT_FAULT("pins as text", nes_trust_pins(trust, NES_STR(DIGITS " test")), "PKI_TRUST");
}

/* Who is taken under which policy: one letter a policy, in the order of its table. */
NES_TEST(each_policy_takes_the_roles_that_it_names, .rules = "35.1", .kind = NES_REFUSES)
{
    static const struct { enum nes_oid roles[3]; bool iin, bin; const char *taken; } rows[] = {
        { { NES_OID_ROLE_INDIVIDUAL }, true, false, "any individual individual-stamped old-any old-individual" },
        { { NES_OID_ROLE_INDIVIDUAL }, false, false, "any old-any" },
        { { NES_OID_ROLE_LEGAL, NES_OID_ROLE_HEAD }, true, true, "any legal head signer employee old-any old-legal" },
        { { NES_OID_ROLE_LEGAL, NES_OID_ROLE_SIGNER }, true, true, "any legal signer employee old-any old-legal" },
        { { NES_OID_ROLE_LEGAL, NES_OID_ROLE_FINANCE }, true, true, "any legal employee old-any old-legal" },
        { { NES_OID_ROLE_LEGAL, NES_OID_ROLE_HR }, true, true, "any legal employee old-any old-legal" },
        { { NES_OID_ROLE_LEGAL, NES_OID_ROLE_EMPLOYEE }, true, true, "any legal employee old-any old-legal" },
        { { NES_OID_ROLE_LEGAL, NES_OID_ROLE_SYSTEM }, false, true, "any legal system old-any old-legal" },
        { { NES_OID_ROLE_LEGAL, NES_OID_ROLE_HEAD }, true, false, "any old-any" },
        { { NES_OID_ROLE_TREASURY }, true, true, "" },
    };

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_cert cert = { .usage = 0xc0, .has_usage = true, .uses = { NES_OID_USE_EMAIL }, .uses_n = 1,
                                 .policies = { NES_OID_POLICY_NCA }, .policies_n = 1 };
        struct nes_chain chain = { .leaf = &cert, .realm = NES_REALM_TEST };

        for (size_t k = 0; k < NES_LEN(rows[i].roles) && rows[i].roles[k] != NES_OID_NONE; k++) {
            cert.uses[cert.uses_n++] = rows[i].roles[k];
        }
        cert.subject.iin = rows[i].iin ? NES_STR("850101300005") : (struct nes_str){ 0 };
        cert.subject.bin = rows[i].bin ? NES_STR("990340000113") : (struct nes_str){ 0 };
        for (const struct nes_pki_policy *policy = nes_pki_policy_rows(); policy->name; policy++) {
            struct nes_findings findings = { 0 };
            char word[64], list[200];

            (void)snprintf(word, sizeof(word), " %s ", policy->name);
            (void)snprintf(list, sizeof(list), " %s ", rows[i].taken);
            nes_pki_policy_check(policy, &chain, (struct nes_str){ 0 }, (struct nes_str){ 0 }, &findings);
            NES_WANT_INT(policy->name, findings.worst != NES_WEIGHT_BAD, strstr(list, word) != NULL);
        }
    }
}

NES_TEST(check_digits_are_those_of_the_numbers)
{
    static const struct { const char *number; bool fine; } rows[] = {
        { "850101300005", true }, { "850101300006", false }, { "990340000113", true }, { "123456789011", false },
        { "85010130000", false }, { "", false },
    };

    for (size_t i = 0; i < NES_LEN(rows); i++) {
        NES_WANT_INT(rows[i].number, nes_number_true(nes_str_of(rows[i].number)), rows[i].fine);
    }
}
