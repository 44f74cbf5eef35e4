/* src/app/command_check_id.c: tells whether a number is well formed and, where not, why. */
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "ident/account.h"
#include "ident/name.h"
#include "ident/phone.h"
#include "ident/taxpayer.h"

static struct nes_err iin(struct nes_str text)
{
    static const char *const sexes[] = { "unknown", "male", "female" };
    struct nes_iin_facts facts;

    NES_TRY(nes_iin_check(text, (struct nes_iin_rules){ 0 }, &facts));
    printf("IIN: born %04d-%02d-%02d, %s\n", facts.year, facts.month, facts.day, sexes[facts.sex]);
    return NES_FINE;
}

static struct nes_err bin(struct nes_str text)
{
    static const char *const kinds[] = { [NES_BIN_RESIDENT] = "resident legal entity",
                                         [NES_BIN_FOREIGN] = "non-resident legal entity",
                                         [NES_BIN_JOINT] = "joint entrepreneurs" };
    static const char *const parts[] = { "head", "branch", "representative office", "farm" };
    struct nes_bin_facts facts;

    NES_TRY(nes_bin_check(text, &facts));
    printf("BIN: %s, %s, registered in month %02d of year %02d\n", kinds[facts.kind], parts[facts.part], facts.month,
           facts.year_of_century);
    return NES_FINE;
}

static struct nes_err iban(struct nes_str text)
{
    struct nes_iban account;

    NES_TRY(nes_iban_read(text, &account));
    printf("IBAN: %s, bank %s\n", account.text, account.bank);
    return NES_FINE;
}

static struct nes_err card(struct nes_str text)
{
    struct nes_card number;

    NES_TRY(nes_card_read(text, &number));
    printf("card: %s\n", number.masked);
    return NES_FINE;
}

static struct nes_err phone(struct nes_str text)
{
    struct nes_phone_mask mask;
    struct nes_phone number;

    NES_TRY(nes_phone_mask_read(NES_STR(NES_PHONE_MASK), &mask));
    NES_TRY(nes_phone_read(text, &mask, &number));
    printf("phone: %s\n", number.text);
    return NES_FINE;
}

static struct nes_err name(struct nes_str text)
{
    struct nes_name_words words;

    NES_TRY(nes_name_check(text));
    NES_TRY(nes_name_words(text, &words));
    printf("name:");
    for (size_t i = 0; i < words.n; i++) {
        printf(" %.*s", (int)words.word[i].len, words.word[i].ptr);
    }
    printf("\n");
    return NES_FINE;
}

static const struct { const char *name; struct nes_err (*check)(struct nes_str text); } kinds[] = {
    { "iin", iin }, { "bin", bin }, { "iban", iban }, { "card", card }, { "phone", phone }, { "name", name },
};

/* The kind that a number looks like, by its first characters and length; what has letters is an IBAN or a name. */
static const char *guess(struct nes_str text)
{
    size_t digits = 0;

    if (nes_str_starts(text, NES_STR("KZ")) || nes_str_starts(text, NES_STR("kz"))) {
        return "iban";
    }
    if (nes_str_starts(text, NES_STR("+"))) {
        return "phone";
    }
    for (size_t i = 0; i < text.len; i++) {
        digits += text.ptr[i] >= '0' && text.ptr[i] <= '9';
    }
    if (digits == 0) {
        return "name";
    }
    if (digits == 10 || (digits == 11 && (text.ptr[0] == '7' || text.ptr[0] == '8'))) {
        return "phone";
    }
    if (digits > NES_TAXPAYER_DIGITS) {
        return "card";
    }
    return text.len == NES_TAXPAYER_DIGITS && text.ptr[4] >= '4' && text.ptr[4] <= '9' ? "bin" : "iin";
}

static enum nes_exit check(const char *kind, struct nes_str text)
{
    for (size_t i = 0; i < NES_LEN(kinds); i++) {
        struct nes_err err;

        if (strcmp(kind, kinds[i].name) != 0) {
            continue;
        }
        err = kinds[i].check(text);
        if (err.what) {
            printf("wrong %s: %s: %s\n", kind, err.what->code, err.what->text);
            return NES_EXIT_NO;
        }
        return NES_EXIT_OK;
    }
    (void)fprintf(stderr, "nesie check-id: there is no kind \"%s\", only iin, bin, iban, card, phone, name\n",
                  kind);
    return NES_EXIT_INPUT;
}

static enum nes_exit check_id_run(int argc, char **argv)
{
    if (argc == 2) {
        return check(guess(nes_str_of(argv[1])), nes_str_of(argv[1]));
    }
    if (argc == 3) {
        return check(argv[1], nes_str_of(argv[2]));
    }
    (void)fprintf(stderr, "usage: nesie check-id [iin|bin|iban|card|phone|name] NUMBER\n"
                          "exit status: 0 well formed, 1 wrong (the reason is printed), 2 wrong use\n");
    return NES_EXIT_INPUT;
}

const struct nes_command nes_command_check_id = {
    .name = "check-id",
    .summary = "Check an IIN, BIN, IBAN, card or phone number, or a name, and tell what is wrong.",
    .run = check_id_run,
};
