#include "payment/contract_paper.h"

#include "base/words.h"

#define FIGURES 64

/* A table of figures that grows. */
struct table {
    struct nes_paper_figure rows[FIGURES];
    size_t len;
};

static void put(struct table *table, struct nes_paper_figure figure)
{
    NES_ASSERT(table->len < FIGURES);
    table->rows[table->len++] = figure;
}
#define PUT_TEXT(name, text)     put(table, (struct nes_paper_figure)NES_PAPER_TEXT(name, text))
#define PUT_BOTH(name, kk_, ru_) put(table, (struct nes_paper_figure)NES_PAPER_BOTH(name, kk_, ru_))
#define PUT_WORD(name, word)     put(table, (struct nes_paper_figure)NES_PAPER_WORD(name, word))
#define PUT_MONEY(name, amount)  put(table, (struct nes_paper_figure)NES_PAPER_MONEY(name, amount))
#define PUT_DATE(name, date)     put(table, (struct nes_paper_figure)NES_PAPER_DATE(name, date))
#define PUT_RATE(name, ratio)    put(table, (struct nes_paper_figure)NES_PAPER_RATE(name, ratio))
#define PUT_COUNT(name, count)   put(table, (struct nes_paper_figure)NES_PAPER_COUNT(name, count))

static struct nes_str joined(struct nes_arena *arena, const struct nes_str *parts, size_t n)
{
    struct nes_buf buf = nes_buf_begin(arena, 1'000);

    for (size_t i = 0; i < n; i++) {
        if (parts[i].len > 0) {
            nes_buf_add(&buf, buf.len > 0 ? NES_STR(" ") : NES_STR(""));
            nes_buf_add(&buf, parts[i]);
        }
    }
    return (struct nes_str){ buf.ptr, buf.len };
}

static void put_parties(struct table *table, struct nes_arena *arena, const struct nes_contract_matter *matter)
{
    const struct nes_organisation *house = matter->organisation;
    struct nes_str head[] = { house->head_last, house->head_first, house->head_patronymic };

    PUT_BOTH("organisation", house->name_kk, house->name_ru);
    PUT_TEXT("organisation_bin", house->bin);
    PUT_TEXT("organisation_licence", house->licence);
    PUT_TEXT("organisation_address", house->actual_address);
    PUT_TEXT("organisation_phone", house->phones);
    PUT_TEXT("organisation_email", house->email);
    PUT_TEXT("organisation_site", house->site);
    PUT_TEXT("organisation_head", joined(arena, head, NES_LEN(head)));
    PUT_TEXT("organisation_account", matter->own->iban);
    PUT_TEXT("borrower", ((struct nes_str){ (const char *)matter->person->name.ptr, matter->person->name.len }));
    PUT_TEXT("borrower_code", ((struct nes_str){ (const char *)matter->person->iin.ptr, matter->person->iin.len }));
    PUT_TEXT("borrower_phone",
             ((struct nes_str){ (const char *)matter->person->phone.ptr, matter->person->phone.len }));
}

static void put_terms(struct table *table, const struct nes_contract_matter *matter)
{
    const struct nes_offer *offer = matter->offer;
    int64_t payments = 0;

    for (int32_t i = 0; i < offer->row_count; i++) {
        payments += offer->rows[i].nr > 0;
    }
    PUT_TEXT("number", matter->number);
    PUT_DATE("day", matter->day);
    PUT_MONEY("principal", matter->application->amount);
    put(table, (struct nes_paper_figure)NES_PAPER_MONTHS("term", matter->application->periods));
    PUT_DATE("last_day", offer->rows[offer->row_count - 1].date);
    PUT_RATE("rate", matter->application->product.rate);
    PUT_RATE("effective_rate", nes_contract_rate(offer));
    PUT_MONEY("overpayment", offer->remuneration);
    PUT_MONEY("total", offer->due);
    PUT_COUNT("payments", payments);
    PUT_WORD("method", nes_str_of(nes_method_word(offer->method)));
    if (matter->individual) {
        put(table, (struct nes_paper_figure)NES_PAPER_FLAG("individual"));
    }
}

/* "purpose.household" of the catalogue. */
static const char *purpose_key(struct nes_arena *arena, struct nes_str purpose)
{
    struct nes_buf key = nes_buf_begin(arena, 100);

    nes_buf_addz(&key, "purpose.");
    nes_buf_add(&key, purpose);
    nes_buf_byte(&key, '\0');
    return key.ptr;
}

static void put_payout(struct table *table, const struct nes_contract_matter *matter)
{
    if (matter->seller) {
        PUT_WORD("payout", NES_STR("seller"));
        PUT_TEXT("payout_account", matter->seller->iban);
        PUT_TEXT("seller", matter->seller->name);
    } else if (matter->account.len == 0) {
        PUT_WORD("payout", NES_STR("desk"));
    } else {
        PUT_WORD("payout", NES_STR("account"));
        PUT_TEXT("payout_account", matter->account);
    }
    if (matter->cooling_hours > 0) {
        PUT_COUNT("cooling_hours", matter->cooling_hours);
    }
}

/* Days of the law on the day of signing, as the template names them. */
static const struct {
    enum nes_policy_kind kind;
    const char *name;
} days[] = {
    { NES_POLICY_ACCELERATION_AFTER, "acceleration_days" }, { NES_POLICY_OVERDUE_NOTICE, "notice_days" },
    { NES_POLICY_RELIEF_APPLY, "apply_days" },              { NES_POLICY_RELIEF_ANSWER, "answer_days" },
    { NES_POLICY_IMPROVEMENT_REJECT, "reject_days" },
};

static struct nes_err put_law(struct table *table, const struct nes_contract_matter *matter)
{
    const struct nes_penalty_terms *penalty = &matter->terms->penalty;

    for (size_t i = 0; i < NES_LEN(days); i++) {
        int64_t whole;

        NES_TRY(nes_policy_whole(matter->policy, days[i].kind, matter->day, &whole));
        PUT_COUNT(days[i].name, whole);
    }
    PUT_COUNT("stop_days", nes_loan_stop_days(matter->terms->class));
    PUT_COUNT("penalty_days", penalty->first_days);
    PUT_RATE("penalty", penalty->first);
    PUT_RATE("penalty_later", penalty->after);
    PUT_RATE("penalty_most", penalty->cap);
    return NES_FINE;
}

struct nes_ratio nes_contract_rate(const struct nes_offer *offer)
{
    return nes_ratio_reduce((struct nes_ratio){ offer->legal_e1, 1'000 });
}

struct nes_err nes_contract_paper(const struct nes_crypto *crypto, struct nes_arena *arena,
                                  const struct nes_contract_matter *matter, struct nes_paper_model *out)
{
    struct table *table = NES_NEW(arena, struct table);
    const char *purpose = purpose_key(arena, matter->application->purpose);
    struct nes_paper_input input = { .kind = NES_PAPER_CONTRACT, .made_us = matter->made_us,
                                     .figures = table->rows, .rows = matter->offer->rows,
                                     .row_count = matter->offer->row_count };

    put_parties(table, arena, matter);
    put_terms(table, matter);
    put_payout(table, matter);
    PUT_BOTH("purpose", nes_words(NES_LANG_KK, purpose), nes_words(NES_LANG_RU, purpose));
    NES_TRY(put_law(table, matter));
    input.count = table->len;
    return nes_paper_fill(crypto, arena, &input, out);
}
