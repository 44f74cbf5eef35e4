/* test/fault/gate.h: a call that stands still until the test lets it go, and so holds a writer. */
#pragma once
#include <pthread.h>
#include <stdbool.h>

#include "db/db.h"

struct nes_gate {
    pthread_mutex_t lock;
    pthread_cond_t turn;
    bool entered, open;
};

#define NES_GATE { .lock = PTHREAD_MUTEX_INITIALIZER, .turn = PTHREAD_COND_INITIALIZER }

/* A nes_call_run; `self` is the gate. */
struct nes_err nes_gate_stand(struct nes_tx *tx, void *self);
/* Waits until a call stands in it. */
void nes_gate_wait(struct nes_gate *gate);
void nes_gate_open(struct nes_gate *gate);
