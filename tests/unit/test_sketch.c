#include "tracker/sketch.h"

#include <math.h>
#include <stdlib.h>

#include "tests/oracle/dice.h"
#include "tests/unit.h"

/* Within 4 %, and then rounded to whole milliseconds. */
static void assert_within(int64_t got, int64_t want)
{
    if (fabs((double)(got - want)) > 0.0401 * (double)want + 0.5)
        fail_msg("%lld for %lld", (long long)got, (long long)want);
}

static void every_duration_is_told_within_two_per_cent(void **state)
{
    struct dice dice = {1};
    int64_t ms;
    int i;

    (void)state;
    for (ms = 0; ms < 100000; ms++)
        assert_within(sketch_value_ms(sketch_bucket(ms)), ms);
    for (i = 0; i < 100000; i++) {
        ms = (int64_t)(dice_throw(&dice) >> (17 + dice_below(&dice, 40)));
        assert_within(sketch_value_ms(sketch_bucket(ms)), ms);
    }
}

static void longer_durations_are_in_no_smaller_bucket(void **state)
{
    uint32_t before = 0;
    int64_t ms;

    (void)state;
    for (ms = 0; ms < 1000000; ms++) {
        uint32_t bucket = sketch_bucket(ms);

        assert_true(bucket >= before && bucket <= before + 20);
        before = bucket;
    }
    assert_int_equal(sketch_bucket(0), 0);
    assert_int_equal(sketch_bucket(-5), 0);
    assert_int_equal(sketch_value_ms(0), 0);
    assert_int_equal(sketch_value_ms(sketch_bucket(1)), 1);
    assert_true(sketch_bucket(INT64_C(315360000000000)) < 2000); /* 10,000 y */
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static int64_t nearest_rank(const int64_t *sorted, size_t n, unsigned percent)
{
    size_t rank = (n * percent + 99) / 100;

    return sorted[rank ? rank - 1 : 0];
}

/* Short, long, and a few very long: what times at steps look like. */
static int64_t random_ms(struct dice *d, int shape)
{
    if (shape == 0)
        return (int64_t)dice_below(d, 60000);
    if (shape == 1)
        return (int64_t)(dice_throw(d) >> (20 + dice_below(d, 43)));
    return dice_chance(d, 50) ? 5000 : (int64_t)dice_below(d, 10);
}

static void quantiles_are_the_nearest_ranks_within_two_per_cent(void **state)
{
    static const unsigned percents[] = {1, 25, 50, 75, 90, 99, 100};
    struct dice dice = {2};
    int round;

    for (round = 0; round < 600; round++) {
        size_t i, n = 1 + dice_below(&dice, round % 10 ? 40 : 3000);
        int64_t *ms = arena_array(*state, n, sizeof(*ms));
        struct bag b;

        bag_init(&b);
        bag_add(&b, bag_key(METRIC_TIME, 3, sketch_bucket(1)), 5);
        bag_add(&b, bag_key(METRIC_TIME, 5, sketch_bucket(1)), 5);
        for (i = 0; i < n; i++) {
            ms[i] = random_ms(&dice, round % 3);
            bag_add(&b, bag_key(METRIC_TIME, 4, sketch_bucket(ms[i])), 1);
        }
        qsort(ms, n, sizeof(*ms), by_value);
        assert_int_equal(sketch_count(&b, 4), n);
        for (i = 0; i < sizeof(percents) / sizeof(percents[0]); i++)
            assert_within(sketch_quantile_ms(&b, 4, percents[i] / 100.0),
                          nearest_rank(ms, n, percents[i]));
        bag_release(&b);
    }
}

static void of_nothing_there_is_no_quantile(void **state)
{
    struct bag b;

    (void)state;
    bag_init(&b);
    assert_int_equal(sketch_quantile_ms(&b, 0, 0.5), -1);
    bag_add(&b, bag_key(METRIC_TIME, 1, 7), 1);
    bag_add(&b, bag_key(METRIC_PAUSED, 0, 0), 1);
    assert_int_equal(sketch_quantile_ms(&b, 0, 0.5), -1);
    assert_int_equal(sketch_quantile_ms(&b, 2, 0.5), -1);
    assert_int_equal(sketch_count(&b, 0), 0);
    bag_release(&b);
}

static void merging_is_adding(void **state)
{
    struct dice dice = {3};
    struct bag a, b, both;
    int i;

    (void)state;
    bag_init(&a);
    bag_init(&b);
    bag_init(&both);
    for (i = 0; i < 1000; i++) {
        uint64_t key =
            bag_key(METRIC_TIME, 0, sketch_bucket(random_ms(&dice, 1)));

        bag_add(i % 3 ? &a : &b, key, 1);
        bag_add(&both, key, 1);
    }
    bag_add_all(&a, &b, 1);

    for (i = 0; i <= 100; i++)
        assert_int_equal(sketch_quantile_ms(&a, 0, i / 100.0),
                         sketch_quantile_ms(&both, 0, i / 100.0));
    bag_release(&a);
    bag_release(&b);
    bag_release(&both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_duration_is_told_within_two_per_cent),
        cmocka_unit_test(longer_durations_are_in_no_smaller_bucket),
        with_arena(quantiles_are_the_nearest_ranks_within_two_per_cent),
        cmocka_unit_test(of_nothing_there_is_no_quantile),
        cmocka_unit_test(merging_is_adding),
    };

    return cmocka_run_group_tests_name("sketch", tests, NULL, NULL);
}
