/* src/aml/aml_faults.h: faults of lists and cases. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "aml/aml_faults.def"
#undef X
