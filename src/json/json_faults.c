#include "json/json_faults.h"

#define X NES_FAULT_DEFINE
#include "json/json_faults.def"
#undef X
