/* src/identity/identity_faults.h: faults of signing in. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "identity/identity_faults.def"
#undef X
