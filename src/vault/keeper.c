#include "vault/keeper.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "crypto/crypto_faults.h"
#include "vault/vault_faults.h"

struct nes_keeper {
    pthread_mutex_t lock;
    struct nes_child child;
    int64_t wait_us;
    int64_t asked[NES_PURPOSES], items;
};

const char *nes_purpose_name(enum nes_purpose purpose)
{
    static const char *const names[NES_PURPOSES] = {
        [NES_PURPOSE_NONE] = "NONE",
#define X(name, person, may) [NES_PURPOSE_##name] = #name,
#include "vault/purposes.def"
#undef X
    };

    NES_ASSERT(purpose < NES_PURPOSES);
    return names[purpose];
}

struct nes_err nes_keeper_begin(const struct nes_keeper_options *options, struct nes_keeper **out)
{
    struct nes_keeper *keeper = calloc(1, sizeof(*keeper));
    struct nes_child_spec spec = { .program = options->program ? options->program : "/proc/self/exe",
                                   .command = "keeper", .argument = options->keys_path, .socket_type = SOCK_STREAM,
                                   .clock = options->clock, .log = options->log };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_keeper_item hello = { .op = NES_KEEPER_PUBLIC };
    struct nes_err err;

    if (!keeper) {
        abort();
    }
    NES_ASSERT(pthread_mutex_init(&keeper->lock, NULL) == 0);
    keeper->wait_us = options->wait_us ? options->wait_us : 5'000'000;
    nes_child_begin(&keeper->child, &spec);
    /* A first question shows at the start, not at the first client, that the keys can be read. */
    err = nes_keeper_ask(keeper, arena, (struct nes_keeper_why){ .purpose = NES_PURPOSE_CHECK }, &hello, 1);
    if (err.what) {
        nes_keeper_end(&keeper);
        return err;
    }
    *out = keeper;
    return NES_FINE;
}

void nes_keeper_end(struct nes_keeper **keeper)
{
    if (*keeper) {
        nes_child_end(&(*keeper)->child);
        (void)pthread_mutex_destroy(&(*keeper)->lock);
        free(*keeper);
        *keeper = NULL;
    }
}

/* One frame there and one back, under the lock. */
static struct nes_err exchange(struct nes_keeper *keeper, struct nes_arena *arena,
                               const struct nes_keeper_message *message)
{
    struct nes_clock *clock = &keeper->child.spec.clock;
    struct nes_wire_limit limit = { clock, nes_clock_steady(clock) + keeper->wait_us, NES_KEEPER_FRAME_MAX };
    struct nes_buf buf = nes_buf_begin(arena, NES_KEEPER_FRAME_MAX);
    enum nes_wire_end end;
    struct nes_str bytes;

    nes_keeper_write_request(&buf, message);
    NES_TRY(nes_buf_done(&buf, &bytes));
    NES_TRY(nes_child_ready(&keeper->child));
    end = nes_wire_send(keeper->child.fd, bytes, &limit);
    end = end == NES_WIRE_FINE ? nes_wire_receive(keeper->child.fd, arena, &limit, &bytes) : end;
    if (end != NES_WIRE_FINE) {
        nes_child_failed(&keeper->child, end == NES_WIRE_SLOW ? "no answer in time" : "the connection broke");
        return NES_FAIL(HELPER_DOWN, "keeper");
    }
    if (!nes_keeper_read_reply(bytes, message)) {
        nes_child_failed(&keeper->child, "an answer of another form");
        return NES_FAIL(KEEPER_FORM, NULL);
    }
    nes_child_worked(&keeper->child);
    return NES_FINE;
}

static struct nes_err fault_of(enum nes_keeper_status status)
{
    switch (status) {
    case NES_KEEPER_FINE:
        return NES_FINE;
    case NES_KEEPER_FORBIDDEN:
        return NES_FAIL(KEEPER_FORBIDDEN, NULL);
    case NES_KEEPER_MISFORMED:
        return NES_FAIL(KEEPER_FORM, NULL);
    case NES_KEEPER_OTHER_KEY:
        return NES_FAIL(SEAL_KEY, NULL);
    case NES_KEEPER_BROKEN:
        return NES_FAIL(SEAL_BROKEN, NULL);
    case NES_KEEPER_STATUSES:
        break;
    }
    NES_BUG("a known status of the keeper");
}

/* How many of the items fit into one frame; 0 where not even the first does. */
static size_t fitting(const struct nes_keeper_item *items, size_t n)
{
    size_t bytes = 64, fit = 0;

    while (fit < n && fit < NES_KEEPER_ITEMS_MAX) {
        bytes += nes_keeper_item_bytes(&items[fit]);
        if (bytes > NES_KEEPER_FRAME_MAX) {
            break;
        }
        fit++;
    }
    return fit;
}

struct nes_err nes_keeper_ask(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                              struct nes_keeper_item *items, size_t n)
{
    struct nes_err first = NES_FINE;

    for (size_t at = 0; at < n;) {
        struct nes_keeper_message message = { why.purpose, why.person, items + at, fitting(items + at, n - at) };
        struct nes_err err;

        if (message.items == 0) {
            return NES_FAIL(KEEPER_FORM, "size");
        }
        NES_ASSERT(pthread_mutex_lock(&keeper->lock) == 0);
        err = exchange(keeper, arena, &message);
        keeper->asked[why.purpose]++;
        keeper->items += (int64_t)message.items;
        NES_ASSERT(pthread_mutex_unlock(&keeper->lock) == 0);
        NES_TRY(err);
        for (size_t i = 0; i < message.items && !first.what; i++) {
            first = fault_of(message.item[i].status);
        }
        at += message.items;
    }
    return first;
}

void nes_keeper_counts(struct nes_keeper *keeper, int64_t asked[NES_PURPOSES], int64_t *items)
{
    NES_ASSERT(pthread_mutex_lock(&keeper->lock) == 0);
    memcpy(asked, keeper->asked, sizeof(keeper->asked));
    *items = keeper->items;
    NES_ASSERT(pthread_mutex_unlock(&keeper->lock) == 0);
}

/* One item for the audit, whose answer has just that length. */
static struct nes_err ask_audit(struct nes_keeper *keeper, struct nes_keeper_item item, uint8_t *out, size_t len)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);

    NES_TRY(nes_keeper_ask(keeper, arena, (struct nes_keeper_why){ .purpose = NES_PURPOSE_AUDIT }, &item, 1));
    if (item.answer.len != len) {
        return NES_FAIL(KEEPER_FORM, "length");
    }
    memcpy(out, item.answer.ptr, len);
    return NES_FINE;
}

struct nes_err nes_keeper_public(struct nes_keeper *keeper, struct nes_public_key *out)
{
    return ask_audit(keeper, (struct nes_keeper_item){ .op = NES_KEEPER_PUBLIC }, out->b, sizeof(out->b));
}

struct nes_err nes_keeper_sign(struct nes_keeper *keeper, struct nes_str body, struct nes_signature *out)
{
    struct nes_keeper_item item = { .op = NES_KEEPER_SIGN, .label = NES_STR("checkpoint"), .data = body };

    return ask_audit(keeper, item, out->b, sizeof(out->b));
}
