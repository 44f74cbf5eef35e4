#include "paper/paper.h"

#include <string.h>

#include "base/clock.h"
#include "calc/terms.h"
#include "paper/paper_faults.h"
#include "test/unit/test.h"

#define DAY(year_, month_, day_) day_of((struct nes_civil){ year_, month_, day_ })

struct desk {
    struct nes_arena *arena;
    struct nes_crypto *crypto;
};

static void desk_end(struct desk *desk)
{
    nes_crypto_end(&desk->crypto);
    nes_arena_end(&desk->arena);
}

static struct desk desk_begin(void)
{
    struct desk desk = { .arena = nes_arena_begin(0) };

    NES_WANT_OK(nes_crypto_begin(nes_rand_real(), &desk.crypto));
    return desk;
}

static struct nes_date day_of(struct nes_civil civil)
{
    struct nes_date date;

    NES_WANT_OK(nes_date_of(civil, &date));
    return date;
}

static struct nes_money tenge(int64_t whole)
{
    return (struct nes_money){ whole * 100 };
}

/* The same loan by one method, as `calc` plans it. */
static struct nes_schedule planned(struct desk *desk, enum nes_method method)
{
    struct nes_terms terms = { .calc_version = NES_CALC_VERSION, .principal = tenge(200'000), .rate = { 9, 25 },
                               .method = method, .periods = 12, .every = { 1, NES_UNIT_MONTHS },
                               .start = DAY(2026, 1, 15), .day_count = NES_30_360 };
    struct nes_schedule schedule;

    NES_WANT_OK(nes_schedule_build(&terms, desk->arena, &schedule));
    return schedule;
}

/* The figures of a draft schedule; the last place is free for a test. */
#define PLAN_FIGURES 13
struct plan {
    struct nes_paper_figure figures[PLAN_FIGURES];
    struct nes_paper_input input;
};

static void plan_of(struct plan *plan, const struct nes_schedule *schedule, const char *method, struct nes_money extra)
{
    struct nes_money total = { tenge(200'000).tiyn + extra.tiyn };
    struct nes_paper_figure figures[PLAN_FIGURES] = {
        NES_PAPER_TEXT("application", NES_STR("З-1")),
        NES_PAPER_DATE("day", DAY(2026, 1, 10)),
        NES_PAPER_BOTH("organisation", NES_STR("Несие ЖШС"), NES_STR("ТОО «Несие»")),
        NES_PAPER_TEXT("borrower", NES_STR("Исаев Нұрлан Серікұлы")),
        NES_PAPER_MONEY("principal", tenge(200'000)),
        NES_PAPER_MONTHS("term", 12),
        NES_PAPER_WORD("method", nes_str_of(method)),
        NES_PAPER_RATE("rate", ((struct nes_ratio){ 9, 25 })),
        NES_PAPER_RATE("effective_rate", ((struct nes_ratio){ 428, 1'000 })),
        NES_PAPER_MONEY("overpayment", extra),
        NES_PAPER_MONEY("total", total),
    };

    memcpy(plan->figures, figures, sizeof(figures));
    plan->input = (struct nes_paper_input){ .kind = NES_PAPER_PLAN, .figures = plan->figures, .count = PLAN_FIGURES,
                                            .rows = schedule->rows, .row_count = schedule->count };
}

static struct plan *usual_plan(struct desk *desk)
{
    struct plan *plan = NES_NEW(desk->arena, struct plan);
    struct nes_schedule schedule = planned(desk, NES_ANNUITY);

    plan_of(plan, &schedule, "annuity", (struct nes_money){ 4'110'899 });
    return plan;
}

static struct nes_err fill(struct desk *desk, const struct nes_paper_input *input, struct nes_paper_model *model)
{
    return nes_paper_fill(desk->crypto, desk->arena, input, model);
}

/* The block whose Kazakh text begins so; fails the test where there is none. */
static const struct nes_sheet_block *block_of(const struct nes_paper_model *model, const char *begins)
{
    for (size_t i = 0; i < model->sheet.count; i++) {
        if (nes_str_starts(model->sheet.blocks[i].text.in[0], nes_str_of(begins))) {
            return &model->sheet.blocks[i];
        }
    }
    NES_WANT(begins, false);
    return NULL;
}

static struct nes_str page_of(struct desk *desk, const struct nes_paper_model *model)
{
    struct nes_buf buf = nes_buf_begin(desk->arena, 1u << 20);
    struct nes_json json = NES_JSON_TO(&buf);
    struct nes_str page;

    nes_paper_page(&json, model);
    NES_WANT_OK(nes_buf_done(&buf, &page));
    return page;
}

static bool says(struct nes_str text, struct nes_str words)
{
    return memmem(text.ptr, text.len, words.ptr, words.len) != NULL;
}

static const struct { enum nes_method method; const char *name, *kk, *ru; } methods[] = {
    { NES_ANNUITY, "annuity", "аннуитеттік", "аннуитетные" },
    { NES_DIFFERENTIATED, "differentiated", "сараланған", "дифференцированные" },
    { NES_BULLET, "bullet", "бір төлеммен", "одним платежом" },
};

NES_TEST(a_draft_schedule_shows_each_payment_by_each_method, .rules = "8.3, 8.4")
{
    NES_AUTO(desk_end) struct desk desk = desk_begin();

    for (size_t i = 0; i < NES_LEN(methods); i++) {
        struct nes_schedule schedule = planned(&desk, methods[i].method);
        const struct nes_sheet_block *method;
        struct nes_paper_model model;
        struct plan plan;
        struct nes_str page;

        plan_of(&plan, &schedule, methods[i].name, schedule.remuneration);
        NES_WANT_OK(fill(&desk, &plan.input, &model));
        page = page_of(&desk, &model);
        method = block_of(&model, "Өтеу әдісі");
        NES_WANT(methods[i].name, says(method->value.in[0], nes_str_of(methods[i].kk)));
        NES_WANT(methods[i].name, says(method->value.in[1], nes_str_of(methods[i].ru)));
        NES_WANT_INT("rows", (int64_t)model.sheet.table->rows, schedule.count);
        for (int32_t row = 0; row < schedule.count; row++) {
            const struct nes_str *cells = &model.sheet.table->cells[(size_t)row * 6];
            char text[NES_MONEY_FORM_TEXT];

            NES_WANT("balance", nes_str_eq(cells[5], nes_money_show(schedule.rows[row].balance, NES_MONEY_RU, text)));
            NES_WANT("payment", schedule.rows[row].nr == 0 ||
                                    nes_str_eq(cells[4], nes_money_show(schedule.rows[row].due, NES_MONEY_RU, text)));
            NES_WANT("on the page", says(page, cells[5]));
        }
    }
}

NES_TEST(amounts_rates_terms_and_days_are_written_as_people_do)
{
    NES_AUTO(desk_end) struct desk desk = desk_begin();
    struct plan *plan = usual_plan(&desk);
    struct nes_paper_model model;

    NES_WANT_OK(fill(&desk, &plan->input, &model));
    NES_WANT_STR("kk", block_of(&model, "Микрокредит сомасы")->value.in[0], "200\u00a0000,00\u00a0теңге");
    NES_WANT_STR("ru", block_of(&model, "Микрокредит сомасы")->value.in[1], "200\u00a0000,00\u00a0тенге");
    NES_WANT_STR("rate", block_of(&model, "Сыйақы мөлшерлемесі")->value.in[0], "36,0\u00a0%");
    NES_WANT_STR("term", block_of(&model, "Мерзімі")->value.in[1], "12\u00a0месяцев");
    NES_WANT_STR("day", block_of(&model, "З-1")->text.in[1], "По заявлению З-1, 10.01.2026");
    plan->figures[5] = (struct nes_paper_figure)NES_PAPER_DAYS("term", 21);
    plan->figures[7] = (struct nes_paper_figure)NES_PAPER_RATE("rate", ((struct nes_ratio){ 3, 10'000 }));
    NES_WANT_OK(fill(&desk, &plan->input, &model));
    NES_WANT_STR("days", block_of(&model, "Мерзімі")->value.in[1], "21\u00a0день");
    NES_WANT_STR("a day's rate", block_of(&model, "Сыйақы мөлшерлемесі")->value.in[0], "0,03\u00a0%");
}

NES_TEST(the_effective_rate_stands_in_the_size_of_the_rate)
{
    NES_AUTO(desk_end) struct desk desk = desk_begin();
    struct plan *plan = usual_plan(&desk);
    struct nes_paper_model model;

    NES_WANT_OK(fill(&desk, &plan->input, &model));
    NES_WANT_INT("rate", block_of(&model, "Сыйақы мөлшерлемесі")->kind, NES_SHEET_STRONG);
    NES_WANT_INT("ГЭСВ", block_of(&model, "Жылдық тиімді")->kind, NES_SHEET_STRONG);
}

#define TEN     "ыыыыыыыыыы"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static const struct {
    const char *label;
    struct nes_paper_figure figure;
    size_t place;
    const char *code, *at;
} bad[] = {
    { "missing", { 0 }, 3, "PAPER_FIGURE_MISSING", "borrower" },
    { "unknown", NES_PAPER_COUNT("payments", 12), 12, "PAPER_FIGURE_UNKNOWN", "payments" },
    { "twice", NES_PAPER_MONTHS("term", 12), 12, "PAPER_FIGURE_TWICE", "term" },
    { "of another form", NES_PAPER_COUNT("principal", 12), 4, "PAPER_FIGURE_FORM", "principal" },
    { "of no form", { .name = "principal" }, 4, "PAPER_FIGURE_FORM", "principal" },
    { "no day", { .name = "day", .form = NES_PAPER_FORM_DATE }, 1, "PAPER_FIGURE_FORM", "day" },
    { "no term", NES_PAPER_MONTHS("term", 0), 5, "PAPER_FIGURE_FORM", "term" },
    { "two terms", { .name = "term", .form = NES_PAPER_FORM_TERM, .number = 1, .under = 1 }, 5, "PAPER_FIGURE_FORM",
      "term" },
    { "a rate that is not exact", { .name = "rate", .form = NES_PAPER_FORM_RATE, .number = 1, .under = 3 }, 7,
      "PAPER_FIGURE_FORM", "rate" },
    { "a rate over nothing", { .name = "rate", .form = NES_PAPER_FORM_RATE, .number = 1 }, 7, "PAPER_FIGURE_FORM",
      "rate" },
    { "an amount below zero", { .name = "total", .form = NES_PAPER_FORM_MONEY, .number = -1 }, 10,
      "PAPER_FIGURE_FORM", "total" },
    { "an unknown word", { .name = "method", .form = NES_PAPER_FORM_WORD, .kk = NES_STR_INIT("lottery") }, 6,
      "PAPER_FIGURE_FORM", "method" },
    { "an empty text", { .name = "borrower", .form = NES_PAPER_FORM_TEXT, .kk = NES_STR_INIT(" "),
                         .ru = NES_STR_INIT("x") }, 3, "PAPER_FIGURE_MISSING", "borrower" },
    { "turned text", { .name = "borrower", .form = NES_PAPER_FORM_TEXT, .kk = NES_STR_INIT("a\xe2\x80\xae" "b"),
                       .ru = NES_STR_INIT("x") }, 3, "SHEET_LETTER", "borrower" },
    { "a text that is too long", { .name = "borrower", .form = NES_PAPER_FORM_TEXT, .kk = NES_STR_INIT("x"),
                                   .ru = NES_STR_INIT(HUNDRED HUNDRED HUNDRED "x") }, 3, "SHEET_LARGE", "borrower" },
    { "not UTF-8", { .name = "borrower", .form = NES_PAPER_FORM_TEXT, .kk = NES_STR_INIT("x"),
                     .ru = NES_STR_INIT("\xff") }, 3, "SHEET_LETTER", "borrower" },
};

NES_TEST(figures_that_are_missing_unused_or_wrong_are_refused_by_name, .kind = NES_REFUSES)
{
    NES_AUTO(desk_end) struct desk desk = desk_begin();

    for (size_t i = 0; i < NES_LEN(bad); i++) {
        struct plan *plan = usual_plan(&desk);
        struct nes_paper_model model;
        struct nes_err err;

        plan->figures[bad[i].place] = bad[i].figure;
        err = fill(&desk, &plan->input, &model);
        NES_WANT_FAULT(bad[i].label, err, bad[i].code);
        NES_WANT_STR(bad[i].label, nes_str_of(err.at), bad[i].at);
    }
}

NES_TEST(a_schedule_whose_sums_do_not_meet_is_refused, .kind = NES_REFUSES)
{
    NES_AUTO(desk_end) struct desk desk = desk_begin();
    struct plan *plan = usual_plan(&desk);
    struct nes_row *rows = NES_NEW_MANY(desk.arena, struct nes_row, (size_t)plan->input.row_count);
    size_t bytes = sizeof(*rows) * (size_t)plan->input.row_count;
    const struct nes_row *right = plan->input.rows;
    struct { const char *label; int64_t *at; } changes[] = {
        { "a payment", &rows[3].due.tiyn },         { "a principal", &rows[3].principal.tiyn },
        { "a balance", &rows[3].balance.tiyn },     { "a remuneration", &rows[3].remuneration.tiyn },
        { "the payout", &rows[0].payout.tiyn },     { "the end", &rows[12].balance.tiyn },
    };
    struct nes_paper_model model;

    plan->input.rows = rows;
    for (size_t i = 0; i < NES_LEN(changes); i++) {
        memcpy(rows, right, bytes);
        *changes[i].at += 1;
        NES_WANT_FAULT(changes[i].label, fill(&desk, &plan->input, &model), "PAPER_SCHEDULE");
    }
    memcpy(rows, right, bytes);
    rows[2].payout.tiyn = 1;
    for (size_t i = 2; i < 12; i++) {
        rows[i].balance.tiyn++;
    }
    NES_WANT_FAULT("money out in an instalment", fill(&desk, &plan->input, &model), "PAPER_SCHEDULE");
    memcpy(rows, right, bytes);
    rows[4].date = rows[3].date;
    rows[3].date.day++;
    NES_WANT_FAULT("days", fill(&desk, &plan->input, &model), "PAPER_SCHEDULE");
    memcpy(rows, right, bytes);
    NES_WANT_OK(fill(&desk, &plan->input, &model));
    plan->input.row_count = 12;
    NES_WANT_FAULT("a row is gone", fill(&desk, &plan->input, &model), "PAPER_SCHEDULE");
    plan->input.row_count = 0;
    NES_WANT_FAULT("none", fill(&desk, &plan->input, &model), "PAPER_SCHEDULE");
}

/* A schedule as an annex, which is signed. */
static void annex_of(struct plan *plan)
{
    plan->input.kind = NES_PAPER_SCHEDULE;
    plan->figures[0] = (struct nes_paper_figure)NES_PAPER_TEXT("contract", NES_STR("MK-1"));
    plan->figures[5] = (struct nes_paper_figure)NES_PAPER_DATE("contract_day", DAY(2026, 1, 15));
}

NES_TEST(what_is_signed_has_the_same_hash_before_and_after)
{
    NES_AUTO(desk_end) struct desk desk = desk_begin();
    struct nes_paper_figure evidence[] = {
        NES_PAPER_TEXT("paper.entry.confirmed_biometric", NES_STR("COID-17")),
        NES_PAPER_INSTANT("paper.entry.confirmed_at", 1'768'472'504'120'000),
    };
    struct plan *plan = usual_plan(&desk);
    struct nes_paper_model draft, signed_, other;
    struct nes_str before, after;

    annex_of(plan);
    NES_WANT_OK(fill(&desk, &plan->input, &draft));
    plan->input.evidence = evidence;
    plan->input.evidence_count = NES_LEN(evidence);
    NES_WANT_OK(fill(&desk, &plan->input, &signed_));
    NES_WANT("the same", nes_hash_eq(&draft.hash, &signed_.hash));
    before = page_of(&desk, &draft);
    after = page_of(&desk, &signed_);
    NES_WANT("a draft says so", says(before, NES_STR("Документ является проектом")));
    NES_WANT("then not", !says(after, NES_STR("Документ является проектом")));
    NES_WANT("time of Almaty", says(after, NES_STR("15.01.2026 15:21:44 (UTC+5)")));
    NES_WANT_OK(nes_paper_sign(desk.arena, evidence, NES_LEN(evidence), &draft));
    NES_WANT("a draft that is signed", nes_str_eq(page_of(&desk, &draft), after));
    plan->figures[9].number++;
    NES_WANT_OK(fill(&desk, &plan->input, &other));
    NES_WANT("another tiyn is another hash", !nes_hash_eq(&draft.hash, &other.hash));
    plan->figures[9].number--;
    plan->input.made_us = 1;
    NES_WANT_OK(fill(&desk, &plan->input, &other));
    NES_WANT("another time is another hash", !nes_hash_eq(&draft.hash, &other.hash));
    evidence[0].name = "paper.entry.nothing";
    NES_WANT_FAULT("an unknown label", fill(&desk, &plan->input, &other), "PAPER_FIGURE_UNKNOWN");
}

NES_TEST(a_stored_model_gives_the_same_document_and_a_changed_one_none, .kind = NES_REFUSES)
{
    NES_AUTO(desk_end) struct desk desk = desk_begin();
    struct plan *plan = usual_plan(&desk);
    struct nes_paper_model model, again;
    struct nes_str bytes, page;
    char *changed;

    NES_WANT_OK(fill(&desk, &plan->input, &model));
    NES_WANT_OK(nes_paper_write(desk.arena, &model, &bytes));
    NES_WANT_OK(nes_paper_read(desk.crypto, desk.arena, bytes, &again));
    page = page_of(&desk, &model);
    NES_WANT("page", nes_str_eq(page_of(&desk, &again), page));
    for (size_t at = 0; at < bytes.len; at++) {
        changed = nes_arena_take(desk.arena, bytes.len);
        memcpy(changed, bytes.ptr, bytes.len);
        changed[at] ^= 1;
        NES_WANT("changed",
                 nes_paper_read(desk.crypto, desk.arena, (struct nes_str){ changed, bytes.len }, &again).what);
    }
}

NES_TEST(what_a_figure_says_is_text_and_nothing_else)
{
    NES_AUTO(desk_end) struct desk desk = desk_begin();
    struct plan *plan = usual_plan(&desk);
    struct nes_paper_model model;

    plan->figures[3] = (struct nes_paper_figure)NES_PAPER_TEXT("borrower", NES_STR("{principal} <b>&amp; %s"));
    NES_WANT_OK(fill(&desk, &plan->input, &model));
    NES_WANT_STR("as it is", block_of(&model, "Өтініш беруші")->value.in[0], "{principal} <b>&amp; %s");
    plan->figures[3] = (struct nes_paper_figure)NES_PAPER_TEXT("borrower", NES_STR("И\xcc\x86сай"));
    NES_WANT_OK(fill(&desk, &plan->input, &model));
    NES_WANT_STR("letter and mark become one", block_of(&model, "Өтініш беруші")->value.in[0], "Йсай");
}
