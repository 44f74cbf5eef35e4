/* test/fault/load.h: many clients that move amounts and write down what they were told. */
#pragma once
#include <stdatomic.h>
#include <stdint.h>

#include "db/db.h"
#include "test/fault/rig.h"

enum nes_heard {
    NES_HEARD_DONE = 1,
    NES_HEARD_FAILED,     /* nothing of it may be there */
    NES_HEARD_UNKNOWN,    /* DB_UNKNOWN, or nothing at all */
};

/* One line of the log; short enough that one write to a pipe is whole. */
struct nes_load_line {
    struct nes_id id;
    uint8_t heard;
};

struct nes_load {
    struct nes_db *db;
    uint32_t round;       /* makes the ids of this load its own */
    int clients, moves;   /* so many threads, so many moves each */
    void (*told)(void *self, const struct nes_load_line *line); /* on the threads of the clients */
    void *self;
    atomic_bool stop;     /* a test sets it to end early */
};

/* Runs all and waits. */
void nes_load_run(struct nes_load *load);

/* A growing list of lines, and the check of it: DONE is there once, FAILED is not there, and the books are whole. */
struct nes_load_log {
    struct nes_load_line *lines;
    int64_t len, cap;
};
void nes_load_log_add(struct nes_load_log *log, const struct nes_load_line *line);
void nes_load_log_check(const struct nes_load_log *log, struct nes_rig *rig);
void nes_load_log_end(struct nes_load_log *log);
int64_t nes_load_log_count(const struct nes_load_log *log, enum nes_heard heard);
