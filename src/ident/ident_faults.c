#include "ident/ident_faults.h"

#define X NES_FAULT_DEFINE
#include "ident/ident_faults.def"
#undef X
