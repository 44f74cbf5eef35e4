/* src/calc/calc_faults.h: faults of the arithmetic. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "calc/calc_faults.def"
#undef X
