#include <pthread.h>

#include "tests/unit/stream.h"
#include "tracker/pack.h"

/* Versions of "own" in force from the third and from the fifth day on. */
#define VERSION_2                                                              \
    "{" TRACKED_HEAD ",\"id\":\"own\",\"from\":\"2026-03-04T10:00:00Z\","      \
    "\"idleMinutes\":5,\"start\":\"b\",\"steps\":[{\"id\":\"c\"},"             \
    "{\"id\":\"a\"},{\"id\":\"b\",\"title\":\"Bee\"},{\"id\":\"lost\"},"       \
    "{\"id\":\"d\",\"kind\":\"end\",\"outcome\":\"referred\"}]}"
#define VERSION_3                                                              \
    "{" TRACKED_HEAD ",\"id\":\"own\",\"from\":\"2026-03-06\","                \
    "\"idleMinutes\":90,\"start\":\"a\",\"steps\":" TRACKED_STEPS "}"

enum { EVENTS = 400, ROUNDS = 10 };

/* One event for each version, so that the next one does not replace it. */
static const char *const primers[] = {
    "{\"attempt\":\"primer-1\",\"kind\":\"view\",\"step\":\"a\","
    "\"at\":\"2026-03-01T10:00:00Z\"}\n",
    "{\"attempt\":\"primer-2\",\"kind\":\"view\",\"step\":\"b\","
    "\"at\":\"2026-03-05T10:00:00Z\"}\n",
};

/* Add versions 2 and 3 where `late` parts of four of the stream are in. */
static char *answers_with(struct arena *a, const struct stream *s, size_t late)
{
    struct tracked *w = tracked_new();
    char *answers;
    size_t i;

    for (i = 0; i <= 4; i++) {
        if (i == late) {
            (void)tracked_import(w, primers[0]);
            tracked_add_at(w, VERSION_2, TRACKED_LATER_MS, ADDED_VERSION);
            (void)tracked_import(w, primers[1]);
            tracked_add_at(w, VERSION_3, TRACKED_LATER_MS, ADDED_VERSION);
        }
        if (i < 4)
            (void)tracked_import(w, stream_text(a, s, i, 4));
    }
    answers = tracked_answers(a, w);
    tracked_free(w);
    return answers;
}

static void
a_version_from_the_past_is_as_if_it_had_always_been_there(void **state)
{
    uint64_t seed;
    size_t late;

    (void)state;
    for (seed = 1; seed <= ROUNDS; seed++) {
        struct arena *a = arena_new();
        struct stream s = stream_make(a, seed, EVENTS);
        char *want = answers_with(a, &s, 0);

        for (late = 1; late <= 4; late += 3)
            assert_string_equal(want, answers_with(a, &s, late));
        arena_free(a);
    }
}

static int64_t started_of(struct tracked *w, int64_t version)
{
    struct arena *a = arena_new();
    const struct figures_query q = {
        .journey = "own", .version = version, .now_ms = TRACKED_LATER_MS};
    struct figures f;
    int64_t n;

    assert_ok(tracker_figures(w->t, a, &q, &f));
    n = f.started + f.joined_later;
    arena_free(a);
    return n;
}

static void every_attempt_is_of_one_version(void **state)
{
    struct stream s = stream_make(*state, 1, EVENTS);
    struct tracked *w = tracked_new();
    struct figures_query q = {.journey = "own", .version = 4};
    struct figures f;
    int64_t all;

    (void)tracked_import(w, stream_text(*state, &s, 0, 1));
    tracked_add_at(w, VERSION_2, TRACKED_LATER_MS, ADDED_VERSION);
    (void)tracked_import(w, primers[1]);
    tracked_add_at(w, VERSION_3, TRACKED_LATER_MS, ADDED_VERSION);
    all = tracked_figure(w, "started") + tracked_figure(w, "joinedLater");

    assert_int_equal(all, STREAM_ATTEMPTS + 1);
    assert_int_equal(started_of(w, 1) + started_of(w, 2) + started_of(w, 3),
                     all);
    assert_true(started_of(w, 2) > 0);
    assert_err(ERR_NOT_FOUND, tracker_figures(w->t, *state, &q, &f));
    tracked_free(w);
}

static void a_version_that_counted_nothing_is_replaced(void **state)
{
    struct tracked *w = tracked_new();

    (void)state;
    tracked_add_at(w, TRACKED_JOURNEY, TRACKED_START_MS, ADDED_NOTHING);
    tracked_add_at(w, VERSION_2, TRACKED_START_MS, ADDED_REPLACED);
    tracked_add_at(w, TRACKED_JOURNEY, TRACKED_START_MS, ADDED_REPLACED);
    (void)tracked_import(w, primers[0]);
    tracked_add_at(w, TRACKED_JOURNEY, TRACKED_START_MS, ADDED_NOTHING);
    tracked_add_at(w, VERSION_2, TRACKED_START_MS, ADDED_VERSION);
    tracked_add_at(w, VERSION_3, TRACKED_START_MS, ADDED_REPLACED);
    tracked_assert_clean(w);
    tracked_free(w);
}

static void a_version_with_no_from_is_in_force_from_now_on(void **state)
{
    struct tracked *w = tracked_new();

    (void)state;
    (void)tracked_import(w, primers[0]);
    tracked_add_at(w,
                   "{" TRACKED_HEAD ",\"id\":\"own\",\"start\":\"a\",\"steps\":"
                   "[{\"id\":\"a\"}]}",
                   TRACKED_START_MS, ADDED_VERSION);
    (void)tracked_import(w, "x-before\ta\t1772445599999\n"
                            "x-after\ta\t1772445600000\n");

    assert_int_equal(started_of(w, 1), 2);
    assert_int_equal(started_of(w, 2), 1);
    tracked_free(w);
}

static void a_journey_stays_with_its_council_service_and_zone(void **state)
{
    static const char *const moved[] = {
        "{\"waymark\":\"journey/1\",\"organisation\":\"elsewhere\",\"id\":"
        "\"own\",\"start\":\"a\",\"steps\":" TRACKED_STEPS "}",
        "{" TRACKED_HEAD ",\"id\":\"own\",\"service\":\"another\",\"start\":"
        "\"a\",\"steps\":" TRACKED_STEPS "}",
        "{" TRACKED_HEAD ",\"id\":\"own\",\"timeZone\":\"Asia/Kathmandu\","
        "\"start\":\"a\",\"steps\":" TRACKED_STEPS "}",
    };
    struct tracked *w = tracked_new();
    char *before;
    size_t i;

    (void)tracked_import(w, primers[0]);
    before = tracked_answers(*state, w);
    for (i = 0; i < sizeof(moved) / sizeof(moved[0]); i++) {
        struct problems p;
        struct addition done = {.added = ADDED_NEW, .version = 4711};

        problems_init(&p, *state, 10);
        assert_err(ERR_CONFLICT, tracker_add(w->t, moved[i], strlen(moved[i]),
                                             TRACKED_LATER_MS, &p, &done));
        assert_int_equal(p.total, 1);
        assert_int_equal(done.version, 4711);
        assert_string_equal(before, tracked_answers(*state, w));
    }
    tracked_free(w);
}

/* An attempt open, packed in the distant future, asked about long ago. */
static void
figures_of_a_past_now_know_what_was_open_and_saved_then(void **state)
{
    static const struct {
        int64_t after_ms, open, saved, abandoned;
    } asked[] = {
        {0, 1, 1, 0},
        {30 * MS_PER_MINUTE, 1, 1, 0}, /* exactly at the limit is inside it */
        {30 * MS_PER_MINUTE + 1, 0, 1, 1},
        {MS_PER_DAY, 0, 1, 1},
        {MS_PER_DAY + 1, 0, 0, 2},
        {80 * MS_PER_DAY, 0, 0, 2},
    };
    const char *text = "{\"attempt\":\"left-open\",\"kind\":\"view\",\"step\":"
                       "\"a\",\"at\":1772445600000}\n"
                       "{\"attempt\":\"saved-it\",\"kind\":\"view\",\"step\":"
                       "\"a\",\"at\":1772445600000}\n"
                       "{\"attempt\":\"saved-it\",\"kind\":\"save\",\"step\":"
                       "\"a\",\"at\":1772445600000}\n";
    struct tracked *w = tracked_new();
    size_t i;

    (void)tracked_import(w, text);
    for (i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
        const struct figures_query q = {
            .journey = "own", .now_ms = TRACKED_START_MS + asked[i].after_ms};
        struct figures f;

        assert_ok(tracker_figures(w->t, *state, &q, &f));
        assert_int_equal(f.open, asked[i].open);
        assert_int_equal(f.saved, asked[i].saved);
        assert_int_equal(f.abandoned, asked[i].abandoned);
        assert_int_equal(f.steps[0].mature, asked[i].abandoned);
        assert_int_equal(f.steps[0].dropped, asked[i].abandoned);
        assert_int_equal(f.steps[0].resting, 2);
    }
    tracked_free(w);
}

static void days_are_those_of_the_organisations_zone(void **state)
{
    struct figures_query q = {.journey = "tea", .now_ms = TRACKED_LATER_MS};
    struct tracked *w = tracked_new();
    struct import_summary sum;
    struct problems p;
    struct figures f;

    problems_init(&p, *state, 10);
    tracked_add(w,
                "{\"waymark\":\"journey/1\",\"organisation\":\"patan\","
                "\"timeZone\":\"Asia/Kathmandu\",\"retentionMonths\":0,"
                "\"id\":\"tea\",\"start\":\"a\",\"steps\":" TRACKED_STEPS "}");
    tracked_write_text(w, "case-1\ta\t2026-03-01T18:14:59Z\n"
                          "case-2\ta\t2026-03-01T18:15:00Z\n"
                          "case-3\ta\t2026-03-02T23:59:59\n");
    assert_ok(tracked_import_file(w, "tea", TRACKED_LATER_MS, &p, &sum));
    assert_int_equal(sum.accepted, 3);

    assert_ok(tracker_figures(w->t, *state, &q, &f));
    assert_int_equal(f.from, day_from_civil(2026, 3, 1));
    assert_int_equal(f.until, day_from_civil(2026, 3, 2));
    q.period.has_from = q.period.has_until = true;
    q.period.from = q.period.until = day_from_civil(2026, 3, 2);
    assert_ok(tracker_figures(w->t, *state, &q, &f));
    assert_int_equal(f.started, 2);
    tracked_free(w);
}

/* One of several who add a journey of that name, each with its own title. */
struct adder {
    struct tracked w; /* of the same folder */
    pthread_barrier_t *start;
    pthread_t thread;
    const char *text;
    enum added added;
};

static void *add_at_once(void *self)
{
    struct adder *a = self;
    struct arena *arena = arena_new();
    struct addition done = {.added = ADDED_NOTHING};
    struct problems p;

    problems_init(&p, arena, 1);
    (void)pthread_barrier_wait(a->start);
    if (tracker_add(a->w.t, a->text, strlen(a->text), TRACKED_LATER_MS, &p,
                    &done) == OK)
        a->added = done.added;
    arena_free(arena);
    return NULL;
}

static char *definition_of(struct arena *a, int journey, size_t by)
{
    return arena_printf(a,
                        "{" TRACKED_HEAD ",\"id\":\"own-%d\",\"title\":"
                        "\"By %zu\",\"start\":\"a\",\"steps\":" TRACKED_STEPS
                        "}",
                        journey, by);
}

/* And the other's is not lost in silence. */
static void of_two_who_add_a_journey_at_once_one_is_first(void **state)
{
    enum { TIMES = 40 };
    struct tracked *w = tracked_new();
    pthread_barrier_t start;
    struct adder by[2] = {{.start = &start}, {.start = &start}};
    int time;
    size_t i;

    assert_int_equal(pthread_barrier_init(&start, NULL, 2), 0);
    for (i = 0; i < 2; i++) {
        by[i].w = *w;
        tracked_start(&by[i].w);
    }
    for (time = 0; time < TIMES; time++) {
        for (i = 0; i < 2; i++) {
            by[i].text = definition_of(*state, time, i);
            assert_int_equal(
                pthread_create(&by[i].thread, NULL, add_at_once, &by[i]), 0);
        }
        for (i = 0; i < 2; i++)
            assert_int_equal(pthread_join(by[i].thread, NULL), 0);
        assert_int_equal(
            (by[0].added == ADDED_NEW) + (by[1].added == ADDED_NEW), 1);
        assert_int_equal((by[0].added == ADDED_REPLACED) +
                             (by[1].added == ADDED_REPLACED),
                         1);
    }
    for (i = 0; i < 2; i++)
        tracked_stop(&by[i].w);
    (void)pthread_barrier_destroy(&start);
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_version_from_the_past_is_as_if_it_had_always_been_there),
        with_arena(every_attempt_is_of_one_version),
        cmocka_unit_test(a_version_that_counted_nothing_is_replaced),
        cmocka_unit_test(a_version_with_no_from_is_in_force_from_now_on),
        with_arena(a_journey_stays_with_its_council_service_and_zone),
        with_arena(figures_of_a_past_now_know_what_was_open_and_saved_then),
        with_arena(days_are_those_of_the_organisations_zone),
        with_arena(of_two_who_add_a_journey_at_once_one_is_first),
    };

    return cmocka_run_group_tests_name("intake_versions", tests, NULL, NULL);
}
