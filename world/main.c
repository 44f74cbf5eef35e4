/* world/main.c: `nesie-world --data DIR --port N [--pki-port N] [--ncalayer-port N]`: serves the outside world at
 * https://world.localhost:N from DIR/world.db, with the certificate and shared keys of the data folder. The
 * certification authority listens at http://127.0.0.1:PKI-PORT and puts its certificates and pins into DIR/pki;
 * NCALayer (which needs it) listens at wss://127.0.0.1:NCALAYER-PORT. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "db/migrate.h"
#include "http/outgoing.h"
#include "http/server.h"
#include "world/ca.h"
#include "world/ncalayer.h"

extern const struct nes_migrations nes_world_migrations;

/* Where the world was told to be; 0: not at all. */
struct ports {
    int64_t world, pki, ncalayer;
    const char *rsa_keys; /* a file of keys that worlds share; may be NULL */
};

static const struct nes_resource *const resources[] = {
    &nes_world_bureau_resource, &nes_world_list_resource,
    &nes_world_bank_resource, &nes_world_bank_page_resource, &nes_world_behave_resource, &nes_world_coid_resource,
    &nes_world_page_resource, &nes_world_people_resource, &nes_world_phone_resource, &nes_world_registry_resource,
    &nes_world_sms_resource,
    &nes_world_ca_resource, &nes_world_ca_status_resource, &nes_world_ca_stamp_resource, &nes_world_ca_list_resource,
    &nes_world_qr_resource, &nes_world_sign_resource,
    NULL,
};
static const struct nes_param *const params[] = {
    &nes_world_company_param, &nes_world_number_param, &nes_world_person_param, &nes_world_session_param,
    &nes_world_serial_param, &nes_world_file_param,
    NULL,
};
static const struct nes_doors doors = { .resources = resources, .params = params };

static const char *path_of(struct nes_arena *arena, const char *data, const char *name)
{
    struct nes_buf buf = nes_buf_begin(arena, 8192);

    nes_buf_addz(&buf, data);
    nes_buf_addz(&buf, name);
    nes_buf_byte(&buf, '\0');
    return buf.ptr;
}

/* 64 hexadecimal digits. */
static bool read_key(struct nes_arena *arena, const char *data, const char *name, struct nes_secret *out)
{
    const char *path = path_of(arena, data, name);
    uint8_t *key = nes_arena_take(arena, 32);
    struct nes_str text;
    bool read = nes_file_read(arena, path, 4'096, &text) && nes_str_unhex(nes_str_part(text, 0, 64), key, 32);

    if (!read) {
        (void)fprintf(stderr, "nesie-world: %s cannot be read\n", path);
    }
    *out = (struct nes_secret){ key, 32 };
    return read;
}

/* Secrets shared with the product: one line each. */
static bool read_keys(struct nes_arena *arena, const char *data, struct nes_world *world)
{
    return read_key(arena, data, "/keys/sms.key", &world->sms_key) &&
           read_key(arena, data, "/keys/bank.key", &world->bank_key) &&
           read_key(arena, data, "/keys/bureau.key", &world->bureau_key) &&
           read_key(arena, data, "/keys/registry.key", &world->registry_key) &&
           read_key(arena, data, "/keys/coid.key", &world->coid_key);
}

static int failed(const char *what, struct nes_err err)
{
    (void)fprintf(stderr, "nesie-world: %s: %s%s%s\n", what, err.what->text, err.at ? ": " : "", err.at ? err.at : "");
    return 4;
}

static struct nes_err open_database(struct nes_arena *arena, const char *data, const struct nes_log *log,
                                    struct nes_db **db)
{
    struct nes_db_options options = { .sqlite_path = path_of(arena, data, "/world.db"), .clock = nes_clock_real(),
                                      .rand = nes_rand_real(), .log = log, .readers = 8,
                                      .migrations = &nes_world_migrations };
    int64_t applied;

    NES_TRY(nes_migrate(&options, arena, &applied));
    return nes_db_open(&options, db);
}

/* The authority, and the telephone by which its clients sign. */
static struct nes_err open_authority(struct nes_arena *arena, const char *data, struct nes_db *db,
                                     const struct ports *ports, struct nes_world *world)
{
    struct nes_outgoing_options phone = { .ca = path_of(arena, data, "/tls/ca.pem"), .plain = true,
                                          .bytes_max = 8 << 20 };
    struct nes_buf url = nes_buf_begin(arena, 64);
    struct nes_ca *ca = NULL;

    nes_buf_addz(&url, "http://127.0.0.1:");
    nes_buf_int(&url, ports->pki);
    nes_buf_byte(&url, '\0');
    NES_TRY(nes_ca_open(arena, db, url.ptr, ports->rsa_keys, &ca));
    NES_TRY(nes_ca_publish(arena, ca, path_of(arena, data, "/pki")));
    world->ca = ca;
    return nes_outgoing_open(&phone, &world->phone);
}

static void close_phone(struct nes_world *world)
{
    nes_outgoing_close(&world->phone);
}

static struct nes_err open_ncalayer(struct nes_arena *arena, const char *data, const struct ports *ports,
                                    struct nes_ncalayer_options *options, struct nes_ncalayer **out)
{
    if (ports->ncalayer == 0) {
        return NES_FINE;
    }
    options->port = (uint16_t)ports->ncalayer;
    options->files = path_of(arena, data, "/ncalayer");
    options->certificate = path_of(arena, data, "/tls/ncalayer.pem");
    options->key = path_of(arena, data, "/tls/ncalayer.key");
    options->authority = path_of(arena, data, "/tls/ca.pem");
    options->authority_key = path_of(arena, data, "/tls/ca.key");
    return nes_ncalayer_start(options, out);
}

static int serve(struct nes_arena *arena, const char *data, const struct ports *ports)
{
    NES_AUTO(nes_crypto_end) struct nes_crypto *crypto = NULL;
    NES_AUTO(nes_db_close) struct nes_db *db = NULL;
    int out = STDOUT_FILENO, got = 0;
    struct nes_log log = nes_log_to(&out, NES_LEVEL_INFO);
    NES_AUTO(close_phone) struct nes_world world = { .people = nes_world_people_make(arena) };
    struct nes_listener listeners[] = {
        { .kind = NES_PUBLIC, .host = "world.localhost", .address = "127.0.0.1", .port = (uint16_t)ports->world,
          .certificate = path_of(arena, data, "/tls/server.pem"), .key = path_of(arena, data, "/tls/server.key") },
        { .kind = NES_OPERATIONS, .address = "127.0.0.1", .port = (uint16_t)ports->pki },
    };
    struct nes_http_options options = { .listeners = listeners, .listeners_len = ports->pki ? 2 : 1, .doors = &doors,
                                        .app = &world, .clock = nes_clock_real(), .rand = nes_rand_real(),
                                        .log = &log, .workers = 8, .version = NES_VERSION };
    struct nes_ncalayer_options page = { .world = &world, .log = &log };
    NES_AUTO(nes_http_stop) struct nes_http *http = NULL;
    NES_AUTO(nes_ncalayer_stop) struct nes_ncalayer *ncalayer = NULL;
    struct nes_err err = nes_crypto_begin(nes_rand_real(), &crypto);
    sigset_t ends;

    if (!err.what && !read_keys(arena, data, &world)) {
        return 4;
    }
    options.cursor_key = world.sms_key;
    err = err.what ? err : open_database(arena, data, &log, &db);
    world.crypto = options.crypto = crypto;
    options.db = page.db = db;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    err = err.what || ports->pki == 0 ? err : open_authority(arena, data, db, ports, &world);
    err = err.what ? err : nes_http_start(arena, &options, &http);
    err = err.what ? err : open_ncalayer(arena, data, ports, &page, &ncalayer);
    if (err.what) {
        return failed("cannot start", err);
    }
    NES_LOG(&log, INFO, "world.ready", NES_LOG_INT("port", nes_http_port(http, 0)));
    while (sigwait(&ends, &got) != 0) {
    }
    return 0;
}

static bool read_port(const char *text, int64_t *port)
{
    return !nes_str_int(nes_str_of(text), port).what && *port >= 1 && *port <= 65'535;
}

static bool read_options(int argc, char **argv, const char **data, struct ports *ports)
{
    bool fine = argc % 2 == 1;

    for (int i = 1; fine && i < argc; i += 2) {
        if (strcmp(argv[i], "--data") == 0 || strcmp(argv[i], "--rsa-keys") == 0) {
            *(argv[i][2] == 'd' ? data : &ports->rsa_keys) = argv[i + 1];
            continue;
        }
        fine = strcmp(argv[i], "--port") == 0            ? read_port(argv[i + 1], &ports->world)
               : strcmp(argv[i], "--pki-port") == 0      ? read_port(argv[i + 1], &ports->pki)
               : strcmp(argv[i], "--ncalayer-port") == 0 ? read_port(argv[i + 1], &ports->ncalayer)
                                                         : false;
    }
    return fine && *data && ports->world > 0 && (ports->ncalayer == 0 || ports->pki > 0);
}

int main(int argc, char **argv)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct ports ports = { 0 };
    const char *data = NULL;

    if (!read_options(argc, argv, &data, &ports)) {
        (void)fprintf(stderr, "usage: nesie-world --data DIR --port N [--pki-port N [--ncalayer-port N]"
                              " [--rsa-keys FILE]]\n");
        return 2;
    }
    return serve(arena, data, &ports);
}
