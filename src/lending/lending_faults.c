#include "lending/lending_faults.h"

#define X(name, end, status, text) NES_FAULT_DEFINE(name, end, status, text)
#include "lending/lending_faults.def"
#undef X
