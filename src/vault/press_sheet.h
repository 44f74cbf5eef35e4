/* src/vault/press_sheet.h: a document as the press draws it: a neutral tree of blocks in two languages side by side.
 * It knows no domain. Its bytes, version 1, are also what a document's hash is taken of and what may be stored:
 *
 * sheet:    u8 version | body | text mark | u32 count | evidence blocks
 * body:     text kind | u64 made_us | text code of each language | u32 count | blocks | u8 has table | table
 * block:    u8 kind | text number | text of each language | value of each language
 * table:    u32 columns | u32 rows | heads (each in each language) | cells row by row | totals
 */
#pragma once
#include "vault/wire.h"

#define NES_SHEET_VERSION     1
#define NES_SHEET_LANGS       2
#define NES_SHEET_BLOCKS_MAX  1'000
#define NES_SHEET_ROWS_MAX    1'400
#define NES_SHEET_COLUMNS_MAX 8
#define NES_SHEET_TEXT_MAX    8'000        /* bytes of one text */
#define NES_SHEET_BYTES_MAX   (2u << 20)

enum nes_sheet_kind {
    NES_SHEET_TITLE = 1,
    NES_SHEET_SUBTITLE,
    NES_SHEET_HEAD,       /* of a section, with its number */
    NES_SHEET_CLAUSE,     /* with its number */
    NES_SHEET_PARA,
    NES_SHEET_ROW,        /* text is the label, value what it is */
    NES_SHEET_STRONG,     /* a row in large bold letters */
    NES_SHEET_BOX,        /* a frame around what follows up to BOX_END; boxes do not nest */
    NES_SHEET_BOX_END,
    NES_SHEET_PAGE,       /* ends the first page; what stands before and does not fit on it is refused (SHEET_LARGE) */
    NES_SHEET_TABLE,      /* here stands the sheet's table */
    NES_SHEET_KINDS,
};

struct nes_sheet_text {
    struct nes_str in[NES_SHEET_LANGS];
};

struct nes_sheet_block {
    enum nes_sheet_kind kind;
    struct nes_str number;                     /* "2.1" or empty */
    struct nes_sheet_text text;
    struct nes_sheet_text value;               /* ROW and STRONG only */
};

/* Cells are the same in all languages: numbers, dates, amounts. */
struct nes_sheet_table {
    size_t columns, rows;
    const struct nes_sheet_text *head;         /* one a column */
    const struct nes_str *cells;               /* rows × columns */
    const struct nes_str *total;               /* one a column; may be empty text */
};

struct nes_sheet {
    struct nes_str kind;                           /* "contract" */
    int64_t made_us;                               /* the document's own time: the PDF's date, never the clock's */
    struct nes_str lang[NES_SHEET_LANGS];          /* "kk", "ru" */
    const struct nes_sheet_block *blocks;
    size_t count;
    const struct nes_sheet_table *table;           /* NULL: none */
    struct nes_str mark;                           /* stands at the foot of each page: the hash of the body */
    const struct nes_sheet_block *evidence;        /* how it was signed; no part of the body */
    size_t evidence_count;
};

/* What the hash is taken of: all but mark and evidence. */
void nes_sheet_write_body(struct nes_buf *buf, const struct nes_sheet *sheet);
void nes_sheet_write(struct nes_buf *buf, const struct nes_sheet *sheet);

/* Reads bytes of any origin and checks every bound, letter and pairing of boxes. Texts point into `bytes`, the rest
 * lives in the arena. SHEET_FORM, SHEET_LARGE, SHEET_LETTER (the document holds a letter that cannot be printed). */
struct nes_err nes_sheet_read(struct nes_arena *arena, struct nes_str bytes, struct nes_sheet *out);

/* Whether every letter of a text is one that the bundled fonts have and that reads from left to right: Latin, Greek,
 * Cyrillic, punctuation, signs of currencies. No controls (no line feed, tab), no invisible or turning marks. */
bool nes_sheet_printable(struct nes_str text);
