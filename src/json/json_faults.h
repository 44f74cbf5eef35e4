/* src/json/json_faults.h: faults of reading JSON and shapes. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "json/json_faults.def"
#undef X
