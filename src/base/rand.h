/* src/base/rand.h: randomness, passed in so that tests bring their own. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct nes_rand {
    void (*fill)(void *self, void *out, size_t len);
    void *self;
};

/* The kernel's generator; never fails (a kernel without it stops the process). */
struct nes_rand nes_rand_real(void);
void nes_rand_fill(const struct nes_rand *rand, void *out, size_t len);
/* Uniform in [0, below); below > 0. */
uint64_t nes_rand_below(const struct nes_rand *rand, uint64_t below);
