/* test/night/many_loans.h: a portfolio made from a seed: loans of the last year with their payments, some late. */
#pragma once
#include "db/db.h"
#include "lending/loan.h"

struct nes_many_loans {
    struct nes_db *db;
    struct nes_clock clock;
    struct nes_rand rand;
    int32_t loans;
    struct nes_client_id client;   /* the borrower of all; set here */
    int64_t rows, events;          /* written; set here */
};

/* Opens the books of an empty database and writes the loans, 200 a transaction. Ends the program where it cannot. */
void nes_many_loans_make(struct nes_many_loans *many);
