#include "api/doors.h"

#include "api/operation.h"

/* One line each, in the order of their names. */
static const struct nes_resource *const resources[] = {
    &nes_operation_resource,
    NULL,
};
static const struct nes_param *const params[] = {
    &nes_operation_param,
    NULL,
};

const struct nes_doors nes_doors = { .resources = resources, .params = params };
