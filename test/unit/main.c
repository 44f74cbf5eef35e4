/* test/unit/main.c: runs the tests of a folder. `--list` prints name, file, kind, rules; other words choose by name. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/rand.h"
#include "test/unit/test.h"

static struct nes_test_case *first, **last = &first;

void nes_test_enlist(struct nes_test_case *test)
{
    *last = test;
    last = &test->next;
}

void nes_want(bool held, const char *label, const char *what, const char *file, int line)
{
    if (!held) {
        print_error("%s: not so: %s\n", label, what);
        _fail(file, line);
    }
}

void nes_want_int(int64_t got, int64_t wanted, const char *label, const char *file, int line)
{
    if (got != wanted) {
        print_error("%s: got %" PRId64 ", wanted %" PRId64 "\n", label, got, wanted);
        _fail(file, line);
    }
}

void nes_want_str(struct nes_str got, struct nes_str wanted, const char *label, const char *file, int line)
{
    if (!nes_str_eq(got, wanted)) {
        print_error("%s: got \"%.*s\", wanted \"%.*s\"\n", label, (int)got.len, got.ptr, (int)wanted.len, wanted.ptr);
        _fail(file, line);
    }
}

void nes_want_ok(struct nes_err err, const char *what, const char *file, int line)
{
    if (err.what) {
        print_error("%s failed: %s at %s\n", what, err.what->code, err.at ? err.at : "-");
        _fail(file, line);
    }
}

void nes_want_fault(struct nes_err err, const char *code, const char *label, const char *file, int line)
{
    const char *got = err.what ? err.what->code : "fine";

    if (strcmp(got, code) != 0) {
        print_error("%s: got %s at %s, wanted %s\n", label, got, err.at ? err.at : "-", code);
        _fail(file, line);
    }
}

static bool skipped; /* by the test that runs; cmocka's own skip() would leave what the test holds */

void nes_skip(const char *reason)
{
    print_message("skipped: %s\n", reason);
    skipped = true;
}

static void run_one(void **state)
{
    const struct nes_test_case *test = *state;

    skipped = false;
    test->run(state);
    if (skipped) {
        skip();
    }
}

uint64_t nes_test_seed(void)
{
    const char *text = getenv("NESIE_SEED");

    return text ? strtoull(text, NULL, 10) : 1;
}

#if defined(__has_feature)
#define SANITIZED __has_feature(address_sanitizer)
#else
#define SANITIZED 0
#endif

/* Many values are for the plain build. Under a sanitizer a fifth of them walks the same lines, and the night takes all;
 * a stride is no count. */
static int64_t sanitized(const char *kind, int64_t count)
{
    bool fewer = SANITIZED != 0 && count >= 10 && !strstr(kind, "stride");

    return fewer ? count / 5 : count;
}

int64_t nes_budget(const char *kind)
{
    const char *column = getenv("NESIE_BUDGET"), *path = getenv("NESIE_BUDGET_FILE");
    FILE *file = fopen(path ? path : NES_BUDGET_FILE, "r");
    char line[256], name[64];
    long long gate, night, release, chosen = -1;

    assert_non_null(file);
    while (chosen < 0 && fgets(line, sizeof(line), file)) {
        if (sscanf(line, "%63s %lld %lld %lld", name, &gate, &night, &release) == 4 && strcmp(name, kind) == 0) {
            chosen = column && strcmp(column, "night") == 0     ? night
                     : column && strcmp(column, "release") == 0 ? release
                                                                : sanitized(kind, gate);
        }
    }
    (void)fclose(file);
    nes_want(chosen >= 0, kind, "a row of test/budget.tsv", __FILE__, __LINE__);
    return chosen;
}

static int64_t stands(void *self)
{
    const struct nes_test_time *time = self;

    return time->now_us;
}

struct nes_clock nes_test_clock(struct nes_test_time *time)
{
    return (struct nes_clock){ .now_us = stands, .steady_us = stands, .self = time };
}

static void roll(void *self, void *out, size_t len)
{
    struct nes_test_dice *dice = self;
    unsigned char *at = out;

    for (size_t i = 0; i < len; i++) {
        uint64_t z = dice->state += 0x9e3779b97f4a7c15;

        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        at[i] = (unsigned char)(z ^ (z >> 31));
    }
}

struct nes_rand nes_test_rand(struct nes_test_dice *dice)
{
    return (struct nes_rand){ .fill = roll, .self = dice };
}

static int list_all(void)
{
    for (const struct nes_test_case *test = first; test; test = test->next) {
        printf("%s\t%s\t%s\t%s\n", test->name, test->file, test->kind == NES_REFUSES ? "refuses" : "shows",
               test->rules ? test->rules : "");
    }
    return 0;
}

static bool chosen(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strstr(name, argv[i])) {
            return true;
        }
    }
    return argc < 2;
}

int main(int argc, char **argv)
{
    struct CMUnitTest *tests;
    size_t all = 0, n = 0;
    int failed;

    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        return list_all();
    }
    for (const struct nes_test_case *test = first; test; test = test->next) {
        all++;
    }
    tests = calloc(all + 1, sizeof(*tests));
    assert_non_null(tests);
    for (struct nes_test_case *test = first; test; test = test->next) {
        if (chosen(test->name, argc, argv)) {
            tests[n++] = (struct CMUnitTest){ .name = test->name, .test_func = run_one, .initial_state = test };
        }
    }
    failed = _cmocka_run_group_tests(argv[0], tests, n, NULL, NULL);
    free(tests);
    return failed == 0 ? 0 : 1;
}
