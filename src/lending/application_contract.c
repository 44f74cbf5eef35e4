/* src/lending/application_contract.c: what the contract does with an application. */
#include "aml/case.h"
#include "client/identity_paper.h"
#include "lending/application_store.h"

/* RULE 10.1: a person on a list concludes nothing. */
static struct nes_err check(struct nes_tx *tx, const struct nes_application *application,
                            enum nes_application_state state, struct nes_date today)
{
    bool frozen;

    if (application->state != state) {
        return NES_FAIL(APPLICATION_STATE, nes_application_word(application->state));
    }
    if (today.day > application->lapses_on.day) {
        return NES_FAIL(APPLICATION_LATE, "application");
    }
    NES_TRY(nes_aml_frozen(tx, application->client, &frozen));
    return frozen ? NES_REFUSE(APPLICATION_FROZEN, "application") : NES_FINE;
}

struct nes_err nes_application_contract(struct nes_tx *tx, struct nes_application *application, struct nes_date today)
{
    NES_TRY(check(tx, application, NES_APPLICATION_CHOSEN, today));
    if (application->offered_on.day != today.day) {
        return NES_FAIL(APPLICATION_OLD, "application");
    }
    NES_TRY(nes_identity_paper_valid(tx, application->client)); /* RULE 8.1: it is concluded on this day or never */
    return nes_application_move(tx, application, NES_APPLICATION_CONTRACT, NES_LEAF_CLIENT);
}

struct nes_err nes_application_reopen(struct nes_tx *tx, struct nes_application *application,
                                      enum nes_leaf_actor actor)
{
    if (application->state != NES_APPLICATION_CONTRACT) {
        return NES_FAIL(APPLICATION_STATE, nes_application_word(application->state));
    }
    return nes_application_move(tx, application, NES_APPLICATION_CHOSEN, actor);
}

struct nes_err nes_application_conclude(struct nes_tx *tx, struct nes_application *application, struct nes_date today)
{
    NES_TRY(check(tx, application, NES_APPLICATION_CONTRACT, today));
    return nes_application_move(tx, application, NES_APPLICATION_CONCLUDED, NES_LEAF_CLIENT);
}
