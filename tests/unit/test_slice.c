#include "base/buf.h"
#include "tests/unit/tracked.h"

/* Attempts by their attributes. */

static struct slice ask(struct arena *a, struct tracked *w,
                        struct slice_query q)
{
    struct problems p;
    struct slice s;

    problems_init(&p, a, 3);
    q.journey = "own";
    assert_ok(tracker_slice(w->t, a, &q, &p, &s));
    return s;
}

static int64_t of(const struct slice *s, const char *value)
{
    size_t i;

    for (i = 0; i < s->n; i++)
        if (strcmp(s->at[i].value, value) == 0)
            return s->at[i].attempts;
    return 0;
}

static struct slice_query by(const char *attribute, int64_t now_ms)
{
    return (struct slice_query){.by = attribute, .now_ms = now_ms};
}

#define LINE(attempt, kind, step, rest)                                        \
    "{\"attempt\":\"" attempt "\",\"seq\":0,\"kind\":\"" kind                  \
    "\",\"step\":\"" step "\",\"at\":1772445600000" rest "}\n"

/* One saved for a day, one finished, one that nobody goes on with, and one
 * that joined later. */
static struct tracked *four_attempts(void)
{
    struct tracked *w = tracked_new();

    (void)tracked_import_at(
        w,
        LINE("attempt-1", "save", "a", ",\"device\":\"mobile\"")
            LINE("attempt-2", "view", "d", ",\"device\":\"desktop\"")
                LINE("attempt-3", "view", "a", ",\"device\":\"mobile\"")
                    LINE("attempt-4", "view", "b", ",\"lang\":\"cy\""),
        TRACKED_START_MS);
    return w;
}

static void an_attempt_is_in_the_state_it_has_at_that_instant(void **state)
{
    struct tracked *w = four_attempts();
    struct slice s = ask(*state, w, by("state", TRACKED_START_MS));

    assert_int_equal(s.attempts, 4);
    assert_int_equal(of(&s, "saved"), 1);
    assert_int_equal(of(&s, "open"), 2);
    assert_int_equal(of(&s, "completed"), 1);
    s = ask(*state, w, by("state", TRACKED_START_MS + MS_PER_DAY));
    assert_int_equal(of(&s, "saved"), 1);
    assert_int_equal(of(&s, "abandoned"), 2);
    s = ask(*state, w, by("state", TRACKED_START_MS + MS_PER_DAY + 1));
    assert_int_equal(of(&s, "saved"), 0);
    assert_int_equal(of(&s, "abandoned"), 3);
    tracked_free(w);
}

static void filters_combine(void **state)
{
    const struct slice_filter filters[] = {{"device", "mobile"},
                                           {"standing", "started"}};
    struct tracked *w = four_attempts();
    struct slice_query q = by("resting", TRACKED_START_MS);
    struct slice s;

    q.n_filters = 2;
    q.filters = filters;
    s = ask(*state, w, q);
    assert_int_equal(s.attempts, 2);
    assert_int_equal(of(&s, "a"), 2);
    assert_int_equal(s.n, 1);
    s = ask(*state, w, by("standing", TRACKED_START_MS));
    assert_int_equal(of(&s, "joined-later"), 2); /* at b, and at d */
    s = ask(*state, w, by("lang", TRACKED_START_MS));
    assert_int_equal(of(&s, "none"), 3);
    tracked_free(w);
}

static void too_many_kinds_of_attempts_are_counted_from_trails(void **state)
{
    enum { RELEASES = 70, VARIANTS = 70 };
    struct tracked *w = tracked_new();
    struct buf text;
    struct slice s;
    int r, v;

    buf_init(&text, 4 * 1024 * 1024);
    for (r = 0; r < RELEASES; r++)
        for (v = 0; v < VARIANTS; v++)
            buf_addf(&text,
                     "{\"attempt\":\"attempt-%d-%d\",\"seq\":0,\"kind\":"
                     "\"view\",\"step\":\"a\",\"at\":1772445600000,"
                     "\"release\":\"r%d\",\"variant\":\"v%d\"}\n",
                     r, v, r, v);
    assert_ok(buf_finish(&text));
    (void)tracked_import_at(w, text.text, TRACKED_START_MS);
    s = ask(*state, w, by("variant", TRACKED_START_MS));
    assert_true(s.from_trails);
    assert_int_equal(s.attempts, RELEASES * VARIANTS);
    assert_int_equal(s.n, VARIANTS);
    assert_int_equal(of(&s, "v0"), RELEASES);
    tracked_assert_clean(w);
    buf_release(&text);
    tracked_free(w);
}

static void an_attribute_nobody_knows_is_named(void **state)
{
    struct tracked *w = tracked_new();
    struct slice_query q = by("postcode", TRACKED_START_MS);
    struct problems p;
    struct slice s;

    problems_init(&p, *state, 3);
    q.journey = "own";
    assert_err(ERR_INVALID, tracker_slice(w->t, *state, &q, &p, &s));
    assert_non_null(strstr(p.at[0].message, "postcode"));
    tracked_free(w);
}

static void a_value_no_attempt_can_have_is_named(void **state)
{
    static const struct {
        const char *attribute, *value;
        enum err e;
    } asked[] = {
        {"state", "compelted", ERR_INVALID}, {"resting", "z", ERR_INVALID},
        {"rating", "6", ERR_INVALID},        {"state", "completed", OK},
        {"resting", "nowhere", OK},          {"outcome", "none", OK},
        {"release", "never-sent", OK},
    };
    struct tracked *w = tracked_new();
    struct problems p;
    struct slice s;

    for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
        struct slice_filter filter = {asked[i].attribute, asked[i].value};
        struct slice_query q = {.journey = "own",
                                .now_ms = TRACKED_START_MS,
                                .filters = &filter,
                                .n_filters = 1};

        problems_init(&p, *state, 3);
        assert_int_equal(tracker_slice(w->t, *state, &q, &p, &s), asked[i].e);
        assert_int_equal(p.total, asked[i].e ? 1 : 0);
        if (p.total)
            assert_non_null(strstr(p.at[0].message, asked[i].value));
    }
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(an_attempt_is_in_the_state_it_has_at_that_instant),
        with_arena(filters_combine),
        with_arena(too_many_kinds_of_attempts_are_counted_from_trails),
        with_arena(an_attribute_nobody_knows_is_named),
        with_arena(a_value_no_attempt_can_have_is_named),
    };

    return cmocka_run_group_tests_name("slice", tests, NULL, NULL);
}
