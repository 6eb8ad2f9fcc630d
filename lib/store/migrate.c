#include <stdio.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/files.h"
#include "base/log.h"
#include "store/store_inside.h"

static const char doing[] = "bringing the database up to date";

static enum err migration_find(struct arena *a, const char *prefix,
                               int64_t number, const char **ret_sql)
{
    struct embedded_file file;
    enum err e = embedded_find(
        a, arena_printf(a, "%s%04d.sql", prefix, (int)number), &file);

    if (e)
        return e;
    *ret_sql = file.text;
    return OK;
}

/* The newest version this program knows. */
static int64_t newest(struct arena *a, const char *prefix)
{
    int64_t number = 0;
    const char *sql;

    while (migration_find(a, prefix, number + 1, &sql) == OK)
        number++;
    return number;
}

/* Through a connection of its own: who is about to write cannot copy. */
static enum err copy_to(const char *path, const char *to)
{
    struct store reader = {.mode = STORE_READ};
    int code = sqlite3_open_v2(
        path, &reader.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    enum err e = code == SQLITE_OK ? store_backup(&reader, to) : ERR_IO;

    (void)sqlite3_close(reader.db);
    return e;
}

/* A copy of what is there, beside it, whole under its name or not there. */
static enum err keep_copy(struct arena *a, const char *path, int64_t have)
{
    const char *copy = arena_printf(a, "%s.before-%d", path, (int)have + 1);
    const char *part = arena_printf(a, "%s.part", copy);
    enum err e;

    (void)unlink(part);
    e = copy_to(path, part);
    if (!e && rename(part, copy) != 0)
        e = ERR_IO;
    if (!e)
        e = file_keep_name(copy);
    if (e)
        log_line("database: %s is of version %d and stays as it is: it could "
                 "not be copied to %s first (is there room?)",
                 path, (int)have, copy);
    else
        log_line("database: %s is brought from version %d up to date; as it "
                 "was, it is kept as %s",
                 path, (int)have, copy);
    return e;
}

/* In a transaction, which nobody else can write in.  Another process may have
 * been quicker. */
static enum err migrate_rest(struct store *st, struct arena *a,
                             const char *path, const char *prefix)
{
    const char *sql;
    int64_t have = 0;
    enum err e = store_pragma_int(st, "PRAGMA user_version", &have);

    if (!e && have > 0 && migration_find(a, prefix, have + 1, &sql) == OK)
        e = keep_copy(a, path, have);
    while (!e && migration_find(a, prefix, ++have, &sql) == OK)
        e = store_script(
            st,
            arena_printf(a, "%s\nPRAGMA user_version = %d;", sql, (int)have),
            doing);
    return e;
}

static enum err migrate_all(struct store *st, struct arena *a, const char *path,
                            const char *prefix)
{
    enum err e = store_script(st, "BEGIN IMMEDIATE", doing);

    if (e)
        return e;
    e = migrate_rest(st, a, path, prefix);
    if (!e)
        e = store_script(st, "COMMIT", doing);
    if (e)
        store_rollback(st);
    return e;
}

enum err store_migrate(struct store *st, struct arena *a, const char *path,
                       const char *prefix)
{
    int64_t have = 0, want = newest(a, prefix);
    enum err e = store_pragma_int(st, "PRAGMA user_version", &have);

    if (e || have == want)
        return e;
    if (have > want) {
        log_line("database: %s was written by a newer program (version %d; "
                 "this one knows %d): use a program as new as the data",
                 path, (int)have, (int)want);
        return ERR_CONFLICT;
    }
    if (st->mode == STORE_WRITE)
        return migrate_all(st, a, path, prefix);
    log_line("database: %s is of version %d, and this program reads %d: "
             "`waymark serve`, or any command that writes, brings it up to "
             "date and keeps a copy",
             path, (int)have, (int)want);
    return ERR_CONFLICT;
}
