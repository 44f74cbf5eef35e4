/* src/gateway/bureau_fuzz.c: whatever a bureau answers is a report or none. */
#include "gateway/bureau.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_bureau_asked asked = { .number = NES_STR("740921150163"), .now_us = 1'767'585'600'000'000 };
    struct nes_bureau_report report;

    if (nes_id_read(NES_STR("01a1f71c-859b-7c3a-ae42-4ff8ebbdc9c1"), &asked.id).what) {
        return 0;
    }
    if (!nes_bureau_read(arena, &asked, (struct nes_str){ (const char *)data, len }, &report).what) {
        NES_ASSERT(report.payments.tiyn >= 0 && report.debt.tiyn >= 0 && report.delay_days >= 0);
        NES_ASSERT(report.refusal_at != 0 && report.reference.len > 0);
    }
    return 0;
}
