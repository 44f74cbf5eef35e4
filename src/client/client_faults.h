/* src/client/client_faults.h: faults of the records of clients. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "client/client_faults.def"
#undef X
