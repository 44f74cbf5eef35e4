#include "lending/application.h"

#define X NES_FAULT_DEFINE
#include "lending/application_faults.def"
#undef X
