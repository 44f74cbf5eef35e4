/* src/app/serve.h: puts the parts together, starts and stops them in order. Decides nothing. */
#pragma once
#include "app/config.h"
#include "base/log.h"
#include "http/server.h"

struct nes_serve;

struct nes_serve_options {
    const struct nes_config *config;
    bool only_operations;         /* for administrative commands while no server runs: no listener but the socket */
    const struct nes_log *log;
};

/* Takes the folder, starts keeper and press, opens the database (its schema must be this program's), the runner of
 * errands and the listeners; or nothing. The reason is in `at`, in `arena`, which outlives it. */
struct nes_err nes_serve_start(struct nes_arena *arena, const struct nes_serve_options *options,
                               struct nes_serve **out);
/* Drains and stops in reverse. For NES_AUTO; NULL inside is fine. */
void nes_serve_stop(struct nes_serve **serve);
struct nes_http *nes_serve_http(struct nes_serve *serve);

/* DATA/nesie.sock, NUL-ended, in the arena. */
const char *nes_serve_socket(struct nes_arena *arena, const char *data);
/* DATA/name. */
const char *nes_serve_path(struct nes_arena *arena, const char *data, const char *name);
/* The database of the configuration, as options. */
struct nes_db_options nes_serve_database(struct nes_arena *arena, const struct nes_config *config,
                                         const struct nes_log *log);
