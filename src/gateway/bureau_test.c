#include "gateway/bureau.h"

#include <stdio.h>
#include <string.h>

#include "test/unit/test.h"

#define AT INT64_C(1'767'585'600'000'000) /* 2026-01-05T04:00:00Z */

static struct nes_str read_golden(struct nes_arena *arena, const char *name)
{
    struct nes_buf path = nes_buf_begin(arena, 512);
    char *text = nes_arena_take(arena, 65'536);
    FILE *file;
    size_t len;

    nes_buf_addz(&path, NES_SOURCE_ROOT "/test/wire/bureau/");
    nes_buf_addz(&path, name);
    nes_buf_byte(&path, '\0');
    file = fopen(path.ptr, "re");
    NES_WANT(name, file != NULL);
    len = fread(text, 1, 65'536, file);
    (void)fclose(file);
    return nes_str_trim((struct nes_str){ text, len });
}

static struct nes_bureau_asked asked(int64_t now)
{
    struct nes_bureau_asked asked = { .number = NES_STR("740921150163"), .now_us = now };

    NES_WANT_OK(nes_id_read(NES_STR("01a1f71c-859b-7c3a-ae42-4ff8ebbdc9c1"), &asked.id));
    return asked;
}

NES_TEST(a_credit_report_is_added_up, .rules = "8.8")
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_bureau_asked ask = asked(AT);
    struct nes_bureau_report report;

    NES_WANT_OK(nes_bureau_read(arena, &ask, read_golden(arena, "report.answer.json"), &report));
    NES_WANT_STR("its number", report.reference, "R-2026-0001");
    NES_WANT("no refusal", !report.refusal);
    NES_WANT("late within the year", report.was_late);
    NES_WANT_INT("payments with what is overdue", report.payments.tiyn, 21'500'050);
    NES_WANT_INT("balances with what is overdue", report.debt.tiyn, 66'400'000);
    NES_WANT_INT("unused limits", report.unused.tiyn, 5'000'000);
    NES_WANT_INT("longest delay", report.delay_days, 120);
    NES_WANT_INT("income", report.income.tiyn, 246'000'000);
    NES_WANT_INT("of months", report.income_months, 6);
    NES_WANT_INT("bankruptcy", report.bankrupt_on.day, 738'891);
}

/* The golden answer with one thing changed: `from` becomes `to`. */
static const struct { const char *label, *from, *to, *code; } changed[] = {
    { "another errand",           "01a1f71c", "01a1f71d", "BUREAU_OTHER" },
    { "another person",           "740921150163", "671107150026", "BUREAU_OTHER" },
    { "no flag of refusal",       "\"active\":false,", "", "BUREAU_FORM" },
    { "no block of refusal",      "\"refusal\"", "\"denial\"", "BUREAU_FORM" },
    { "a flag that is a word",    "\"active\":false", "\"active\":\"no\"", "BUREAU_FORM" },
    { "no flag of conscription",  "\"conscript\":false,", "", "BUREAU_FORM" },
    { "no contracts at all",      "\"contracts\"", "\"others\"", "BUREAU_FORM" },
    { "no count of contracts",    "\"contract_count\":2,", "", "BUREAU_FORM" },
    { "a contract left out",      "\"contract_count\":2", "\"contract_count\":3", "BUREAU_FORM" },
    { "an amount below zero",     "\"payment\":\"41000.00\"", "\"payment\":\"-41000.00\"", "BUREAU_FORM" },
    { "a report of another day",  "\"as_of\":\"2026-01-05", "\"as_of\":\"2026-01-03", "BUREAU_OTHER" },
    { "a report of tomorrow",     "\"as_of\":\"2026-01-05", "\"as_of\":\"2026-01-06", "BUREAU_OTHER" },
    { "a refusal looked up before", "\"checked_at\":\"2026-01-05", "\"checked_at\":\"2026-01-03", "BUREAU_OTHER" },
    { "cut off",                  "\"delay_days\":0}]}", "", "BUREAU_FORM" },
};

static struct nes_str change(struct nes_arena *arena, struct nes_str text, const char *from, const char *to)
{
    struct nes_buf buf = nes_buf_begin(arena, 65'536);
    const char *at = memmem(text.ptr, text.len, from, strlen(from));
    size_t head = at ? (size_t)(at - text.ptr) : 0;

    NES_WANT(from, at != NULL);
    nes_buf_add(&buf, nes_str_part(text, 0, head));
    nes_buf_addz(&buf, to);
    nes_buf_add(&buf, nes_str_from(text, head + strlen(from)));
    return (struct nes_str){ buf.ptr, buf.len };
}

NES_TEST(what_is_missing_or_of_another_is_no_report, .rules = "8.8, 10.2", .kind = NES_REFUSES)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_str golden = read_golden(arena, "report.answer.json");
    struct nes_bureau_asked ask = asked(AT);
    struct nes_bureau_report report;

    for (size_t i = 0; i < NES_LEN(changed); i++) {
        struct nes_err err =
            nes_bureau_read(arena, &ask, change(arena, golden, changed[i].from, changed[i].to), &report);

        NES_WANT(changed[i].label, err.what != NULL);
        NES_ASSERT(err.what);
        NES_WANT_STR(changed[i].label, nes_str_of(err.what->code), changed[i].code);
    }
    ask = asked(AT + 2 * NES_DAY_US);
    NES_WANT("an old answer", nes_bureau_read(arena, &ask, golden, &report).what == &nes_fault_BUREAU_OTHER);
}

NES_TEST(the_bureau_is_asked_and_told_as_written_down)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_bureau_asked ask = asked(AT);
    struct nes_bureau_fact fact = { .number = ask.number, .purpose = NES_STR("household"), .amount = { 20'000'000 },
                                    .applied_at = AT };
    struct nes_str text;

    NES_WANT_OK(nes_bureau_question_write(arena, &ask, &text));
    NES_WANT("the golden question", nes_str_eq(text, read_golden(arena, "report.ask.json")));
    NES_WANT_OK(nes_id_read(NES_STR("01a1f71c-859b-7c3a-ae42-4ff8ebbdc9c2"), &fact.id));
    NES_WANT_OK(nes_bureau_fact_write(arena, &fact, &text));
    NES_WANT("the golden fact", nes_str_eq(text, read_golden(arena, "application.ask.json")));
}
