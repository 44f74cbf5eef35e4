#include "calc/wasm.h"

#include "calc/calc_faults.h"
#include "calc/rate.h"
#include "calc/schedule.h"

#ifdef __wasm__
/* Without a console a broken assertion stops the module, and the caller sees a trap. */
noreturn void nes_assert_failed(const char *condition, const char *file, int line)
{
    (void)condition;
    (void)file;
    (void)line;
    __builtin_trap();
}

/* Debian's run-time library for WebAssembly is compiled with guards of the stack and wants these two. */
extern const uintptr_t __stack_chk_guard;
const uintptr_t __stack_chk_guard = 0x5ca1ab1e;
noreturn void __stack_chk_fail(void);
noreturn void __stack_chk_fail(void)
{
    __builtin_trap();
}

#include "base/base_faults.h"
#define X NES_FAULT_DEFINE
#include "base/base_faults.def"
#undef X
#endif

#define HEAD 31 /* members of the terms before the lists */

struct nes_arena *nes_wasm_begin(void)
{
    return nes_arena_begin(0);
}

int64_t *nes_wasm_take(struct nes_arena *arena, uint32_t count)
{
    return NES_NEW_MANY(arena, int64_t, count);
}

void nes_wasm_end(struct nes_arena *arena)
{
    nes_arena_end(&arena);
}

static int64_t address(const char *text)
{
    return (int64_t)(uintptr_t)text;
}

static const int64_t *faults(struct nes_arena *arena, const struct nes_flaw *flaws, int32_t count)
{
    int64_t *out = NES_NEW_MANY(arena, int64_t, 1 + 4 * (size_t)count);

    out[0] = count;
    for (int32_t i = 0; i < count; i++) {
        int64_t *at = out + 1 + 4 * i;

        at[0] = address(flaws[i].field);
        at[1] = flaws[i].nth;
        at[2] = address(flaws[i].part);
        at[3] = address(flaws[i].err.what->code);
    }
    return out;
}

const int64_t *nes_wasm_fault(struct nes_arena *arena, struct nes_err err)
{
    struct nes_flaw flaw = { .field = err.at, .err = err };

    return faults(arena, &flaw, 1);
}

int32_t nes_wasm_small(int64_t number)
{
    return number > INT32_MAX || number < -INT32_MAX ? -INT32_MAX : (int32_t)number;
}

static struct nes_terms head_of(const int64_t *in)
{
    return (struct nes_terms){
        .calc_version = nes_wasm_small(in[0]),
        .principal = { in[1] },
        .rate = { in[2], in[3] },
        .method = (enum nes_method)nes_wasm_small(in[4]),
        .periods = nes_wasm_small(in[5]),
        .every = { nes_wasm_small(in[6]), (enum nes_unit)nes_wasm_small(in[7]) },
        .start = { nes_wasm_small(in[8]) },
        .first_due = { nes_wasm_small(in[9]) },
        .day_count = (enum nes_day_count)nes_wasm_small(in[10]),
        .year_boundary = (enum nes_year_boundary)nes_wasm_small(in[11]),
        .leap = (enum nes_leap)nes_wasm_small(in[12]),
        .first_day = (enum nes_first_day)nes_wasm_small(in[13]),
        .rounding = (enum nes_round)nes_wasm_small(in[14]),
        .minor_units = nes_wasm_small(in[15]),
        .instalment = { in[16] },
        .instalment_multiple = { in[17] },
        .level = in[18] != 0,
        .remainder = (enum nes_remainder)nes_wasm_small(in[19]),
        .grace_principal = nes_wasm_small(in[20]),
        .grace_interest = nes_wasm_small(in[21]),
        .interest_free = nes_wasm_small(in[22]),
        .down_payment = { in[23], in[24] },
        .weekend = (enum nes_weekend)nes_wasm_small(in[25]),
        .shift = (enum nes_shift)nes_wasm_small(in[26]),
        .month_end = (enum nes_month_end)nes_wasm_small(in[27]),
    };
}

/* The lists behind the head. False where their lengths are not those of the array. */
static bool read_lists(struct nes_arena *arena, const int64_t *in, uint32_t count, struct nes_terms *terms)
{
    uint64_t days = (uint64_t)in[28], shares = (uint64_t)in[29], payouts = (uint64_t)in[30];
    struct nes_calendar_day *calendar;
    struct nes_payout *list;
    const int64_t *at = in + HEAD;

    if (days > count || shares > count || payouts > count || days + shares + 2 * payouts != count - HEAD ||
        (shares > 0 && shares != (uint64_t)in[5])) {
        return false;
    }
    calendar = NES_NEW_MANY(arena, struct nes_calendar_day, days + 1);
    for (size_t i = 0; i < days; i++, at++) { /* 2 × day, odd for a working day */
        calendar[i] = (struct nes_calendar_day){ { nes_wasm_small(*at / 2) }, *at % 2 != 0 };
    }
    terms->calendar = (struct nes_calendar){ calendar, days };
    terms->shares = shares > 0 ? at : NULL;
    at += shares;
    list = NES_NEW_MANY(arena, struct nes_payout, payouts + 1);
    for (size_t i = 0; i < payouts; i++, at += 2) {
        list[i] = (struct nes_payout){ { nes_wasm_small(at[0]) }, { at[1] } };
    }
    terms->payouts = payouts > 0 ? list : NULL;
    terms->payout_count = nes_wasm_small((int64_t)payouts);
    return true;
}

bool nes_wasm_terms(struct nes_arena *arena, const int64_t *in, uint32_t count, struct nes_terms *terms)
{
    if (count < HEAD) {
        return false;
    }
    *terms = head_of(in);
    return read_lists(arena, in, count, terms);
}

#define ROW 10

static void put_row(int64_t *out, const struct nes_row *row)
{
    const int64_t members[ROW] = { row->nr,
                                   row->days,
                                   row->date.day,
                                   row->counted_to.day,
                                   row->payout.tiyn,
                                   row->principal.tiyn,
                                   row->remuneration.tiyn,
                                   row->due.tiyn,
                                   row->balance.tiyn,
                                   0 };

    for (size_t i = 0; i < ROW; i++) {
        out[i] = members[i];
    }
}

const int64_t *nes_wasm_schedule(struct nes_arena *arena, const int64_t *in, uint32_t count)
{
    struct nes_flaw flaws[NES_FLAWS_MAX];
    struct nes_effective rate = { 0 };
    struct nes_schedule schedule;
    struct nes_terms terms;
    struct nes_flows flows;
    struct nes_err err;
    int64_t *out;
    int32_t faulty;

    if (!nes_wasm_terms(arena, in, count, &terms)) {
        return nes_wasm_fault(arena, NES_FAIL(TERMS_CONFLICT, "shares"));
    }
    faulty = nes_terms_check(&terms, flaws);
    if (faulty > 0) {
        return faults(arena, flaws, faulty);
    }
    err = nes_schedule_build(&terms, arena, &schedule);
    if (err.what) {
        return nes_wasm_fault(arena, err);
    }
    err = nes_flows_of_schedule(&schedule, arena, &flows);
    err = err.what ? err : nes_rate_effective(&flows, &rate);
    out = NES_NEW_MANY(arena, int64_t, 10 + ROW * (size_t)schedule.count);
    out[1] = schedule.count;
    out[2] = schedule.instalment.tiyn;
    out[3] = schedule.paid_out.tiyn;
    out[4] = schedule.principal.tiyn;
    out[5] = schedule.remuneration.tiyn;
    out[6] = schedule.due.tiyn;
    out[7] = rate.percent_e6;
    out[8] = rate.legal_e1;
    out[9] = err.what ? address(err.what->code) : 0;
    for (int32_t i = 0; i < schedule.count; i++) {
        put_row(out + 10 + (ptrdiff_t)ROW * i, &schedule.rows[i]);
    }
    return out;
}

const int64_t *nes_wasm_rate(struct nes_arena *arena, const int64_t *in, uint32_t count)
{
    struct nes_flow *flows = NES_NEW_MANY(arena, struct nes_flow, count / 2 + 1);
    struct nes_effective rate = { 0 };
    struct nes_flows by_day;
    struct nes_err err;
    int64_t *out;

    for (uint32_t i = 0; i < count / 2; i++) {
        flows[i] = (struct nes_flow){ { nes_wasm_small(in[2 * i]) }, { in[2 * i + 1] } };
        if (flows[i].date.day < 1 || flows[i].date.day > NES_DATE_LAST) {
            return nes_wasm_fault(arena, NES_FAIL(DATE_RANGE, "flows"));
        }
    }
    err = nes_flows_of(flows, count / 2, arena, &by_day);
    err = err.what ? err : nes_rate_effective(&by_day, &rate);
    if (err.what) {
        return nes_wasm_fault(arena, err);
    }
    out = NES_NEW_MANY(arena, int64_t, 3);
    out[1] = rate.percent_e6;
    out[2] = rate.legal_e1;
    return out;
}
