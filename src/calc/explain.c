#include "calc/explain.h"

#include "base/arena.h"
#include "base/str.h"
#include "calc/ratio.h"

#define TEXT_MAX 512

const char *nes_figure_name(enum nes_figure figure)
{
    switch (figure) {
    case NES_FIGURE_PRINCIPAL:
        return "principal";
    case NES_FIGURE_REMUNERATION:
        return "remuneration";
    case NES_FIGURE_PENALTY:
        return "penalty";
    case NES_FIGURE_COSTS:
        return "costs";
    case NES_FIGURE_SUSPENSE:
        return "suspense";
    case NES_FIGURE_WITHHELD:
        return "withheld";
    }
    NES_BUG("a known figure");
}

static const struct {
    const char *name, *text;
} kinds[] = {
    [NES_LINE_PAYOUT]      = { "payout",      "paid out" },
    [NES_LINE_BALANCE]     = { "balance",     NULL },
    [NES_LINE_OVERDUE]     = { "overdue",     NULL },
    [NES_LINE_ROW]         = { "row",         NULL },
    [NES_LINE_AGREED]      = { "agreed",      "to the agreed figure" },
    [NES_LINE_PENALTY]     = { "penalty",     NULL },
    [NES_LINE_COST]        = { "cost",        "cost" },
    [NES_LINE_RECEIVED]    = { "received",    "received" },
    [NES_LINE_PAID]        = { "paid",        "paid" },
    [NES_LINE_WRITTEN_OFF] = { "written_off", "written off" },
    [NES_LINE_FORGIVEN]    = { "forgiven",    "forgiven" },
    [NES_LINE_REFUNDED]    = { "refunded",    "given back" },
    [NES_LINE_BACK]        = { "back",        "of suspended time, added" },
    [NES_LINE_DROPPED]     = { "dropped",     "of suspended time, given up" },
};

const char *nes_line_name(enum nes_line_kind kind)
{
    NES_ASSERT(kind >= NES_LINE_PAYOUT && kind <= NES_LINE_DROPPED);
    return kinds[kind].name;
}

static void add_date(struct nes_buf *buf, struct nes_date date)
{
    char text[NES_DATE_TEXT + 1];
    struct nes_str iso = nes_date_write(date, text);

    nes_buf_add(buf, nes_str_part(iso, 8, 2));
    nes_buf_byte(buf, '.');
    nes_buf_add(buf, nes_str_part(iso, 5, 2));
}

static void add_money(struct nes_buf *buf, struct nes_money amount)
{
    char text[NES_MONEY_TEXT];

    nes_buf_add(buf, nes_money_write(amount, text));
}

/* Without zeros at the end: "36", "0.03". */
static void add_percent(struct nes_buf *buf, struct nes_ratio rate)
{
    char text[NES_PERCENT_TEXT];
    struct nes_str percent = nes_percent_write(rate, NES_PERCENT_DECIMALS, text);

    while (percent.ptr[percent.len - 1] == '0') {
        percent.len--;
    }
    percent.len -= percent.ptr[percent.len - 1] == '.';
    nes_buf_add(buf, percent);
    nes_buf_addz(buf, " %");
}

static void add_product(struct nes_buf *buf, const struct nes_line *line, int32_t year)
{
    nes_buf_int(buf, line->days);
    nes_buf_addz(buf, line->days == 1 ? " day" : " days");
    if (line->kind == NES_LINE_ROW) {
        nes_buf_addz(buf, " of ");
        nes_buf_int(buf, line->rate.under);
    } else {
        nes_buf_addz(buf, " × ");
        add_percent(buf, line->rate);
    }
    if (year > 0 && (line->kind == NES_LINE_BALANCE || line->kind == NES_LINE_OVERDUE)) {
        nes_buf_addz(buf, " / ");
        nes_buf_int(buf, year);
    }
    nes_buf_addz(buf, " × ");
    add_money(buf, line->base);
    nes_buf_addz(buf, " = ");
}

struct nes_str nes_line_text(struct nes_arena *arena, const struct nes_line *line, int32_t year)
{
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);
    struct nes_str text = { 0 };
    struct nes_err err;

    NES_ASSERT(line->kind >= NES_LINE_PAYOUT && line->kind <= NES_LINE_DROPPED);
    add_date(&buf, line->from);
    if (!kinds[line->kind].text) {
        nes_buf_addz(&buf, "–");
        add_date(&buf, line->to);
        nes_buf_addz(&buf, ": ");
        add_product(&buf, line, year);
    } else {
        nes_buf_addz(&buf, ": ");
        nes_buf_addz(&buf, kinds[line->kind].text);
        nes_buf_byte(&buf, ' ');
    }
    add_money(&buf, line->amount);
    err = nes_buf_done(&buf, &text);
    NES_ASSERT(!err.what);
    return text;
}
