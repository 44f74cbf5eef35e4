#include "aml/screen.h"

#include "aml/aml_sql.h"

/* The number is stronger than a name, a name with the day of birth than one without. */
static int strength(const struct nes_screen *screen)
{
    return screen->hit == NES_HIT_NONE ? 0 : screen->hit == NES_HIT_SURE ? 3 : 1 + screen->born;
}

static void take(struct nes_screen *out, const struct nes_screen *hit)
{
    if (strength(hit) > strength(out)) {
        out->hit = hit->hit;
        out->list = hit->list;
        out->entry = hit->entry;
        out->born = hit->born;
    }
}

/* The words of the name agree. Another number or another day of birth is another person; what the list leaves out is
 * unknown, and a person looks. */
static bool may_be(const struct nes_aml_entry_by_words_row *row, const struct nes_screen_of *of)
{
    if (row->number.len > 0 && of->number.len > 0) {
        return nes_str_eq(row->number, of->number);
    }
    return row->born_on.day == 0 || of->born_on.day == 0 || row->born_on.day == of->born_on.day;
}

static struct nes_err look(struct nes_tx *tx, const struct nes_screen_of *of, struct nes_str words,
                           struct nes_aml_list_id list, struct nes_screen *out)
{
    struct nes_aml_entry_by_number_rows sure = { 0 };
    struct nes_aml_entry_by_words_rows named = { 0 };

    if (of->number.len > 0) {
        NES_TRY(nes_aml_entry_by_number(tx, list, of->number, &sure));
    }
    if (sure.len > 0) {
        take(out, &(struct nes_screen){ .hit = NES_HIT_SURE, .list = list, .entry = sure.rows[0].nr });
        return NES_FINE;
    }
    if (words.len > 0) {
        NES_TRY(nes_aml_entry_by_words(tx, list, words, &named));
    }
    for (size_t i = 0; i < named.len; i++) {
        if (may_be(&named.rows[i], of)) {
            take(out, &(struct nes_screen){ .hit = NES_HIT_NAME, .list = list, .entry = named.rows[i].nr,
                                            .born = named.rows[i].born_on.day != 0 && of->born_on.day != 0 });
        }
    }
    return NES_FINE;
}

/* What agreed: of a name the words and the day, so that a case that was decided is not opened again with each new list,
 * but is where more agrees than then; of a number the list, so that who was taken off and put on again is found. */
static struct nes_str match_of(struct nes_arena *arena, const struct nes_screen *screen, struct nes_str words,
                               const struct nes_screen_of *of)
{
    struct nes_buf buf = nes_buf_begin(arena, 4'096);
    char date[NES_DATE_TEXT + 1];

    nes_buf_addz(&buf, screen->hit == NES_HIT_SURE ? "number " : screen->born ? "born " : "name ");
    if (screen->hit == NES_HIT_SURE) {
        nes_buf_add(&buf, nes_id_str(arena, screen->list.id));
    } else {
        nes_buf_add(&buf, words);
        nes_buf_byte(&buf, ' ');
        nes_buf_add(&buf, of->born_on.day ? nes_date_write(of->born_on, date) : NES_STR("-"));
    }
    return (struct nes_str){ buf.ptr, buf.len };
}

struct nes_err nes_screen(struct nes_tx *tx, const struct nes_screen_of *of, struct nes_screen *out)
{
    struct nes_str words = nes_aml_words(nes_tx_arena(tx), of->name);

    *out = (struct nes_screen){ .hit = NES_HIT_NONE };
    for (enum nes_aml_kind kind = 0; kind < NES_AML_KINDS; kind++) {
        struct nes_aml_list list;
        bool found;

        NES_TRY(nes_aml_list_now(tx, kind, &list, &found));
        if (!found) {
            return NES_FAIL(AML_NO_LIST, nes_aml_kind_word(kind));
        }
        out->lists[kind] = list.id;
        NES_TRY(look(tx, of, words, list.id, out));
    }
    if (out->hit != NES_HIT_NONE) {
        out->match = match_of(nes_tx_arena(tx), out, words, of);
    }
    return NES_FINE;
}

struct nes_err nes_screen_holds(struct nes_tx *tx, const struct nes_screen *screen, bool *out)
{
    *out = true;
    for (enum nes_aml_kind kind = 0; kind < NES_AML_KINDS; kind++) {
        struct nes_aml_list list;
        bool found;

        NES_TRY(nes_aml_list_now(tx, kind, &list, &found));
        *out = *out && found && nes_id_eq(list.id.id, screen->lists[kind].id);
    }
    return NES_FINE;
}
