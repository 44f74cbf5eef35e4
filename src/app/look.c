#include "app/look.h"

#include <unistd.h>

#include "app/config.h"
#include "app/serve.h"

static const char *folder_of(const struct nes_look *where)
{
    return where->data ? where->data : "data";
}

static const char *wrong(struct nes_arena *arena, const char *data, const struct nes_config_fault *fault)
{
    struct nes_buf buf = nes_buf_begin(arena, 8192);

    nes_buf_addz(&buf, data);
    nes_buf_addz(&buf, "/nesie.conf:");
    nes_buf_int(&buf, fault->line);
    nes_buf_addz(&buf, ": ");
    nes_buf_add(&buf, fault->why);
    nes_buf_byte(&buf, '\0');
    return buf.ptr;
}

static struct nes_err find(struct nes_arena *arena, const struct nes_look *where, struct nes_db_options *out)
{
    struct nes_config *config = NES_NEW(arena, struct nes_config);
    struct nes_config_fault fault;

    if (where->postgres) {
        *out = (struct nes_db_options){ .postgres_url = where->postgres, .clock = nes_clock_real(),
                                        .rand = nes_rand_real() };
    } else if (nes_config_load(arena, folder_of(where), config, &fault)) {
        *out = nes_serve_database(arena, config, NULL);
    } else {
        return NES_FAIL(DB_OPEN, wrong(arena, folder_of(where), &fault));
    }
    out->readers = out->writers = 1;
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
    NES_AUTO(nes_owner_leave) struct nes_owner owner = { .fd = -1 };
    NES_AUTO(nes_db_close) struct nes_db *db = NULL;
    struct nes_db_options options;

    NES_TRY(find(arena, where, &options));
    options.only_reads = true;
    if (options.sqlite_path) {
        NES_TRY(own(arena, folder_of(where), &options, &owner));
    }
    NES_TRY(nes_db_open(&options, &db));
    return nes_db_read(db, arena, look, self);
}

struct nes_err nes_look_own(struct nes_arena *arena, const struct nes_look *where, struct nes_db_options *out,
                            struct nes_owner *owner)
{
    NES_TRY(find(arena, where, out));
    return where->postgres ? NES_FINE : nes_owner_take(folder_of(where), arena, owner);
}
