/* src/lending/lending_faults.h: faults of loans. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "lending/lending_faults.def"
#undef X
