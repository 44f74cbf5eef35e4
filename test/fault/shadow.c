#include "test/fault/shadow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

enum { SECTOR = 512 };

static uint64_t roll(struct nes_test_dice *dice)
{
    struct nes_rand rand = nes_test_rand(dice);
    uint64_t number;

    nes_rand_fill(&rand, &number, sizeof(number));
    return number;
}

static void resize(struct nes_shadow *shadow, int64_t len)
{
    if (len > shadow->room) {
        shadow->room = 2 * len;
        shadow->bytes = realloc(shadow->bytes, (size_t)shadow->room);
        NES_ASSERT(shadow->bytes);
    }
    if (len > shadow->len) {
        memset(shadow->bytes + shadow->len, 0, (size_t)(len - shadow->len));
    }
    shadow->len = len;
}

void nes_shadow_adopt(struct nes_shadow *shadow)
{
    FILE *file = fopen(shadow->path, "re");
    long len;

    if (!file) {
        return;
    }
    NES_ASSERT(fseek(file, 0, SEEK_END) == 0);
    len = ftell(file);
    rewind(file);
    resize(shadow, len);
    NES_ASSERT(len == 0 || fread(shadow->bytes, 1, (size_t)len, file) == (size_t)len);
    NES_ASSERT(fclose(file) == 0);
    shadow->exists = len > 0;
}

void nes_shadow_add(struct nes_shadow *shadow, enum nes_change what, int64_t at, const void *bytes, int len)
{
    struct nes_shadow_op *op = calloc(1, sizeof(*op));

    NES_ASSERT(op);
    *op = (struct nes_shadow_op){ .what = what, .at = at, .len = len };
    if (len > 0) {
        op->bytes = malloc((size_t)len);
        NES_ASSERT(op->bytes);
        memcpy(op->bytes, bytes, (size_t)len);
    }
    if (shadow->last) {
        shadow->last->next = op;
    } else {
        shadow->first = op;
    }
    shadow->last = op;
}

static void put(struct nes_shadow *shadow, const struct nes_shadow_op *op, int from, int len)
{
    if (shadow->len < op->at + from + len) {
        resize(shadow, op->at + from + len);
    }
    memcpy(shadow->bytes + op->at + from, op->bytes + from, (size_t)len);
}

static void reach_disk(struct nes_shadow *shadow, const struct nes_shadow_op *op)
{
    shadow->exists = op->what != NES_DELETED;
    switch (op->what) {
    case NES_WROTE:
        put(shadow, op, 0, op->len);
        break;
    case NES_CUT:
        resize(shadow, op->at);
        break;
    case NES_DELETED:
        shadow->len = 0;
        break;
    }
}

static void tear(struct nes_shadow *shadow, const struct nes_shadow_op *op, struct nes_test_dice *dice)
{
    shadow->exists = true;
    for (int from = 0; from < op->len; from += SECTOR) {
        if (roll(dice) % 2) {
            put(shadow, op, from, op->len - from < SECTOR ? op->len - from : SECTOR);
        }
    }
}

/* All of its changes reach the disk (a sync), or what `loss` leaves of them. */
void nes_shadow_settle(struct nes_shadow *shadow, enum nes_loss loss, struct nes_test_dice *dice)
{
    int64_t count = 0, until = INT64_MAX;

    for (const struct nes_shadow_op *op = shadow->first; op; op = op->next) {
        count++;
    }
    if (loss == NES_LOSS_TAIL) {
        until = (int64_t)(roll(dice) % (uint64_t)(count + 1));
    }
    for (struct nes_shadow_op *op = shadow->first, *next; op; op = next) {
        next = op->next;
        if (loss == NES_LOSS_TORN && op->what == NES_WROTE) {
            tear(shadow, op, dice);
        } else if (loss == NES_LOSS_NONE || (loss == NES_LOSS_TAIL && until-- > 0) ||
                   ((loss == NES_LOSS_SOME || loss == NES_LOSS_TORN) && roll(dice) % 2)) {
            reach_disk(shadow, op);
        }
        free(op->bytes);
        free(op);
    }
    shadow->first = shadow->last = NULL;
}
