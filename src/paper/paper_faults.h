/* src/paper/paper_faults.h: faults of documents from templates. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "paper/paper_faults.def"
#undef X
