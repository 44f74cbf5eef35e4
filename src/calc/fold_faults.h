/* src/calc/fold_faults.h: faults of the loan as a fold. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "calc/fold_faults.def"
#undef X
