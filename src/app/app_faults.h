/* src/app/app_faults.h: faults of set-up and start. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "app/app_faults.def"
#undef X
