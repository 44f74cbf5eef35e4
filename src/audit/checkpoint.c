#include "audit/checkpoint.h"

#include <string.h>

#include "audit/audit_faults.h"
#include "crypto/text.h"

#define ED25519 '\x01'    /* the kind of signature in key ids and keys (C2SP signed-note) */
#define DASH    "\u2014 " /* begins each signature line */
#define NAME_MAX_ 128
#define SIGNATURES_MAX 16

static bool is_name(struct nes_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] <= ' ' || name.ptr[i] > '~' || name.ptr[i] == '+') {
            return false;
        }
    }
    return name.len > 0 && name.len <= NAME_MAX_;
}

/* The first four bytes of SHA-256(name \n kind key). */
static void id_of(const struct nes_crypto *crypto, const struct nes_note_key *key, uint8_t id[4])
{
    NES_AUTO(nes_hasher_end) struct nes_hasher *hasher = nes_hasher_begin(crypto);
    struct nes_hash hash;

    nes_hasher_add(hasher, key->name.ptr, key->name.len);
    nes_hasher_add(hasher, (const char[]){ '\n', ED25519 }, 2);
    nes_hasher_add(hasher, key->public.b, sizeof(key->public.b));
    hash = nes_hasher_done(hasher);
    memcpy(id, hash.b, 4);
}

struct nes_err nes_note_key_write(const struct nes_crypto *crypto, struct nes_arena *arena,
                                  const struct nes_note_key *key, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, 512);
    char typed[33] = { ED25519 };
    uint8_t id[4];

    if (!is_name(key->name)) {
        return NES_FAIL(NOTE_KEY_FORM, "name");
    }
    id_of(crypto, key, id);
    memcpy(typed + 1, key->public.b, sizeof(key->public.b));
    nes_buf_add(&buf, key->name);
    nes_buf_byte(&buf, '+');
    nes_buf_hex(&buf, id, sizeof(id));
    nes_buf_byte(&buf, '+');
    nes_buf_add(&buf, nes_base64_write(arena, NES_BASE64_STD, (struct nes_str){ typed, sizeof(typed) }));
    return nes_buf_done(&buf, out);
}

struct nes_err nes_note_key_read(const struct nes_crypto *crypto, struct nes_arena *arena, struct nes_str text,
                                 struct nes_note_key *out)
{
    struct nes_str name, id, rest, bytes, again;
    struct nes_note_key key;

    if (!nes_str_cut(text, '+', &name, &rest) || !nes_str_cut(rest, '+', &id, &rest) || !is_name(name) ||
        nes_base64_read(arena, NES_BASE64_STD, rest, &bytes).what || bytes.len != 33 || bytes.ptr[0] != ED25519) {
        return NES_FAIL(NOTE_KEY_FORM, NULL);
    }
    key.name = name;
    memcpy(key.public.b, bytes.ptr + 1, sizeof(key.public.b));
    NES_TRY(nes_note_key_write(crypto, arena, &key, &again));
    if (!nes_str_eq(again, text)) {
        return NES_FAIL(NOTE_KEY_FORM, "id");
    }
    *out = key;
    return NES_FINE;
}

struct nes_err nes_checkpoint_body(struct nes_arena *arena, const struct nes_checkpoint *checkpoint,
                                   struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, 512);

    if (!is_name(checkpoint->origin) || checkpoint->size > INT64_MAX || checkpoint->at_us < 0) {
        return NES_FAIL(CHECKPOINT_FORM, "origin");
    }
    nes_buf_add(&buf, checkpoint->origin);
    nes_buf_byte(&buf, '\n');
    nes_buf_int(&buf, (int64_t)checkpoint->size);
    nes_buf_byte(&buf, '\n');
    nes_buf_add(&buf, nes_base64_write(arena, NES_BASE64_STD,
                                       (struct nes_str){ (const char *)checkpoint->root.b, NES_HASH_BYTES }));
    nes_buf_addz(&buf, "\ntime ");
    nes_buf_int(&buf, checkpoint->at_us);
    nes_buf_byte(&buf, '\n');
    return nes_buf_done(&buf, out);
}

struct nes_err nes_checkpoint_note(const struct nes_crypto *crypto, struct nes_str body, const struct nes_note_key *key,
                                   const struct nes_signature *signature, struct nes_buf *out)
{
    char signed_by[4 + sizeof(signature->b)];

    if (!is_name(key->name)) {
        return NES_FAIL(NOTE_KEY_FORM, "name");
    }
    id_of(crypto, key, (uint8_t *)signed_by);
    memcpy(signed_by + 4, signature->b, sizeof(signature->b));
    nes_buf_add(out, body);
    nes_buf_addz(out, "\n" DASH);
    nes_buf_add(out, key->name);
    nes_buf_byte(out, ' ');
    nes_buf_add(out, nes_base64_write(out->arena, NES_BASE64_STD, (struct nes_str){ signed_by, sizeof(signed_by) }));
    nes_buf_byte(out, '\n');
    return NES_FINE;
}

static struct nes_err read_body(struct nes_arena *arena, struct nes_str body, struct nes_checkpoint *out)
{
    struct nes_str size, root, time, again;
    struct nes_checkpoint read = { 0 };
    int64_t number;

    if (!nes_str_cut(body, '\n', &read.origin, &time) || !nes_str_cut(time, '\n', &size, &time) ||
        !nes_str_cut(time, '\n', &root, &time) || nes_str_int(size, &number).what || number < 0 ||
        !nes_str_starts(time, NES_STR("time "))) {
        return NES_FAIL(CHECKPOINT_FORM, "body");
    }
    read.size = (uint64_t)number;
    time = nes_str_part(time, 5, time.len - 6); /* without the word and the line's end */
    if (nes_str_int(time, &read.at_us).what || nes_base64_read(arena, NES_BASE64_STD, root, &root).what ||
        root.len != NES_HASH_BYTES) {
        return NES_FAIL(CHECKPOINT_FORM, "body");
    }
    memcpy(read.root.b, root.ptr, NES_HASH_BYTES);
    NES_TRY(nes_checkpoint_body(arena, &read, &again));
    if (!nes_str_eq(again, body)) { /* one checkpoint, one text */
        return NES_FAIL(CHECKPOINT_FORM, "body");
    }
    *out = read;
    return NES_FINE;
}

/* The last empty line parts body and signatures. */
static bool part_note(struct nes_str note, struct nes_str *body, struct nes_str *signatures)
{
    for (size_t at = note.len; at-- > 1;) {
        if (note.ptr[at] == '\n' && note.ptr[at - 1] == '\n') {
            *body = nes_str_part(note, 0, at);
            *signatures = nes_str_from(note, at + 1);
            return signatures->len > 0 && note.ptr[note.len - 1] == '\n';
        }
    }
    return false;
}

/* "— name base64" into name and the bytes of id and signature. */
static bool read_line(struct nes_arena *arena, struct nes_str line, struct nes_str *name, struct nes_str *bytes)
{
    struct nes_str text;

    return nes_str_starts(line, NES_STR(DASH)) && nes_str_cut(nes_str_from(line, strlen(DASH)), ' ', name, &text) &&
           is_name(*name) && !nes_base64_read(arena, NES_BASE64_STD, text, bytes).what && bytes->len > 4;
}

struct nes_err nes_checkpoint_read(const struct nes_crypto *crypto, struct nes_arena *arena, struct nes_str note,
                                   const struct nes_note_key *key, struct nes_checkpoint *out)
{
    struct nes_str body, rest, line, name, bytes;
    bool found = false;
    size_t lines = 0;
    uint8_t id[4];

    if (!part_note(note, &body, &rest)) {
        return NES_FAIL(CHECKPOINT_FORM, NULL);
    }
    id_of(crypto, key, id);
    while (rest.len > 0) {
        struct nes_signature signature;

        (void)nes_str_cut(rest, '\n', &line, &rest);
        if (++lines > SIGNATURES_MAX || !read_line(arena, line, &name, &bytes)) {
            return NES_FAIL(CHECKPOINT_FORM, "signature");
        }
        if (!nes_str_eq(name, key->name) || memcmp(bytes.ptr, id, 4) != 0) {
            continue;
        }
        if (found || bytes.len != 4 + sizeof(signature.b)) {
            return NES_FAIL(CHECKPOINT_FORM, "signature");
        }
        memcpy(signature.b, bytes.ptr + 4, sizeof(signature.b));
        if (nes_sign_check(crypto, &key->public, body, &signature).what) {
            return NES_FAIL(CHECKPOINT_FORGED, NULL);
        }
        found = true;
    }
    return found ? read_body(arena, body, out) : NES_FAIL(CHECKPOINT_KEY, NULL);
}
