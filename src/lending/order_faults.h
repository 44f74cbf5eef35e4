/* src/lending/order_faults.h: faults of what staff decides about loans. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "lending/order_faults.def"
#undef X
