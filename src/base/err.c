#include "base/err.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/base_faults.h"

#define X NES_FAULT_DEFINE
#include "base/base_faults.def"
#undef X

noreturn void nes_assert_failed(const char *condition, const char *file, int line)
{
    (void)fprintf(stderr, "{\"level\":\"fatal\",\"event\":\"assert.failed\",\"at\":\"%s:%d\",\"condition\":\"%s\"}\n",
                  file, line, condition);
    abort();
}
