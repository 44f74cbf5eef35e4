#include "http/rate.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

/* Places for addresses: sets of four; a new address takes the one of its set that is fullest, which forgets least. */
enum { SETS = 4'096, WAYS = 4, NETWORK = 8 };

struct place {
    uint8_t address[NETWORK];
    int64_t tokens_us, at_us;     /* tokens at that instant, each worth a million */
};

struct nes_rate {
    int64_t per_second;
    pthread_mutex_t lock;
    struct place places[SETS][WAYS];
};

struct nes_rate *nes_rate_begin(int64_t per_second)
{
    struct nes_rate *rate;

    if (per_second == 0) {
        return NULL;
    }
    rate = calloc(1, sizeof(*rate));
    NES_ASSERT(rate && pthread_mutex_init(&rate->lock, NULL) == 0);
    rate->per_second = per_second;
    return rate;
}

void nes_rate_end(struct nes_rate **rate)
{
    if (*rate) {
        (void)pthread_mutex_destroy(&(*rate)->lock);
        free(*rate);
        *rate = NULL;
    }
}

/* IPv4 as it is mapped into IPv6, so that the two never meet; of IPv6 the network. */
static void network_of(struct nes_str text, uint8_t out[NETWORK])
{
    char copy[INET6_ADDRSTRLEN] = { 0 };
    uint8_t bytes[16] = { 0 };

    memset(out, 0, NETWORK);
    if (text.len == 0 || text.len >= sizeof(copy)) {
        return;
    }
    memcpy(copy, text.ptr, text.len);
    if (inet_pton(AF_INET, copy, bytes) == 1) {
        out[0] = out[1] = 0xff;
        memcpy(out + 4, bytes, 4);
    } else if (inet_pton(AF_INET6, copy, bytes) == 1) {
        memcpy(out, bytes, NETWORK);
    }
}

static int64_t full(const struct nes_rate *rate)
{
    return rate->per_second * NES_RATE_BURST_S * 1'000'000;
}

static int64_t tokens_at(const struct nes_rate *rate, const struct place *place, int64_t now_us)
{
    int64_t gone = now_us - place->at_us, room = full(rate) - place->tokens_us;

    return gone >= room / rate->per_second ? full(rate) : place->tokens_us + gone * rate->per_second;
}

static struct place *place_of(struct nes_rate *rate, const uint8_t address[NETWORK], int64_t now_us)
{
    uint64_t hash = 14'695'981'039'346'656'037ULL;
    struct place *set, *fullest;

    for (int i = 0; i < NETWORK; i++) {
        hash = (hash ^ address[i]) * 1'099'511'628'211ULL;
    }
    set = fullest = rate->places[(hash ^ hash >> 32) % SETS];
    for (struct place *place = set; place < set + WAYS; place++) {
        if (place->at_us != 0 && memcmp(place->address, address, NETWORK) == 0) {
            return place;
        }
        fullest = tokens_at(rate, place, now_us) > tokens_at(rate, fullest, now_us) ? place : fullest;
    }
    *fullest = (struct place){ .tokens_us = full(rate), .at_us = now_us };
    memcpy(fullest->address, address, NETWORK);
    return fullest;
}

int64_t nes_rate_take(struct nes_rate *rate, struct nes_str address, int64_t cost, int64_t now_us)
{
    int64_t need = cost * 1'000'000, lacks;
    uint8_t network[NETWORK];
    struct place *place;

    if (!rate) {
        return 0;
    }
    network_of(address, network);
    (void)pthread_mutex_lock(&rate->lock);
    place = place_of(rate, network, now_us);
    place->tokens_us = tokens_at(rate, place, now_us);
    place->at_us = now_us;
    lacks = need - place->tokens_us;
    place->tokens_us -= lacks > 0 ? 0 : need;
    (void)pthread_mutex_unlock(&rate->lock);
    return lacks > 0 ? 1 + lacks / rate->per_second / 1'000'000 : 0;
}
