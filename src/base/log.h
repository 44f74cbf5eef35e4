/* src/base/log.h: one event a line, as JSON, in UTC, without personal data (nes_secret does not fit in). */
#pragma once
#include <stdint.h>

#include "base/clock.h"
#include "base/str.h"

enum nes_level { NES_LEVEL_DEBUG, NES_LEVEL_INFO, NES_LEVEL_WARN, NES_LEVEL_ERROR };

/* Where lines go. Lines of one log never mix, whichever thread writes. `write` takes one whole line with its \n. */
struct nes_log {
    struct nes_clock clock;
    enum nes_level least;
    void (*write)(void *self, struct nes_str line);
    void *self;
};

/* To a file descriptor (2 for standard error); each line is one write(2). */
struct nes_log nes_log_to(int *fd, enum nes_level least);

enum nes_log_kind { NES_LOG_END, NES_LOG_IS_STR, NES_LOG_IS_INT };
struct nes_log_field {
    enum nes_log_kind kind;
    const char *name;
    struct nes_str str;
    int64_t number;
};

#define NES_LOG_STR(name_, value) { .kind = NES_LOG_IS_STR, .name = (name_), .str = (value) }
#define NES_LOG_Z(name_, value)   { .kind = NES_LOG_IS_STR, .name = (name_), .str = nes_str_of(value) }
#define NES_LOG_INT(name_, value) { .kind = NES_LOG_IS_INT, .name = (name_), .number = (value) }

/* NES_LOG(log, INFO, "repayment.added", NES_LOG_STR("loan", id), NES_LOG_INT("tries", 1)); the event is object.verb. */
#define NES_LOG(log, level, ...) NES_LOG_(log, level, __VA_ARGS__, { .kind = NES_LOG_END })
#define NES_LOG_(log, level, event, ...)                                                                               \
    nes_log_write((log), NES_LEVEL_##level, (event), (const struct nes_log_field[]){ __VA_ARGS__ })

/* A line over 4 KiB loses its last fields and says so ("cut":true). Never fails. */
void nes_log_write(const struct nes_log *log, enum nes_level level, const char *event,
                   const struct nes_log_field *fields);
