#include "api/record.h"

#include <string.h>

#include "api/house.h"
#include "audit/audit.h"
#include "crypto/seal.h"

static void put_lower(struct nes_buf *buf, struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        nes_buf_byte(buf, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == '/' ? '.' : c);
    }
}

/* "post.v1.journals.decision": method and path without its parameters. */
static struct nes_str kind_of(const struct nes_req *req)
{
    struct nes_buf buf = nes_buf_begin(req->arena, NES_LEAF_WORD_MAX);
    struct nes_str rest = nes_str_of(req->route->path), piece;

    put_lower(&buf, nes_str_of(nes_method_name(req->route->method)));
    while (rest.len > 0) {
        (void)nes_str_cut(rest, '/', &piece, &rest);
        if (piece.len > 0 && piece.ptr[0] != '{') {
            nes_buf_byte(&buf, '.');
            put_lower(&buf, piece);
        }
    }
    return (struct nes_str){ buf.ptr, buf.len };
}

static void add_object(struct nes_leaf *leaf, struct nes_str kind, struct nes_id id)
{
    if (leaf->objects < NES_LEAF_PARTS_MAX && !nes_id_none(id)) {
        leaf->object[leaf->objects++] = (struct nes_leaf_object){ kind, id };
    }
}

/* The ids that stand in the path, by the names of their parameters. */
static void add_params(const struct nes_req *req, struct nes_leaf *leaf)
{
    struct nes_str rest = nes_str_of(req->route->path), piece;

    while (rest.len > 0) {
        (void)nes_str_cut(rest, '/', &piece, &rest);
        if (piece.len > 2 && piece.ptr[0] == '{') {
            struct nes_str name = nes_str_part(piece, 1, piece.len - 2);
            const char *text = nes_str_z(req->arena, name);

            add_object(leaf, name, nes_req_value(req, text)->id);
        }
    }
}

static enum nes_leaf_actor actor_of(enum nes_caller_kind kind)
{
    switch (kind) {
    case NES_CALLER_STAFF:
        return NES_LEAF_STAFF;
    case NES_CALLER_CLIENT:
    case NES_CALLER_ANYONE:
        return NES_LEAF_CLIENT;
    case NES_CALLER_TERMINAL:
        return NES_LEAF_PARTNER;
    case NES_CALLER_SYSTEM:
        return NES_LEAF_SYSTEM;
    }
    NES_BUG("a kind of caller");
}

struct nes_hash nes_record_actor(const struct nes_house *house, struct nes_id id)
{
    return nes_hmac(house->crypto, (struct nes_secret){ house->pseudonyms, sizeof(house->pseudonyms) },
                    (struct nes_str){ (const char *)id.b, sizeof(id.b) });
}

struct nes_err nes_record_call(void *self, const struct nes_req *req, enum nes_call_end end,
                               const struct nes_fault *why)
{
    const struct nes_house *house = self;
    struct nes_leaf leaf = { .actor = actor_of(req->caller.kind), .kind = kind_of(req) };
    struct nes_buf fault = nes_buf_begin(req->arena, NES_LEAF_WORD_MAX);
    struct nes_leaf_id id;

    if (leaf.actor != NES_LEAF_SYSTEM) {
        leaf.actor_is = nes_record_actor(house, req->caller.id);
    }
    add_object(&leaf, NES_STR("session"), req->caller.session);
    add_params(req, &leaf);
    if (end == NES_CALL_REFUSED) {
        nes_buf_addz(&fault, "refused.");
        put_lower(&fault, nes_str_of(why->code));
        add_object(&leaf, (struct nes_str){ fault.ptr, fault.len }, nes_tx_operation(req->tx));
    }
    return nes_audit_add(req->tx, &leaf, &id);
}

/* --- kept answers --- */

#define REPLY_PLACE NES_STR("http|reply|kept|1")

/* A key for one record, from the random id that stands in it: so no key is ever worn. */
static void reply_key(const struct nes_house *house, struct nes_id id, struct nes_seal_key *out)
{
    *out = (struct nes_seal_key){ .id = id };
    nes_hkdf(house->crypto, (struct nes_secret){ house->replies, sizeof(house->replies) },
             (struct nes_str){ (const char *)id.b, sizeof(id.b) }, out->key, sizeof(out->key));
}

struct nes_err nes_record_seal(void *self, struct nes_arena *arena, struct nes_str plain, struct nes_str *sealed)
{
    const struct nes_house *house = self;
    uint8_t *out = nes_arena_take(arena, plain.len + NES_SEAL_OVERHEAD);
    struct nes_seal_key key;
    struct nes_err err;
    struct nes_id id = { 0 };

    nes_crypto_random(house->crypto, id.b, sizeof(id.b));
    reply_key(house, id, &key);
    err = nes_seal(house->crypto, &key, REPLY_PLACE, (struct nes_secret){ (const uint8_t *)plain.ptr, plain.len }, out);
    nes_crypto_wipe(&key, sizeof(key));
    *sealed = (struct nes_str){ (const char *)out, plain.len + NES_SEAL_OVERHEAD };
    return err;
}

struct nes_err nes_record_unseal(void *self, struct nes_arena *arena, struct nes_str sealed, struct nes_str *plain)
{
    const struct nes_house *house = self;
    uint8_t *out = nes_arena_take(arena, sealed.len + 1);
    struct nes_seal_key key;
    struct nes_err err;
    struct nes_id id;

    NES_TRY(nes_seal_key_of(sealed, &id));
    reply_key(house, id, &key);
    err = nes_unseal(house->crypto, &key, REPLY_PLACE, sealed, out);
    nes_crypto_wipe(&key, sizeof(key));
    *plain = (struct nes_str){ (const char *)out, sealed.len - NES_SEAL_OVERHEAD };
    return err;
}
