/* The rows that `SELECT a, b FROM batch` finds (store.h): a table of SQLite's
 * that lies in our memory. */
#include <stdlib.h>

#include "base/memory.h"
#include "store/store_inside.h"

struct batch_table {
    sqlite3_vtab base;
    const struct batch *batch;
};

struct batch_cursor {
    sqlite3_vtab_cursor base;
    const struct batch *batch;
    size_t row;
};

static int connect(sqlite3 *db, void *batch, int argc, const char *const *argv,
                   sqlite3_vtab **ret_table, char **ret_fault)
{
    int code =
        sqlite3_declare_vtab(db, "CREATE TABLE batch (a, b, c, d, e, f)");
    struct batch_table *table;

    (void)argc;
    (void)argv;
    (void)ret_fault;
    if (code != SQLITE_OK)
        return code;
    table = mem_new(1, sizeof(*table));
    table->batch = batch;
    *ret_table = &table->base;
    return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *table)
{
    free(table);
    return SQLITE_OK;
}

static int plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    (void)info;
    return SQLITE_OK; /* all, one after the other */
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **ret_cursor)
{
    struct batch_cursor *cursor = mem_new(1, sizeof(*cursor));

    cursor->batch = ((struct batch_table *)table)->batch;
    *ret_cursor = &cursor->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    free(cursor);
    return SQLITE_OK;
}

static int first(sqlite3_vtab_cursor *cursor, int plan_n, const char *plan_text,
                 int argc, sqlite3_value **argv)
{
    (void)plan_n;
    (void)plan_text;
    (void)argc;
    (void)argv;
    ((struct batch_cursor *)cursor)->row = 0;
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *cursor)
{
    ((struct batch_cursor *)cursor)->row++;
    return SQLITE_OK;
}

static int is_through(sqlite3_vtab_cursor *cursor)
{
    const struct batch_cursor *c = (struct batch_cursor *)cursor;

    return c->row >= c->batch->n;
}

static int column(sqlite3_vtab_cursor *cursor, sqlite3_context *to, int i)
{
    const struct batch_cursor *c = (struct batch_cursor *)cursor;
    size_t columns = c->batch->columns, at = (size_t)i;
    const struct value *v = &c->batch->at[c->row * columns + at];

    if (at >= columns)
        return SQLITE_OK; /* NULL */
    if (v->bytes)
        sqlite3_result_blob64(to, v->bytes, (sqlite3_uint64)v->n,
                              SQLITE_STATIC);
    else if (!v->is_null)
        sqlite3_result_int64(to, v->n);
    return SQLITE_OK;
}

static int row_id(sqlite3_vtab_cursor *cursor, sqlite3_int64 *ret_id)
{
    *ret_id = (sqlite3_int64)((struct batch_cursor *)cursor)->row;
    return SQLITE_OK;
}

int store_add_batch(sqlite3 *db, struct batch *batch)
{
    static const sqlite3_module module = {
        .xConnect = connect, /* it needs nobody to create it */
        .xDisconnect = disconnect,
        .xBestIndex = plan,
        .xOpen = open_cursor,
        .xClose = close_cursor,
        .xFilter = first,
        .xNext = next,
        .xEof = is_through,
        .xColumn = column,
        .xRowid = row_id,
    };

    return sqlite3_create_module_v2(db, "batch", &module, batch, NULL);
}

void rows_hand(struct rows *r, const struct value *values, size_t n,
               size_t columns)
{
    r->store->batch = (struct batch){values, n, columns};
}
