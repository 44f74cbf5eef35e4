#include "paper/paper_faults.h"

#define X NES_FAULT_DEFINE
#include "paper/paper_faults.def"
#undef X
