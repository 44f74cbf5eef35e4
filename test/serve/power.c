/* test/serve/power.c: a library that is loaded before `nesie serve` (LD_PRELOAD) and cuts its power: at the nth write,
 * truncation or sync in its data folder the process dies, and of what no sync confirmed the disk keeps what `loss`
 * says. NESIE_POWER names the file by which test/serve/power.py counts and gives the order. Entries of folders count as
 * durable at once. */
#undef _FILE_OFFSET_BITS /* pwrite and pwrite64 are two names here */
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = 256, SECTOR = 512, PATH = 512 };
enum loss { LOSS_ALL, LOSS_NONE, LOSS_TAIL, LOSS_SOME, LOSS_TORN };

/* As test/serve/power.py writes it. */
struct order {
    _Atomic int64_t count;         /* changes so far */
    _Atomic int64_t cut_at;        /* the power goes at this one; 0: never */
    _Atomic int64_t loss, seed;
};

/* A change since the last sync: the bytes before and after. A truncation has none after. */
struct change {
    off_t at, size;                /* `size` of the file before */
    size_t was_len, len;
    unsigned char *was, *bytes;
    struct change *earlier;
};

struct file {
    dev_t dev;
    ino_t ino;
    char path[PATH];
    int look;                      /* never closed: that would take SQLite's locks on the file away */
    struct change *last;
};

static struct {
    struct order *order;
    const char *folder;
    struct file files[FILES];
    pthread_mutex_t lock;
    uint64_t dice;
} power = { .lock = PTHREAD_MUTEX_INITIALIZER };

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off_t);

/* Other libraries that are loaded before may write before our own beginning. */
static void real_ones(void)
{
    if (real_ftruncate) {
        return;
    }
    *(void **)&real_pwrite = dlsym(RTLD_NEXT, "pwrite");
    *(void **)&real_write = dlsym(RTLD_NEXT, "write");
    *(void **)&real_fsync = dlsym(RTLD_NEXT, "fsync");
    *(void **)&real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    *(void **)&real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
}

/* Only the server itself: its helpers carry the same environment. */
static bool is_server(void)
{
    char line[256] = { 0 };
    int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    ssize_t len = read(fd, line, sizeof(line) - 1);
    size_t first = strlen(line);

    (void)close(fd);
    return len > (ssize_t)first + 1 && strcmp(line + first + 1, "serve") == 0;
}

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("NESIE_POWER");
    int fd;

    real_ones();
    power.folder = getenv("NESIE_POWER_FOLDER");
    if (!path || !power.folder || !is_server()) {
        return;
    }
    fd = open(path, O_RDWR | O_CLOEXEC);
    power.order = mmap(NULL, sizeof(*power.order), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    (void)close(fd);
    power.order = power.order == MAP_FAILED ? NULL : power.order;
}

static uint64_t roll(void)
{
    power.dice = power.dice * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    return power.dice >> 33;
}

/* The file of a descriptor, if its changes count; taken in where it is new. */
static struct file *file_of(int fd)
{
    char link[64], path[PATH] = { 0 };
    struct stat seen;

    if (fstat(fd, &seen) != 0 || !S_ISREG(seen.st_mode)) {
        return NULL;
    }
    for (size_t i = 0; i < FILES && power.files[i].ino; i++) {
        if (power.files[i].ino == seen.st_ino && power.files[i].dev == seen.st_dev) {
            return &power.files[i];
        }
    }
    (void)snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    if (readlink(link, path, sizeof(path) - 1) <= 0 || strncmp(path, power.folder, strlen(power.folder)) != 0 ||
        strstr(path, "-shm")) {
        return NULL;
    }
    for (size_t i = 0; i < FILES; i++) {
        if (!power.files[i].ino) {
            power.files[i] = (struct file){ .dev = seen.st_dev, .ino = seen.st_ino,
                                            .look = open(path, O_RDONLY | O_CLOEXEC) };
            memcpy(power.files[i].path, path, sizeof(path));
            return &power.files[i];
        }
    }
    return NULL; /* more documents than a test makes: their later changes count as durable */
}

static void forget(struct file *file)
{
    while (file->last) {
        struct change *gone = file->last;

        file->last = gone->earlier;
        free(gone->was);
        free(gone->bytes);
        free(gone);
    }
}

static void remember(struct file *file, int fd, const void *bytes, size_t len, off_t at)
{
    struct change *change = calloc(1, sizeof(*change));
    struct stat seen;

    (void)fstat(fd, &seen);
    change->at = at;
    change->size = seen.st_size;
    change->len = len;
    change->was_len = at >= seen.st_size ? 0 : (size_t)(seen.st_size - at);
    if (bytes && change->was_len > len) {
        change->was_len = len;
    }
    change->was = malloc(change->was_len + 1);
    if (pread(file->look, change->was, change->was_len, at) != (ssize_t)change->was_len) {
        abort();
    }
    change->bytes = malloc(len + 1);
    if (bytes) {
        memcpy(change->bytes, bytes, len);
    }
    change->earlier = file->last;
    file->last = change;
}

/* --- the power goes --- */

static void undo(int fd, const struct change *change)
{
    if (real_pwrite(fd, change->was, change->was_len, change->at) != (ssize_t)change->was_len ||
        real_ftruncate(fd, change->size) != 0) {
        abort();
    }
}

/* Of a write that stays, all of it or any of its sectors. */
static void redo(int fd, const struct change *change, enum loss loss)
{
    for (size_t at = 0; at < change->len;) {
        size_t part = change->len - at < SECTOR ? change->len - at : SECTOR;

        if ((loss != LOSS_TORN || roll() % 2) &&
            real_pwrite(fd, change->bytes + at, part, change->at + (off_t)at) != (ssize_t)part) {
            abort();
        }
        at += part;
    }
}

static void settle(struct file *file, enum loss loss)
{
    struct change *order[4'096];
    size_t len = 0, stay;
    int fd;

    for (struct change *change = file->last; change && len < 4'096; change = change->earlier) {
        order[len++] = change; /* newest first */
    }
    fd = open(file->path, O_RDWR | O_CLOEXEC);
    if (loss == LOSS_NONE || len == 0 || fd < 0) {
        return; /* also where the file was deleted since */
    }
    for (size_t i = 0; i < len; i++) {
        undo(fd, order[i]);
    }
    stay = loss == LOSS_TAIL ? roll() % (len + 1) : len;
    for (size_t i = len; i > 0 && loss != LOSS_ALL; i--) {
        bool stays = loss == LOSS_TAIL ? len - i < stay : roll() % 2;

        if (stays && order[i - 1]->len > 0) {
            redo(fd, order[i - 1], loss);
        }
    }
}

static void go_dark(void)
{
    char path[PATH];

    power.dice = (uint64_t)power.order->seed;
    for (size_t i = 0; i < FILES && power.files[i].ino; i++) {
        settle(&power.files[i], (enum loss)power.order->loss);
    }
    (void)snprintf(path, sizeof(path), "%s/nesie.db-shm", power.folder);
    (void)unlink(path); /* shared memory is not on the disk */
    (void)kill(getpid(), SIGKILL);
    for (;;) {
        (void)pause();
    }
}

/* Counts a change of `fd` and remembers it; true: it is one of ours. The lock is held until `after`. */
static bool before(int fd, const void *bytes, size_t len, off_t at, struct file **file)
{
    int64_t nr;

    real_ones();
    if (!power.order) {
        return false;
    }
    (void)pthread_mutex_lock(&power.lock);
    *file = file_of(fd);
    if (!*file) {
        (void)pthread_mutex_unlock(&power.lock);
        return false;
    }
    nr = atomic_fetch_add(&power.order->count, 1) + 1;
    if (at >= 0) {
        remember(*file, fd, bytes, len, at);
    }
    if (nr == power.order->cut_at) {
        if (at >= 0 && bytes && power.order->loss == LOSS_NONE) {
            (void)real_pwrite(fd, bytes, len, at);
        }
        go_dark();
    }
    return true;
}

static void after(bool ours)
{
    if (ours) {
        (void)pthread_mutex_unlock(&power.lock);
    }
}

/* --- what the process calls --- */

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
    struct file *file;
    bool ours = before(fd, bytes, len, at, &file);
    ssize_t done = real_pwrite(fd, bytes, len, at);

    after(ours);
    return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
    return pwrite(fd, bytes, len, at);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
    struct file *file;
    off_t at = power.order ? lseek(fd, 0, SEEK_CUR) : -1;
    bool ours = at >= 0 && before(fd, bytes, len, at, &file);
    ssize_t done;

    real_ones();
    done = real_write(fd, bytes, len);
    after(ours);
    return done;
}

static int synced(int fd, int (**real)(int))
{
    struct file *file;
    bool ours = before(fd, NULL, 0, -1, &file);
    int done = (*real)(fd);

    if (ours && done == 0) {
        forget(file);
    }
    after(ours);
    return done;
}

int fsync(int fd)
{
    return synced(fd, &real_fsync);
}

int fdatasync(int fd)
{
    return synced(fd, &real_fdatasync);
}

int ftruncate(int fd, off_t size)
{
    struct file *file;
    bool ours = before(fd, NULL, 0, size, &file);
    int done = real_ftruncate(fd, size);

    after(ours);
    return done;
}

int ftruncate64(int fd, off64_t size)
{
    return ftruncate(fd, size);
}
