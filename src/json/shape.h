/* src/json/shape.h: tables that say how a C struct looks as JSON. One table reads and checks input (all faulty fields
 * at once), writes output, and describes itself as JSON Schema.
 *
 * The JSON type follows from the member's C type:
 *   struct nes_str text · struct nes_secret text that is only ever read · int64_t, int32_t integer · bool boolean
 *   struct nes_money "150000.00" · struct nes_date "2026-01-05" · struct nes_id and each wrapped id: UUID
 *   an enum with .choices · int64_t with .instant "2026-01-05T10:00:00.000000Z" · nes_str with .base64 bytes
 *   struct nes_texts list of texts · a nested struct with .shape · NES_LIST: any struct { rows; len } with .each */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/str.h"
#include "calc/date.h"
#include "calc/money.h"
#include "json/json.h"
#include "json/json_faults.h"

struct nes_texts {
    struct nes_str *rows;
    size_t len;
};

enum nes_kind {
    NES_KIND_OTHER, /* a nested struct; needs .shape */
    NES_KIND_TEXT,
    NES_KIND_SECRET,
    NES_KIND_INT,
    NES_KIND_INT32,
    NES_KIND_BOOL,
    NES_KIND_MONEY,
    NES_KIND_DATE,
    NES_KIND_ID,
    NES_KIND_CHOICE,
    NES_KIND_TEXTS,
    NES_KIND_LIST
};

/* How much of a text an answer shows. */
enum nes_mask {
    NES_MASK_NONE,
    NES_MASK_LAST4,  /* "•••• 1234" */
    NES_MASK_FIRST,  /* "А•••" */
    NES_MASK_ALL     /* "••••" */
};

struct nes_choice {
    const char *word; /* NULL ends the table */
    int value;        /* not zero: zero means none */
};

/* A form of text that a module checks: IIN, IBAN, telephone number. */
struct nes_form {
    const char *name;    /* "iin", the `format` of JSON Schema */
    const char *pattern; /* ECMA regular expression for the schema, or NULL; `check` decides */
    struct nes_err (*check)(struct nes_str text);
};

struct nes_shape;

struct nes_field {
    const char *name;
    enum nes_kind kind;
    size_t at, size;             /* of the member */
    size_t has_at;               /* of its companion `bool has_<name>`, plus one; 0: none */
    size_t row_size;             /* of a list */
    bool required;
    bool negative;               /* numbers and money: below zero is allowed too */
    bool instant, base64;
    bool lines;                  /* text of several lines: \n is allowed */
    bool loose;                  /* an id that names no guarded object (made by the client) */
    int64_t min, max;            /* text: characters (max 0: 255); number; money: tiyn; list: rows (max 0: 100) */
    const char *words;           /* one English sentence, for OpenAPI */
    enum nes_mask mask;
    const struct nes_choice *choices;
    const struct nes_form *form;
    const struct nes_shape *shape; /* of a nested struct; it is always there */
    const struct nes_shape *each;  /* of the rows of a list */
    const char *refers;            /* an id in input: name of the path parameter type that guards it, "loan" */
};

struct nes_shape {
    const char *name;
    size_t size;
    const struct nes_field *fields;
    size_t len;
    const char *as;      /* name in OpenAPI where the struct's own would clash */
    bool open;           /* unknown members are passed over: only for what partners send us */
};

/* NES_SHAPE(struct repayment, fields) or NES_SHAPE(struct reply, fields, .open = true) */
#define NES_SHAPE(...) NES_SHAPE_(__VA_ARGS__, )
#define NES_SHAPE_(type, fields_, ...)                                                                                 \
    { .name = #type, .size = sizeof(type), .fields = (fields_), .len = NES_LEN(fields_), __VA_ARGS__ }

#define NES_KIND_OF(type_, member_)                                                                                    \
    _Generic(((type_ *)0)->member_, struct nes_str: NES_KIND_TEXT, struct nes_secret: NES_KIND_SECRET,                 \
        int64_t: NES_KIND_INT, int32_t: NES_KIND_INT32, bool: NES_KIND_BOOL, struct nes_money: NES_KIND_MONEY,         \
        struct nes_date: NES_KIND_DATE, struct nes_id: NES_KIND_ID, unsigned: NES_KIND_CHOICE,                         \
        struct nes_texts: NES_KIND_TEXTS,                                                                              \
        default: NES_IS_ID(__typeof__(((type_ *)0)->member_)) ? NES_KIND_ID : NES_KIND_OTHER)
/* A wrapped id is 16 bytes without alignment; no struct with a number or pointer is. */
#define NES_IS_ID(type_) (sizeof(type_) == sizeof(struct nes_id) && _Alignof(type_) == 1)

#define NES_FIELD_AT(type_, member_)                                                                                   \
    .name = #member_, .at = offsetof(type_, member_), .size = sizeof(((type_ *)0)->member_)

/* NES_FIELD(struct repayment, amount, .required = true) */
#define NES_FIELD(...) NES_FIELD_(__VA_ARGS__, )
#define NES_FIELD_(type_, member_, ...)                                                                                \
    { NES_FIELD_AT(type_, member_), .kind = NES_KIND_OF(type_, member_), __VA_ARGS__ }
/* A number, money, bool or nested struct that may be absent: the struct also has `bool has_<member>`. (Text, ids, dates
 * and instants say "absent" by being empty.) */
#define NES_MAYBE(...) NES_MAYBE_(__VA_ARGS__, )
#define NES_MAYBE_(type_, member_, ...)                                                                                \
    { NES_FIELD_AT(type_, member_), .kind = NES_KIND_OF(type_, member_), .has_at = offsetof(type_, has_##member_) + 1, \
      __VA_ARGS__ }
/* NES_LIST(struct page, items, .each = &row_view): the member is a struct { row *rows; size_t len; } */
#define NES_LIST(...) NES_LIST_(__VA_ARGS__, )
#define NES_LIST_(type_, member_, ...)                                                                                 \
    { NES_FIELD_AT(type_, member_), .kind = NES_KIND_LIST,                                          \
      .row_size = sizeof(*((type_ *)0)->member_.rows), __VA_ARGS__ }

/* What is wrong with one field. */
struct nes_field_fault {
    struct nes_str pointer;       /* RFC 6901: "/items/3/amount" */
    const struct nes_fault *what;
    int64_t limit;                /* the bound that was broken, where there is one */
    bool has_limit;
};

#define NES_FIELD_FAULTS_MAX 50
struct nes_field_faults {
    struct nes_field_fault rows[NES_FIELD_FAULTS_MAX];
    size_t len;
};

/* Input limits of every JSON text, whatever the shape. */
#define NES_JSON_BYTES_MAX (1024 * 1024)
#define NES_JSON_DEPTH_MAX 16
/* Integers stay exact in the browser: 2^53 - 1. */
#define NES_JSON_INT_MAX INT64_C(9'007'199'254'740'991)

/* Reads `text` into `out` (shape->size bytes, zeroed by the caller). Texts live in the arena. JSON_FORM, JSON_DEEP,
 * JSON_LARGE; SHAPE_FAULTS with all faulty fields in `faults`. Duplicate names, reals, null, unknown members are
 * refused. */
struct nes_err nes_shape_read(const struct nes_shape *shape, struct nes_arena *arena, struct nes_str text, void *out,
                              struct nes_field_faults *faults);

/* One name and value of a query string, decoded. */
struct nes_pair {
    struct nes_str name, value;
};
struct nes_pairs {
    const struct nes_pair *rows;
    size_t len;
};
/* The same for a query string: each member once, no nested members. */
struct nes_err nes_shape_read_pairs(const struct nes_shape *shape, struct nes_arena *arena, struct nes_pairs pairs,
                                    void *out, struct nes_field_faults *faults);

/* Writes the struct at `it`. Empty texts, none ids and dates, choices of 0 are left out unless .required. */
void nes_shape_write(const struct nes_shape *shape, const void *it, struct nes_json *json);

/* NULL, or what is wrong with the table itself (checked when routes are). */
enum nes_shape_use { NES_SHAPE_IN, NES_SHAPE_OUT };
const char *nes_shape_wrong(const struct nes_shape *shape, enum nes_shape_use use);

/* The JSON Schema (2020-12) of the shape, as one object. Nested shapes are written in place. */
void nes_shape_schema(const struct nes_shape *shape, enum nes_shape_use use, struct nes_json *json);
/* The schema of one field, for query parameters. */
void nes_field_schema(const struct nes_field *field, enum nes_shape_use use, struct nes_json *json);

/* Told of each guarded id (.refers) that is given in the struct at `it`, also in nested structs and lists. */
struct nes_ref_visit {
    struct nes_err (*found)(void *self, const struct nes_field *field, struct nes_id id);
    void *self;
};
struct nes_err nes_shape_refs(const struct nes_shape *shape, const void *it, const struct nes_ref_visit *visit);

/* Whether the shape has a member of that name at its top. */
bool nes_shape_has(const struct nes_shape *shape, const char *member);
