/* vfs.h - SQLite on a disk in memory (disk.h) in place of the machine's. */
#ifndef TESTS_CRASH_VFS_H
#define TESTS_CRASH_VFS_H

#include "tests/crash/disk.h"

/* From now on every database of this process is on that disk; NULL: on the
 * machine's again.  None may be open meanwhile. */
void vfs_use(struct disk *d);

#endif
