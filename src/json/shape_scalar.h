/* src/json/shape_scalar.h: how one member is read from text and bounded; shared by the readers of JSON and
 * of queries. */
#pragma once
#include "json/shape.h"

/* Why a value does not fit, with the bound that was broken. what NULL: it fits. */
struct nes_misfit {
    const struct nes_fault *what;
    int64_t limit;
    bool has_limit;
};

/* Default bounds where the table names none. */
#define NES_TEXT_MAX 255
#define NES_LIST_MAX 100

int64_t nes_field_max(const struct nes_field *field);
int64_t nes_field_min(const struct nes_field *field);
/* True for members that JSON gives as a string. */
bool nes_field_textual(const struct nes_field *field);
/* Characters of a text, bytes of what is base64, rows of a list. */
struct nes_misfit nes_field_take_length(const struct nes_field *field, size_t len);
struct nes_misfit nes_field_take_text(const struct nes_field *field, struct nes_arena *arena, struct nes_str text,
                                      void *member);
struct nes_misfit nes_field_take_int(const struct nes_field *field, int64_t number, void *member);
/* Sets the companion has_<member>, where there is one. */
void nes_field_mark(const struct nes_field *field, void *owner);
