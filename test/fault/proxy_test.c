/* The line to PostgreSQL is cut at each message: the call is done all the same, and has one effect. */
#include "test/fault/proxy.h"

#include <stdio.h>
#include <stdlib.h>

#include "test/fault/deed.h"
#include "test/fault/load.h"
#include "test/fault/rig.h"

enum { MESSAGES = 60 };           /* of one move with a reconnect, about */

struct line {
    struct nes_proxy *proxy;
    struct nes_rig *rig;
    uint32_t nr;
    int64_t unknown;              /* COMMITs that the runner had to resolve */
};

static void begin(struct line *line, int answer_ms_max)
{
    const char *home = getenv("NESIE_TEST_POSTGRES");

    *line = (struct line){ .proxy = nes_proxy_begin(home) };
    line->rig = nes_rig_begin(.engine = NES_ENGINE_POSTGRES, .postgres_url = nes_proxy_url(line->proxy),
                              .postgres_home = home, .writers = 1, .readers = 1,
                              .answer_ms_max = answer_ms_max);
    NES_WANT_OK(nes_rig_run(line->rig, nes_test_accounts, NULL));
}

static void end(struct line *line)
{
    struct nes_db_stats stats;

    nes_db_stats(nes_rig_db(line->rig), &stats);
    line->unknown = stats.unknown;
    nes_rig_end(&line->rig);
    nes_proxy_end(&line->proxy);
}

/* Moves once with the line cut, and looks what became of it. Answers how many cuts there were. */
static int move_cut(struct line *line, int nth, int again, enum nes_cut how)
{
    struct nes_test_move move = { .payer = 1, .payee = 2, .amount = 1 };
    struct nes_load_line told = { .heard = NES_HEARD_DONE };
    struct nes_load_log log = { .lines = &told, .len = 1, .cap = 1 };
    char label[64];
    int cuts;

    line->nr++;
    move.id = (struct nes_id){ { 7, (uint8_t)(line->nr >> 16), (uint8_t)(line->nr >> 8), (uint8_t)line->nr } };
    told.id = move.id;
    (void)snprintf(label, sizeof(label), "cut at %d, again %d, way %d", nth, again, (int)how);
    nes_proxy_cut_at(line->proxy, nth, again, how);
    NES_WANT_FAULT(label, nes_rig_run(line->rig, nes_test_move, &move), "fine");
    NES_WANT(label, move.fresh);
    cuts = nes_proxy_cuts(line->proxy);
    nes_proxy_cut_at(line->proxy, 0, 0, how);
    nes_load_log_check(&log, line->rig);
    return cuts;
}

NES_TEST(a_line_cut_at_each_message_has_one_effect)
{
    struct line line;

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    begin(&line, 0);
    for (int nth = 1; move_cut(&line, nth, 0, NES_CUT_HARD) > 0; nth++) {
        NES_WANT("it ends", nth < 200);
    }
    end(&line);
    NES_WANT("some COMMITs were in doubt", line.unknown > 0);
}

/* While the runner asks how the first try ended, that still runs: the question waits for it. */
NES_TEST(a_try_that_still_runs_is_waited_for)
{
    struct line line;
    int step = 1 + MESSAGES / (int)(1 + nes_budget("db.late_cuts"));

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    begin(&line, 0);
    for (int nth = 1; move_cut(&line, nth, 0, NES_CUT_LATE) > 0; nth += step) {
        NES_WANT("it ends", nth < 200);
    }
    end(&line);
}

NES_TEST(a_line_cut_twice_has_one_effect)
{
    struct line line;
    int most = (int)nes_budget("db.second_cuts"), step = 1 + MESSAGES / (1 + most);

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    begin(&line, 0);
    for (int nth = 1; nth > 0; nth += 1 + 4 / most) {
        int cuts = 2;

        for (int again = 1 + (nth * 7 + (int)(nes_test_seed() % 100)) % step; cuts == 2; again += step) {
            cuts = move_cut(&line, nth, again, NES_CUT_HARD);
        }
        nth = cuts == 0 ? -9 : nth;
    }
    end(&line);
    NES_WANT("some COMMITs were in doubt", line.unknown > 0);
}

NES_TEST(a_line_that_falls_silent_at_each_message_has_one_effect)
{
    struct line line;
    int step = 1 + MESSAGES / (int)(1 + nes_budget("db.silent_lines"));

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    begin(&line, 300);
    for (int nth = 1; move_cut(&line, nth, 0, NES_CUT_HOLE) > 0; nth += step) {
        NES_WANT("it ends", nth < 200);
    }
    end(&line);
}
