#include "paper/paper.h"

#include "base/words.h"
#include "paper/paper_faults.h"
#include "paper/paper_template.h"
#include "vault/vault_faults.h"

static const enum nes_lang langs[NES_SHEET_LANGS] = { NES_LANG_KK, NES_LANG_RU };

const char *nes_paper_name(enum nes_paper_kind kind)
{
    NES_ASSERT(kind > NES_PAPER_NONE && kind < NES_PAPER_KINDS);
    return nes_paper_templates[kind].name;
}

bool nes_paper_named(struct nes_str name, enum nes_paper_kind *out)
{
    for (enum nes_paper_kind kind = NES_PAPER_NONE + 1; kind < NES_PAPER_KINDS; kind++) {
        if (nes_str_is(name, nes_paper_templates[kind].name)) {
            *out = kind;
            return true;
        }
    }
    return false;
}

/* What is known while a template is filled. */
struct fill {
    struct nes_arena *arena;
    const struct nes_paper_input *input;
    const struct nes_paper_template *template;
    struct nes_sheet_block *blocks;
    size_t count, cap;
    int64_t section, clause;
};

static const struct nes_paper_figure *given(const struct nes_paper_input *input, struct nes_str name)
{
    for (size_t i = 0; i < input->count; i++) {
        if (input->figures[i].name && nes_str_is(name, input->figures[i].name)) {
            return &input->figures[i];
        }
    }
    return NULL;
}

static const struct nes_paper_need *need_of(const struct nes_paper_template *template, const char *name)
{
    for (size_t i = 0; i < template->need_count; i++) {
        if (nes_str_is(nes_str_of(name), template->needs[i].name)) {
            return &template->needs[i];
        }
    }
    return NULL;
}

/* Each figure is one that the template uses, of its form, and given once; none is missing. */
static struct nes_err check_figures(const struct nes_paper_template *template, const struct nes_paper_input *input)
{
    for (size_t i = 0; i < input->count; i++) {
        const struct nes_paper_figure *figure = &input->figures[i];
        const struct nes_paper_need *need = figure->name ? need_of(template, figure->name) : NULL;

        if (figure->name && !need) {
            return NES_FAIL(PAPER_FIGURE_UNKNOWN, figure->name);
        }
        if (figure->name && given(input, nes_str_of(figure->name)) != figure) {
            return NES_FAIL(PAPER_FIGURE_TWICE, figure->name);
        }
        if (figure->name && need->form != figure->form) {
            return NES_FAIL(PAPER_FIGURE_FORM, figure->name);
        }
    }
    for (size_t i = 0; i < template->need_count; i++) {
        if (!template->needs[i].optional && !given(input, nes_str_of(template->needs[i].name))) {
            return NES_FAIL(PAPER_FIGURE_MISSING, template->needs[i].name);
        }
    }
    return NES_FINE;
}

static struct nes_err check_lists(const struct nes_paper_template *template, const struct nes_paper_input *input)
{
    bool entries = template->lists & NES_PAPER_LIST_ENTRIES, schedule = template->lists & NES_PAPER_LIST_SCHEDULE;

    if ((input->entry_count > 0) != entries) {
        return entries ? NES_FAIL(PAPER_FIGURE_MISSING, "entries") : NES_FAIL(PAPER_FIGURE_UNKNOWN, "entries");
    }
    return (input->row_count > 0) == schedule ? NES_FINE : NES_FAIL(PAPER_SCHEDULE, "rows");
}

bool nes_paper_next_name(struct nes_str *rest, struct nes_str *before, struct nes_str *name)
{
    struct nes_str tail;

    if (!nes_str_cut(*rest, '{', before, &tail)) {
        return false;
    }
    NES_ASSERT(nes_str_cut(tail, '}', name, rest)); /* tools/papers.py saw to it */
    return true;
}

static struct nes_err expand(struct fill *fill, const char *pattern, enum nes_lang lang, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(fill->arena, NES_SHEET_BYTES_MAX);
    struct nes_str rest = nes_str_of(pattern), before, name, text;

    while (nes_paper_next_name(&rest, &before, &name)) {
        nes_buf_add(&buf, before);
        NES_TRY(nes_paper_show(fill->arena, given(fill->input, name), lang, &text));
        nes_buf_add(&buf, text);
    }
    nes_buf_add(&buf, rest);
    NES_TRY(nes_buf_done(&buf, out));
    return out->len <= NES_SHEET_TEXT_MAX ? NES_FINE : NES_FAIL(SHEET_LARGE, nes_paper_name(fill->input->kind));
}

static bool names_something_absent(const struct nes_paper_input *input, const char *pattern)
{
    struct nes_str rest = nes_str_of(pattern), before, name;

    while (nes_paper_next_name(&rest, &before, &name)) {
        if (!given(input, name)) {
            return true;
        }
    }
    return false;
}

/* A line stands where its condition holds and all that it names is there (languages name the same). */
static bool stands(const struct nes_paper_input *input, const struct nes_paper_line *line)
{
    bool not = line->only && line->only[0] == '!';

    if (line->only && (given(input, nes_str_of(line->only + not)) == NULL) != not) {
        return false;
    }
    return !names_something_absent(input, line->text[0]) && !names_something_absent(input, line->value[0]);
}

static struct nes_sheet_block *add(struct fill *fill, enum nes_sheet_kind kind)
{
    NES_ASSERT(fill->count < fill->cap);
    fill->blocks[fill->count] = (struct nes_sheet_block){ .kind = kind };
    return &fill->blocks[fill->count++];
}

/* "2." for a section, "2.3." for a clause in it. */
static struct nes_str number_of(struct fill *fill, enum nes_sheet_kind kind)
{
    struct nes_buf buf = nes_buf_begin(fill->arena, 48);

    if (kind != NES_SHEET_HEAD && kind != NES_SHEET_CLAUSE) {
        return (struct nes_str){ 0 };
    }
    if (kind == NES_SHEET_HEAD) {
        fill->section++;
        fill->clause = 0;
    } else {
        fill->clause++;
    }
    nes_buf_int(&buf, fill->section);
    nes_buf_byte(&buf, '.');
    if (kind == NES_SHEET_CLAUSE) {
        nes_buf_int(&buf, fill->clause);
        nes_buf_byte(&buf, '.');
    }
    return (struct nes_str){ buf.ptr, buf.len };
}

/* A row for a figure that is a list's: its label is the sentence that its name is the key of. */
static struct nes_err add_entry(struct fill *fill, const struct nes_paper_figure *figure)
{
    struct nes_sheet_block *block = add(fill, NES_SHEET_ROW);

    for (size_t i = 0; i < NES_SHEET_LANGS; i++) {
        if (!figure->name || !nes_words_find(langs[i], figure->name, &block->text.in[i])) {
            return NES_FAIL(PAPER_FIGURE_UNKNOWN, figure->name);
        }
        NES_TRY(nes_paper_show(fill->arena, figure, langs[i], &block->value.in[i]));
    }
    return NES_FINE;
}

static struct nes_err add_entries(struct fill *fill)
{
    for (size_t i = 0; i < fill->input->entry_count; i++) {
        NES_TRY(add_entry(fill, &fill->input->entries[i]));
    }
    return NES_FINE;
}

static struct nes_err add_line(struct fill *fill, const struct nes_paper_line *line)
{
    struct nes_sheet_block *block;

    if (!stands(fill->input, line)) {
        return NES_FINE;
    }
    if (line->entries) {
        return add_entries(fill);
    }
    block = add(fill, line->kind);
    block->number = number_of(fill, line->kind);
    for (size_t i = 0; i < NES_SHEET_LANGS; i++) {
        NES_TRY(expand(fill, line->text[i], langs[i], &block->text.in[i]));
        NES_TRY(expand(fill, line->value[i], langs[i], &block->value.in[i]));
    }
    return NES_FINE;
}

static struct nes_err fill_body(struct fill *fill, struct nes_sheet *sheet)
{
    fill->cap = fill->template->line_count + fill->input->entry_count;
    if (fill->cap > NES_SHEET_BLOCKS_MAX) {
        return NES_FAIL(SHEET_LARGE, "entries");
    }
    fill->blocks = NES_NEW_MANY(fill->arena, struct nes_sheet_block, fill->cap);
    for (size_t i = 0; i < fill->template->line_count; i++) {
        NES_TRY(add_line(fill, &fill->template->lines[i]));
    }
    sheet->blocks = fill->blocks;
    sheet->count = fill->count;
    return fill->input->row_count > 0 ? nes_paper_schedule(fill->arena, fill->input->rows, fill->input->row_count,
                                                           &sheet->table)
                                      : NES_FINE;
}

static void add_said(struct fill *fill, enum nes_sheet_kind kind, const char *key, struct nes_str value)
{
    struct nes_sheet_block *block = add(fill, kind);

    for (size_t i = 0; i < NES_SHEET_LANGS; i++) {
        block->text.in[i] = nes_words(langs[i], key);
        block->value.in[i] = value;
    }
}

struct nes_err nes_paper_sign(struct nes_arena *arena, const struct nes_paper_figure *evidence, size_t count,
                              struct nes_paper_model *model)
{
    unsigned lists = nes_paper_templates[model->kind].lists;
    struct fill fill = { .arena = arena, .cap = count + 3 };

    if (count > 0 && !(lists & NES_PAPER_LIST_EVIDENCE)) {
        return NES_FAIL(PAPER_FIGURE_UNKNOWN, "evidence");
    }
    model->sheet.evidence_count = 0;
    if (count == 0 && !(lists & NES_PAPER_LIST_SIGNED)) {
        return NES_FINE;
    }
    if (fill.cap > NES_SHEET_BLOCKS_MAX) {
        return NES_FAIL(SHEET_LARGE, "evidence");
    }
    fill.blocks = NES_NEW_MANY(arena, struct nes_sheet_block, fill.cap);
    add_said(&fill, NES_SHEET_HEAD, "paper.evidence.title", (struct nes_str){ 0 });
    add_said(&fill, NES_SHEET_ROW, "paper.evidence.hash", nes_str_hex(arena, model->hash.b, NES_HASH_BYTES));
    for (size_t i = 0; i < count; i++) {
        NES_TRY(add_entry(&fill, &evidence[i]));
    }
    if (count == 0) {
        add_said(&fill, NES_SHEET_PARA, "paper.evidence.none", (struct nes_str){ 0 });
    }
    model->sheet.evidence = fill.blocks;
    model->sheet.evidence_count = fill.count;
    return NES_FINE;
}

static struct nes_str mark_of(struct nes_arena *arena, const struct nes_hash *hash)
{
    struct nes_buf buf = nes_buf_begin(arena, 96);

    nes_buf_addz(&buf, "SHA-256 ");
    nes_buf_add(&buf, nes_str_hex(arena, hash->b, NES_HASH_BYTES));
    return (struct nes_str){ buf.ptr, buf.len };
}

struct nes_hash nes_paper_hash(const struct nes_crypto *crypto, struct nes_arena *arena,
                               const struct nes_paper_model *model)
{
    struct nes_buf buf = nes_buf_begin(arena, 2 * (size_t)NES_SHEET_BYTES_MAX);
    struct nes_str body;

    nes_sheet_write_body(&buf, &model->sheet);
    NES_ASSERT(!nes_buf_done(&buf, &body).what); /* filling and reading keep to the bounds */
    return nes_sha256(crypto, body);
}

struct nes_err nes_paper_fill(const struct nes_crypto *crypto, struct nes_arena *arena,
                              const struct nes_paper_input *input, struct nes_paper_model *out)
{
    struct fill fill = { .arena = arena, .input = input };
    struct nes_paper_model model = { .kind = input->kind };
    struct nes_str bytes;

    if (input->kind <= NES_PAPER_NONE || input->kind >= NES_PAPER_KINDS) {
        return NES_FAIL(PAPER_KIND, NULL);
    }
    fill.template = &nes_paper_templates[input->kind];
    NES_TRY(check_figures(fill.template, input));
    NES_TRY(check_lists(fill.template, input));
    model.sheet = (struct nes_sheet){ .kind = nes_str_of(fill.template->name), .made_us = input->made_us,
                                      .lang = { NES_STR("kk"), NES_STR("ru") } };
    NES_TRY(fill_body(&fill, &model.sheet));
    NES_TRY(nes_paper_write(arena, &model, &bytes)); /* not larger than what is read */
    model.hash = nes_paper_hash(crypto, arena, &model);
    model.sheet.mark = mark_of(arena, &model.hash);
    NES_TRY(nes_paper_sign(arena, input->evidence, input->evidence_count, &model));
    *out = model;
    return NES_FINE;
}

struct nes_err nes_paper_write(struct nes_arena *arena, const struct nes_paper_model *model, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, NES_SHEET_BYTES_MAX);

    nes_sheet_write(&buf, &model->sheet);
    return nes_buf_done(&buf, out).what ? NES_FAIL(SHEET_LARGE, nes_paper_name(model->kind)) : NES_FINE;
}

struct nes_err nes_paper_read(const struct nes_crypto *crypto, struct nes_arena *arena, struct nes_str bytes,
                              struct nes_paper_model *out)
{
    struct nes_paper_model model = { 0 };
    struct nes_str mark;

    NES_TRY(nes_sheet_read(arena, bytes, &model.sheet));
    if (!nes_paper_named(model.sheet.kind, &model.kind)) {
        return NES_FAIL(PAPER_KIND, NULL);
    }
    model.hash = nes_paper_hash(crypto, arena, &model);
    mark = mark_of(arena, &model.hash);
    if (!nes_str_eq(mark, model.sheet.mark)) {
        return NES_FAIL(PAPER_CHANGED, NULL);
    }
    *out = model;
    return NES_FINE;
}

struct nes_err nes_paper_pdf(struct nes_press *press, struct nes_arena *arena, const struct nes_paper_model *model,
                             struct nes_str *out)
{
    struct nes_drawn drawn;
    struct nes_str bytes;

    NES_TRY(nes_paper_write(arena, model, &bytes));
    NES_TRY(nes_press_draw_sheet(press, arena, bytes, &drawn));
    *out = drawn.pdf;
    return NES_FINE;
}
