/* src/lending/application_faults.h: faults of applications, their checks and their offers. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "lending/application_faults.def"
#undef X
