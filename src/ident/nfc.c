#include "ident/nfc.h"

#include <stdbool.h>
#include <string.h>

#include "base/err.h"

#include "ident/unicode_tables.inc"

/* Index into pairs of a point's decomposition, or NES_LEN(pairs). */
static size_t find_pair(uint32_t whole)
{
    size_t low = 0, high = NES_LEN(pairs);

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (pairs[middle].whole < whole) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < NES_LEN(pairs) && pairs[low].whole == whole ? low : NES_LEN(pairs);
}

unsigned nes_nfc_rank(uint32_t point)
{
    size_t low = 0, high = NES_LEN(ranks);

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (ranks[middle].last < point) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < NES_LEN(ranks) && ranks[low].first <= point ? ranks[low].rank : 0;
}

uint32_t nes_nfc_upper(uint32_t point)
{
    for (size_t i = 0; i < NES_LEN(uppers) && uppers[i].first <= point; i++) {
        if (point <= uppers[i].last && (point - uppers[i].first) % uppers[i].step == 0) {
            return (uint32_t)((int32_t)point + uppers[i].by);
        }
    }
    return point;
}

/* Writes the full decomposition of `point` at `to`; answers its length. */
static size_t decompose(uint32_t point, uint32_t *to)
{
    uint32_t tail[NES_NFC_WIDEST];
    size_t n = 0, tails = 0, at;

    while ((at = find_pair(point)) < NES_LEN(pairs)) {
        if (pairs[at].second != 0) {
            NES_ASSERT(tails < NES_LEN(tail) - 1);
            tail[tails++] = pairs[at].second;
        }
        point = pairs[at].first;
    }
    to[n++] = point;
    while (tails > 0) {
        to[n++] = tail[--tails];
    }
    return n;
}

/* Canonical order: marks after a starter are sorted by rank, stable. */
static void order(uint32_t *points, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint32_t moved = points[i];
        unsigned rank = nes_nfc_rank(moved);
        size_t at = i;

        while (rank > 0 && at > 0 && nes_nfc_rank(points[at - 1]) > rank) {
            points[at] = points[at - 1];
            at--;
        }
        points[at] = moved;
    }
}

static uint32_t composed(uint32_t first, uint32_t second)
{
    if (second < 0x300) {
        return 0;
    }
    for (size_t i = 0; i < NES_LEN(pairs); i++) {
        if (pairs[i].first == first && pairs[i].second == second && pairs[i].back) {
            return pairs[i].whole;
        }
    }
    return 0;
}

static size_t compose(uint32_t *points, size_t n)
{
    size_t kept = 0, starter = 0;
    bool started = false;
    unsigned before = 0; /* rank of the last kept point after the starter; 0 if none stands between */

    for (size_t i = 0; i < n; i++) {
        unsigned rank = nes_nfc_rank(points[i]);
        bool near = started && (kept == starter + 1 || (before != 0 && before < rank));
        uint32_t whole = near ? composed(points[starter], points[i]) : 0;

        if (whole != 0) {
            points[starter] = whole;
            continue;
        }
        if (rank == 0) {
            starter = kept;
            started = true;
        }
        before = rank;
        points[kept++] = points[i];
    }
    return kept;
}

size_t nes_nfc(uint32_t *points, size_t n, size_t cap)
{
    size_t wide = 0;

    NES_ASSERT(cap / NES_NFC_WIDEST >= n);
    memmove(points + cap - n, points, n * sizeof(*points));
    for (size_t i = 0; i < n; i++) {
        uint32_t parts[NES_NFC_WIDEST];
        size_t more = decompose(points[cap - n + i], parts);

        memcpy(points + wide, parts, more * sizeof(*parts));
        wide += more;
    }
    order(points, wide);
    return compose(points, wide);
}
