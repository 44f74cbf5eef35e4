#include "client/facts.h"

#include "client/registration.h"
#include "test/unit/test.h"

static const struct nes_facts good = {
    .last = NES_STR_INIT("Қиялова"),
    .first = NES_STR_INIT("Анна"),
    .patronymic = NES_STR_INIT("Мұратқызы"),
    .iin = NES_STR_INIT("830604250016"),
    .paper = NES_PAPER_CARD,
    .paper_number = NES_STR_INIT("990000001"),
    .paper_issuer = NES_STR_INIT("МВД РК"),
    .issued_on = { 738'900 },
    .valid_until = { 742'000 },
};
#define TODAY ((struct nes_date){ 739'620 }) /* 2026-01-05 */

NES_TEST(only_a_valid_document_of_an_adult_registers, .rules = "6.1.a, 6.1.c, 6.2.e", .kind = NES_REFUSES)
{
    struct nes_facts facts = good;

    NES_WANT_OK(nes_facts_check(&facts, NES_CLIENT_INDIVIDUAL, TODAY));
    facts.valid_until = TODAY;
    NES_WANT_OK(nes_facts_check(&facts, NES_CLIENT_INDIVIDUAL, TODAY));
    facts.valid_until.day--;
    NES_WANT_FAULT("a day too late", nes_facts_check(&facts, NES_CLIENT_INDIVIDUAL, TODAY), "PAPER_EXPIRED");
    facts = good;
    facts.paper = NES_PAPER_BIRTH;
    NES_WANT_FAULT("a birth certificate", nes_facts_check(&facts, NES_CLIENT_INDIVIDUAL, TODAY), "PAPER_BIRTH");
    facts = good;
    facts.paper_number = NES_STR("99000000А");
    NES_WANT_FAULT("a number with a letter", nes_facts_check(&facts, NES_CLIENT_INDIVIDUAL, TODAY), "PAPER_NUMBER");
    facts = good;
    facts.iin = NES_STR("991231500016"); /* born in 2099 */
    NES_WANT_FAULT("not born yet", nes_facts_check(&facts, NES_CLIENT_INDIVIDUAL, TODAY), "FACTS_MINOR");
    facts = good;
    NES_WANT_FAULT("a legal entity without BIN", nes_facts_check(&facts, NES_CLIENT_LEGAL, TODAY), "BIN_LENGTH");
    facts.bin = NES_STR("940140000385");
    NES_WANT_FAULT("and without name", nes_facts_check(&facts, NES_CLIENT_LEGAL, TODAY), "NAME_EMPTY");
}

NES_TEST(facts_come_back_as_they_were_written)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_facts facts = good, back;
    struct nes_str text = nes_facts_write(arena, &facts);

    NES_WANT_OK(nes_facts_read(text, &back));
    NES_WANT("the same again", nes_str_eq(nes_facts_write(arena, &back), text));
    NES_WANT("nothing differs", nes_facts_differ(&facts, &back) == NULL);
    NES_WANT_FAULT("cut", nes_facts_read(nes_str_part(text, 0, text.len - 3), &back), "FACTS_FORM");
    NES_WANT_FAULT("another form", nes_facts_read(NES_STR("2"), &back), "FACTS_FORM");
    NES_WANT_STR("a name", nes_facts_name(arena, &facts), "Қиялова Анна Мұратқызы");
    facts.entity = NES_STR("ТОО «Мысал»");
    NES_WANT_STR("of an entity", nes_facts_name(arena, &facts), "ТОО «Мысал»");
}

NES_TEST(what_does_not_agree_with_the_source_is_named, .rules = "6.3.a, 6.3.b", .kind = NES_REFUSES)
{
    struct nes_facts told = good;

    told.last = NES_STR("ҚИЯЛОВА");
    NES_WANT("letters of another case agree", nes_facts_differ(&good, &told) == NULL);
    told.paper_number = (struct nes_str){ 0 };
    NES_WANT("a number that is not told is not compared", nes_facts_differ(&good, &told) == NULL);
    told.paper_number = NES_STR("990000002");
    NES_WANT_STR("another document", nes_str_of(nes_facts_differ(&good, &told)), "document");
    told = good;
    told.patronymic = (struct nes_str){ 0 };
    NES_WANT_STR("no patronymic", nes_str_of(nes_facts_differ(&good, &told)), "names");
    told = good;
    told.first = NES_STR("Ана");
    NES_WANT_STR("another name", nes_str_of(nes_facts_differ(&good, &told)), "names");
    told.iin = NES_STR("671107150026");
    NES_WANT_STR("another IIN comes first", nes_str_of(nes_facts_differ(&good, &told)), "iin");
}

NES_TEST(registration_asks_for_its_steps_in_order)
{
    struct nes_registration registration = { .kind = NES_CLIENT_LEGAL };
    struct nes_number number = { .owner = NES_OWNER_ASKED };

    NES_WANT_INT("facts", nes_registration_missing(&registration, NULL, false), NES_MISSING_FACTS);
    registration.facts = NES_STR("x");
    NES_WANT_INT("order", nes_registration_missing(&registration, NULL, false), NES_MISSING_ORDER);
    registration.order.id.b[0] = 1;
    NES_WANT_INT("photo", nes_registration_missing(&registration, NULL, false), NES_MISSING_PHOTO);
    registration.photo.id.b[0] = 1;
    NES_WANT_INT("number", nes_registration_missing(&registration, NULL, true), NES_MISSING_NUMBER);
    NES_WANT_INT("its owner", nes_registration_missing(&registration, &number, true), NES_MISSING_NUMBER);
    number.owner = NES_OWNER_OWN;
    NES_WANT_INT("password", nes_registration_missing(&registration, &number, false), NES_MISSING_PASSWORD);
    NES_WANT_INT("methods", nes_registration_missing(&registration, &number, true), NES_MISSING_METHODS);
    registration.ended_at = 1;
    NES_WANT_INT("nothing", nes_registration_missing(&registration, NULL, false), NES_MISSING_NOTHING);
}

NES_TEST(only_yes_is_own, .rules = "35.3.f", .kind = NES_REFUSES)
{
    const struct nes_str words[] = { NES_STR_INIT("other"), NES_STR_INIT("unknown"), NES_STR_INIT("Own"),
                                     NES_STR_INIT("own "), NES_STR_INIT("") };
    struct nes_errand_answer answer = { .outcome = NES_OUTCOME_DONE, .body = NES_STR_INIT("own") };

    NES_WANT_INT("own", nes_owner_told(&answer), NES_OWNER_OWN);
    answer.outcome = NES_OUTCOME_REFUSED;
    NES_WANT_INT("a refusal that says own", nes_owner_told(&answer), NES_OWNER_UNKNOWN);
    answer.outcome = NES_OUTCOME_DONE;
    for (size_t i = 0; i < NES_LEN(words); i++) {
        answer.body = words[i];
        NES_WANT("no other word", nes_owner_told(&answer) != NES_OWNER_OWN);
    }
}
