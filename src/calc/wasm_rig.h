/* src/calc/wasm_rig.h: inputs for the tests of WebAssembly's interface. */
#pragma once
#include <stdint.h>

#include "calc/terms.h"

#define WASM_IN_MAX 4'000 /* members of an input */

/* The terms in the order of the interface; answers the place after them. */
int64_t *wasm_put_terms(int64_t *at, const struct nes_terms *t);
