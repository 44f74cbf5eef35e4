/* src/paper/paper_text.c: figures as people read them. */
#include "base/words.h"
#include "ident/nfc.h"
#include "paper/paper_faults.h"
#include "paper/paper_template.h"
#include "vault/vault_faults.h"

#define NBSP "\xc2\xa0"

static void add_two(struct nes_buf *buf, int64_t number)
{
    nes_buf_byte(buf, (char)('0' + number / 10 % 10));
    nes_buf_byte(buf, (char)('0' + number % 10));
}

static void add_day(struct nes_buf *buf, struct nes_date date)
{
    struct nes_civil civil = nes_date_civil(date);

    add_two(buf, civil.day);
    nes_buf_byte(buf, '.');
    add_two(buf, civil.month);
    nes_buf_byte(buf, '.');
    add_two(buf, civil.year / 100);
    add_two(buf, civil.year % 100);
}

static struct nes_str done(const struct nes_buf *buf)
{
    struct nes_str text;

    NES_ASSERT(!nes_buf_done(buf, &text).what);
    return text;
}

struct nes_str nes_paper_day(struct nes_arena *arena, struct nes_date date)
{
    struct nes_buf buf = nes_buf_begin(arena, 16);

    add_day(&buf, date);
    return done(&buf);
}

/* Kazakh and Russian write amounts alike. */
struct nes_str nes_paper_amount(struct nes_arena *arena, struct nes_money amount)
{
    char text[NES_MONEY_FORM_TEXT];

    return nes_str_copy(arena, nes_money_show(amount, NES_MONEY_RU, text));
}

static struct nes_err show_money(struct nes_buf *buf, const struct nes_paper_figure *figure, enum nes_lang lang)
{
    if (figure->number < 0) {
        return NES_FAIL(PAPER_FIGURE_FORM, figure->name);
    }
    nes_buf_add(buf, nes_paper_amount(buf->arena, (struct nes_money){ figure->number }));
    nes_buf_addz(buf, NBSP);
    nes_buf_add(buf, nes_words(lang, "paper.unit.tenge"));
    return NES_FINE;
}

static bool is_day(int64_t number)
{
    return number > 0 && number <= NES_DATE_LAST;
}

static struct nes_err show_date(struct nes_buf *buf, const struct nes_paper_figure *figure)
{
    if (!is_day(figure->number)) {
        return NES_FAIL(PAPER_FIGURE_FORM, figure->name);
    }
    add_day(buf, (struct nes_date){ (int32_t)figure->number });
    return NES_FINE;
}

/* In Almaty's time, UTC+5, and says so. */
static struct nes_err show_instant(struct nes_buf *buf, const struct nes_paper_figure *figure)
{
    const int64_t second_us = 1'000'000, day_s = 86'400, zone_s = 5 * 3'600;
    const int64_t first = -62'135'596'800, last = 253'402'300'799 - zone_s;
    int64_t seconds = figure->number / second_us - (figure->number % second_us < 0), of_day;

    if (seconds < first || seconds > last) {
        return NES_FAIL(PAPER_FIGURE_FORM, figure->name);
    }
    add_day(buf, nes_date_at(seconds * second_us));
    of_day = ((seconds + zone_s) % day_s + day_s) % day_s;
    nes_buf_byte(buf, ' ');
    add_two(buf, of_day / 3'600);
    nes_buf_byte(buf, ':');
    add_two(buf, of_day / 60 % 60);
    nes_buf_byte(buf, ':');
    add_two(buf, of_day % 60);
    nes_buf_addz(buf, " (UTC+5)");
    return NES_FINE;
}

/* "36,0 %", "0,03 %": one decimal at least, and never a rounded one. */
static struct nes_err show_rate(struct nes_buf *buf, const struct nes_paper_figure *figure)
{
    struct nes_ratio ratio = { figure->number, figure->under }, again;
    char text[NES_PERCENT_TEXT];
    struct nes_str shown, whole, decimals;

    if (ratio.under <= 0 || ratio.over < 0) {
        return NES_FAIL(PAPER_FIGURE_FORM, figure->name);
    }
    ratio = nes_ratio_reduce(ratio);
    shown = nes_percent_write(ratio, NES_PERCENT_DECIMALS, text);
    if (nes_percent_read(shown, &again).what || again.over != ratio.over || again.under != ratio.under) {
        return NES_FAIL(PAPER_FIGURE_FORM, figure->name);
    }
    (void)nes_str_cut(shown, '.', &whole, &decimals);
    while (decimals.len > 1 && decimals.ptr[decimals.len - 1] == '0') {
        decimals.len--;
    }
    nes_buf_add(buf, whole);
    nes_buf_byte(buf, ',');
    nes_buf_add(buf, decimals);
    nes_buf_addz(buf, NBSP "%");
    return NES_FINE;
}

/* Which form of the noun follows a number: Russian has three, Kazakh one. */
static size_t noun_form(int64_t number)
{
    int64_t last = number % 10, two = number % 100;

    if (last == 1 && two != 11) {
        return 0;
    }
    return last >= 2 && last <= 4 && (two < 12 || two > 14) ? 1 : 2;
}

static struct nes_err show_term(struct nes_buf *buf, const struct nes_paper_figure *figure, enum nes_lang lang)
{
    static const char *const units[2][3] = {
        { "paper.unit.day_one", "paper.unit.day_few", "paper.unit.day_many" },
        { "paper.unit.month_one", "paper.unit.month_few", "paper.unit.month_many" },
    };
    bool months = figure->under > 0;
    int64_t number = months ? figure->under : figure->number;

    if (number <= 0 || (months && figure->number != 0)) {
        return NES_FAIL(PAPER_FIGURE_FORM, figure->name);
    }
    nes_buf_int(buf, number);
    nes_buf_addz(buf, NBSP);
    nes_buf_add(buf, nes_words(lang, units[months][noun_form(number)]));
    return NES_FINE;
}

static struct nes_err show_count(struct nes_buf *buf, const struct nes_paper_figure *figure)
{
    if (figure->number < 0) {
        return NES_FAIL(PAPER_FIGURE_FORM, figure->name);
    }
    nes_buf_int(buf, figure->number);
    return NES_FINE;
}

static struct nes_err show_word(struct nes_buf *buf, const struct nes_paper_figure *figure, enum nes_lang lang)
{
    struct nes_buf key = nes_buf_begin(buf->arena, 256);
    struct nes_str text, sentence;

    nes_buf_addz(&key, "paper.");
    nes_buf_addz(&key, figure->name);
    nes_buf_byte(&key, '.');
    nes_buf_add(&key, figure->kk);
    if (nes_buf_done(&key, &text).what || !nes_words_find(lang, nes_str_z(buf->arena, text), &sentence)) {
        return NES_FAIL(PAPER_FIGURE_FORM, figure->name);
    }
    nes_buf_add(buf, sentence);
    return NES_FINE;
}

static void add_point(struct nes_buf *buf, uint32_t point)
{
    static const struct { uint32_t below; uint8_t lead; int tails; } forms[] = {
        { 0x80, 0, 0 }, { 0x800, 0xc0, 1 }, { 0x10000, 0xe0, 2 }, { 0x110000, 0xf0, 3 },
    };
    size_t form = 0;

    while (point >= forms[form].below) {
        form++;
    }
    nes_buf_byte(buf, (char)(forms[form].lead | point >> (6 * forms[form].tails)));
    for (int tail = forms[form].tails - 1; tail >= 0; tail--) {
        nes_buf_byte(buf, (char)(0x80 | (point >> (6 * tail) & 0x3f)));
    }
}

/* Form C: a letter that comes as letter and mark is printed as the one that it is. `text` is well-formed. */
static struct nes_str composed(struct nes_arena *arena, struct nes_str text)
{
    size_t cap = text.len * NES_NFC_WIDEST, count = 0;
    uint32_t *points = NES_NEW_MANY(arena, uint32_t, cap);
    struct nes_buf buf = nes_buf_begin(arena, cap * 4 + 1);

    for (size_t at = 0; at < text.len; count++) {
        uint8_t lead = (uint8_t)text.ptr[at++];

        points[count] = lead < 0x80 ? lead : lead >= 0xf0 ? lead & 7u : lead >= 0xe0 ? lead & 15u : lead & 31u;
        while (at < text.len && ((uint8_t)text.ptr[at] & 0xc0) == 0x80) {
            points[count] = points[count] << 6 | ((uint8_t)text.ptr[at++] & 0x3fu);
        }
    }
    count = nes_nfc(points, count, cap);
    for (size_t i = 0; i < count; i++) {
        add_point(&buf, points[i]);
    }
    return done(&buf);
}

static struct nes_err show_text(struct nes_buf *buf, const struct nes_paper_figure *figure, enum nes_lang lang)
{
    struct nes_str text = nes_str_trim(lang == NES_LANG_KK ? figure->kk : figure->ru);

    if (text.len == 0) {
        return NES_FAIL(PAPER_FIGURE_MISSING, figure->name);
    }
    if (!nes_str_utf8(text)) {
        return NES_FAIL(SHEET_LETTER, figure->name);
    }
    if (nes_str_points(text) > NES_PAPER_TEXT_MAX) {
        return NES_FAIL(SHEET_LARGE, figure->name);
    }
    text = composed(buf->arena, text);
    if (!nes_sheet_printable(text)) {
        return NES_FAIL(SHEET_LETTER, figure->name);
    }
    nes_buf_add(buf, text);
    return NES_FINE;
}

static struct nes_err show(struct nes_buf *buf, const struct nes_paper_figure *figure, enum nes_lang lang)
{
    switch (figure->form) {
    case NES_PAPER_FORM_TEXT:
        return show_text(buf, figure, lang);
    case NES_PAPER_FORM_WORD:
        return show_word(buf, figure, lang);
    case NES_PAPER_FORM_MONEY:
        return show_money(buf, figure, lang);
    case NES_PAPER_FORM_DATE:
        return show_date(buf, figure);
    case NES_PAPER_FORM_INSTANT:
        return show_instant(buf, figure);
    case NES_PAPER_FORM_RATE:
        return show_rate(buf, figure);
    case NES_PAPER_FORM_TERM:
        return show_term(buf, figure, lang);
    case NES_PAPER_FORM_COUNT:
        return show_count(buf, figure);
    case NES_PAPER_FORM_FLAG:
        return NES_FINE;
    case NES_PAPER_FORMS:
        break;
    }
    return NES_FAIL(PAPER_FIGURE_FORM, figure->name);
}

struct nes_err nes_paper_show(struct nes_arena *arena, const struct nes_paper_figure *figure, enum nes_lang lang,
                              struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, NES_SHEET_BYTES_MAX);

    NES_TRY(show(&buf, figure, lang));
    return nes_buf_done(&buf, out);
}
