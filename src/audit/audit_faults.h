/* src/audit/audit_faults.h: faults of the audit log and its proofs. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "audit/audit_faults.def"
#undef X
