/* test/fault/deed.h: a small piece of work with something to lose: a deed moves an amount between two accounts. */
#pragma once
#include "calc/money.h"
#include "db/db.h"

struct nes_test_move {
    struct nes_id id;             /* the same id moves once, however often it is run */
    int32_t payer, payee;
    int64_t amount;
    int64_t runs;                 /* how often it ran */
    bool fresh;                   /* the last run was the one that moved */
};

#define NES_TEST_ACCOUNTS 8
#define NES_TEST_EACH     INT64_C(1'000'000'000)

/* Makes NES_TEST_ACCOUNTS accounts of NES_TEST_EACH; a call without self. */
struct nes_err nes_test_accounts(struct nes_tx *tx, void *none);
/* `self` is a struct nes_test_move. */
struct nes_err nes_test_move(struct nes_tx *tx, void *self);
/* Sums and deeds agree; a check for nes_rig_add_check. NULL, or int64_t * that takes the number of deeds. */
struct nes_err nes_test_books(struct nes_tx *tx, void *count);
