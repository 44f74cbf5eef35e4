/* kill -9 under load, at any moment and at named points; and of PostgreSQL itself. What was acknowledged is there; what
 * was said to have failed is not; all else is wholly there or wholly not. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test/fault/deed.h"
#include "test/fault/load.h"
#include "test/fault/rig.h"

enum { CLIENTS = 8, MOVES = 100, FRESH_AFTER = 100, KILL_MS_MAX = 40 };

static const char *const points[] = { "begin", "run", "commit", "committed", "checkpoint" };

/* How the child dies: at the nth passing of a point, or (point NULL) when the parent kills it. */
struct death {
    const char *point;
    atomic_int left;
};

static void pass(void *self, const char *point)
{
    struct death *death = self;

    if (death->point && strcmp(point, death->point) == 0 && atomic_fetch_sub(&death->left, 1) == 1) {
        (void)raise(SIGKILL);
    }
}

static void to_pipe(void *self, const struct nes_load_line *line)
{
    const int *fd = self;

    if (write(*fd, line, sizeof(*line)) != (ssize_t)sizeof(*line)) {
        _exit(1);
    }
}

/* The child: opens (and so recovers) the database and works until it is killed or done. */
static void live(const struct nes_db_options *given, struct death *death, uint32_t round, int fd)
{
    struct nes_db_options options = *given;
    struct nes_db_probe probe = { .at = pass, .self = death };
    struct nes_load load = { .round = round, .clients = CLIENTS, .moves = MOVES, .told = to_pipe, .self = &fd };

    options.clock = nes_clock_real();
    options.rand = nes_rand_real();
    options.probe = &probe;
    if (nes_db_open(&options, &load.db).what) {
        _exit(2);
    }
    nes_load_run(&load);
    nes_db_close(&load.db);
    _exit(0);
}

static pid_t bear(struct nes_rig *rig, struct death *death, uint32_t round, int *out)
{
    int ends[2];
    pid_t pid;

    NES_ASSERT(pipe2(ends, O_CLOEXEC) == 0);
    pid = fork();
    NES_ASSERT(pid >= 0);
    if (pid == 0) {
        (void)close(ends[0]);
        live(nes_rig_options_of(rig), death, round, ends[1]);
    }
    (void)close(ends[1]);
    *out = ends[0];
    return pid;
}

/* Reads the log until the child is gone; kills it after `ms` where that is not negative. */
static void listen_to(pid_t pid, int fd, int ms, struct nes_load_log *log)
{
    struct pollfd wait = { .fd = fd, .events = POLLIN };
    struct nes_load_line line;
    int status;

    if (ms >= 0) {
        (void)poll(&wait, 1, 1'000); /* let it open first: half of the kills fall into the work */
        (void)poll(NULL, 0, ms);
        (void)kill(pid, SIGKILL);
    }
    while (read(fd, &line, sizeof(line)) == (ssize_t)sizeof(line)) {
        nes_load_log_add(log, &line);
    }
    (void)close(fd);
    NES_ASSERT(waitpid(pid, &status, 0) == pid);
    NES_WANT("killed or done", WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
}

/* One life and death. In a fifth of the cases a second process is killed while it recovers. */
static void kill_once(struct nes_rig *rig, uint32_t round, struct nes_test_dice *dice, struct nes_load_log *log)
{
    struct nes_rand rand = nes_test_rand(dice);
    bool at_point = round % 2 == 0;
    struct death death = { .point = at_point ? points[round / 2 % NES_LEN(points)] : NULL };
    struct death none = { 0 };
    int fd, ms = at_point ? -1 : (int)nes_rand_below(&rand, KILL_MS_MAX);
    pid_t pid;

    atomic_store(&death.left, 1 + (int)nes_rand_below(&rand, at_point && round / 2 % NES_LEN(points) == 4 ? 1 : 60));
    nes_rig_close(rig);
    pid = bear(rig, &death, 2 * round, &fd);
    listen_to(pid, fd, ms, log);
    if (round % 5 == 0) {
        pid = bear(rig, &none, 2 * round + 1, &fd);
        (void)poll(NULL, 0, (int)nes_rand_below(&rand, 8));
        (void)kill(pid, SIGKILL);
        listen_to(pid, fd, -1, log);
    }
    nes_rig_restart(rig);
    nes_load_log_check(log, rig);
}

static void kill_many(enum nes_engine engine, int64_t count)
{
    struct nes_test_dice dice = { nes_test_seed() };

    for (int64_t done = 0; done < count;) {
        NES_AUTO(nes_rig_end) struct nes_rig *rig = nes_rig_begin(.engine = engine);
        struct nes_load_log log = { 0 };
        uint32_t round = 1;

        NES_WANT_OK(nes_rig_run(rig, nes_test_accounts, NULL));
        for (; done < count && round <= FRESH_AFTER; round++, done++) {
            kill_once(rig, round, &dice, &log);
        }
        NES_WANT("something was acknowledged", nes_load_log_count(&log, NES_HEARD_DONE) > 0);
        nes_load_log_end(&log);
    }
}

NES_TEST(nothing_acknowledged_is_lost_when_killed_on_sqlite)
{
    kill_many(NES_ENGINE_SQLITE, nes_budget("kill_sqlite"));
}

NES_TEST(nothing_acknowledged_is_lost_when_killed_on_postgres)
{
    if (!nes_rig_has_postgres()) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    kill_many(NES_ENGINE_POSTGRES, nes_budget("kill_postgres"));
}

/* --- PostgreSQL itself --- */

extern char **environ;

static int script(const char *verb, const char *dir)
{
    char file[] = NES_SOURCE_ROOT "/tools/postgres.sh", what[16], where[64];
    char *const argv[] = { file, what, where, NULL };
    posix_spawn_file_actions_t quiet;
    pid_t pid;
    int status = -1;

    (void)snprintf(what, sizeof(what), "%s", verb);
    (void)snprintf(where, sizeof(where), "%s", dir);
    NES_ASSERT(posix_spawn_file_actions_init(&quiet) == 0);
    NES_ASSERT(posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0) == 0);
    NES_ASSERT(posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0) == 0);
    NES_ASSERT(posix_spawn(&pid, argv[0], &quiet, NULL, argv, environ) == 0);
    NES_ASSERT(posix_spawn_file_actions_destroy(&quiet) == 0);
    NES_ASSERT(waitpid(pid, &status, 0) == pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct collector {
    pthread_mutex_t lock;
    struct nes_load_log log;
};

static void collect(void *self, const struct nes_load_line *line)
{
    struct collector *collector = self;

    (void)pthread_mutex_lock(&collector->lock);
    nes_load_log_add(&collector->log, line);
    (void)pthread_mutex_unlock(&collector->lock);
}

static void *run_load(void *arg)
{
    nes_load_run(arg);
    return NULL;
}

/* What the script leaves behind falls to this process, not to the first of the system, which in a container may be one
   that waits for nobody: a dead postmaster nobody waited for counts as running, and no other would start. */
static void wait_for_the_dead(void)
{
    while (waitpid(-1, NULL, WNOHANG) > 0) {
    }
}

/* The postmaster alone by SIGKILL: its backends notice and end; a new one refuses until they are gone. */
static void kill_postmaster(const char *dir)
{
    char path[128], line[32] = "";
    FILE *file;
    long pid;

    (void)snprintf(path, sizeof(path), "%s/data/postmaster.pid", dir);
    file = fopen(path, "r");
    NES_ASSERT(file && fgets(line, sizeof(line), file));
    (void)fclose(file);
    pid = strtol(line, NULL, 10);
    NES_ASSERT(pid > 1 && kill((pid_t)pid, SIGKILL) == 0);
    (void)poll(NULL, 0, 300);
}

static void lose_server(struct nes_rig *rig, const char *dir, uint32_t round, struct collector *collector)
{
    struct nes_load load = { .db = nes_rig_db(rig), .round = round, .clients = CLIENTS, .moves = 100'000,
                             .told = collect, .self = collector };
    pthread_t thread;
    int tries = 0;

    NES_ASSERT(pthread_create(&thread, NULL, run_load, &load) == 0);
    (void)poll(NULL, 0, 100 + (int)(round * 37 % 200));
    if (round % 2) {
        NES_WANT_INT("stopped", script("kill", dir), 0);
    } else {
        kill_postmaster(dir);
    }
    wait_for_the_dead();
    while (script("start", dir) != 0 && tries++ < 10) {
        (void)poll(NULL, 0, 500);
        wait_for_the_dead();
    }
    (void)poll(NULL, 0, 300);
    atomic_store(&load.stop, true);
    NES_ASSERT(pthread_join(thread, NULL) == 0);
}

NES_TEST(nothing_acknowledged_is_lost_when_postgres_is_killed)
{
    char dir[] = "/tmp/nesie-postmaster-XXXXXX", url[160];
    const char *before = getenv("NESIE_TEST_POSTGRES");
    struct collector collector = { .lock = PTHREAD_MUTEX_INITIALIZER };
    int64_t count = nes_budget("kill_postmaster"), done;
    struct nes_rig *rig;

    if (!before) {
        NES_SKIP("NESIE_TEST_POSTGRES is not set");
    }
    NES_ASSERT(mkdtemp(dir) && prctl(PR_SET_CHILD_SUBREAPER, 1) == 0);
    NES_WANT_INT("started", script("start", dir), 0);
    (void)snprintf(url, sizeof(url), "postgresql:///nesie?host=%s&user=nesie", dir);
    rig = nes_rig_begin(.engine = NES_ENGINE_POSTGRES, .postgres_url = url, .writers = CLIENTS);
    NES_WANT_OK(nes_rig_run(rig, nes_test_accounts, NULL));
    for (uint32_t round = 1; round <= count; round++) {
        done = nes_load_log_count(&collector.log, NES_HEARD_DONE);
        lose_server(rig, dir, round, &collector);
        nes_rig_restart(rig);
        nes_load_log_check(&collector.log, rig);
        NES_WANT("work went on", nes_load_log_count(&collector.log, NES_HEARD_DONE) > done + CLIENTS);
    }
    nes_load_log_end(&collector.log);
    nes_rig_end(&rig);
    NES_WANT_INT("gone", script("stop", dir), 0);
    wait_for_the_dead();
    NES_ASSERT(prctl(PR_SET_CHILD_SUBREAPER, 0) == 0);
}
