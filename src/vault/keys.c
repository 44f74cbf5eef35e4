#include "vault/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "crypto/text.h"
#include "vault/vault_faults.h"

#define HEAD     "nesie keys 1\n"
#define FILE_MAX 4'096
#define ROOM     (64 * 1'024) /* one chunk for all that is made of it: rewinding overwrites it */

static void close_fd(int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
}

/* The arena held secrets: what it took is overwritten before it goes. */
static void drop(struct nes_arena **arena)
{
    nes_arena_rewind(*arena, (struct nes_arena_mark){ 0 });
    nes_arena_end(arena);
}

static void add_key(struct nes_buf *buf, const char *name, const uint8_t key[32])
{
    nes_buf_addz(buf, name);
    nes_buf_byte(buf, ' ');
    nes_buf_add(buf, nes_base64_write(buf->arena, NES_BASE64_URL, (struct nes_str){ (const char *)key, 32 }));
    nes_buf_byte(buf, '\n');
}

static struct nes_err write_text(struct nes_arena *arena, const struct nes_keys *keys, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, FILE_MAX);

    nes_buf_addz(&buf, HEAD);
    for (size_t i = 0; i < keys->masters; i++) {
        char name[7 + NES_ID_TEXT + 1] = "master ";

        nes_id_write(keys->master[i].id, name + 7);
        add_key(&buf, name, keys->master[i].key);
    }
    add_key(&buf, "index", keys->index);
    add_key(&buf, "mac", keys->mac);
    add_key(&buf, "sign", keys->sign.seed);
    return nes_buf_done(&buf, out);
}

static void new_master(const struct nes_crypto *crypto, struct nes_seal_key *key)
{
    nes_crypto_random(crypto, key->id.b, sizeof(key->id.b));
    nes_crypto_random(crypto, key->key, sizeof(key->key));
    key->id.b[6] = (uint8_t)(0x40 | (key->id.b[6] & 0x0f)); /* a random UUID: it tells no time */
    key->id.b[8] = (uint8_t)(0x80 | (key->id.b[8] & 0x3f));
}

struct nes_err nes_keys_create(const struct nes_crypto *crypto, const char *path)
{
    NES_AUTO(drop) struct nes_arena *arena = nes_arena_begin(ROOM);
    NES_AUTO(nes_keys_wipe) struct nes_keys keys = { .masters = 1 };
    struct nes_str text;

    new_master(crypto, &keys.master[0]);
    nes_crypto_random(crypto, keys.index, sizeof(keys.index));
    nes_crypto_random(crypto, keys.mac, sizeof(keys.mac));
    nes_crypto_random(crypto, keys.sign.seed, sizeof(keys.sign.seed));
    NES_TRY(write_text(arena, &keys, &text));
    if (!nes_file_make(path, text, 0600)) {
        return errno == EEXIST ? NES_FAIL(KEYS_EXIST, NULL) : NES_FAIL(KEYS_FILE, "write");
    }
    return NES_FINE;
}

struct nes_err nes_keys_rotate(const struct nes_crypto *crypto, const char *path)
{
    NES_AUTO(drop) struct nes_arena *arena = nes_arena_begin(ROOM);
    NES_AUTO(nes_keys_wipe) struct nes_keys keys = { 0 };
    struct nes_str text;

    NES_TRY(nes_keys_load(path, &keys));
    if (keys.masters == NES_KEYS_MASTERS) {
        return NES_FAIL(KEYS_FILE, "too many master keys");
    }
    for (size_t i = keys.masters; i > 0; i--) {
        keys.master[i].id = keys.master[i - 1].id;
        memcpy(keys.master[i].key, keys.master[i - 1].key, NES_SEAL_KEY_BYTES);
    }
    keys.masters++;
    new_master(crypto, &keys.master[0]);
    NES_TRY(write_text(arena, &keys, &text));
    return nes_file_replace(path, text, 0600) ? NES_FINE : NES_FAIL(KEYS_FILE, "write");
}

static bool read_key(struct nes_arena *arena, struct nes_str text, uint8_t key[32])
{
    struct nes_str bytes;

    if (nes_base64_read(arena, NES_BASE64_URL, text, &bytes).what || bytes.len != 32) {
        return false;
    }
    memcpy(key, bytes.ptr, 32);
    return true;
}

/* "master <id> <key>", then "index", "mac", "sign", each once and in this order. */
static bool read_text(struct nes_arena *arena, struct nes_str text, struct nes_keys *keys)
{
    static const char *const names[] = { "index", "mac", "sign" };
    uint8_t *const places[] = { keys->index, keys->mac, keys->sign.seed };
    struct nes_str line, word;

    if (!nes_str_starts(text, NES_STR(HEAD))) {
        return false;
    }
    text = nes_str_from(text, strlen(HEAD));
    while (nes_str_starts(text, NES_STR("master "))) {
        struct nes_seal_key *key = &keys->master[keys->masters];

        if (keys->masters == NES_KEYS_MASTERS || !nes_str_cut(text, '\n', &line, &text) ||
            !nes_str_cut(nes_str_from(line, 7), ' ', &word, &line) || nes_id_read(word, &key->id).what ||
            !read_key(arena, line, key->key)) {
            return false;
        }
        keys->masters++;
    }
    for (size_t i = 0; i < NES_LEN(names); i++) {
        if (!nes_str_cut(text, '\n', &line, &text) || !nes_str_cut(line, ' ', &word, &line) ||
            !nes_str_is(word, names[i]) || !read_key(arena, line, places[i])) {
            return false;
        }
    }
    return keys->masters > 0 && text.len == 0;
}

struct nes_err nes_keys_load(const char *path, struct nes_keys *out)
{
    NES_AUTO(drop) struct nes_arena *arena = nes_arena_begin(ROOM);
    NES_AUTO(close_fd) int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    char *text = nes_arena_take(arena, FILE_MAX);
    struct stat stat;
    ssize_t len;

    *out = (struct nes_keys){ 0 };
    if (fd < 0 || fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode)) {
        return NES_FAIL(KEYS_FILE, "open");
    }
    if ((stat.st_mode & 0077) != 0 || stat.st_uid != geteuid()) {
        return NES_FAIL(KEYS_MODE, NULL);
    }
    len = read(fd, text, FILE_MAX);
    if (len <= 0 || len == FILE_MAX || !read_text(arena, (struct nes_str){ text, (size_t)len }, out)) {
        nes_keys_wipe(out);
        return NES_FAIL(KEYS_FILE, "form");
    }
    return NES_FINE;
}

void nes_keys_wipe(struct nes_keys *keys)
{
    nes_crypto_wipe(keys, sizeof(*keys));
}
