/* src/http/http_faults.h: faults of the server, the dispatcher and the outgoing client. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "http/http_faults.def"
#undef X
