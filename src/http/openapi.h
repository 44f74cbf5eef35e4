/* src/http/openapi.h: what the tables of routes say of themselves: OpenAPI 3.1, and one page for people. */
#pragma once
#include "http/route.h"

/* The whole document; `version` is that of the program. HTTP_START where two shapes that differ have one name. */
struct nes_err nes_openapi_write(const struct nes_doors *doors, const char *version, struct nes_buf *out);
/* One line a route: method, path, listeners, permission, marks, rules. For the snapshot that a reviewer reads. */
void nes_routes_write(const struct nes_doors *doors, struct nes_buf *out);
