/* src/lending/night.h: runs the night of a day over all loans, chunk by chunk: each is folded on a snapshot and posted
 * in a short transaction. Killed anywhere and run again, the result is the same. */
#pragma once
#include "db/db.h"
#include "lending/loan.h"

struct nes_night_run {
    struct nes_db *db;
    struct nes_clock clock;
    struct nes_rand rand;
    int32_t size;                                   /* loans of a chunk; 0: 2 000 */
    /* First statement of each transaction of a job (its lease); NULL where there is none. */
    struct nes_err (*guard)(struct nes_tx *tx, const void *self);
    /* After each chunk (the job prolongs its lease); may be NULL. */
    struct nes_err (*between)(const void *self);
    const void *self;
};

struct nes_night_told {
    int64_t nights, loans, late, chunks;            /* late: loans that became late */
};

/* All nights that are still to come up to and with `day`, in order. */
struct nes_err nes_nights_run(const struct nes_night_run *run, struct nes_date day, struct nes_night_told *told);
