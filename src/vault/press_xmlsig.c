/* src/vault/press_xmlsig.c: a signed XML document into what was signed, by whom and how. Verified is it by who asks. */
#include "pki/xmlsig.h"
#include "vault/press_serve.h"

enum nes_press_status nes_press_xmlsig(struct nes_press_work *work, struct nes_buf *answer)
{
    struct nes_xmlsig sig;
    struct nes_err err = nes_xmlsig_read(work->arena, work->job.input, &sig);

    nes_wire_add_u8(answer, err.what ? 0 : 1);
    if (err.what) {
        return NES_PRESS_FINE;
    }
    nes_wire_add_text(answer, sig.document);
    nes_wire_add_text(answer, sig.signed_info);
    nes_wire_add_u8(answer, (uint8_t)sig.hash);
    nes_wire_add_u8(answer, (uint8_t)sig.alg.key);
    nes_wire_add_u8(answer, (uint8_t)sig.alg.hash);
    nes_wire_add_text(answer, sig.digest);
    nes_wire_add_text(answer, sig.signature);
    nes_wire_add_text(answer, sig.cert);
    return NES_PRESS_FINE;
}
