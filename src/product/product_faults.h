/* src/product/product_faults.h: faults of products and of texts for clients. */
#pragma once
#include "base/err.h"

#define X(name, end, status, text) NES_FAULT_DECLARE(name, end)
#include "product/product_faults.def"
#undef X
