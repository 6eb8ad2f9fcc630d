/* test_quarantine_elsewhere.c - what is set aside stays so in an export. */
#include "tests/unit/set_aside.h"

/* What the journey exports, brought into an empty folder. */
static struct tracked *elsewhere(struct tracked *w)
{
    struct tracked *there = tracked_new();
    struct import_options o = {.name = "export", .now_ms = TRACKED_LATER_MS};
    struct arena *a = arena_new();
    struct import_parts parts;
    struct problems p;
    struct input *in;
    char *text;
    size_t n;
    FILE *to = open_memstream(&text, &n);

    assert_ok(tracker_export(w->t, "own", to));
    assert_int_equal(fclose(to), 0);
    tracked_write(there, text, n);
    free(text);
    problems_init(&p, a, 10);
    assert_ok(input_open(there->file, &in));
    assert_ok(tracker_import_all(there->t, a, in, &o, &p, &parts));
    if (p.total)
        fail_msg("%s: %s", p.at[0].place, p.at[0].message);
    input_close(in);
    arena_free(a);
    return there;
}

static void assert_same_elsewhere(struct tracked *w)
{
    struct arena *a = arena_new();
    struct tracked *there = elsewhere(w), *third = elsewhere(there);

    assert_string_equal(tracked_answers(a, w), tracked_answers(a, there));
    assert_string_equal(tracked_answers(a, w), tracked_answers(a, third));
    tracked_assert_clean(there);
    tracked_free(third);
    tracked_free(there);
    arena_free(a);
}

static void an_export_takes_what_is_set_aside_along(void **state)
{
    struct tracked *w = *state;
    int64_t number;

    (void)tracked_import(w, LOG);
    (void)add(w, of_r2, &number);
    assert_same_elsewhere(w);
    (void)add(w, of_days("2026-03-02", "2026-03-02"), &number);
    assert_same_elsewhere(w);
    assert_int_equal(tracked_apart(w, "quarantine"), 4);
}

static void what_an_import_brought_is_held_elsewhere_too(void **state)
{
    struct tracked *w = *state;
    int64_t number;

    (void)tracked_import(w, LOG);
    (void)tracked_import(w, EVENT("8", "0", "view", "a", DAY("4")));
    (void)add(w, of_import_1, &number);
    assert_int_equal(tracked_figure(w, "started"), 1);
    assert_same_elsewhere(w);
}

static void a_release_set_aside_elsewhere_can_be_given_back_there(void **state)
{
    struct tracked *w = *state, *there;
    int64_t number;

    (void)tracked_import(w, LOG);
    (void)add(w, of_r2, &number);
    there = elsewhere(w);
    assert_int_equal(tracked_apart(there, "quarantine"), 3);
    assert_int_equal(take_away(there, 1), 3);
    assert_int_equal(tracked_figure(there, "started"), 4);
    tracked_assert_clean(there);
    tracked_free(there);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_tracked(an_export_takes_what_is_set_aside_along),
        with_tracked(what_an_import_brought_is_held_elsewhere_too),
        with_tracked(a_release_set_aside_elsewhere_can_be_given_back_there),
    };

    return cmocka_run_group_tests_name("quarantine elsewhere", tests, NULL,
                                       NULL);
}
