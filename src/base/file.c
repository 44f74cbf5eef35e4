#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool nes_file_read(struct nes_arena *arena, const char *path, size_t most, struct nes_str *out)
{
    struct nes_buf buf = nes_buf_begin(arena, most);
    FILE *file = fopen(path, "rbe");
    char part[65'536];
    size_t n;
    bool fine;

    if (!file) {
        return false;
    }
    while (!buf.full && (n = fread(part, 1, sizeof(part), file)) > 0) {
        nes_buf_add(&buf, (struct nes_str){ part, n });
    }
    fine = ferror(file) == 0;
    (void)fclose(file);
    return fine && !nes_buf_done(&buf, out).what;
}

enum { PATH_ROOM = 4'096 };

static bool write_all(int fd, struct nes_str text)
{
    while (text.len > 0) {
        ssize_t n = write(fd, text.ptr, text.len);

        if (n < 0) {
            return false;
        }
        text = nes_str_from(text, (size_t)n);
    }
    return fsync(fd) == 0;
}

/* Removes and closes without hiding the first reason. */
static bool give_up(const char *path, int fd)
{
    int reason = errno;

    if (fd >= 0) {
        (void)close(fd);
    }
    (void)unlink(path);
    errno = reason;
    return false;
}

/* What an earlier try left beside is gone first: it may have other rights. */
static bool write_beside(const char *path, struct nes_str text, mode_t mode, char beside[PATH_ROOM])
{
    int len = snprintf(beside, PATH_ROOM, "%s.new", path), fd;

    if (len < 0 || len >= PATH_ROOM) {
        errno = ENAMETOOLONG;
        return false;
    }
    (void)unlink(beside);
    fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0) {
        return false;
    }
    if (!write_all(fd, text)) {
        return give_up(beside, fd);
    }
    return close(fd) == 0 || give_up(beside, -1);
}

static bool sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[PATH_ROOM];
    bool synced;
    int fd;

    (void)snprintf(folder, sizeof(folder), "%.*s", slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) {
        (void)close(fd);
    }
    return synced;
}

bool nes_file_make(const char *path, struct nes_str text, mode_t mode)
{
    char beside[PATH_ROOM];

    if (!write_beside(path, text, mode, beside)) {
        return false;
    }
    if (link(beside, path) != 0) { /* as rename, but never over another */
        return give_up(beside, -1);
    }
    return unlink(beside) == 0 && sync_folder(path);
}

bool nes_file_replace(const char *path, struct nes_str text, mode_t mode)
{
    char beside[PATH_ROOM];

    if (!write_beside(path, text, mode, beside)) {
        return false;
    }
    return rename(beside, path) == 0 ? sync_folder(path) : give_up(beside, -1);
}
