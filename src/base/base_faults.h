/* src/base/base_faults.h: faults of the ground floor. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "base/base_faults.def"
#undef X
