/* src/http/queue.h: the workers and the bounded queue before them. Inside of src/http only. */
#pragma once
#include <stdbool.h>

#include "base/err.h"

struct nes_queue;
struct nes_job;
typedef void nes_work(struct nes_job *job);

/* HTTP_START where no thread can be made. */
struct nes_err nes_queue_start(int workers, int max, nes_work *work, struct nes_queue **out);
/* False: the queue is full, or stopped. */
bool nes_queue_push(struct nes_queue *queue, struct nes_job *job);
/* Lets waiting jobs run, then ends the threads; what is pushed afterwards is not taken. NULL is fine. */
void nes_queue_stop(struct nes_queue *queue);
/* Once nobody pushes any more. NULL inside is fine. */
void nes_queue_end(struct nes_queue **queue);
