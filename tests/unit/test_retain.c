/* test_retain.c - trails past their time go, a little at a time; their figures
 * stay, and what went is not counted again. */
#include "tests/unit/tracked.h"
#include "tracker/retain.h"

enum {
    DAYS = 100,
    SOON = 55, /* days that came by then */
    A_DAY = 3, /* attempts that begin, one of which completes */
    GONE = 39, /* days before 10 April, two months before the end */
    ROWS = 4,  /* a day */
};

#define SOON_MS (TRACKED_START_MS + SOON * MS_PER_DAY)
#define NOW_MS  (TRACKED_START_MS + DAYS * MS_PER_DAY) /* 10 June */

static char *definition(struct arena *a, int months)
{
    return arena_printf(
        a,
        "{\"waymark\":\"journey/1\",\"organisation\":\"exampleton\","
        "\"retentionMonths\":%d,\"id\":\"own\",\"start\":\"a\",\"saveDays\":"
        "90,\"steps\":" TRACKED_STEPS "}",
        months);
}

/* What came from one day on until another. */
static char *days(struct arena *a, int from, int until)
{
    struct buf text;
    char *copy;
    int i;

    buf_init(&text, 1024 * 1024);
    for (i = from * A_DAY; i < until * A_DAY; i++) {
        int64_t ms = TRACKED_START_MS + i / A_DAY * MS_PER_DAY;

        buf_addf(&text, "case-%d\ta\t%lld\n", i, (long long)ms);
        if (i % A_DAY == 0)
            buf_addf(&text, "case-%d\td\t%lld\n", i, (long long)ms + 60000);
    }
    copy = arena_strdup(a, text.text);
    buf_release(&text);
    return copy;
}

/* A journey that keeps trails for two months, with a hundred days. */
static struct tracked *with_days(struct arena *a)
{
    struct tracked *w = tracked_new();

    tracked_add_at(w, definition(a, 2), TRACKED_START_MS, ADDED_REPLACED);
    assert_int_equal(tracked_import_at(w, days(a, 0, SOON), SOON_MS).accepted,
                     SOON * ROWS);
    assert_int_equal(tracked_import_at(w, days(a, SOON, DAYS), NOW_MS).accepted,
                     (DAYS - SOON) * ROWS);
    return w;
}

static int64_t attempts_stored(struct tracked *w)
{
    struct arena *a = arena_new();
    struct problems p;
    int64_t n = 0;

    problems_init(&p, a, 10);
    assert_ok(tracker_verify(w->t, &p, &n));
    if (p.total)
        fail_msg("verify: %s: %s", p.at[0].place, p.at[0].message);
    arena_free(a);
    return n;
}

static void figures_stay_whatever_step_it_stops_after(void **state)
{
    struct tracked *w = with_days(*state);
    const char *before = tracked_figures(*state, w, NOW_MS);
    int steps = 0, stop;
    bool done = false;

    assert_int_equal(attempts_stored(w), DAYS * A_DAY);
    for (stop = 1; !done; stop++) {
        struct retention r;
        int i;

        assert_ok(retention_begin(&r, w->t, NOW_MS));
        for (i = 0; i < stop && !done; i++, steps++)
            assert_ok(retention_step(&r, &done));
        retention_end(&r);
        tracked_stop(w);
        tracked_start(w);
        assert_string_equal(tracked_figures(*state, w, NOW_MS), before);
        (void)attempts_stored(w);
    }

    assert_true(steps >= 4);
    assert_int_equal(attempts_stored(w), (DAYS - GONE) * A_DAY);
    assert_int_equal(tracked_figure(w, "started"), DAYS * A_DAY);
    assert_int_equal(tracked_figure(w, "completed"), DAYS);
    tracked_free(w);
}

static void retain(struct tracked *w, int64_t now_ms, int64_t want)
{
    int64_t attempts;

    assert_ok(tracker_retain(w->t, now_ms, &attempts));
    assert_int_equal(attempts, want);
}

static void what_went_is_refused_and_never_counted_again(void **state)
{
    struct tracked *w = with_days(*state);
    struct import_summary sum;
    struct problems p;

    retain(w, NOW_MS, GONE * A_DAY);
    problems_init(&p, *state, 10);
    tracked_write_text(w, days(*state, 0, DAYS));
    /* Also by a clock that is slow, and where trails are to be kept again. */
    assert_ok(tracked_import_file(w, "own", SOON_MS, &p, &sum));
    assert_int_equal(sum.refused, GONE * ROWS + (DAYS - SOON - 1) * ROWS);
    assert_non_null(strstr(p.at[0].message, "is before 2026-04-10: trails of "
                                            "that time are gone"));
    tracked_add_at(w, definition(*state, 0), NOW_MS, ADDED_VERSION);
    assert_ok(tracked_import_file(w, "own", NOW_MS, &p, &sum));

    assert_int_equal(sum.accepted, 0);
    assert_int_equal(sum.refused, GONE * ROWS);
    assert_int_equal(sum.duplicates, (DAYS - GONE) * ROWS);
    assert_int_equal(tracked_figure(w, "started"), DAYS * A_DAY);
    (void)attempts_stored(w);
    tracked_free(w);
}

static void an_archive_may_come_to_a_journey_that_dropped_nothing(void **state)
{
    struct tracked *w = tracked_new();

    tracked_add_at(w, definition(*state, 2), TRACKED_START_MS, ADDED_REPLACED);
    retain(w, NOW_MS, 0);
    assert_int_equal(tracked_import_at(w, days(*state, 0, 2), NOW_MS).refused,
                     2 * ROWS);
    tracked_add_at(w, definition(*state, 0), NOW_MS, ADDED_REPLACED);

    assert_int_equal(tracked_import_at(w, days(*state, 0, 2), NOW_MS).accepted,
                     2 * ROWS);
    assert_int_equal(attempts_stored(w), 2 * A_DAY);
    tracked_free(w);
}

static void an_attempt_that_may_go_on_stays_with_its_whole_trail(void **state)
{
    static const char
        saved[] =
            "{\"attempt\":\"attempt-saved\",\"kind\":\"view\",\"step\":\"a\","
            "\"at\":\"2026-03-30T10:00:00Z\"}\n"
            "{\"attempt\":\"attempt-saved\",\"kind\":\"save\",\"step\":\"b\","
            "\"at\":\"2026-03-30T11:00:00Z\"}\n",
        done[] =
            "{\"attempt\":\"attempt-saved\",\"kind\":\"view\",\"step\":\"d\","
            "\"at\":\"2026-06-09T10:00:00Z\"}\n";
    struct tracked *w = with_days(*state);

    assert_int_equal(tracked_import_at(w, saved, SOON_MS).accepted, 2);
    retain(w, NOW_MS, GONE * A_DAY);
    assert_int_equal(attempts_stored(w), (DAYS - GONE) * A_DAY + 1);
    assert_int_equal(tracked_import_at(w, done, NOW_MS).accepted, 1);

    assert_int_equal(tracked_figure(w, "started"), DAYS * A_DAY + 1);
    assert_int_equal(tracked_figure(w, "completed"), DAYS + 1);
    retain(w, NOW_MS + MS_PER_DAY, A_DAY + 1);
    assert_int_equal(tracked_figure(w, "completed"), DAYS + 1);
    (void)attempts_stored(w);
    tracked_free(w);
}

static void without_a_limit_all_trails_stay(void **state)
{
    struct tracked *w = tracked_new();

    tracked_add_at(w, definition(*state, 0), TRACKED_START_MS, ADDED_REPLACED);
    (void)tracked_import_at(w, days(*state, 0, SOON), SOON_MS);
    retain(w, NOW_MS, 0);
    assert_int_equal(attempts_stored(w), SOON * A_DAY);
    tracked_free(w);
}

static void it_is_due_once_a_day_by_whatever_clock(void **state)
{
    struct tracked *w = with_days(*state);
    struct upkeep u;
    int steps;

    upkeep_start(&u, w->t, NOW_MS);
    assert_true(upkeep_is_due(&u, NOW_MS));
    assert_false(upkeep_is_overdue(&u, NOW_MS + MS_PER_MINUTE));
    assert_true(upkeep_is_overdue(&u, NOW_MS + 60 * MS_PER_MINUTE));
    for (steps = 0; upkeep_is_due(&u, NOW_MS); steps++)
        upkeep_step(&u, NOW_MS);

    assert_true(steps >= 3);
    assert_int_equal(attempts_stored(w), (DAYS - GONE) * A_DAY);
    assert_false(upkeep_is_due(&u, NOW_MS + MS_PER_DAY - 1));
    assert_true(upkeep_is_due(&u, NOW_MS + MS_PER_DAY));
    assert_false(upkeep_is_due(&u, NOW_MS - MS_PER_MINUTE));
    assert_true(upkeep_is_due(&u, TRACKED_START_MS));
    upkeep_end(&u);
    tracked_free(w);
}

static void what_is_set_aside_stays_so_where_trails_go_meanwhile(void **state)
{
    const struct quarantine of_first = {
        .journey = "own", .import = 1, .reason = "the wrong file"};
    struct quarantine of_days = {
        .journey = "own", .has_days = true, .reason = "too late"};
    struct tracked *w = with_days(*state);
    struct quarantine_done done;
    struct problems p;

    problems_init(&p, *state, 10);
    assert_ok(quarantine_add(w->t, &of_first, &p, &done));
    assert_int_equal(done.attempts, SOON * A_DAY);
    retain(w, NOW_MS, GONE * A_DAY);
    assert_ok(quarantine_remove(w->t, done.number, &done));

    assert_int_equal(done.attempts, (SOON - GONE) * A_DAY);
    assert_int_equal(tracked_apart(w, "quarantine"), GONE * A_DAY);
    assert_int_equal(tracked_figure(w, "started"), (DAYS - GONE) * A_DAY);
    (void)attempts_stored(w);

    assert_ok(day_parse("2026-03-02", &of_days.from));
    assert_ok(day_parse("2026-04-09", &of_days.until));
    assert_err(ERR_INVALID, quarantine_add(w->t, &of_days, &p, &done));
    assert_non_null(strstr(p.at[0].message, "is before 2026-04-10"));
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(what_is_set_aside_stays_so_where_trails_go_meanwhile),
        with_arena(figures_stay_whatever_step_it_stops_after),
        with_arena(what_went_is_refused_and_never_counted_again),
        with_arena(an_archive_may_come_to_a_journey_that_dropped_nothing),
        with_arena(an_attempt_that_may_go_on_stays_with_its_whole_trail),
        with_arena(without_a_limit_all_trails_stay),
        with_arena(it_is_due_once_a_day_by_whatever_clock),
    };

    return cmocka_run_group_tests_name("retain", tests, NULL, NULL);
}
