/* src/staff/staff_faults.h: faults of the staff. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "staff/staff_faults.def"
#undef X
