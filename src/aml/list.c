#include "aml/list.h"

#define X NES_FAULT_DEFINE
#include "aml/aml_faults.def"
#undef X
