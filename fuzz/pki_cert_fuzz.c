/* fuzz/pki_cert_fuzz.c: certificates and pins. */
#include "pki/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 14);
    struct nes_str in = { (const char *)data, size };
    struct nes_trust *trust = NES_NEW(arena, struct nes_trust);
    struct nes_findings findings = { 0 };
    struct nes_chain chain;
    struct nes_cert cert;

    (void)nes_trust_pins(trust, in).what;
    if (!nes_cert_read_file(arena, in, &cert).what) {
        NES_ASSERT(!nes_chain_find(trust, (struct nes_link){ &cert, cert.from_us, "signer" }, &chain, &findings));
        nes_pki_policy_check(nes_pki_policy_rows(), &chain, cert.subject.iin, cert.subject.bin, &findings);
        NES_ASSERT(findings.worst == NES_WEIGHT_BAD);
    }
    return 0;
}
