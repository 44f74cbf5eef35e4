#include "vault/keeper_serve.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "crypto/hash.h"
#include "vault/sandbox.h"
#include "vault/vault_faults.h"

#define WRAPPED (16 + NES_SEAL_KEY_BYTES + NES_SEAL_OVERHEAD) /* its id, and the data key as sealed record */
#define MAY(op) (1u << NES_KEEPER_##op)

static const struct {
    bool person;
    unsigned may;
} purposes[NES_PURPOSES] = {
#define X(name, person_, may_) [NES_PURPOSE_##name] = { .person = (person_), .may = (may_) },
#include "vault/purposes.def"
#undef X
};

/* What an operation works with. */
struct work {
    const struct nes_crypto *crypto;
    struct nes_keys *keys;
    struct nes_arena *arena;
    struct nes_keeper_item *item;
    enum nes_purpose purpose;
};

static struct nes_secret secret(const uint8_t *bytes, size_t len)
{
    return (struct nes_secret){ bytes, len };
}

static struct nes_secret secret_of(struct nes_str bytes)
{
    return secret((const uint8_t *)bytes.ptr, bytes.len);
}

/* "data_key|<id>|<owner>|1": a wrapped key works only for its owner. */
static struct nes_str key_place(char out[96], struct nes_id id, struct nes_id owner)
{
    char id_text[NES_ID_TEXT + 1], owner_text[NES_ID_TEXT + 1];

    nes_id_write(id, id_text);
    nes_id_write(owner, owner_text);
    (void)snprintf(out, 96, "data_key|%s|%s|1", id_text, owner_text);
    return nes_str_of(out);
}

static enum nes_keeper_status wrap(struct work *work, const struct nes_seal_key *key)
{
    uint8_t *out = nes_arena_take(work->arena, WRAPPED);
    char place[96];

    memcpy(out, key->id.b, sizeof(key->id.b));
    if (nes_seal(work->crypto, &work->keys->master[0], key_place(place, key->id, work->item->owner),
                 secret(key->key, sizeof(key->key)), out + 16)
            .what) {
        return NES_KEEPER_OTHER_KEY;
    }
    work->item->answer = (struct nes_str){ (const char *)out, WRAPPED };
    return NES_KEEPER_FINE;
}

/* The data key that an item brings, wrapped. The caller wipes it. */
static enum nes_keeper_status unwrap(struct work *work, struct nes_seal_key *key)
{
    struct nes_str wrapped = work->item->wrapped, record = nes_str_from(wrapped, 16);
    struct nes_id master;
    char place[96];

    if (wrapped.len != WRAPPED || nes_seal_key_of(record, &master).what) {
        return NES_KEEPER_MISFORMED;
    }
    memcpy(key->id.b, wrapped.ptr, sizeof(key->id.b));
    for (size_t i = 0; i < work->keys->masters; i++) {
        if (nes_id_eq(work->keys->master[i].id, master)) {
            return nes_unseal(work->crypto, &work->keys->master[i], key_place(place, key->id, work->item->owner),
                              record, key->key)
                           .what
                       ? NES_KEEPER_BROKEN
                       : NES_KEEPER_FINE;
        }
    }
    return NES_KEEPER_OTHER_KEY;
}

static enum nes_keeper_status seal_or_unseal(struct work *work, struct nes_seal_key *key)
{
    struct nes_keeper_item *item = work->item;
    struct nes_id under;
    uint8_t *out;

    if (item->op == NES_KEEPER_SEAL) {
        out = nes_arena_take(work->arena, item->data.len + NES_SEAL_OVERHEAD);
        item->answer = (struct nes_str){ (const char *)out, item->data.len + NES_SEAL_OVERHEAD };
        return nes_seal(work->crypto, key, item->label, secret_of(item->data), out).what ? NES_KEEPER_BROKEN
                                                                                          : NES_KEEPER_FINE;
    }
    if (nes_seal_key_of(item->data, &under).what) {
        return NES_KEEPER_BROKEN;
    }
    if (!nes_id_eq(under, key->id)) {
        return NES_KEEPER_OTHER_KEY;
    }
    out = nes_arena_take(work->arena, item->data.len);
    item->answer = (struct nes_str){ (const char *)out, item->data.len - NES_SEAL_OVERHEAD };
    return nes_unseal(work->crypto, key, item->label, item->data, out).what ? NES_KEEPER_BROKEN : NES_KEEPER_FINE;
}

/* HMAC under a key that is made of `root` for `use` and the item's label. */
static enum nes_keeper_status mac(struct work *work, const uint8_t root[32], const char *use)
{
    struct nes_buf info = nes_buf_begin(work->arena, 512);
    struct nes_hash *hash = NES_NEW(work->arena, struct nes_hash);
    uint8_t key[32];

    nes_buf_addz(&info, use);
    nes_buf_add(&info, work->item->label);
    NES_ASSERT(!info.full);
    nes_hkdf(work->crypto, secret(root, 32), (struct nes_str){ info.ptr, info.len }, key, sizeof(key));
    *hash = nes_hmac(work->crypto, secret(key, sizeof(key)), work->item->data);
    nes_crypto_wipe(key, sizeof(key));
    work->item->answer = (struct nes_str){ (const char *)hash->b, sizeof(hash->b) };
    return NES_KEEPER_FINE;
}

static enum nes_keeper_status with_data_key(struct work *work)
{
    struct nes_seal_key key = { 0 };
    enum nes_keeper_status status = unwrap(work, &key);

    if (status == NES_KEEPER_FINE && work->item->op == NES_KEEPER_REWRAP) {
        status = wrap(work, &key);
    } else if (status == NES_KEEPER_FINE && work->item->op == NES_KEEPER_PERSONAL) {
        status = mac(work, key.key, "nesie personal 1 ");
    } else if (status == NES_KEEPER_FINE) {
        status = seal_or_unseal(work, &key);
    }
    nes_crypto_wipe(key.key, sizeof(key.key));
    return status;
}

static enum nes_keeper_status new_key(struct work *work)
{
    struct nes_seal_key key = { 0 };
    enum nes_keeper_status status;

    nes_crypto_random(work->crypto, key.id.b, sizeof(key.id.b));
    nes_crypto_random(work->crypto, key.key, sizeof(key.key));
    status = wrap(work, &key);
    nes_crypto_wipe(key.key, sizeof(key.key));
    return status;
}

/* What each purpose signs, and nothing else. */
static const char *label_of(enum nes_purpose purpose)
{
    return purpose == NES_PURPOSE_CONCLUDE ? "contract" : "checkpoint";
}

/* One key, one use: the checkpoints' own, and one made of it for contracts. The caller wipes it. */
static struct nes_sign_key key_of(const struct work *work)
{
    struct nes_sign_key key = work->keys->sign;

    if (work->purpose == NES_PURPOSE_CONCLUDE) {
        nes_hkdf(work->crypto, secret(work->keys->sign.seed, sizeof(key.seed)), NES_STR("nesie sign 1 contract"),
                 key.seed, sizeof(key.seed));
    }
    return key;
}

static enum nes_keeper_status sign(struct work *work)
{
    struct nes_signature *signature = NES_NEW(work->arena, struct nes_signature);

    struct nes_sign_key key;

    if (!nes_str_is(work->item->label, label_of(work->purpose)) || work->item->data.len > 1'024) {
        return NES_KEEPER_MISFORMED;
    }
    key = key_of(work);
    nes_sign(work->crypto, &key, work->item->data, signature);
    nes_crypto_wipe(&key, sizeof(key));
    work->item->answer = (struct nes_str){ (const char *)signature->b, sizeof(signature->b) };
    return NES_KEEPER_FINE;
}

static enum nes_keeper_status public_key(struct work *work)
{
    struct nes_public_key *public = NES_NEW(work->arena, struct nes_public_key);
    struct nes_sign_key key = key_of(work);

    nes_sign_public(work->crypto, &key, public);
    nes_crypto_wipe(&key, sizeof(key));
    work->item->answer = (struct nes_str){ (const char *)public->b, sizeof(public->b) };
    return NES_KEEPER_FINE;
}

static bool needs_label(enum nes_keeper_op op)
{
    return op != NES_KEEPER_NEW_KEY && op != NES_KEEPER_REWRAP && op != NES_KEEPER_PUBLIC;
}

static enum nes_keeper_status fulfil(struct work *work)
{
    const struct nes_keeper_item *item = work->item;

    if (item->data.len > NES_KEEPER_DATA_MAX + NES_SEAL_OVERHEAD || item->label.len > NES_KEEPER_LABEL_MAX ||
        needs_label(item->op) != (item->label.len > 0)) {
        return NES_KEEPER_MISFORMED;
    }
    switch (item->op) {
    case NES_KEEPER_NEW_KEY:
        return nes_id_none(item->owner) ? NES_KEEPER_MISFORMED : new_key(work);
    case NES_KEEPER_REWRAP:
    case NES_KEEPER_SEAL:
    case NES_KEEPER_UNSEAL:
    case NES_KEEPER_PERSONAL:
        return with_data_key(work);
    case NES_KEEPER_INDEX:
        return mac(work, work->keys->index, "nesie index 1 ");
    case NES_KEEPER_MAC:
        return mac(work, work->keys->mac, "nesie mac 1 ");
    case NES_KEEPER_SIGN:
        return sign(work);
    case NES_KEEPER_PUBLIC:
        return public_key(work);
    case NES_KEEPER_OPS:
        break;
    }
    NES_BUG("a known operation of the keeper");
}

void nes_keeper_fulfil(const struct nes_crypto *crypto, struct nes_keys *keys, struct nes_arena *arena,
                       const struct nes_keeper_message *message)
{
    bool named = !purposes[message->purpose].person || !nes_id_none(message->person);

    for (size_t i = 0; i < message->items; i++) {
        struct work work = { crypto, keys, arena, &message->item[i], message->purpose };
        bool may = named && (purposes[message->purpose].may >> work.item->op & 1) != 0;

        work.item->status = may ? fulfil(&work) : NES_KEEPER_FORBIDDEN;
        if (work.item->status != NES_KEEPER_FINE) {
            work.item->answer = (struct nes_str){ 0 };
        }
    }
}

/* One request; false ends the process: the other side is gone or speaks another language. */
static bool answer(int socket, const struct nes_crypto *crypto, struct nes_keys *keys, struct nes_arena *arena)
{
    struct nes_wire_limit limit = { .bytes_max = NES_KEEPER_FRAME_MAX };
    struct nes_buf buf = nes_buf_begin(arena, NES_KEEPER_FRAME_MAX);
    struct nes_keeper_message message;
    struct nes_str bytes;

    if (nes_wire_receive(socket, arena, &limit, &bytes) != NES_WIRE_FINE ||
        !nes_keeper_read_request(arena, bytes, &message)) {
        return false;
    }
    nes_keeper_fulfil(crypto, keys, arena, &message);
    nes_keeper_write_reply(&buf, &message);
    return !nes_buf_done(&buf, &bytes).what && nes_wire_send(socket, bytes, &limit) == NES_WIRE_FINE;
}

int nes_keeper_serve(int socket, const char *path)
{
    NES_AUTO(nes_crypto_end) struct nes_crypto *crypto = NULL;
    NES_AUTO(nes_keys_wipe) struct nes_keys keys = { 0 };
    NES_AUTO(nes_arena_end) struct nes_arena *arena = NULL;
    struct nes_err err = nes_sandbox_hide();
    bool more = true;

    (void)mlock(&keys, sizeof(keys)); /* out of swap, where that is allowed */
    err = err.what ? err : nes_crypto_begin(nes_rand_real(), &crypto);
    err = err.what ? err : nes_keys_load(path, &keys);
    err = err.what ? err : nes_sandbox_enter(NES_SANDBOX_KEEPER);
    if (err.what) {
        (void)fprintf(stderr, "nesie keeper: %s: %s%s%s\n", err.what->code, err.what->text, err.at ? ": " : "",
                      err.at ? err.at : "");
        return 1;
    }
    while (more) {
        arena = nes_arena_begin(256 * 1'024);
        more = answer(socket, crypto, &keys, arena);
        nes_arena_end(&arena);
    }
    return 0;
}
