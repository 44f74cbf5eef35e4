/* src/aml/list.h: lists of the monitoring agency: financing of terrorism, participants. The file is kept with its
 * hash; a list that shrank suspiciously is kept and not used until a person takes it in. RULE 8.1 */
#pragma once
#include "aml/aml_faults.h"
#include "calc/date.h"
#include "crypto/hash.h"
#include "db/db.h"

struct nes_aml_list_id { struct nes_id id; };

enum nes_aml_kind { NES_AML_FINANCING, NES_AML_PARTICIPANTS };
#define NES_AML_KINDS 2
const char *nes_aml_kind_word(enum nes_aml_kind kind);              /* "financing" */
enum nes_aml_kind nes_aml_kind_of(struct nes_str word);             /* of our own tables */

struct nes_aml_entry {
    bool person;                         /* false: an organisation */
    struct nes_str name, words;          /* as it stands there; in normal form, words by order */
    struct nes_str number;               /* empty: none is given */
    struct nes_date born_on;             /* none: none is given */
};
#define NES_AML_ENTRIES_MAX 20'000

struct nes_aml_list {
    struct nes_aml_list_id id;
    enum nes_aml_kind kind;
    bool shrunk;
    struct nes_hash hash;
    struct nes_str file, source;
    struct nes_id taken_by;              /* none: the daily job */
    int64_t taken_at;
    int32_t persons, orgs;
    const struct nes_aml_entry *entries; /* given to nes_aml_take */
    size_t len;
};

/* Pure. The words of a name in normal form by order of the alphabet, in the arena: the same for "Тестов Тест" and
 * "ТЕСТ ТЕСТОВ". Names that cannot be read give empty text. */
struct nes_str nes_aml_words(struct nes_arena *arena, struct nes_str name);
/* Pure. A list that lost more than a tenth of its entries, or all, is suspicious. */
bool nes_aml_shrank(int64_t before, int64_t now);

/* Takes a list in: id, shrunk and taken_at are set. The same file again changes nothing (`fresh` false). `anyway`: a
 * person takes in a list that shrank. */
struct nes_err nes_aml_take(struct nes_tx *tx, struct nes_aml_list *list, bool anyway, bool *fresh);
/* The list of a kind that holds, without file and entries; `found` false: none was ever taken. */
struct nes_err nes_aml_list_now(struct nes_tx *tx, enum nes_aml_kind kind, struct nes_aml_list *out, bool *found);
struct nes_aml_lists {
    struct nes_aml_list *rows;
    size_t len;
};
/* Newest first, 100 at most, without files and entries. */
struct nes_err nes_aml_lists(struct nes_tx *tx, struct nes_aml_lists *out);
