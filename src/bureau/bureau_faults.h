/* src/bureau/bureau_faults.h: faults of what credit bureaus answer. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "bureau/bureau_faults.def"
#undef X
