#include "lending/application.h"

#define X NES_FAULT_DEFINE
#include "lending/application_faults.def"
#undef X

static const char *const states[] = {
    [NES_APPLICATION_DRAFT] = "draft",         [NES_APPLICATION_SUBMITTED] = "submitted",
    [NES_APPLICATION_CHECKING] = "checking",   [NES_APPLICATION_APPROVED] = "approved",
    [NES_APPLICATION_REFUSED] = "refused",     [NES_APPLICATION_WITHDRAWN] = "withdrawn",
    [NES_APPLICATION_CHOSEN] = "chosen",       [NES_APPLICATION_CONTRACT] = "contract",
    [NES_APPLICATION_CONCLUDED] = "concluded", [NES_APPLICATION_LAPSED] = "lapsed",
};

const char *nes_application_word(enum nes_application_state state)
{
    return states[state];
}

enum nes_application_state nes_application_state_of(struct nes_str word)
{
    return (enum nes_application_state)nes_str_place(states, NES_LEN(states), word);
}

static const char *const ways[] = {
    [NES_WAY_ACCOUNT] = "account", [NES_WAY_CARD] = "card",     [NES_WAY_TERMINAL] = "terminal",
    [NES_WAY_DESK] = "desk",       [NES_WAY_SELLER] = "seller",
};

const char *nes_way_word(enum nes_way way)
{
    return ways[way];
}

enum nes_way nes_way_of(struct nes_str word)
{
    size_t at = 0;

    (void)nes_str_find(ways, NES_LEN(ways), word, &at);
    return (enum nes_way)at;
}

bool nes_purpose_known(struct nes_str word)
{
    static const char *const purposes[] = {
#define X(name, word) word,
#include "lending/purpose.def"
#undef X
    };

    size_t at;

    return nes_str_find(purposes, NES_LEN(purposes), word, &at);
}

/* RULE 7.4: an application moves so and in no other way. */
static const struct {
    enum nes_application_state from, to;
} moves[] = {
    { NES_APPLICATION_DRAFT, NES_APPLICATION_SUBMITTED },
    { NES_APPLICATION_DRAFT, NES_APPLICATION_WITHDRAWN },
    { NES_APPLICATION_SUBMITTED, NES_APPLICATION_CHECKING },
    { NES_APPLICATION_SUBMITTED, NES_APPLICATION_REFUSED },
    { NES_APPLICATION_SUBMITTED, NES_APPLICATION_WITHDRAWN },
    { NES_APPLICATION_CHECKING, NES_APPLICATION_SUBMITTED }, /* a check is asked anew */
    { NES_APPLICATION_CHECKING, NES_APPLICATION_APPROVED },
    { NES_APPLICATION_CHECKING, NES_APPLICATION_REFUSED },
    { NES_APPLICATION_CHECKING, NES_APPLICATION_WITHDRAWN },
    { NES_APPLICATION_APPROVED, NES_APPLICATION_CHOSEN },
    { NES_APPLICATION_APPROVED, NES_APPLICATION_WITHDRAWN },
    { NES_APPLICATION_APPROVED, NES_APPLICATION_LAPSED },
    { NES_APPLICATION_CHOSEN, NES_APPLICATION_APPROVED }, /* offers of a new day: the choice is made again */
    { NES_APPLICATION_CHOSEN, NES_APPLICATION_CONTRACT },
    { NES_APPLICATION_CHOSEN, NES_APPLICATION_WITHDRAWN },
    { NES_APPLICATION_CHOSEN, NES_APPLICATION_LAPSED },
    { NES_APPLICATION_CONTRACT, NES_APPLICATION_CHOSEN },
    { NES_APPLICATION_CONTRACT, NES_APPLICATION_CONCLUDED },
};

bool nes_application_may_move(enum nes_application_state from, enum nes_application_state to)
{
    for (size_t i = 0; i < NES_LEN(moves); i++) {
        if (moves[i].from == from && moves[i].to == to) {
            return true;
        }
    }
    return false;
}
