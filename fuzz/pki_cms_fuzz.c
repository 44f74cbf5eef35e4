/* fuzz/pki_cms_fuzz.c: containers and evidence records. */
#include "pki/cms.h"
#include "pki/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 16);
    struct nes_str in = { (const char *)data, size };
    struct nes_cms *cms = NES_NEW(arena, struct nes_cms);
    struct nes_record *record = NES_NEW(arena, struct nes_record);

    if (!nes_cms_read(arena, in, cms).what) {
        for (size_t i = 0; i < cms->signers_n; i++) {
            struct nes_digest digest = nes_cms_signed_digest(&cms->signers[i], cms->content);

            NES_ASSERT(digest.len <= sizeof(digest.octets));
        }
    }
    (void)nes_record_read(in, record).what;
    return 0;
}
