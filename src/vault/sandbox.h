/* src/vault/sandbox.h: what a process of ours gives up. Steps are for good; a failure is one (fail closed). */
#pragma once
#include "base/err.h"

/* Filters of system calls; all else kills the process. Opening a file is refused with EACCES, so that a library
 * that looks for one goes on without. No filter allows sockets to be made, programs to be run, or memory to become
 * code. */
enum nes_sandbox {
    NES_SANDBOX_KEEPER,      /* memory, the socket it has */
    NES_SANDBOX_PRESS,       /* the same, and to make children and take sockets for them */
    NES_SANDBOX_JOB,         /* memory, the socket it has */
};

/* No core, no debugger. For all of them, before anything secret is read. */
struct nes_err nes_sandbox_hide(void);
/* Bounds of one job. */
struct nes_sandbox_bounds {
    size_t memory_bytes;     /* of address space; not under sanitizers, which reserve terabytes */
    unsigned cpu_seconds;
    unsigned wall_seconds;
};
struct nes_err nes_sandbox_bound(const struct nes_sandbox_bounds *bounds);
struct nes_err nes_sandbox_enter(enum nes_sandbox sandbox);
