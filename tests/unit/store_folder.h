/* store_folder.h - a database in a temporary folder, for the tests of store.h.
 */
#ifndef TESTS_UNIT_STORE_FOLDER_H
#define TESTS_UNIT_STORE_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "store/store_inside.h"
#include "tests/unit.h"

#define SCHEMA "tracker/migrations/"

static char folder[64], path[80];

static inline int make_folder(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof(folder), "/tmp/test-store-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(path, sizeof(path), "%s/journeys.db", folder);
    return 0;
}

/* How many files the folder holds; they go if `remove_them`. */
static inline int files(bool remove_them)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    int n = 0;

    assert_non_null(dir);
    while ((entry = readdir(dir))) {
        if (entry->d_name[0] == '.')
            continue;
        n++;
        if (remove_them)
            assert_int_equal(unlinkat(dirfd(dir), entry->d_name, 0), 0);
    }
    (void)closedir(dir);
    return n;
}

static inline int remove_folder(void **state)
{
    (void)state;
    (void)files(true);
    return rmdir(folder);
}

#define in_folder(fn)                                                          \
    cmocka_unit_test_setup_teardown(fn, make_folder, remove_folder)

static inline struct store *opened(enum store_mode mode)
{
    struct store *st = NULL;

    assert_ok(store_open(path, SCHEMA, mode, &st));
    return st;
}

static inline sqlite3 *raw(void)
{
    static struct batch none;
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(store_add_row_sum(db), SQLITE_OK);
    assert_int_equal(store_add_batch(db, &none), SQLITE_OK);
    return db;
}

#endif
