#include "http/http_faults.h"

#define X NES_FAULT_DEFINE
#include "http/http_faults.def"
#undef X
