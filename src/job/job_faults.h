/* src/job/job_faults.h: faults of timed jobs. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "job/job_faults.def"
#undef X
