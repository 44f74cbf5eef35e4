#include "lending/night.h"

#define CHUNK 2'000
#define AGAIN_MAX 100 /* a chunk whose loans change each time it is read */

struct turn {
    const struct nes_night_run *run;
    struct nes_date day, done_on;
    struct nes_night_chunk chunk;
    bool again;
};

static struct nes_err look(struct nes_tx *tx, void *self)
{
    return nes_night_done_on(tx, &((struct turn *)self)->done_on);
}

static struct nes_err fold(struct nes_tx *tx, void *self)
{
    struct turn *turn = self;
    int32_t size = turn->run->size > 0 ? turn->run->size : CHUNK;

    return nes_night_fold(tx, nes_tx_arena(tx), turn->day, size, &turn->chunk);
}

static struct nes_err post(struct nes_tx *tx, void *self)
{
    struct turn *turn = self;

    if (turn->run->guard) {
        NES_TRY(turn->run->guard(tx, turn->run->self));
    }
    return nes_night_post(tx, &turn->chunk, &turn->again);
}

static void tell(const struct nes_night_chunk *chunk, struct nes_night_told *told)
{
    told->chunks++;
    told->loans += chunk->loans;
    for (size_t i = 0; i < chunk->changes_len; i++) {
        told->late += chunk->changes[i].became_late;
    }
}

/* One chunk, read anew as often as a loan of it changes meanwhile. */
static struct nes_err one_chunk(struct turn *turn, struct nes_arena *arena, struct nes_night_told *told)
{
    NES_AUTO(nes_arena_end) struct nes_arena *own = nes_arena_begin(0);
    const struct nes_night_run *run = turn->run;
    struct nes_call call = { .batch = true, .arena = own, .run = post, .self = turn };

    for (int tries = 0; tries < AGAIN_MAX; tries++) {
        NES_TRY(nes_db_read(run->db, arena, fold, turn));
        if (turn->chunk.done) {
            return NES_FINE;
        }
        call.operation = nes_id_new(&run->clock, &run->rand);
        NES_TRY(nes_db_run(run->db, &call));
        if (!turn->again) {
            tell(&turn->chunk, told);
            return run->between ? run->between(run->self) : NES_FINE;
        }
    }
    return NES_FAIL(DB_BUSY, "night");
}

static struct nes_err one_night(struct turn *turn, struct nes_night_told *told)
{
    do {
        NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

        NES_TRY(one_chunk(turn, arena, told));
    } while (!turn->chunk.done && !turn->chunk.last);
    told->nights++;
    return NES_FINE;
}

struct nes_err nes_nights_run(const struct nes_night_run *run, struct nes_date day, struct nes_night_told *told)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct turn turn = { .run = run };

    *told = (struct nes_night_told){ 0 };
    NES_TRY(nes_db_read(run->db, arena, look, &turn));
    if (turn.done_on.day == 0) {
        return NES_FINE; /* there was never a loan */
    }
    for (turn.day.day = turn.done_on.day + 1; turn.day.day <= day.day; turn.day.day++) {
        NES_TRY(one_night(&turn, told));
    }
    return NES_FINE;
}
