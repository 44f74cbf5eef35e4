#include "app/look.h"

#include <unistd.h>

#include "app/config.h"
#include "app/serve.h"
#include "db/owner.h"

/* The database that the folder's configuration names. */
static struct nes_err find(struct nes_arena *arena, const char *data, struct nes_db_options *out)
{
    struct nes_config *config = NES_NEW(arena, struct nes_config);
    struct nes_config_fault fault;

    if (!nes_config_load(arena, data, config, &fault)) {
        return NES_FAIL(DB_OPEN, nes_str_z(arena, fault.why));
    }
    *out = nes_serve_database(arena, config, NULL);
    return NES_FINE;
}

/* Becomes the owner where nobody is; beside another nothing is written. */
static struct nes_err own(struct nes_arena *arena, const char *data, struct nes_db_options *options,
                          struct nes_owner *owner)
{
    struct nes_err err = nes_owner_take(data, arena, owner);

    options->only_reads = err.what != NULL;
    return access(options->sqlite_path, R_OK) == 0 ? NES_FINE
           : err.what                              ? err
                                                   : NES_FAIL(DB_OPEN, options->sqlite_path);
}

struct nes_err nes_look_at(struct nes_arena *arena, const struct nes_look *where, nes_call_run *look, void *self)
{
    struct nes_db_options options = { .postgres_url = where->postgres,
                                      .clock = nes_clock_real(),
                                      .rand = nes_rand_real() };
    NES_AUTO(nes_owner_leave) struct nes_owner owner = { .fd = -1 };
    NES_AUTO(nes_db_close) struct nes_db *db = NULL;
    const char *data = where->data ? where->data : "data";

    if (!where->postgres) {
        NES_TRY(find(arena, data, &options));
    }
    options.readers = options.writers = 1;
    options.only_reads = true;
    if (options.sqlite_path) {
        NES_TRY(own(arena, data, &options, &owner));
    }
    NES_TRY(nes_db_open(&options, &db));
    return nes_db_read(db, arena, look, self);
}
