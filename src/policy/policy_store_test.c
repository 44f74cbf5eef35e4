#include "policy/policy_store.h"

#include "test/fault/rig.h"

struct look {
    struct nes_policy policy;
    struct nes_calendar calendar;
};

static struct nes_err load(struct nes_tx *tx, void *self)
{
    struct look *look = self;

    NES_TRY(nes_policy_load(tx, &look->policy));
    return nes_policy_calendar(tx, &look->calendar);
}

static struct nes_date on(const char *text)
{
    struct nes_date date = { 0 };

    NES_WANT_OK(nes_date_read(nes_str_of(text), &date));
    return date;
}

static const struct { const char *label; enum nes_policy_kind kind; const char *day; int64_t want_tiyn; } amounts[] = {
    { "45 MCI of 2024", NES_POLICY_SHORT_AMOUNT, "2024-09-01", 16'614'000 },
    { "75 MCI of 2025", NES_POLICY_COOLING_OFF_AMOUNT, "2025-12-31", 29'490'000 },
    { "75 MCI of 2026", NES_POLICY_COOLING_OFF_AMOUNT, "2026-01-01", 32'437'500 },
    { "1 000 MCI of 2024", NES_POLICY_SPOUSE_AMOUNT, "2024-09-01", 369'200'000 },
    { "1 000 MCI of 2026", NES_POLICY_SPOUSE_AMOUNT, "2026-06-01", 432'500'000 },
    { "20 000 MCI of early 2020", NES_POLICY_LOAN_AMOUNT, "2020-03-31", 5'302'000'000 },
    { "20 000 MCI of 2026", NES_POLICY_LOAN_AMOUNT, "2026-01-01", 8'650'000'000 },
};

NES_TEST_BOTH(shipped_amounts_follow_the_index)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct look look;

    NES_WANT_OK(nes_rig_read(rig, load, &look));
    for (size_t i = 0; i < NES_LEN(amounts); i++) {
        struct nes_money amount;

        NES_WANT_OK(nes_policy_mci_amount(&look.policy, amounts[i].kind, on(amounts[i].day), &amount));
        NES_WANT_INT(amounts[i].label, amount.tiyn, amounts[i].want_tiyn);
    }
}

NES_TEST(every_kind_has_a_shipped_row_for_today)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = NES_ENGINE_SQLITE);
    struct look look;

    NES_WANT_OK(nes_rig_read(rig, load, &look));
    for (int kind = 0; kind < NES_POLICY_KINDS; kind++) {
        const struct nes_policy_value *row;

        NES_WANT_OK(nes_policy_find(&look.policy, (enum nes_policy_kind)kind, on("2026-11-21"), &row));
        NES_WANT("an act is named", row->source.len > 5);
    }
}

static const struct { const char *start; int32_t days; const char *end; } terms[] = {
    { "2026-03-20", 1, "2026-03-26" },  { "2026-03-20", 3, "2026-03-30" },  { "2026-03-20", 10, "2026-04-08" },
    { "2026-04-30", 1, "2026-05-04" },  { "2026-05-06", 3, "2026-05-13" },  { "2026-05-08", 15, "2026-06-02" },
    { "2026-08-28", 1, "2026-08-31" },  { "2026-10-23", 2, "2026-10-28" },  { "2025-12-31", 1, "2026-01-05" },
};

NES_TEST_BOTH(terms_in_working_days_end_where_the_law_says)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct look look;
    char text[NES_DATE_TEXT + 1];

    NES_WANT_OK(nes_rig_read(rig, load, &look));
    for (size_t i = 0; i < NES_LEN(terms); i++) {
        struct nes_date end;

        NES_WANT_OK(nes_calendar_add(&look.calendar, on(terms[i].start), terms[i].days, &end));
        NES_WANT_STR(terms[i].start, nes_date_write(end, text), terms[i].end);
    }
}

struct change {
    struct nes_policy_proposal proposal;
    struct nes_id checker;
    bool approve;
};

static struct nes_err propose(struct nes_tx *tx, void *self)
{
    return nes_policy_propose_local(tx, &((struct change *)self)->proposal);
}

static struct nes_err decide(struct nes_tx *tx, void *self)
{
    struct change *change = self;

    return nes_policy_decide_local(tx, change->proposal.id, change->checker, change->approve);
}

NES_TEST_BOTH(a_local_rule_needs_two_persons_and_holds_from_its_day, .kind = NES_REFUSES)
{
    NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
    struct change change = {
        .proposal = { .id = { { 1 } }, .maker = { { 7 } },
                      .value = { .kind = NES_POLICY_RATE_CAP, .from = on("2027-01-01"), .value = { 40, 100 },
                                 .source = NES_STR("rules of lending, item 5") } },
        .checker = { { 7 } }, .approve = true,
    };
    struct nes_ratio cap;
    struct look look;

    NES_WANT_OK(nes_rig_run(rig, propose, &change));
    NES_WANT_FAULT("the maker is not the checker", nes_rig_run(rig, decide, &change), "POLICY_MAKER");
    change.checker = (struct nes_id){ { 8 } };
    NES_WANT_OK(nes_rig_run(rig, decide, &change));
    NES_WANT_FAULT("decided once", nes_rig_run(rig, decide, &change), "POLICY_OPEN");
    NES_WANT_OK(nes_rig_read(rig, load, &look));
    NES_WANT_OK(nes_policy_ratio(&look.policy, NES_POLICY_RATE_CAP, on("2026-12-31"), &cap));
    NES_WANT_INT("the law's until then", cap.over, 46);
    NES_WANT_OK(nes_policy_ratio(&look.policy, NES_POLICY_RATE_CAP, on("2027-01-01"), &cap));
    NES_WANT_INT("ours from then", cap.over, 40);
    change.proposal.id = (struct nes_id){ { 2 } };
    NES_WANT_OK(nes_rig_run(rig, propose, &change));
    NES_WANT_FAULT("a second from the same day", nes_rig_run(rig, decide, &change), "POLICY_SAME");
}
