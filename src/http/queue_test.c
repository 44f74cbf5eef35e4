#include "http/queue.h"

#include <pthread.h>
#include <stdatomic.h>

#include "http/job.h"
#include "test/unit/test.h"

enum { WORKERS = 4, ROUNDS = 2'000, JOBS = 16 };

static pthread_barrier_t together;
static atomic_int done;

/* Ends only where all workers are at it at once. */
static void meet(struct nes_job *job)
{
    (void)job;
    (void)pthread_barrier_wait(&together);
}

static void count(struct nes_job *job)
{
    (void)job;
    atomic_fetch_add(&done, 1);
}

/* A wake-up that got lost would leave the others waiting, and the test with them. */
NES_TEST(each_job_finds_a_worker_while_the_others_are_busy)
{
    static struct nes_job jobs[WORKERS - 1];
    struct nes_queue *queue;

    (void)pthread_barrier_init(&together, NULL, WORKERS);
    NES_WANT("started", !nes_queue_start(WORKERS, WORKERS, meet, &queue).what);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < WORKERS - 1; i++) {
            NES_WANT("taken", nes_queue_push(queue, &jobs[i]));
        }
        (void)pthread_barrier_wait(&together); /* with the test itself as the last */
    }
    nes_queue_end(&queue);
    (void)pthread_barrier_destroy(&together);
}

NES_TEST(a_stopped_queue_ran_what_it_took_and_takes_no_more)
{
    static struct nes_job jobs[JOBS];
    struct nes_job late = { 0 };
    struct nes_queue *queue;
    int taken = 0;

    atomic_store(&done, 0);
    NES_WANT("started", !nes_queue_start(WORKERS, JOBS, count, &queue).what);
    for (int i = 0; i < JOBS; i++) {
        taken += nes_queue_push(queue, &jobs[i]);
    }
    nes_queue_stop(queue);
    NES_WANT_INT("all there was room for", taken, JOBS);
    NES_WANT_INT("each done once", atomic_load(&done), JOBS);
    NES_WANT("none after it", !nes_queue_push(queue, &late));
    nes_queue_end(&queue);
    NES_WANT_INT("nor done", atomic_load(&done), JOBS);
}
