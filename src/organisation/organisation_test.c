/* The organisation is set up once: a second set-up changes nothing. */
#include "organisation/organisation.h"

#include "test/fault/rig.h"

static struct nes_err begin(struct nes_tx *tx, void *self)
{
    return nes_organisation_begin(tx, self);
}

static struct nes_err find(struct nes_tx *tx, void *self)
{
    return nes_organisation_find(tx, self);
}

NES_TEST_BOTH(an_organisation_is_set_up_once, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct nes_organisation first = {
        .bin = NES_STR("940140000385"), .name_kk = NES_STR("«Бірінші» ЖШС"), .name_ru = NES_STR("ТОО «Первая»"),
        .licence = NES_STR("1"), .legal_address = NES_STR("Алматы"), .actual_address = NES_STR("Алматы"),
        .phones = NES_STR("+7 700 000 00 01"), .email = NES_STR("a@b.example"), .head_last = NES_STR("Үлгібаева"),
        .head_first = NES_STR("Әсел"), .colour = NES_STR("#123456"),
    };
    struct nes_organisation second = first, found;

    NES_WANT_FAULT("none yet", nes_rig_read(rig, find, &found), "DB_NO_ROW");
    NES_WANT_OK(nes_rig_run(rig, begin, &first));
    second.name_kk = NES_STR("«Екінші» ЖШС");
    NES_WANT_FAULT("once more", nes_rig_run(rig, begin, &second), "ORGANISATION_THERE");
    NES_WANT_OK(nes_rig_read(rig, find, &found));
    NES_WANT_STR("the first one stays", found.name_kk, "«Бірінші» ЖШС");
}
