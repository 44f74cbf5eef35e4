/* src/http/door.h: the server's own parts. Inside of src/http only. */
#pragma once
#include <stdatomic.h>

#include "http/files.h"
#include "http/job.h"
#include "http/metrics.h"
#include "http/queue.h"
#include "http/reaper.h"
#include "http/tls.h"

#define NES_DOORS_MAX 8
#define NES_ENDED_MAX 64

/* One listener. */
struct nes_door {
    struct nes_http *http;
    const struct nes_listener *listener;
    struct MHD_Daemon *daemon;
    struct nes_tls *tls;
    struct nes_files *files;
    struct nes_str policy;       /* Content-Security-Policy */
    struct nes_str policy_signs; /* that of pages that sign */
    uint16_t port;
    int socket;
};

struct nes_http {
    struct nes_arena *arena;
    struct nes_http_options options;
    struct nes_app_hooks hooks;
    struct nes_routes *routes;
    struct nes_queue *queue;
    struct nes_reaper *reaper;
    struct nes_metrics *metrics;
    struct nes_rate *rate;        /* NULL: no address is limited */
    size_t doors_len;
    struct nes_door doors[NES_DOORS_MAX];
    atomic_bool draining;
    atomic_int under_way;         /* requests between their first line and their end */
    atomic_int away;              /* of these: suspended, with a worker or the runner */
    int64_t renewed_us;           /* the reaper looked at the certificates */
    pthread_mutex_t lock;         /* of keys and held */
    pthread_cond_t quiet;         /* a count reached zero */
    struct nes_job *keys;         /* running calls with a key */
    struct nes_job *held;         /* calls that wait for their operation */
    struct nes_id ended[NES_ENDED_MAX]; /* that ended last, and nobody waited yet */
    size_t ended_at;
};

void nes_http_less(struct nes_http *http, atomic_int *count);

/* Opens and closes one listener (listen.c). */
struct nes_err nes_door_open(struct nes_door *door);
void nes_door_close(struct nes_door *door);
/* Callbacks of the library (conn.c). */
void *nes_conn_uri(void *door, const char *uri, struct MHD_Connection *connection);
enum MHD_Result nes_conn_request(void *door, struct MHD_Connection *connection, const char *url, const char *method,
                                 const char *version, const char *data, size_t *size, void **state);
void nes_conn_completed(void *door, struct MHD_Connection *connection, void **state,
                        enum MHD_RequestTerminationCode why);
void nes_conn_notify(void *door, struct MHD_Connection *connection, void **state,
                     enum MHD_ConnectionNotificationCode what);
/* Held calls whose time is over (held.c); called by the reaper. */
void nes_held_tick(struct nes_http *http, int64_t now_us);
bool nes_held_keep(struct nes_job *job);
