#include "vault/press.h"
#include "vault/press_sheet.h"
#include "vault/press_type.h"
#include "vault/vault_test.h"

static struct nes_press *started(struct camp *camp)
{
    struct nes_press_options options = { .program = nesie_program(camp->arena), .clock = nes_clock_real() };
    struct nes_press *press;

    NES_WANT_OK(nes_press_begin(&options, &press));
    return press;
}

static struct nes_sheet_text both(struct nes_str text)
{
    return (struct nes_sheet_text){ { text, text } };
}

/* One paragraph of a text. */
static struct nes_sheet sheet_of(struct nes_arena *arena, struct nes_str text)
{
    struct nes_sheet_block *block = NES_NEW(arena, struct nes_sheet_block);

    *block = (struct nes_sheet_block){ .kind = NES_SHEET_PARA, .text = both(text) };
    return (struct nes_sheet){ .kind = NES_STR("letter"), .lang = { NES_STR("kk"), NES_STR("ru") },
                               .mark = NES_STR("mark"), .blocks = block, .count = 1 };
}

static struct nes_str bytes_of(struct nes_arena *arena, const struct nes_sheet *sheet)
{
    struct nes_buf buf = nes_buf_begin(arena, 16u << 20);
    struct nes_str bytes;

    nes_sheet_write(&buf, sheet);
    NES_WANT_OK(nes_buf_done(&buf, &bytes));
    return bytes;
}

static struct nes_str repeated(struct nes_arena *arena, const char *text, size_t times)
{
    struct nes_buf buf = nes_buf_begin(arena, 16u << 20);
    struct nes_str out;

    for (size_t i = 0; i < times; i++) {
        nes_buf_addz(&buf, text);
    }
    NES_WANT_OK(nes_buf_done(&buf, &out));
    return out;
}

static void add_point(struct nes_buf *buf, uint32_t point)
{
    if (point < 0x80) {
        nes_buf_byte(buf, (char)point);
    } else if (point < 0x800) {
        nes_buf_byte(buf, (char)(0xc0 | point >> 6));
        nes_buf_byte(buf, (char)(0x80 | (point & 0x3f)));
    } else {
        nes_buf_byte(buf, (char)(0xe0 | point >> 12));
        nes_buf_byte(buf, (char)(0x80 | (point >> 6 & 0x3f)));
        nes_buf_byte(buf, (char)(0x80 | (point & 0x3f)));
    }
}

NES_TEST(both_fonts_have_ink_for_every_letter_that_may_be_printed)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    NES_AUTO(nes_type_end) struct nes_type *type = nes_type_begin();
    int64_t printable = 0;

    NES_WANT("type", type != NULL);
    for (uint32_t point = 1; point < 0x3000; point++) {
        struct nes_buf buf = nes_buf_begin(arena, 8);
        struct nes_str letter;

        add_point(&buf, point);
        NES_WANT_OK(nes_buf_done(&buf, &letter));
        if (nes_sheet_printable(letter)) {
            NES_WANT(nes_str_z(arena, letter), nes_type_has_ink(type, point));
            printable++;
        }
    }
    NES_WANT("there are some", printable > 1'000);
    NES_WANT("Kazakh", nes_sheet_printable(NES_STR("ӘәҒғҚқҢңӨөҰұҮүҺһІі ЁёЪъЫыЭэ №₸«»–—…")));
}

static const struct { const char *label, *text; } unprintable[] = {
    { "a line feed", "a\nb" },           { "NUL and escape", "a\x1b[31mb" },     { "delete", "a\x7f" },
    { "a control of C1", "a\xc2\x85" },  { "turned text", "a\xe2\x80\xae" "b" }, { "an isolate", "\xe2\x81\xa6" "a" },
    { "a soft hyphen", "a\xc2\xad" },    { "nothing wide", "a\xe2\x80\x8b" "b" }, { "a mark", "\xef\xbb\xbf" "a" },
    { "Hebrew", "\xd7\x90" },            { "an emoji", "\xf0\x9f\x98\x80" },     { "a mark alone", "a\xcc\x81" },
    { "not UTF-8", "a\xff" },            { "half a letter", "\xd0" },            { "private use", "\xee\x80\x80" },
};

NES_TEST(what_cannot_be_printed_or_turns_the_reader_is_refused, .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct nes_drawn drawn;

    for (size_t i = 0; i < NES_LEN(unprintable); i++) {
        struct nes_sheet sheet = sheet_of(camp->arena, nes_str_of(unprintable[i].text));

        NES_WANT_FAULT(unprintable[i].label,
                       nes_press_draw_sheet(press, camp->arena, bytes_of(camp->arena, &sheet), &drawn), "SHEET_LETTER");
    }
}

NES_TEST(wild_texts_are_drawn_and_hurt_nobody)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct nes_str wild[] = {
        NES_STR(""), NES_STR("   "), NES_STR("-"), NES_STR("/-/-/-"), NES_STR("№"), NES_STR("№ 1"),
        NES_STR("\xc2\xa0\xc2\xa0"),
        repeated(camp->arena, "W", NES_SHEET_TEXT_MAX), repeated(camp->arena, "ы ", NES_SHEET_TEXT_MAX / 3),
        repeated(camp->arena, "\xc2\xa0", NES_SHEET_TEXT_MAX / 2), repeated(camp->arena, "1 ", NES_SHEET_TEXT_MAX / 2),
        repeated(camp->arena, "ab-", NES_SHEET_TEXT_MAX / 3), repeated(camp->arena, " ", NES_SHEET_TEXT_MAX),
    };

    for (enum nes_sheet_kind kind = NES_SHEET_TITLE; kind <= NES_SHEET_STRONG; kind++) {
        struct nes_sheet_block blocks[NES_LEN(wild)];
        struct nes_sheet sheet = sheet_of(camp->arena, NES_STR(""));
        struct nes_drawn drawn;

        for (size_t i = 0; i < NES_LEN(wild); i++) {
            blocks[i] = (struct nes_sheet_block){ .kind = kind, .number = NES_STR("1."), .text = both(wild[i]),
                                                  .value = both(wild[i]) };
        }
        sheet.blocks = blocks;
        sheet.count = NES_LEN(blocks);
        NES_WANT_OK(nes_press_draw_sheet(press, camp->arena, bytes_of(camp->arena, &sheet), &drawn));
        NES_WANT("pages", drawn.pages > 1);
    }
}

/* A table of so many rows and columns, each cell of that text. */
static struct nes_sheet table_of(struct nes_arena *arena, size_t columns, size_t rows, struct nes_str cell)
{
    struct nes_sheet sheet = sheet_of(arena, cell);
    struct nes_sheet_block *block = NES_NEW(arena, struct nes_sheet_block);
    struct nes_sheet_table *table = NES_NEW(arena, struct nes_sheet_table);
    struct nes_sheet_text *head = NES_NEW_MANY(arena, struct nes_sheet_text, columns);
    struct nes_str *cells = NES_NEW_MANY(arena, struct nes_str, columns * rows);

    for (size_t i = 0; i < columns; i++) {
        head[i] = both(cell);
    }
    for (size_t i = 0; i < columns * rows; i++) {
        cells[i] = cell;
    }
    *table = (struct nes_sheet_table){ .columns = columns, .rows = rows, .head = head, .cells = cells,
                                       .total = NES_NEW_MANY(arena, struct nes_str, columns) };
    block->kind = NES_SHEET_TABLE;
    sheet.blocks = block;
    sheet.table = table;
    return sheet;
}

NES_TEST(large_sheets_are_drawn_within_their_bounds_and_refused_beyond, .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct nes_sheet most = table_of(camp->arena, 8, NES_SHEET_ROWS_MAX, NES_STR("999 999,99"));
    struct nes_sheet more = table_of(camp->arena, 8, NES_SHEET_ROWS_MAX + 1, NES_STR("1"));
    struct nes_sheet wide = table_of(camp->arena, 9, 1, NES_STR("1"));
    struct nes_sheet_block blocks[70];
    struct nes_sheet full = sheet_of(camp->arena, NES_STR(""));
    struct nes_drawn drawn;

    NES_WANT_OK(nes_press_draw_sheet(press, camp->arena, bytes_of(camp->arena, &most), &drawn));
    NES_WANT("some pages", drawn.pages > 20 && drawn.pages < 40);
    NES_WANT_FAULT("rows", nes_press_draw_sheet(press, camp->arena, bytes_of(camp->arena, &more), &drawn),
                   "SHEET_LARGE");
    NES_WANT_FAULT("columns", nes_press_draw_sheet(press, camp->arena, bytes_of(camp->arena, &wide), &drawn),
                   "SHEET_LARGE");
    for (size_t i = 0; i < NES_LEN(blocks); i++) { /* a word a line */
        blocks[i] = (struct nes_sheet_block){ .kind = NES_SHEET_PARA,
                                              .text = both(repeated(camp->arena, "WWWWWWWWWWWWWWWWWW ", 420)) };
    }
    full.blocks = blocks;
    full.count = NES_LEN(blocks);
    NES_WANT_FAULT("pages", nes_press_draw_sheet(press, camp->arena, bytes_of(camp->arena, &full), &drawn),
                   "SHEET_LARGE");
}

NES_TEST(a_first_page_that_does_not_hold_what_belongs_there_is_refused, .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct nes_sheet_block blocks[] = { { .kind = NES_SHEET_BOX }, { .kind = NES_SHEET_PARA },
                                        { .kind = NES_SHEET_BOX_END }, { .kind = NES_SHEET_PAGE },
                                        { .kind = NES_SHEET_PARA } };
    struct nes_sheet sheet = sheet_of(camp->arena, NES_STR("text"));
    struct nes_drawn drawn;

    sheet.blocks = blocks;
    sheet.count = NES_LEN(blocks);
    blocks[1].text = both(repeated(camp->arena, "first ", 100));
    blocks[4].text = both(NES_STR("second"));
    NES_WANT_OK(nes_press_draw_sheet(press, camp->arena, bytes_of(camp->arena, &sheet), &drawn));
    NES_WANT_INT("pages", drawn.pages, 2);
    blocks[1].text = both(repeated(camp->arena, "first ", 1'200));
    NES_WANT_FAULT("too much", nes_press_draw_sheet(press, camp->arena, bytes_of(camp->arena, &sheet), &drawn),
                   "SHEET_LARGE");
}

NES_TEST(broken_sheets_are_refused, .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    struct nes_sheet sheet = sheet_of(camp->arena, NES_STR("text")), read;
    struct nes_sheet_block blocks[] = { { .kind = NES_SHEET_BOX }, { .kind = NES_SHEET_BOX } };
    struct nes_str whole = bytes_of(camp->arena, &sheet);

    NES_WANT_OK(nes_sheet_read(camp->arena, whole, &read));
    NES_WANT_STR("text", read.blocks[0].text.in[1], "text");
    for (size_t len = 0; len < whole.len; len++) {
        NES_WANT("cut off", nes_sheet_read(camp->arena, nes_str_part(whole, 0, len), &read).what != NULL);
    }
    sheet.blocks = blocks;
    sheet.count = 2;
    NES_WANT_FAULT("nested boxes", nes_sheet_read(camp->arena, bytes_of(camp->arena, &sheet), &read), "SHEET_FORM");
    sheet.count = 1;
    NES_WANT_FAULT("an open box", nes_sheet_read(camp->arena, bytes_of(camp->arena, &sheet), &read), "SHEET_FORM");
    blocks[0].kind = NES_SHEET_TABLE;
    NES_WANT_FAULT("a table that is not there", nes_sheet_read(camp->arena, bytes_of(camp->arena, &sheet), &read),
                   "SHEET_FORM");
    blocks[0].kind = NES_SHEET_KINDS;
    NES_WANT_FAULT("an unknown kind", nes_sheet_read(camp->arena, bytes_of(camp->arena, &sheet), &read), "SHEET_FORM");
    blocks[0].kind = NES_SHEET_PARA;
    sheet.lang[1] = NES_STR(")>>");
    NES_WANT_FAULT("a language", nes_sheet_read(camp->arena, bytes_of(camp->arena, &sheet), &read), "SHEET_FORM");
}

NES_TEST(a_document_of_no_time_is_refused, .kind = NES_REFUSES)
{
    NES_CAMP(camp);
    NES_AUTO(nes_press_end) struct nes_press *press = started(camp);
    struct nes_sheet sheet = sheet_of(camp->arena, NES_STR("text"));
    struct nes_drawn drawn;

    NES_WANT_OK(nes_press_draw_sheet(press, camp->arena, bytes_of(camp->arena, &sheet), &drawn));
    sheet.made_us = INT64_MAX;
    NES_WANT_FAULT("late", nes_press_draw_sheet(press, camp->arena, bytes_of(camp->arena, &sheet), &drawn),
                   "SHEET_FORM");
    sheet.made_us = INT64_MIN;
    NES_WANT_FAULT("early", nes_press_draw_sheet(press, camp->arena, bytes_of(camp->arena, &sheet), &drawn),
                   "SHEET_FORM");
}
