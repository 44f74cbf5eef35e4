/* src/lending/contract_faults.h: faults of contracts. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "lending/contract_faults.def"
#undef X
