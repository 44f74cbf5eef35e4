#include "calc/event.h"

#include <string.h>

#include "calc/fold_faults.h"

static const struct {
    const char *name;
    enum nes_event_rank rank;
} kinds[NES_EVENT_KINDS] = {
    [NES_EVENT_PAYOUT]          = { "payout",          NES_RANK_PAYOUT },
    [NES_EVENT_REVERSAL]        = { "reversal",        NES_RANK_REVERSAL },
    [NES_EVENT_SUSPEND]         = { "suspend",         NES_RANK_SUSPENSION },
    [NES_EVENT_RESUME]          = { "resume",          NES_RANK_SUSPENSION },
    [NES_EVENT_COST]            = { "cost",            NES_RANK_ACCRUAL },
    [NES_EVENT_PAYMENT]         = { "payment",         NES_RANK_PAYMENT },
    [NES_EVENT_EARLY_REPAYMENT] = { "early_repayment", NES_RANK_TERMS },
    [NES_EVENT_PAYOFF]          = { "payoff",          NES_RANK_TERMS },
    [NES_EVENT_LOWER_RATE]      = { "lower_rate",      NES_RANK_TERMS },
    [NES_EVENT_RESCHEDULE]      = { "reschedule",      NES_RANK_TERMS },
    [NES_EVENT_HOLIDAY]         = { "holiday",         NES_RANK_TERMS },
    [NES_EVENT_FORGIVE]         = { "forgive",         NES_RANK_PENALTY },
    [NES_EVENT_WRITE_OFF]       = { "write_off",       NES_RANK_PENALTY },
    [NES_EVENT_REFUND]          = { "refund",          NES_RANK_PENALTY },
};

const char *nes_event_name(enum nes_event_kind kind)
{
    NES_ASSERT(kind >= NES_EVENT_PAYOUT && kind < NES_EVENT_KINDS);
    return kinds[kind].name;
}

bool nes_event_named(struct nes_str name, enum nes_event_kind *kind)
{
    for (enum nes_event_kind i = NES_EVENT_PAYOUT; i < NES_EVENT_KINDS; i++) {
        if (nes_str_is(name, kinds[i].name)) {
            *kind = i;
            return true;
        }
    }
    return false;
}

int nes_event_order(const struct nes_event *a, const struct nes_event *b)
{
    if (a->day.day != b->day.day) {
        return a->day.day < b->day.day ? -1 : 1;
    }
    if (kinds[a->kind].rank != kinds[b->kind].rank) {
        return kinds[a->kind].rank < kinds[b->kind].rank ? -1 : 1;
    }
    return memcmp(a->id.b, b->id.b, sizeof(a->id.b));
}

struct nes_err nes_event_id_read(struct nes_str text, struct nes_id *out)
{
    if (text.len == NES_ID_TEXT) {
        return nes_id_read(text, out);
    }
    if (text.len < 1 || text.len > sizeof(out->b)) {
        return NES_FAIL(EVENT_ID, NULL);
    }
    *out = (struct nes_id){ 0 };
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '!' || text.ptr[i] > '~') {
            return NES_FAIL(EVENT_ID, NULL);
        }
        out->b[i] = (uint8_t)text.ptr[i];
    }
    return NES_FINE;
}

struct nes_str nes_event_id_write(struct nes_id id, char out[NES_ID_TEXT + 1])
{
    size_t len = 0;

    while (len < sizeof(id.b) && id.b[len] >= '!' && id.b[len] <= '~') {
        len++;
    }
    for (size_t i = len; i < sizeof(id.b); i++) {
        if (len == 0 || id.b[i] != 0) { /* not padded text: the bytes of a UUID */
            nes_id_write(id, out);
            return (struct nes_str){ out, NES_ID_TEXT };
        }
    }
    for (size_t i = 0; i < len; i++) {
        out[i] = (char)id.b[i];
    }
    out[len] = '\0';
    return (struct nes_str){ out, len };
}
