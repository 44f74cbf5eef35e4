/* src/errand/errand_faults.h: faults of errands to the outside. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "errand/errand_faults.def"
#undef X
