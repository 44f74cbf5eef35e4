#include "aml/screen_client.h"

#include "ident/taxpayer.h"

/* The day of birth stands in the number; an organisation has none. */
static struct nes_err screen_one(struct nes_tx *tx, struct nes_screen_of *of, struct nes_screen *out)
{
    struct nes_iin_facts facts;

    if (!nes_iin_check(of->number, (struct nes_iin_rules){ 0 }, &facts).what) {
        NES_TRY(nes_date_of((struct nes_civil){ facts.year, facts.month, facts.day }, &of->born_on));
    }
    return nes_screen(tx, of, out);
}

struct nes_err nes_screen_person(struct nes_tx *tx, const struct nes_person *person, struct nes_screen *out,
                                 struct nes_date *born)
{
    struct nes_screen_of of = { .number = { (const char *)person->iin.ptr, person->iin.len },
                                .name = { (const char *)person->name.ptr, person->name.len } };
    struct nes_err err = screen_one(tx, &of, out);

    *born = of.born_on;
    return err;
}

struct nes_err nes_screen_signatory(struct nes_tx *tx, struct nes_keeper *keeper, struct nes_keeper_why why,
                                    const struct nes_registration *registration, struct nes_screen *out)
{
    struct nes_arena *arena = nes_tx_arena(tx);
    struct nes_screen_of of = { 0 };
    struct nes_facts facts;
    struct nes_screen found;

    NES_TRY(nes_registration_unseal(keeper, arena, why, registration, &facts));
    facts.entity = (struct nes_str){ 0 };
    of.number = facts.iin;
    of.name = nes_facts_name(arena, &facts);
    NES_TRY(screen_one(tx, &of, &found));
    if (found.hit == NES_HIT_SURE || (found.hit == NES_HIT_NAME && out->hit == NES_HIT_NONE)) {
        *out = found;
    }
    return NES_FINE;
}
