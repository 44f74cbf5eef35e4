#include "calc/fold_faults.h"

#define X(name, end, status, text) NES_FAULT_DEFINE(name, end, status, text)
#include "calc/fold_faults.def"
#undef X
