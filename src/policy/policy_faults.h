/* src/policy/policy_faults.h: faults of the dated rules. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "policy/policy_faults.def"
#undef X
