/* src/calc/loan_text.h: the terms of a loan as one line of text, for storing them exactly as signed and for comparing
 * versions of a product. "calc_version=1 principal=20000000 rate=9/25 method=annuity periods=12 ...": members in the
 * order of the table in loan_text.c, those that are zero (or the law's) left out; so equal terms give equal text.
 * Amounts in tiyn. The calendar is not part of it: it is the table of days off, the same for all loans. Pure. */
#pragma once
#include "base/arena.h"
#include "calc/loan.h"

/* The text lives in the arena. OUTPUT_FULL above 64 KiB (thousands of shares). */
struct nes_err nes_loan_text_write(struct nes_arena *arena, const struct nes_loan_terms *terms, struct nes_str *out);

/* The way back; what was written reads as equal terms. LOAN_FORM for anything else (`at` names the member where known).
 * Texts and arrays live in the arena; the calendar is left empty. Not checked further: nes_loan_check does that. */
struct nes_err nes_loan_text_read(struct nes_arena *arena, struct nes_str text, struct nes_loan_terms *out);
