/* store_inside.h - an open database, as the store's own files share it. */
#ifndef STORE_STORE_INSIDE_H
#define STORE_STORE_INSIDE_H

#include <sqlite3.h>

#include "base/arena.h"
#include "store/store.h"
#include "store/turns.h"

/* Of the index of the write-ahead log (sqlite.org/walformat.html, 2.1): all
 * that tells whether anybody has committed, in words of 32 bits. */
enum { LOG_HEAD = 48 / 4 };

/* What a statement is handed, while it runs. */
struct batch {
    const struct value *at; /* one row behind the other */
    size_t n, columns;
};

struct store {
    sqlite3 *db;
    struct batch batch;
    enum store_mode mode;
    struct turns turns; /* of writers */
    sqlite3_stmt *stmts[Q_COUNT];
    const volatile uint32_t *log_head; /* shared with all; NULL: not so far */
    uint32_t seen[LOG_HEAD];           /* of it, when ... */
    int64_t version;                   /* ... the data version was this */
    bool has_seen;
};

/* The connection, with all that every one has; st->mode is set.  "" is a new
 * file without a name.  Errors as store_open(). */
MUST_USE enum err store_open_file(struct store *st, const char *path);

/* Set up SQLite itself, before its first connection; once is enough. */
void store_library(void);

MUST_USE enum err store_script(struct store *st, const char *sql,
                               const char *doing);

/* The number a PRAGMA answers with. */
MUST_USE enum err store_pragma_int(struct store *st, const char *sql,
                                   int64_t *ret_value);

/* Give statements row_sum(value, ...): the CRC-32 of what a row holds, which
 * is stored in it, so that damage is known for what it is.  An SQLite code. */
int store_add_row_sum(sqlite3 *db);

/* Give statements the table `batch`.  An SQLite code. */
int store_add_batch(sqlite3 *db, struct batch *batch);

/* Bring the schema up to the embedded PREFIX0001.sql and so on; what is there
 * already is copied first.  Errors as store_open(). */
MUST_USE enum err store_migrate(struct store *st, struct arena *a,
                                const char *path, const char *prefix);

#endif
