/* fuzz/pki_tsp_fuzz.c: time stamps: the answer of the service, the token, what it says. */
#include "pki/tsp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 16);
    static const uint8_t nonce[8] = { 0 };
    struct nes_str in = { (const char *)data, size }, token = in;
    struct nes_cms *cms = NES_NEW(arena, struct nes_cms);
    struct nes_tsp_info info;

    (void)nes_tsp_response_token(in, &token).what;
    if (!nes_cms_read(arena, token, cms).what && !nes_tsp_info_read(cms->content, &info).what) {
        (void)nes_tsp_nonce_is(&info, nonce);
    }
    (void)nes_tsp_info_read(in, &info).what;
    return 0;
}
