/* src/app/schedule_write.h: writing JSON directly, without a tree. */
#pragma once
#include <stdbool.h>

#include "app/schedule_read.h"
#include "base/str.h"
#include "calc/date.h"
#include "calc/money.h"

/* "text" with what JSON wants escaped; bytes that are not UTF-8 become U+FFFD. */
void schedule_put_text(struct nes_buf *out, struct nes_str text);
/* "name": after a comma, unless the byte before opens an object or array. */
void schedule_put_name(struct nes_buf *out, const char *name);
void schedule_put_money(struct nes_buf *out, const char *name, struct nes_money amount);
void schedule_put_date(struct nes_buf *out, const char *name, struct nes_date date);
void schedule_put_int(struct nes_buf *out, const char *name, int64_t number);
void schedule_put_bool(struct nes_buf *out, const char *name, bool value);
void schedule_put_percent(struct nes_buf *out, const char *name, struct nes_ratio ratio, int decimals);
void schedule_put_word(struct nes_buf *out, const char *name, const char *word);

/* The object of RFC 9457 that names every faulty member. */
void schedule_put_problem(struct nes_buf *out, const struct schedule_faults *faults);
