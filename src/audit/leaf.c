#include "audit/leaf.h"

#include <string.h>

#include "audit/audit_faults.h"

#define VERSION 1
#define BYTES_MAX 4'096 /* 2 × 16 parts of at most 82 bytes, and the head */

static bool is_word(struct nes_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '.' && c != '-' && c != '_') {
            return false;
        }
    }
    return text.len > 0 && text.len <= NES_LEAF_WORD_MAX;
}

static const char *fault_of(const struct nes_leaf *leaf)
{
    if (!is_word(leaf->kind)) {
        return "kind";
    }
    if (leaf->actor >= NES_LEAF_ACTORS || leaf->at_us < 0) {
        return "actor";
    }
    if (leaf->objects > NES_LEAF_PARTS_MAX || leaf->hashes > NES_LEAF_PARTS_MAX) {
        return "parts";
    }
    for (size_t i = 0; i < leaf->objects; i++) {
        if (!is_word(leaf->object[i].kind)) {
            return "object";
        }
    }
    for (size_t i = 0; i < leaf->hashes; i++) {
        if (!is_word(leaf->hash[i].label) || leaf->hash[i].form >= NES_LEAF_FORMS) {
            return "hash";
        }
    }
    return NULL;
}

static void add_bytes(struct nes_buf *buf, const void *bytes, size_t len)
{
    nes_buf_add(buf, (struct nes_str){ bytes, len });
}

static void add_word(struct nes_buf *buf, struct nes_str word)
{
    nes_buf_byte(buf, (char)word.len);
    nes_buf_add(buf, word);
}

struct nes_err nes_leaf_write(struct nes_arena *arena, const struct nes_leaf *leaf, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, BYTES_MAX);
    const char *fault = fault_of(leaf);

    if (fault) {
        return NES_FAIL(LEAF_BOUNDS, fault);
    }
    nes_buf_byte(&buf, VERSION);
    add_bytes(&buf, leaf->operation.b, sizeof(leaf->operation.b));
    for (int shift = 56; shift >= 0; shift -= 8) {
        nes_buf_byte(&buf, (char)(leaf->at_us >> shift & 0xff));
    }
    nes_buf_byte(&buf, (char)leaf->actor);
    add_bytes(&buf, leaf->actor_is.b, sizeof(leaf->actor_is.b));
    add_word(&buf, leaf->kind);
    nes_buf_byte(&buf, (char)leaf->objects);
    for (size_t i = 0; i < leaf->objects; i++) {
        add_word(&buf, leaf->object[i].kind);
        add_bytes(&buf, leaf->object[i].id.b, sizeof(leaf->object[i].id.b));
    }
    nes_buf_byte(&buf, (char)leaf->hashes);
    for (size_t i = 0; i < leaf->hashes; i++) {
        nes_buf_byte(&buf, (char)leaf->hash[i].form);
        add_word(&buf, leaf->hash[i].label);
        add_bytes(&buf, leaf->hash[i].hash.b, sizeof(leaf->hash[i].hash.b));
    }
    return nes_buf_done(&buf, out);
}

/* Takes `len` bytes off the front; false where fewer are left. */
static bool take(struct nes_str *rest, void *out, size_t len)
{
    if (rest->len < len) {
        return false;
    }
    memcpy(out, rest->ptr, len);
    *rest = nes_str_from(*rest, len);
    return true;
}

static bool take_byte(struct nes_str *rest, size_t below, size_t *out)
{
    unsigned char byte;

    if (!take(rest, &byte, 1) || byte >= below) {
        return false;
    }
    *out = byte;
    return true;
}

static bool take_word(struct nes_str *rest, struct nes_str *out)
{
    size_t len;

    if (!take_byte(rest, NES_LEAF_WORD_MAX + 1, &len) || rest->len < len) {
        return false;
    }
    *out = nes_str_part(*rest, 0, len);
    *rest = nes_str_from(*rest, len);
    return is_word(*out);
}

static bool take_head(struct nes_str *rest, struct nes_leaf *leaf)
{
    unsigned char at[8];
    size_t version, actor;
    uint64_t instant = 0;

    if (!take_byte(rest, 256, &version) || version != VERSION ||
        !take(rest, leaf->operation.b, sizeof(leaf->operation.b)) || !take(rest, at, sizeof(at)) ||
        !take_byte(rest, NES_LEAF_ACTORS, &actor) || !take(rest, leaf->actor_is.b, sizeof(leaf->actor_is.b)) ||
        !take_word(rest, &leaf->kind)) {
        return false;
    }
    for (size_t i = 0; i < sizeof(at); i++) {
        instant = instant << 8 | at[i];
    }
    leaf->actor = (enum nes_leaf_actor)actor;
    leaf->at_us = (int64_t)instant;
    return instant <= INT64_MAX;
}

static bool take_parts(struct nes_str *rest, struct nes_leaf *leaf)
{
    if (!take_byte(rest, NES_LEAF_PARTS_MAX + 1, &leaf->objects)) {
        return false;
    }
    for (size_t i = 0; i < leaf->objects; i++) {
        if (!take_word(rest, &leaf->object[i].kind) ||
            !take(rest, leaf->object[i].id.b, sizeof(leaf->object[i].id.b))) {
            return false;
        }
    }
    if (!take_byte(rest, NES_LEAF_PARTS_MAX + 1, &leaf->hashes)) {
        return false;
    }
    for (size_t i = 0; i < leaf->hashes; i++) {
        size_t form;

        if (!take_byte(rest, NES_LEAF_FORMS, &form) || !take_word(rest, &leaf->hash[i].label) ||
            !take(rest, leaf->hash[i].hash.b, NES_HASH_BYTES)) {
            return false;
        }
        leaf->hash[i].form = (enum nes_leaf_form)form;
    }
    return true;
}

struct nes_err nes_leaf_read(struct nes_str bytes, struct nes_leaf *out)
{
    struct nes_leaf leaf = { 0 };

    if (!take_head(&bytes, &leaf) || !take_parts(&bytes, &leaf) || bytes.len > 0) {
        return NES_FAIL(LEAF_FORM, NULL);
    }
    *out = leaf;
    return NES_FINE;
}
