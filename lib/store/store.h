/*
 * store.h - the database, one named query at a time.
 *
 * Every statement the program runs is in a .sql file and has a name there;
 * no SQL is put together at run time.  Binding and stepping cannot fail on
 * the spot: rows_next() stops at the first error and rows_close() tells it.
 * Faults of the database are logged here, once.  A store belongs to one
 * thread.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "store/query.h"

struct sqlite3_stmt;
struct store;

enum store_mode {
    STORE_READ,  /* the file must be there and of this version */
    STORE_WRITE, /* made if it is not there; brought up to this version */
};

/*
 * Open a database whose schema is the embedded files PREFIX0001.sql,
 * PREFIX0002.sql and so on.  WAL, synchronous=FULL, foreign keys on.  Before
 * the schema of data that is there changes, a copy is made beside it:
 * PATH.before-2 is what it was before version 2.
 * ERR_NOT_FOUND: no such file, to read; ERR_CONFLICT: made by a newer version
 * of this program, or (to read) by an older one, which is logged; ERR_BUSY;
 * ERR_IO.
 */
MUST_USE enum err store_open(const char *path, const char *prefix,
                             enum store_mode mode, struct store **ret_store);
void store_close(struct store *st);

/* BEGIN IMMEDIATE for a writer, BEGIN for a reader: one view of everything
 * until the end.  ERR_BUSY if another process writes for ten seconds. */
MUST_USE enum err store_begin(struct store *st);
/* What is written from now on can wait: whoever waits goes first each time, and
 * not only once a second. */
void store_can_wait(struct store *st, bool can);
MUST_USE enum err store_commit(struct store *st); /* durable when OK */
void store_rollback(struct store *st);

/* From now on, what is deleted is overwritten with zeros; and empty the log of
 * changes into the file, so that nothing deleted is left in it.  ERR_BUSY:
 * somebody has been reading it for ten seconds. */
MUST_USE enum err store_erase_deleted(struct store *st);
MUST_USE enum err store_empty_log(struct store *st);

/* Write a whole and consistent copy to a new file while others go on reading
 * and writing.  ERR_CONFLICT: the file is there already. */
MUST_USE enum err store_backup(struct store *st, const char *path);

/* Open a copy to try something on, of which nothing is left once it is closed,
 * or its process ends: in memory, and past 16 MB in a file without a name. */
MUST_USE enum err store_open_copy(struct store *st, struct store **ret_copy);

/* A number that differs after another connection has written. */
MUST_USE enum err store_data_version(struct store *st, int64_t *ret_version);

/* The same outside a transaction, for whoever asks before each answer: while
 * nobody commits, at the cost of a glance at memory. */
MUST_USE enum err store_state(struct store *st, int64_t *ret_version);

/* The id of the row the last INSERT made. */
int64_t store_last_id(struct store *st);

/* How many rows the last INSERT, UPDATE or DELETE changed. */
int64_t store_changed(const struct store *st);

/* Prepare every query; log those that cannot be: a test asks, and who looks
 * for damage. */
MUST_USE enum err store_check_queries(struct store *st);

/* One run of a query.  It must be closed before the same query runs again. */
struct rows {
    struct store *store;
    struct sqlite3_stmt *stmt;
    enum err err;
};

struct rows rows_open(struct store *st, enum query q);

/* Borrowed until rows_close(); a NULL text or blob binds NULL. */
void rows_bind_text(struct rows *r, const char *param, const char *value);
void rows_bind_int(struct rows *r, const char *param, int64_t value);
void rows_bind_blob(struct rows *r, const char *param, const void *bytes,
                    size_t n);

/* A number, or bytes where there are some, n of them; or nothing. */
struct value {
    const void *bytes;
    int64_t n;
    bool is_null;
};

/* What the statement finds in the table `batch (a, b, c, d, e, f)`: n rows of
 * so many columns, the others being null.  Borrowed until rows_close(). */
void rows_hand(struct rows *r, const struct value *values, size_t n,
               size_t columns);

bool rows_next(struct rows *r);

/* Of the row at hand; texts and blobs until the next rows_next(). */
const char *rows_text(const struct rows *r, int column); /* NULL if null */
int64_t rows_int(const struct rows *r, int column);
bool rows_is_null(const struct rows *r, int column);
const void *rows_blob(const struct rows *r, int column, size_t *ret_n);

MUST_USE enum err rows_close(struct rows *r);

/* For a statement that hands out nothing: run and close. */
MUST_USE enum err rows_run(struct rows *r);

#endif
