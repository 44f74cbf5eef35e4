/* src/ident/ident_faults.h: why a number or a name is wrong. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "ident/ident_faults.def"
#undef X
