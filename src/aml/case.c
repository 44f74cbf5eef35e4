#include "aml/case.h"

#include "aml/aml_sql.h"
#include "audit/audit.h"

static const char *const words[] = {
    [NES_CASE_OPEN] = "open",
    [NES_CASE_CONFIRMED] = "confirmed",
    [NES_CASE_CLEARED] = "cleared",
};

const char *nes_case_word(enum nes_case_state state)
{
    return words[state];
}

static struct nes_err add_leaf(struct nes_tx *tx, struct nes_str kind, struct nes_aml_case_id id,
                               struct nes_client_id client, struct nes_id *out)
{
    struct nes_leaf leaf = { .kind = kind, .actor = NES_LEAF_SYSTEM };
    struct nes_leaf_id made;

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("case"), id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), client.id };
    NES_TRY(nes_audit_add(tx, &leaf, &made));
    *out = made.id;
    return NES_FINE;
}

/* The case that there is already: of a number while it freezes, of a name whatever was decided. */
static struct nes_err find_there(struct nes_tx *tx, struct nes_client_id client, const struct nes_screen *screen,
                                 struct nes_aml_case_id *id)
{
    struct nes_aml_case_of_match_row there;
    struct nes_aml_case_sure_rows sure = { 0 };
    bool found;

    if (screen->hit == NES_HIT_SURE) {
        NES_TRY(nes_aml_case_sure(tx, client, &sure));
    }
    NES_TRY(nes_aml_case_of_match(tx, client, screen->match, &there, &found));
    *id = sure.len > 0 ? sure.rows[0].id : found ? there.id : (struct nes_aml_case_id){ 0 };
    return NES_FINE;
}

struct nes_err nes_case_open(struct nes_tx *tx, struct nes_client_id client, struct nes_id application,
                             const struct nes_screen *screen, struct nes_aml_case *out)
{
    struct nes_aml_case_id id = { nes_tx_new_id(tx) }, there;
    struct nes_id leaf;
    int64_t opened;

    NES_ASSERT(screen->hit != NES_HIT_NONE);
    NES_TRY(find_there(tx, client, screen, &there));
    if (!nes_id_none(there.id)) {
        return nes_case_find(tx, there, true, out);
    }
    NES_TRY(add_leaf(tx, NES_STR("case.opened"), id, client, &leaf));
    NES_TRY(nes_aml_case_insert(tx,
                                &(struct nes_aml_case_insert_in){ id, client, application, screen->list, screen->entry,
                                                                  screen->match, screen->hit == NES_HIT_SURE,
                                                                  nes_tx_now(tx), leaf },
                                &opened));
    return opened == 1 ? nes_case_find(tx, id, false, out) : NES_FAIL(DB_CONFLICT, "case");
}

static struct nes_aml_case case_of(const struct nes_aml_case_by_id_row *row)
{
    return (struct nes_aml_case){
        .id = row->id, .client = row->client_id, .application = row->application_id, .list = row->list_id,
        .entry = row->entry_nr, .state = (enum nes_case_state)nes_str_place(words, NES_LEN(words), row->state),
        .sure = row->is_sure, .opened_at = row->opened_at, .decided_at = row->decided_at,
        .decided_by = row->decided_by, .note = row->note, .entry_name = row->entry_name,
    };
}

struct nes_err nes_case_find(struct nes_tx *tx, struct nes_aml_case_id id, bool lock, struct nes_aml_case *out)
{
    struct nes_aml_case_hold_row held;
    struct nes_aml_case_by_id_row row;

    if (lock) {
        NES_TRY(nes_aml_case_hold(tx, id, &held));
    }
    NES_TRY(nes_aml_case_by_id(tx, id, &row));
    *out = case_of(&row);
    return NES_FINE;
}

struct nes_err nes_case_decide(struct nes_tx *tx, struct nes_aml_case *found)
{
    struct nes_str kind = found->state == NES_CASE_CLEARED ? NES_STR("case.cleared") : NES_STR("case.confirmed");
    struct nes_id leaf;
    int64_t settled;

    NES_ASSERT(found->state != NES_CASE_OPEN);
    found->decided_at = nes_tx_now(tx);
    NES_TRY(nes_aml_case_settle(tx,
                                &(struct nes_aml_case_settle_in){ found->id, nes_str_of(words[found->state]),
                                                                  found->decided_by, found->decided_at, found->note },
                                &settled));
    if (settled == 0) {
        return NES_FAIL(CASE_DECIDED, "case");
    }
    return add_leaf(tx, kind, found->id, found->client, &leaf);
}

struct nes_err nes_cases_all(struct nes_tx *tx, struct nes_aml_cases *out)
{
    struct nes_aml_case_list_rows found;

    NES_TRY(nes_aml_case_list(tx, &found));
    *out = (struct nes_aml_cases){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_aml_case, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = case_of(&found.rows[i]);
    }
    return NES_FINE;
}

struct nes_err nes_aml_frozen(struct nes_tx *tx, struct nes_client_id client, bool *out)
{
    struct nes_aml_case_freezing_row row;

    NES_TRY(nes_aml_case_freezing(tx, client, &row));
    *out = row.n > 0;
    return NES_FINE;
}
