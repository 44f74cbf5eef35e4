#include "http/queue.h"

#include <pthread.h>
#include <stdlib.h>

#include "http/job.h"

struct nes_queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct nes_job *first, *last;
    int waiting, max, workers, idle;
    bool waking;                  /* a worker was woken that has not come yet: nobody wakes another meanwhile */
    bool stopping;
    nes_work *work;
    pthread_t threads[];
};

/* Whether a worker is wanted now. One is woken at a time and wakes the next where jobs are left when it comes: short
 * jobs that come together are done by few workers, which do not fall asleep between them. */
static bool wants_one(struct nes_queue *queue)
{
    bool wants = queue->first && queue->idle > 0 && !queue->waking;

    queue->waking = queue->waking || wants;
    return wants;
}

static struct nes_job *pull(struct nes_queue *queue)
{
    struct nes_job *job;
    bool wake;

    pthread_mutex_lock(&queue->lock);
    while (!queue->first && !queue->stopping) {
        queue->idle++;
        pthread_cond_wait(&queue->filled, &queue->lock);
        queue->idle--;
        queue->waking = false;
    }
    job = queue->first;
    if (job) {
        queue->first = job->next;
        queue->waiting--;
        job->next = NULL;
    }
    wake = wants_one(queue);
    pthread_mutex_unlock(&queue->lock);
    if (wake) {
        pthread_cond_signal(&queue->filled);
    }
    return job;
}

static void *worker(void *self)
{
    struct nes_queue *queue = self;

    for (struct nes_job *job = pull(queue); job; job = pull(queue)) {
        queue->work(job);
    }
    return NULL;
}

bool nes_queue_push(struct nes_queue *queue, struct nes_job *job)
{
    bool room, wake;

    pthread_mutex_lock(&queue->lock);
    room = queue->waiting < queue->max && !queue->stopping;
    if (room) {
        job->next = NULL;
        if (queue->first) {
            queue->last->next = job;
        } else {
            queue->first = job;
        }
        queue->last = job;
        queue->waiting++;
    }
    wake = wants_one(queue);
    pthread_mutex_unlock(&queue->lock);
    if (wake) {
        pthread_cond_signal(&queue->filled);
    }
    return room;
}

struct nes_err nes_queue_start(int workers, int max, nes_work *work, struct nes_queue **out)
{
    struct nes_queue *queue = calloc(1, sizeof(*queue) + (size_t)workers * sizeof(pthread_t));

    NES_ASSERT(queue && workers > 0 && max > 0);
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->filled, NULL);
    queue->max = max;
    queue->work = work;
    for (int i = 0; i < workers; i++) {
        if (pthread_create(&queue->threads[i], NULL, worker, queue) != 0) {
            nes_queue_end(&queue);
            return NES_FAIL(HTTP_START, "no thread can be made");
        }
        queue->workers++;
    }
    *out = queue;
    return NES_FINE;
}

void nes_queue_stop(struct nes_queue *queue)
{
    if (!queue) {
        return;
    }
    pthread_mutex_lock(&queue->lock);
    queue->stopping = true;
    pthread_cond_broadcast(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
    for (; queue->workers > 0; queue->workers--) {
        pthread_join(queue->threads[queue->workers - 1], NULL);
    }
}

void nes_queue_end(struct nes_queue **queue)
{
    struct nes_queue *q = *queue;

    if (!q) {
        return;
    }
    nes_queue_stop(q);
    pthread_cond_destroy(&q->filled);
    pthread_mutex_destroy(&q->lock);
    free(q);
    *queue = NULL;
}
