/* src/db/postgres_text.h: values in PostgreSQL's binary form, and what its errors mean. Private to src/db. */
#pragma once
#include <libpq-fe.h>

#include "db/engine.h"

/* The parameters of one statement as libpq takes them. Borrows from the values. */
struct nes_pg_params {
    const char *ptr[NES_COLUMNS_MAX];
    int len[NES_COLUMNS_MAX], form[NES_COLUMNS_MAX];
    unsigned char number[NES_COLUMNS_MAX][8];
};

Oid nes_pg_oid(enum nes_slot_type type);
/* Of a parameter: an array where the query takes a batch. */
Oid nes_pg_oid_taken(const struct nes_query *query, size_t nr);
void nes_pg_write(struct nes_pg_params *params, const struct nes_value *values, size_t len);
/* One column of one row; the value borrows from `from`. DB_FAULT where the server gives another type. */
struct nes_err nes_pg_read(const PGresult *from, int row, int column, const struct nes_slot *slot,
                           struct nes_value *out);

struct nes_pg_verdict {
    struct nes_err err;
    bool lost;                    /* the connection is of no use any more */
    bool collided;                /* 40001 or 40P01: run again */
};
struct nes_pg_verdict nes_pg_judge(const PGresult *result, struct nes_arena *arena);
