/* src/api/doors.h: all doors of the product. A resource is its file: routes, shapes, handlers, and
 * `const struct nes_resource nes_<name>_resource` at its end; a path parameter is `nes_<name>_param`. */
#pragma once
#include "http/route.h"

#define RESOURCE(name) extern const struct nes_resource nes_##name##_resource;
#define PARAM(name)    extern const struct nes_param nes_##name##_param;
#include "api/doors.def"
#undef RESOURCE
#undef PARAM

extern const struct nes_doors nes_doors;
