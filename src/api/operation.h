/* src/api/operation.h: operations that go on after their answer, over HTTP. */
#pragma once
#include "http/route.h"

extern const struct nes_resource nes_operation_resource;
extern const struct nes_param nes_operation_param; /* {operation}: struct nes_operation */
