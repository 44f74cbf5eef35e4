/* src/gateway/bureau_read.c: a credit report as it came (docs/wire/bureau.md). What is missing or does not fit makes
 * the whole report unreadable: unknown is never taken for "no". */
#include "gateway/bureau.h"
#include "json/json.h"
#include "json/shape.h"

#define CONTRACTS_MAX 200
#define AGE_US_MAX    NES_DAY_US
#define AHEAD_US_MAX  (300 * INT64_C(1'000'000)) /* the clocks of two machines */

struct refusal {
    bool active, has_active;
    int64_t checked_at;
};
static const struct nes_field refusal_fields[] = {
    NES_MAYBE(struct refusal, active),
    NES_FIELD(struct refusal, checked_at, .required = true, .instant = true),
};
static const struct nes_shape refusal_shape = NES_SHAPE(struct refusal, refusal_fields, .open = true,
                                                        .as = "bureau_refusal");

struct contract {
    struct nes_money payment, balance, overdue, unused_limit;
    int32_t delay_days;
};
static const struct nes_field contract_fields[] = {
    NES_FIELD(struct contract, payment,      .required = true, .max = INT64_MAX),
    NES_FIELD(struct contract, balance,      .required = true, .max = INT64_MAX),
    NES_FIELD(struct contract, overdue,      .required = true, .max = INT64_MAX),
    NES_FIELD(struct contract, unused_limit, .required = true, .max = INT64_MAX),
    NES_FIELD(struct contract, delay_days,   .required = true, .max = 100'000),
};
static const struct nes_shape contract_shape = NES_SHAPE(struct contract, contract_fields, .open = true,
                                                         .as = "bureau_contract");

struct income {
    struct nes_money amount;
    int32_t months;
};
static const struct nes_field income_fields[] = {
    NES_FIELD(struct income, amount, .max = INT64_MAX),
    NES_FIELD(struct income, months, .max = 120),
};
static const struct nes_shape income_shape = NES_SHAPE(struct income, income_fields, .open = true,
                                                       .as = "bureau_income");

struct flags {
    bool late_90_in_year, has_late_90_in_year, conscript, has_conscript, self_restricted, has_self_restricted;
    struct nes_date bankruptcy_ended_on;
};
static const struct nes_field flags_fields[] = {
    NES_MAYBE(struct flags, late_90_in_year),
    NES_MAYBE(struct flags, conscript),
    NES_MAYBE(struct flags, self_restricted),
    NES_FIELD(struct flags, bankruptcy_ended_on),
};
static const struct nes_shape flags_shape = NES_SHAPE(struct flags, flags_fields, .open = true, .as = "bureau_flags");

struct sheet {
    struct nes_id id;
    struct nes_str number, reference;
    int64_t as_of;
    struct refusal refusal;
    struct flags flags;
    struct income income;
    bool has_income, has_contract_count;
    int32_t contract_count;
    struct { struct contract *rows; size_t len; } contracts;
};
static const struct nes_field sheet_fields[] = {
    NES_FIELD(struct sheet, id,        .required = true, .loose = true),
    NES_FIELD(struct sheet, number,    .required = true, .min = 12, .max = 12),
    NES_FIELD(struct sheet, reference, .required = true, .max = 100),
    NES_FIELD(struct sheet, as_of,     .required = true, .instant = true),
    NES_FIELD(struct sheet, refusal,   .required = true, .shape = &refusal_shape),
    NES_FIELD(struct sheet, flags,     .required = true, .shape = &flags_shape),
    NES_MAYBE(struct sheet, income,    .shape = &income_shape),
    NES_MAYBE(struct sheet, contract_count, .max = CONTRACTS_MAX),
    NES_LIST(struct sheet, contracts, .each = &contract_shape, .max = CONTRACTS_MAX),
};
static const struct nes_shape sheet_shape = NES_SHAPE(struct sheet, sheet_fields, .open = true, .as = "bureau_sheet");

/* It answers what was asked, now. */
static struct nes_err fits(const struct nes_bureau_asked *asked, const struct sheet *sheet)
{
    if (!nes_id_eq(sheet->id, asked->id)) {
        return NES_FAIL(BUREAU_OTHER, "id");
    }
    if (!nes_str_eq(sheet->number, asked->number)) {
        return NES_FAIL(BUREAU_OTHER, "number");
    }
    if (sheet->as_of < asked->now_us - AGE_US_MAX || sheet->as_of > asked->now_us + AHEAD_US_MAX) {
        return NES_FAIL(BUREAU_OTHER, "as_of");
    }
    return sheet->refusal.checked_at < asked->now_us - AGE_US_MAX ||
                   sheet->refusal.checked_at > asked->now_us + AHEAD_US_MAX
               ? NES_FAIL(BUREAU_OTHER, "refusal")
               : NES_FINE;
}

/* RULE 8.8: the flag of voluntary refusal is there, or the report counts for nothing. */
static struct nes_err whole(const struct sheet *sheet)
{
    if (!sheet->refusal.has_active) {
        return NES_FAIL(BUREAU_FORM, "refusal");
    }
    if (!sheet->has_contract_count || (size_t)sheet->contract_count != sheet->contracts.len) {
        return NES_FAIL(BUREAU_FORM, "contract_count"); /* a list that is not there is not an empty one */
    }
    return sheet->flags.has_late_90_in_year && sheet->flags.has_conscript && sheet->flags.has_self_restricted
               ? NES_FINE
               : NES_FAIL(BUREAU_FORM, "flags");
}

/* Payments of a month with what is overdue, balances, unused limits, the longest delay. */
static struct nes_err add_up(const struct sheet *sheet, struct nes_bureau_report *out)
{
    for (size_t i = 0; i < sheet->contracts.len; i++) {
        const struct contract *row = &sheet->contracts.rows[i];

        NES_TRY(nes_money_add(out->payments, row->payment, &out->payments));
        NES_TRY(nes_money_add(out->payments, row->overdue, &out->payments));
        NES_TRY(nes_money_add(out->debt, row->balance, &out->debt));
        NES_TRY(nes_money_add(out->debt, row->overdue, &out->debt));
        NES_TRY(nes_money_add(out->unused, row->unused_limit, &out->unused));
        out->delay_days = row->delay_days > out->delay_days ? row->delay_days : out->delay_days;
    }
    return NES_FINE;
}

struct nes_err nes_bureau_read(struct nes_arena *arena, const struct nes_bureau_asked *asked, struct nes_str body,
                               struct nes_bureau_report *out)
{
    struct sheet *sheet = NES_NEW(arena, struct sheet);
    struct nes_field_faults faults = { 0 };

    if (nes_shape_read(&sheet_shape, arena, body, sheet, &faults).what) {
        return NES_FAIL(BUREAU_FORM, "body");
    }
    NES_TRY(fits(asked, sheet));
    NES_TRY(whole(sheet));
    *out = (struct nes_bureau_report){ .errand = asked->id,
                                       .reference = sheet->reference,
                                       .refusal_at = sheet->refusal.checked_at,
                                       .refusal = sheet->refusal.active,
                                       .was_late = sheet->flags.late_90_in_year,
                                       .bankrupt_on = sheet->flags.bankruptcy_ended_on,
                                       .conscript = sheet->flags.conscript,
                                       .gambler = sheet->flags.self_restricted,
                                       .has_income = sheet->has_income,
                                       .income = sheet->income.amount,
                                       .income_months = sheet->income.months };
    return add_up(sheet, out);
}
