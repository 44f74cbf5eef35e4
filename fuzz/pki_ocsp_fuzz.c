/* fuzz/pki_ocsp_fuzz.c: status answers and revocation lists. */
#include "pki/crl.h"
#include "pki/ocsp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nes_str in = { (const char *)data, size };
    struct nes_crl_entry entry;
    struct nes_ocsp ocsp;
    struct nes_crl crl;
    bool found;

    if (!nes_ocsp_read(in, &ocsp).what) {
        for (size_t i = 0; i < ocsp.singles_n; i++) {
            (void)nes_ocsp_never_issued(&ocsp, &ocsp.singles[i]);
        }
    }
    if (!nes_crl_read(in, &crl).what) {
        (void)nes_crl_find(&crl, NES_STR("\x12"), &found, &entry).what;
    }
    return 0;
}
