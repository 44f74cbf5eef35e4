#include "db/owner.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { REASON_MAX = 512 };

static struct nes_err refused(struct nes_arena *arena, const char *folder, int fd, int reason)
{
    char *text = nes_arena_take(arena, REASON_MAX), pid[16] = "";
    ssize_t len = fd < 0 ? 0 : pread(fd, pid, sizeof(pid) - 1, 0);

    pid[len > 0 ? strspn(pid, "0123456789") : 0] = '\0';
    if (reason != EWOULDBLOCK) {
        (void)snprintf(text, REASON_MAX, "%s/nesie.lock: %s", folder, strerrordesc_np(reason));
    } else if (pid[0]) {
        (void)snprintf(text, REASON_MAX, "the data folder %s is in use by process %s", folder, pid);
    } else {
        (void)snprintf(text, REASON_MAX, "the data folder %s is in use by another process", folder);
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return NES_FAIL(DB_OPEN, text);
}

struct nes_err nes_owner_take(const char *folder, struct nes_arena *arena, struct nes_owner *out)
{
    char path[4096], pid[16];
    int fd, len = snprintf(path, sizeof(path), "%s/nesie.lock", folder);

    out->fd = -1;
    if (len < 0 || (size_t)len >= sizeof(path)) {
        return NES_FAIL(DB_OPEN, "the name of the data folder is too long");
    }
    fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0) {
        return refused(arena, folder, fd, errno);
    }
    len = snprintf(pid, sizeof(pid), "%d\n", (int)getpid());
    if (ftruncate(fd, 0) != 0 || pwrite(fd, pid, (size_t)len, 0) != len) {
        return refused(arena, folder, fd, errno);
    }
    out->fd = fd;
    return NES_FINE;
}

void nes_owner_leave(struct nes_owner *owner)
{
    if (owner->fd >= 0) {
        (void)close(owner->fd);
    }
    owner->fd = -1;
}
