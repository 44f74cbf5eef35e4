/* world/behave.c: how partners are told to misbehave. */
#include "world/world.h"

#include "world/world_sql.h"

static const struct nes_choice hows[] = {
    { "fine", NES_BEHAVE_FINE },     { "later", NES_BEHAVE_LATER },   { "slow", NES_BEHAVE_SLOW },
    { "silent", NES_BEHAVE_SILENT }, { "broken", NES_BEHAVE_BROKEN }, { "lie", NES_BEHAVE_LIE },
    { NULL, 0 },
};

struct told {
    struct nes_str partner;
    unsigned how;
    int64_t times;
};
static const struct nes_field told_fields[] = {
    NES_FIELD(struct told, partner, .required = true, .max = 20, .words = "Which partner: sms, bureau, bureau_fact."),
    NES_FIELD(struct told, how,     .required = true, .choices = hows, .words = "How it behaves."),
    NES_FIELD(struct told, times,   .required = true, .max = 1000, .words = "For so many calls; then fine again."),
};
static const struct nes_shape told_shape = NES_SHAPE(struct told, told_fields, .as = "behaviour");

static const char *word_of(unsigned how)
{
    for (const struct nes_choice *choice = hows; choice->word; choice++) {
        if ((unsigned)choice->value == how) {
            return choice->word;
        }
    }
    NES_BUG("a behaviour of the table");
}

static struct nes_err behave_set(struct nes_req *req, struct nes_reply *reply)
{
    const struct told *in = req->body;
    struct nes_str how = nes_str_of(word_of(in->how));
    int64_t set;

    NES_TRY(nes_world_behave_set(req->tx, in->partner, how, (int32_t)in->times, &set));
    if (set == 0) {
        NES_TRY(nes_world_behave_add(req->tx, in->partner, how, (int32_t)in->times, &set));
    }
    return nes_reply_none(reply);
}

struct nes_err nes_behave_next(struct nes_tx *tx, const char *partner, enum nes_behave *out)
{
    struct nes_world_behave_of_row row;
    bool found;
    int64_t used;

    *out = NES_BEHAVE_FINE;
    NES_TRY(nes_world_behave_of(tx, nes_str_of(partner), &row, &found));
    if (!found || row.times == 0) {
        return NES_FINE;
    }
    NES_TRY(nes_world_behave_use(tx, nes_str_of(partner), &used));
    for (const struct nes_choice *choice = hows; choice->word; choice++) {
        if (nes_str_is(row.how, choice->word)) {
            *out = (enum nes_behave)choice->value;
        }
    }
    return NES_FINE;
}

static const struct nes_route routes[] = {
    { NES_PUT, "/behaviour", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .takes = &told_shape, .run = behave_set,
      .rules = "-", .doc = "Tell a partner how to behave." },
};
const struct nes_resource nes_world_behave_resource = NES_RESOURCE("behaviour", routes);
