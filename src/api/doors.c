#include "api/doors.h"

#define RESOURCE(name) &nes_##name##_resource,
#define PARAM(name)
static const struct nes_resource *const resources[] = {
#include "api/doors.def"
    NULL,
};
#undef RESOURCE
#undef PARAM

#define RESOURCE(name)
#define PARAM(name) &nes_##name##_param,
static const struct nes_param *const params[] = {
#include "api/doors.def"
    NULL,
};

const struct nes_doors nes_doors = { .resources = resources, .params = params };
