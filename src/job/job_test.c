#include "job/job.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "test/fault/proxy.h"
#include "test/fault/rig.h"

#define START INT64_C(1'767'225'600'000'000) /* 2026-01-01, 05:00 in Almaty */

struct world {
    struct nes_rig *rig;
    struct nes_job_kind kind;
    struct nes_jobs *jobs;
    struct nes_log log;
    int32_t days[64];
    size_t turns;
    const struct nes_fault *fault;   /* how turns end */
    bool steal;                      /* another process takes the lease in the middle of a turn */
    bool restart;                    /* the process dies in the middle of a turn, and another begins at once */
    bool went_on;                    /* it took the job */
    struct nes_err guarded;
};

static void drop(void *self, struct nes_str line)
{
    (void)self;
    (void)line;
}

static struct nes_err guard(struct nes_tx *tx, void *self)
{
    return nes_job_guard(tx, self);
}

static void start(struct world *world, struct nes_jobs **jobs)
{
    NES_WANT_OK(nes_jobs_start(&(struct nes_jobs_options){ .db = nes_rig_db(world->rig), .kinds = &world->kind,
                                                           .kinds_len = 1, .no_thread = true,
                                                           .clock = nes_rig_options_of(world->rig)->clock,
                                                           .rand = nes_rig_options_of(world->rig)->rand,
                                                           .log = &world->log },
                               jobs));
}

static struct nes_err turn_of(void *self, const struct nes_job_turn *turn)
{
    struct world *world = self;
    struct nes_job_turn mine = *turn;

    world->days[world->turns++ % NES_LEN(world->days)] = turn->day.day;
    if (world->steal) {
        world->steal = false;
        nes_rig_time(world->rig)->now_us += (turn->kind->lease_s + 1) * 1'000'000;
        NES_WANT("the other has it", nes_jobs_step(world->jobs));
        world->guarded = nes_rig_run(world->rig, guard, &mine);
        return world->guarded;
    }
    if (world->restart) {
        struct nes_jobs *next;

        world->restart = false;
        start(world, &next);
        world->went_on = nes_jobs_step(next);
        world->guarded = nes_rig_run(world->rig, guard, &mine);
        nes_jobs_stop(&next);
    }
    return (struct nes_err){ .what = world->fault };
}

static void begin(struct world *world, enum nes_engine engine, bool daily)
{
    world->rig = nes_rig_begin(.engine = engine);
    nes_rig_time(world->rig)->now_us = START;
    world->log = (struct nes_log){ .clock = nes_rig_options_of(world->rig)->clock, .write = drop };
    world->kind = (struct nes_job_kind){ .name = "test", .every_s = 60, .daily = daily, .lease_s = 30, .run = turn_of,
                                         .self = world };
    start(world, &world->jobs);
}

static void end(struct world *world)
{
    nes_jobs_stop(&world->jobs);
    nes_rig_end(&world->rig);
}

NES_TEST_BOTH(thirty_days_at_once_make_thirty_nights_in_order)
{
    struct world world = { 0 };
    int32_t today = nes_date_at(START).day;

    begin(&world, engine, true);
    NES_WANT("yesterday first", nes_jobs_step(world.jobs));
    NES_WANT("today is not over", !nes_jobs_step(world.jobs));
    nes_rig_time(world.rig)->now_us += 30 * NES_DAY_US;
    while (nes_jobs_step(world.jobs)) {
    }
    NES_WANT_INT("turns", (int64_t)world.turns, 31);
    for (size_t i = 0; i < world.turns; i++) {
        NES_WANT_INT("in order", world.days[i], today - 1 + (int32_t)i);
    }
    end(&world);
}

NES_TEST_BOTH(a_failed_night_is_tried_again_and_none_is_passed_over)
{
    struct world world = { .fault = &nes_fault_DB_FAULT };

    begin(&world, engine, true);
    NES_WANT("it fails", !nes_jobs_step(world.jobs));
    NES_WANT("and rests", !nes_jobs_step(world.jobs));
    NES_WANT_INT("one turn", (int64_t)world.turns, 1);
    nes_rig_time(world.rig)->now_us += 61'000'000;
    world.fault = NULL;
    NES_WANT("again", nes_jobs_step(world.jobs));
    NES_WANT_INT("the same day", world.days[1], world.days[0]);
    end(&world);
}

NES_TEST_BOTH(who_lost_the_lease_writes_no_more, .kind = NES_REFUSES)
{
    struct world world = { .steal = true };

    begin(&world, engine, false);
    NES_WANT("the first turn is lost", !nes_jobs_step(world.jobs));
    NES_WANT_FAULT("its transaction", world.guarded, "JOB_LOST");
    NES_WANT_INT("two turns began", (int64_t)world.turns, 2);
    end(&world);
}

NES_TEST_BOTH(who_begins_after_a_death_waits_for_no_lease_where_nobody_else_can_be)
{
    struct world world = { .restart = true };
    bool alone = engine == NES_ENGINE_SQLITE; /* a server of PostgreSQL may have other nodes: the lease holds */

    begin(&world, engine, false);
    (void)nes_jobs_step(world.jobs);
    NES_WANT("it goes on at once", world.went_on == alone);
    NES_WANT("and the dead one writes no more", (world.guarded.what == &nes_fault_JOB_LOST) == alone);
    end(&world);
}

NES_TEST_BOTH(a_clock_that_was_ahead_and_is_set_right_stops_no_job)
{
    struct world world = { 0 };

    begin(&world, engine, false);
    nes_rig_time(world.rig)->now_us += NES_ALMATY_OFFSET_US; /* the machine took the local time for that of the world */
    NES_WANT("a turn", nes_jobs_step(world.jobs));
    nes_rig_time(world.rig)->now_us -= NES_ALMATY_OFFSET_US;
    NES_WANT("the next one does not wait for hours", nes_jobs_step(world.jobs));
    NES_WANT("and rests", !nes_jobs_step(world.jobs));
    nes_rig_time(world.rig)->now_us -= 30'000'000;
    NES_WANT("a little is what two nodes may differ by", !nes_jobs_step(world.jobs));
    end(&world);
}

NES_TEST(the_day_after_the_last_is_next_once_it_is_over)
{
    int32_t today = nes_date_at(START).day;

    NES_WANT_INT("never run: yesterday", nes_job_day((struct nes_date){ 0 }, START).day, today - 1);
    NES_WANT_INT("yesterday is done", nes_job_day((struct nes_date){ today - 1 }, START).day, 0);
    NES_WANT_INT("far behind", nes_job_day((struct nes_date){ today - 9 }, START).day, today - 8);
}

/* --- one that takes long, and another --- */

struct pair {
    atomic_bool begun, other_done;
    bool met;
};

static struct nes_err take_long(void *self, const struct nes_job_turn *turn)
{
    const struct timespec moment = { .tv_nsec = 10'000'000 };
    struct pair *pair = self;

    (void)turn;
    pair->begun = true;
    for (int i = 0; i < 1'000 && !pair->other_done; i++) {
        (void)nanosleep(&moment, NULL);
    }
    pair->met = pair->other_done;
    return NES_FINE;
}

static struct nes_err be_quick(void *self, const struct nes_job_turn *turn)
{
    struct pair *pair = self;

    (void)turn;
    if (!pair->begun) {
        return NES_FAIL(DB_BUSY, "the long one has not begun"); /* and is tried again */
    }
    pair->other_done = true;
    return NES_FINE;
}

NES_TEST_BOTH(a_job_that_takes_long_holds_no_other_up)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    const struct timespec moment = { .tv_nsec = 10'000'000 };
    struct nes_log log = { .clock = nes_rig_options_of(rig)->clock, .write = drop };
    struct pair pair = { 0 };
    struct nes_job_kind kinds[] = {
        { .name = "long", .every_s = 60, .lease_s = 30, .run = take_long, .self = &pair },
        { .name = "quick", .every_s = 0, .lease_s = 30, .run = be_quick, .self = &pair },
    };
    struct nes_jobs *jobs;

    NES_WANT_OK(nes_jobs_start(&(struct nes_jobs_options){ .db = nes_rig_db(rig), .kinds = kinds,
                                                           .kinds_len = NES_LEN(kinds),
                                                           .clock = nes_rig_options_of(rig)->clock,
                                                           .rand = nes_rig_options_of(rig)->rand, .log = &log },
                               &jobs));
    for (int i = 0; i < 1'000 && !pair.other_done; i++) {
        (void)nanosleep(&moment, NULL);
    }
    nes_jobs_stop(&jobs);
    NES_WANT("the other had its turn meanwhile", pair.met);
}

/* --- two nodes, and a line that is cut while one of them takes the job --- */

enum { FENCES_MAX = 256 };

/* The same job on two nodes of one PostgreSQL; the fences of all turns that began. */
struct nodes {
    struct world world;
    struct nes_db *other_db;
    struct nes_jobs *other;
    int64_t fences[FENCES_MAX];
    size_t turns, overtaken;
    int begins;                      /* of the first node's transactions while it takes the job; -1: it does not */
};

static struct nes_err turn_of_nodes(void *self, const struct nes_job_turn *turn)
{
    struct nodes *nodes = self;

    NES_WANT("room", nodes->turns < FENCES_MAX);
    nodes->fences[nodes->turns++] = turn->fence;
    nodes->begins = -1;
    return NES_FINE;
}

/* The first node lost its line and is about to try again: the other one is faster, as soon as the server let go. */
static void overtake(void *self, const char *point)
{
    struct nodes *nodes = self;
    const struct timespec moment = { .tv_nsec = 10'000'000 };
    size_t before = nodes->turns;

    if (nodes->begins < 0 || strcmp(point, "begin") != 0 || ++nodes->begins != 2) {
        return;
    }
    nodes->begins = -1;
    for (int i = 0; i < 20 && nodes->turns == before; i++) {
        (void)nes_jobs_step(nodes->other);
        (void)nanosleep(&moment, NULL);
    }
    nodes->overtaken += nodes->turns > before;
}

static void begin_nodes(struct nodes *nodes, struct nes_proxy *proxy)
{
    struct world *world = &nodes->world;
    struct nes_db_options options;

    world->rig = nes_rig_begin(.engine = NES_ENGINE_POSTGRES, .postgres_url = nes_proxy_url(proxy), .writers = 1,
                               .postgres_home = getenv("NESIE_TEST_POSTGRES"), .at = overtake, .at_self = nodes);
    nes_rig_time(world->rig)->now_us = START;
    world->log = (struct nes_log){ .clock = nes_rig_options_of(world->rig)->clock, .write = drop };
    world->kind = (struct nes_job_kind){ .name = "test", .every_s = 60, .lease_s = 30, .run = turn_of_nodes,
                                         .self = nodes };
    start(world, &world->jobs);
    options = *nes_rig_options_of(world->rig);
    options.probe = NULL;
    NES_WANT_OK(nes_db_open(&options, &nodes->other_db));
    NES_WANT_OK(nes_jobs_start(&(struct nes_jobs_options){ .db = nodes->other_db, .kinds = &world->kind,
                                                           .kinds_len = 1, .no_thread = true,
                                                           .clock = options.clock, .rand = options.rand,
                                                           .log = &world->log },
                               &nodes->other));
}

NES_TEST(no_two_nodes_have_a_turn_under_one_fence)
{
    struct nodes nodes = { .begins = -1 };
    struct nes_proxy *proxy;
    int cuts = 1;

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    proxy = nes_proxy_begin(getenv("NESIE_TEST_POSTGRES"));
    begin_nodes(&nodes, proxy);
    for (int nth = 1; cuts > 0; nth++) {
        size_t first = nodes.turns;

        nes_rig_time(nodes.world.rig)->now_us += 100'000'000;
        nodes.begins = 0;
        nes_proxy_cut_at(proxy, nth, 0, NES_CUT_HARD);
        (void)nes_jobs_step(nodes.world.jobs);
        cuts = nes_proxy_cuts(proxy);
        nes_proxy_cut_at(proxy, 0, 0, NES_CUT_HARD);
        for (size_t i = first + 1; i < nodes.turns; i++) {
            NES_WANT("a fence of its own", nodes.fences[i] != nodes.fences[i - 1]);
        }
        NES_WANT("it ends", nth < 200);
    }
    NES_WANT("the other was faster at times", nodes.overtaken > 0);
    nes_jobs_stop(&nodes.other);
    nes_db_close(&nodes.other_db);
    end(&nodes.world);
    nes_proxy_end(&proxy);
}
