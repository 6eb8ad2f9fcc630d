#include "store/store_inside.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/memory.h"

/* What a caller can do about a fault of the database. */
static enum err err_of(int code)
{
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_CONSTRAINT:
        return ERR_CONFLICT;
    case SQLITE_TOOBIG:
        return ERR_TOO_BIG;
    default:
        return ERR_IO;
    }
}

/* Log what failed and say what a caller can do about it. */
static enum err fault_of(const struct store *st, int code, const char *doing)
{
    int why = (code & 0xFF) == SQLITE_IOERR || code == SQLITE_CANTOPEN
                  ? sqlite3_system_errno(st->db)
                  : 0;

    log_line("database: %s: %s%s%s", doing, sqlite3_errmsg(st->db),
             why ? ": " : "", why ? strerrordesc_np(why) : "");
    if (code == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM)
        mem_none(); /* as for any memory: it says nothing of the data */
    return err_of(code);
}

enum err store_script(struct store *st, const char *sql, const char *doing)
{
    int code = sqlite3_exec(st->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? OK : fault_of(st, code, doing);
}

/* The number a PRAGMA answers with. */
enum err store_pragma_int(struct store *st, const char *sql, int64_t *ret_value)
{
    sqlite3_stmt *stmt;
    int code = sqlite3_prepare_v2(st->db, sql, -1, &stmt, NULL);

    if (code != SQLITE_OK)
        return fault_of(st, code, sql);
    code = sqlite3_step(stmt);
    if (code == SQLITE_ROW)
        *ret_value = sqlite3_column_int64(stmt, 0);
    (void)sqlite3_finalize(stmt);
    if (code == SQLITE_ROW)
        return OK;
    (void)fault_of(st, code, sql);
    return err_of(code) ? err_of(code) : ERR_IO;
}

static int on_busy(void *self, int tries)
{
    struct store *st = self;

    return turns_wait(&st->turns, tries);
}

/* SQLite does not wait for its turn here by itself. */
static enum err use_wal(struct store *st)
{
    int code, tries = 0;

    do
        code =
            sqlite3_exec(st->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    while ((code & 0xFF) == SQLITE_BUSY && turns_wait(&st->turns, tries++));
    return code == SQLITE_OK ? OK : fault_of(st, code, "opening");
}

enum err store_open_file(struct store *st, const char *path)
{
    enum err e;
    int flags = st->mode == STORE_WRITE
                    ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                    : SQLITE_OPEN_READWRITE;
    int code =
        sqlite3_open_v2(path, &st->db, flags | SQLITE_OPEN_NOMUTEX, NULL);

    if (code == SQLITE_CANTOPEN && st->mode == STORE_READ)
        return ERR_NOT_FOUND;
    if (code == SQLITE_OK)
        code = store_add_row_sum(st->db);
    if (code == SQLITE_OK)
        code = store_add_batch(st->db, &st->batch);
    if (code != SQLITE_OK)
        return fault_of(st, code, path);
    (void)sqlite3_extended_result_codes(st->db, 1);
    (void)sqlite3_busy_handler(st->db, on_busy, st);
    (void)sqlite3_db_config(st->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(st->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    (void)sqlite3_db_config(st->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    e = st->mode == STORE_WRITE ? use_wal(st) : OK; /* to read, as it is */
    if (e)
        return e;
    return store_script(
        st,
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16000;"
        "PRAGMA temp_store = MEMORY;",
        "opening");
}

/* Counting its memory takes a lock that all threads share; nobody asks. */
static void set_up(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void store_library(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    (void)pthread_once(&once, set_up);
}

enum err store_open(const char *path, const char *prefix, enum store_mode mode,
                    struct store **ret_store)
{
    struct store *st = mem_new(1, sizeof(*st));
    struct arena *a = arena_new();
    enum err e;

    store_library();
    st->mode = mode;
    turns_open(&st->turns, mode == STORE_WRITE ? path : NULL);
    e = store_open_file(st, path);
    if (!e)
        e = store_migrate(st, a, path, prefix);
    if (!e && mode == STORE_READ)
        e = store_script(st, "PRAGMA query_only = ON", "opening to read");
    arena_free(a);
    if (e)
        store_close(st);
    else
        *ret_store = st;
    return e;
}

void store_close(struct store *st)
{
    size_t i;

    if (!st)
        return;
    for (i = 0; i < Q_COUNT; i++)
        (void)sqlite3_finalize(st->stmts[i]);
    (void)sqlite3_close(st->db);
    turns_close(&st->turns);
    free(st);
}

void store_rollback(struct store *st)
{
    struct rows r;

    if (sqlite3_get_autocommit(st->db))
        return;
    r = rows_open(st, Q_STORE_ROLLBACK);
    (void)!rows_run(&r);
}

enum err store_erase_deleted(struct store *st)
{
    return store_script(st, "PRAGMA secure_delete = ON", "erasing");
}

enum err store_empty_log(struct store *st)
{
    int64_t is_read = 0;
    enum err e =
        store_pragma_int(st, "PRAGMA wal_checkpoint(TRUNCATE)", &is_read);

    if (e || !is_read)
        return e;
    log_line("database: somebody still reads the log of changes, which has "
             "what was deleted: run this again once they have ended");
    return ERR_BUSY;
}

int64_t store_changed(const struct store *st)
{
    return sqlite3_changes64(st->db);
}

int64_t store_last_id(struct store *st)
{
    return sqlite3_last_insert_rowid(st->db);
}

static enum err prepare(struct store *st, enum query q)
{
    int code;

    if (st->stmts[q])
        return OK;
    code = sqlite3_prepare_v3(st->db, query_texts[q].sql, -1,
                              SQLITE_PREPARE_PERSISTENT, &st->stmts[q], NULL);
    return code == SQLITE_OK ? OK : fault_of(st, code, query_texts[q].name);
}

enum err store_check_queries(struct store *st)
{
    enum err e = OK;
    size_t q;

    for (q = 0; q < Q_COUNT; q++) {
        enum err one = prepare(st, (enum query)q);

        e = one ? one : e;
    }
    return e;
}

struct rows rows_open(struct store *st, enum query q)
{
    enum err e = prepare(st, q);

    return (struct rows){st, st->stmts[q], e};
}

/* The place of a parameter; naming one that is not there is our own bug. */
static int place_of(struct rows *r, const char *param)
{
    int place = sqlite3_bind_parameter_index(r->stmt, param);

    if (place == 0) {
        log_line("database: no parameter %s in: %s", param,
                 sqlite3_sql(r->stmt));
        abort();
    }
    return place;
}

static void bound(struct rows *r, int code)
{
    if (code != SQLITE_OK)
        r->err = fault_of(r->store, code, "binding");
}

void rows_bind_text(struct rows *r, const char *param, const char *value)
{
    if (!r->err)
        bound(r, sqlite3_bind_text(r->stmt, place_of(r, param), value, -1,
                                   SQLITE_STATIC));
}

void rows_bind_int(struct rows *r, const char *param, int64_t value)
{
    if (!r->err)
        bound(r, sqlite3_bind_int64(r->stmt, place_of(r, param), value));
}

void rows_bind_blob(struct rows *r, const char *param, const void *bytes,
                    size_t n)
{
    if (!r->err)
        bound(r, sqlite3_bind_blob64(r->stmt, place_of(r, param), bytes, n,
                                     SQLITE_STATIC));
}

bool rows_next(struct rows *r)
{
    int code;

    if (r->err)
        return false;
    code = sqlite3_step(r->stmt);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        r->err = fault_of(r->store, code, sqlite3_sql(r->stmt));
    return false;
}

/* What is there and yet NULL could not be had: it needs a copy at times. */
static const void *had(const struct rows *r, const void *value)
{
    if (!value && sqlite3_errcode(r->store->db) == SQLITE_NOMEM)
        mem_none();
    return value;
}

const char *rows_text(const struct rows *r, int column)
{
    return had(r, sqlite3_column_text(r->stmt, column));
}

int64_t rows_int(const struct rows *r, int column)
{
    return sqlite3_column_int64(r->stmt, column);
}

bool rows_is_null(const struct rows *r, int column)
{
    return sqlite3_column_type(r->stmt, column) == SQLITE_NULL;
}

const void *rows_blob(const struct rows *r, int column, size_t *ret_n)
{
    const void *bytes = had(r, sqlite3_column_blob(r->stmt, column));

    *ret_n = (size_t)sqlite3_column_bytes(r->stmt, column);
    return bytes;
}

enum err rows_close(struct rows *r)
{
    if (r->stmt) {
        (void)sqlite3_reset(r->stmt);
        (void)sqlite3_clear_bindings(r->stmt);
    }
    r->store->batch.n = 0;
    return r->err;
}

enum err rows_run(struct rows *r)
{
    while (rows_next(r))
        ;
    return rows_close(r);
}

enum err store_begin(struct store *st)
{
    struct rows r;
    enum err e;

    if (st->mode == STORE_WRITE)
        turns_give_way(&st->turns);
    r = rows_open(st, st->mode == STORE_WRITE ? Q_STORE_BEGIN_WRITE
                                              : Q_STORE_BEGIN_READ);
    e = rows_run(&r);
    turns_taken(&st->turns);
    return e;
}

void store_can_wait(struct store *st, bool can)
{
    st->turns.always = can;
}

enum err store_commit(struct store *st)
{
    struct rows r = rows_open(st, Q_STORE_COMMIT);

    return rows_run(&r);
}

enum err store_data_version(struct store *st, int64_t *ret_version)
{
    struct rows r = rows_open(st, Q_STORE_DATA_VERSION);

    if (rows_next(&r))
        *ret_version = rows_int(&r, 0);
    return rows_close(&r);
}
