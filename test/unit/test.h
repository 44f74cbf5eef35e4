/* test/unit/test.h: a thin layer over cmocka. Names are sentences, cases tables, every test brings its own world. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/str.h"

enum nes_test_kind { NES_SHOWS, NES_REFUSES };

struct nes_test_case {
    const char *name, *file;
    void (*run)(void **state);
    const char *rules;             /* "8.8, 10.2": what a pass proves (docs/rules.md is made from it) */
    enum nes_test_kind kind;       /* NES_REFUSES proves a prohibition */
    struct nes_test_case *next;
};

void nes_test_enlist(struct nes_test_case *test);

/* NES_TEST(name) or NES_TEST(name, .rules = "8.8", .kind = NES_REFUSES), then the body. */
#define NES_TEST(...) NES_TEST_(__VA_ARGS__, .next = NULL)
#define NES_TEST_(name_, ...)                                                                                          \
    static void test_##name_(void **state);                                                                            \
    static struct nes_test_case case_##name_ = NES_TEST_CASE(name_, test_##name_, __VA_ARGS__);                        \
    __attribute__((constructor)) static void enlist_##name_(void)                                                      \
    {                                                                                                                  \
        nes_test_enlist(&case_##name_);                                                                                \
    }                                                                                                                  \
    static void test_##name_([[maybe_unused]] void **state)
#define NES_TEST_CASE(name_, run_, ...) { .name = #name_, .file = __FILE__, .run = (run_), __VA_ARGS__ }

/* The label tells which row of a table failed. */
#define NES_WANT(label, condition)        nes_want((condition), (label), #condition, __FILE__, __LINE__)
#define NES_WANT_INT(label, got, wanted)  nes_want_int((got), (wanted), (label), __FILE__, __LINE__)
#define NES_WANT_STR(label, got, wanted)  nes_want_str((got), nes_str_of(wanted), (label), __FILE__, __LINE__)
#define NES_WANT_OK(call)                 nes_want_ok((call), #call, __FILE__, __LINE__)
/* The call fails with that code, as "MONEY_RANGE". */
#define NES_WANT_FAULT(label, call, code) nes_want_fault((call), (code), (label), __FILE__, __LINE__)
/* Ends the test as skipped, with a reason; in the function of the test itself. */
#define NES_SKIP(reason)                                                                                               \
    do {                                                                                                               \
        nes_skip(reason);                                                                                              \
        return;                                                                                                        \
    } while (false)

void nes_want(bool held, const char *label, const char *what, const char *file, int line);
void nes_want_int(int64_t got, int64_t wanted, const char *label, const char *file, int line);
void nes_want_str(struct nes_str got, struct nes_str wanted, const char *label, const char *file, int line);
void nes_want_ok(struct nes_err err, const char *what, const char *file, int line);
void nes_want_fault(struct nes_err err, const char *code, const char *label, const char *file, int line);
void nes_skip(const char *reason);

/* How often a long thing runs: the column of test/budget.tsv that ./dev chose (environment NESIE_BUDGET: gate, night,
 * release) for `kind`. An unknown kind fails the test. */
int64_t nes_budget(const char *kind);
/* The seed of this run (environment NESIE_SEED, which ./dev sets from the commit; 1 without). */
uint64_t nes_test_seed(void);

/* A clock that stands until moved, and a generator that repeats (splitmix64): a test owns both. */
struct nes_test_time { _Atomic int64_t now_us; }; /* threads of the code under test read it */
struct nes_clock;
struct nes_rand;
struct nes_clock nes_test_clock(struct nes_test_time *time);
struct nes_test_dice { uint64_t state; };
struct nes_rand nes_test_rand(struct nes_test_dice *dice);
