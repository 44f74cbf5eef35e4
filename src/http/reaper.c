#include "http/reaper.h"

#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/http_faults.h"

struct nes_conn {
    struct nes_conn *next, *before;
    int fd;
    int64_t until_us;
};

struct nes_reaper {
    pthread_mutex_t lock;
    pthread_t thread;
    int stop; /* an eventfd */
    struct nes_clock clock;
    void (*tick)(void *self, int64_t now_us);
    void *self;
    struct nes_conn *first;
    bool goes;
};

#define TICK_MS 250

/* The library sees the end of the stream and closes; it alone owns the descriptor. */
static void reap(struct nes_reaper *reaper, int64_t now_us)
{
    for (struct nes_conn *conn = reaper->first; conn; conn = conn->next) {
        if (conn->until_us != 0 && conn->until_us <= now_us) {
            (void)shutdown(conn->fd, SHUT_RDWR);
            conn->until_us = 0;
        }
    }
}

static void *reaping(void *self)
{
    struct nes_reaper *reaper = self;
    struct pollfd stop = { .fd = reaper->stop, .events = POLLIN };

    while (poll(&stop, 1, TICK_MS) <= 0) {
        int64_t now_us = nes_clock_steady(&reaper->clock);

        pthread_mutex_lock(&reaper->lock);
        reap(reaper, now_us);
        pthread_mutex_unlock(&reaper->lock);
        reaper->tick(reaper->self, now_us);
    }
    return NULL;
}

struct nes_reaper *nes_reaper_begin(const struct nes_clock *clock, void (*tick)(void *self, int64_t now_us),
                                    void *self)
{
    struct nes_reaper *reaper = calloc(1, sizeof(*reaper));

    NES_ASSERT(reaper);
    reaper->stop = -1;
    pthread_mutex_init(&reaper->lock, NULL);
    reaper->clock = *clock;
    reaper->tick = tick;
    reaper->self = self;
    return reaper;
}

struct nes_err nes_reaper_go(struct nes_reaper *reaper)
{
    reaper->stop = eventfd(0, EFD_CLOEXEC);
    reaper->goes = reaper->stop >= 0 && pthread_create(&reaper->thread, NULL, reaping, reaper) == 0;
    return reaper->goes ? NES_FINE : NES_FAIL(HTTP_START, "no thread can be made");
}

void nes_reaper_rest(struct nes_reaper *reaper)
{
    if (reaper->goes) {
        NES_ASSERT(eventfd_write(reaper->stop, 1) == 0);
        pthread_join(reaper->thread, NULL);
        reaper->goes = false;
    }
}

void nes_reaper_end(struct nes_reaper **reaper)
{
    struct nes_reaper *r = *reaper;

    if (!r) {
        return;
    }
    nes_reaper_rest(r);
    NES_ASSERT(!r->first);
    if (r->stop >= 0) {
        (void)close(r->stop);
    }
    pthread_mutex_destroy(&r->lock);
    free(r);
    *reaper = NULL;
}

struct nes_conn *nes_conn_add(struct nes_reaper *reaper, int fd, int64_t until_us)
{
    struct nes_conn *conn = calloc(1, sizeof(*conn));

    NES_ASSERT(conn);
    conn->fd = fd;
    conn->until_us = until_us;
    pthread_mutex_lock(&reaper->lock);
    conn->next = reaper->first;
    if (conn->next) {
        conn->next->before = conn;
    }
    reaper->first = conn;
    pthread_mutex_unlock(&reaper->lock);
    return conn;
}

void nes_conn_until(struct nes_reaper *reaper, struct nes_conn *conn, int64_t until_us)
{
    pthread_mutex_lock(&reaper->lock);
    conn->until_us = until_us;
    pthread_mutex_unlock(&reaper->lock);
}

void nes_conn_remove(struct nes_reaper *reaper, struct nes_conn *conn)
{
    pthread_mutex_lock(&reaper->lock);
    if (conn->before) {
        conn->before->next = conn->next;
    } else {
        reaper->first = conn->next;
    }
    if (conn->next) {
        conn->next->before = conn->before;
    }
    pthread_mutex_unlock(&reaper->lock);
    free(conn);
}
