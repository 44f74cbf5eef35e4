#include "vault/sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test/unit/test.h"

static void open_file(void)
{
    _exit(open("/etc/passwd", O_RDONLY) < 0 ? 0 : 1);
}

static void make_socket(void)
{
    _exit(socket(AF_INET, SOCK_STREAM, 0) < 0 ? 0 : 1);
}

static void run_program(void)
{
    char *argv[] = { NULL };

    _exit(execve("/bin/true", argv, argv) < 0 ? 0 : 1);
}

static void make_code(void)
{
    _exit(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? 0 : 1);
}

static void make_child(void)
{
    pid_t pid = fork();

    _exit(pid < 0 ? 0 : 1);
}

static void look_at_parent(void)
{
    _exit(kill(getppid(), 0) < 0 ? 0 : 1);
}

static void just_work(void)
{
    char *memory = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    _exit(memory != MAP_FAILED && write(1, "", 0) == 0 ? 0 : 1);
}

enum fate { LIVES, DIES };
static const struct { const char *label; void (*does)(void); enum nes_sandbox box; enum fate fate; } deeds[] = {
    { "work in the box of the keeper", just_work, NES_SANDBOX_KEEPER, LIVES },
    { "work in the box of a job", just_work, NES_SANDBOX_JOB, LIVES },
    { "a file in the box of the keeper", open_file, NES_SANDBOX_KEEPER, LIVES },
    { "a file in the box of a job", open_file, NES_SANDBOX_JOB, LIVES },
    { "a socket in the box of the keeper", make_socket, NES_SANDBOX_KEEPER, DIES },
    { "a socket in the box of the press", make_socket, NES_SANDBOX_PRESS, DIES },
    { "a socket in the box of a job", make_socket, NES_SANDBOX_JOB, DIES },
    { "a program in the box of the keeper", run_program, NES_SANDBOX_KEEPER, DIES },
    { "a program in the box of the press", run_program, NES_SANDBOX_PRESS, DIES },
    { "a program in the box of a job", run_program, NES_SANDBOX_JOB, DIES },
    { "code in the box of a job", make_code, NES_SANDBOX_JOB, DIES },
    { "a child in the box of the keeper", make_child, NES_SANDBOX_KEEPER, DIES },
    { "a child in the box of a job", make_child, NES_SANDBOX_JOB, DIES },
    { "a signal in the box of a job", look_at_parent, NES_SANDBOX_JOB, DIES },
};

/* LIVES: the deed failed or was harmless, and the process went on. */
NES_TEST(boxes_hold, .rules = "26.3", .kind = NES_REFUSES)
{
    for (size_t i = 0; i < NES_LEN(deeds); i++) {
        pid_t pid = fork();
        int status = 0;

        if (pid == 0) {
            if (nes_sandbox_hide().what || nes_sandbox_enter(deeds[i].box).what) {
                _exit(2);
            }
            deeds[i].does();
        }
        NES_WANT_INT("waited", waitpid(pid, &status, 0), pid);
        if (deeds[i].fate == LIVES) {
            NES_WANT(deeds[i].label, WIFEXITED(status) && WEXITSTATUS(status) == 0);
            continue;
        }
        NES_WANT(deeds[i].label, WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
    }
}

NES_TEST(a_job_that_never_ends_is_ended)
{
    struct nes_sandbox_bounds bounds = { .memory_bytes = (size_t)1 << 40, .cpu_seconds = 5, .wall_seconds = 1 };
    pid_t pid = fork();
    int status = 0;

    if (pid == 0) {
        if (nes_sandbox_hide().what || nes_sandbox_bound(&bounds).what || nes_sandbox_enter(NES_SANDBOX_JOB).what) {
            _exit(2);
        }
        for (;;) {
        }
    }
    NES_WANT_INT("waited", waitpid(pid, &status, 0), pid);
    NES_WANT("by its alarm", WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM);
}
