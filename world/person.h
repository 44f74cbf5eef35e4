/* world/person.h: the people and companies of the outside world: two hundred persons and ten companies that do not
 * exist, made from their numbers, always the same. Births lie in the nineteenth century, so that no living person has
 * such an identification number, and all are of age. All partners read them here. */
#pragma once
#include "base/arena.h"
#include "base/str.h"
#include "json/shape.h" /* days and amounts */

#define NES_PEOPLE    200
#define NES_COMPANIES 10

/* What credit bureaus know of a person. */
enum nes_history {
    NES_HISTORY_NONE = 1,   /* no loan ever */
    NES_HISTORY_GOOD,       /* loans that were and are paid in time */
    NES_HISTORY_LATE,       /* a loan 45 days overdue */
    NES_HISTORY_BAD,        /* a loan 120 days overdue */
    NES_HISTORY_HEAVY,      /* paid in time, but instalments take most of the income */
    NES_HISTORY_BANKRUPT,   /* bankruptcy completed less than five years ago */
    NES_HISTORY_CONSCRIPT   /* serves in the army */
};
const char *nes_history_word(enum nes_history history);

/* By number: 1 no history; 2 to 9 clean (4 without patronymic, 5 with a double name); 10 on the list of the monitoring
 * agency; 11 voluntary refusal; 12 document expired; 13 LATE; 14 BAD; 15 HEAVY; 16 BANKRUPT; 17 CONSCRIPT; 18 married;
 * 19 bears the name of number 10 and is somebody else; 20 to 99 clean; from 100 on all kinds. */
struct nes_world_person {
    int number;                        /* 1 to NES_PEOPLE */
    char iin[13];
    struct nes_str last, first, patronymic;    /* patronymic may be empty */
    bool female, married, listed, refusal;
    struct nes_date born_on;
    const char *lang;                  /* "kk", "ru" */
    char document[10];                 /* number of the identity card */
    struct nes_date issued_on, valid_until;
    char phones[2][13];                /* own numbers: +7 and ten digits */
    char ibans[2][21];                 /* accounts held */
    struct nes_money income;           /* official, a month */
    enum nes_history history;
    int spouse;                        /* number of the spouse, or 0 */
};

struct nes_world_company {
    int number;                        /* 1 to NES_COMPANIES */
    char bin[13];
    struct nes_str name_kk, name_ru;
    const struct nes_world_person *head;       /* signs for it */
    char phone[13];                    /* registered to the company */
    char iban[21];
    bool seller;                       /* sells goods and services: money may go there (9.2.d) */
};

struct nes_world_people {
    struct nes_world_person person[NES_PEOPLE];        /* number n at [n - 1] */
    struct nes_world_company company[NES_COMPANIES];
};

/* In the arena; always the same. */
const struct nes_world_people *nes_world_people_make(struct nes_arena *arena);

/* NULL where there is none. */
const struct nes_world_person *nes_world_by_number(const struct nes_world_people *people, int64_t number);
const struct nes_world_person *nes_world_by_iin(const struct nes_world_people *people, struct nes_str iin);
const struct nes_world_company *nes_world_by_bin(const struct nes_world_people *people, struct nes_str bin);
/* IIN or BIN of who holds an account, or owns a subscriber number; empty: nobody does. */
struct nes_str nes_world_holder(const struct nes_world_people *people, struct nes_str iban);
struct nes_str nes_world_owner(const struct nes_world_people *people, struct nes_str phone);

/* The face: a picture drawn from the number, different for each person (PNG, 240 by 320, light background). In
 * the arena. */
struct nes_str nes_world_face(struct nes_arena *arena, const struct nes_world_person *person);
/* Whose face a picture shows, byte for byte one of ours; NULL: nobody's. */
const struct nes_world_person *nes_world_seen(struct nes_arena *arena, const struct nes_world_people *people,
                                              struct nes_str png);
