/* test/fault/vfs.h: a file system for SQLite that keeps apart what was synced and what was only written, so that a test
 * can cut the power at any moment, or let a call fail. It stands on the real one: locks and readers work as ever. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct nes_vfs;

/* What becomes of writes that no sync confirmed when the power goes. */
enum nes_loss {
    NES_LOSS_ALL,      /* nothing of them stays */
    NES_LOSS_NONE,     /* everything stays, also the write that was cut */
    NES_LOSS_TAIL,     /* they stay up to some moment */
    NES_LOSS_SOME,     /* any of them stay, in no order */
    NES_LOSS_TORN,     /* and of each write any of its 512-byte sectors */
    NES_LOSS_KINDS,
};

enum nes_disk_fault {
    NES_DISK_ERROR,    /* EIO: of a read, write or sync */
    NES_DISK_FULL,     /* ENOSPC of a write */
    NES_DISK_SHORT,    /* half of it is written, then ENOSPC */
    NES_DISK_KINDS,
};

/* Registers it under its name (options.vfs of a rig). One at a time. */
struct nes_vfs *nes_vfs_begin(uint64_t seed);
const char *nes_vfs_name(void);
/* For NES_AUTO. After the databases on it are closed. */
void nes_vfs_end(struct nes_vfs **vfs);

/* Writes, truncations, deletions and syncs so far. */
int64_t nes_vfs_changes(struct nes_vfs *vfs);
/* The power goes at the nth change from now (1: the next): it and all that follows fail and reach no disk. 0: never. */
void nes_vfs_power_off_at(struct nes_vfs *vfs, int64_t nth);
bool nes_vfs_is_off(struct nes_vfs *vfs);
/* After the databases are closed: the files become what the power left of them. */
void nes_vfs_power_on(struct nes_vfs *vfs, enum nes_loss loss);

/* The nth change from now fails, and where `lasting` each one after it until the fault is taken back with nth 0.
 * `fired` tells whether it came to that. */
void nes_vfs_fail_at(struct nes_vfs *vfs, int64_t nth, enum nes_disk_fault how, bool lasting);
bool nes_vfs_fault_fired(struct nes_vfs *vfs);
