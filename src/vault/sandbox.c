#include "vault/sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "vault/vault_faults.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

static const int common[] = {
    SCMP_SYS(read),          SCMP_SYS(write),        SCMP_SYS(writev),       SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),       SCMP_SYS(sendto),       SCMP_SYS(poll),         SCMP_SYS(ppoll),
    SCMP_SYS(close),         SCMP_SYS(fstat),        SCMP_SYS(newfstatat),   SCMP_SYS(lseek),
    SCMP_SYS(munmap),        SCMP_SYS(mremap),       SCMP_SYS(madvise),      SCMP_SYS(brk),
    SCMP_SYS(futex),         SCMP_SYS(getrandom),    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
    SCMP_SYS(rt_sigreturn),  SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack),
    SCMP_SYS(getpid),        SCMP_SYS(gettid),       SCMP_SYS(tgkill),       SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall), SCMP_SYS(exit),       SCMP_SYS(exit_group),
};
/* fork, and what a new child does before it enters its own box */
static const int forking[] = {
    SCMP_SYS(clone),     SCMP_SYS(clone3),    SCMP_SYS(fork),      SCMP_SYS(wait4),
    SCMP_SYS(prctl),     SCMP_SYS(seccomp),   SCMP_SYS(prlimit64), SCMP_SYS(setrlimit),
    SCMP_SYS(alarm),     SCMP_SYS(setitimer), SCMP_SYS(getppid),   SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),      SCMP_SYS(set_tid_address),
};
static const int refused[] = {
    SCMP_SYS(open),     SCMP_SYS(openat),     SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2),
    SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(ioctl),  SCMP_SYS(stat),      SCMP_SYS(statx),
    SCMP_SYS(uname),    SCMP_SYS(sysinfo),
};
/* What the sanitizers' own machinery asks for while it runs or reports. */
static const int sanitizers[] = {
    SCMP_SYS(sched_getaffinity), SCMP_SYS(getrlimit), SCMP_SYS(prlimit64), SCMP_SYS(clock_nanosleep), SCMP_SYS(pipe2),
    SCMP_SYS(dup),               SCMP_SYS(ptrace),    SCMP_SYS(prctl),     SCMP_SYS(nanosleep),
};

struct nes_err nes_sandbox_hide(void)
{
    struct rlimit none = { 0 };

    /* No death signal of the parent: it comes when the thread that started us ends. The end of the socket serves. */
    if (prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        setrlimit(RLIMIT_CORE, &none) != 0) {
        return NES_FAIL(HELPER_DOWN, "prctl");
    }
    return NES_FINE;
}

struct nes_err nes_sandbox_bound(const struct nes_sandbox_bounds *bounds)
{
    struct rlimit memory = { bounds->memory_bytes, bounds->memory_bytes };
    struct rlimit cpu = { bounds->cpu_seconds, bounds->cpu_seconds };
    struct rlimit none = { 0 };

    if ((!SANITIZED && setrlimit(RLIMIT_AS, &memory) != 0) || setrlimit(RLIMIT_CPU, &cpu) != 0 ||
        setrlimit(RLIMIT_FSIZE, &none) != 0) {
        return NES_FAIL(HELPER_DOWN, "limits");
    }
    (void)alarm(bounds->wall_seconds);
    return NES_FINE;
}

static bool allow(scmp_filter_ctx filter, const int *calls, size_t n)
{
    bool fine = true;

    for (size_t i = 0; i < n; i++) {
        int added = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);

        fine = fine && (added == 0 || added == -EEXIST); /* a call may stand in two lists */
    }
    return fine;
}

static bool refuse(scmp_filter_ctx filter)
{
    bool fine = true;

    for (size_t i = 0; i < NES_LEN(refused); i++) {
        fine = fine && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), refused[i], 0) == 0;
    }
    return fine;
}

/* Memory may be mapped and protected, but never to run. */
static bool allow_memory(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) ==
               0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
}

struct nes_err nes_sandbox_enter(enum nes_sandbox sandbox)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool fine = filter && allow(filter, common, NES_LEN(common)) && allow_memory(filter) && refuse(filter);

    if (sandbox == NES_SANDBOX_PRESS) {
        fine = fine && allow(filter, forking, NES_LEN(forking));
    }
    if (SANITIZED) {
        fine = fine && allow(filter, sanitizers, NES_LEN(sanitizers));
    }
    fine = fine && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return fine ? NES_FINE : NES_FAIL(HELPER_DOWN, "seccomp");
}
