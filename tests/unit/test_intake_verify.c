#include <sqlite3.h>

#include "store/store_inside.h"
#include "tests/unit/stream.h"
#include "tracker/packed.h"

/* What verify tells of a store that somebody, or a disk, has changed. */

enum { EVENTS = 400 };

static sqlite3 *raw(const struct tracked *w)
{
    char path[220];
    sqlite3 *db;

    (void)snprintf(path, sizeof(path), "%s/journeys.db", w->dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(store_add_row_sum(db), SQLITE_OK);
    return db;
}

static const char sums[] =
    "UPDATE organisation SET sum = row_sum(slug, zone);"
    "UPDATE version SET sum = row_sum(journey, number, from_ms, definition);"
    "UPDATE name SET sum = row_sum(journey, kind, number, text);"
    "UPDATE figures SET sum = row_sum(journey, dimension, value, until_day, "
    "day, version, counters);";

static void raw_run(const struct tracked *w, const char *sql)
{
    sqlite3 *db = raw(w);

    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    if (sqlite3_changes(db) == 0)
        fail_msg("%s: changes nothing", sql);
    /* As if that had been written: it is the recount that has to tell. */
    assert_int_equal(sqlite3_exec(db, sums, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
}

/* With attempts in chunks, live ones, and live ones that outdate a chunk. */
static struct tracked *filled(struct arena *a, const struct stream *s)
{
    const int64_t now_ms = TRACKED_START_MS + 7 * MS_PER_DAY;
    struct tracked *w = tracked_new();
    char *text = arena_strdup(a, "");
    int i;

    (void)tracked_import_at(w, stream_text(a, s, 0, 1), now_ms);
    for (i = 30; i < 50; i++) /* some of them are new */
        text = arena_printf(a, "%sattempt-%04d\ta\t%lld\n", text, i,
                            (long long)now_ms);
    (void)tracked_import_at(w, text, now_ms);
    tracked_assert_clean(w);
    return w;
}

/* Whether verify says that something is wrong, in one way or another. */
static bool is_told(struct arena *a, struct tracked *w)
{
    struct problems p;
    int64_t attempts;

    problems_init(&p, a, 3);
    return tracker_verify(w->t, &p, &attempts) != OK || p.total > 0;
}

static void every_change_to_what_is_stored_is_told(void **state)
{
    static const char *const changes[] = {
        "UPDATE figures SET counters = x'8080808080804002' WHERE dimension = 0",
        "DELETE FROM figures WHERE dimension = 0 AND day = (SELECT min(day) "
        "FROM figures WHERE dimension = 0)",
        "DELETE FROM figures WHERE dimension = 101",
        "DELETE FROM figures WHERE dimension = 3",
        "UPDATE figures SET day = day + 100 WHERE dimension = 0",
        "UPDATE figures SET version = 2 WHERE dimension = 5",
        "UPDATE figures SET until_day = until_day - 1 WHERE dimension = 0",
        "INSERT INTO figures SELECT NULL, journey, dimension, 99, until_day, "
        "day, version, 0, counters FROM figures WHERE dimension = 3 LIMIT 1",
        "DELETE FROM chunk WHERE id = (SELECT min(id) FROM chunk)",
        "INSERT INTO chunk SELECT 1000, journey, version, day, attempts, "
        "settled_ms, sum, trails, keys FROM chunk LIMIT 1",
        "UPDATE chunk SET day = day + 1",
        "UPDATE chunk SET version = 2",
        "UPDATE chunk SET settled_ms = 0",
        "UPDATE chunk SET trails = substr(trails, 1, length(trails) - 1)",
        "UPDATE chunk SET trails = CAST(trails || x'00' AS BLOB)",
        "UPDATE chunk SET keys = substr(keys, 1, length(keys) - 16)",
        "UPDATE chunk SET keys = CAST(keys || x'00' AS BLOB)",
        "UPDATE chunk SET trails = x''",
        "DELETE FROM live",
        "UPDATE live SET quiet_ms = quiet_ms + 1",
        "UPDATE live SET trail = x'FF'",
        "UPDATE live SET trail = x'00'",
        "UPDATE live SET chunk = NULL WHERE chunk IS NOT NULL",
        "UPDATE version SET definition = replace(definition, '\"start\":\"a\"',"
        " '\"start\":\"b\"')",
        "UPDATE organisation SET zone = 'Pacific/Kiritimati'",
        "UPDATE name SET text = 'nowhere' WHERE kind = 0 AND text = 'a'",
    };
    struct stream s = stream_make(*state, 1, EVENTS);
    size_t i;

    for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        struct tracked *w = filled(*state, &s);

        tracked_stop(w);
        raw_run(w, changes[i]);
        tracked_start(w);
        if (!is_told(*state, w))
            fail_msg("verify says nothing after: %s", changes[i]);
        tracked_free(w);
    }
}

static int64_t largest_chunk(sqlite3 *db)
{
    sqlite3_stmt *stmt;
    int64_t id;

    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT id FROM chunk ORDER BY "
                                        "length(trails) DESC, id LIMIT 1",
                                        -1, &stmt, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    id = sqlite3_column_int64(stmt, 0);
    (void)sqlite3_finalize(stmt);
    return id;
}

/* Turn one bit of a column of the largest chunk. */
static void flip(const struct tracked *w, const char *column, size_t at,
                 size_t bit)
{
    sqlite3 *db = raw(w);
    sqlite3_blob *blob = NULL;
    unsigned char byte;
    int place;

    assert_int_equal(sqlite3_blob_open(db, "main", "chunk", column,
                                       largest_chunk(db), 1, &blob),
                     SQLITE_OK);
    place = (int)(at % (size_t)sqlite3_blob_bytes(blob));
    assert_int_equal(sqlite3_blob_read(blob, &byte, 1, place), SQLITE_OK);
    byte = (unsigned char)(byte ^ 1U << bit);
    assert_int_equal(sqlite3_blob_write(blob, &byte, 1, place), SQLITE_OK);
    assert_int_equal(sqlite3_blob_close(blob), SQLITE_OK);
    (void)sqlite3_close(db);
}

static void every_bit_of_a_chunk_that_is_another_is_told(void **state)
{
    enum { FLIPS = 400 };
    struct stream s = stream_make(*state, 2, EVENTS);
    struct tracked *w = filled(*state, &s);
    struct dice d = {1};
    int i;

    for (i = 0; i < FLIPS; i++) {
        struct arena *a = arena_new();
        size_t at = dice_below(&d, 1 << 20), bit = dice_below(&d, 8);

        flip(w, i % 4 ? "trails" : "keys", at, bit);
        assert_true(is_told(a, w));
        flip(w, i % 4 ? "trails" : "keys", at, bit);
        arena_free(a);
    }
    tracked_assert_clean(w);
    tracked_free(w);
}

/* As if what a chunk holds now had been written. */
static void make_sums_fit(const struct tracked *w)
{
    const char *chunks = "SELECT id, keys, trails FROM chunk";
    sqlite3 *db = raw(w);
    sqlite3_stmt *stmt;

    assert_int_equal(sqlite3_prepare_v2(db, chunks, -1, &stmt, NULL),
                     SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        char *put = sqlite3_mprintf(
            "UPDATE chunk SET sum = %lld WHERE id = %lld",
            (long long)packed_sum(sqlite3_column_blob(stmt, 1),
                                  (size_t)sqlite3_column_bytes(stmt, 1),
                                  sqlite3_column_blob(stmt, 2),
                                  (size_t)sqlite3_column_bytes(stmt, 2)),
            (long long)sqlite3_column_int64(stmt, 0));

        assert_int_equal(sqlite3_exec(db, put, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_free(put);
    }
    (void)sqlite3_finalize(stmt);
    (void)sqlite3_close(db);
}

/* Whatever is asked of a damaged store, it answers or says it cannot. */
static void nothing_crashes_on_a_damaged_store(void **state)
{
    enum { FLIPS = 150 };
    const char *const steps[] = {"a", "b"};
    const struct figures_query fq = {.journey = "own",
                                     .now_ms = TRACKED_START_MS};
    const struct funnel_query q = {
        .journey = "own", .n_steps = 2, .steps = steps};
    struct stream s = stream_make(*state, 3, EVENTS);
    struct tracked *w = filled(*state, &s);
    struct dice d = {2};
    FILE *nowhere = fopen("/dev/null", "w");
    int i;

    assert_non_null(nowhere);
    for (i = 0; i < FLIPS; i++) {
        struct arena *a = arena_new();
        struct problems p;
        struct funnel funnel;
        struct figures figures;
        struct import_summary sum;

        problems_init(&p, a, 3);
        flip(w, "trails", dice_below(&d, 1 << 20), dice_below(&d, 8));
        if (i % 2)
            make_sums_fit(w);
        (void)!tracker_figures(w->t, a, &fq, &figures);
        (void)!tracker_funnel(w->t, a, &q, &p, &funnel);
        (void)!tracker_attempts(w->t, "own", NULL, TRACKED_START_MS, nowhere);
        tracked_write_text(w, stream_text(a, &s, (size_t)i, 37));
        (void)!tracked_import_file(w, "own", TRACKED_LATER_MS, &p, &sum);
        (void)is_told(a, w);
        arena_free(a);
    }
    (void)fclose(nowhere);
    tracked_free(w);
}

static void a_definition_that_cannot_be_read_any_more_is_an_error(void **state)
{
    struct tracked *w = tracked_new();
    struct figures_query q = {.journey = "own", .now_ms = TRACKED_LATER_MS};
    struct figures f;

    raw_run(w, "UPDATE version SET definition = '{'");
    assert_err(ERR_IO, tracker_figures(w->t, *state, &q, &f));
    raw_run(w, "UPDATE version SET definition = '[]'");
    assert_err(ERR_IO, tracker_figures(w->t, *state, &q, &f));
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(every_change_to_what_is_stored_is_told),
        with_arena(every_bit_of_a_chunk_that_is_another_is_told),
        with_arena(nothing_crashes_on_a_damaged_store),
        with_arena(a_definition_that_cannot_be_read_any_more_is_an_error),
    };

    return cmocka_run_group_tests_name("intake_verify", tests, NULL, NULL);
}
