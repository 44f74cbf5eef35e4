#include "db/postgres_text.h"

#include <string.h>

enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_DATE = 1082,
    DAY_OF_2000 = 730'120,        /* PostgreSQL counts days from 2000-01-01, nes_date from 0001-01-01 as 1 */
};

Oid nes_pg_oid(enum nes_slot_type type)
{
    static const Oid oids[] = {
        [NES_SLOT_INT64] = OID_INT8, [NES_SLOT_INT32] = OID_INT4,  [NES_SLOT_BOOL] = OID_BOOL,
        [NES_SLOT_TEXT] = OID_TEXT,  [NES_SLOT_BYTES] = OID_BYTEA, [NES_SLOT_DATE] = OID_DATE,
        [NES_SLOT_ID] = OID_BYTEA,
    };

    return oids[type];
}

static int put(unsigned char *to, uint64_t number, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        to[i] = (unsigned char)(number >> (8 * (bytes - 1 - i)));
    }
    return bytes;
}

static int64_t get(const char *from, int bytes)
{
    uint64_t number = (unsigned char)from[0] & 0x80 ? UINT64_MAX : 0;

    for (int i = 0; i < bytes; i++) {
        number = number << 8 | (unsigned char)from[i];
    }
    return (int64_t)number;
}

void nes_pg_write(struct nes_pg_params *params, const struct nes_value *values, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const struct nes_value *value = &values[i];

        params->form[i] = 1;
        params->len[i] = 0;
        params->ptr[i] = value->null ? NULL : (const char *)params->number[i];
        if (value->null) {
            continue;
        }
        switch (value->type) {
        case NES_SLOT_INT64:
            params->len[i] = put(params->number[i], (uint64_t)value->number, 8);
            break;
        case NES_SLOT_INT32:
            params->len[i] = put(params->number[i], (uint64_t)value->number, 4);
            break;
        case NES_SLOT_BOOL:
            params->len[i] = put(params->number[i], (uint64_t)value->number, 1);
            break;
        case NES_SLOT_DATE:
            params->len[i] = put(params->number[i], (uint64_t)(value->number - DAY_OF_2000), 4);
            break;
        case NES_SLOT_TEXT:
        case NES_SLOT_BYTES:
        case NES_SLOT_ID:
            NES_ASSERT(value->bytes.len <= INT32_MAX);
            params->ptr[i] = value->bytes.ptr ? value->bytes.ptr : "";
            params->len[i] = (int)value->bytes.len;
            break;
        }
    }
}

struct nes_err nes_pg_read(const PGresult *from, int row, int column, const struct nes_slot *slot,
                           struct nes_value *out)
{
    const char *bytes = PQgetvalue(from, row, column);
    int len = PQgetlength(from, row, column);

    *out = (struct nes_value){ .type = slot->type, .null = PQgetisnull(from, row, column) != 0 };
    if (PQftype(from, column) != nes_pg_oid(slot->type)) {
        return NES_FAIL(DB_FAULT, slot->name);
    }
    if (out->null) {
        return NES_FINE;
    }
    switch (slot->type) {
    case NES_SLOT_INT64:
    case NES_SLOT_INT32:
    case NES_SLOT_BOOL:
        out->number = get(bytes, len);
        break;
    case NES_SLOT_DATE:
        out->number = get(bytes, len) + DAY_OF_2000;
        break;
    case NES_SLOT_TEXT:
    case NES_SLOT_BYTES:
    case NES_SLOT_ID:
        out->bytes = (struct nes_str){ .ptr = bytes, .len = (size_t)len };
        break;
    }
    return NES_FINE;
}

static const struct {
    const char *state;            /* SQLSTATE, or the first letters of it; the first match counts */
    const struct nes_fault *fault;
    bool lost, collided;
} meanings[] = {
    { "40001", &nes_fault_DB_CONFLICT, .collided = true },
    { "40P01", &nes_fault_DB_CONFLICT, .collided = true },
    { "55P03", &nes_fault_DB_CONFLICT, .lost = false },  /* lock_timeout */
    { "23505", &nes_fault_DB_CONFLICT, .lost = false },
    { "23", &nes_fault_DB_CHECK, .lost = false },
    { "22", &nes_fault_DB_CHECK, .lost = false },        /* out of range, text that is not UTF-8 */
    { "P0", &nes_fault_DB_CHECK, .lost = false },
    { "53100", &nes_fault_DB_FULL, .lost = false },
    { "57014", &nes_fault_DB_BUSY, .lost = false },      /* statement_timeout */
    { "57P", &nes_fault_DB_FAULT, .lost = true },        /* the server goes down or ends this connection */
    { "25P03", &nes_fault_DB_FAULT, .lost = true },
    { "08", &nes_fault_DB_FAULT, .lost = true },
    { "0A000", &nes_fault_DB_FAULT, .lost = true },      /* a cached plan after a migration: connect anew */
    { "", &nes_fault_DB_FAULT, .lost = false },
};

/* The reason is a constraint or an SQLSTATE: the sentences of the server may hold values. */
struct nes_pg_verdict nes_pg_judge(const PGresult *result, struct nes_arena *arena)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
    size_t at = 0;

    if (!state) {
        return (struct nes_pg_verdict){ NES_FAIL(DB_FAULT, "the connection to PostgreSQL is lost"), .lost = true };
    }
    while (strncmp(meanings[at].state, state, strlen(meanings[at].state)) != 0) {
        at++;
    }
    return (struct nes_pg_verdict){
        .err = { .what = meanings[at].fault, .at = nes_str_z(arena, nes_str_of(constraint ? constraint : state)) },
        .lost = meanings[at].lost,
        .collided = meanings[at].collided,
    };
}
