/* src/paper/paper.h: documents from templates: contract, schedule, receipt, notice, certificate, application, in
 * Kazakh and Russian. Figures go in, a model comes out; the model gives the PDF (languages side by side), the page
 * (languages as tabs), and the hash that is signed. Kinds and figures stand in paper/paper.def.
 *
 * Filling is pure: same figures, same model, same hash, same PDF, byte for byte. What is stored is the PDF, and with it
 * the bytes of the model (nes_paper_write), from which the page is shown at any later time, whatever the templates
 * have become. Drawing takes some 20 ms in the press: do it in `prepare` or an errand, never in a transaction.
 */
#pragma once
#include "calc/schedule.h"
#include "crypto/hash.h"
#include "json/json.h"
#include "vault/press.h"
#include "vault/press_sheet.h"

enum nes_paper_kind {
    NES_PAPER_NONE,
#define PAPER(KIND, name, lists) NES_PAPER_##KIND,
#define FIGURE(KIND, name, form)
#define OPTION(KIND, name, form)
#include "paper/paper.def" /* NES_PAPER_CONTRACT, NES_PAPER_RECEIPT, … */
#undef PAPER
#undef FIGURE
#undef OPTION
    NES_PAPER_KINDS,
};

/* "contract", as in paper.def, in the page and in the vault's class. */
const char *nes_paper_name(enum nes_paper_kind kind);
/* False if no kind has this name. */
bool nes_paper_named(struct nes_str name, enum nes_paper_kind *out);

/* Characters of a text figure: what is longer belongs into a document of its own. */
#define NES_PAPER_TEXT_MAX 300

enum nes_paper_form {
    NES_PAPER_FORM_TEXT = 1,
    NES_PAPER_FORM_WORD,
    NES_PAPER_FORM_MONEY,
    NES_PAPER_FORM_DATE,
    NES_PAPER_FORM_INSTANT,
    NES_PAPER_FORM_RATE,
    NES_PAPER_FORM_TERM,
    NES_PAPER_FORM_COUNT,
    NES_PAPER_FORM_FLAG,
    NES_PAPER_FORMS,
};

/* A figure that a template names. Make it with one of the macros below. */
struct nes_paper_figure {
    const char *name;
    enum nes_paper_form form;
    struct nes_str kk, ru;       /* TEXT; WORD: the value, in kk */
    int64_t number;              /* tiyn, day, microseconds, count; RATE: over; TERM: days */
    int64_t under;               /* RATE; TERM: months */
};

#define NES_PAPER_TEXT(name_, text_)                                                                                   \
    { .name = (name_), .form = NES_PAPER_FORM_TEXT, .kk = text_, .ru = text_ }
#define NES_PAPER_BOTH(name_, kk_, ru_)                                                                                \
    { .name = (name_), .form = NES_PAPER_FORM_TEXT, .kk = kk_, .ru = ru_ }
#define NES_PAPER_WORD(name_, value_) { .name = (name_), .form = NES_PAPER_FORM_WORD, .kk = value_ }
#define NES_PAPER_MONEY(name_, amount_)                                                                                \
    { .name = (name_), .form = NES_PAPER_FORM_MONEY, .number = (amount_).tiyn }
#define NES_PAPER_DATE(name_, date_) { .name = (name_), .form = NES_PAPER_FORM_DATE, .number = (date_).day }
#define NES_PAPER_INSTANT(name_, instant_us_)                                                                          \
    { .name = (name_), .form = NES_PAPER_FORM_INSTANT, .number = (instant_us_) } /* shown in Almaty's time */
#define NES_PAPER_RATE(name_, ratio_)                                                                                  \
    { .name = (name_), .form = NES_PAPER_FORM_RATE, .number = (ratio_).over, .under = (ratio_).under }
#define NES_PAPER_MONTHS(name_, months_) { .name = (name_), .form = NES_PAPER_FORM_TERM, .under = (months_) }
#define NES_PAPER_DAYS(name_, days_) { .name = (name_), .form = NES_PAPER_FORM_TERM, .number = (days_) }
#define NES_PAPER_COUNT(name_, count_) { .name = (name_), .form = NES_PAPER_FORM_COUNT, .number = (count_) }
#define NES_PAPER_FLAG(name_) { .name = (name_), .form = NES_PAPER_FORM_FLAG }

/* A figure that applies only sometimes: one of {0} (no name) is passed over. */

/* What goes in. Nothing is kept beyond the call but texts that are copied into the arena. */
struct nes_paper_input {
    enum nes_paper_kind kind;
    int64_t made_us;                             /* the document's own time; becomes the PDF's date */
    const struct nes_paper_figure *figures;      /* in any order */
    size_t count;
    const struct nes_row *rows;                  /* SCHEDULE: as agreed; payouts (nr 0) among them */
    int32_t row_count;
    /* ENTRIES and EVIDENCE: rows whose label is the sentence of the figure's name in words.tsv (any folder's key;
     * `paper.entry.*` holds the usual ones). The document's hash needs no row: it is always shown. */
    const struct nes_paper_figure *entries, *evidence;
    size_t entry_count, evidence_count;          /* no evidence: contract and schedule say that they are drafts */
};

/* A document, ready to be shown. Lives in the arena. */
struct nes_paper_model {
    enum nes_paper_kind kind;
    struct nes_sheet sheet;
    struct nes_hash hash;        /* of all but the evidence: the same before and after signing; stands on each page */
};

/* Fills the template of the kind. `at` of a fault names the figure.
 * PAPER_FIGURE_MISSING, PAPER_FIGURE_UNKNOWN (the template does not use it), PAPER_FIGURE_TWICE, PAPER_FIGURE_FORM (not
 * of the form of paper.def, an unknown word, or a rate that is not exact to six decimals of a percent);
 * PAPER_SCHEDULE (rows missing, not wanted, or sums that do not meet); SHEET_LETTER (a text holds a letter that cannot
 * be printed); SHEET_LARGE (a text is longer than NES_PAPER_TEXT_MAX). */
struct nes_err nes_paper_fill(const struct nes_crypto *crypto, struct nes_arena *arena,
                              const struct nes_paper_input *input, struct nes_paper_model *out);

/* Says in a model, in place of what it said before, how it was signed; its hash stays. For a model that was read back
 * and is signed now. count 0: as nes_paper_fill without evidence. PAPER_FIGURE_*, SHEET_*. */
struct nes_err nes_paper_sign(struct nes_arena *arena, const struct nes_paper_figure *evidence, size_t count,
                              struct nes_paper_model *model);

/* The hash computed anew from the model's bytes. */
struct nes_hash nes_paper_hash(const struct nes_crypto *crypto, struct nes_arena *arena,
                               const struct nes_paper_model *model);

/* The PDF, in the arena: tagged, fonts embedded, dated by `made_us`. Asks the press: never inside a transaction.
 * SHEET_*, PRESS_DIED, PRESS_SLOW, HELPER_DOWN. */
struct nes_err nes_paper_pdf(struct nes_press *press, struct nes_arena *arena, const struct nes_paper_model *model,
                             struct nes_str *out);

/* The page for the browser, as one JSON value; docs/paper.md says its form. */
void nes_paper_page(struct nes_json *json, const struct nes_paper_model *model);

/* The model's bytes, to be stored beside the PDF, and back. Reading: PAPER_KIND, PAPER_CHANGED (the hash inside is not
 * that of the body), SHEET_*. Texts point into `bytes`. */
struct nes_err nes_paper_write(struct nes_arena *arena, const struct nes_paper_model *model, struct nes_str *out);
struct nes_err nes_paper_read(const struct nes_crypto *crypto, struct nes_arena *arena, struct nes_str bytes,
                              struct nes_paper_model *out);
