#include "pki/oid.h"

static const struct {
    struct nes_str body;
    const char *words;
} table[NES_OID_COUNT] = {
#define X(name, octets, words_) [NES_OID_##name] = { .body = NES_STR_INIT(octets), .words = (words_) },
#include "pki/oid.def"
#undef X
};

enum nes_oid nes_oid_of(struct nes_str body)
{
    for (int i = NES_OID_NONE + 1; i < NES_OID_COUNT; i++) {
        if (nes_str_eq(table[i].body, body)) {
            return (enum nes_oid)i;
        }
    }
    return NES_OID_NONE;
}

struct nes_str nes_oid_body(enum nes_oid oid)
{
    return table[oid].body;
}

const char *nes_oid_words(enum nes_oid oid)
{
    return table[oid].words ? table[oid].words : "";
}
