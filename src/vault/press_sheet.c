#include "vault/press_sheet.h"

#include "vault/vault_faults.h"

static void add_texts(struct nes_buf *buf, const struct nes_sheet_text *text)
{
    for (size_t i = 0; i < NES_SHEET_LANGS; i++) {
        nes_wire_add_text(buf, text->in[i]);
    }
}

static void add_blocks(struct nes_buf *buf, const struct nes_sheet_block *blocks, size_t count)
{
    nes_wire_add_u32(buf, (uint32_t)count);
    for (size_t i = 0; i < count; i++) {
        nes_wire_add_u8(buf, (uint8_t)blocks[i].kind);
        nes_wire_add_text(buf, blocks[i].number);
        add_texts(buf, &blocks[i].text);
        add_texts(buf, &blocks[i].value);
    }
}

static void add_table(struct nes_buf *buf, const struct nes_sheet_table *table)
{
    nes_wire_add_u32(buf, (uint32_t)table->columns);
    nes_wire_add_u32(buf, (uint32_t)table->rows);
    for (size_t i = 0; i < table->columns; i++) {
        add_texts(buf, &table->head[i]);
    }
    for (size_t i = 0; i < table->columns * table->rows; i++) {
        nes_wire_add_text(buf, table->cells[i]);
    }
    for (size_t i = 0; i < table->columns; i++) {
        nes_wire_add_text(buf, table->total[i]);
    }
}

void nes_sheet_write_body(struct nes_buf *buf, const struct nes_sheet *sheet)
{
    nes_wire_add_text(buf, sheet->kind);
    nes_wire_add_u64(buf, (uint64_t)sheet->made_us);
    for (size_t i = 0; i < NES_SHEET_LANGS; i++) {
        nes_wire_add_text(buf, sheet->lang[i]);
    }
    add_blocks(buf, sheet->blocks, sheet->count);
    nes_wire_add_u8(buf, sheet->table ? 1 : 0);
    if (sheet->table) {
        add_table(buf, sheet->table);
    }
}

void nes_sheet_write(struct nes_buf *buf, const struct nes_sheet *sheet)
{
    nes_wire_add_u8(buf, NES_SHEET_VERSION);
    nes_sheet_write_body(buf, sheet);
    nes_wire_add_text(buf, sheet->mark);
    add_blocks(buf, sheet->evidence, sheet->evidence_count);
}

/* First and last; a test proves that both fonts have ink for each. */
static const struct { uint32_t first, last; } letters[] = {
    { 0x20, 0x7e },     { 0xa0, 0xac },     { 0xae, 0x24f },    { 0x384, 0x38a },   { 0x38c, 0x38c },
    { 0x38e, 0x3a1 },   { 0x3a3, 0x3ce },   { 0x400, 0x482 },   { 0x48a, 0x52f },   { 0x1e00, 0x1eff },
    { 0x2010, 0x2015 }, { 0x2018, 0x201e }, { 0x2020, 0x2022 }, { 0x2026, 0x2026 }, { 0x202f, 0x2030 },
    { 0x2032, 0x2033 }, { 0x2039, 0x203a }, { 0x20a0, 0x20bf }, { 0x2116, 0x2116 }, { 0x2122, 0x2122 },
};

static bool is_letter(uint32_t point)
{
    for (size_t i = 0; i < NES_LEN(letters); i++) {
        if (point >= letters[i].first && point <= letters[i].last) {
            return true;
        }
    }
    return false;
}

/* The code point at `at` of well-formed UTF-8; `at` moves behind it. */
static uint32_t next_point(struct nes_str text, size_t *at)
{
    uint8_t lead = (uint8_t)text.ptr[(*at)++];
    uint32_t point = lead < 0x80 ? lead : lead >= 0xf0 ? lead & 7u : lead >= 0xe0 ? lead & 15u : lead & 31u;

    while (*at < text.len && ((uint8_t)text.ptr[*at] & 0xc0) == 0x80) {
        point = point << 6 | ((uint8_t)text.ptr[(*at)++] & 0x3fu);
    }
    return point;
}

bool nes_sheet_printable(struct nes_str text)
{
    if (!nes_str_utf8(text)) {
        return false;
    }
    for (size_t at = 0; at < text.len;) {
        if (!is_letter(next_point(text, &at))) {
            return false;
        }
    }
    return true;
}

/* What is wrong is kept until the end: the first fault counts. */
struct read {
    struct nes_arena *arena;
    struct nes_wire wire;
    struct nes_err err;
};

static void fault(struct read *read, struct nes_err err)
{
    if (!read->err.what) {
        read->err = err;
    }
}

static struct nes_str read_text(struct read *read)
{
    struct nes_str text = nes_wire_text(&read->wire);

    if (text.len > NES_SHEET_TEXT_MAX) {
        fault(read, NES_FAIL(SHEET_LARGE, "text"));
    } else if (!nes_sheet_printable(text)) {
        fault(read, NES_FAIL(SHEET_LETTER, NULL));
    }
    return text;
}

static struct nes_sheet_text read_texts(struct read *read)
{
    struct nes_sheet_text text;

    for (size_t i = 0; i < NES_SHEET_LANGS; i++) {
        text.in[i] = read_text(read);
    }
    return text;
}

static size_t read_count(struct read *read, size_t most)
{
    uint32_t count = nes_wire_u32(&read->wire);

    if (count > most) {
        fault(read, NES_FAIL(SHEET_LARGE, "count"));
        return 0;
    }
    return count;
}

static const struct nes_sheet_block *read_blocks(struct read *read, size_t *count)
{
    size_t wanted = read_count(read, NES_SHEET_BLOCKS_MAX);
    struct nes_sheet_block *blocks = NES_NEW_MANY(read->arena, struct nes_sheet_block, wanted);
    bool boxed = false;

    for (*count = 0; *count < wanted && !read->wire.bad && !read->err.what; (*count)++) {
        uint8_t kind = nes_wire_u8(&read->wire);
        bool pairs = kind == NES_SHEET_BOX ? !boxed : kind == NES_SHEET_BOX_END ? boxed : true;

        if (kind == 0 || kind >= NES_SHEET_KINDS || !pairs) {
            fault(read, NES_FAIL(SHEET_FORM, "block"));
        }
        boxed = kind == NES_SHEET_BOX || (boxed && kind != NES_SHEET_BOX_END);
        blocks[*count].kind = (enum nes_sheet_kind)kind;
        blocks[*count].number = read_text(read);
        blocks[*count].text = read_texts(read);
        blocks[*count].value = read_texts(read);
    }
    if (boxed) {
        fault(read, NES_FAIL(SHEET_FORM, "box"));
    }
    return blocks;
}

static struct nes_str *read_cells(struct read *read, size_t count)
{
    struct nes_str *cells = NES_NEW_MANY(read->arena, struct nes_str, count);

    for (size_t i = 0; i < count && !read->wire.bad && !read->err.what; i++) {
        cells[i] = read_text(read);
    }
    return cells;
}

static const struct nes_sheet_table *read_table(struct read *read)
{
    struct nes_sheet_table *table = NES_NEW(read->arena, struct nes_sheet_table);
    struct nes_sheet_text *head;

    table->columns = read_count(read, NES_SHEET_COLUMNS_MAX);
    table->rows = read_count(read, NES_SHEET_ROWS_MAX);
    if (table->columns == 0) {
        fault(read, NES_FAIL(SHEET_FORM, "columns"));
    }
    head = NES_NEW_MANY(read->arena, struct nes_sheet_text, table->columns);
    for (size_t i = 0; i < table->columns; i++) {
        head[i] = read_texts(read);
    }
    table->head = head;
    table->cells = read_cells(read, table->columns * table->rows);
    table->total = read_cells(read, table->columns);
    return table;
}

/* As many tables are asked for as there are. */
static bool tables_meet(const struct nes_sheet *sheet)
{
    size_t tables = 0;

    for (size_t i = 0; i < sheet->count; i++) {
        tables += sheet->blocks[i].kind == NES_SHEET_TABLE;
    }
    for (size_t i = 0; i < sheet->evidence_count; i++) {
        if (sheet->evidence[i].kind == NES_SHEET_TABLE) {
            return false;
        }
    }
    return tables == (sheet->table ? 1 : 0);
}

/* "kk": it goes into the PDF as it is. */
static bool is_lang(struct nes_str code)
{
    for (size_t i = 0; i < code.len; i++) {
        if (code.ptr[i] < 'a' || code.ptr[i] > 'z') {
            return false;
        }
    }
    return code.len >= 2 && code.len <= 3;
}

struct nes_err nes_sheet_read(struct nes_arena *arena, struct nes_str bytes, struct nes_sheet *out)
{
    struct read read = { .arena = arena, .wire = nes_wire_of(bytes) };
    struct nes_sheet sheet = { 0 };
    uint8_t tables;

    if (bytes.len > NES_SHEET_BYTES_MAX) {
        return NES_FAIL(SHEET_LARGE, "bytes");
    }
    if (nes_wire_u8(&read.wire) != NES_SHEET_VERSION) {
        return NES_FAIL(SHEET_FORM, "version");
    }
    sheet.kind = read_text(&read);
    sheet.made_us = (int64_t)nes_wire_u64(&read.wire);
    for (size_t i = 0; i < NES_SHEET_LANGS; i++) {
        sheet.lang[i] = read_text(&read);
    }
    if (!is_lang(sheet.lang[0]) || !is_lang(sheet.lang[1])) {
        fault(&read, NES_FAIL(SHEET_FORM, "lang"));
    }
    sheet.blocks = read_blocks(&read, &sheet.count);
    tables = nes_wire_u8(&read.wire);
    sheet.table = tables == 1 ? read_table(&read) : NULL;
    sheet.mark = read_text(&read);
    sheet.evidence = read_blocks(&read, &sheet.evidence_count);
    if (!nes_wire_done(&read.wire) || tables > 1) {
        fault(&read, NES_FAIL(SHEET_FORM, "length"));
    }
    if (!read.err.what && !tables_meet(&sheet)) {
        fault(&read, NES_FAIL(SHEET_FORM, "table"));
    }
    if (!read.err.what) {
        *out = sheet;
    }
    return read.err;
}
