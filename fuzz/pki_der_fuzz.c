/* fuzz/pki_der_fuzz.c: DER, BER and base64. What BER becomes is DER, and DER stays as it is. */
#include "pki/base64.h"
#include "pki/ber.h"
#include "pki/der.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(1 << 16);
    struct nes_str in = { (const char *)data, size }, out, again, rest = in;
    struct nes_der element;
    int64_t number;
    bool flag;

    if (!nes_ber_to_der(arena, in, &out).what && out.ptr != in.ptr) {
        NES_ASSERT(!nes_ber_to_der(arena, out, &again).what);
        NES_ASSERT(nes_str_eq(out, again));
    }
    while (rest.len > 0 && !nes_der_next(&rest, &element).what) {
        struct nes_str one = element.whole;

        NES_ASSERT(element.body.len < element.whole.len && element.whole.len <= size);
        (void)nes_der_time(&one, &number).what;
        one = element.whole;
        (void)nes_der_bool(&one, &flag).what;
        one = element.whole;
        (void)nes_der_small(&one, NES_DER_INTEGER, &number).what;
        one = element.whole;
        if (!nes_der_oid(&one, &out).what) {
            (void)nes_oid_text(arena, out);
        }
    }
    (void)nes_pki_base64_read(arena, in, &out).what;
    return 0;
}
