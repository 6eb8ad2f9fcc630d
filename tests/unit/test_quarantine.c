/* test_quarantine.c - attempts set aside, and given back. */
#include <sqlite3.h>

#include "tests/unit/set_aside.h"

/* Every row of figures as it is stored. */
static char *stored_figures(struct arena *a, const struct tracked *w)
{
    char *path = arena_printf(a, "%s/journeys.db", w->dir);
    const char *text = "";
    sqlite3 *db;
    sqlite3_stmt *rows;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "SELECT dimension || ' ' || value || ' ' || "
                           "until_day || ' ' || day || ' ' || version || ' ' "
                           "|| hex(counters) FROM figures ORDER BY dimension, "
                           "value, until_day, day, version",
                           -1, &rows, NULL),
        SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW)
        text = arena_printf(a, "%s%s\n", text,
                            (const char *)sqlite3_column_text(rows, 0));
    (void)sqlite3_finalize(rows);
    (void)sqlite3_close(db);
    return arena_strdup(a, text);
}

static void attempts_of_a_release_go_out_of_every_figure(void **state)
{
    struct tracked *w = *state;
    int64_t number;

    (void)tracked_import(w, LOG);
    assert_int_equal(tracked_figure(w, "started"), 4);
    assert_int_equal(add(w, of_r2, &number), 3);

    assert_int_equal(tracked_apart(w, "quarantine"), 3);
    assert_int_equal(tracked_figure(w, "started"), 2);
    assert_int_equal(tracked_figure(w, "completed"), 1);
    assert_int_equal(tracked_figure(w, "joinedLater"), 0);
    tracked_assert_clean(w);
}

/* Added and removed: what was held in between, and what is stored after. */
static void assert_given_back(struct tracked *w, struct quarantine q, int held)
{
    struct arena *a = arena_new();
    const char *answers = tracked_answers(a, w), *rows = stored_figures(a, w);
    int64_t number;

    assert_int_equal(add(w, q, &number), held);
    assert_int_equal(tracked_apart(w, "quarantine"), held);
    tracked_assert_clean(w);
    assert_string_not_equal(answers, tracked_answers(a, w));
    assert_int_equal(take_away(w, number), held);
    tracked_assert_clean(w);
    assert_string_equal(answers, tracked_answers(a, w));
    assert_string_equal(rows, stored_figures(a, w));
    arena_free(a);
}

static void removed_every_figure_is_what_it_was_to_the_byte(void **state)
{
    struct tracked *w = *state;

    (void)tracked_import(w, LOG);
    assert_given_back(w, of_r2, 3);
    assert_given_back(w, of_import_1, 5);
    assert_given_back(w, of_days("2026-03-02", "2026-03-03"), 2);
    assert_given_back(w, of_days("2026-03-04", "2026-03-04"), 3);
}

/* How many attempts came to the start, by a funnel. */
static int64_t funnel_at_start(struct tracked *w)
{
    static const char *const steps[] = {"a"};
    const struct funnel_query q = {
        .journey = "own", .n_steps = 1, .steps = steps};
    struct arena *a = arena_new();
    struct problems p;
    struct funnel f;
    int64_t n;

    problems_init(&p, a, 1);
    assert_ok(tracker_funnel(w->t, a, &q, &p, &f));
    n = f.at[0].reached;
    arena_free(a);
    return n;
}

static void funnels_leave_out_what_is_set_aside(void **state)
{
    struct tracked *w = *state;
    int64_t first, second;

    (void)tracked_import(w, LOG);
    assert_int_equal(funnel_at_start(w), 4);
    (void)add(w, of_r2, &first);
    assert_int_equal(funnel_at_start(w), 2);
    (void)add(w, of_days("2026-03-02", "2026-03-02"), &second);
    assert_int_equal(funnel_at_start(w), 1);
    (void)take_away(w, first);
    (void)take_away(w, second);
    assert_int_equal(funnel_at_start(w), 4);
}

static void two_that_match_the_same_attempts_hold_them_in_turn(void **state)
{
    struct tracked *w = *state;
    int64_t first, second;

    (void)tracked_import(w, LOG);
    assert_int_equal(add(w, of_r2, &first), 3);
    assert_int_equal(add(w, of_days("2026-03-04", "2026-03-04"), &second), 1);
    assert_int_equal(tracked_apart(w, "quarantine"), 4);
    assert_int_equal(take_away(w, first), 1);
    assert_int_equal(tracked_apart(w, "quarantine"), 3);
    tracked_assert_clean(w);
    assert_int_equal(take_away(w, second), 3);
    assert_int_equal(tracked_figure(w, "started"), 4);
    tracked_assert_clean(w);
}

static void what_comes_later_is_held_too(void **state)
{
    struct tracked *w = *state;
    int64_t number;

    (void)tracked_import(w, LOG);
    (void)add(w, of_r2, &number);
    (void)tracked_import(
        w, EVENT("6", "0", "view", "a", DAY("5") ",\"release\":\"r2\"")
               EVENT("7", "0", "view", "a", DAY("5")));

    assert_int_equal(tracked_apart(w, "quarantine"), 4);
    assert_int_equal(tracked_figure(w, "started"), 3);
    tracked_assert_clean(w);
    assert_int_equal(take_away(w, number), 4);
    assert_int_equal(tracked_figure(w, "started"), 6);
}

static void an_attempt_is_held_that_an_import_brought_any_of(void **state)
{
    struct tracked *w = *state;
    int64_t number;

    (void)tracked_import(w, LOG);
    (void)tracked_import(w, EVENT("4", "2", "view", "d", DAY("4"))
                                EVENT("8", "0", "view", "a", DAY("4")));
    assert_int_equal(add(w,
                         (struct quarantine){.journey = "own",
                                             .import = 2,
                                             .reason = "the wrong file"},
                         &number),
                     2);
    assert_int_equal(tracked_figure(w, "started"), 3);
}

static void assert_refused(struct tracked *w, struct quarantine q,
                           enum err want, const char *why)
{
    struct arena *a = arena_new();
    struct quarantine_done done;
    struct problems p;

    problems_init(&p, a, 10);
    assert_err(want, quarantine_add(w->t, &q, &p, &done));
    assert_true(p.n >= 1);
    if (!strstr(p.at[0].message, why))
        fail_msg("\"%s\" does not say \"%s\"", p.at[0].message, why);
    arena_free(a);
}

static void what_cannot_be_meant_is_refused_with_the_reason(void **state)
{
    struct tracked *w = *state;
    struct quarantine q;
    int64_t number;

    (void)tracked_import(w, LOG);
    q = of_r2;
    q.release = "r3";
    assert_refused(w, q, ERR_INVALID, "r3 is named by no attempt");
    q = of_r2;
    q.import = 1;
    assert_refused(w, q, ERR_INVALID, "is of one thing");
    q = of_r2;
    q.release = NULL;
    assert_refused(w, q, ERR_INVALID, "is of one thing");
    q = of_r2;
    q.reason = NULL;
    assert_refused(w, q, ERR_INVALID, "is missing");
    q.reason = "two\nlines";
    assert_refused(w, q, ERR_INVALID, "in a line");
    q.reason = "not \xFF text";
    assert_refused(w, q, ERR_INVALID, "in a line");
    q = of_import_1;
    q.import = 2;
    assert_refused(w, q, ERR_INVALID, "2 is no import of this journey");
    tracked_add(w, "{" TRACKED_HEAD ",\"id\":\"other\",\"start\":\"a\","
                   "\"steps\":" TRACKED_STEPS "}");
    q = of_import_1;
    q.journey = "other";
    assert_refused(w, q, ERR_INVALID, "1 is no import of this journey");
    assert_refused(w, of_days("2026-03-03", "2026-03-02"), ERR_INVALID,
                   "must not be before from");
    (void)add(w, of_r2, &number);
    assert_refused(w, of_r2, ERR_CONFLICT, "already, as number 1");
    assert_int_equal(tracked_apart(w, "quarantine"), 3);
}

static void a_row_that_was_changed_is_told(void **state)
{
    struct tracked *w = *state;
    struct arena *a = arena_new();
    struct problems p;
    int64_t number, attempts;
    sqlite3 *db;

    (void)tracked_import(w, LOG);
    (void)add(w, of_r2, &number);
    tracked_assert_clean(w);
    assert_int_equal(
        sqlite3_open(arena_printf(a, "%s/journeys.db", w->dir), &db),
        SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "UPDATE quarantine SET reason = 'another'",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    (void)sqlite3_close(db);
    problems_init(&p, a, 10);
    assert_ok(tracker_verify(w->t, &p, &attempts));
    assert_int_equal(p.n, 1);
    assert_non_null(strstr(p.at[0].message, "row quarantine 1 is not"));
    arena_free(a);
}

static void nothing_is_removed_that_is_not_there(void **state)
{
    struct tracked *w = *state;
    struct quarantine_done done;

    assert_err(ERR_NOT_FOUND, quarantine_remove(w->t, 1, &done));
}

static void a_number_is_never_given_twice(void **state)
{
    struct tracked *w = *state;
    int64_t number;

    (void)tracked_import(w, LOG);
    (void)add(w, of_r2, &number);
    assert_int_equal(number, 1);
    (void)take_away(w, number);
    (void)add(w, of_r2, &number);
    assert_int_equal(number, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_tracked(attempts_of_a_release_go_out_of_every_figure),
        with_tracked(removed_every_figure_is_what_it_was_to_the_byte),
        with_tracked(funnels_leave_out_what_is_set_aside),
        with_tracked(two_that_match_the_same_attempts_hold_them_in_turn),
        with_tracked(what_comes_later_is_held_too),
        with_tracked(an_attempt_is_held_that_an_import_brought_any_of),
        with_tracked(what_cannot_be_meant_is_refused_with_the_reason),
        with_tracked(a_row_that_was_changed_is_told),
        with_tracked(nothing_is_removed_that_is_not_there),
        with_tracked(a_number_is_never_given_twice),
    };

    return cmocka_run_group_tests_name("quarantine", tests, NULL, NULL);
}
