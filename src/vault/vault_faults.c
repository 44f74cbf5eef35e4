#include "vault/vault_faults.h"

#define X NES_FAULT_DEFINE
#include "vault/vault_faults.def"
#undef X
