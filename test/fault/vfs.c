#include "test/fault/vfs.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test/fault/shadow.h"

enum { FILES_MAX = 32 };

struct nes_vfs {
    sqlite3_vfs base;             /* first: SQLite sees only this */
    sqlite3_vfs *real;
    pthread_mutex_t lock;
    struct nes_shadow files[FILES_MAX];
    int files_len;
    struct nes_test_dice dice;
    int64_t changes, off_at, fail_at;
    bool off, fired, lasting;
    enum nes_disk_fault how;
};

struct file {
    sqlite3_file base;            /* first */
    struct nes_vfs *vfs;
    struct nes_shadow *shadow;        /* NULL: not a file that is kept */
    bool names;                   /* its first sync also syncs the folder, as SQLite's does for a new log or journal */
    sqlite3_file *real;
};

static struct nes_shadow *shadow_of(struct nes_vfs *vfs, const char *path)
{
    struct nes_shadow *shadow;

    for (int i = 0; i < vfs->files_len; i++) {
        if (strcmp(vfs->files[i].path, path) == 0) {
            return &vfs->files[i];
        }
    }
    NES_ASSERT(vfs->files_len < FILES_MAX && strlen(path) < sizeof(shadow->path));
    shadow = &vfs->files[vfs->files_len++];
    *shadow = (struct nes_shadow){ .exists = false };
    (void)snprintf(shadow->path, sizeof(shadow->path), "%s", path);
    nes_shadow_adopt(shadow);
    return shadow;
}

/* --- what goes wrong --- */

/* Counts one change. SQLITE_OK: go on. `half` is set where half of a write is to be done before it fails. */
static int strike(struct nes_vfs *vfs, int error, bool writes, bool *half)
{
    vfs->changes++;
    if (vfs->off) {
        return error;
    }
    if (vfs->off_at > 0 && --vfs->off_at == 0) {
        vfs->off = true;
        return error;
    }
    if (vfs->fail_at == 0 || (vfs->fail_at > 1 && vfs->fail_at--) || (vfs->how != NES_DISK_ERROR && !writes)) {
        return SQLITE_OK;
    }
    vfs->fail_at = vfs->lasting ? 1 : 0;
    vfs->fired = true;
    *half = vfs->how == NES_DISK_SHORT;
    return vfs->how == NES_DISK_ERROR ? error : SQLITE_FULL;
}

static int file_write(sqlite3_file *base, const void *bytes, int len, sqlite3_int64 at)
{
    struct file *file = (struct file *)base;
    bool half = false;
    int rc;

    if (!file->shadow) {
        return file->real->pMethods->xWrite(file->real, bytes, len, at);
    }
    (void)pthread_mutex_lock(&file->vfs->lock);
    rc = file->vfs->off ? SQLITE_IOERR_WRITE : strike(file->vfs, SQLITE_IOERR_WRITE, true, &half);
    if (rc == SQLITE_OK || half) {
        int done = file->real->pMethods->xWrite(file->real, bytes, half ? len / 2 : len, at);

        rc = rc == SQLITE_OK ? done : rc;
        nes_shadow_add(file->shadow, NES_WROTE, at, bytes, half ? len / 2 : len);
    } else if (file->vfs->off) {
        nes_shadow_add(file->shadow, NES_WROTE, at, bytes, len); /* under way when the power went */
    }
    (void)pthread_mutex_unlock(&file->vfs->lock);
    return rc;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    struct file *file = (struct file *)base;
    bool half = false;
    int rc;

    if (!file->shadow) {
        return file->real->pMethods->xTruncate(file->real, size);
    }
    (void)pthread_mutex_lock(&file->vfs->lock);
    rc = strike(file->vfs, SQLITE_IOERR_TRUNCATE, false, &half);
    if (rc == SQLITE_OK) {
        rc = file->real->pMethods->xTruncate(file->real, size);
        nes_shadow_add(file->shadow, NES_CUT, size, NULL, 0);
    }
    (void)pthread_mutex_unlock(&file->vfs->lock);
    return rc;
}

/* Names that were deleted stay so. */
static void sync_folder(struct nes_vfs *vfs)
{
    for (int i = 0; i < vfs->files_len; i++) {
        struct nes_shadow *shadow = &vfs->files[i];

        if (shadow->last && shadow->last->what == NES_DELETED) {
            nes_shadow_settle(shadow, NES_LOSS_NONE, &vfs->dice);
        }
    }
}

/* The real file system need not sync: what counts here is that SQLite asked. */
static int file_sync(sqlite3_file *base, int flags)
{
    struct file *file = (struct file *)base;
    bool half = false;
    int rc;

    (void)flags;
    if (!file->shadow) {
        return SQLITE_OK;
    }
    (void)pthread_mutex_lock(&file->vfs->lock);
    rc = strike(file->vfs, SQLITE_IOERR_FSYNC, false, &half);
    if (rc == SQLITE_OK) {
        nes_shadow_settle(file->shadow, NES_LOSS_NONE, &file->vfs->dice);
        if (file->names) {
            sync_folder(file->vfs);
        }
        file->names = false;
    }
    (void)pthread_mutex_unlock(&file->vfs->lock);
    return rc;
}

static int file_read(sqlite3_file *base, void *out, int len, sqlite3_int64 at)
{
    struct file *file = (struct file *)base;
    bool off;

    (void)pthread_mutex_lock(&file->vfs->lock);
    off = file->vfs->off && file->shadow;
    (void)pthread_mutex_unlock(&file->vfs->lock);
    return off ? SQLITE_IOERR_READ : file->real->pMethods->xRead(file->real, out, len, at);
}

/* --- the rest is the real file system's --- */

static int file_close(sqlite3_file *base)
{
    struct file *file = (struct file *)base;

    return file->real->pMethods->xClose(file->real);
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size)
{
    struct file *file = (struct file *)base;

    return file->real->pMethods->xFileSize(file->real, size);
}

static int file_lock(sqlite3_file *base, int kind)
{
    struct file *file = (struct file *)base;

    return file->real->pMethods->xLock(file->real, kind);
}

static int file_unlock(sqlite3_file *base, int kind)
{
    struct file *file = (struct file *)base;

    return file->real->pMethods->xUnlock(file->real, kind);
}

static int file_reserved(sqlite3_file *base, int *out)
{
    struct file *file = (struct file *)base;

    return file->real->pMethods->xCheckReservedLock(file->real, out);
}

static int file_control(sqlite3_file *base, int op, void *arg)
{
    struct file *file = (struct file *)base;

    return file->real->pMethods->xFileControl(file->real, op, arg);
}

static int file_sector(sqlite3_file *base)
{
    struct file *file = (struct file *)base;

    return file->real->pMethods->xSectorSize(file->real);
}

static int file_traits(sqlite3_file *base)
{
    struct file *file = (struct file *)base;

    return file->real->pMethods->xDeviceCharacteristics(file->real);
}

static int shm_map(sqlite3_file *base, int page, int size, int extend, void volatile **out)
{
    struct file *file = (struct file *)base;

    return file->real->pMethods->xShmMap(file->real, page, size, extend, out);
}

static int shm_lock(sqlite3_file *base, int offset, int n, int flags)
{
    struct file *file = (struct file *)base;

    return file->real->pMethods->xShmLock(file->real, offset, n, flags);
}

static void shm_barrier(sqlite3_file *base)
{
    struct file *file = (struct file *)base;

    file->real->pMethods->xShmBarrier(file->real);
}

static int shm_unmap(sqlite3_file *base, int remove)
{
    struct file *file = (struct file *)base;

    return file->real->pMethods->xShmUnmap(file->real, remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, .xClose = file_close, .xRead = file_read, .xWrite = file_write, .xTruncate = file_truncate,
    .xSync = file_sync, .xFileSize = file_size, .xLock = file_lock, .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved, .xFileControl = file_control, .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits, .xShmMap = shm_map, .xShmLock = shm_lock, .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
};

static int vfs_open(sqlite3_vfs *base, const char *path, sqlite3_file *out, int flags, int *out_flags)
{
    struct nes_vfs *vfs = (struct nes_vfs *)base;
    struct file *file = (struct file *)out;
    int kept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL, rc;

    *file = (struct file){ .vfs = vfs, .real = (sqlite3_file *)(void *)(file + 1) };
    rc = vfs->real->xOpen(vfs->real, path, file->real, flags, out_flags);
    if (rc == SQLITE_OK && path && (flags & kept)) {
        (void)pthread_mutex_lock(&vfs->lock);
        file->shadow = shadow_of(vfs, path);
        file->names = (flags & SQLITE_OPEN_CREATE) && !(flags & SQLITE_OPEN_MAIN_DB);
        (void)pthread_mutex_unlock(&vfs->lock);
    }
    file->base.pMethods = rc == SQLITE_OK ? &methods : NULL;
    return rc;
}

static int vfs_delete(sqlite3_vfs *base, const char *path, int sync)
{
    struct nes_vfs *vfs = (struct nes_vfs *)base;
    bool half = false;
    int rc;

    (void)pthread_mutex_lock(&vfs->lock);
    rc = strike(vfs, SQLITE_IOERR_DELETE, false, &half);
    if (rc == SQLITE_OK) {
        struct nes_shadow *shadow = shadow_of(vfs, path);

        rc = vfs->real->xDelete(vfs->real, path, 0);
        nes_shadow_add(shadow, NES_DELETED, 0, NULL, 0);
        if (sync) {
            nes_shadow_settle(shadow, NES_LOSS_NONE, &vfs->dice);
        }
    }
    (void)pthread_mutex_unlock(&vfs->lock);
    return rc;
}

static int vfs_access(sqlite3_vfs *base, const char *path, int flags, int *out)
{
    struct nes_vfs *vfs = (struct nes_vfs *)base;

    return vfs->real->xAccess(vfs->real, path, flags, out);
}

static int vfs_full(sqlite3_vfs *base, const char *path, int len, char *out)
{
    struct nes_vfs *vfs = (struct nes_vfs *)base;

    return vfs->real->xFullPathname(vfs->real, path, len, out);
}

const char *nes_vfs_name(void)
{
    return "nesie-fault";
}

struct nes_vfs *nes_vfs_begin(uint64_t seed)
{
    struct nes_vfs *vfs = calloc(1, sizeof(*vfs));

    NES_ASSERT(vfs);
    vfs->real = sqlite3_vfs_find("unix");
    NES_ASSERT(vfs->real);
    vfs->base = *vfs->real; /* randomness, sleep, time: as they are; each looks at nothing of its vfs but pAppData */
    vfs->base.iVersion = 2;
    vfs->base.pNext = NULL;
    vfs->base.zName = nes_vfs_name();
    vfs->base.szOsFile = (int)sizeof(struct file) + vfs->real->szOsFile;
    vfs->base.xOpen = vfs_open;
    vfs->base.xDelete = vfs_delete;
    vfs->base.xAccess = vfs_access;
    vfs->base.xFullPathname = vfs_full;
    vfs->dice.state = seed;
    NES_ASSERT(pthread_mutex_init(&vfs->lock, NULL) == 0);
    NES_ASSERT(sqlite3_vfs_register(&vfs->base, 0) == SQLITE_OK);
    return vfs;
}

void nes_vfs_end(struct nes_vfs **vfs)
{
    struct nes_vfs *gone = *vfs;

    if (!gone) {
        return;
    }
    NES_ASSERT(sqlite3_vfs_unregister(&gone->base) == SQLITE_OK);
    for (int i = 0; i < gone->files_len; i++) {
        nes_shadow_settle(&gone->files[i], NES_LOSS_ALL, &gone->dice);
        free(gone->files[i].bytes);
    }
    (void)pthread_mutex_destroy(&gone->lock);
    free(gone);
    *vfs = NULL;
}

int64_t nes_vfs_changes(struct nes_vfs *vfs)
{
    int64_t changes;

    (void)pthread_mutex_lock(&vfs->lock);
    changes = vfs->changes;
    (void)pthread_mutex_unlock(&vfs->lock);
    return changes;
}

void nes_vfs_power_off_at(struct nes_vfs *vfs, int64_t nth)
{
    (void)pthread_mutex_lock(&vfs->lock);
    vfs->off_at = nth;
    (void)pthread_mutex_unlock(&vfs->lock);
}

bool nes_vfs_is_off(struct nes_vfs *vfs)
{
    bool off;

    (void)pthread_mutex_lock(&vfs->lock);
    off = vfs->off;
    (void)pthread_mutex_unlock(&vfs->lock);
    return off;
}

static void rewrite(const struct nes_shadow *shadow)
{
    FILE *file;
    char shm[600];

    (void)snprintf(shm, sizeof(shm), "%s-shm", shadow->path);
    (void)unlink(shm);
    (void)unlink(shadow->path);
    if (!shadow->exists) {
        return;
    }
    file = fopen(shadow->path, "w");
    NES_ASSERT(file);
    NES_ASSERT(fwrite(shadow->bytes, 1, (size_t)shadow->len, file) == (size_t)shadow->len);
    NES_ASSERT(fclose(file) == 0);
}

void nes_vfs_power_on(struct nes_vfs *vfs, enum nes_loss loss)
{
    (void)pthread_mutex_lock(&vfs->lock);
    for (int i = 0; i < vfs->files_len; i++) {
        nes_shadow_settle(&vfs->files[i], loss, &vfs->dice);
        rewrite(&vfs->files[i]);
    }
    vfs->off = false;
    vfs->off_at = 0;
    (void)pthread_mutex_unlock(&vfs->lock);
}

void nes_vfs_fail_at(struct nes_vfs *vfs, int64_t nth, enum nes_disk_fault how, bool lasting)
{
    (void)pthread_mutex_lock(&vfs->lock);
    vfs->fail_at = nth;
    vfs->how = how;
    vfs->lasting = lasting;
    vfs->fired = false;
    (void)pthread_mutex_unlock(&vfs->lock);
}

bool nes_vfs_fault_fired(struct nes_vfs *vfs)
{
    bool fired;

    (void)pthread_mutex_lock(&vfs->lock);
    fired = vfs->fired;
    (void)pthread_mutex_unlock(&vfs->lock);
    return fired;
}
