/* src/pki/reason.h: the reasons of a verdict (reason.def), collected as a check goes on. */
#pragma once
#include "base/str.h"

/* In rising order: the worst found decides. */
enum nes_weight { NES_WEIGHT_NOTE, NES_WEIGHT_UNKNOWN, NES_WEIGHT_BAD };

enum nes_why {
    NES_WHY_NONE,
#define X(name, weight, words) NES_WHY_##name,
#include "pki/reason.def"
#undef X
    NES_WHY_COUNT
};

struct nes_finding {
    enum nes_why why;
    const char *about;   /* whom or what it concerns: "signer", "responder", a field; static */
};

#define NES_FINDINGS_MAX 32
struct nes_findings {
    struct nes_finding list[NES_FINDINGS_MAX];
    size_t n;
    enum nes_weight worst;   /* also of those that found no room */
};

/* Adds a reason, once for each `about`. */
void nes_find(struct nes_findings *findings, enum nes_why why, const char *about);
/* Adds all of `from`, none heavier than `most`: a doubtful helper makes a doubtful verdict, not a bad one. */
void nes_find_all(struct nes_findings *findings, const struct nes_findings *from, enum nes_weight most);
bool nes_found(const struct nes_findings *findings, enum nes_why why);

const char *nes_why_name(enum nes_why why);     /* "CERT_EXPIRED" */
const char *nes_why_words(enum nes_why why);
enum nes_weight nes_why_weight(enum nes_why why);
