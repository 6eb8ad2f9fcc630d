#include <sqlite3.h>
#include <zlib.h>

#include "tests/unit/stream.h"

/* Imports that stop in the middle keep what they say they kept. */

enum { ROWS = 40000, LOST = 20000, EVENTS = ROWS + 1, COMMIT = 16384 };

/* A log of ROWS attempts at step a; now and then a row that is none; and, when
 * LOST rows have gone, one at a step that nobody knows. */
static char *long_log(struct arena *a)
{
    struct buf text;
    char *copy;
    int i;

    buf_init(&text, 8 * 1024 * 1024);
    for (i = 0; i < ROWS; i++) {
        if (i % 5000 == 4999)
            buf_adds(&text, "no row\n");
        if (i == LOST)
            buf_addf(&text, "case-0\tlost\t%lld\n",
                     (long long)TRACKED_START_MS);
        buf_addf(&text, "case-%d\ta\t%lld\n", i,
                 (long long)(TRACKED_START_MS + i * 1000));
    }
    copy = arena_strdup(a, text.text);
    buf_release(&text);
    return copy;
}

/* How many attempts those events are of. */
static int64_t attempts_of(int64_t events)
{
    return events - (events > LOST);
}

static void raw_run(const struct tracked *w, const char *sql)
{
    char path[220];
    sqlite3 *db;

    (void)snprintf(path, sizeof(path), "%s/journeys.db", w->dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
}

static void zip(const struct tracked *w, const char *text, size_t cut)
{
    gzFile f = gzopen(w->file, "wb");
    char *bytes = malloc(8 * 1024 * 1024);
    FILE *again;
    size_t n;

    assert_non_null(f);
    assert_int_equal(gzwrite(f, text, (unsigned)strlen(text)), strlen(text));
    assert_int_equal(gzclose(f), Z_OK);
    again = fopen(w->file, "rb");
    assert_non_null(again);
    n = fread(bytes, 1, 8 * 1024 * 1024, again);
    assert_int_equal(fclose(again), 0);
    tracked_write(w, bytes, n - n * cut / 100);
    free(bytes);
}

static void a_damaged_gzip_file_leaves_what_came_before(void **state)
{
    const char *text = long_log(*state);
    size_t cut;

    for (cut = 1; cut < 100; cut += 35) {
        struct tracked *w = tracked_new();
        struct import_summary sum = {0};
        struct import_list list;
        struct problems p;

        problems_init(&p, *state, 10);
        zip(w, text, cut);
        assert_err(ERR_INVALID,
                   tracked_import_file(w, "own", TRACKED_LATER_MS, &p, &sum));

        assert_int_equal(p.total, sum.refused);
        assert_true(sum.accepted > 0 && sum.accepted < EVENTS);
        assert_int_equal(tracked_figure(w, "started"),
                         attempts_of(sum.accepted));
        assert_int_equal(tracked_figure(w, "refused"), sum.refused);
        tracked_assert_clean(w);
        assert_ok(tracker_imports(w->t, *state, &list));
        assert_int_equal(list.at[0].accepted, sum.accepted);
        assert_true(list.at[0].finished);
        assert_int_equal(tracked_import(w, text).duplicates, sum.accepted);
        assert_int_equal(tracked_figure(w, "started"), ROWS);
        tracked_free(w);
    }
}

/* Each way a store may fail, and how many rows are durable by then. */
static void a_store_that_fails_leaves_what_was_committed(void **state)
{
    static const struct {
        const char *trigger;
        int64_t durable;
    } ways[] = {
        {"BEFORE INSERT ON live WHEN NEW.id & 0xFFFFFFFF > 20000", COMMIT},
        {"BEFORE INSERT ON live WHEN NEW.id & 0xFFFFFFFF > 35000", 2 * COMMIT},
        {"BEFORE INSERT ON live", 0},
        {"BEFORE UPDATE ON import WHEN NEW.accepted > 20000", COMMIT},
        {"BEFORE INSERT ON figures", 0},
        {"BEFORE INSERT ON import", 0},
        {"BEFORE INSERT ON name", 0},
        {"BEFORE INSERT ON received", 0},
    };
    const char *text = long_log(*state);
    size_t i;

    for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        struct tracked *w = tracked_new();
        struct import_summary sum = {0};
        struct problems p;

        problems_init(&p, *state, 10);
        raw_run(w, arena_printf(*state,
                                "CREATE TRIGGER fails %s BEGIN SELECT "
                                "RAISE(ROLLBACK, 'the disk is full'); END",
                                ways[i].trigger));
        tracked_write(w, text, strlen(text));
        assert_true(tracked_import_file(w, "own", TRACKED_LATER_MS, &p, &sum) !=
                    OK);

        assert_int_equal(sum.accepted, ways[i].durable);
        /* The two events of the first attempt are kept together. */
        assert_int_equal(tracked_figure(w, "started"),
                         ways[i].durable ? ways[i].durable - 1 : 0);
        assert_int_equal(sum.unknown_steps, ways[i].durable > 0);
        tracked_assert_clean(w);
        raw_run(w, "DROP TRIGGER fails");
        sum = tracked_import(w, text);
        assert_int_equal(sum.duplicates, ways[i].durable);
        assert_int_equal(sum.accepted, EVENTS - ways[i].durable);
        assert_int_equal(tracked_figure(w, "started"), ROWS);
        tracked_assert_clean(w);
        tracked_free(w);
    }
}

static void a_packing_that_fails_loses_nothing(void **state)
{
    const char *text = long_log(*state);
    struct tracked *w = tracked_new();
    struct import_summary sum = {0};
    struct problems p;

    problems_init(&p, *state, 10);
    raw_run(w, "CREATE TRIGGER fails AFTER INSERT ON chunk WHEN NEW.id > 5 "
               "BEGIN SELECT RAISE(ROLLBACK, 'the disk is full'); END");
    tracked_write(w, text, strlen(text));
    assert_true(tracked_import_file(w, "own", TRACKED_LATER_MS, &p, &sum) !=
                OK);

    assert_int_equal(sum.accepted, EVENTS);
    assert_int_equal(tracked_figure(w, "started"), ROWS);
    tracked_assert_clean(w);
    raw_run(w, "DROP TRIGGER fails");
    assert_int_equal(tracked_import(w, text).duplicates, EVENTS);
    tracked_assert_clean(w);
    tracked_free(w);
}

static void words_of_a_transaction_that_failed_are_not_remembered(void **state)
{
    const char *bad =
                   "{\"attempt\":\"attempt-0001\",\"kind\":\"view\",\"step\":"
                   "\"a\",\"lang\":\"cy\",\"at\":1772445600000}\n",
               *good = "{\"attempt\":\"attempt-0001\",\"kind\":\"view\","
                       "\"step\":\"a\",\"lang\":\"en\",\"at\":1772445600000}\n";
    struct tracked *w = tracked_new();
    struct import_summary sum = {0};
    struct problems p;

    problems_init(&p, *state, 10);
    raw_run(w, "CREATE TRIGGER fails BEFORE INSERT ON live BEGIN SELECT "
               "RAISE(FAIL, 'the disk is full'); END");
    tracked_write(w, bad, strlen(bad));
    assert_true(tracked_import_file(w, "own", TRACKED_LATER_MS, &p, &sum) !=
                OK);
    raw_run(w, "DROP TRIGGER fails");
    assert_int_equal(tracked_import(w, good).accepted, 1);
    tracked_stop(w);
    tracked_start(w);

    assert_int_equal(tracked_import(w, good).duplicates, 1);
    assert_int_equal(tracked_figure(w, "started"), 1);
    tracked_assert_clean(w);
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(a_damaged_gzip_file_leaves_what_came_before),
        with_arena(a_store_that_fails_leaves_what_was_committed),
        with_arena(a_packing_that_fails_loses_nothing),
        with_arena(words_of_a_transaction_that_failed_are_not_remembered),
    };

    return cmocka_run_group_tests_name("intake_stops", tests, NULL, NULL);
}
