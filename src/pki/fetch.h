/* src/pki/fetch.h: how this folder asks the authority's services: by functions that the caller gives. No network here.
 */
#pragma once
#include <stdint.h>

#include "base/str.h"

struct nes_fetched {
    struct nes_str body, etag, modified;   /* in the arena of the call */
    bool unchanged;                        /* 304: the body is the one that the caller has */
};

/* Both fail with a fault of their own where no proper answer comes. They bound size and time and follow no redirect. */
struct nes_fetch {
    /* GET, conditional where etag or modified is not empty. */
    struct nes_err (*get)(void *self, struct nes_arena *arena, struct nes_str url, const struct nes_fetched *known,
                          struct nes_fetched *out);
    /* POST of in_out->body, of this media type; the answer's body replaces it. */
    struct nes_err (*post)(void *self, struct nes_arena *arena, struct nes_str url, const char *type,
                           struct nes_fetched *in_out);
    void *self;
};
