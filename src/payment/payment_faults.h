/* src/payment/payment_faults.h: faults of payouts, statements and payments. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "payment/payment_faults.def"
#undef X
