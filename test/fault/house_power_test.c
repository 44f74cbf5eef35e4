/* The power goes at each write and sync of what people do through the doors: sign in, a journal of two persons, a
 * letter, a rule of two persons, the close of a day, eight at once. What was acknowledged is there, nothing is half
 * there, books and audit log are whole, and who asks again with the same keys ends with each thing once. */
#include <sched.h>
#include <stdio.h>
#include <string.h>

#include "audit/audit.h"
#include "test/fault/gate.h"
#include "test/fault/house.h"
#include "test/fault/house_sql.h"
#include "test/fault/vfs.h"

enum { GROUP = 8 };

enum deed { SIGN_IN, PROPOSE, DECIDE, LETTER, RULE, RULE_DECIDE, CLOSE, DEEDS };

/* A deed, the route that keeps its answer (NULL: none), and the kind of its leaf. */
static const struct {
    const char *name, *route, *leaf;
} deeds[DEEDS] = {
    [SIGN_IN] = { "sign in", NULL, "post.v1.sessions" },
    [PROPOSE] = { "a proposal", "POST /v1/journals", "post.v1.journals" },
    [DECIDE] = { "a decision", "POST /v1/journals/{journal}/decision", "post.v1.journals.decision" },
    [LETTER] = { "a letter", "POST /v1/clients/{client}/letters", "post.v1.clients.letters" },
    [RULE] = { "a rule", "POST /v1/policy/changes", "post.v1.policy.changes" },
    [RULE_DECIDE] = { "its decision", "POST /v1/policy/changes/{change}/decision", "post.v1.policy.changes.decision" },
    [CLOSE] = { "a close", "POST /v1/days/{day}/close", "post.v1.days.close" },
};

struct scene {
    struct nes_test_home *home;
    struct nes_vfs *vfs;
    struct nes_rig *rig;
    struct nes_test_house house;
    struct nes_test_house_sums_row before;
    int done[DEEDS];              /* acknowledged so far */
    bool off;                     /* somebody was not answered as he should be */
    bool again;                   /* the script runs the second time */
};

/* Counts what is acknowledged; anything else is allowed once the power is gone, and ends the script. */
static struct nes_answer hear(struct scene *scene, enum deed deed, struct nes_answer reply)
{
    bool good = reply.status >= 200 && reply.status < 300;

    scene->done[deed] += good ? 1 : 0;
    scene->off = scene->off || !good;
    if (!good && !nes_vfs_is_off(scene->vfs)) {
        print_error("%s: %d %.*s\n", deeds[deed].name, reply.status, (int)reply.body.len, reply.body.ptr);
    }
    NES_WANT(deeds[deed].name, good || nes_vfs_is_off(scene->vfs));
    return reply;
}

static struct nes_answer act_one(struct scene *scene, enum deed deed, enum nes_test_who who, const char *line,
                                     const char *body)
{
    char key[32];

    if (scene->off) {
        return (struct nes_answer){ 0 };
    }
    (void)snprintf(key, sizeof(key), "key-of-the-deed-%d", (int)deed);
    return hear(scene, deed, nes_test_house_ask(&scene->house, who, line, deed == SIGN_IN ? NULL : key, body));
}

static const char proposal[] = "{\"value_on\":\"2026-02-01\",\"note\":\"x\",\"entries\":"
                               "[{\"debit\":\"1030\",\"credit\":\"5010\",\"amount\":\"5.00\"}]}";

static void two_persons(struct scene *scene)
{
    struct nes_answer made = act_one(scene, PROPOSE, NES_TEST_AIGUL, "POST /v1/journals", proposal);
    char line[160];

    (void)snprintf(line, sizeof(line), "POST /v1/journals/%.36s/decision",
                   scene->off ? "" : nes_test_member(made, "id").ptr);
    (void)act_one(scene, DECIDE, NES_TEST_BOLAT, line, "{\"approve\":true}");
    made = act_one(scene, RULE, NES_TEST_AIGUL, "POST /v1/policy/changes",
                   "{\"kind\":\"RATE_CAP\",\"from_on\":\"2027-01-01\",\"over\":40,\"under\":100,\"source\":\"rules\"}");
    (void)snprintf(line, sizeof(line), "POST /v1/policy/changes/%.36s/decision",
                   scene->off ? "" : nes_test_member(made, "id").ptr);
    (void)act_one(scene, RULE_DECIDE, NES_TEST_BOLAT, line, "{\"approve\":true}");
}

static void send_group(struct scene *scene, struct nes_ask *wires[GROUP])
{
    char key[32];

    for (int i = 0; i < GROUP; i++) {
        (void)snprintf(key, sizeof(key), "key-of-the-group-%d", i);
        wires[i] = nes_test_house_send(&scene->house, NES_TEST_AIGUL, "POST /v1/journals", key, proposal);
    }
}

/* Eight proposals that wait behind one call and so become one group. Asked again, some are answered without waiting. */
static void act_group(struct scene *scene)
{
    struct nes_gate gate = NES_GATE;
    const struct nes_db_options *options = nes_rig_options_of(scene->rig);
    struct nes_call held = { .operation = nes_id_new(&options->clock, &options->rand),
                             .arena = nes_arena_begin(0),
                             .batch = true,
                             .run = nes_gate_stand,
                             .self = &gate };
    struct nes_ask *wires[GROUP];
    struct nes_db_stats stats = { 0 };

    if (!scene->off && !nes_db_submit(nes_rig_db(scene->rig), &held).what) {
        nes_gate_wait(&gate);
        send_group(scene, wires);
        while (!scene->again && stats.waiting < GROUP) {
            (void)sched_yield();
            nes_db_stats(nes_rig_db(scene->rig), &stats);
        }
        nes_gate_open(&gate);
        for (int i = 0; i < GROUP; i++) {
            (void)hear(scene, PROPOSE, nes_ask_take(wires[i], scene->house.arena, 20'000, false));
            nes_ask_close(&wires[i]);
        }
    }
    nes_arena_end(&held.arena);
}

static void sequence(struct scene *scene)
{
    int64_t numbered;
    struct nes_err err = nes_audit_sequence(nes_rig_db(scene->rig), scene->home->crypto, 1'000, &numbered);

    NES_WANT("numbered", !err.what || nes_vfs_is_off(scene->vfs));
}

/* The whole script; a deed that is not acknowledged ends it. */
static void act(struct scene *scene)
{
    char line[160];

    scene->off = false;
    memset(scene->done, 0, sizeof(scene->done));
    (void)act_one(scene, SIGN_IN, NES_TEST_AIGUL, "POST /v1/sessions",
                  "{\"login\":\"aigul\",\"password\":\"" NES_TEST_PASSWORD "\"}");
    two_persons(scene);
    sequence(scene);
    (void)snprintf(line, sizeof(line), "POST /v1/clients/%.36s/letters", scene->house.client);
    (void)act_one(scene, LETTER, NES_TEST_AIGUL, line, "{\"text\":\"Сәлеметсіз бе!\"}");
    act_group(scene);
    (void)act_one(scene, CLOSE, NES_TEST_BOLAT, "POST /v1/days/2026-02-01/close", NULL);
    sequence(scene);
}

static void begin(struct scene *scene, struct nes_test_home *home)
{
    *scene = (struct scene){ .home = home };
    scene->vfs = nes_vfs_begin(nes_test_seed());
    scene->rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE, .vfs = nes_vfs_name(), .readers = 8);
    nes_test_house_begin(&scene->house, home, scene->rig);
}

static void end(struct scene *scene)
{
    nes_test_house_end(&scene->house);
    nes_rig_end(&scene->rig);
    nes_vfs_end(&scene->vfs);
}

/* --- what is there --- */

struct traces {
    struct nes_test_house_sums_row sums;
    int64_t leaves[DEEDS], kept[DEEDS], effects[DEEDS];
};

static struct nes_err look(struct nes_tx *tx, void *self)
{
    struct traces *traces = self;

    NES_TRY(nes_test_house_sums(tx, &traces->sums));
    for (int i = 0; i < DEEDS; i++) {
        struct nes_test_house_leaves_row leaves;
        struct nes_test_house_kept_row kept = { 0 };

        NES_TRY(nes_test_house_leaves(tx, nes_str_of(deeds[i].leaf), &leaves));
        if (deeds[i].route) {
            NES_TRY(nes_test_house_kept(tx, nes_str_of(deeds[i].route), &kept));
        }
        NES_WANT_INT("keys without an answer", kept.bare, 0);
        traces->leaves[i] = leaves.n;
        traces->kept[i] = deeds[i].route ? kept.n : leaves.n;
    }
    return NES_FINE;
}

/* Effect, leaf and kept answer are there together or not at all; and all that was acknowledged is. */
static struct traces check(struct scene *scene)
{
    struct traces traces;

    NES_WANT_OK(nes_rig_read(scene->rig, look, &traces));
    traces.effects[SIGN_IN] = traces.sums.sessions - scene->before.sessions;
    traces.effects[PROPOSE] = traces.sums.proposals;
    traces.effects[DECIDE] = traces.sums.journals;
    traces.effects[LETTER] = traces.sums.letters;
    traces.effects[RULE] = traces.sums.changes;
    traces.effects[RULE_DECIDE] = traces.sums.rules;
    traces.effects[CLOSE] = traces.sums.closed_on.day - scene->before.closed_on.day;
    for (int i = 0; i < DEEDS; i++) {
        NES_WANT_INT(deeds[i].name, traces.leaves[i], traces.effects[i]);
        NES_WANT_INT(deeds[i].name, traces.kept[i], traces.effects[i]);
        NES_WANT(deeds[i].name, traces.effects[i] >= scene->done[i]);
    }
    NES_WANT_INT("entries of journals", traces.sums.entries, traces.sums.journals);
    NES_WANT_INT("documents of letters", traces.sums.documents, traces.sums.letters);
    nes_rig_check_invariants(scene->rig);
    return traces;
}

/* Everything again with the same keys: each thing is there once (who signs in twice has two sessions). */
static void again(struct scene *scene)
{
    int sessions = (int)check(scene).effects[SIGN_IN];
    struct traces traces;

    nes_test_house_open(&scene->house);
    scene->again = true;
    act(scene);
    NES_WANT("all went well", !scene->off);
    traces = check(scene);
    NES_WANT_INT("sign in", traces.effects[SIGN_IN], sessions + 1);
    for (int i = PROPOSE; i < DEEDS; i++) {
        NES_WANT_INT(deeds[i].name, traces.effects[i], i == PROPOSE ? 1 + GROUP : 1);
    }
}

static void remember(struct scene *scene)
{
    struct traces traces;

    NES_WANT_OK(nes_rig_read(scene->rig, look, &traces));
    scene->before = traces.sums;
}

static int64_t changes_of_all(struct nes_test_home *home)
{
    struct scene scene;
    int64_t before, after;

    begin(&scene, home);
    remember(&scene);
    before = nes_vfs_changes(scene.vfs);
    act(&scene);
    after = nes_vfs_changes(scene.vfs);
    NES_WANT("all is fine with power", !scene.off);
    (void)check(&scene);
    end(&scene);
    return after - before;
}

static void lose_power(struct nes_test_home *home, int64_t nth, enum nes_loss loss)
{
    struct scene scene;

    begin(&scene, home);
    remember(&scene);
    nes_vfs_power_off_at(scene.vfs, nth);
    act(&scene);
    nes_test_house_close(&scene.house);
    nes_rig_close(scene.rig);
    NES_WANT("the power went", nes_vfs_is_off(scene.vfs));
    nes_vfs_power_on(scene.vfs, loss);
    nes_rig_restart(scene.rig);
    again(&scene);
    end(&scene);
}

/* Each pair of a moment and a loss; where there are to be fewer, others with each seed. */
NES_TEST(power_goes_at_every_write_and_sync_of_what_people_do)
{
    NES_AUTO(nes_test_home_end) struct nes_test_home home;
    int64_t changes, pairs, most = nes_budget("house.power_off"), step;

    nes_test_home_begin(&home);
    changes = changes_of_all(&home);
    NES_WANT("there are some", changes > 50);
    pairs = changes * NES_LOSS_KINDS;
    step = pairs > most ? (pairs + most - 1) / most : 1;
    for (int64_t i = (int64_t)(nes_test_seed() % (uint64_t)step); i < pairs; i += step) {
        lose_power(&home, 1 + i / NES_LOSS_KINDS, (enum nes_loss)(i % NES_LOSS_KINDS));
    }
}
