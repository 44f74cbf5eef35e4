#include "db/postgres_text.h"

#include <string.h>

enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_DATE = 1082,
    OID_BOOLS = 1000,
    OID_BYTEAS = 1001,
    OID_INT4S = 1007,
    OID_TEXTS = 1009,
    OID_INT8S = 1016,
    OID_DATES = 1182,
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

Oid nes_pg_oid_taken(const struct nes_query *query, size_t nr)
{
    static const Oid arrays[] = {
        [NES_SLOT_INT64] = OID_INT8S, [NES_SLOT_INT32] = OID_INT4S,  [NES_SLOT_BOOL] = OID_BOOLS,
        [NES_SLOT_TEXT] = OID_TEXTS,  [NES_SLOT_BYTES] = OID_BYTEAS, [NES_SLOT_DATE] = OID_DATES,
        [NES_SLOT_ID] = OID_BYTEAS,
    };
    enum nes_slot_type type = query->takes[nr].type;

    return query->batch_bytes > 0 ? arrays[type] : nes_pg_oid(type);
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

/* The bytes of one value that is not NULL: in `number` or where they stand. */
static struct nes_str bytes_of(const struct nes_value *value, unsigned char number[8])
{
    uint64_t plain = (uint64_t)value->number;
    int len = 0;

    switch (value->type) {
    case NES_SLOT_INT64:
        len = put(number, plain, 8);
        break;
    case NES_SLOT_INT32:
        len = put(number, plain, 4);
        break;
    case NES_SLOT_BOOL:
        len = put(number, plain, 1);
        break;
    case NES_SLOT_DATE:
        len = put(number, (uint64_t)(value->number - DAY_OF_2000), 4);
        break;
    case NES_SLOT_TEXT:
    case NES_SLOT_BYTES:
    case NES_SLOT_ID:
        NES_ASSERT(value->bytes.len <= INT32_MAX);
        return (struct nes_str){ value->bytes.ptr ? value->bytes.ptr : "", value->bytes.len };
    }
    return (struct nes_str){ (const char *)number, (size_t)len };
}

void nes_pg_write(struct nes_pg_params *params, const struct nes_value *values, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        struct nes_str bytes = { 0 };

        if (!values[i].null) {
            bytes = bytes_of(&values[i], params->number[i]);
        }
        params->form[i] = 1;
        params->ptr[i] = bytes.ptr;
        params->len[i] = (int)bytes.len;
    }
}

/* Dimensions, a flag for NULL, type, length, lower bound; then each value behind its length, NULL as -1. */
struct nes_str nes_pg_array(struct nes_arena *arena, const struct nes_value *values, size_t len)
{
    enum { HEAD = 20, LENGTH = 4 };
    unsigned char number[8], *bytes, *to;
    size_t room = HEAD;

    NES_ASSERT(len > 0 && len <= INT32_MAX);
    for (size_t i = 0; i < len; i++) {
        room += LENGTH + (values[i].null ? 0 : bytes_of(&values[i], number).len);
    }
    NES_ASSERT(room <= INT32_MAX);
    bytes = nes_arena_take(arena, room);
    to = bytes + put(bytes, 1, 4);
    to += put(to, 1, 4);
    to += put(to, nes_pg_oid(values[0].type), 4);
    to += put(to, len, 4);
    to += put(to, 1, 4);
    for (size_t i = 0; i < len; i++) {
        struct nes_str value = { 0 };

        if (!values[i].null) {
            value = bytes_of(&values[i], number);
        }
        to += put(to, values[i].null ? UINT32_MAX : value.len, LENGTH);
        if (value.len > 0) {
            memcpy(to, value.ptr, value.len);
            to += value.len;
        }
    }
    return (struct nes_str){ (const char *)bytes, room };
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
