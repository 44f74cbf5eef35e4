/* world/ca_faults.h: faults of the certification authority and the programs around it. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "world/ca_faults.def"
#undef X
