/* src/vault/vault_faults.h: faults of sealed data and of the two processes that handle it. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "vault/vault_faults.def"
#undef X
