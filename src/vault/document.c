#include "vault/document.h"

#include <stdio.h>
#include <string.h>

#include "crypto/crypto_faults.h"
#include "crypto/seal.h"
#include "vault/vault_faults.h"

/* The blob: "nesie document 1\n", u32 number of pieces, then for each a text (length and record). A piece is sealed in
 * its place "document|<SHA-256 of the whole>|<number>/<of>|1": none can be moved, left out or taken from elsewhere. */
#define HEAD        "nesie document 1\n"
#define PIECE       NES_KEEPER_DATA_MAX
#define PIECES_MAX  (NES_DOCUMENT_BYTES_MAX / PIECE)
#define PLACE_MAX   128

struct nes_err nes_data_key_new(struct nes_keeper *keeper, struct nes_arena *arena, struct nes_keeper_why why,
                                struct nes_id owner, struct nes_data_key *out)
{
    struct nes_keeper_item item = { .op = NES_KEEPER_NEW_KEY, .owner = owner };

    NES_TRY(nes_keeper_ask(keeper, arena, why, &item, 1));
    *out = (struct nes_data_key){ owner, item.answer };
    return NES_FINE;
}

static struct nes_str place_of(struct nes_arena *arena, const struct nes_hash *content, size_t number, size_t of)
{
    struct nes_buf buf = nes_buf_begin(arena, PLACE_MAX);

    nes_buf_addz(&buf, "document|");
    nes_buf_hex(&buf, content->b, sizeof(content->b));
    nes_buf_byte(&buf, '|');
    nes_buf_int(&buf, (int64_t)number);
    nes_buf_byte(&buf, '/');
    nes_buf_int(&buf, (int64_t)of);
    nes_buf_addz(&buf, "|1");
    NES_ASSERT(!buf.full);
    return (struct nes_str){ buf.ptr, buf.len };
}

/* Asks for all pieces at once; an empty document is one empty piece. */
static struct nes_keeper_item *items_of(struct nes_arena *arena, const struct nes_data_key *key,
                                        const struct nes_hash *content, size_t pieces)
{
    struct nes_keeper_item *items = NES_NEW_MANY(arena, struct nes_keeper_item, pieces);

    for (size_t i = 0; i < pieces; i++) {
        items[i].owner = key->owner;
        items[i].wrapped = key->wrapped;
        items[i].label = place_of(arena, content, i, pieces);
    }
    return items;
}

struct nes_err nes_document_keep(const struct nes_vault *vault, const struct nes_access *access, struct nes_str bytes,
                                 struct nes_document *out)
{
    NES_AUTO(nes_arena_end) struct nes_arena *arena = nes_arena_begin(0);
    struct nes_buf blob = nes_buf_begin(arena, NES_BLOB_BYTES_MAX);
    size_t pieces = bytes.len / PIECE + (bytes.len % PIECE > 0 || bytes.len == 0);
    struct nes_keeper_item *items;
    struct nes_str sealed;

    if (bytes.len > NES_DOCUMENT_BYTES_MAX) {
        return NES_FAIL(DOCUMENT_LARGE, NULL);
    }
    out->bytes = (int64_t)bytes.len;
    out->content = nes_sha256(vault->crypto, bytes);
    items = items_of(arena, &access->key, &out->content, pieces);
    for (size_t i = 0; i < pieces; i++) {
        items[i].op = NES_KEEPER_SEAL;
        items[i].data = nes_str_part(bytes, i * PIECE, PIECE);
    }
    NES_TRY(nes_keeper_ask(vault->keeper, arena, access->why, items, pieces));
    nes_buf_addz(&blob, HEAD);
    nes_wire_add_u32(&blob, (uint32_t)pieces);
    for (size_t i = 0; i < pieces; i++) {
        nes_wire_add_text(&blob, items[i].answer);
    }
    NES_TRY(nes_buf_done(&blob, &sealed));
    return nes_blob_put(vault->blobs, sealed, &out->blob);
}

/* The records of a blob into items; false where it has another form. */
static bool read_records(struct nes_wire *wire, struct nes_keeper_item *items, size_t pieces)
{
    for (size_t i = 0; i < pieces; i++) {
        items[i].op = NES_KEEPER_UNSEAL;
        items[i].data = nes_wire_text(wire);
    }
    return nes_wire_done(wire);
}

/* All pieces, one after another; false where they are not `len` bytes in all. */
static bool join(const struct nes_keeper_item *items, size_t pieces, uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < pieces; i++) {
        struct nes_str piece = items[i].answer;

        if (piece.len > len) {
            return false;
        }
        if (piece.len > 0) {
            memcpy(bytes, piece.ptr, piece.len);
        }
        bytes += piece.len;
        len -= piece.len;
    }
    return len == 0;
}

struct nes_err nes_document_open(const struct nes_vault *vault, struct nes_arena *arena,
                                 const struct nes_access *access, const struct nes_document *document,
                                 struct nes_secret *out)
{
    NES_AUTO(nes_arena_end) struct nes_arena *own = nes_arena_begin(0);
    struct nes_keeper_item *items;
    struct nes_wire wire;
    struct nes_hash content;
    struct nes_str sealed;
    struct nes_err err;
    uint8_t *bytes;
    size_t pieces;

    if (document->bytes < 0 || document->bytes > NES_DOCUMENT_BYTES_MAX) {
        return NES_FAIL(DOCUMENT_CHANGED, "length");
    }
    NES_TRY(nes_blob_get(vault->blobs, own, &document->blob, &sealed));
    if (!nes_str_starts(sealed, NES_STR(HEAD))) {
        return NES_FAIL(DOCUMENT_CHANGED, "form");
    }
    wire = nes_wire_of(nes_str_from(sealed, strlen(HEAD)));
    pieces = nes_wire_u32(&wire);
    if (pieces == 0 || pieces > PIECES_MAX) {
        return NES_FAIL(DOCUMENT_CHANGED, "form");
    }
    items = items_of(own, &access->key, &document->content, pieces);
    if (!read_records(&wire, items, pieces)) {
        return NES_FAIL(DOCUMENT_CHANGED, "form");
    }
    err = nes_keeper_ask(vault->keeper, own, access->why, items, pieces);
    if (err.what == &nes_fault_SEAL_BROKEN || err.what == &nes_fault_SEAL_KEY) {
        return NES_FAIL(DOCUMENT_CHANGED, "seal");
    }
    NES_TRY(err);
    bytes = nes_arena_take(arena, (size_t)document->bytes + 1);
    if (!join(items, pieces, bytes, (size_t)document->bytes)) {
        return NES_FAIL(DOCUMENT_CHANGED, "length");
    }
    *out = (struct nes_secret){ bytes, (size_t)document->bytes };
    content = nes_sha256(vault->crypto, (struct nes_str){ (const char *)bytes, out->len });
    return nes_hash_eq(&content, &document->content) ? NES_FINE : NES_FAIL(DOCUMENT_CHANGED, "content");
}
