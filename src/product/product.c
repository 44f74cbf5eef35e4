#include "product/product.h"

#define X NES_FAULT_DEFINE
#include "product/product_faults.def"
#undef X
