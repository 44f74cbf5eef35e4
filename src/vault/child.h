/* src/vault/child.h: a process of our own program behind a socket: started, watched, started again with growing
 * pauses. */
#pragma once
#include <stdbool.h>
#include <sys/types.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/log.h"

/* The socket stands at this descriptor in the child. */
#define NES_CHILD_FD 3

struct nes_child_spec {
    const char *program;      /* usually /proc/self/exe */
    const char *command;      /* the hidden command of our program */
    const char *argument;     /* its argument, or NULL */
    int socket_type;          /* SOCK_STREAM or SOCK_SEQPACKET */
    struct nes_clock clock;
    const struct nes_log *log;
};

/* Not for two threads at once: its owner locks. */
struct nes_child {
    struct nes_child_spec spec;
    pid_t pid;                /* 0: none runs */
    int fd;
    int64_t pause_us;         /* until the next start after a death */
    int64_t again_us;         /* steady; not started before */
};

/* Remembers the spec (not copied texts); starts nothing yet. */
void nes_child_begin(struct nes_child *child, const struct nes_child_spec *spec);
/* That it runs: starts it where it does not. HELPER_DOWN: it died a moment ago, or cannot be started. */
struct nes_err nes_child_ready(struct nes_child *child);
/* It did not answer as it must: it is killed, reaped, and pauses 100 ms, then double, 10 s at most. */
void nes_child_failed(struct nes_child *child, const char *why);
/* It answered: the next death pauses shortly again. */
void nes_child_worked(struct nes_child *child);
/* Closes the socket, at which the child ends by itself; kills it where it has not after a second. */
void nes_child_end(struct nes_child *child);

/* In the child: whether there is a socket at NES_CHILD_FD, that is, whether the server started it. */
bool nes_child_has_socket(void);
