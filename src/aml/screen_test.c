#include "aml/case.h"

#include "test/fault/rig.h"

static struct nes_date on(const char *text)
{
    struct nes_date date = { 0 };

    NES_WANT_OK(nes_date_read(nes_str_of(text), &date));
    return date;
}

struct taking {
    enum nes_aml_kind kind;
    const struct nes_aml_entry *entries;
    size_t len;
    uint8_t hash;
    bool anyway, fresh;
};

static struct nes_err take(struct nes_tx *tx, void *self)
{
    struct taking *taking = self;
    struct nes_aml_entry *entries = NES_NEW_MANY(nes_tx_arena(tx), struct nes_aml_entry, taking->len);
    struct nes_aml_list list = { .kind = taking->kind, .hash = { { taking->hash } }, .file = NES_STR("<list/>"),
                                 .source = NES_STR("test"), .persons = (int32_t)taking->len, .entries = entries,
                                 .len = taking->len };

    for (size_t i = 0; i < taking->len; i++) {
        entries[i] = taking->entries[i];
        entries[i].words = nes_aml_words(nes_tx_arena(tx), entries[i].name);
    }
    return nes_aml_take(tx, &list, taking->anyway, &taking->fresh);
}

struct looking {
    struct nes_screen_of of;
    struct nes_screen screen;
};

static struct nes_err look(struct nes_tx *tx, void *self)
{
    struct looking *looking = self;

    return nes_screen(tx, &looking->of, &looking->screen);
}

static const struct nes_aml_entry none[] = { { .name = NES_STR_INIT("«Мысал ұйым»") } };

static const struct { const char *label, *number, *name, *born; enum nes_hit hit; } sought[] = {
    { "the number, whatever the name", "710303150108", "Басқа Адам", "1871-03-03", NES_HIT_SURE },
    { "the name with another number", "921202150195", "Учебнов Тимур Ғаниұлы", "1892-12-02", NES_HIT_NONE },
    { "the name of who stands there without a number", "921202150195", "ТЕСТОВА  әлия", "1892-12-02", NES_HIT_NAME },
    { "its words in another order and alphabet", "921202150195", "Алия Тестова", "1892-12-02", NES_HIT_NAME },
    { "the name and another day of birth", "921202150195", "Күні Басқа", "1892-12-02", NES_HIT_NONE },
    { "the name and the day of birth", "921202150195", "Күні Басқа", "1980-05-01", NES_HIT_NAME },
    { "a part of the name only", "921202150195", "Тестова", "1892-12-02", NES_HIT_NONE },
    { "nobody", "921202150195", "Ешкім Жоқ", "1892-12-02", NES_HIT_NONE },
};

NES_TEST_BOTH(who_is_listed_is_found_by_number_then_by_name, .rules = "8.1, 10.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    const struct nes_aml_entry listed[] = {
        { .person = true, .name = NES_STR("Учебнов Тимур Ғаниұлы"), .number = NES_STR("710303150108"),
          .born_on = on("1871-03-03") },
        { .person = true, .name = NES_STR("Тестова Әлия") },
        { .person = true, .name = NES_STR("Күні Басқа"), .born_on = on("1980-05-01") },
    };
    struct taking first = { NES_AML_FINANCING, listed, NES_LEN(listed), 1, false, false };
    struct taking second = { NES_AML_PARTICIPANTS, none, 1, 2, false, false };
    struct looking looking = { .of = { NES_STR("710303150108"), NES_STR("Учебнов"), { 0 } } };

    NES_WANT("without lists nobody is cleared", nes_rig_read(rig, look, &looking).what == &nes_fault_AML_NO_LIST);
    NES_WANT_OK(nes_rig_run(rig, take, &first));
    NES_WANT("one list is not both", nes_rig_read(rig, look, &looking).what == &nes_fault_AML_NO_LIST);
    NES_WANT_OK(nes_rig_run(rig, take, &second));
    for (size_t i = 0; i < NES_LEN(sought); i++) {
        looking.of = (struct nes_screen_of){ nes_str_of(sought[i].number), nes_str_of(sought[i].name),
                                             on(sought[i].born) };
        NES_WANT_OK(nes_rig_read(rig, look, &looking));
        NES_WANT_INT(sought[i].label, looking.screen.hit, sought[i].hit);
    }
}

static struct nes_err holds(struct nes_tx *tx, void *self)
{
    bool same;

    NES_TRY(nes_screen_holds(tx, &((struct looking *)self)->screen, &same));
    return same ? NES_FINE : NES_FAIL(DB_CONFLICT, "lists");
}

NES_TEST_BOTH(what_was_looked_up_holds_until_a_list_changes, .rules = "10.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct taking first = { NES_AML_FINANCING, none, 1, 1, false, false };
    struct taking second = { NES_AML_PARTICIPANTS, none, 1, 2, false, false };
    struct looking looking = { .of = { NES_STR("921202150195"), NES_STR("Ешкім Жоқ"), { 0 } } };

    NES_WANT_OK(nes_rig_run(rig, take, &first));
    NES_WANT_OK(nes_rig_run(rig, take, &second));
    NES_WANT_OK(nes_rig_read(rig, look, &looking));
    NES_WANT_OK(nes_rig_read(rig, holds, &looking));
    nes_rig_time(rig)->now_us += NES_DAY_US;
    second.hash = 3;
    NES_WANT_OK(nes_rig_run(rig, take, &second));
    NES_WANT_FAULT("a newer list", nes_rig_read(rig, holds, &looking), "DB_CONFLICT");
}

/* Who was cleared as a namesake is another question than one of the same name and day of birth. */
NES_TEST_BOTH(a_name_with_its_day_of_birth_is_another_match_than_the_name, .rules = "10.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    const struct nes_aml_entry listed[] = {
        { .person = true, .name = NES_STR("Тестова Әлия") },
        { .person = true, .name = NES_STR("Тестова Әлия"), .born_on = on("1892-12-02") },
    };
    struct taking first = { NES_AML_FINANCING, listed, 1, 1, false, false };
    struct taking other = { NES_AML_PARTICIPANTS, listed, 1, 2, false, false };
    struct looking before = { .of = { NES_STR("921202150195"), NES_STR("Тестова Әлия"), on("1892-12-02") } };
    struct looking after = before;

    NES_WANT_OK(nes_rig_run(rig, take, &first));
    NES_WANT_OK(nes_rig_run(rig, take, &other));
    NES_WANT_OK(nes_rig_read(rig, look, &before));
    NES_WANT_INT("a namesake", before.screen.hit, NES_HIT_NAME);
    nes_rig_time(rig)->now_us += NES_DAY_US;
    first = (struct taking){ NES_AML_FINANCING, listed, NES_LEN(listed), 3, false, false };
    NES_WANT_OK(nes_rig_run(rig, take, &first));
    NES_WANT_OK(nes_rig_read(rig, look, &after));
    NES_WANT_INT("the entry that tells more", after.screen.entry, 2);
    NES_WANT("another match", !nes_str_eq(before.screen.match, after.screen.match));
}

NES_TEST_BOTH(a_list_that_shrank_is_kept_and_not_used, .rules = "8.1", .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct nes_aml_entry many[20] = { 0 };
    struct taking taking = { NES_AML_FINANCING, many, 20, 1, false, false };
    struct taking other = { NES_AML_PARTICIPANTS, none, 1, 9, false, false };
    struct looking looking = { .of = { NES_STR("000101300009"), NES_STR("Соңғы"), { 0 } } };

    for (size_t i = 0; i < NES_LEN(many); i++) {
        many[i] = (struct nes_aml_entry){ .person = true, .name = NES_STR("Мысал") };
    }
    many[19].number = NES_STR("000101300009");
    NES_WANT_OK(nes_rig_run(rig, take, &other));
    NES_WANT_OK(nes_rig_run(rig, take, &taking));
    NES_WANT("taken in", taking.fresh);
    NES_WANT_OK(nes_rig_run(rig, take, &taking));
    NES_WANT("the same file changes nothing", !taking.fresh);
    taking.len = 17;
    taking.hash = 2;
    nes_rig_time(rig)->now_us += NES_DAY_US;
    NES_WANT("shrunk", nes_rig_run(rig, take, &taking).what == &nes_fault_AML_SHRANK);
    NES_WANT_OK(nes_rig_read(rig, look, &looking));
    NES_WANT_INT("the old one holds", looking.screen.hit, NES_HIT_SURE);
    nes_rig_time(rig)->now_us += NES_DAY_US;
    taking.anyway = true;
    taking.hash = 3;
    NES_WANT_OK(nes_rig_run(rig, take, &taking));
    NES_WANT_OK(nes_rig_read(rig, look, &looking));
    NES_WANT_INT("a person took the new one in", looking.screen.hit, NES_HIT_NONE);
    taking.len = 0;
    taking.hash = 4;
    NES_WANT("an empty list is none", nes_rig_run(rig, take, &taking).what == &nes_fault_AML_LIST_SIZE);
    taking.len = NES_AML_ENTRIES_MAX + 1;
    taking.entries = NES_NEW_MANY(nes_rig_arena(rig), struct nes_aml_entry, taking.len);
    NES_WANT_FAULT("nor is one that is too long", nes_rig_run(rig, take, &taking), "AML_LIST_SIZE");
}

NES_TEST(a_tenth_less_is_suspicious)
{
    NES_WANT("as many", !nes_aml_shrank(100, 100));
    NES_WANT("a tenth less", !nes_aml_shrank(100, 90));
    NES_WANT("more than a tenth less", nes_aml_shrank(100, 89));
    NES_WANT("all", nes_aml_shrank(1, 0));
}
