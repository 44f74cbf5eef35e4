#include "vault/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vault/vault_faults.h"

#define PAUSE_LEAST_US 100'000
#define PAUSE_MOST_US  10'000'000

void nes_child_begin(struct nes_child *child, const struct nes_child_spec *spec)
{
    *child = (struct nes_child){ .spec = *spec, .fd = -1, .pause_us = PAUSE_LEAST_US };
}

static char *unconst(const char *text)
{
    return (char *)(uintptr_t)text; /* posix_spawn takes argv as not const and only reads it */
}

/* No environment and no descriptor of ours goes along but the socket and standard error. */
static int spawn(const struct nes_child_spec *spec, int socket, pid_t *pid)
{
    char *argv[] = { unconst("nesie"), unconst(spec->command), unconst(spec->argument), NULL }, *env[] = { NULL };
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    int failed;

    (void)sigemptyset(&none);
    (void)sigfillset(&all);
    NES_ASSERT(posix_spawn_file_actions_init(&files) == 0 && posix_spawnattr_init(&attributes) == 0);
    failed = posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0) ||
             posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0) ||
             posix_spawn_file_actions_adddup2(&files, socket, NES_CHILD_FD) ||
             posix_spawn_file_actions_addclosefrom_np(&files, NES_CHILD_FD + 1) ||
             posix_spawnattr_setsigmask(&attributes, &none) || posix_spawnattr_setsigdefault(&attributes, &all) ||
             posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    NES_ASSERT(!failed);
    failed = posix_spawn(pid, spec->program, &files, &attributes, argv, env);
    (void)posix_spawn_file_actions_destroy(&files);
    (void)posix_spawnattr_destroy(&attributes);
    return failed;
}

static void reap(struct nes_child *child)
{
    (void)close(child->fd);
    (void)kill(child->pid, SIGKILL);
    while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR) {
    }
    child->pid = 0;
    child->fd = -1;
}

void nes_child_failed(struct nes_child *child, const char *why)
{
    int64_t now = nes_clock_steady(&child->spec.clock);

    if (child->pid > 0) {
        reap(child);
    }
    child->again_us = now + child->pause_us;
    child->pause_us = child->pause_us * 2 < PAUSE_MOST_US ? child->pause_us * 2 : PAUSE_MOST_US;
    if (child->spec.log) {
        NES_LOG(child->spec.log, ERROR, "helper.failed", NES_LOG_Z("helper", child->spec.command),
                NES_LOG_Z("why", why), NES_LOG_INT("again_in_ms", (child->again_us - now) / 1'000));
    }
}

void nes_child_worked(struct nes_child *child)
{
    child->pause_us = PAUSE_LEAST_US;
}

struct nes_err nes_child_ready(struct nes_child *child)
{
    int sockets[2];

    if (child->pid > 0) {
        return NES_FINE;
    }
    if (nes_clock_steady(&child->spec.clock) < child->again_us) {
        return NES_FAIL(HELPER_DOWN, child->spec.command);
    }
    if (socketpair(AF_UNIX, child->spec.socket_type | SOCK_CLOEXEC, 0, sockets) != 0) {
        return NES_FAIL(HELPER_DOWN, child->spec.command);
    }
    if (sockets[1] == NES_CHILD_FD) { /* dup2 onto itself would keep it closed on exec */
        int moved = fcntl(sockets[1], F_DUPFD_CLOEXEC, NES_CHILD_FD + 1);

        (void)close(sockets[1]);
        sockets[1] = moved;
    }
    if (sockets[1] < 0 || spawn(&child->spec, sockets[1], &child->pid) != 0) {
        (void)close(sockets[0]);
        (void)close(sockets[1]);
        child->pid = 0;
        nes_child_failed(child, "it cannot be started");
        return NES_FAIL(HELPER_DOWN, child->spec.command);
    }
    (void)close(sockets[1]);
    child->fd = sockets[0];
    return NES_FINE;
}

void nes_child_end(struct nes_child *child)
{
    if (child->pid <= 0) {
        return;
    }
    (void)shutdown(child->fd, SHUT_RDWR);
    for (int tries = 0; tries < 100; tries++) {
        if (waitpid(child->pid, NULL, WNOHANG) == child->pid) {
            (void)close(child->fd);
            child->pid = 0;
            child->fd = -1;
            return;
        }
        (void)poll(NULL, 0, 10);
    }
    reap(child);
}

bool nes_child_has_socket(void)
{
    struct stat stat;

    return fstat(NES_CHILD_FD, &stat) == 0 && S_ISSOCK(stat.st_mode);
}
