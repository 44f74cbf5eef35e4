#include "base/log.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *const level_names[] = { "debug", "info", "warn", "error" };

struct line {
    size_t len;
    bool full;
    char text[4096];
};

/* Room for the closing `,"cut":true}` and newline is always kept. */
#define TAIL 16

static void put(struct line *line, const char *text, size_t len)
{
    if (line->full || len > sizeof(line->text) - TAIL - line->len) {
        line->full = true;
        return;
    }
    memcpy(line->text + line->len, text, len);
    line->len += len;
}

static void putz(struct line *line, const char *text)
{
    put(line, text, strlen(text));
}

static void put_quoted(struct line *line, struct nes_str text)
{
    putz(line, "\"");
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        char escaped[8];

        if (c == '"' || c == '\\') {
            put(line, (const char[]){ '\\', (char)c }, 2);
        } else if (c < 0x20 || c == 0x7f) {
            put(line, escaped, (size_t)snprintf(escaped, sizeof(escaped), "\\u%04x", c));
        } else {
            put(line, text.ptr + i, 1);
        }
    }
    putz(line, "\"");
}

static void put_time(struct line *line, int64_t now_us)
{
    time_t seconds = (time_t)(now_us / 1'000'000);
    struct tm tm;
    char text[64];
    int len;

    gmtime_r(&seconds, &tm);
    len = snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", tm.tm_year + 1900, tm.tm_mon + 1,
                   tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, (int)(now_us % 1'000'000));
    put(line, text, (size_t)len);
}

static void put_field(struct line *line, const struct nes_log_field *field)
{
    size_t before = line->len;
    char number[24];

    putz(line, ",\"");
    putz(line, field->name);
    putz(line, "\":");
    if (field->kind == NES_LOG_IS_STR && nes_str_utf8(field->str)) {
        put_quoted(line, field->str);
    } else if (field->kind == NES_LOG_IS_STR) {
        putz(line, "\"(not UTF-8)\"");
    } else {
        put(line, number, (size_t)snprintf(number, sizeof(number), "%lld", (long long)field->number));
    }
    line->len = line->full ? before : line->len;
}

void nes_log_write(const struct nes_log *log, enum nes_level level, const char *event,
                   const struct nes_log_field *fields)
{
    struct line line = { 0 };
    const char *end;

    if (level < log->least) {
        return;
    }
    putz(&line, "{\"ts\":\"");
    put_time(&line, nes_clock_now(&log->clock));
    putz(&line, "\",\"level\":\"");
    putz(&line, level_names[level]);
    putz(&line, "\",\"event\":\"");
    putz(&line, event);
    putz(&line, "\"");
    for (; fields->kind != NES_LOG_END && !line.full; fields++) {
        put_field(&line, fields);
    }
    end = line.full ? ",\"cut\":true}\n" : "}\n";
    memcpy(line.text + line.len, end, strlen(end));
    log->write(log->self, (struct nes_str){ line.text, line.len + strlen(end) });
}

static void write_fd(void *self, struct nes_str line)
{
    const int *fd = self;
    ssize_t written = write(*fd, line.ptr, line.len);

    (void)written; /* a log that cannot be written must not stop the work; the metric of lines tells */
}

struct nes_log nes_log_to(int *fd, enum nes_level least)
{
    return (struct nes_log){ .clock = nes_clock_real(), .least = least, .write = write_fd, .self = fd };
}
