#include "vault/press_wire.h"

void nes_press_write_job(struct nes_buf *buf, const struct nes_press_job *job)
{
    nes_wire_add_u8(buf, NES_PRESS_VERSION);
    nes_wire_add_u8(buf, (uint8_t)job->kind);
    nes_wire_add_u32(buf, job->option);
    nes_wire_add_text(buf, job->input);
}

bool nes_press_read_job(struct nes_str bytes, struct nes_press_job *out)
{
    struct nes_wire wire = nes_wire_of(bytes);
    uint8_t version = nes_wire_u8(&wire), kind = nes_wire_u8(&wire);

    if (wire.bad || version != NES_PRESS_VERSION || kind == 0 || kind >= NES_PRESS_KINDS) {
        return false;
    }
    out->kind = (enum nes_press_kind)kind;
    out->option = nes_wire_u32(&wire);
    out->input = nes_wire_text(&wire);
    return nes_wire_done(&wire) && out->input.len <= NES_PRESS_INPUT_MAX;
}
