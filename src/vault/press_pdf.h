/* src/vault/press_pdf.h: what the drawing library leaves out of a tagged PDF: which language a part is in. */
#pragma once
#include "base/str.h"

/* Languages of the sections and tables of a document, in the order in which they were begun. */
struct nes_pdf_langs {
    struct nes_arena *arena;
    struct nes_pdf_lang {
        struct nes_str code;
        bool table;
    } *of;
    size_t count, cap;
};

struct nes_pdf_langs nes_pdf_langs_begin(struct nes_arena *arena);
void nes_pdf_langs_add(struct nes_pdf_langs *langs, struct nes_str code, bool table);

/* Writes a PDF of cairo 1.16 anew with /Lang of the whole (the first language) and of each section, and with the wish
 * that its title is shown (ISO 32000-1, 14.9.2, 12.2). False: it is not such a PDF. */
bool nes_pdf_finish(struct nes_arena *arena, struct nes_str pdf, const struct nes_pdf_langs *langs,
                    struct nes_str *out);
