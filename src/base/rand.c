#include "base/rand.h"

#include <sys/random.h>
#include <sys/types.h>

#include "base/err.h"

static void kernel_fill(void *self, void *out, size_t len)
{
    unsigned char *at = out;

    (void)self;
    while (len > 0) {
        size_t step = len < 256 ? len : 256; /* up to 256 bytes are never interrupted */
        ssize_t got = getrandom(at, step, 0);

        NES_ASSERT(got == (ssize_t)step);
        at += step;
        len -= step;
    }
}

struct nes_rand nes_rand_real(void)
{
    return (struct nes_rand){ .fill = kernel_fill };
}

void nes_rand_fill(const struct nes_rand *rand, void *out, size_t len)
{
    rand->fill(rand->self, out, len);
}

uint64_t nes_rand_below(const struct nes_rand *rand, uint64_t below)
{
    uint64_t fair, drawn;

    NES_ASSERT(below > 0);
    fair = UINT64_MAX - UINT64_MAX % below;
    do {
        nes_rand_fill(rand, &drawn, sizeof(drawn));
    } while (drawn >= fair);
    return drawn % below;
}
