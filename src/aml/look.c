#include "aml/look.h"

#include "aml/aml_sql.h"
#include "aml/screen_client.h"
#include "db/db_faults.h"

#define HITS_MAX   100 /* the clients of a chunk */
#define CHUNKS_MAX 10  /* of a turn, well within its lease */

struct hit {
    struct nes_client_id client;
    struct nes_screen screen;
};

/* One chunk: read and compared on a snapshot, then written. */
struct chunk {
    const struct nes_job_turn *turn;
    struct nes_keeper *keeper;
    struct nes_aml_list_id lists[NES_AML_KINDS];
    struct nes_client_id last;
    bool idle, end;
    struct hit hits[HITS_MAX];
    size_t hits_len;
};

static struct nes_err find_lists(struct nes_tx *tx, struct chunk *chunk)
{
    struct nes_aml_look_of_row look;
    bool found;

    for (enum nes_aml_kind kind = 0; kind < NES_AML_KINDS; kind++) {
        struct nes_aml_list list;

        NES_TRY(nes_aml_list_now(tx, kind, &list, &found));
        chunk->lists[kind] = list.id;
        chunk->idle = chunk->idle || !found;
    }
    if (chunk->idle) {
        return NES_FINE;
    }
    NES_TRY(nes_aml_look_of(tx, chunk->lists[NES_AML_FINANCING], chunk->lists[NES_AML_PARTICIPANTS], &look, &found));
    chunk->last = found ? look.client_id : (struct nes_client_id){ 0 };
    chunk->idle = found && look.finished_at != 0;
    return NES_FINE;
}

/* An organisation's signatory is looked for as at the submission; a record that staff made has none. */
static struct nes_err look_signatory(struct nes_tx *tx, struct nes_keeper *keeper, struct nes_client_id id,
                                     struct nes_screen *out)
{
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SCREEN };
    struct nes_registration registration;
    struct nes_err err = nes_registration_find(tx, id.id, &registration);

    if (err.what == &nes_fault_DB_NO_ROW) {
        return NES_FINE;
    }
    NES_TRY(err);
    return nes_screen_signatory(tx, keeper, why, &registration, out);
}

static struct nes_err look_for(struct nes_tx *tx, struct chunk *chunk, struct nes_client_id id)
{
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SCREEN };
    struct nes_client client;
    struct nes_person person;
    struct nes_screen screen;
    struct nes_date born;

    NES_TRY(nes_client_find(tx, id, &client));
    NES_TRY(nes_client_unseal(chunk->keeper, nes_tx_arena(tx), why, &client, &person));
    NES_TRY(nes_screen_person(tx, &person, &screen, &born));
    if (born.day == 0) {
        NES_TRY(look_signatory(tx, chunk->keeper, id, &screen));
    }
    if (screen.hit != NES_HIT_NONE) {
        chunk->hits[chunk->hits_len++] = (struct hit){ id, screen };
    }
    return NES_FINE;
}

static struct nes_err read_chunk(struct nes_tx *tx, void *self)
{
    struct chunk *chunk = self;
    struct nes_aml_look_clients_rows found;

    chunk->idle = false; /* a look that lost its line begins anew */
    chunk->hits_len = 0;
    NES_TRY(find_lists(tx, chunk));
    if (chunk->idle) {
        return NES_FINE;
    }
    NES_TRY(nes_aml_look_clients(tx, chunk->last, &found));
    for (size_t i = 0; i < found.len; i++) {
        NES_TRY(look_for(tx, chunk, found.rows[i].id));
        chunk->last = found.rows[i].id;
    }
    chunk->end = found.len < HITS_MAX;
    return NES_FINE;
}

/* RULE 10.1: a case freezes. */
static struct nes_err write_chunk(struct nes_tx *tx, void *self)
{
    const struct chunk *chunk = self;
    struct nes_aml_list_id financing = chunk->lists[NES_AML_FINANCING], other = chunk->lists[NES_AML_PARTICIPANTS];
    struct nes_aml_case opened;
    int64_t begun;

    NES_TRY(nes_job_guard(tx, chunk->turn));
    NES_TRY(nes_aml_look_begin(tx, financing, other, &begun));
    for (size_t i = 0; i < chunk->hits_len; i++) {
        NES_TRY(nes_case_open(tx, chunk->hits[i].client, (struct nes_id){ 0 }, &chunk->hits[i].screen, &opened));
    }
    return nes_aml_look_move(tx, &(struct nes_aml_look_move_in){ financing, other, chunk->last,
                                                                 (int32_t)chunk->hits_len,
                                                                 chunk->end ? nes_tx_now(tx) : 0 });
}

static struct nes_err do_chunk(const struct nes_job_turn *turn, struct nes_keeper *keeper, bool *end)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct chunk *chunk = NES_NEW(arena, struct chunk);
    struct nes_call call = { .operation = nes_id_new(turn->clock, turn->rand), .batch = true, .arena = arena,
                             .run = write_chunk, .self = chunk };

    chunk->turn = turn;
    chunk->keeper = keeper;
    NES_TRY(nes_db_read(turn->db, arena, read_chunk, chunk));
    *end = chunk->idle || chunk->end;
    return chunk->idle ? NES_FINE : nes_db_run(turn->db, &call);
}

struct nes_err nes_aml_look(const struct nes_job_turn *turn, struct nes_keeper *keeper)
{
    bool end = false;

    for (int chunks = 0; !end && chunks < CHUNKS_MAX; chunks++) {
        NES_TRY(do_chunk(turn, keeper, &end));
    }
    return NES_FINE;
}
