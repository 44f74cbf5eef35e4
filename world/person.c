/* world/person.c: makes the people from their numbers. What they are follows from tables and remainders only, so that
 * each run of the world, and each partner, sees the same. */
#include "world/person.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const lasts[] = {
    "Үлгібаев",  "Тестбеков", "Мысалов",   "Сынақов",  "Жасандиев", "Өрнекбаев", "Ғаламов",  "Қиялов",
    "Ойдағыбаев", "Көрнекиев", "Іздеуов",   "Нұсқабаев", "Демобаев",  "Примеров",  "Образцов", "Вымышлев",
    "Тестов",    "Макетов",   "Шаблонов",  "Условнов", "Ёлкин-Тестов", "Пробнов", "Учебнов",  "Һәлімов",
};
static const char *const men[] = {
    "Арман", "Болат", "Дәулет", "Ерлан", "Қанат", "Мұрат", "Нұрлан", "Серік", "Тимур", "Ұлан", "Әділ", "Өмір", "Иван",
    "Пётр",  "Сергей", "Алексей", "Ғани",
};
static const char *const women[] = {
    "Айгүл", "Ботагөз", "Гүлнар", "Динара", "Жанар", "Қарлығаш", "Ләззат", "Мәдина", "Сәуле", "Үміт", "Әсел", "Анна",
    "Мария", "Ольга",   "Елена",  "Шолпан",
};

static const struct {
    const char *word;
} histories[] = {
    [NES_HISTORY_NONE] = { "none" },   [NES_HISTORY_GOOD] = { "good" },         [NES_HISTORY_LATE] = { "late" },
    [NES_HISTORY_BAD] = { "bad" },     [NES_HISTORY_HEAVY] = { "heavy" },       [NES_HISTORY_BANKRUPT] = { "bankrupt" },
    [NES_HISTORY_CONSCRIPT] = { "conscript" },
};

const char *nes_history_word(enum nes_history history)
{
    NES_ASSERT(history >= NES_HISTORY_NONE && history <= NES_HISTORY_CONSCRIPT);
    return histories[history].word;
}

/* --- numbers --- */

static void put(char *text, int64_t number, int digits)
{
    for (int i = digits - 1; i >= 0; i--) {
        text[i] = (char)('0' + number % 10);
        number /= 10;
    }
}

/* The twelfth digit of IIN and BIN, or -1 where the first eleven are never given out. */
static int twelfth(const char *text)
{
    static const int weights[2][11] = { { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }, { 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2 } };

    for (int pass = 0; pass < 2; pass++) {
        int sum = 0;

        for (int i = 0; i < 11; i++) {
            sum += (text[i] - '0') * weights[pass][i];
        }
        if (sum % 11 < 10) {
            return sum % 11;
        }
    }
    return -1;
}

/* Completes a number whose first `fixed` digits stand; what is between is counted on until it can be given out. */
static void complete(char text[13], int fixed, int64_t serial)
{
    int digit;

    do {
        put(text + fixed, serial, 11 - fixed);
        digit = twelfth(text);
        serial += 200;
    } while (digit < 0);
    text[11] = (char)('0' + digit);
    text[12] = '\0';
}

/* KZ, check digits, the bank 999 that there is not, KZT, ten digits. */
static void make_iban(char out[21], int64_t serial)
{
    static const char letters[] = "999" "203529"; /* K Z T as numbers */
    int64_t rest = 0;
    char digits[10];

    put(digits, serial, 10);
    for (size_t i = 0; i < 9; i++) {
        rest = (rest * 10 + letters[i] - '0') % 97;
    }
    for (size_t i = 0; i < 10; i++) {
        rest = (rest * 10 + digits[i] - '0') % 97;
    }
    for (size_t i = 0; i < 6; i++) {
        rest = (rest * 10 + "203500"[i] - '0') % 97;
    }
    memcpy(out, "KZ00999KZT", 10);
    put(out + 2, 98 - rest, 2);
    memcpy(out + 10, digits, 10);
    out[20] = '\0';
}

static void make_phone(char out[13], int64_t serial)
{
    memcpy(out, "+770000", 7);
    put(out + 7, serial, 5);
    out[12] = '\0';
}

/* --- persons --- */

static struct nes_str join(struct nes_arena *arena, const char *a, const char *b)
{
    struct nes_buf buf = nes_buf_begin(arena, 200);

    nes_buf_addz(&buf, a);
    nes_buf_addz(&buf, b);
    return (struct nes_str){ buf.ptr, buf.len };
}

static void name(struct nes_arena *arena, struct nes_world_person *person, int like)
{
    const char *last = lasts[(size_t)like * 7 % COUNT(lasts)], *father = men[(size_t)like * 5 % COUNT(men)];

    person->last = join(arena, last, person->female ? "а" : "");
    person->first = nes_str_of(person->female ? women[(size_t)like * 11 % COUNT(women)]
                                              : men[(size_t)like * 11 % COUNT(men)]);
    person->patronymic = join(arena, father, person->female ? "қызы" : "ұлы");
    if (like == 4 || like % 23 == 0) {
        person->patronymic = (struct nes_str){ 0 };
    }
    if (like == 5) {
        person->last = nes_str_of("Тестова-Ғаламова");
    }
}

static struct nes_date day_of(int year, int month, int day)
{
    struct nes_date date = { 0 };
    struct nes_err err = nes_date_of((struct nes_civil){ year, month, day }, &date);

    NES_ASSERT(!err.what);
    return date;
}

static void born(struct nes_world_person *person)
{
    int n = person->number, year = 1866 + n * 17 % 33, month = 1 + n * 5 % 12, day = 1 + n * 3 % 28;

    person->born_on = day_of(year, month, day);
    put(person->iin, year % 100, 2);
    put(person->iin + 2, month, 2);
    put(person->iin + 4, day, 2);
    person->iin[6] = person->female ? '2' : '1';
    complete(person->iin, 7, 5'000 + n);
}

static void papers(struct nes_world_person *person, bool expired)
{
    int n = person->number;

    put(person->document, 990'000'000 + n, 9);
    person->issued_on = expired ? day_of(2015, 6, 1 + n % 28) : day_of(2023 + n % 2, 1 + n % 12, 1 + n % 28);
    person->valid_until = expired ? day_of(2025, 5, 1 + n % 28) : day_of(2033 + n % 2, 1 + n % 12, 1 + n % 28);
}

static enum nes_history history_of(int n)
{
    static const enum nes_history rows[] = {
        [13] = NES_HISTORY_LATE,     [14] = NES_HISTORY_BAD,       [15] = NES_HISTORY_HEAVY,
        [16] = NES_HISTORY_BANKRUPT, [17] = NES_HISTORY_CONSCRIPT,
    };

    if (n < (int)COUNT(rows)) {
        return rows[n] ? rows[n] : n == 1 ? NES_HISTORY_NONE : NES_HISTORY_GOOD;
    }
    if (n < 100) {
        return n % 3 == 0 ? NES_HISTORY_NONE : NES_HISTORY_GOOD;
    }
    return (enum nes_history)(NES_HISTORY_NONE + n % 7);
}

static void make_person(struct nes_arena *arena, struct nes_world_person *person, int n)
{
    bool mixed = n >= 100;

    person->number = n;
    person->female = n % 2 == 1;
    if (n == 19 || n == 10) {
        person->female = false;
    }
    person->lang = n % 3 == 2 ? "ru" : "kk";
    person->listed = n == 10 || (mixed && n % 25 == 3);
    person->refusal = n == 11 || (mixed && n % 25 == 4);
    person->married = n == 18 || n % 4 == 0;
    person->spouse = n == 18 ? 21 : n == 21 ? 18 : 0;
    person->history = history_of(n);
    person->income = (struct nes_money){ (250'000 + n % 50 * 10'000) * INT64_C(100) };
    name(arena, person, n == 19 ? 10 : n);
    born(person);
    papers(person, n == 12 || (mixed && n % 10 == 7));
    for (int i = 0; i < 2; i++) {
        make_phone(person->phones[i], 1'000 * (i + 1) + n);
        make_iban(person->ibans[i], 1'000'000 * (i + 1) + n);
    }
}

/* --- companies --- */

static struct nes_str company_name(struct nes_arena *arena, const char *before, int n, const char *after)
{
    struct nes_buf buf = nes_buf_begin(arena, 200);

    nes_buf_addz(&buf, before);
    nes_buf_int(&buf, n);
    nes_buf_addz(&buf, after);
    return (struct nes_str){ buf.ptr, buf.len };
}

static void make_company(struct nes_arena *arena, struct nes_world_people *people, int n)
{
    struct nes_world_company *company = &people->company[n - 1];

    company->number = n;
    memcpy(company->bin, "991240", 6); /* December of a year 99, resident, head */
    complete(company->bin, 6, 90'000 + n);
    company->name_kk = company_name(arena, "«Мысал Сауда ", n, "» ЖШС");
    company->name_ru = company_name(arena, "ТОО «Мысал Сауда ", n, "»");
    company->head = &people->person[30 + n - 1];
    company->seller = n <= 5;
    make_phone(company->phone, 9'000 + n);
    make_iban(company->iban, 9'000'000 + n);
}

const struct nes_world_people *nes_world_people_make(struct nes_arena *arena)
{
    struct nes_world_people *people = NES_NEW(arena, struct nes_world_people);

    for (int n = 1; n <= NES_PEOPLE; n++) {
        make_person(arena, &people->person[n - 1], n);
    }
    for (int n = 1; n <= NES_COMPANIES; n++) {
        make_company(arena, people, n);
    }
    return people;
}

/* --- finding --- */

const struct nes_world_person *nes_world_by_number(const struct nes_world_people *people, int64_t number)
{
    return number >= 1 && number <= NES_PEOPLE ? &people->person[number - 1] : NULL;
}

const struct nes_world_person *nes_world_by_iin(const struct nes_world_people *people, struct nes_str iin)
{
    for (size_t i = 0; i < NES_PEOPLE; i++) {
        if (nes_str_is(iin, people->person[i].iin)) {
            return &people->person[i];
        }
    }
    return NULL;
}

const struct nes_world_company *nes_world_by_bin(const struct nes_world_people *people, struct nes_str bin)
{
    for (size_t i = 0; i < NES_COMPANIES; i++) {
        if (nes_str_is(bin, people->company[i].bin)) {
            return &people->company[i];
        }
    }
    return NULL;
}

struct nes_str nes_world_holder(const struct nes_world_people *people, struct nes_str iban)
{
    for (size_t i = 0; i < NES_PEOPLE; i++) {
        const struct nes_world_person *person = &people->person[i];

        if (nes_str_is(iban, person->ibans[0]) || nes_str_is(iban, person->ibans[1])) {
            return nes_str_of(person->iin);
        }
    }
    for (size_t i = 0; i < NES_COMPANIES; i++) {
        if (nes_str_is(iban, people->company[i].iban)) {
            return nes_str_of(people->company[i].bin);
        }
    }
    return (struct nes_str){ 0 };
}

struct nes_str nes_world_owner(const struct nes_world_people *people, struct nes_str phone)
{
    for (size_t i = 0; i < NES_PEOPLE; i++) {
        const struct nes_world_person *person = &people->person[i];

        if (nes_str_is(phone, person->phones[0]) || nes_str_is(phone, person->phones[1])) {
            return nes_str_of(person->iin);
        }
    }
    for (size_t i = 0; i < NES_COMPANIES; i++) {
        if (nes_str_is(phone, people->company[i].phone)) {
            return nes_str_of(people->company[i].bin);
        }
    }
    return (struct nes_str){ 0 };
}
