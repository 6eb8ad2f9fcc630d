/* test_export_lines.c - exports whose lines are known, out and in again. */
#include "store/store_inside.h"
#include "tests/unit/exported.h"
#include "tests/unit/tracked.h"
#include "tracker/folder.h"

static char *export(struct arena *a, struct tracked *w, const char *journey)
{
    char *text = NULL, *copy;
    size_t n;
    FILE *to = open_memstream(&text, &n);

    assert_non_null(to);
    assert_ok(tracker_export(w->t, journey, to));
    assert_int_equal(fclose(to), 0);
    copy = arena_strdup(a, text);
    free(text);
    return copy;
}

static struct import_parts import_all(struct arena *a, struct tracked *w,
                                      const char *text, struct problems *p)
{
    const struct import_options o = {.name = "in", .now_ms = TRACKED_LATER_MS};
    struct import_parts parts;
    struct input *in = NULL;

    problems_init(p, a, 10);
    tracked_write(w, text, strlen(text));
    assert_ok(input_open(w->file, &in));
    assert_ok(tracker_import_all(w->t, a, in, &o, p, &parts));
    input_close(in);
    return parts;
}

/* A folder without the journey "own". */
static struct tracked *empty_folder(void)
{
    struct tracked *w = tracked_new();
    char path[256];

    tracked_stop(w);
    (void)snprintf(path, sizeof(path), "%s/journeys.db", w->dir);
    assert_int_equal(unlink(path), 0);
    tracked_start(w);
    return w;
}

/* Out of w, into an empty folder, and out of that again; and into w. */
static void assert_travels(struct arena *a, struct tracked *w)
{
    char *text = export(a, w, NULL);
    struct tracked *other = empty_folder();
    struct import_parts parts;
    struct problems p;

    parts = import_all(a, other, text, &p);
    if (p.total)
        fail_msg("%s: %s", p.at[0].place, p.at[0].message);
    assert_string_equal(exported_sorted(a, text),
                        exported_sorted(a, export(a, other, NULL)));
    tracked_assert_clean(other);
    tracked_free(other);
    parts = import_all(a, w, text, &p);
    if (p.total)
        fail_msg("%s: %s", p.at[0].place, p.at[0].message);
    assert_int_equal(parts.versions, 0);
    for (size_t i = 0; i < parts.n; i++)
        assert_int_equal(parts.at[i].sum.accepted, 0);
}

static void everything_an_event_can_say_travels(void **state)
{
    struct arena *a = *state;
    struct tracked *w = tracked_new();

    (void)tracked_import(
        w, "{\"attempt\":\"attempt-1\",\"seq\":0,\"at\":1772445600000,\"kind\":"
           "\"view\",\"step\":\"a\",\"channel\":\"on-behalf\",\"device\":"
           "\"tablet\",\"lang\":\"cy\",\"release\":\"2026.2_b\",\"variant\":"
           "\"blue\"}\n"
           "{\"attempt\":\"attempt-1\",\"seq\":1,\"at\":1772445600001,\"kind\":"
           "\"reject\",\"step\":\"Bee\",\"errors\":[{\"field\":\"one\"},"
           "{\"rule\":\"two\"},{\"field\":\"three\",\"rule\":\"four\"}]}\n"
           "{\"attempt\":\"attempt-1\",\"seq\":2,\"at\":1772445600002,\"kind\":"
           "\"contact\",\"to\":\"chat\"}\n"
           "{\"attempt\":\"attempt-1\",\"seq\":3,\"at\":1772445600003,\"kind\":"
           "\"end\",\"step\":\"g\",\"outcome\":\"referred\"}\n"
           "{\"attempt\":\"attempt-1\",\"seq\":4,\"at\":1772445600004,\"kind\":"
           "\"rating\",\"rating\":4}\n"
           "{\"attempt\":\"attempt-2\",\"kind\":\"view\",\"step\":\"a\"}\n"
           "{\"attempt\":\"attempt-2\",\"kind\":\"view\",\"step\":\"a\"}\n"
           "{\"attempt\":\"attempt-2\",\"at\":\"1969-12-31T23:59:58.250Z\","
           "\"kind\":\"view\",\"step\":\"nowhere\"}\n"
           "{\"attempt\":\"attempt-3\",\"at\":\"1970-01-21T12:20:45.600Z\","
           "\"kind\":\"view\",\"step\":\"a\"}\n");

    assert_travels(a, w);
    tracked_free(w);
}

static void
versions_travel_with_the_instant_they_are_in_force_from(void **state)
{
    struct arena *a = *state;
    struct tracked *w = tracked_new();

    (void)tracked_import(w, "{\"attempt\":\"attempt-1\",\"seq\":0,\"at\":"
                            "1772445600000,\"kind\":\"view\",\"step\":\"a\"}");
    tracked_add_at(w,
                   "{" TRACKED_HEAD ",\"id\":\"own\",\"title\":\"New\","
                   "\"start\":\"b\",\"steps\":" TRACKED_STEPS "}",
                   TRACKED_START_MS + 1234, ADDED_VERSION);
    (void)tracked_import(w, "{\"attempt\":\"attempt-2\",\"seq\":0,\"at\":"
                            "1772445601300,\"kind\":\"view\",\"step\":\"b\"}");

    assert_non_null(strstr(export(a, w, "own"),
                           "\"from\":\"2026-03-02T10:00:01.234Z\",\"version\":"
                           "2}"));
    assert_travels(a, w);
    tracked_free(w);
}

/* Not the step whose title it is in a version that came later. */
static void an_unmapped_name_stays_unmapped(void **state)
{
    struct arena *a = *state;
    struct tracked *w = tracked_new();

    (void)tracked_import(w, "{\"attempt\":\"attempt-1\",\"seq\":0,\"at\":"
                            "1772445600000,\"kind\":\"view\",\"step\":\"a\"}\n"
                            "{\"attempt\":\"attempt-1\",\"seq\":1,\"at\":"
                            "1772445600001,\"kind\":\"view\",\"step\":"
                            "\"summary\"}");
    tracked_add_at(w,
                   "{" TRACKED_HEAD ",\"id\":\"own\",\"start\":\"a\","
                   "\"steps\":[{\"id\":\"a\"},{\"id\":\"sum\",\"title\":"
                   "\"summary\"}]}",
                   TRACKED_START_MS + MS_PER_DAY, ADDED_VERSION);

    assert_non_null(strstr(export(a, w, "own"), "\"step\":\"name:summary\""));
    assert_travels(a, w);
    tracked_free(w);
}

/* Past the lid all are "other", and which those are does not change where the
 * export has them first: those that came last are of the earliest days. */
static void words_past_the_lid_travel(void **state)
{
    struct arena *a = *state;
    struct tracked *w = tracked_new();
    char *text = arena_strdup(a, "");

    for (int i = 0; i < 210; i++)
        text = arena_printf(
            a,
            "%s{\"attempt\":\"attempt-%d\",\"seq\":0,\"at\":%lld,"
            "\"kind\":\"view\",\"step\":\"un-%d\",\"variant\":\"v%d\"}\n",
            text, i, (long long)(TRACKED_START_MS - i * MS_PER_DAY), i, i);
    (void)tracked_import(w, text);

    assert_travels(a, w);
    tracked_free(w);
}

static void a_time_zone_travels_with_each_journey(void **state)
{
    struct arena *a = *state;
    struct tracked *w = empty_folder();

    tracked_add(w, "{\"waymark\":\"journey/1\",\"organisation\":\"far\","
                   "\"timeZone\":\"Asia/Tokyo\",\"retentionMonths\":0,"
                   "\"id\":\"z\",\"start\":\"a\",\"steps\":[{\"id\":\"a\"}]}");
    tracked_add(w,
                "{\"waymark\":\"journey/1\",\"organisation\":\"far\","
                "\"retentionMonths\":0,"
                "\"id\":\"own\",\"start\":\"a\",\"steps\":[{\"id\":\"a\"}]}");
    (void)tracked_import(w, "{\"attempt\":\"attempt-1\",\"seq\":0,\"at\":"
                            "1772445600000,\"kind\":\"view\",\"step\":\"a\"}");

    assert_travels(a, w);
    tracked_free(w);
}

/* Where the first midnight of all, in Tokyo, is still of the year before. */
static void the_first_instants_there_are_travel(void **state)
{
    struct arena *a = *state;
    struct tracked *w = empty_folder();
    struct import_summary sum;
    struct problems p;

    problems_init(&p, a, 10);
    tracked_add(w, "{\"waymark\":\"journey/1\",\"organisation\":\"far\","
                   "\"timeZone\":\"Asia/Tokyo\",\"retentionMonths\":0,"
                   "\"id\":\"z\",\"start\":\"a\",\"steps\":[{\"id\":\"a\"}]}");
    tracked_write_text(w, "case-1\ta\t0001-01-01\n"
                          "case-2\ta\t0001-01-02\n"
                          "case-3\ta\t-62135596800000\n");
    assert_ok(tracked_import_file(w, "z", TRACKED_LATER_MS, &p, &sum));
    assert_int_equal(sum.accepted, 2);
    assert_string_equal(p.at[0].place, "line 1, time");

    assert_travels(a, w);
    tracked_free(w);
}

/* As a file that was damaged may have it; `waymark verify` says so. */
static void a_word_that_was_lost_is_another(void **state)
{
    struct arena *a = *state;
    struct tracked *w = tracked_new();
    const char *text;

    (void)tracked_import(w, "{\"attempt\":\"attempt-1\",\"seq\":0,\"at\":"
                            "1772445600000,\"kind\":\"reject\",\"step\":\"a\","
                            "\"field\":\"name\",\"rule\":\"empty\"}");
    assert_int_equal(sqlite3_exec(w->t->store->db,
                                  "DELETE FROM name WHERE kind IN (1, 2)", NULL,
                                  NULL, NULL),
                     SQLITE_OK);
    tracked_stop(w);
    tracked_start(w);
    text = export(a, w, "own");
    assert_non_null(strstr(text, "\"errors\":[{\"field\":\"other\","
                                 "\"rule\":\"other\"}]"));
    tracked_free(w);
}

static void another_definition_of_that_number_is_refused(void **state)
{
    struct arena *a = *state;
    struct tracked *w = tracked_new();
    struct import_parts parts;
    struct problems p;

    parts = import_all(a, w,
                       "{" TRACKED_HEAD ",\"id\":\"own\",\"start\":\"a\","
                       "\"steps\":[{\"id\":\"a\"}],\"version\":1}\n"
                       "{" TRACKED_HEAD ",\"id\":\"new\",\"start\":\"a\","
                       "\"steps\":[{\"id\":\"a\"}],\"version\":2,\"from\":"
                       "\"2026-03-02\"}\n",
                       &p);

    assert_int_equal(parts.versions, 0);
    assert_int_equal(parts.refused, 2);
    assert_string_equal(p.at[0].place, "line 1, version");
    assert_non_null(strstr(p.at[0].message, "another definition"));
    assert_non_null(strstr(p.at[1].message, "version 1 is missing"));
    tracked_free(w);
}

static void a_line_of_no_journey_is_refused_and_the_rest_is_kept(void **state)
{
    struct arena *a = *state;
    struct tracked *w = tracked_new();
    struct import_parts parts;
    struct problems p;

    parts = import_all(a, w,
                       "{\"journey\":\"who\",\"attempt\":\"attempt-1\",\"seq\":"
                       "0,\"at\":1772445600000,\"kind\":\"view\"}\n"
                       "{\"attempt\":\"attempt-1\",\"seq\":0,\"at\":"
                       "1772445600000,\"kind\":\"view\"}\n"
                       "{\"journey\":\"own\",\"attempt\":\"attempt-1\",\"seq\":"
                       "0,\"at\":1772445600000,\"kind\":\"view\",\"step\":"
                       "\"a\"}\n",
                       &p);

    assert_int_equal(parts.refused, 2);
    assert_int_equal(parts.n, 1);
    assert_int_equal(parts.at[0].sum.accepted, 1);
    assert_string_equal(p.at[0].place, "line 1, journey");
    assert_int_equal(tracked_figure(w, "started"), 1);
    tracked_free(w);
}

static void lines_of_several_journeys_may_be_mixed(void **state)
{
    struct arena *a = *state;
    struct tracked *w = tracked_new();
    char *text = arena_strdup(a, "");
    struct import_parts parts;
    struct problems p;

    tracked_add(w, "{" TRACKED_HEAD ",\"id\":\"two\",\"start\":\"a\","
                   "\"steps\":[{\"id\":\"a\"}]}");
    for (int i = 0; i < 20; i++)
        text = arena_printf(
            a,
            "%s{\"journey\":\"%s\",\"attempt\":\"attempt-%d\",\"seq\":0,"
            "\"at\":1772445600000,\"kind\":\"view\",\"step\":\"a\"}\n",
            text, i % 3 ? "own" : "two", i);
    parts = import_all(a, w, text, &p);

    assert_int_equal(p.total, 0);
    assert_int_equal(parts.n, 2);
    assert_int_equal(parts.at[0].sum.accepted, 7);
    assert_int_equal(parts.at[1].sum.accepted, 13);
    tracked_assert_clean(w);
    tracked_free(w);
}

static void no_journey_of_that_name_is_told(void **state)
{
    struct tracked *w = tracked_new();
    (void)state;

    assert_int_equal(tracker_export(w->t, "nowhere", stdout), ERR_NOT_FOUND);
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(everything_an_event_can_say_travels),
        with_arena(versions_travel_with_the_instant_they_are_in_force_from),
        with_arena(an_unmapped_name_stays_unmapped),
        with_arena(words_past_the_lid_travel),
        with_arena(a_time_zone_travels_with_each_journey),
        with_arena(the_first_instants_there_are_travel),
        with_arena(a_word_that_was_lost_is_another),
        with_arena(another_definition_of_that_number_is_refused),
        with_arena(a_line_of_no_journey_is_refused_and_the_rest_is_kept),
        with_arena(lines_of_several_journeys_may_be_mixed),
        with_arena(no_journey_of_that_name_is_told),
    };

    return cmocka_run_group_tests_name("export lines", tests, NULL, NULL);
}
