#include "test/fault/gate.h"

struct nes_err nes_gate_stand(struct nes_tx *tx, void *self)
{
    struct nes_gate *gate = self;

    (void)tx;
    (void)pthread_mutex_lock(&gate->lock);
    gate->entered = true;
    (void)pthread_cond_broadcast(&gate->turn);
    while (!gate->open) {
        (void)pthread_cond_wait(&gate->turn, &gate->lock);
    }
    (void)pthread_mutex_unlock(&gate->lock);
    return NES_FINE;
}

void nes_gate_wait(struct nes_gate *gate)
{
    (void)pthread_mutex_lock(&gate->lock);
    while (!gate->entered) {
        (void)pthread_cond_wait(&gate->turn, &gate->lock);
    }
    (void)pthread_mutex_unlock(&gate->lock);
}

void nes_gate_open(struct nes_gate *gate)
{
    (void)pthread_mutex_lock(&gate->lock);
    gate->open = true;
    (void)pthread_cond_broadcast(&gate->turn);
    (void)pthread_mutex_unlock(&gate->lock);
}
