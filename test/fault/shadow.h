/* test/fault/shadow.h: one file as a disk has it: what was synced, and what was done since. */
#pragma once
#include <stdbool.h>

#include "base/rand.h"
#include "test/fault/vfs.h"
#include "test/unit/test.h"

enum nes_change { NES_WROTE, NES_CUT, NES_DELETED };

struct nes_shadow_op {
    enum nes_change what;
    int64_t at;                   /* offset of a write, new size of a truncation */
    int len;
    unsigned char *bytes;
    struct nes_shadow_op *next;
};

struct nes_shadow {
    char path[512];
    bool exists;                  /* what the disk surely has */
    unsigned char *bytes;
    int64_t len, room;
    struct nes_shadow_op *first, *last; /* what was done since the last sync */
};

/* What stood at its path before, as the disk surely has it; an empty file is none. */
void nes_shadow_adopt(struct nes_shadow *shadow);
void nes_shadow_add(struct nes_shadow *shadow, enum nes_change what, int64_t at, const void *bytes, int len);
/* All of its changes reach the disk (NES_LOSS_NONE: a sync), or what `loss` leaves of them. */
void nes_shadow_settle(struct nes_shadow *shadow, enum nes_loss loss, struct nes_test_dice *dice);
