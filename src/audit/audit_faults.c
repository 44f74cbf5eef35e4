#include "audit/audit_faults.h"

#define X NES_FAULT_DEFINE
#include "audit/audit_faults.def"
#undef X
