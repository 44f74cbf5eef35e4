/* src/vault/vault_test.h: what the tests of this folder share: the program beside them, a folder of their own. */
#pragma once
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "crypto/crypto.h"
#include "test/unit/test.h"
#include "vault/keys.h"

/* build/nesie, found from build/test/unit/vault_test: the processes are started as the server starts them. */
static inline const char *nesie_program(struct nes_arena *arena)
{
    char *path = nes_arena_take(arena, 4'096);
    ssize_t len = readlink("/proc/self/exe", path, 4'000);

    NES_WANT("where this test stands", len > 0);
    for (int up = 0; up < 3; up++) {
        *strrchr(path, '/') = '\0';
    }
    (void)snprintf(path + strlen(path), 16, "/nesie");
    NES_WANT(path, access(path, X_OK) == 0);
    return path;
}

struct camp {
    struct nes_arena *arena;
    struct nes_crypto *crypto;
    char folder[64];
    const char *keys_path;
};

static inline int camp_remove(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
    (void)stat;
    (void)type;
    (void)ftw;
    return remove(path);
}

static inline void camp_end(struct camp *camp)
{
    (void)nftw(camp->folder, camp_remove, 8, FTW_DEPTH | FTW_PHYS);
    nes_crypto_end(&camp->crypto);
    nes_arena_end(&camp->arena);
}

static inline void camp_begin(struct camp *camp)
{
    const char *tmp = getenv("TMPDIR");
    char *keys;

    camp->arena = nes_arena_begin(0);
    NES_WANT_OK(nes_crypto_begin(nes_rand_real(), &camp->crypto));
    (void)snprintf(camp->folder, sizeof(camp->folder), "%.48s/nesie-XXXXXX", tmp ? tmp : "/tmp");
    NES_WANT("a folder", mkdtemp(camp->folder) != NULL);
    keys = nes_arena_take(camp->arena, 128);
    (void)snprintf(keys, 128, "%s/keys", camp->folder);
    camp->keys_path = keys;
}

#define NES_CAMP(name)                                                                                                 \
    NES_AUTO(camp_end) struct camp name##_ = { 0 };                                                                    \
    struct camp *name = &name##_;                                                                                      \
    camp_begin(name)

static inline struct nes_str told(const char *path, struct nes_arena *arena)
{
    struct nes_str text = { 0 };

    NES_WANT(path, nes_file_read(arena, path, 8'192, &text));
    return text;
}

/* The only child of this process is the helper that a test began. */
static inline pid_t child_of_ours(void)
{
    char path[64], line[64];
    FILE *file;

    (void)snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
    file = fopen(path, "r");
    NES_WANT("children", file && fgets(line, sizeof(line), file));
    (void)fclose(file);
    return (pid_t)strtol(line, NULL, 10);
}

static inline void tell(const char *path, struct nes_str text)
{
    FILE *file = fopen(path, "wb");

    NES_WANT(path, file && fwrite(text.ptr, 1, text.len, file) == text.len);
    (void)fclose(file);
}
