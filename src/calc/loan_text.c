#include "calc/loan_text.h"

#include <stddef.h>
#include <string.h>

#include "calc/fold_faults.h"
#include "calc/terms_words.h"

#define TEXT_MAX 65'536

enum form { WHOLE, TRUTH, MONEY, RATIO, DAY, WORD, ORDER, SHARES, PAYOUTS };

struct member {
    const char *name;
    size_t at;                  /* in struct nes_loan_terms */
    enum form form;
    const char *const *words;   /* WORD only */
    unsigned first;             /* value of the first word */
};

#define AT(path) offsetof(struct nes_loan_terms, path)
static const struct member members[] = {
    { "calc_version", AT(credit.calc_version), WHOLE, NULL, 0 },
    { "principal", AT(credit.principal), MONEY, NULL, 0 },
    { "rate", AT(credit.rate), RATIO, NULL, 0 },
    { "method", AT(credit.method), WORD, nes_words_method, 1 },
    { "periods", AT(credit.periods), WHOLE, NULL, 0 },
    { "every_count", AT(credit.every.count), WHOLE, NULL, 0 },
    { "every_unit", AT(credit.every.unit), WORD, nes_words_unit, 1 },
    { "start", AT(credit.start), DAY, NULL, 0 },
    { "first_due", AT(credit.first_due), DAY, NULL, 0 },
    { "day_count", AT(credit.day_count), WORD, nes_words_day_count, 1 },
    { "year_boundary", AT(credit.year_boundary), WORD, nes_words_year_boundary, 0 },
    { "leap", AT(credit.leap), WORD, nes_words_leap, 0 },
    { "first_day", AT(credit.first_day), WORD, nes_words_first_day, 0 },
    { "rounding", AT(credit.rounding), WORD, nes_words_rounding, 0 },
    { "minor_units", AT(credit.minor_units), WHOLE, NULL, 0 },
    { "instalment", AT(credit.instalment), MONEY, NULL, 0 },
    { "instalment_multiple", AT(credit.instalment_multiple), MONEY, NULL, 0 },
    { "level", AT(credit.level), TRUTH, NULL, 0 },
    { "remainder", AT(credit.remainder), WORD, nes_words_remainder, 0 },
    { "grace_principal", AT(credit.grace_principal), WHOLE, NULL, 0 },
    { "grace_interest", AT(credit.grace_interest), WHOLE, NULL, 0 },
    { "interest_free", AT(credit.interest_free), WHOLE, NULL, 0 },
    { "down_payment", AT(credit.down_payment), RATIO, NULL, 0 },
    { "weekend", AT(credit.weekend), WORD, nes_words_weekend, 0 },
    { "shift", AT(credit.shift), WORD, nes_words_shift, 0 },
    { "month_end", AT(credit.month_end), WORD, nes_words_month_end, 0 },
    { "shares", AT(credit.shares), SHARES, NULL, 0 },
    { "payouts", AT(credit.payouts), PAYOUTS, NULL, 0 },
    { "class", AT(class), WORD, nes_words_class, 0 },
    { "accrual", AT(accrual), WORD, nes_words_accrual, 0 },
    { "pay_by", AT(pay_by), WORD, nes_words_pay_by, 0 },
    { "overdue_free", AT(overdue_free), TRUTH, NULL, 0 },
    { "order", AT(order), ORDER, NULL, 0 },
    { "penalty_first", AT(penalty.first), RATIO, NULL, 0 },
    { "penalty_first_days", AT(penalty.first_days), WHOLE, NULL, 0 },
    { "penalty_after", AT(penalty.after), RATIO, NULL, 0 },
    { "penalty_cap", AT(penalty.cap), RATIO, NULL, 0 },
    { "penalty_year", AT(penalty.year), WORD, nes_words_penalty_year, 0 },
    { "penalty_base", AT(penalty.base), WORD, nes_words_penalty_base, 0 },
};
#undef AT

_Static_assert(sizeof(enum nes_method) == sizeof(unsigned), "words are read as unsigned");

/* What stands where nothing is written: zero, and the law's. */
static struct nes_loan_terms nothing(void)
{
    struct nes_loan_terms terms = { .order = nes_allocation_law, .penalty = nes_penalty_law };

    terms.credit.rate.under = 1;
    terms.credit.down_payment.under = 1;
    return terms;
}

/* --- writing --- */

static void add_ratio(struct nes_buf *buf, struct nes_ratio ratio)
{
    nes_buf_int(buf, ratio.over);
    nes_buf_byte(buf, '/');
    nes_buf_int(buf, ratio.under);
}

static void add_day(struct nes_buf *buf, struct nes_date date)
{
    char text[NES_DATE_TEXT + 1];

    nes_buf_add(buf, nes_date_write(date, text));
}

static void add_order(struct nes_buf *buf, const struct nes_allocation_order *order)
{
    for (size_t i = 0; i < NES_PARTS; i++) {
        nes_buf_int(buf, (int64_t)order->part[i]);
    }
}

static void add_many(struct nes_buf *buf, const struct nes_terms *credit, enum form form)
{
    int32_t count = form == SHARES ? credit->periods : credit->payout_count;

    for (int32_t i = 0; i < count; i++) {
        if (i > 0) {
            nes_buf_byte(buf, ',');
        }
        if (form == SHARES) {
            nes_buf_int(buf, credit->shares[i]);
        } else {
            add_day(buf, credit->payouts[i].date);
            nes_buf_byte(buf, ':');
            nes_buf_int(buf, credit->payouts[i].amount.tiyn);
        }
    }
}

static void add_value(struct nes_buf *buf, const struct nes_loan_terms *terms, const struct member *member)
{
    const void *at = (const char *)terms + member->at;

    switch (member->form) {
    case WHOLE:
        nes_buf_int(buf, *(const int32_t *)at);
        return;
    case TRUTH:
        nes_buf_addz(buf, "yes");
        return;
    case MONEY:
        nes_buf_int(buf, ((const struct nes_money *)at)->tiyn);
        return;
    case RATIO:
        add_ratio(buf, *(const struct nes_ratio *)at);
        return;
    case DAY:
        add_day(buf, *(const struct nes_date *)at);
        return;
    case WORD:
        nes_buf_addz(buf, member->words[*(const unsigned *)at - member->first]);
        return;
    case ORDER:
        add_order(buf, at);
        return;
    case SHARES:
    case PAYOUTS:
        add_many(buf, &terms->credit, member->form);
        return;
    }
}

static bool same_ratio(struct nes_ratio a, struct nes_ratio b)
{
    return a.over == b.over && (a.under == b.under || a.over == 0);
}

/* Whether a member is as in `nothing`. */
static bool left_out(const struct nes_loan_terms *terms, const struct nes_loan_terms *none, const struct member *member)
{
    const void *at = (const char *)terms + member->at, *zero = (const char *)none + member->at;

    switch (member->form) {
    case WHOLE:
    case WORD:
    case DAY:
        return memcmp(at, zero, sizeof(int32_t)) == 0;
    case TRUTH:
        return !*(const bool *)at;
    case MONEY:
        return ((const struct nes_money *)at)->tiyn == 0;
    case RATIO:
        return same_ratio(*(const struct nes_ratio *)at, *(const struct nes_ratio *)zero);
    case ORDER:
        return memcmp(at, zero, sizeof(struct nes_allocation_order)) == 0;
    case SHARES:
        return !terms->credit.shares;
    case PAYOUTS:
        return !terms->credit.payouts;
    }
    NES_BUG("a known form of member");
}

struct nes_err nes_loan_text_write(struct nes_arena *arena, const struct nes_loan_terms *terms, struct nes_str *out)
{
    const struct nes_loan_terms none = nothing();
    struct nes_buf buf = nes_buf_begin(arena, TEXT_MAX);

    for (size_t i = 0; i < NES_LEN(members); i++) {
        if (left_out(terms, &none, &members[i])) {
            continue;
        }
        if (buf.len > 0) {
            nes_buf_byte(&buf, ' ');
        }
        nes_buf_addz(&buf, members[i].name);
        nes_buf_byte(&buf, '=');
        add_value(&buf, terms, &members[i]);
    }
    return nes_buf_done(&buf, out);
}

/* --- reading --- */

static struct nes_err bad(const struct member *member)
{
    return NES_FAIL(LOAN_FORM, member->name);
}

static bool take_ratio(struct nes_str text, struct nes_ratio *out)
{
    struct nes_str over, under;

    return nes_str_cut(text, '/', &over, &under) && !nes_str_int(over, &out->over).what &&
           !nes_str_int(under, &out->under).what && out->under >= 1;
}

static bool take_whole(struct nes_str text, int32_t *out)
{
    int64_t number;

    if (nes_str_int(text, &number).what || number < INT32_MIN || number > INT32_MAX) {
        return false;
    }
    *out = (int32_t)number;
    return true;
}

static bool take_word(struct nes_str text, const struct member *member, unsigned *out)
{
    for (unsigned i = 0; member->words[i]; i++) {
        if (nes_str_is(text, member->words[i])) {
            *out = i + member->first;
            return true;
        }
    }
    return false;
}

static bool take_order(struct nes_str text, struct nes_allocation_order *out)
{
    if (text.len != NES_PARTS) {
        return false;
    }
    for (size_t i = 0; i < NES_PARTS; i++) {
        out->part[i] = (enum nes_part)(text.ptr[i] - '0');
    }
    return nes_allocation_whole(out);
}

static bool take_payout(struct nes_str text, struct nes_payout *out)
{
    struct nes_str day, amount;

    return nes_str_cut(text, ':', &day, &amount) && !nes_date_read(day, &out->date).what &&
           !nes_str_int(amount, &out->amount.tiyn).what;
}

static int32_t pieces(struct nes_str text)
{
    int32_t count = 1;

    for (size_t i = 0; i < text.len; i++) {
        count += text.ptr[i] == ',';
    }
    return count;
}

static bool take_shares(struct nes_arena *arena, struct nes_str text, struct nes_terms *credit)
{
    int32_t count = pieces(text);
    int64_t *shares = NES_NEW_MANY(arena, int64_t, (size_t)count);
    struct nes_str piece, rest = text;

    for (int32_t i = 0; i < count; i++) {
        (void)nes_str_cut(rest, ',', &piece, &rest);
        if (nes_str_int(piece, &shares[i]).what) {
            return false;
        }
    }
    credit->shares = shares;
    return count == credit->periods;
}

static bool take_payouts(struct nes_arena *arena, struct nes_str text, struct nes_terms *credit)
{
    int32_t count = pieces(text);
    struct nes_payout *payouts = NES_NEW_MANY(arena, struct nes_payout, (size_t)count);
    struct nes_str piece, rest = text;

    for (int32_t i = 0; i < count; i++) {
        (void)nes_str_cut(rest, ',', &piece, &rest);
        if (!take_payout(piece, &payouts[i])) {
            return false;
        }
    }
    credit->payouts = payouts;
    credit->payout_count = count;
    return count <= NES_PAYOUTS_MAX;
}

static bool take(struct nes_arena *arena, struct nes_str text, const struct member *member, struct nes_loan_terms *out)
{
    void *at = (char *)out + member->at;

    switch (member->form) {
    case WHOLE:
        return take_whole(text, at);
    case TRUTH:
        *(bool *)at = true;
        return nes_str_is(text, "yes");
    case MONEY:
        return !nes_str_int(text, &((struct nes_money *)at)->tiyn).what;
    case RATIO:
        return take_ratio(text, at);
    case DAY:
        return !nes_date_read(text, at).what;
    case WORD:
        return take_word(text, member, at);
    case ORDER:
        return take_order(text, at);
    case SHARES:
        return take_shares(arena, text, &out->credit);
    case PAYOUTS:
        return take_payouts(arena, text, &out->credit);
    }
    NES_BUG("a known form of member");
}

/* The member of this name at or after `from`, or the number of members. */
static size_t named(struct nes_str name, size_t from)
{
    while (from < NES_LEN(members) && !nes_str_is(name, members[from].name)) {
        from++;
    }
    return from;
}

struct nes_err nes_loan_text_read(struct nes_arena *arena, struct nes_str text, struct nes_loan_terms *out)
{
    struct nes_str piece, rest = text, name, value;
    struct nes_loan_terms terms = nothing();
    bool more = text.len > 0;
    size_t next = 0;

    while (more) {
        more = nes_str_cut(rest, ' ', &piece, &rest);
        if (!nes_str_cut(piece, '=', &name, &value)) {
            return NES_FAIL(LOAN_FORM, "terms");
        }
        next = named(name, next);
        if (next == NES_LEN(members)) {
            return NES_FAIL(LOAN_FORM, "terms");
        }
        if (!take(arena, value, &members[next], &terms)) {
            return bad(&members[next]);
        }
        next++;
    }
    *out = terms;
    return NES_FINE;
}
