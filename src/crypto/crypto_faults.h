/* src/crypto/crypto_faults.h: faults of cryptography. They fail closed and tell nothing of the secret. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "crypto/crypto_faults.def"
#undef X
