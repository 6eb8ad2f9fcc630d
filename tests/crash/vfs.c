/* SQLite's methods on a disk in memory.  It promises what SQLite's own promise
 * on Linux and no more: a write that a power cut tears damages nothing beside
 * it, and the directory is synced with the first sync of a journal or log by
 * each who opened it to write, and where a deletion asks for it. */
#include "tests/crash/vfs.h"

#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/memory.h"

enum { SECTOR = 4096 };

struct handle {
    sqlite3_file base;
    size_t node;
    int level; /* of lock held */
    bool sync_names;
    char remove_on_close[DISK_NAME_MAX];
    unsigned shm_shared; /* slots held, a bit each */
};

static struct disk *disk;
static sqlite3_vfs *machine; /* what SQLite uses otherwise */
static sqlite3_vfs own;

static struct disk_node *node_of(const struct handle *h)
{
    return disk->nodes[h->node];
}

static void begin(void)
{
    (void)pthread_mutex_lock(&disk->lock);
}

static int end(int code)
{
    (void)pthread_mutex_unlock(&disk->lock);
    return code;
}

static int file_read(sqlite3_file *f, void *to, int n, sqlite3_int64 offset)
{
    struct handle *h = (struct handle *)f;
    size_t from = (size_t)offset, want = (size_t)n, have;

    begin();
    have = node_of(h)->size > from ? node_of(h)->size - from : 0;
    have = have < want ? have : want;
    memset((char *)to + have, 0, want - have);
    if (have)
        memcpy(to, node_of(h)->bytes + from, have);
    return end(have == want ? SQLITE_OK : SQLITE_IOERR_SHORT_READ);
}

static int file_write_at(sqlite3_file *f, const void *bytes, int n,
                         sqlite3_int64 offset)
{
    begin();
    disk_write(disk, ((struct handle *)f)->node, (size_t)offset, bytes,
               (size_t)n);
    return end(SQLITE_OK);
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    begin();
    disk_cut_short(disk, ((struct handle *)f)->node, (size_t)size);
    return end(SQLITE_OK);
}

static int file_sync(sqlite3_file *f, int flags)
{
    struct handle *h = (struct handle *)f;

    (void)flags;
    begin();
    disk_sync(disk, h->node);
    if (h->sync_names)
        disk_sync_names(disk);
    h->sync_names = false;
    return end(SQLITE_OK);
}

static int file_size(sqlite3_file *f, sqlite3_int64 *ret_size)
{
    begin();
    *ret_size = (sqlite3_int64)node_of((struct handle *)f)->size;
    return end(SQLITE_OK);
}

/* May it go from the lock it has to that one?  Others decide. */
static bool may_lock(const struct disk_node *node, const struct handle *h,
                     int level)
{
    const void *others[] = {node->reserved, node->pending, node->exclusive};
    size_t i;

    if (level == SQLITE_LOCK_SHARED)
        return !node->pending && !node->exclusive;
    for (i = 0; i < 3; i++)
        if (others[i] && others[i] != h)
            return false;
    return true;
}

static int file_lock(sqlite3_file *f, int level)
{
    struct handle *h = (struct handle *)f;
    struct disk_node *node;

    if (level <= h->level)
        return SQLITE_OK;
    begin();
    node = node_of(h);
    if (!may_lock(node, h, level))
        return end(SQLITE_BUSY);
    node->shared += h->level == SQLITE_LOCK_NONE;
    h->level = h->level ? h->level : SQLITE_LOCK_SHARED;
    if (level >= SQLITE_LOCK_RESERVED)
        node->reserved = h;
    if (level >= SQLITE_LOCK_PENDING)
        node->pending = h;
    if (level == SQLITE_LOCK_EXCLUSIVE && node->shared > 1)
        return end(SQLITE_BUSY);
    if (level == SQLITE_LOCK_EXCLUSIVE)
        node->exclusive = h;
    h->level = level;
    return end(SQLITE_OK);
}

static int file_unlock(sqlite3_file *f, int level)
{
    struct handle *h = (struct handle *)f;
    struct disk_node *node;

    begin();
    node = node_of(h);
    node->reserved = node->reserved == h ? NULL : node->reserved;
    node->pending = node->pending == h ? NULL : node->pending;
    node->exclusive = node->exclusive == h ? NULL : node->exclusive;
    node->shared -= h->level && level == SQLITE_LOCK_NONE;
    h->level = h->level > level ? level : h->level;
    return end(SQLITE_OK);
}

static int file_reserved(sqlite3_file *f, int *ret_held)
{
    begin();
    *ret_held = node_of((struct handle *)f)->reserved != NULL;
    return end(SQLITE_OK);
}

static int file_close(sqlite3_file *f)
{
    struct handle *h = (struct handle *)f;

    (void)file_unlock(f, SQLITE_LOCK_NONE);
    begin();
    if (h->remove_on_close[0])
        disk_remove(disk, h->remove_on_close);
    return end(SQLITE_OK);
}

static int file_control(sqlite3_file *f, int what, void *argument)
{
    (void)f;
    (void)what;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *f)
{
    (void)f;
    return SECTOR;
}

static int file_traits(sqlite3_file *f)
{
    (void)f;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int shm_map(sqlite3_file *f, int region, int size, int extend,
                   void volatile **ret_region)
{
    struct disk_node *node;

    begin();
    node = node_of((struct handle *)f);
    while (extend && node->n_regions <= (size_t)region) {
        node->regions = mem_grow(node->regions, node->n_regions,
                                 &node->regions_room, sizeof(void *));
        node->regions[node->n_regions++] = mem_new((size_t)size, 1);
    }
    *ret_region = node->n_regions > (size_t)region
                      ? (void volatile *)node->regions[region]
                      : NULL;
    return end(SQLITE_OK);
}

static bool shm_is_free(const struct disk_node *node, const struct handle *h,
                        int slot, bool shared)
{
    int mine = (h->shm_shared >> slot) & 1;

    if (node->shm_exclusive[slot] && node->shm_exclusive[slot] != h)
        return false;
    return shared || node->shm_shared[slot] == mine;
}

static void shm_take(struct disk_node *node, struct handle *h, int slot,
                     int flags)
{
    unsigned bit = 1U << slot;
    bool mine = h->shm_shared & bit;

    if (flags & SQLITE_SHM_EXCLUSIVE) {
        node->shm_exclusive[slot] = flags & SQLITE_SHM_LOCK ? h : NULL;
    } else if (flags & SQLITE_SHM_LOCK) {
        node->shm_shared[slot] += !mine;
        h->shm_shared |= bit;
    } else {
        node->shm_shared[slot] -= mine;
        h->shm_shared &= ~bit;
    }
}

static int shm_lock(sqlite3_file *f, int first, int n, int flags)
{
    struct handle *h = (struct handle *)f;
    struct disk_node *node;
    int i;

    begin();
    node = node_of(h);
    for (i = first; (flags & SQLITE_SHM_LOCK) && i < first + n; i++)
        if (!shm_is_free(node, h, i, flags & SQLITE_SHM_SHARED))
            return end(SQLITE_BUSY);
    for (i = first; i < first + n; i++)
        shm_take(node, h, i, flags);
    return end(SQLITE_OK);
}

static void shm_barrier(sqlite3_file *f)
{
    (void)f;
    begin();
    (void)end(0);
}

static int shm_unmap(sqlite3_file *f, int remove)
{
    (void)f;
    (void)remove; /* it is there as long as the disk */
    return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write_at,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
};

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f,
                    int flags, int *ret_flags)
{
    struct handle *h = (struct handle *)f;
    bool made;

    (void)vfs;
    *h = (struct handle){0};
    begin();
    h->node = name ? disk_find(disk, name) : SIZE_MAX;
    made = h->node == SIZE_MAX;
    if (made && !(flags & SQLITE_OPEN_CREATE))
        return end(SQLITE_CANTOPEN);
    if (made)
        h->node = disk_make(disk, name);
    h->sync_names = (flags & SQLITE_OPEN_CREATE) &&
                    (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL));
    if (name && (flags & SQLITE_OPEN_DELETEONCLOSE))
        memcpy(h->remove_on_close, name, strlen(name) + 1);
    h->base.pMethods = &methods;
    if (ret_flags)
        *ret_flags = flags;
    return end(SQLITE_OK);
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_names)
{
    (void)vfs;
    begin();
    if (disk_find(disk, name) == SIZE_MAX)
        return end(SQLITE_IOERR_DELETE_NOENT);
    disk_remove(disk, name);
    if (sync_names)
        disk_sync_names(disk);
    return end(SQLITE_OK);
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags,
                      int *ret_is)
{
    size_t node;

    (void)vfs;
    begin();
    node = disk_find(disk, name);
    /* As on the machine: an empty file does not count as one. */
    *ret_is = node != SIZE_MAX &&
              (flags != SQLITE_ACCESS_EXISTS || disk->nodes[node]->size > 0);
    return end(SQLITE_OK);
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *name, int n, char *to)
{
    (void)vfs;
    if (strlen(name) >= (size_t)n)
        return SQLITE_CANTOPEN;
    memcpy(to, name, strlen(name) + 1);
    return SQLITE_OK;
}

void vfs_use(struct disk *d)
{
    if (!machine) {
        machine = sqlite3_vfs_find(NULL);
        own = *machine; /* its clock, its sleep, its dice */
        own.szOsFile = (int)sizeof(struct handle);
        own.mxPathname = DISK_NAME_MAX - 16;
        own.zName = "in-memory-disk";
        own.xOpen = vfs_open;
        own.xDelete = vfs_delete;
        own.xAccess = vfs_access;
        own.xFullPathname = vfs_full_path;
    }
    disk = d;
    (void)sqlite3_vfs_register(d ? &own : machine, 1);
}
