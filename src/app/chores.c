#include "app/chores.h"

#include <stdio.h>
#include <string.h>

#include "aml/look.h"
#include "app/app_faults.h"
#include "app/serve.h"
#include "gateway/list.h"
#include "lending/application_store.h"
#include "lending/night.h"

#define LEAVES_AT_ONCE 1'000

/* Gives waiting leaves their places. RULE 32 */
static struct nes_err sequence(void *self, const struct nes_job_turn *turn)
{
    const struct nes_chores *chores = self;
    int64_t numbered;

    do {
        struct nes_err err = nes_audit_sequence(turn->db, chores->house->crypto, LEAVES_AT_ONCE, &numbered);

        if (err.what) {
            return err;
        }
    } while (numbered == LEAVES_AT_ONCE);
    return NES_FINE;
}

static struct nes_err checkpoint(void *self, const struct nes_job_turn *turn)
{
    const struct nes_chores *chores = self;
    bool made;

    return nes_audit_checkpoint(turn->db, chores->house->crypto, &chores->signer, &made);
}

static struct nes_err guard(struct nes_tx *tx, const void *turn)
{
    return nes_job_guard(tx, turn);
}

static struct nes_err hold(const void *turn)
{
    return nes_job_hold(turn);
}

/* The night of the day: accrual, delay, postings. RULE 7.5 */
static struct nes_err night(void *self, const struct nes_job_turn *turn)
{
    const struct nes_night_run run = {
        .db = turn->db, .clock = *turn->clock, .rand = *turn->rand, .guard = guard, .between = hold, .self = turn
    };
    struct nes_night_told told;

    (void)self;
    return nes_nights_run(&run, turn->day, &told);
}

static struct nes_err ask(const struct nes_house *house, struct nes_arena *arena, struct nes_keeper_item *item)
{
    return nes_keeper_ask(house->keeper, arena, (struct nes_keeper_why){ .purpose = NES_PURPOSE_AUDIT }, item, 1);
}

/* One call of a job that writes. */
static struct nes_err write_call(const struct nes_job_turn *turn, nes_call_run *run)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_job_turn own = *turn;
    struct nes_call call = {
        .operation = nes_id_new(turn->clock, turn->rand), .batch = true, .arena = arena, .run = run, .self = &own
    };

    return nes_db_run(turn->db, &call);
}

static struct nes_err plan_lists(struct nes_tx *tx, void *self)
{
    NES_TRY(nes_job_guard(tx, self));
    return nes_lists_plan(tx);
}

/* The lists of the monitoring agency are asked for once an hour: a new one freezes within a day. RULE 8.1 */
static struct nes_err lists(void *self, const struct nes_job_turn *turn)
{
    (void)self;
    return write_call(turn, plan_lists);
}

/* Clients who were listed after they came. RULE 10.1 */
static struct nes_err look(void *self, const struct nes_job_turn *turn)
{
    const struct nes_chores *chores = self;

    return nes_aml_look(turn, chores->house->keeper);
}

static struct nes_err lapse_some(struct nes_tx *tx, void *self)
{
    int64_t lapsed;

    NES_TRY(nes_job_guard(tx, self));
    return nes_applications_lapse(tx, nes_date_at(nes_tx_now(tx)), &lapsed);
}

/* Approvals that ran out. RULE 7.4 */
static struct nes_err lapse(void *self, const struct nes_job_turn *turn)
{
    (void)self;
    return write_call(turn, lapse_some);
}

static struct nes_err sign(void *self, struct nes_str body, struct nes_signature *out)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    const struct nes_chores *chores = self;
    struct nes_keeper_item item = { .op = NES_KEEPER_SIGN, .label = NES_STR("checkpoint"), .data = body };

    NES_TRY(ask(chores->house, arena, &item));
    NES_ASSERT(item.answer.len == sizeof(out->b));
    memcpy(out->b, item.answer.ptr, sizeof(out->b));
    return NES_FINE;
}

static struct nes_str origin_of(struct nes_arena *arena, const char *host)
{
    struct nes_buf buf = nes_buf_begin(arena, 512);

    nes_buf_addz(&buf, "nesie/");
    nes_buf_addz(&buf, host);
    return (struct nes_str){ buf.ptr, buf.len };
}

/* Revocation lists that settings name: fetched before anybody waits for one. RULE 35.1 */
static struct nes_err revocations(void *self, const struct nes_job_turn *turn)
{
    (void)turn;
    nes_eds_renew_lists(self);
    return NES_FINE;
}

struct nes_err nes_chores_make(struct nes_arena *arena, const struct nes_house *house,
                               const struct nes_chore_gates *gates, const char *host, struct nes_chores *out)
{
    struct nes_keeper_item item = { .op = NES_KEEPER_PUBLIC };

    NES_TRY(ask(house, arena, &item));
    *out = (struct nes_chores){ .house = house };
    out->signer = (struct nes_audit_signer){ .origin = origin_of(arena, host), .sign = sign, .self = out };
    out->signer.key.name = out->signer.origin;
    NES_ASSERT(item.answer.len == sizeof(out->signer.key.public.b));
    memcpy(out->signer.key.public.b, item.answer.ptr, sizeof(out->signer.key.public.b));
    out->kinds[0] = (struct nes_job_kind){ .name = "audit.sequence", .every_s = 1, .lease_s = 30, .run = sequence,
                                           .self = out };
    out->kinds[1] = (struct nes_job_kind){ .name = "audit.checkpoint", .every_s = 60, .lease_s = 60, .run = checkpoint,
                                           .self = out };
    out->kinds[2] = (struct nes_job_kind){ .name = "night", .every_s = 10, .daily = true, .lease_s = 120, .run = night,
                                           .self = out };
    out->kinds[3] = (struct nes_job_kind){ .name = "aml.lists", .every_s = 3'600, .lease_s = 60, .run = lists,
                                           .self = out };
    out->kinds[4] = (struct nes_job_kind){ .name = "application.lapse", .every_s = 3'600, .lease_s = 60, .run = lapse,
                                           .self = out };
    out->kinds[5] = nes_bank_chore_statements(gates->bank);
    out->kinds[6] = nes_bank_chore_papers(gates->bank);
    out->kinds[7] =
        (struct nes_job_kind){ .name = "aml.look", .every_s = 10, .lease_s = 120, .run = look, .self = out };
    out->kinds[8] = (struct nes_job_kind){ .name = "eds.lists", .every_s = 600, .lease_s = 200, .run = revocations,
                                           .self = gates->eds };
    return NES_FINE;
}

struct nes_err nes_chores_publish(struct nes_arena *arena, const struct nes_chores *chores)
{
    const char *path = nes_serve_path(arena, chores->house->data, "audit.pub");
    struct nes_str text;
    FILE *file;
    bool written;

    NES_TRY(nes_note_key_write(chores->house->crypto, arena, &chores->signer.key, &text));
    file = fopen(path, "we");
    written = file && fwrite(text.ptr, 1, text.len, file) == text.len && fputc('\n', file) != EOF;
    if (!file || fclose(file) != 0 || !written) {
        return NES_FAIL(FOLDER_WRITE, path);
    }
    return NES_FINE;
}
