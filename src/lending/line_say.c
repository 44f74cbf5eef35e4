#include "lending/line_say.h"

#include "base/arena.h"
#include "paper/paper.h"
#include "paper/paper_template.h"

#define TEXT_MAX 1'000
#define NBSP     "\xc2\xa0"

static bool counts(enum nes_line_kind kind)
{
    return kind == NES_LINE_BALANCE || kind == NES_LINE_OVERDUE || kind == NES_LINE_ROW || kind == NES_LINE_PENALTY;
}

static void add_amount(struct nes_buf *buf, struct nes_money amount)
{
    nes_buf_add(buf, nes_paper_amount(buf->arena, amount));
    nes_buf_addz(buf, NBSP "₸");
}

/* Days × rate ÷ days of a year × base: as the law counts it, so that a borrower can do it again. */
static struct nes_err add_product(struct nes_buf *buf, enum nes_lang lang, const struct nes_line *line, int32_t year)
{
    struct nes_paper_figure days = NES_PAPER_DAYS("days", line->days), rate = NES_PAPER_RATE("rate", line->rate);
    struct nes_str text;

    NES_TRY(nes_paper_show(buf->arena, &days, lang, &text));
    nes_buf_add(buf, text);
    if (line->kind == NES_LINE_ROW) {
        nes_buf_addz(buf, " / ");
        nes_buf_int(buf, line->rate.under);
    } else {
        NES_TRY(nes_paper_show(buf->arena, &rate, lang, &text));
        nes_buf_addz(buf, " × ");
        nes_buf_add(buf, text);
    }
    if (year > 0 && (line->kind == NES_LINE_BALANCE || line->kind == NES_LINE_OVERDUE)) {
        nes_buf_addz(buf, " / ");
        nes_buf_int(buf, year);
    }
    nes_buf_addz(buf, " × ");
    add_amount(buf, line->base);
    nes_buf_addz(buf, " = ");
    return NES_FINE;
}

static const char *key_of(struct nes_arena *arena, enum nes_line_kind kind)
{
    struct nes_buf key = nes_buf_begin(arena, 60);

    nes_buf_addz(&key, "line.");
    nes_buf_addz(&key, nes_line_name(kind));
    return nes_str_z(arena, (struct nes_str){ key.ptr, key.len });
}

struct nes_err nes_line_say(struct nes_arena *arena, enum nes_lang lang, const struct nes_line *line, int32_t year,
                            struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);

    if (lang == NES_LANG_EN) {
        *out = nes_line_text(arena, line, year);
        return NES_FINE;
    }
    nes_buf_add(&buf, nes_paper_day(arena, line->from));
    if (counts(line->kind)) {
        nes_buf_addz(&buf, "–");
        nes_buf_add(&buf, nes_paper_day(arena, line->to));
    }
    nes_buf_addz(&buf, ": ");
    nes_buf_add(&buf, nes_words(lang, key_of(arena, line->kind)));
    nes_buf_addz(&buf, " ");
    if (counts(line->kind)) {
        NES_TRY(add_product(&buf, lang, line, year));
    }
    add_amount(&buf, line->amount);
    if (line->capped) {
        nes_buf_addz(&buf, " (");
        nes_buf_add(&buf, nes_words(lang, line->kind == NES_LINE_PENALTY ? "line.capped" : "line.as_agreed"));
        nes_buf_byte(&buf, ')');
    }
    return nes_buf_done(&buf, out);
}
