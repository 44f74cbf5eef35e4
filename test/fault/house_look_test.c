/* The line to PostgreSQL is cut while all clients are looked for on the lists: each hit counts once all the same. */
#include <stdlib.h>
#include <string.h>

#include "aml/look.h"
#include "identity/secret.h"
#include "test/fault/house.h"
#include "test/fault/house_sql.h"
#include "test/fault/proxy.h"

struct taking {
    enum nes_aml_kind kind;
    uint8_t hash;
};

/* On each list stands the client of the house, by number. */
static struct nes_err take(struct nes_tx *tx, void *self)
{
    static const struct nes_aml_entry entry = { .person = true, .name = NES_STR_INIT("Басқа Адам"),
                                                .words = NES_STR_INIT("АДАМ БАСКА"),
                                                .number = NES_STR_INIT("800416100254") };
    const struct taking *taking = self;
    struct nes_aml_list list = { .kind = taking->kind, .hash = { { taking->hash } }, .file = NES_STR("<list/>"),
                                 .source = NES_STR("test"), .persons = 1, .entries = &entry, .len = 1 };
    bool fresh;

    return nes_aml_take(tx, &list, false, &fresh);
}

/* One who stands on no list, behind the client of the house. */
static struct nes_err add_second(struct nes_tx *tx, void *self)
{
    struct nes_client *client = self;
    struct nes_subject subject = { client->id.id, NES_SUBJECT_CLIENT, NES_STR("c100000002") };

    NES_TRY(nes_subject_add(tx, &subject));
    return nes_client_add(tx, client);
}

static struct nes_secret secret_of(const char *text)
{
    return (struct nes_secret){ (const uint8_t *)text, strlen(text) };
}

static void make_second(struct nes_test_house *house)
{
    struct nes_person person = { secret_of("921202150195"), secret_of("Ешкім Жоқ"), secret_of("+77001234568") };
    struct nes_arena *arena = nes_rig_arena(house->rig);
    struct nes_client second = { .id = { { { 0xff } } }, .lang = NES_STR("kk") };
    struct nes_keeper_why why = { NES_PURPOSE_RECORD, second.id.id };

    NES_WANT_OK(nes_data_key_new(house->home->keeper, arena, why, second.id.id, &second.key));
    NES_WANT_OK(nes_client_seal(house->home->keeper, arena, why, &person, &second));
    NES_WANT_OK(nes_rig_run(house->rig, add_second, &second));
}

static struct nes_err look_hits(struct nes_tx *tx, void *self)
{
    struct nes_test_house_hits_row row;

    NES_TRY(nes_test_house_hits(tx, &row));
    *(int64_t *)self = row.most;
    return NES_FINE;
}

static struct nes_err look(void *self, const struct nes_job_turn *turn)
{
    return nes_aml_look(turn, ((struct nes_test_house *)self)->home->keeper);
}

static void begin_jobs(struct nes_test_house *house, struct nes_job_kind *kind, struct nes_jobs **jobs)
{
    *kind = (struct nes_job_kind){ .name = "aml.look", .every_s = 10, .lease_s = 120, .run = look, .self = house };
    NES_WANT_OK(nes_jobs_start(&(struct nes_jobs_options){ .db = nes_rig_db(house->rig), .kinds = kind,
                                                           .kinds_len = 1, .no_thread = true,
                                                           .clock = nes_rig_options_of(house->rig)->clock,
                                                           .rand = nes_rig_options_of(house->rig)->rand,
                                                           .log = &house->log },
                               jobs));
}

/* A new list, a look at all clients with the line cut once; what the cut left is done by the next turn. */
static int look_cut(struct nes_test_house *house, struct nes_jobs *jobs, struct nes_proxy *proxy, int nth)
{
    struct taking taking = { NES_AML_FINANCING, (uint8_t)nth };
    int64_t most;
    int cuts;

    NES_WANT_OK(nes_rig_run(house->rig, take, &taking));
    nes_rig_time(house->rig)->now_us += 200'000'000;
    nes_proxy_cut_at(proxy, nth, 0, NES_CUT_HARD);
    (void)nes_jobs_step(jobs);
    cuts = nes_proxy_cuts(proxy);
    nes_proxy_cut_at(proxy, 0, 0, NES_CUT_HARD);
    nes_rig_time(house->rig)->now_us += 200'000'000;
    NES_WANT("the rest", nes_jobs_step(jobs));
    NES_WANT_OK(nes_rig_read(house->rig, look_hits, &most));
    NES_WANT_INT("one client, one hit", most, 1);
    return cuts;
}

NES_TEST(who_is_listed_is_found_once_though_the_line_is_cut, .rules = "10.1")
{
    NES_AUTO(nes_test_home_end) struct nes_test_home home = { 0 };
    struct taking other = { NES_AML_PARTICIPANTS, 1 };
    struct nes_test_house house;
    struct nes_proxy *proxy;
    struct nes_job_kind kind;
    struct nes_jobs *jobs;
    struct nes_rig *rig;

    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    nes_test_home_begin(&home);
    proxy = nes_proxy_begin(getenv("NESIE_TEST_POSTGRES"));
    rig = nes_rig_begin(.engine = NES_ENGINE_POSTGRES, .postgres_url = nes_proxy_url(proxy), .writers = 1,
                        .postgres_home = getenv("NESIE_TEST_POSTGRES"), .readers = 8);
    nes_test_house_begin(&house, &home, rig);
    make_second(&house);
    NES_WANT_OK(nes_rig_run(rig, take, &other));
    begin_jobs(&house, &kind, &jobs);
    for (int nth = 1; look_cut(&house, jobs, proxy, nth) > 0; nth += 5) {
        NES_WANT("it ends", nth < 1'000);
    }
    nes_jobs_stop(&jobs);
    nes_test_house_end(&house);
    nes_rig_end(&rig);
    nes_proxy_end(&proxy);
}
