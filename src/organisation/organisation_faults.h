/* src/organisation/organisation_faults.h: faults of the organisation. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "organisation/organisation_faults.def"
#undef X
