#include "vault/blob.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/text.h"
#include "vault/vault_faults.h"

#define PATH_LEN (2 + 1 + 62 + 1)   /* ab/cdef… */

struct nes_blobs {
    const struct nes_crypto *crypto;
    int folder;
};

static void close_fd(int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
}

struct nes_err nes_blobs_begin(const struct nes_crypto *crypto, const char *folder, struct nes_blobs **out)
{
    struct nes_blobs *blobs;
    int fd;

    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        return NES_FAIL(BLOB_STORE, "folder");
    }
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return NES_FAIL(BLOB_STORE, "folder");
    }
    blobs = calloc(1, sizeof(*blobs));
    if (!blobs) {
        abort();
    }
    *blobs = (struct nes_blobs){ crypto, fd };
    *out = blobs;
    return NES_FINE;
}

void nes_blobs_end(struct nes_blobs **blobs)
{
    if (*blobs) {
        (void)close((*blobs)->folder);
        free(*blobs);
        *blobs = NULL;
    }
}

/* "ab/cdef…": 256 folders keep each of them short. */
static void path_of(const struct nes_hash *name, char path[PATH_LEN])
{
    static const char hex[] = "0123456789abcdef";
    size_t at = 0;

    for (size_t i = 0; i < NES_HASH_BYTES; i++) {
        path[at++] = hex[name->b[i] >> 4];
        path[at++] = hex[name->b[i] & 15];
        if (i == 0) {
            path[at++] = '/';
        }
    }
    path[at] = '\0';
}

static bool write_all(int fd, struct nes_str bytes)
{
    while (bytes.len > 0) {
        ssize_t wrote = write(fd, bytes.ptr, bytes.len);

        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            return false;
        }
        bytes = nes_str_from(bytes, (size_t)wrote);
    }
    return true;
}

/* Beside its place, then renamed: nobody ever sees a part of it. A file left over from a crash has a name of its
 * own. */
static bool place(struct nes_blobs *blobs, int folder, const char *name, struct nes_str bytes)
{
    char token[NES_TOKEN_TEXT + 1], beside[NES_TOKEN_TEXT + 8];
    NES_AUTO(close_fd) int fd = -1;

    nes_token_new(blobs->crypto, token);
    (void)snprintf(beside, sizeof(beside), "new.%s", token);
    fd = openat(folder, beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
    if (fd < 0) {
        return false;
    }
    if (!write_all(fd, bytes) || fsync(fd) != 0 || renameat(folder, beside, folder, name) != 0) {
        (void)unlinkat(folder, beside, 0);
        return false;
    }
    return fsync(folder) == 0;
}

struct nes_err nes_blob_put(struct nes_blobs *blobs, struct nes_str bytes, struct nes_hash *name)
{
    char path[PATH_LEN];
    NES_AUTO(close_fd) int folder = -1;

    if (bytes.len > NES_BLOB_BYTES_MAX) {
        return NES_FAIL(DOCUMENT_LARGE, NULL);
    }
    *name = nes_sha256(blobs->crypto, bytes);
    path_of(name, path);
    path[2] = '\0';
    if (mkdirat(blobs->folder, path, 0700) == 0 && fsync(blobs->folder) != 0) {
        return NES_FAIL(BLOB_STORE, "sync");
    }
    folder = openat(blobs->folder, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 || !place(blobs, folder, path + 3, bytes)) {
        return NES_FAIL(BLOB_STORE, "write");
    }
    return NES_FINE;
}

static bool read_all(int fd, char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t got = read(fd, bytes, len);

        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        bytes += got;
        len -= (size_t)got;
    }
    return true;
}

struct nes_err nes_blob_get(struct nes_blobs *blobs, struct nes_arena *arena, const struct nes_hash *name,
                            struct nes_str *out)
{
    char path[PATH_LEN], *bytes;
    NES_AUTO(close_fd) int fd = -1;
    struct nes_hash found;
    struct stat stat;

    path_of(name, path);
    fd = openat(blobs->folder, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? NES_FAIL(BLOB_GONE, NULL) : NES_FAIL(BLOB_STORE, "open");
    }
    if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode)) {
        return NES_FAIL(BLOB_STORE, "open");
    }
    if (stat.st_size < 0 || stat.st_size > NES_BLOB_BYTES_MAX) {
        return NES_FAIL(DOCUMENT_CHANGED, "size");
    }
    bytes = nes_arena_take(arena, (size_t)stat.st_size + 1);
    if (!read_all(fd, bytes, (size_t)stat.st_size)) {
        return NES_FAIL(BLOB_STORE, "read");
    }
    found = nes_sha256(blobs->crypto, (struct nes_str){ bytes, (size_t)stat.st_size });
    if (!nes_hash_eq(&found, name)) {
        return NES_FAIL(DOCUMENT_CHANGED, "hash");
    }
    *out = (struct nes_str){ bytes, (size_t)stat.st_size };
    return NES_FINE;
}

struct nes_err nes_blob_drop(struct nes_blobs *blobs, const struct nes_hash *name)
{
    char path[PATH_LEN];
    NES_AUTO(close_fd) int folder = -1;

    path_of(name, path);
    path[2] = '\0';
    folder = openat(blobs->folder, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 || unlinkat(folder, path + 3, 0) != 0) {
        return errno == ENOENT ? NES_FAIL(BLOB_GONE, NULL) : NES_FAIL(BLOB_STORE, "unlink");
    }
    return fsync(folder) == 0 ? NES_FINE : NES_FAIL(BLOB_STORE, "sync");
}
