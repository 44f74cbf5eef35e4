/* src/pki/pki_faults.h: faults of certificates and signatures. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "pki/pki_faults.def"
#undef X
