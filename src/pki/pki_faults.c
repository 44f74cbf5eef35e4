#include "pki/pki_faults.h"

#define X NES_FAULT_DEFINE
#include "pki/pki_faults.def"
#undef X
