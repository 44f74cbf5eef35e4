#include "http/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/http_faults.h"
#include "crypto/hash.h"

#define FILES_MAX 2'000
#define BYTES_MAX (32 * 1024 * 1024)
#define DEPTH_MAX 6
#define FIRST_MAX 8 /* the name of a language */

struct nes_files {
    const struct nes_crypto *crypto;
    struct nes_arena *arena;
    struct nes_file rows[FILES_MAX];
    size_t len;
};

static const struct { const char *ending, *type; } types[] = {
    { ".html", "text/html; charset=utf-8" },
    { ".js", "text/javascript; charset=utf-8" },
    { ".css", "text/css; charset=utf-8" },
    { ".json", "application/json" },
    { ".webmanifest", "application/manifest+json" },
    { ".svg", "image/svg+xml" },
    { ".png", "image/png" },
    { ".webp", "image/webp" },
    { ".ico", "image/x-icon" },
    { ".woff2", "font/woff2" },
    { ".wasm", "application/wasm" },
    { ".txt", "text/plain; charset=utf-8" },
    { ".pdf", "application/pdf" },
};

static bool ends(struct nes_str text, const char *with)
{
    size_t len = strlen(with);

    return text.len > len && memcmp(text.ptr + text.len - len, with, len) == 0;
}

static const char *type_of(struct nes_str path)
{
    for (size_t i = 0; i < NES_LEN(types); i++) {
        if (ends(path, types[i].ending)) {
            return types[i].type;
        }
    }
    return NULL;
}

/* "-" and at least eight letters, digits, "-" or "_" before the ending, in the folder of assets. */
static bool named_by_hash(struct nes_str path)
{
    size_t dot = path.len, at;

    while (dot > 0 && path.ptr[dot - 1] != '.') {
        dot--;
    }
    for (at = dot > 0 ? dot - 1 : 0; at > 0 && path.ptr[at - 1] != '-' && path.ptr[at - 1] != '/'; at--) {
    }
    return nes_str_starts(path, NES_STR("/assets/")) && at > 0 && path.ptr[at - 1] == '-' && dot - 1 - at >= 8;
}

static void close_fd(int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
}

static struct nes_err read_all(struct nes_arena *arena, int folder, const char *name, struct nes_str *out)
{
    NES_AUTO(close_fd) int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    struct stat about;
    char *bytes;
    size_t len = 0;

    if (fd < 0 || fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size > BYTES_MAX) {
        return NES_FAIL(HTTP_START, nes_str_z(arena, nes_str_of(name)));
    }
    bytes = nes_arena_take(arena, (size_t)about.st_size + 1);
    while (len < (size_t)about.st_size) {
        ssize_t got = read(fd, bytes + len, (size_t)about.st_size - len);

        if (got <= 0) {
            return NES_FAIL(HTTP_START, nes_str_z(arena, nes_str_of(name)));
        }
        len += (size_t)got;
    }
    *out = (struct nes_str){ bytes, len };
    return NES_FINE;
}

static struct nes_str joined(struct nes_arena *arena, struct nes_str path, const char *name)
{
    struct nes_buf buf = nes_buf_begin(arena, 1024);
    struct nes_str text;

    nes_buf_add(&buf, path);
    nes_buf_byte(&buf, '/');
    nes_buf_addz(&buf, name);
    return nes_buf_done(&buf, &text).what ? NES_STR("") : text;
}

static struct nes_str tag_of(const struct nes_crypto *crypto, struct nes_arena *arena, struct nes_str bytes)
{
    struct nes_buf buf = nes_buf_begin(arena, 64);
    struct nes_hash hash = nes_sha256(crypto, bytes);
    struct nes_str text;

    nes_buf_byte(&buf, '"');
    nes_buf_hex(&buf, hash.b, 16);
    nes_buf_byte(&buf, '"');
    NES_ASSERT(!nes_buf_done(&buf, &text).what);
    return text;
}

static struct nes_err add_file(struct nes_files *files, int folder, const char *name, struct nes_str path)
{
    struct nes_file *file = &files->rows[files->len];
    bool br = ends(path, ".br"), gz = ends(path, ".gz");

    if (files->len == FILES_MAX) {
        return NES_FAIL(HTTP_START, "too many files");
    }
    *file = (struct nes_file){ .path = path, .type = type_of(path), .immutable = named_by_hash(path) };
    if (br || gz) { /* joined to its plain file afterwards */
        file->type = br ? "br" : "gz";
    }
    if (!file->type) {
        return NES_FAIL(HTTP_START, nes_str_z(files->arena, path));
    }
    NES_TRY(read_all(files->arena, folder, name, &file->plain));
    file->etag = tag_of(files->crypto, files->arena, file->plain);
    file->page = ends(path, ".html");
    files->len++;
    return NES_FINE;
}

static void close_dir(DIR **dir)
{
    if (*dir) {
        (void)closedir(*dir);
    }
}

static struct nes_err add_folder(struct nes_files *files, int fd, struct nes_str path, int depth)
{
    NES_AUTO(close_dir) DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;

    if (!dir || depth > DEPTH_MAX) {
        return NES_FAIL(HTTP_START, "a folder of files cannot be read");
    }
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        struct nes_str here = joined(files->arena, path, entry->d_name);

        if (entry->d_name[0] == '.') {
            continue;
        }
        if (entry->d_type == DT_DIR) {
            int inner = openat(dirfd(dir), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

            NES_TRY(add_folder(files, inner, here, depth + 1));
        } else {
            NES_TRY(add_file(files, dirfd(dir), entry->d_name, here));
        }
    }
    return NES_FINE;
}

static int by_path(const void *a, const void *b)
{
    const struct nes_file *left = a, *right = b;

    return nes_str_order(left->path, right->path);
}

static struct nes_file *at_path(const struct nes_files *files, struct nes_str path)
{
    const struct nes_file key = { .path = path };

    return bsearch(&key, files->rows, files->len, sizeof(key), by_path);
}

static void join_variants(struct nes_files *files)
{
    for (size_t i = 0; i < files->len; i++) {
        struct nes_file *row = &files->rows[i], *plain;

        if (strcmp(row->type, "br") != 0 && strcmp(row->type, "gz") != 0) {
            continue;
        }
        plain = at_path(files, nes_str_part(row->path, 0, row->path.len - 3));
        if (plain && row->type[0] == 'b') {
            plain->br = row->plain;
        } else if (plain) {
            plain->gz = row->plain;
        }
    }
}

struct nes_err nes_files_load(const struct nes_crypto *crypto, struct nes_arena *arena, const char *folder,
                              struct nes_files **out)
{
    struct nes_files *files = NES_NEW(arena, struct nes_files);

    files->arena = arena;
    files->crypto = crypto;
    NES_TRY(add_folder(files, open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), NES_STR(""), 0));
    qsort(files->rows, files->len, sizeof(files->rows[0]), by_path);
    join_variants(files);
    if (!at_path(files, NES_STR("/index.html"))) {
        return NES_FAIL(HTTP_START, "there is no index.html");
    }
    *out = files;
    return NES_FINE;
}

/* "/kk" is answered by /kk/index.html, what is under it by /kk/page.html; else all by /index.html. */
static const struct nes_file *page_at(const struct nes_files *files, struct nes_str path)
{
    struct nes_str first, rest;
    const struct nes_file *page = NULL;
    char name[32];

    (void)nes_str_cut(nes_str_part(path, 1, path.len - 1), '/', &first, &rest);
    if (first.len > 0 && first.len <= FIRST_MAX) {
        (void)snprintf(name, sizeof(name), "/%.*s/%s", (int)first.len, first.ptr,
                       rest.len > 0 ? "page.html" : "index.html");
        page = at_path(files, nes_str_of(name));
    }
    return page ? page : at_path(files, NES_STR("/index.html"));
}

const struct nes_file *nes_files_find(const struct nes_files *files, struct nes_str path)
{
    const struct nes_file *file = at_path(files, path);
    bool api = nes_str_starts(path, NES_STR("/v1/")) || nes_str_is(path, "/v1");

    if (file) {
        return strlen(file->type) == 2 ? NULL : file;
    }
    if (api || memchr(path.ptr, '.', path.len)) {
        return NULL;
    }
    return page_at(files, path);
}
