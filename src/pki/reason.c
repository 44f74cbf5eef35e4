#include "pki/reason.h"

#include <string.h>

static const struct {
    const char *name, *words;
    enum nes_weight weight;
} table[NES_WHY_COUNT] = {
    [NES_WHY_NONE] = { "NONE", "", NES_WEIGHT_NOTE },
#define X(name_, weight_, words_) \
    [NES_WHY_##name_] = { .name = #name_, .words = (words_), .weight = NES_WEIGHT_##weight_ },
#include "pki/reason.def"
#undef X
};

static void add(struct nes_findings *findings, struct nes_finding one)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (findings->list[i].why == one.why && strcmp(findings->list[i].about, one.about) == 0) {
            return;
        }
    }
    if (findings->n < NES_FINDINGS_MAX) {
        findings->list[findings->n++] = one;
    }
}

static void weigh(struct nes_findings *findings, enum nes_weight weight)
{
    findings->worst = weight > findings->worst ? weight : findings->worst;
}

void nes_find(struct nes_findings *findings, enum nes_why why, const char *about)
{
    add(findings, (struct nes_finding){ why, about });
    weigh(findings, table[why].weight);
}

void nes_find_all(struct nes_findings *findings, const struct nes_findings *from, enum nes_weight most)
{
    for (size_t i = 0; i < from->n; i++) {
        add(findings, from->list[i]);
    }
    weigh(findings, from->worst < most ? from->worst : most);
}

bool nes_found(const struct nes_findings *findings, enum nes_why why)
{
    for (size_t i = 0; i < findings->n; i++) {
        if (findings->list[i].why == why) {
            return true;
        }
    }
    return false;
}

const char *nes_why_name(enum nes_why why)
{
    return table[why].name;
}

const char *nes_why_words(enum nes_why why)
{
    return table[why].words;
}

enum nes_weight nes_why_weight(enum nes_why why)
{
    return table[why].weight;
}
