#include "tests/unit/store_folder.h"

#include <pthread.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/embedded.h"
#include "base/files.h"

static void raw_run(const char *sql)
{
    sqlite3 *db = raw();

    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void a_database_of_a_newer_program_is_refused(void **state)
{
    struct store *st = NULL;

    (void)state;
    store_close(opened(STORE_WRITE));
    raw_run("PRAGMA user_version = 1000");

    assert_err(ERR_CONFLICT, store_open(path, SCHEMA, STORE_WRITE, &st));
    assert_err(ERR_CONFLICT, store_open(path, SCHEMA, STORE_READ, &st));
    assert_null(st);
}

static void reading_makes_and_changes_nothing(void **state)
{
    struct store *st = NULL;
    struct stat s;
    FILE *f;

    (void)state;
    assert_err(ERR_NOT_FOUND, store_open(path, SCHEMA, STORE_READ, &st));
    assert_int_equal(files(false), 0);

    f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fclose(f), 0);
    assert_err(ERR_CONFLICT, store_open(path, SCHEMA, STORE_READ, &st));
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_size, 0);
    assert_int_equal(files(false), 1);
    assert_null(st);
}

static enum err add_organisation(struct store *st, const char *slug)
{
    struct rows r = rows_open(st, Q_ORGANISATION_ADD);

    rows_bind_text(&r, ":slug", slug);
    rows_bind_text(&r, ":zone", "UTC");
    return rows_run(&r);
}

static bool has_organisation(struct store *st, const char *slug)
{
    struct rows r = rows_open(st, Q_ORGANISATION_FIND);
    bool found;

    rows_bind_text(&r, ":slug", slug);
    found = rows_next(&r);
    assert_ok(rows_close(&r));
    return found;
}

static void a_reader_cannot_write(void **state)
{
    struct store *st;

    (void)state;
    store_close(opened(STORE_WRITE));
    st = opened(STORE_READ);

    assert_err(ERR_IO, add_organisation(st, "x"));
    assert_false(has_organisation(st, "x"));
    store_close(st);
}

static void what_is_no_database_is_refused(void **state)
{
    struct store *st = NULL;
    FILE *f = fopen(path, "w");

    (void)state;
    assert_non_null(f);
    assert_true(fputs("this is not a database, but it is long enough to be "
                      "taken for the head of one, one hundred bytes or more",
                      f) > 0);
    assert_int_equal(fclose(f), 0);

    assert_err(ERR_IO, store_open(path, SCHEMA, STORE_READ, &st));
    assert_err(ERR_IO, store_open(path, SCHEMA, STORE_WRITE, &st));
    assert_null(st);
}

static void a_reader_has_one_view_until_it_ends(void **state)
{
    struct store *writer = opened(STORE_WRITE), *reader = opened(STORE_READ);

    (void)state;
    assert_ok(store_begin(reader));
    assert_false(has_organisation(reader, "x"));
    assert_ok(add_organisation(writer, "x"));
    assert_false(has_organisation(reader, "x"));
    store_rollback(reader);
    assert_true(has_organisation(reader, "x"));
    store_close(reader);
    store_close(writer);
}

static void a_rollback_leaves_nothing(void **state)
{
    struct store *st = opened(STORE_WRITE);

    (void)state;
    assert_ok(store_begin(st));
    assert_ok(add_organisation(st, "x"));
    store_rollback(st);
    store_rollback(st); /* once is enough, twice does no harm */

    assert_false(has_organisation(st, "x"));
    assert_err(ERR_IO, store_commit(st)); /* of nothing */
    store_close(st);
}

static void the_data_version_differs_after_somebody_elses_write(void **state)
{
    struct store *a = opened(STORE_WRITE), *b = opened(STORE_WRITE);
    int64_t before, own, others;

    (void)state;
    assert_ok(store_data_version(a, &before));
    assert_ok(add_organisation(a, "x"));
    assert_ok(store_data_version(a, &own));
    assert_ok(add_organisation(b, "y"));
    assert_ok(store_data_version(a, &others));

    assert_true(own == before);
    assert_true(others != own);
    store_close(a);
    store_close(b);
}

/* Asked before and after each write, by another connection and by its own. */
static void the_state_differs_after_every_write_of_somebody_else(void **state)
{
    struct store *a = opened(STORE_WRITE), *b = opened(STORE_WRITE);
    int64_t before, same, after;
    int i;

    (void)state;
    for (i = 0; i < 20; i++) {
        char slug[20];

        (void)snprintf(slug, sizeof(slug), "x-%d", i);
        assert_ok(store_state(a, &before));
        assert_ok(store_state(a, &same));
        assert_true(before == same);
        assert_ok(add_organisation(b, slug));
        assert_ok(store_state(a, &after));
        assert_true(after != before);
        if (i % 5 == 0)
            assert_ok(store_empty_log(b)); /* it begins anew */
    }
    store_close(b);
    assert_ok(store_state(a, &same));
    store_close(a);
}

struct waiter {
    struct store *store;
    int started[2];
    enum err result;
};

static void *begin_too(void *self)
{
    struct waiter *w = self;

    (void)!write(w->started[1], "", 1);
    w->result = store_begin(w->store);
    store_rollback(w->store);
    return NULL;
}

static void a_second_writer_waits_for_the_first(void **state)
{
    struct store *first = opened(STORE_WRITE);
    struct waiter w = {.store = opened(STORE_WRITE), .result = ERR_IO};
    pthread_t thread;
    char byte;

    (void)state;
    assert_int_equal(pipe(w.started), 0);
    assert_ok(store_begin(first));
    assert_int_equal(pthread_create(&thread, NULL, begin_too, &w), 0);
    assert_int_equal(read(w.started[0], &byte, 1), 1);
    assert_ok(add_organisation(first, "x"));
    assert_ok(store_commit(first));
    assert_int_equal(pthread_join(thread, NULL), 0);

    assert_ok(w.result);
    store_close(w.store);
    store_close(first);
    (void)close(w.started[0]);
    (void)close(w.started[1]);
}

static void a_second_writer_gives_up_after_ten_seconds(void **state)
{
    struct store *first = opened(STORE_WRITE), *second = opened(STORE_WRITE);

    (void)state;
    assert_ok(store_begin(first));

    assert_err(ERR_BUSY, store_begin(second));

    store_rollback(first);
    assert_ok(store_begin(second));
    store_rollback(second);
    store_close(second);
    store_close(first);
}

static void any_number_may_make_the_database_at_once(void **state)
{
    enum { ROUNDS = 20, RACERS = 6 };
    int round, i, start[2], status;
    char byte;

    (void)state;
    for (round = 0; round < ROUNDS; round++) {
        assert_int_equal(pipe(start), 0);
        for (i = 0; i < RACERS; i++)
            if (fork() == 0) {
                struct store *st = NULL;
                enum err e;

                (void)close(start[1]);
                (void)!read(start[0], &byte, 1);
                e = store_open(path, SCHEMA, STORE_WRITE, &st);
                store_close(st);
                _exit((int)e);
            }
        (void)close(start[0]);
        (void)close(start[1]); /* go */
        for (i = 0; i < RACERS; i++) {
            assert_true(wait(&status) > 0);
            assert_err(OK, (enum err)WEXITSTATUS(status));
        }
        assert_true(files(true) > 0);
    }
}

static struct value number(int64_t n)
{
    return (struct value){.n = n};
}

static struct value bytes(const void *at, int64_t n)
{
    return (struct value){.bytes = at, .n = n};
}

/* Rows of the table `live`, handed to one statement. */
static enum err add_rows(struct store *st, int64_t first, int64_t second)
{
    const struct value nothing = {.is_null = true};
    const struct value values[2][6] = {
        {number(first), bytes("0123456789abcdef", 16), nothing, number(-7),
         number(1), bytes("", 0)},
        {number(second), bytes("fedcba9876543210", 16), number(3),
         number(INT64_MAX), number(2), bytes("a\0b", 3)}};
    struct rows r = rows_open(st, Q_LIVE_ADD);

    rows_hand(&r, values[0], 2, 6);
    return rows_run(&r);
}

static void rows_handed_over_are_stored_as_they_are(void **state)
{
    struct store *st = opened(STORE_WRITE);
    struct rows r;
    const char *got;
    size_t n;

    (void)state;
    assert_ok(add_rows(st, 5, 6));
    assert_int_equal(store_changed(st), 2);
    r = rows_open(st, Q_LIVE_GET);
    rows_bind_int(&r, ":id", 5);
    assert_true(rows_next(&r));
    assert_true(rows_is_null(&r, 0));
    assert_memory_equal(rows_blob(&r, 1, &n), "0123456789abcdef", 16);
    assert_int_equal(n, 16);
    assert_false(rows_is_null(&r, 2)); /* of no bytes, but there */
    assert_int_equal(rows_int(&r, 3), 1);
    assert_ok(rows_close(&r));

    r = rows_open(st, Q_LIVE_GET);
    rows_bind_int(&r, ":id", 6);
    assert_true(rows_next(&r));
    assert_int_equal(rows_int(&r, 0), 3);
    got = rows_blob(&r, 2, &n);
    assert_int_equal(n, 3);
    assert_memory_equal(got, "a\0b", 3);
    assert_ok(rows_close(&r));
    store_close(st);
}

static void a_row_that_is_there_already_stays_and_is_told(void **state)
{
    struct store *st = opened(STORE_WRITE);
    struct rows r;

    (void)state;
    assert_ok(add_rows(st, 5, 6));
    assert_ok(store_begin(st));
    assert_err(ERR_CONFLICT, add_rows(st, 7, 6));
    store_rollback(st);

    r = rows_open(st, Q_LIVE_GET);
    rows_bind_int(&r, ":id", 7);
    assert_false(rows_next(&r));
    assert_ok(rows_close(&r));
    r = rows_open(st, Q_LIVE_ADD); /* with nothing handed over */
    assert_ok(rows_run(&r));
    assert_int_equal(store_changed(st), 0);
    store_close(st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(a_database_of_a_newer_program_is_refused),
        in_folder(reading_makes_and_changes_nothing),
        in_folder(a_reader_cannot_write),
        in_folder(what_is_no_database_is_refused),
        in_folder(a_reader_has_one_view_until_it_ends),
        in_folder(a_rollback_leaves_nothing),
        in_folder(the_data_version_differs_after_somebody_elses_write),
        in_folder(the_state_differs_after_every_write_of_somebody_else),
        in_folder(a_second_writer_waits_for_the_first),
        in_folder(a_second_writer_gives_up_after_ten_seconds),
        in_folder(rows_handed_over_are_stored_as_they_are),
        in_folder(a_row_that_is_there_already_stays_and_is_told),
        in_folder(any_number_may_make_the_database_at_once),
    };

    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
