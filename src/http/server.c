#include "http/server.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "http/door.h"
#include "http/rate.h"

#define RENEW_US (10 * INT64_C(1'000'000))
#define DRAIN_US (15 * INT64_C(1'000'000))

static void renew(struct nes_http *http, int64_t now_us)
{
    for (size_t i = 0; i < http->doors_len; i++) {
        struct nes_door *door = &http->doors[i];
        struct nes_err err = door->tls ? nes_tls_renew(door->tls, now_us) : NES_FINE;

        if (err.what) {
            NES_LOG(http->options.log, ERROR, "certificate.unread", NES_LOG_Z("file", err.at));
        }
    }
}

static void tick(void *self, int64_t now_us)
{
    struct nes_http *http = self;

    nes_held_tick(http, now_us);
    if (now_us - http->renewed_us >= RENEW_US) {
        http->renewed_us = now_us;
        renew(http, now_us);
    }
}

static void work(struct nes_job *job)
{
    if (job->state == NES_JOB_ADMIT) {
        nes_dispatch_admit(job);
    } else if (job->state == NES_JOB_HELD) {
        nes_dispatch_held(job);
    } else {
        nes_dispatch_work(job);
    }
}

/* What the routes need of the options. */
static struct nes_err check_needs(const struct nes_http *http)
{
    for (size_t i = 0; i < nes_routes_len(http->routes); i++) {
        const struct nes_route *route = nes_routes_at(http->routes, i);

        if ((route->once || route->looks) && !http->options.db) {
            return NES_FAIL(HTTP_START, "a route that is .once or .looks needs a database");
        }
        if (route->assurance != NES_ASSURE_NONE && !http->hooks.assure) {
            return NES_FAIL(HTTP_START, "a route needs assurance, and nothing checks it");
        }
        if (route->upload && !http->options.upload_folder) {
            return NES_FAIL(HTTP_START, "a route takes uploads, and there is no folder for them");
        }
    }
    return NES_FINE;
}

static void defaults(struct nes_http_options *options)
{
    options->workers = options->workers > 0 ? options->workers : 16;
    options->queue_max = options->queue_max > 0 ? options->queue_max : 256;
    options->head_ms = options->head_ms > 0 ? options->head_ms : 10'000;
    options->reply_ms = options->reply_ms > 0 ? options->reply_ms : 30'000;
}

static struct nes_err open_all(struct nes_http *http)
{
    NES_TRY(nes_routes_make(http->arena, http->options.doors, &http->routes));
    NES_TRY(check_needs(http));
    http->metrics = nes_metrics_begin(http->routes);
    http->rate = nes_rate_begin(http->options.rate_address);
    NES_TRY(nes_queue_start(http->options.workers, http->options.queue_max, work, &http->queue));
    http->reaper = nes_reaper_begin(&http->options.clock, tick, http);
    for (size_t i = 0; i < http->options.listeners_len; i++) {
        struct nes_door *door = &http->doors[http->doors_len++];

        door->http = http;
        door->listener = &http->options.listeners[i];
        door->socket = -1;
        NES_TRY(nes_door_open(door));
    }
    return nes_reaper_go(http->reaper);
}

struct nes_err nes_http_start(struct nes_arena *arena, const struct nes_http_options *options, struct nes_http **out)
{
    const struct sigaction ignored = { .sa_handler = SIG_IGN }; /* a write tells it */
    struct nes_http *http = calloc(1, sizeof(*http));
    pthread_condattr_t attr;
    struct nes_err err;

    NES_ASSERT(http && options->listeners_len <= NES_DOORS_MAX);
    http->arena = arena;
    http->options = *options;
    http->hooks = options->hooks ? *options->hooks : (struct nes_app_hooks){ 0 };
    NES_ASSERT((http->hooks.seal != NULL) == (http->hooks.unseal != NULL));
    defaults(&http->options);
    pthread_mutex_init(&http->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&http->quiet, &attr);
    pthread_condattr_destroy(&attr);
    NES_ASSERT(sigaction(SIGPIPE, &ignored, NULL) == 0);
    err = open_all(http);
    if (err.what) {
        nes_http_stop(&http);
        return err;
    }
    *out = http;
    return NES_FINE;
}

/* One less is under way; whoever waits for none is told. */
void nes_http_less(struct nes_http *http, atomic_int *count)
{
    pthread_mutex_lock(&http->lock);
    if (atomic_fetch_sub(count, 1) == 1) {
        pthread_cond_broadcast(&http->quiet);
    }
    pthread_mutex_unlock(&http->lock);
}

/* Until the count is zero, or an instant of the steady clock (the machine's monotonic one). */
static void wait_for(struct nes_http *http, atomic_int *count, int64_t until_us)
{
    const struct timespec until = { .tv_sec = until_us / 1'000'000, .tv_nsec = until_us % 1'000'000 * 1'000 };
    int over = 0;

    pthread_mutex_lock(&http->lock);
    while (atomic_load(count) > 0 && over == 0) {
        over = pthread_cond_timedwait(&http->quiet, &http->lock, &until);
    }
    pthread_mutex_unlock(&http->lock);
}

/* New connections are refused at once; what is under way is answered, each answer ends its connection. */
static void drain(struct nes_http *http)
{
    atomic_store(&http->draining, true);
    for (size_t i = 0; i < http->doors_len; i++) {
        int fd = http->doors[i].daemon ? MHD_quiesce_daemon(http->doors[i].daemon) : MHD_INVALID_SOCKET;

        if (fd != MHD_INVALID_SOCKET) {
            (void)close(fd);
            http->doors[i].socket = -1;
        }
    }
    wait_for(http, &http->under_way, nes_clock_steady(&http->options.clock) + DRAIN_US);
}

void nes_http_stop(struct nes_http **self)
{
    struct nes_http *http = *self;

    if (!http) {
        return;
    }
    drain(http);
    nes_queue_stop(http->queue);
    nes_held_tick(http, INT64_MAX);
    wait_for(http, &http->away, INT64_MAX); /* the runner ends each call */
    if (http->reaper) {
        nes_reaper_rest(http->reaper); /* it looks at the doors */
    }
    for (size_t i = 0; i < http->doors_len; i++) {
        nes_door_close(&http->doors[i]);
    }
    nes_queue_end(&http->queue); /* a connection that was open could push until its door closed */
    nes_reaper_end(&http->reaper);
    if (http->metrics) {
        nes_metrics_end(&http->metrics);
    }
    nes_rate_end(&http->rate);
    pthread_cond_destroy(&http->quiet);
    pthread_mutex_destroy(&http->lock);
    free(http);
    *self = NULL;
}

uint16_t nes_http_port(const struct nes_http *http, size_t listener)
{
    NES_ASSERT(listener < http->doors_len);
    return http->doors[listener].port;
}

struct nes_err nes_http_renew(struct nes_http *http)
{
    for (size_t i = 0; i < http->doors_len; i++) {
        if (http->doors[i].tls) {
            NES_TRY(nes_tls_renew(http->doors[i].tls, nes_clock_steady(&http->options.clock)));
        }
    }
    return NES_FINE;
}

bool nes_http_draining(const struct nes_http *http)
{
    return atomic_load(&http->draining);
}

void nes_http_metrics(struct nes_http *http, struct nes_buf *out)
{
    nes_buf_addz(out, "# HELP nesie_build_info The version that runs.\n# TYPE nesie_build_info gauge\n"
                      "nesie_build_info{version=\"");
    nes_buf_addz(out, http->options.version ? http->options.version : "unknown");
    nes_buf_addz(out, "\"} 1\n");
    nes_metrics_write(http->metrics, out);
    if (http->options.db) {
        nes_metrics_write_db(http->options.db, out);
    }
    if (http->hooks.metrics) {
        http->hooks.metrics(http->hooks.self, out);
    }
}
