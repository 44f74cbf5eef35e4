/* src/paper/paper_page.c: the model as a JSON value (docs/paper.md). */
#include "json/json.h"
#include "paper/paper.h"

static const char *const kinds[NES_SHEET_KINDS] = {
    [NES_SHEET_TITLE] = "title", [NES_SHEET_SUBTITLE] = "subtitle", [NES_SHEET_HEAD] = "head",
    [NES_SHEET_CLAUSE] = "clause", [NES_SHEET_PARA] = "para", [NES_SHEET_ROW] = "row",
    [NES_SHEET_STRONG] = "strong", [NES_SHEET_BOX] = "box", [NES_SHEET_BOX_END] = "box_end",
    [NES_SHEET_PAGE] = "page", [NES_SHEET_TABLE] = "table",
};

static void write_text(struct nes_json *json, const char *name, const struct nes_sheet_text *text)
{
    nes_json_key(json, name);
    nes_json_open(json, '{');
    nes_json_key_str(json, "kk", text->in[0]);
    nes_json_key_str(json, "ru", text->in[1]);
    nes_json_close(json, '}');
}

static void write_cells(struct nes_json *json, const struct nes_str *cells, size_t count)
{
    nes_json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        nes_json_str(json, cells[i]);
    }
    nes_json_close(json, ']');
}

static void write_table(struct nes_json *json, const struct nes_sheet_table *table)
{
    NES_ASSERT(table);
    nes_json_key(json, "columns");
    nes_json_open(json, '[');
    for (size_t i = 0; i < table->columns; i++) {
        nes_json_open(json, '{');
        write_text(json, "text", &table->head[i]);
        nes_json_close(json, '}');
    }
    nes_json_close(json, ']');
    nes_json_key(json, "rows");
    nes_json_open(json, '[');
    for (size_t i = 0; i < table->rows; i++) {
        write_cells(json, &table->cells[i * table->columns], table->columns);
    }
    nes_json_close(json, ']');
    nes_json_key(json, "total");
    write_cells(json, table->total, table->columns);
}

static void write_block(struct nes_json *json, const struct nes_sheet_block *block,
                        const struct nes_sheet_table *table)
{
    nes_json_open(json, '{');
    nes_json_key_z(json, "is", kinds[block->kind]);
    if (block->number.len > 0) {
        nes_json_key_str(json, "number", block->number);
    }
    if (block->text.in[0].len > 0 || block->text.in[1].len > 0) {
        write_text(json, "text", &block->text);
    }
    if (block->kind == NES_SHEET_ROW || block->kind == NES_SHEET_STRONG) {
        write_text(json, "value", &block->value);
    }
    if (block->kind == NES_SHEET_TABLE) {
        write_table(json, table);
    }
    nes_json_close(json, '}');
}

static void write_blocks(struct nes_json *json, const char *name, const struct nes_sheet_block *blocks, size_t count,
                         const struct nes_sheet_table *table)
{
    nes_json_key(json, name);
    nes_json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        write_block(json, &blocks[i], table);
    }
    nes_json_close(json, ']');
}

void nes_paper_page(struct nes_json *json, const struct nes_paper_model *model)
{
    nes_json_open(json, '{');
    nes_json_key_z(json, "kind", nes_paper_name(model->kind));
    nes_json_key(json, "made_at");
    nes_json_instant(json, model->sheet.made_us);
    nes_json_key_str(json, "hash", nes_str_hex(json->buf->arena, model->hash.b, NES_HASH_BYTES));
    write_blocks(json, "blocks", model->sheet.blocks, model->sheet.count, model->sheet.table);
    write_blocks(json, "evidence", model->sheet.evidence, model->sheet.evidence_count, NULL);
    nes_json_close(json, '}');
}
