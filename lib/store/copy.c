/* Whole copies of a database (store.h). */
#include <unistd.h>

#include "base/log.h"
#include "base/memory.h"
#include "store/store_inside.h"

static bool copy_all(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
    int code = SQLITE_ERROR;

    if (b) {
        code = sqlite3_backup_step(b, -1); /* all of one moment */
        (void)sqlite3_backup_finish(b);
    }
    return code == SQLITE_DONE;
}

enum err store_backup(struct store *st, const char *path)
{
    sqlite3 *copy = NULL;
    bool whole;

    if (access(path, F_OK) == 0)
        return ERR_CONFLICT;
    whole = sqlite3_open(path, &copy) == SQLITE_OK && copy_all(st->db, copy);
    if (!whole)
        log_line("database: copying to %s: %s", path, sqlite3_errmsg(copy));
    (void)sqlite3_close(copy);
    if (whole)
        return OK;
    (void)unlink(path); /* half a copy is none */
    return ERR_IO;
}

enum err store_open_copy(struct store *st, struct store **ret_copy)
{
    struct store *copy = mem_new(1, sizeof(*copy));
    enum err e;

    copy->mode = STORE_WRITE;
    turns_open(&copy->turns, NULL);
    e = store_open_file(copy, ""); /* one that has no name */
    if (!e && !copy_all(st->db, copy->db)) {
        log_line("database: copying: %s", sqlite3_errmsg(copy->db));
        e = ERR_IO;
    }
    if (e)
        store_close(copy);
    else
        *ret_copy = copy;
    return e;
}
