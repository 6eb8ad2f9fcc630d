/* Whether anybody has committed, without asking SQLite each time (store.h). */
#include <string.h>

#include "store/store_inside.h"

enum { REGION = 32 * 1024 }; /* as much of the index as SQLite maps at once */

/* Without the log there is no index, and to ask for it would make one. */
static bool has_log(const struct store *st)
{
    sqlite3_stmt *stmt;
    bool has;

    if (sqlite3_prepare_v2(st->db, "PRAGMA journal_mode", -1, &stmt, NULL) !=
        SQLITE_OK)
        return false;
    has = sqlite3_step(stmt) == SQLITE_ROW &&
          strcmp((const char *)sqlite3_column_text(stmt, 0), "wal") == 0;
    (void)sqlite3_finalize(stmt);
    return has;
}

/* Where SQLite has the log's index in memory, once it has read from it. */
static const volatile uint32_t *find_head(const struct store *st)
{
    sqlite3_file *file = NULL;
    volatile void *region = NULL;

    if (!has_log(st) ||
        sqlite3_file_control(st->db, "main", SQLITE_FCNTL_FILE_POINTER,
                             &file) != SQLITE_OK ||
        !file || !file->pMethods || file->pMethods->iVersion < 2 ||
        file->pMethods->xShmMap(file, 0, REGION, 0, &region) != SQLITE_OK)
        return NULL;
    return region;
}

/* Whoever commits changes it before the commit is told, and SQLite itself goes
 * by nothing else. */
static void read_head(const struct store *st, uint32_t ret_head[LOG_HEAD])
{
    size_t i;

    for (i = 0; i < LOG_HEAD; i++)
        ret_head[i] = __atomic_load_n(&st->log_head[i], __ATOMIC_ACQUIRE);
}

enum err store_state(struct store *st, int64_t *ret_version)
{
    uint32_t head[LOG_HEAD] = {0};
    bool has_head = st->log_head != NULL;
    enum err e;

    if (has_head)
        read_head(st, head);
    if (st->has_seen && memcmp(head, st->seen, sizeof(head)) == 0) {
        *ret_version = st->version;
        return OK;
    }
    e = store_data_version(st, &st->version);
    st->has_seen = has_head && !e;
    memcpy(st->seen, head, sizeof(head)); /* from before it was asked */
    if (e)
        return e;
    if (!has_head)
        st->log_head = find_head(st);
    *ret_version = st->version;
    return OK;
}
