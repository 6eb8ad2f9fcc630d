#include <inttypes.h>
#include <sqlite3.h>

#include "tests/unit/stream.h"
#include "tracker/names.h"

/* How many words of a kind (enum name_kind) are stored. */
static int64_t words(const struct tracked *w, int kind, const char *text)
{
    char path[220];
    sqlite3 *db;
    sqlite3_stmt *stmt;
    int64_t n;

    (void)snprintf(path, sizeof(path), "%s/journeys.db", w->dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "SELECT count(*) FROM name WHERE kind = ?1 AND "
                           "(?2 IS NULL OR text = ?2)",
                           -1, &stmt, NULL),
        SQLITE_OK);
    (void)sqlite3_bind_int(stmt, 1, kind);
    (void)sqlite3_bind_text(stmt, 2, text, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    n = sqlite3_column_int64(stmt, 0);
    (void)sqlite3_finalize(stmt);
    (void)sqlite3_close(db);
    return n;
}

/* Import n lines made of a format with a number. */
static struct import_summary import_lines(struct tracked *w, const char *before,
                                          const char *after, int from, int n)
{
    struct buf text;
    struct import_summary sum;
    int i;

    buf_init(&text, 16 * 1024 * 1024);
    for (i = from; i < from + n; i++)
        buf_addf(&text, "%s%d%s\n", before, i, after);
    sum = tracked_import(w, text.text);
    buf_release(&text);
    return sum;
}

#define EVENT_OF(attempt) "{\"attempt\":\"" attempt "\",\"kind\":\"view\","

#define ONE_REFUSAL "{\"field\":\"postcode\",\"rule\":\"required\"}"
#define FOUR_REFUSALS                                                          \
    ONE_REFUSAL "," ONE_REFUSAL "," ONE_REFUSAL "," ONE_REFUSAL

/* More than go into one statement, by their number and by their size. */
static void new_attempts_of_one_commit_are_all_there(void **state)
{
    enum { SHORT = 300, LONG = 8, EVENTS = 1900 };
    struct tracked *w = tracked_new();
    struct buf text;
    int i;

    (void)state;
    buf_init(&text, 64 * 1024 * 1024);
    for (i = 0; i < LONG * EVENTS; i++)
        buf_addf(&text,
                 "{\"attempt\":\"long-%05d\",\"kind\":\"reject\","
                 "\"step\":\"a\",\"seq\":%d,\"at\":%" PRId64
                 ",\"errors\":[" FOUR_REFUSALS "," FOUR_REFUSALS
                 "," FOUR_REFUSALS "]}\n",
                 i / EVENTS, i % EVENTS, TRACKED_START_MS + i);
    for (i = 0; i < SHORT; i++)
        buf_addf(&text,
                 EVENT_OF("short-%04d") "\"step\":\"a\",\"at\":%" PRId64 "}\n",
                 i, TRACKED_START_MS + MS_PER_DAY);
    assert_int_equal(tracked_import(w, text.text).accepted,
                     SHORT + LONG * EVENTS);
    buf_release(&text);
    tracked_stop(w);
    tracked_start(w);

    assert_int_equal(tracked_figure(w, "started"), SHORT + LONG);
    tracked_assert_clean(w);
    tracked_free(w);
}

static void an_attempt_holds_4096_events_and_no_more(void **state)
{
    struct tracked *w = tracked_new();
    struct import_summary sum;

    (void)state;
    sum = import_lines(w, EVENT_OF("attempt-0001") "\"step\":\"a\",\"seq\":",
                       ",\"at\":1772445600000}", 0, 5000);
    assert_int_equal(sum.accepted, 4096);
    assert_int_equal(sum.refused, 904);

    sum = import_lines(w, EVENT_OF("attempt-0001") "\"step\":\"a\",\"seq\":",
                       ",\"at\":1772445600000}", 4000, 200);
    assert_int_equal(sum.duplicates, 96);
    assert_int_equal(sum.refused, 104);
    assert_int_equal(tracked_figure(w, "started"), 1);
    assert_int_equal(tracked_figure(w, "refused"), 1008);
    tracked_assert_clean(w);
    tracked_free(w);
}

static void past_two_hundred_words_of_a_kind_all_are_other(void **state)
{
    enum { NAME_LANG_KIND = 3 };
    struct tracked *w = tracked_new();

    (void)state;
    (void)import_lines(w,
                       EVENT_OF("attempt-0001") "\"step\":\"a\",\"lang\":\"x",
                       "\",\"at\":1772445600000}", 0, 150);
    tracked_stop(w);
    tracked_start(w);
    (void)import_lines(w,
                       EVENT_OF("attempt-0002") "\"step\":\"a\",\"lang\":\"x",
                       "\"}", 100, 900);

    assert_int_equal(words(w, NAME_LANG_KIND, NULL), 201);
    assert_int_equal(words(w, NAME_LANG_KIND, "x199"), 1);
    assert_int_equal(words(w, NAME_LANG_KIND, "x200"), 0);
    assert_int_equal(words(w, NAME_LANG_KIND, "other"), 1);
    tracked_assert_clean(w);
    tracked_free(w);
}

static void past_a_hundred_unmapped_steps_all_are_other(void **state)
{
    enum { STEPS = 6 };
    struct tracked *w = tracked_new();
    struct import_summary sum;

    (void)state;
    (void)import_lines(w, "case-1\tlost-", "\t1772445600000", 0, 60);
    tracked_stop(w);
    tracked_start(w);
    sum = import_lines(w, "case-1\tlost-", "\t1772445600000", 0, 1000);

    assert_int_equal(words(w, 0, NULL), STEPS + 101);
    assert_int_equal(words(w, 0, "lost-99"), 1);
    assert_int_equal(words(w, 0, "lost-100"), 0);
    assert_int_equal(words(w, 0, "other"), 1);
    /* 40 new names, and one event at "other": the rest are like it. */
    assert_int_equal(sum.accepted, 41);
    assert_int_equal(sum.duplicates, 959);
    tracked_assert_clean(w);
    tracked_free(w);
}

/* Else anybody could make a day's row of figures too long to be stored. */
static void fields_and_rules_have_a_lid_together(void **state)
{
    enum { FIELDS = 60, RULES = 60, PAIRS_KEPT = 1000 };
    struct tracked *w = tracked_new();
    struct buf text;
    int f, r;

    (void)state;
    buf_init(&text, 1 << 20);
    for (f = 0; f < FIELDS; f++)
        for (r = 0; r < RULES; r++)
            buf_addf(&text,
                     "{\"attempt\":\"attempt-%d\",\"seq\":%d,\"kind\":"
                     "\"reject\",\"step\":\"a\",\"at\":1772445600000,"
                     "\"field\":\"f%d\",\"rule\":\"r%d\"}\n",
                     f, r, f, r);
    assert_ok(buf_finish(&text));
    assert_int_equal(tracked_import(w, text.text).accepted, FIELDS * RULES);

    assert_int_equal(words(w, NAME_REFUSAL, NULL), PAIRS_KEPT);
    assert_int_equal(words(w, NAME_FIELD, "other"), 1);
    assert_int_equal(tracked_import(w, text.text).duplicates, FIELDS * RULES);
    tracked_assert_clean(w);
    buf_release(&text);
    tracked_free(w);
}

static void a_step_that_looks_like_no_id_is_not_kept(void **state)
{
    struct tracked *w = tracked_new();

    (void)state;
    (void)tracked_import(w, "case-1\tJohn Smith, 1 High Street\t1772445600000\n"
                            "case-1\tbee\t1772445600000\n"
                            "case-1\tBee\t1772445600000\n");

    assert_int_equal(words(w, 0, "John Smith, 1 High Street"), 0);
    assert_int_equal(words(w, 0, "bee"), 1); /* unmapped: another case */
    assert_int_equal(words(w, 0, "Bee"), 0); /* the title of b */
    assert_int_equal(words(w, 0, "other"), 1);
    tracked_free(w);
}

static void the_future_begins_five_minutes_from_now(void **state)
{
    struct tracked *w = tracked_new();
    struct import_summary sum;

    (void)state;
    sum = tracked_import_at(w,
                            "case-1\ta\t1772445900000\n"
                            "case-2\ta\t1772445900001\n"
                            "case-3\ta\t253402300799999\n",
                            TRACKED_START_MS);
    assert_int_equal(sum.accepted, 1);
    assert_int_equal(sum.refused, 2);
    tracked_free(w);
}

static void what_is_before_the_horizon_is_refused(void **state)
{
    struct tracked *w = tracked_new();
    struct import_summary sum;
    struct problems p;

    problems_init(&p, *state, 10);
    tracked_add(w, "{\"waymark\":\"journey/1\",\"organisation\":\"exampleton\","
                   "\"retentionMonths\":1,\"id\":\"brief\",\"start\":\"a\","
                   "\"steps\":[{\"id\":\"a\"}]}");
    tracked_write_text(w, "case-1\ta\t2026-02-28T00:00:00Z\n"
                          "case-2\ta\t2026-02-27T23:59:59.999Z\n"
                          "case-3\ta\t0001-01-01T00:00:00Z\n");
    assert_ok(tracked_import_file(w, "brief",
                                  TRACKED_START_MS + 29 * MS_PER_DAY, &p,
                                  &sum)); /* the 31st */

    assert_int_equal(sum.accepted, 1);
    assert_int_equal(sum.refused, 2);
    assert_string_equal(p.at[0].place, "line 2, at");
    tracked_free(w);
}

static void any_year_there_is_may_be_studied(void **state)
{
    struct tracked *w = tracked_new();
    struct import_summary sum;

    sum = tracked_import(w, "case-1\ta\t0001-01-01T23:59:00+23:59\n"
                            "case-1\tb\t2026-01-01T00:00:00Z\n"
                            "case-2\ta\t-62135596800000\n"
                            "case-3\ta\t-62135596800001\n"
                            "case-4\ta\t0001-01-01T23:58:00+23:59\n");
    assert_int_equal(sum.accepted, 3);
    assert_int_equal(sum.refused, 2);
    assert_int_equal(tracked_figure(w, "started"), 2);
    assert_true(strstr(tracked_attempts(*state, w, TRACKED_LATER_MS),
                       "0000-12-3") != NULL);
    tracked_assert_clean(w);
    tracked_free(w);
}

static void a_test_event_is_checked_and_not_kept(void **state)
{
    struct tracked *w = tracked_new();
    struct import_summary sum;

    (void)state;
    sum = tracked_import(
        w, EVENT_OF("attempt-0001") "\"step\":\"a\",\"test\":true}\n" EVENT_OF(
               "attempt-0001") "\"step\":\"a\",\"test\":1}\n"
                               "{\"attempt\":\"attempt-0002\",\"journey\":"
                               "\"other\",\"kind\":"
                               "\"view\"}\n");
    assert_int_equal(sum.tests, 1);
    assert_int_equal(sum.accepted, 0);
    assert_int_equal(sum.refused, 2);
    assert_int_equal(tracked_figure(w, "started"), 0);
    assert_int_equal(tracked_figure(w, "refused"), 2);
    tracked_free(w);
}

/* The bytes of a file of the folder, whatever they are. */
static char *bytes_of(struct arena *a, const char *dir, const char *name,
                      size_t *ret_n)
{
    enum { ROOM = 16 * 1024 * 1024 };
    FILE *f = fopen(arena_printf(a, "%s/%s", dir, name), "rb");
    char *bytes = arena_alloc(a, ROOM);

    assert_non_null(f);
    *ret_n = fread(bytes, 1, ROOM, f);
    assert_true(*ret_n < ROOM);
    (void)fclose(f);
    return bytes;
}

static void assert_nowhere(struct arena *a, const struct tracked *w,
                           const char *marker)
{
    DIR *dir = opendir(w->dir);
    struct dirent *entry;
    int files = 0;

    assert_non_null(dir);
    while ((entry = readdir(dir))) {
        size_t n;
        char *bytes;

        if (entry->d_name[0] == '.')
            continue;
        bytes = bytes_of(a, w->dir, entry->d_name, &n);
        if (memmem(bytes, n, marker, strlen(marker)))
            fail_msg("%s is in %s", marker, entry->d_name);
        files++;
    }
    (void)closedir(dir);
    assert_true(files >= 2);
}

static void nothing_of_an_attempts_id_is_in_any_file(void **state)
{
    struct tracked *w = tracked_new();
    int i;

    (void)import_lines(w, "MARKER-person-", "\ta\t1772445600000", 0, 2000);
    (void)import_lines(w, EVENT_OF("MARKER-person-0001") "\"step\":\"MARKER p",
                       "\"}", 0, 10);
    (void)import_lines(w, EVENT_OF("MARKER-person-0002") "\"MARKER-key\":", "}",
                       0, 10);
    for (i = 0; i < 2; i++) {
        assert_nowhere(*state, w, "MARKER");
        assert_nowhere(*state, w, "person");
        tracked_stop(w); /* once with the log of the database, once without */
        tracked_start(w);
    }
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_attempts_of_one_commit_are_all_there),
        cmocka_unit_test(an_attempt_holds_4096_events_and_no_more),
        cmocka_unit_test(past_two_hundred_words_of_a_kind_all_are_other),
        cmocka_unit_test(past_a_hundred_unmapped_steps_all_are_other),
        cmocka_unit_test(fields_and_rules_have_a_lid_together),
        cmocka_unit_test(a_step_that_looks_like_no_id_is_not_kept),
        cmocka_unit_test(the_future_begins_five_minutes_from_now),
        with_arena(what_is_before_the_horizon_is_refused),
        with_arena(any_year_there_is_may_be_studied),
        cmocka_unit_test(a_test_event_is_checked_and_not_kept),
        with_arena(nothing_of_an_attempts_id_is_in_any_file),
    };

    return cmocka_run_group_tests_name("intake_lids", tests, NULL, NULL);
}
