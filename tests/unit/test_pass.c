#include "base/buf.h"
#include "tests/unit/tracked.h"

/*
 * A journey large enough that several threads work on it, its answers known by
 * how it was made; some attempts go on after they were packed.
 */

enum { ATTEMPTS = 40000, GO_ON = 500 };

/* The n-th goes to b after n seconds, and every second one on to c. */
static void add_attempt(struct buf *text, int n)
{
    int64_t at = TRACKED_START_MS + (n % 10) * MS_PER_DAY;
    int64_t later = at + n * MS_PER_SECOND;

    buf_addf(text, "attempt-%05d\ta\t%lld\nattempt-%05d\tb\t%lld\n", n,
             (long long)at, n, (long long)later);
    if (n % 2)
        buf_addf(text, "attempt-%05d\tc\t%lld\n", n, (long long)later + 1000);
}

static struct funnel ask(struct arena *a, struct tracked *w, int32_t first_day,
                         int32_t last_day)
{
    static const char *const steps[] = {"a", "b", "c"};
    const struct funnel_query q = {.journey = "own",
                                   .n_steps = 3,
                                   .steps = steps,
                                   .period = {true, true, first_day, last_day}};
    struct problems p;
    struct funnel f;

    problems_init(&p, a, 1);
    assert_ok(tracker_funnel(w->t, a, &q, &p, &f));
    return f;
}

static struct tracked *large_journey(void)
{
    struct tracked *w = tracked_new();
    struct buf text;
    int n;

    buf_init(&text, 1 << 24);
    for (n = 1; n <= ATTEMPTS; n++)
        add_attempt(&text, n);
    assert_int_equal(tracked_import(w, text.text).refused, 0);
    buf_release(&text);
    return w;
}

static void several_threads_find_what_one_would(void **state)
{
    int32_t day = day_utc(TRACKED_START_MS);
    struct tracked *w = large_journey();
    struct funnel all = ask(*state, w, day, day + 9);
    struct funnel one = ask(*state, w, day + 3, day + 3);

    assert_int_equal(all.at[0].reached, ATTEMPTS);
    assert_int_equal(all.at[1].reached, ATTEMPTS);
    assert_int_equal(all.at[2].reached, ATTEMPTS / 2);
    assert_near(all.at[1].gap_median_ms, (ATTEMPTS + 1) / 2.0 * 1000, 0);
    assert_near(all.at[2].gap_median_ms, 1000, 0);
    assert_int_equal(one.at[1].reached, ATTEMPTS / 10);
    assert_int_equal(one.at[2].reached, ATTEMPTS / 10); /* 3, 13, 23 ... */
    tracked_free(w);
}

static void what_moved_since_it_was_packed_counts_once(void **state)
{
    int32_t day = day_utc(TRACKED_START_MS);
    struct tracked *w = large_journey();
    struct import_summary sum;
    struct funnel f;
    struct buf text;
    int n;

    buf_init(&text, 1 << 20);
    for (n = 2; n <= 2 * GO_ON; n += 2) /* whose quiet is not over */
        buf_addf(&text, "attempt-%05d\tc\t%lld\n", n,
                 (long long)TRACKED_LATER_MS);
    sum = tracked_import(w, text.text);
    f = ask(*state, w, day, day + 9);

    assert_int_equal(sum.accepted, GO_ON);
    assert_int_equal(f.at[0].reached, ATTEMPTS);
    assert_int_equal(f.at[2].reached, ATTEMPTS / 2 + GO_ON);
    buf_release(&text);
    tracked_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(several_threads_find_what_one_would),
        with_arena(what_moved_since_it_was_packed_counts_once),
    };

    return cmocka_run_group_tests_name("pass", tests, NULL, NULL);
}
