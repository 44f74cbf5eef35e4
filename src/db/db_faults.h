/* src/db/db_faults.h: faults of the database floor. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "db/db_faults.def"
#undef X
