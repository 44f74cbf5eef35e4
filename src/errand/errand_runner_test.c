#include <pthread.h>
#include <string.h>

#include "errand/errand.h"
#include "errand/errand_sql.h"
#include "test/fault/rig.h"

/* A partner that does as it is told, and counts. */
struct partner {
    enum nes_outcome send, ask;
    int sent, asked;
    struct nes_rig *rig;
    int64_t takes_us;   /* the clock moves on while it answers */
};

/* What apply wrote is counted through the answers; here only how often it ran to the end. */
static int applied;
static enum nes_outcome applied_as;

static struct nes_err partner_send(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                   struct nes_errand_answer *answer)
{
    struct partner *partner = gateway;

    (void)arena;
    (void)errand;
    partner->sent++;
    nes_rig_time(partner->rig)->now_us += partner->takes_us;
    *answer = (struct nes_errand_answer){ .outcome = partner->send, .detail = NES_STR("ref-1") };
    return NES_FINE;
}

static struct nes_err partner_ask(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                  struct nes_errand_answer *answer)
{
    struct partner *partner = gateway;

    (void)arena;
    (void)errand;
    partner->asked++;
    *answer = (struct nes_errand_answer){ .outcome = partner->ask, .detail = NES_STR("status") };
    return NES_FINE;
}

static struct nes_err apply(struct nes_tx *tx, const struct nes_errand *errand, const struct nes_errand_answer *answer)
{
    (void)tx;
    (void)errand;
    applied++;
    applied_as = answer->outcome;
    return NES_FINE;
}

struct world {
    struct nes_rig *rig;
    struct partner partner;
    struct nes_errand_kind kind;
    struct nes_log log;
    struct nes_errands *errands;
    struct nes_errand_id id;
    struct nes_errand seen;
};

static void drop(void *self, struct nes_str line)
{
    (void)self;
    (void)line;
}

static struct nes_err plan(struct nes_tx *tx, void *self)
{
    struct world *world = self;
    struct nes_errand_plan plan = { .kind = "test", .subject = { { 9 } }, .payload = NES_STR("{}") };

    return nes_errand_plan(tx, &plan, &world->id);
}

static struct nes_err see(struct nes_tx *tx, void *self)
{
    struct world *world = self;

    return nes_errand_look(tx, world->id, &world->seen);
}

static void begin(struct world *world, enum nes_engine engine, enum nes_repeat repeat)
{
    struct nes_errands_options options;

    applied = 0;
    world->rig = nes_rig_begin(.engine = engine);
    nes_rig_time(world->rig)->now_us = 1'000'000'000;
    world->partner.rig = world->rig;
    world->log = (struct nes_log){ .clock = nes_rig_options_of(world->rig)->clock, .write = drop };
    world->kind = (struct nes_errand_kind){ .name = "test", .repeat = repeat, .repeat_source = "a test",
                                            .lease_ms = 5'000, .give_up_after_s = 600,
                                            .send = partner_send, .ask = partner_ask,
                                            .gateway = &world->partner, .apply = apply };
    options = (struct nes_errands_options){ .db = nes_rig_db(world->rig), .kinds = &world->kind, .kinds_len = 1,
                                            .threads = -1, .clock = nes_rig_options_of(world->rig)->clock,
                                            .rand = nes_rig_options_of(world->rig)->rand, .log = &world->log };
    NES_WANT_OK(nes_errands_start(&options, &world->errands));
    NES_WANT_OK(nes_rig_run(world->rig, plan, world));
}

static void end(struct world *world)
{
    nes_errands_stop(&world->errands);
    nes_rig_end(&world->rig);
}

static enum nes_errand_state state_of(struct world *world)
{
    NES_WANT_OK(nes_rig_read(world->rig, see, world));
    return world->seen.state;
}

static void later(struct world *world, int64_t seconds)
{
    nes_rig_time(world->rig)->now_us += seconds * 1'000'000;
}

NES_TEST_BOTH(an_answer_is_applied_once)
{
    struct world world = { .partner.send = NES_OUTCOME_DONE };

    begin(&world, engine, NES_REPEAT_ASK_FIRST);
    NES_WANT("one step", nes_errands_step(world.errands));
    NES_WANT("no more to do", !nes_errands_step(world.errands));
    NES_WANT_INT("state", state_of(&world), NES_ERRAND_ANSWERED);
    NES_WANT_INT("sent", world.partner.sent, 1);
    NES_WANT_INT("applied", applied, 1);
    end(&world);
}

NES_TEST_BOTH(an_unknown_payout_is_only_asked_about, .kind = NES_REFUSES)
{
    struct world world = { .partner = { .send = NES_OUTCOME_UNKNOWN, .ask = NES_OUTCOME_UNKNOWN } };

    begin(&world, engine, NES_REPEAT_ASK_FIRST);
    for (int i = 0; i < 4; i++) {
        NES_WANT("a step", nes_errands_step(world.errands));
        NES_WANT_INT("not answered", state_of(&world), NES_ERRAND_UNKNOWN);
        later(&world, 600);
    }
    NES_WANT_INT("sent once only", world.partner.sent, 1);
    NES_WANT_INT("nothing is applied", applied, 0);
    world.partner.ask = NES_OUTCOME_DONE;
    NES_WANT("the question is answered", nes_errands_step(world.errands));
    NES_WANT_INT("applied", applied, 1);
    NES_WANT_INT("sent once only", world.partner.sent, 1);
    end(&world);
}

NES_TEST_BOTH(what_the_partner_never_saw_is_sent_again)
{
    struct world world = { .partner = { .send = NES_OUTCOME_UNKNOWN, .ask = NES_OUTCOME_LATER } };

    begin(&world, engine, NES_REPEAT_ASK_FIRST);
    NES_WANT("sent, unknown", nes_errands_step(world.errands));
    later(&world, 10);
    NES_WANT("asked: never seen", nes_errands_step(world.errands));
    NES_WANT_INT("planned again", state_of(&world), NES_ERRAND_PLANNED);
    later(&world, 10);
    world.partner.send = NES_OUTCOME_DONE;
    NES_WANT("sent again", nes_errands_step(world.errands));
    NES_WANT_INT("sent", world.partner.sent, 2);
    NES_WANT_INT("applied", applied, 1);
    end(&world);
}

NES_TEST_BOTH(where_nothing_may_repeat_a_person_decides, .kind = NES_REFUSES)
{
    struct world world = { .partner.send = NES_OUTCOME_UNKNOWN };

    begin(&world, engine, NES_REPEAT_NEVER);
    NES_WANT("sent, unknown", nes_errands_step(world.errands));
    NES_WANT_INT("with a person", state_of(&world), NES_ERRAND_PERSON);
    later(&world, 3'600);
    NES_WANT("it rests there", !nes_errands_step(world.errands));
    NES_WANT_INT("sent", world.partner.sent, 1);
    end(&world);
}

struct second {
    struct world *world;
    enum nes_errand_state after;
};

/* The first holder of the lease is still waiting for its answer when the lease is lost and another takes over. */
static struct nes_err slow_send(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                struct nes_errand_answer *answer)
{
    struct second *second = gateway;
    struct world *world = second->world;

    world->partner.sent++;
    if (world->partner.sent == 1) {
        later(world, 6);
        NES_WANT("another takes it over", nes_errands_step(world->errands));
        second->after = state_of(world);
    }
    return partner_ask(&world->partner, arena, errand, answer);
}

NES_TEST_BOTH(an_answer_under_an_old_lease_is_kept_and_not_applied)
{
    struct world world = { .partner.ask = NES_OUTCOME_DONE };
    struct second second = { .world = &world };

    begin(&world, engine, NES_REPEAT_SAFE);
    nes_errands_stop(&world.errands);
    world.kind.send = slow_send;
    world.kind.gateway = &second;
    NES_WANT_OK(nes_errands_start(&(struct nes_errands_options){ .db = nes_rig_db(world.rig), .kinds = &world.kind,
                                                                 .kinds_len = 1, .threads = -1,
                                                                 .clock = nes_rig_options_of(world.rig)->clock,
                                                                 .rand = nes_rig_options_of(world.rig)->rand,
                                                                 .log = &world.log },
                                  &world.errands));
    NES_WANT("a step", nes_errands_step(world.errands));
    NES_WANT_INT("the second had its answer first", second.after, NES_ERRAND_ANSWERED);
    NES_WANT_INT("sent by both", world.partner.sent, 2);
    NES_WANT_INT("applied once", applied, 1);
    end(&world);
}

NES_TEST_BOTH(what_never_left_is_given_up_after_its_time)
{
    struct world world = { .partner.send = NES_OUTCOME_LATER };

    begin(&world, engine, NES_REPEAT_NEVER);
    NES_WANT("tried", nes_errands_step(world.errands));
    later(&world, 601);
    NES_WANT("closed", nes_errands_step(world.errands));
    NES_WANT_INT("given up", state_of(&world), NES_ERRAND_GIVEN_UP);
    NES_WANT_INT("the domain is told", applied_as, NES_OUTCOME_REFUSED);
    end(&world);
}

/* The domain cannot take it that the first is given up; what is planned behind it has nothing to do with that. */
static struct nes_err apply_fails(struct nes_tx *tx, const struct nes_errand *errand,
                                  const struct nes_errand_answer *answer)
{
    applied_as = answer->outcome;
    return answer->outcome == NES_OUTCOME_DONE ? apply(tx, errand, answer) : NES_FAIL(CALLBACK_TWICE, "test");
}

NES_TEST_BOTH(what_cannot_be_given_up_holds_nothing_up)
{
    struct world world = { .partner.send = NES_OUTCOME_LATER };
    struct nes_errand_id first;

    begin(&world, engine, NES_REPEAT_NEVER);
    world.kind.apply = apply_fails;
    NES_WANT("tried", nes_errands_step(world.errands));
    later(&world, 601);
    first = world.id;
    NES_WANT_OK(nes_rig_run(world.rig, plan, &world));
    world.partner.send = NES_OUTCOME_DONE;
    for (int i = 0; i < 3; i++) {
        (void)nes_errands_step(world.errands);
    }
    NES_WANT_INT("the one behind is answered", state_of(&world), NES_ERRAND_ANSWERED);
    world.id = first;
    NES_WANT_INT("the first is still to be given up", state_of(&world), NES_ERRAND_PLANNED);
    world.kind.apply = apply;
    later(&world, 600);
    NES_WANT("it is tried again", nes_errands_step(world.errands));
    NES_WANT_INT("given up", state_of(&world), NES_ERRAND_GIVEN_UP);
    NES_WANT_INT("never sent again", world.partner.sent, 2);
    end(&world);
}

static struct nes_err keep_twice(struct nes_tx *tx, void *self)
{
    bool *fresh = self;
    struct nes_callback callback = { { { 1 } }, NES_STR("bank"), NES_STR("m-1"), NES_STR("{}") };

    NES_TRY(nes_callback_keep(tx, &callback, &fresh[0]));
    callback.id = (struct nes_id){ { 2 } };
    NES_TRY(nes_callback_keep(tx, &callback, &fresh[1]));
    NES_TRY(nes_callback_applied(tx, (struct nes_id){ { 1 } }));
    return nes_callback_applied(tx, (struct nes_id){ { 1 } });
}

NES_TEST_BOTH(a_callback_is_kept_and_applied_once, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    bool fresh[2] = { false, true };

    NES_WANT_FAULT("applied twice", nes_rig_run(rig, keep_twice, fresh), "CALLBACK_TWICE");
    NES_WANT("the first was new", fresh[0]);
    NES_WANT("the same message was not", !fresh[1]);
}
