/* fuzz/pki_xml_fuzz.c: signed XML documents. */
#include "pki/xmlsig.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 16);
    struct nes_xmlsig sig;

    if (!nes_xmlsig_read(arena, (struct nes_str){ (const char *)data, size }, &sig).what) {
        NES_ASSERT(sig.document.len > 0 && sig.signed_info.len > 0 && sig.alg.key != NES_KEY_NONE);
    }
    return 0;
}
