#include "app/beginning.h"

#include "api/organisation.h"
#include "audit/audit.h"
#include "ledger/ledger.h"

struct nes_err nes_beginning_read(struct nes_arena *arena, struct nes_str text, struct nes_beginning *out,
                                  struct nes_field_faults *faults)
{
    out->told = text;
    return nes_shape_read(&nes_organisation_details, arena, text, &out->organisation, faults);
}

struct nes_err nes_beginning_set_up(struct nes_tx *tx, const struct nes_crypto *crypto,
                                    const struct nes_beginning *beginning)
{
    struct nes_leaf leaf = { .kind = NES_STR("organisation.begun"), .actor = NES_LEAF_SYSTEM, .hashes = 1 };
    struct nes_date today = nes_date_at(nes_tx_now(tx));
    struct nes_date first = beginning->first_day.day != 0 ? beginning->first_day : today;
    struct nes_leaf_id added;

    if (first.day > today.day) {
        return NES_FAIL(LEDGER_FUTURE, "first day");
    }
    NES_TRY(nes_organisation_begin(tx, &beginning->organisation));
    NES_TRY(nes_ledger_begin(tx, first));
    leaf.hash[0] = (struct nes_leaf_hash){ NES_LEAF_CONTENT, NES_STR("organisation"),
                                           nes_sha256(crypto, beginning->told) };
    return nes_audit_add(tx, &leaf, &added);
}
