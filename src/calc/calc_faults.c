#include "calc/calc_faults.h"

#define X NES_FAULT_DEFINE
#include "calc/calc_faults.def"
#undef X
