/* test_store_schema.c - data of an older form is brought up to date, or stays.
 */
#include "tests/unit/store_folder.h"

#include <sys/stat.h>

#include "base/embedded.h"
#include "base/files.h"

/* The next version of the schema, read from a folder of the test's. */
static void write_next(const char *name, const char *text)
{
    char file[120];
    FILE *f;

    (void)snprintf(file, sizeof(file), "%s/next", folder);
    (void)mkdir(file, 0700);
    (void)snprintf(file, sizeof(file), "%s/next/%s", folder, name);
    f = fopen(file, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void remove_next(void)
{
    char file[120];
    int i;

    for (i = 1; i <= 3; i++) {
        (void)snprintf(file, sizeof(file), "%s/next/%04d.sql", folder, i);
        (void)unlink(file);
    }
    (void)snprintf(file, sizeof(file), "%s/next", folder);
    assert_int_equal(rmdir(file), 0);
    embedded_live(NULL);
}

static int64_t count_in(const char *file, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    sqlite3 *db = NULL;
    int64_t n = -1;

    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        n = sqlite3_column_int64(stmt, 0);
    (void)sqlite3_finalize(stmt);
    (void)sqlite3_close(db);
    return n;
}

#define FIRST "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (7);"

static void make_version_one(void)
{
    struct store *st = NULL;

    write_next("0001.sql", FIRST);
    embedded_live(folder);
    assert_ok(store_open(path, "next/", STORE_WRITE, &st));
    store_close(st);
    assert_int_equal(files(false), 2); /* with the folder "next" */
}

static void before_a_new_schema_the_data_is_copied(void **state)
{
    struct store *st = NULL;
    char copy[100];

    (void)state;
    make_version_one();
    (void)snprintf(copy, sizeof(copy), "%s.before-2", path);
    write_next("0002.sql", "ALTER TABLE a ADD COLUMN y INTEGER;");
    write_next("0003.sql", "UPDATE a SET y = x;");
    assert_err(ERR_CONFLICT, store_open(path, "next/", STORE_READ, &st));
    assert_int_equal(access(copy, F_OK), -1);
    assert_ok(store_open(path, "next/", STORE_WRITE, &st));
    store_close(st);

    assert_int_equal(count_in(path, "SELECT y FROM a"), 7);
    assert_int_equal(count_in(path, "PRAGMA user_version"), 3);
    assert_int_equal(count_in(copy, "SELECT x FROM a"), 7);
    assert_int_equal(count_in(copy, "SELECT y FROM a"), -1);
    assert_int_equal(count_in(copy, "PRAGMA user_version"), 1);
    remove_next();
}

static void a_schema_that_cannot_be_changed_stays_as_it_is(void **state)
{
    struct store *st = NULL;
    char copy[100];

    (void)state;
    make_version_one();
    (void)snprintf(copy, sizeof(copy), "%s.before-2", path);
    write_next("0002.sql", "ALTER TABLE a ADD COLUMN y INTEGER;");
    write_next("0003.sql", "UPDATE a SET y = x; no SQL");
    assert_err(ERR_IO, store_open(path, "next/", STORE_WRITE, &st));
    assert_int_equal(count_in(path, "SELECT y FROM a"), -1);
    assert_int_equal(count_in(path, "PRAGMA user_version"), 1);

    /* Nor is it without a copy: something that is none is in its place. */
    write_next("0003.sql", "UPDATE a SET y = x;");
    assert_int_equal(unlink(copy), 0);
    assert_int_equal(mkdir(copy, 0700), 0);
    assert_err(ERR_IO, store_open(path, "next/", STORE_WRITE, &st));
    assert_int_equal(count_in(path, "PRAGMA user_version"), 1);
    assert_int_equal(rmdir(copy), 0);
    remove_next();
}

/* The text of every table and index, in one. */
static char *schema_of(struct arena *a, const char *file)
{
    sqlite3_stmt *stmt = NULL;
    sqlite3 *db = NULL;
    char *text = arena_strdup(a, "");

    assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT coalesce(sql, '') FROM "
                                        "sqlite_schema ORDER BY type, name",
                                        -1, &stmt, NULL),
                     SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        text = arena_printf(a, "%s%s;\n", text, sqlite3_column_text(stmt, 0));
    (void)sqlite3_finalize(stmt);
    (void)sqlite3_close(db);
    return text;
}

/* Whoever edits a migration that is released has two programs whose data says
 * the same of itself and is not. */
static void a_released_form_is_what_its_migrations_make(void **state)
{
    struct arena *a = arena_new();
    const char *released, *copy;
    int form;

    (void)state;
    store_close(opened(STORE_WRITE));
    form = (int)count_in(path, "PRAGMA user_version");
    released = arena_printf(a, "tests/releases/%d/data/journeys.db", form);
    copy = arena_printf(a, "%s/released.db", folder);
    if (file_copy(released, copy) != OK) {
        print_message("SKIP: form %d is not released\n", form);
        arena_free(a);
        skip();
    }
    assert_string_equal(schema_of(a, copy), schema_of(a, path));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(before_a_new_schema_the_data_is_copied),
        in_folder(a_schema_that_cannot_be_changed_stays_as_it_is),
        in_folder(a_released_form_is_what_its_migrations_make),
    };

    return cmocka_run_group_tests_name("store schema", tests, NULL, NULL);
}
