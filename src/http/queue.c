#include "http/queue.h"

#include <pthread.h>
#include <stdlib.h>

#include "http/job.h"

struct nes_queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct nes_job *first, *last;
    int waiting, max, workers;
    bool stopping;
    nes_work *work;
    pthread_t threads[];
};

static struct nes_job *pull(struct nes_queue *queue)
{
    struct nes_job *job;

    pthread_mutex_lock(&queue->lock);
    while (!queue->first && !queue->stopping) {
        pthread_cond_wait(&queue->filled, &queue->lock);
    }
    job = queue->first;
    if (job) {
        queue->first = job->next;
        queue->waiting--;
        job->next = NULL;
    }
    pthread_mutex_unlock(&queue->lock);
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
    bool room;

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
        pthread_cond_signal(&queue->filled);
    }
    pthread_mutex_unlock(&queue->lock);
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
            nes_queue_stop(&queue);
            return NES_FAIL(HTTP_START, "no thread can be made");
        }
        queue->workers++;
    }
    *out = queue;
    return NES_FINE;
}

void nes_queue_stop(struct nes_queue **queue)
{
    struct nes_queue *q = *queue;

    if (!q) {
        return;
    }
    pthread_mutex_lock(&q->lock);
    q->stopping = true;
    pthread_cond_broadcast(&q->filled);
    pthread_mutex_unlock(&q->lock);
    for (int i = 0; i < q->workers; i++) {
        pthread_join(q->threads[i], NULL);
    }
    pthread_cond_destroy(&q->filled);
    pthread_mutex_destroy(&q->lock);
    free(q);
    *queue = NULL;
}
