/* src/base/err.h: failure as a value. Every function that can fail returns `struct nes_err`. */
#pragma once
#include <stddef.h>
#include <stdnoreturn.h>

/* What becomes of the writes of a call that ends so: REFUSE keeps them (counter, evidence, audit), FAIL keeps none. */
enum nes_end { NES_END_FAIL, NES_END_REFUSE };

/* One row of a module's fault table (`<module>_faults.def`). All members are static. */
struct nes_fault {
    const char *code;   /* stable, as in problem+json: "MONEY_RANGE" */
    enum nes_end end;
    int status;         /* HTTP status */
    const char *text;   /* the English sentence; Kazakh and Russian stand in the catalogue */
};

struct [[nodiscard]] nes_err {
    const struct nes_fault *what; /* NULL is fine */
    const char *at;               /* the field, id or bound at fault; static or arena text; may be NULL */
};

/* A module declares its faults in a header and defines them in one file:
 *   #define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
 *   #include "calc/calc_faults.def"
 *   #undef X
 */
#define NES_FAULT_DECLARE(name, end_)                                                                                  \
    extern const struct nes_fault nes_fault_##name;                                                                    \
    enum { NES_IS_REFUSAL_##name = (NES_END_##end_ == NES_END_REFUSE) };
#define NES_FAULT_DEFINE(name, end_, status_, text_)                                                                   \
    const struct nes_fault nes_fault_##name = {                                                                        \
        .code = #name, .end = NES_END_##end_, .status = (status_), .text = (text_)                                     \
    };

/* Zero, and compiles only if `condition` holds. */
#define NES_ONLY_IF(condition) (0 * sizeof(char[(condition) ? 1 : -1]))

/* A fault can be given only with the end that its table names: NES_REFUSE of a FAIL row does not compile. */
#define NES_FINE ((struct nes_err){ 0 })
#define NES_FAIL(name, where)                                                                                          \
    ((struct nes_err){ .what = &nes_fault_##name + NES_ONLY_IF(!NES_IS_REFUSAL_##name), .at = (where) })
#define NES_REFUSE(name, where)                                                                                        \
    ((struct nes_err){ .what = &nes_fault_##name + NES_ONLY_IF(NES_IS_REFUSAL_##name), .at = (where) })

/* Pass a failure up: the only macro that may return. */
#define NES_TRY(call)                                                                                                  \
    do {                                                                                                               \
        struct nes_err err_ = (call);                                                                                  \
        if (err_.what) return err_;                                                                                    \
    } while (0)

/* For what only our own bug can cause: on in every build, stops the process, the database rolls back. */
#define NES_ASSERT(condition) ((condition) ? (void)0 : nes_assert_failed(#condition, __FILE__, __LINE__))
/* A place that cannot be reached: NES_BUG("a known way of rounding"). */
#define NES_BUG(sentence) nes_assert_failed(sentence, __FILE__, __LINE__)
noreturn void nes_assert_failed(const char *condition, const char *file, int line);

/* Number of elements of an array. */
#define NES_LEN(array) (sizeof(array) / sizeof((array)[0]))

/* Closes with its scope: NES_AUTO(nes_rows_close) struct nes_rows *rows = NULL; the closer takes a pointer to it. */
#define NES_AUTO(closer) __attribute__((cleanup(closer)))
