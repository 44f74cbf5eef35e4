/* src/api/doors.h: all doors of the product: every resource and every type of path parameter, listed once. */
#pragma once
#include "http/route.h"

extern const struct nes_doors nes_doors;
