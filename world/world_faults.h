/* world/world_faults.h: faults of the outside world. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "world/world_faults.def"
#undef X
