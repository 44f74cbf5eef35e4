/* src/lending/loan_rig.h: loans for the tests of lending: one client, loans of 200 000.00 at 36 % for 12 months. */
#pragma once
#include "lending/loan.h"
#include "test/fault/rig.h"

#define LOAN_RIG_START "2026-01-15"
#define LOAN_RIG_MOST  40

struct loan_rig {
    struct nes_client client;
    struct nes_loan_id loans[LOAN_RIG_MOST];
    int32_t count;
};

/* A day from "2026-01-15". */
struct nes_date loan_rig_on(const char *text);
/* The clock stands at noon UTC of a day, which is the same day in Almaty. */
void loan_rig_stand(struct nes_rig *rig, struct nes_date date);
/* Calls: the books and the client; `count` loans, paid out today; the invariants of loans and books. */
struct nes_err loan_rig_client(struct nes_tx *tx, void *made);
struct nes_err loan_rig_open(struct nes_tx *tx, void *made);
struct nes_err loan_rig_examine(struct nes_tx *tx, void *none);

/* A call that adds an event, with the record after it. */
struct loan_rig_deed {
    struct nes_loan_id loan;
    struct nes_event event;
    struct nes_loan_record record;
};
struct nes_err loan_rig_add(struct nes_tx *tx, void *deed);

/* Calls: folds, then posts, a chunk of a night. */
struct loan_rig_night {
    struct nes_date day;
    struct nes_night_chunk chunk;
    int32_t size;
    bool again;
};
struct nes_err loan_rig_night_fold(struct nes_tx *tx, void *night);
struct nes_err loan_rig_night_post(struct nes_tx *tx, void *night);
