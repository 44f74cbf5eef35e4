#include "app/serve.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "api/caller.h"
#include "api/doors.h"
#include "api/house.h"
#include "api/record.h"
#include "app/chores.h"
#include "app/pages.h"
#include "base/file.h"
#include "db/migrate.h"
#include "db/owner.h"
#include "gateway/bank.h"
#include "gateway/bureau.h"
#include "gateway/list.h"
#include "gateway/coid.h"
#include "gateway/eds.h"
#include "gateway/registry.h"
#include "gateway/sms.h"
#include "payment/paper.h"
#include "vault/vault_faults.h"

#define LISTENERS    4
#define NCALAYER     "wss://127.0.0.1:13579" /* the program with the keys of a client, on the client's own computer */
#define DATABASE_MS  10'000 /* how long the end waits for the database */
#define ERRAND_KINDS 32

struct nes_serve {
    struct nes_arena *arena;
    const struct nes_config *config;
    struct nes_owner owner;
    struct nes_crypto *crypto;
    struct nes_keeper *keeper;
    struct nes_press *press;
    struct nes_db *db;
    struct nes_blobs *blobs;
    struct nes_outgoing *outgoing;
    struct nes_sms sms;
    struct nes_bank bank;
    struct nes_paper_shop papers;
    struct nes_bureau bureau;
    struct nes_lists lists;
    struct nes_registry registry;
    struct nes_coid coid;
    struct nes_eds_gate eds;
    bool has_eds;
    struct nes_errand_kind errand_kinds[ERRAND_KINDS];
    size_t errand_kinds_len;
    struct nes_errands *errands;
    struct nes_jobs *jobs;
    struct nes_chores chores;
    struct nes_http *http;
    struct nes_house house;
    struct nes_app_hooks hooks;
    struct nes_listener listeners[LISTENERS];
    size_t listeners_len;
};

const char *nes_serve_path(struct nes_arena *arena, const char *data, const char *name)
{
    struct nes_buf buf = nes_buf_begin(arena, 8192);

    nes_buf_addz(&buf, data);
    nes_buf_byte(&buf, '/');
    nes_buf_addz(&buf, name);
    nes_buf_byte(&buf, '\0');
    return buf.ptr;
}

const char *nes_serve_socket(struct nes_arena *arena, const char *data)
{
    return nes_serve_path(arena, data, "nesie.sock");
}

struct nes_db_options nes_serve_database(struct nes_arena *arena, const struct nes_config *config,
                                         const struct nes_log *log)
{
    struct nes_db_options options = {
        .clock = nes_clock_real(), .rand = nes_rand_real(), .log = log, .readers = (int)config->workers
    };

    if (strcmp(config->database, "sqlite") == 0) {
        options.sqlite_path = nes_serve_path(arena, config->data, "nesie.db");
    } else {
        options.postgres_url = config->database;
    }
    return options;
}

static void add_listener(struct nes_serve *serve, struct nes_listener listener)
{
    NES_ASSERT(serve->listeners_len < LISTENERS);
    serve->listeners[serve->listeners_len++] = listener;
}

static const char *proxy_socket(struct nes_serve *serve, enum nes_listen kind)
{
    const char *name = kind == NES_PUBLIC ? "public.sock" : kind == NES_OFFICE ? "office.sock" : "terminal.sock";

    return nes_serve_path(serve->arena, serve->config->proxy_folder, name);
}

static void add_public(struct nes_serve *serve, enum nes_listen kind, const char *host, int64_t port)
{
    const struct nes_config *config = serve->config;
    struct nes_listener listener = { .kind = kind, .host = host,
                                     .files = nes_pages_folder(serve->arena, config, kind),
                                     .signer = kind == NES_PUBLIC ? NCALAYER : NULL };

    if (config->proxy_folder[0]) {
        listener.proxied = true;
        listener.unix_path = proxy_socket(serve, kind);
    } else {
        listener.address = config->address;
        listener.port = (uint16_t)port;
        listener.certificate = config->certificate;
        listener.key = config->certificate_key;
        listener.client_ca = kind == NES_TERMINAL ? config->terminal_ca : NULL;
    }
    add_listener(serve, listener);
}

static void set_listeners(struct nes_serve *serve, bool only_operations)
{
    const struct nes_config *config = serve->config;

    add_listener(serve, (struct nes_listener){ .kind = NES_OPERATIONS,
                                               .unix_path = nes_serve_socket(serve->arena, config->data) });
    if (only_operations) {
        return;
    }
    add_public(serve, NES_PUBLIC, config->public_host, config->public_port);
    add_public(serve, NES_OFFICE, config->office_host, config->office_port);
    add_public(serve, NES_TERMINAL, config->terminal_host, config->terminal_port);
}

static struct nes_err start_helpers(struct nes_serve *serve, const struct nes_serve_options *options)
{
    const char *keys = nes_serve_path(serve->arena, serve->config->data, "keys/keys.txt");
    struct nes_keeper_options keeper = { .keys_path = keys, .clock = nes_clock_real(), .log = options->log };
    struct nes_press_options press = { .clock = nes_clock_real(), .log = options->log };

    if (access(keys, R_OK) != 0 || nes_keeper_begin(&keeper, &serve->keeper).what) {
        return NES_FAIL(KEYS_FILE, keys);
    }
    return nes_press_begin(&press, &serve->press);
}

/* A hash that nobody's password has, so that an unknown name takes as long as a known one. */
static void make_no_password(struct nes_serve *serve)
{
    struct nes_peppered nobody;

    nes_crypto_random(serve->crypto, &nobody, sizeof(nobody));
    nes_password_hash(serve->crypto, &nobody, serve->house.no_password);
}

/* 64 hexadecimal digits in a file of mode 0600. */
static struct nes_err read_key(struct nes_arena *arena, const char *path, struct nes_secret *out)
{
    uint8_t *key = nes_arena_take(arena, 32);
    struct nes_str text;

    *out = (struct nes_secret){ key, 32 };
    if (!nes_file_read(arena, path, 4'096, &text) || !nes_str_unhex(nes_str_part(text, 0, 64), key, 32)) {
        return NES_FAIL(KEYS_FILE, path);
    }
    return NES_FINE;
}

static void add_kind(struct nes_serve *serve, struct nes_errand_kind kind)
{
    NES_ASSERT(serve->errand_kinds_len < ERRAND_KINDS);
    serve->errand_kinds[serve->errand_kinds_len++] = kind;
}

static struct nes_err partner_of(struct nes_serve *serve, const char *url, const char *key, struct nes_partner *out)
{
    *out = (struct nes_partner){ .crypto = serve->crypto, .outgoing = serve->outgoing, .url = url };
    return read_key(serve->arena, key, &out->key);
}

/* The bank, and the papers that follow what it tells. */
static struct nes_err add_bank(struct nes_serve *serve)
{
    serve->bank = (struct nes_bank){ .db = serve->db, .keeper = serve->keeper, .press = serve->press,
                                     .blobs = serve->blobs };
    NES_TRY(partner_of(serve, serve->config->bank_url, serve->config->bank_key, &serve->bank.partner));
    serve->papers = (struct nes_paper_shop){ .db = serve->db, .press = serve->press,
                                             .vault = { serve->crypto, serve->keeper, serve->blobs } };
    add_kind(serve, nes_bank_payout_errand(&serve->bank));
    add_kind(serve, nes_bank_refund_errand(&serve->bank));
    add_kind(serve, nes_bank_holder_errand(&serve->bank));
    add_kind(serve, nes_bank_statement_errand(&serve->bank));
    add_kind(serve, nes_loan_paper_errand(&serve->papers));
    return NES_FINE;
}

/* The national certification authority: signatures of clients. */
static void add_eds(struct nes_serve *serve)
{
    const struct nes_config *config = serve->config;

    nes_eds_begin(&serve->eds, &(struct nes_eds_options){ .db = serve->db,
                                                          .vault = { serve->crypto, serve->keeper, serve->blobs },
                                                          .press = serve->press,
                                                          .trust = config->eds_trust,
                                                          .test = strcmp(config->eds_test, "yes") == 0,
                                                          .ocsp_url = config->eds_ocsp_url,
                                                          .tsp_url = config->eds_tsp_url,
                                                          .crl_urls = config->eds_crl_urls });
    serve->has_eds = true;
    add_kind(serve, nes_eds_errand(&serve->eds));
}

/* The gateways and their kinds of errand: one line each. */
static struct nes_err set_kinds(struct nes_serve *serve)
{
    const struct nes_config *config = serve->config;
    struct nes_vault vault = { serve->crypto, serve->keeper, serve->blobs };

    serve->sms = (struct nes_sms){ .db = serve->db,
                                   .keeper = serve->keeper,
                                   .crypto = serve->crypto,
                                   .outgoing = serve->outgoing,
                                   .url = config->sms_url };
    NES_TRY(read_key(serve->arena, config->sms_key, &serve->sms.key));
    add_kind(serve, nes_sms_errand(&serve->sms));
    add_kind(serve, nes_code_errand(&serve->sms));
    serve->registry = (struct nes_registry){ .db = serve->db, .keeper = serve->keeper };
    NES_TRY(partner_of(serve, config->registry_url, config->registry_key, &serve->registry.partner));
    add_kind(serve, nes_registry_errand(&serve->registry));
    serve->coid = (struct nes_coid){ .db = serve->db, .vault = vault };
    NES_TRY(partner_of(serve, config->coid_url, config->coid_key, &serve->coid.partner));
    add_kind(serve, nes_coid_begin_errand(&serve->coid));
    add_kind(serve, nes_coid_result_errand(&serve->coid));
    add_eds(serve);
    serve->bureau = (struct nes_bureau){ .db = serve->db, .keeper = serve->keeper, .blobs = serve->blobs };
    NES_TRY(partner_of(serve, config->bureau_url, config->bureau_key, &serve->bureau.partner));
    add_kind(serve, nes_bureau_report_errand(&serve->bureau));
    add_kind(serve, nes_bureau_tell_errand(&serve->bureau));
    serve->lists = (struct nes_lists){ .press = serve->press, .crypto = serve->crypto, .outgoing = serve->outgoing,
                                       .url = { config->list_financing_url, config->list_participants_url } };
    add_kind(serve, nes_list_errand(&serve->lists));
    return add_bank(serve);
}

static struct nes_err start_errands(struct nes_serve *serve, const struct nes_serve_options *options)
{
    struct nes_errands_options errands = { .db = serve->db, .kinds = serve->errand_kinds,
                                           .clock = nes_clock_real(),
                                           .rand = nes_rand_real(), .log = options->log };
    struct nes_outgoing_options outgoing = { .ca = serve->config->outside_ca,
                                             .bytes_max = 8 << 20 /* lists of the monitoring agency */ };

    NES_TRY(nes_outgoing_open(&outgoing, &serve->outgoing));
    NES_TRY(set_kinds(serve));
    errands.kinds_len = serve->errand_kinds_len;
    return nes_errands_start(&errands, &serve->errands);
}

static struct nes_err start_house(struct nes_serve *serve, const struct nes_serve_options *options)
{
    struct nes_db_options database = nes_serve_database(serve->arena, serve->config, options->log);

    NES_TRY(nes_migrate_check(&database));
    NES_TRY(nes_db_open(&database, &serve->db));
    NES_TRY(
        nes_blobs_begin(serve->crypto, nes_serve_path(serve->arena, serve->config->data, "documents"), &serve->blobs));
    NES_TRY(start_errands(serve, options));
    serve->house = (struct nes_house){ .crypto = serve->crypto,
                                       .keeper = serve->keeper,
                                       .press = serve->press,
                                       .blobs = serve->blobs,
                                       .errands = serve->errands,
                                       .data = serve->config->data,
                                       .eds_trust = serve->config->eds_trust,
                                       .registrations_hour = serve->config->registrations_hour,
                                       .db = serve->db };
    make_no_password(serve);
    serve->hooks = (struct nes_app_hooks){
        .self = &serve->house, .identify = nes_caller_identify, .touch = nes_caller_touch, .audit = nes_record_call,
        .seal = nes_record_seal, .unseal = nes_record_unseal,
    };
    return NES_FINE;
}

/* A key of this installation for one use inside the process. */
static struct nes_err key_of(struct nes_serve *serve, const char *use, struct nes_secret *out)
{
    struct nes_keeper_item item = { .op = NES_KEEPER_MAC, .label = nes_str_of(use), .data = nes_str_of(use) };
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SIGN_IN };

    NES_TRY(nes_keeper_ask(serve->keeper, serve->arena, why, &item, 1));
    *out = (struct nes_secret){ (const uint8_t *)item.answer.ptr, item.answer.len };
    return NES_FINE;
}

static struct nes_err start_http(struct nes_serve *serve, const struct nes_serve_options *options)
{
    struct nes_http_options http = {
        .listeners = serve->listeners,
        .listeners_len = serve->listeners_len,
        .doors = &nes_doors,
        .db = serve->db,
        .crypto = serve->crypto,
        .hooks = &serve->hooks,
        .app = &serve->house,
        .clock = nes_clock_real(),
        .rand = nes_rand_real(),
        .log = options->log,
        .workers = (int)serve->config->workers,
        .queue_max = (int)serve->config->queue,
        .upload_folder = serve->config->data,
        .rate_address = serve->config->rate_address,
        .version = NES_VERSION,
    };

    NES_TRY(key_of(serve, "cursor", &http.cursor_key));
    return nes_http_start(serve->arena, &http, &serve->http);
}

static struct nes_err take_key(struct nes_serve *serve, const char *use, uint8_t out[32])
{
    struct nes_secret key;

    NES_TRY(key_of(serve, use, &key));
    NES_ASSERT(key.len == 32);
    memcpy(out, key.ptr, key.len);
    return NES_FINE;
}

static struct nes_err start_chores(struct nes_serve *serve, const struct nes_serve_options *options)
{
    struct nes_jobs_options jobs = { .db = serve->db,
                                     .kinds = serve->chores.kinds,
                                     .kinds_len = NES_CHORES,
                                     .clock = nes_clock_real(),
                                     .rand = nes_rand_real(),
                                     .log = options->log };

    NES_TRY(take_key(serve, "pseudonym", serve->house.pseudonyms));
    NES_TRY(take_key(serve, "reply", serve->house.replies));
    NES_TRY(nes_chores_make(serve->arena, &serve->house, &(struct nes_chore_gates){ &serve->bank, &serve->eds },
                            serve->config->public_host, &serve->chores));
    NES_TRY(nes_chores_publish(serve->arena, &serve->chores));
    return nes_jobs_start(&jobs, &serve->jobs);
}

/* A shell gives 1 024 descriptors, which the lines of one address fill: all that the machine allows are taken. */
static void take_descriptors(void)
{
    struct rlimit most;

    if (getrlimit(RLIMIT_NOFILE, &most) == 0) {
        most.rlim_cur = most.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &most);
    }
}

static struct nes_err start_all(struct nes_serve *serve, const struct nes_serve_options *options)
{
    NES_TRY(nes_owner_take(serve->config->data, serve->arena, &serve->owner));
    NES_TRY(start_helpers(serve, options)); /* before any thread: they are made by fork */
    take_descriptors();
    nes_db_many_threads();
    NES_TRY(nes_crypto_begin(nes_rand_real(), &serve->crypto));
    NES_TRY(start_house(serve, options));
    NES_TRY(start_chores(serve, options));
    set_listeners(serve, options->only_operations);
    return start_http(serve, options);
}

struct nes_err nes_serve_start(struct nes_arena *arena, const struct nes_serve_options *options, struct nes_serve **out)
{
    struct nes_serve *serve = calloc(1, sizeof(*serve));
    struct nes_err err;

    NES_ASSERT(serve);
    serve->arena = arena;
    serve->config = options->config;
    serve->owner.fd = -1;
    err = start_all(serve, options);
    if (err.what) {
        nes_serve_stop(&serve);
        return err;
    }
    *out = serve;
    return NES_FINE;
}

/* The end must not hang on a database that is gone or silent: who still waits for it after a while is cut off. */
struct nes_serve_bound {
    struct nes_db *db;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t over;
    bool is_over;
};

static void *keep_bound(void *self)
{
    struct nes_serve_bound *bound = self;
    struct timespec until = nes_clock_after_ms(DATABASE_MS);
    int late = 0;

    (void)pthread_mutex_lock(&bound->lock);
    while (!bound->is_over && late == 0) {
        late = pthread_cond_clockwait(&bound->over, &bound->lock, CLOCK_MONOTONIC, &until);
    }
    (void)pthread_mutex_unlock(&bound->lock);
    if (late != 0) {
        nes_db_cut(bound->db);
    }
    return NULL;
}

/* All that asks the database. */
static void stop_work(struct nes_serve *serve)
{
    struct nes_serve_bound bound = { .db = serve->db, .lock = PTHREAD_MUTEX_INITIALIZER,
                                     .over = PTHREAD_COND_INITIALIZER };

    NES_ASSERT(pthread_create(&bound.thread, NULL, keep_bound, &bound) == 0);
    nes_http_stop(&serve->http);
    nes_jobs_stop(&serve->jobs);
    nes_errands_stop(&serve->errands);
    (void)pthread_mutex_lock(&bound.lock);
    bound.is_over = true;
    (void)pthread_cond_signal(&bound.over);
    (void)pthread_mutex_unlock(&bound.lock);
    NES_ASSERT(pthread_join(bound.thread, NULL) == 0);
    (void)pthread_cond_destroy(&bound.over);
    (void)pthread_mutex_destroy(&bound.lock);
}

void nes_serve_stop(struct nes_serve **serve)
{
    struct nes_serve *gone = *serve;

    if (!gone) {
        return;
    }
    stop_work(gone);
    nes_outgoing_close(&gone->outgoing);
    if (gone->has_eds) {
        nes_eds_end_all(&gone->eds);
    }
    if (gone->blobs) {
        nes_blobs_end(&gone->blobs);
    }
    nes_db_close(&gone->db);
    if (gone->press) {
        nes_press_end(&gone->press);
    }
    if (gone->keeper) {
        nes_keeper_end(&gone->keeper);
    }
    nes_crypto_end(&gone->crypto);
    nes_owner_leave(&gone->owner);
    free(gone);
    *serve = NULL;
}

struct nes_http *nes_serve_http(struct nes_serve *serve)
{
    return serve->http;
}
