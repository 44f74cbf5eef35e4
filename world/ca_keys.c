/* world/ca_keys.c: the authority's own keys: made once, kept in the world's database. */
#include "world/ca.h"
#include "world/ca_sql.h"

#define X NES_FAULT_DEFINE
#include "world/ca_faults.def"
#undef X

/* All units of both algorithms, being loaded or stored. */
struct loading {
    struct nes_arena *arena;
    struct nes_ca *ca;
    size_t found;
};

static struct nes_err load(struct nes_tx *tx, void *self)
{
    struct loading *loading = self;
    struct nes_ca_units_rows rows;

    NES_TRY(nes_ca_units(tx, &rows));
    loading->found = rows.len;
    for (size_t i = 0; i < rows.len; i++) {
        const struct nes_ca_units_row *row = &rows.rows[i];

        loading->ca->units[row->algorithm][row->role] = (struct nes_signing_person){
            .key = { (enum nes_signing)row->algorithm, nes_str_copy(loading->arena, row->secret) },
            .certificate = nes_str_copy(loading->arena, row->certificate),
        };
    }
    return NES_FINE;
}

static struct nes_err store(struct nes_tx *tx, void *self)
{
    const struct loading *loading = self;

    for (int32_t algorithm = NES_SIGNING_GOST; algorithm <= NES_SIGNING_RSA; algorithm++) {
        for (int32_t role = NES_CA_ROOT; role < NES_CA_ROLES; role++) {
            const struct nes_signing_person *unit = &loading->ca->units[algorithm][role];

            NES_TRY(nes_ca_unit_add(tx, algorithm, role, unit->key.secret, unit->certificate));
        }
    }
    return NES_FINE;
}

/* The keys of one algorithm; those of RSA, which take long, from the shared file where it has them. */
static void make_keys(struct nes_arena *arena, struct nes_ca *ca, enum nes_signing kind, const char *shared)
{
    struct nes_rand rand = nes_rand_real();
    struct nes_str secrets[NES_CA_ROLES] = { 0 };
    bool there = kind == NES_SIGNING_RSA && nes_ca_shared_read(arena, shared, secrets);
    uint8_t seed[64];

    for (enum nes_ca_role role = NES_CA_ROOT; role < NES_CA_ROLES; role++) {
        struct nes_signing_key *key = &ca->units[kind][role].key;

        nes_rand_fill(&rand, seed, sizeof(seed));
        *key = there ? (struct nes_signing_key){ kind, secrets[role] } : nes_signing_new(arena, kind, seed);
        secrets[role] = key->secret;
    }
    if (kind == NES_SIGNING_RSA && !there) {
        nes_ca_shared_write(shared, secrets);
    }
}

/* A day old, so that nobody's clock is too early for it. */
static void make(struct nes_arena *arena, struct nes_ca *ca, const char *shared, int64_t now_us)
{

    for (enum nes_signing kind = NES_SIGNING_GOST; kind <= NES_SIGNING_RSA; kind++) {
        make_keys(arena, ca, kind, shared);
        for (enum nes_ca_role role = NES_CA_ROOT; role < NES_CA_ROLES; role++) {
            struct nes_signing_person *unit = &ca->units[kind][role];

            unit->certificate = nes_ca_unit_certificate(arena, ca, role, &unit->key, now_us - NES_DAY_US);
        }
    }
}

struct nes_err nes_ca_open(struct nes_arena *arena, struct nes_db *db, const char *url, const char *shared,
                          struct nes_ca **out)
{
    struct nes_clock clock = nes_clock_real();
    struct nes_rand rand = nes_rand_real();
    struct loading loading = { .arena = arena, .ca = NES_NEW(arena, struct nes_ca) };
    struct nes_call call = {
        .operation = nes_id_new(&clock, &rand), .arena = nes_arena_begin(0), .run = store, .self = &loading
    };
    struct nes_err err = nes_db_read(db, call.arena, load, &loading);

    loading.ca->url = url;
    if (!err.what && loading.found == 0) {
        make(arena, loading.ca, shared, nes_clock_now(&clock));
        err = nes_db_run(db, &call);
    } else if (!err.what && loading.found != (size_t)2 * NES_CA_ROLES) {
        err = NES_FAIL(CA_START, "keys");
    }
    nes_arena_end(&call.arena);
    *out = loading.ca;
    return err;
}
