#include "vault/press_type.h"

#include <cairo-ft.h>
#include <hb.h>
#include <string.h>
#include FT_FREETYPE_H

/* fonts/fonts.S.in */
extern const char nes_font_regular[], nes_font_bold[];
extern const uint64_t nes_font_regular_bytes, nes_font_bold_bytes;

struct face {
    FT_Face letters;             /* what cairo embeds */
    cairo_font_face_t *drawn;
    hb_font_t *shaped;
    double units;                /* of the em square */
};

struct nes_type {
    FT_Library library;
    struct face face[NES_WEIGHTS];
};

/* What is shaped at once: text up to where a line may break, with the blanks after it. */
struct word {
    struct nes_str text;
    size_t inked;                /* bytes before the blanks */
    hb_buffer_t *glyphs;
    double width, inked_width;
};

struct breaking {
    struct nes_type *type;
    struct nes_arena *arena;
    const struct nes_type_want *want;
    hb_buffer_t *glyphs;
    struct nes_type_text *text;
    size_t line_cap;
    struct nes_type_line *line;  /* being filled, or NULL */
    int glyph_cap, cluster_cap;
    double blanks;               /* at the end of the line being filled */
};

static bool begin_face(struct nes_type *type, struct face *face, struct nes_str file)
{
    hb_blob_t *blob = hb_blob_create(file.ptr, (unsigned)file.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *shape = hb_face_create(blob, 0);

    face->units = hb_face_get_upem(shape);
    face->shaped = hb_font_create(shape);
    hb_face_destroy(shape);
    hb_blob_destroy(blob);
    if (FT_New_Memory_Face(type->library, (const FT_Byte *)file.ptr, (FT_Long)file.len, 0, &face->letters) != 0) {
        return false;
    }
    face->drawn = cairo_ft_font_face_create_for_ft_face(face->letters, FT_LOAD_NO_HINTING);
    return cairo_font_face_status(face->drawn) == CAIRO_STATUS_SUCCESS;
}

struct nes_type *nes_type_begin(void)
{
    struct nes_type *type = calloc(1, sizeof(*type));
    bool fine;

    NES_ASSERT(type);
    fine = FT_Init_FreeType(&type->library) == 0 &&
           begin_face(type, &type->face[NES_REGULAR], (struct nes_str){ nes_font_regular, nes_font_regular_bytes }) &&
           begin_face(type, &type->face[NES_BOLD], (struct nes_str){ nes_font_bold, nes_font_bold_bytes });
    if (!fine) {
        nes_type_end(&type);
    }
    return type;
}

void nes_type_end(struct nes_type **type)
{
    for (size_t i = 0; *type && i < NES_WEIGHTS; i++) {
        cairo_font_face_destroy((*type)->face[i].drawn);
        hb_font_destroy((*type)->face[i].shaped);
    }
    if (*type) {
        /* cairo keeps scaled fonts of ours, and with them the faces, until it is told to forget them. */
        cairo_debug_reset_static_data();
        FT_Done_FreeType((*type)->library);
        free(*type);
        *type = NULL;
    }
}

static bool is_blank(char c)
{
    return c == ' ';
}

static bool is_figure(char c)
{
    return (c >= '0' && c <= '9') || c == '*';
}

/* A byte of one; of any but Latin, too. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (uint8_t)c >= 0x80;
}

/* A blank within a number, or behind a number sign or a list's number, is no place for a break: "+7 701 000 45 67",
 * "№ 17", "2) the". */
static bool holds_together(struct nes_str text, size_t at)
{
    struct nes_str before = nes_str_part(text, 0, at);

    return at > 0 && at + 1 < text.len &&
           ((is_figure(text.ptr[at - 1]) && is_figure(text.ptr[at + 1])) ||
            (at > 1 && text.ptr[at - 1] == ')' && is_figure(text.ptr[at - 2])) ||
            (before.len >= 3 && nes_str_is(nes_str_from(before, before.len - 3), "№")));
}

/* Behind a hyphen or slash between two parts of some length: "Нұрмұхамбетова-|Қасенова", but "3-пәтер", "K-2026-01". */
static bool may_part(struct nes_str text, size_t from, size_t at)
{
    const size_t least = 6; /* bytes: three letters of Cyrillic */

    return at - from > least && text.len > at + least && (text.ptr[at - 1] == '-' || text.ptr[at - 1] == '/') &&
           is_letter(text.ptr[at - 2]) && is_letter(text.ptr[at]);
}

/* Bytes of the first word of `text`: up to where a line may break, with the blanks there. */
static size_t word_bytes(struct nes_str text, size_t *inked)
{
    size_t at = 0, from = 0;

    while (at < text.len && (!is_blank(text.ptr[at]) || holds_together(text, at))) {
        from = is_blank(text.ptr[at]) ? at : from;
        at++;
        if (may_part(text, from, at)) {
            break;
        }
    }
    *inked = at;
    while (at < text.len && is_blank(text.ptr[at])) {
        at++;
    }
    return at;
}

static double scale(const struct breaking *breaking)
{
    return breaking->want->style.size / breaking->type->face[breaking->want->style.weight].units;
}

/* Two letters stay two: a hash that is copied from the paper must be the hash. */
static const hb_feature_t no_ligatures = { HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1 };

static void shape(struct breaking *breaking, struct word *word)
{
    struct nes_str lang = breaking->want->lang;
    const hb_glyph_position_t *positions;
    const hb_glyph_info_t *infos;
    unsigned count;

    hb_buffer_clear_contents(breaking->glyphs);
    hb_buffer_set_cluster_level(breaking->glyphs, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_buffer_add_utf8(breaking->glyphs, word->text.ptr, (int)word->text.len, 0, (int)word->text.len);
    hb_buffer_set_direction(breaking->glyphs, HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(breaking->glyphs);
    hb_buffer_set_language(breaking->glyphs, hb_language_from_string(lang.ptr, (int)lang.len));
    hb_shape(breaking->type->face[breaking->want->style.weight].shaped, breaking->glyphs, &no_ligatures, 1);
    positions = hb_buffer_get_glyph_positions(breaking->glyphs, &count);
    infos = hb_buffer_get_glyph_infos(breaking->glyphs, &count);
    word->glyphs = breaking->glyphs;
    word->width = word->inked_width = 0;
    for (unsigned i = 0; i < count; i++) {
        word->width += positions[i].x_advance * scale(breaking);
        word->inked_width += infos[i].cluster < word->inked ? positions[i].x_advance * scale(breaking) : 0;
    }
}

static void *grown(struct nes_arena *arena, void *old, size_t used_bytes, size_t bytes)
{
    void *room = nes_arena_take(arena, bytes);

    if (used_bytes > 0) {
        memcpy(room, old, used_bytes);
    }
    return room;
}

static void begin_line(struct breaking *breaking, const char *at)
{
    struct nes_type_text *text = breaking->text;

    if (text->count == breaking->line_cap) {
        breaking->line_cap = breaking->line_cap ? breaking->line_cap * 2 : 4;
        text->lines = grown(breaking->arena, text->lines, text->count * sizeof(*text->lines),
                            breaking->line_cap * sizeof(*text->lines));
    }
    breaking->line = &text->lines[text->count++];
    *breaking->line = (struct nes_type_line){ .text = { at, 0 } };
    breaking->glyph_cap = breaking->cluster_cap = 0;
    breaking->blanks = 0;
}

static void reserve(struct breaking *breaking, int more)
{
    struct nes_type_line *line = breaking->line;

    if (line->glyph_count + more > breaking->glyph_cap) {
        breaking->glyph_cap = 2 * (line->glyph_count + more);
        line->glyphs = grown(breaking->arena, line->glyphs, (size_t)line->glyph_count * sizeof(*line->glyphs),
                             (size_t)breaking->glyph_cap * sizeof(*line->glyphs));
    }
    if (line->cluster_count + more > breaking->cluster_cap) {
        breaking->cluster_cap = 2 * (line->cluster_count + more);
        line->clusters = grown(breaking->arena, line->clusters, (size_t)line->cluster_count * sizeof(*line->clusters),
                               (size_t)breaking->cluster_cap * sizeof(*line->clusters));
    }
}

/* A word behind those that the line has. */
static void append(struct breaking *breaking, const struct word *word)
{
    struct nes_type_line *line = breaking->line;
    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(word->glyphs, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(word->glyphs, &count);
    double by = scale(breaking), x = line->width + breaking->blanks;

    reserve(breaking, (int)count);
    for (unsigned i = 0; i < count; i++) {
        unsigned next = i + 1 < count ? infos[i + 1].cluster : (unsigned)word->text.len;
        bool same = i > 0 && infos[i].cluster == infos[i - 1].cluster;

        line->glyphs[line->glyph_count++] = (cairo_glyph_t){
            .index = infos[i].codepoint, .x = x + positions[i].x_offset * by, .y = -positions[i].y_offset * by
        };
        x += positions[i].x_advance * by;
        if (same) {
            line->clusters[line->cluster_count - 1].num_glyphs++;
            line->clusters[line->cluster_count - 1].num_bytes += (int)(next - infos[i].cluster);
        } else {
            line->clusters[line->cluster_count++] =
                (cairo_text_cluster_t){ .num_bytes = (int)(next - infos[i].cluster), .num_glyphs = 1 };
        }
    }
    line->text.len += word->text.len;
    line->width += breaking->blanks + word->inked_width;
    breaking->blanks = word->width - word->inked_width;
}

/* The blanks at its end stay: whoever reads the text aloud or copies it finds them between the words. */
static void end_line(struct breaking *breaking)
{
    struct nes_type_line *line = breaking->line;

    if (line && line->width > breaking->text->width) {
        breaking->text->width = line->width;
    }
    breaking->line = NULL;
}

static bool fits(const struct breaking *breaking, const struct word *word)
{
    return breaking->line->width + breaking->blanks + word->inked_width <= breaking->want->width + 0.01;
}

/* What may be parted: words; where one is too wide, what blanks held together in it; where that is, letters. */
enum grain { WORD, PART, LETTER };

/* Up to a blank of any kind, with it. */
static size_t part_bytes(struct nes_str text, size_t *inked)
{
    size_t at = 0;

    while (at < text.len && !is_blank(text.ptr[at]) && !nes_str_starts(nes_str_from(text, at), NES_STR("\xc2\xa0"))) {
        at++;
    }
    *inked = at;
    return at == text.len ? at : at + (is_blank(text.ptr[at]) ? 1 : 2);
}

static size_t letter_bytes(struct nes_str text, size_t *inked)
{
    size_t len = 1;

    while (len < text.len && ((uint8_t)text.ptr[len] & 0xc0) == 0x80) {
        len++;
    }
    *inked = is_blank(text.ptr[0]) ? 0 : len;
    return len;
}

static struct word first_word(struct nes_str text, enum grain grain)
{
    struct word word = { 0 };
    size_t len = grain == WORD   ? word_bytes(text, &word.inked)
                 : grain == PART ? part_bytes(text, &word.inked)
                                 : letter_bytes(text, &word.inked);

    word.text = nes_str_part(text, 0, len);
    return word;
}

static void next_line(struct breaking *breaking, const char *at)
{
    if (!breaking->line || breaking->line->glyph_count > 0) {
        end_line(breaking);
        begin_line(breaking, at);
    }
}

static void place(struct breaking *breaking, struct nes_str text, enum grain grain)
{
    while (text.len > 0) {
        struct word word = first_word(text, grain);

        text = nes_str_from(text, word.text.len);
        shape(breaking, &word);
        if (!breaking->line) {
            begin_line(breaking, word.text.ptr);
        }
        if (!fits(breaking, &word) && word.inked > 0) {
            bool wide = word.inked_width > breaking->want->width + 0.01;

            if (!wide || grain != WORD) {
                next_line(breaking, word.text.ptr);
            }
            if (wide && grain != LETTER) {
                place(breaking, word.text, grain + 1);
                continue;
            }
        }
        append(breaking, &word);
    }
}

struct nes_type_text nes_type_break(struct nes_type *type, struct nes_arena *arena, struct nes_str text,
                                    const struct nes_type_want *want)
{
    struct nes_type_text out = { .style = want->style };
    struct breaking breaking = { .type = type, .arena = arena, .want = want, .glyphs = hb_buffer_create(),
                                 .text = &out };

    place(&breaking, nes_str_trim(text), WORD);
    end_line(&breaking);
    hb_buffer_destroy(breaking.glyphs);
    return out;
}

double nes_type_word(struct nes_type *type, struct nes_arena *arena, struct nes_str text,
                     const struct nes_type_want *want)
{
    double most = 0;

    text = nes_str_trim(text);
    while (text.len > 0) {
        size_t inked, len = word_bytes(text, &inked);
        double width = nes_type_whole(type, arena, nes_str_part(text, 0, inked), want);

        most = width > most ? width : most;
        text = nes_str_from(text, len);
    }
    return most;
}

double nes_type_whole(struct nes_type *type, struct nes_arena *arena, struct nes_str text,
                      const struct nes_type_want *want)
{
    struct nes_type_want wide = *want;
    struct nes_arena_mark mark = nes_arena_mark(arena);
    double width;

    wide.width = 1e6;
    width = nes_type_break(type, arena, text, &wide).width;
    nes_arena_rewind(arena, mark);
    return width;
}

void nes_type_show(struct nes_type *type, cairo_t *cairo, const struct nes_style *style,
                   const struct nes_type_line *line)
{
    double x, y;

    cairo_set_font_face(cairo, type->face[style->weight].drawn);
    cairo_set_font_size(cairo, style->size);
    cairo_get_current_point(cairo, &x, &y);
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_show_text_glyphs(cairo, line->text.ptr, (int)line->text.len, line->glyphs, line->glyph_count,
                           line->clusters, line->cluster_count, 0);
    cairo_restore(cairo);
}

bool nes_type_has_ink(struct nes_type *type, uint32_t point)
{
    bool blank = point == ' ' || point == 0xa0 || point == 0x202f;

    for (size_t i = 0; i < NES_WEIGHTS; i++) {
        FT_Face face = type->face[i].letters;
        FT_UInt glyph = FT_Get_Char_Index(face, point);

        if (glyph == 0 || FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE) != 0 ||
            (face->glyph->outline.n_points == 0) != blank) {
            return false;
        }
    }
    return true;
}
