/* An account is put to use and taken back only from the state that allows it, whoever asked before. */
#include "client/account.h"

#include "test/fault/rig.h"

static struct nes_err use(struct nes_tx *tx, void *self)
{
    return nes_account_use(tx, self, (struct nes_evidence_id){ { { 9 } } });
}

static struct nes_err end(struct nes_tx *tx, void *self)
{
    return nes_account_end(tx, self);
}

NES_TEST_BOTH(no_account_is_used_or_ended_out_of_turn, .rules = "9.2.a", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct nes_account unknown = { .id = { { { 1 } } }, .holder = NES_OWNER_OWN }; /* no row says so */

    NES_WANT_FAULT("used", nes_rig_run(rig, use, &unknown), "ACCOUNT_OTHER");
    NES_WANT_FAULT("ended", nes_rig_run(rig, end, &unknown), "ACCOUNT_OTHER");
    NES_WANT_INT("since", unknown.used_from, 0);
    NES_WANT_INT("until", unknown.used_until, 0);
}
