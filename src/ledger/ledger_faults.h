/* src/ledger/ledger_faults.h: faults of the books. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "ledger/ledger_faults.def"
#undef X
