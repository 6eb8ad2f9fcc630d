#include "tracker/median.h"

#include <math.h>

#include "tests/oracle/dice.h"
#include "tests/unit.h"

enum { MOST = 300, ROUNDS = 20000 };

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* Close together, far apart, often the same, and of both signs. */
static int64_t random_number(struct dice *d, size_t spread)
{
    uint64_t v = dice_throw(d) >> spread;

    return dice_chance(d, 50) ? (int64_t)(v >> 1) : -(int64_t)(v >> 1);
}

/* Of the numbers in one list or in three, of which some may be empty. */
static double median_in_parts(struct dice *d, int64_t *at, size_t n)
{
    size_t a = dice_below(d, n + 1), b = a + dice_below(d, n - a + 1);
    struct numbers lists[] = {{.at = at, .n = a},
                              {.at = at + a, .n = b - a},
                              {.at = at + b, .n = n - b}};

    if (dice_chance(d, 50))
        return median(&(struct numbers){.at = at, .n = n}, 1);
    return median(lists, 3);
}

static void the_median_is_what_sorting_finds_in_the_middle(void **state)
{
    struct dice d = {3};
    int round;

    (void)state;
    for (round = 0; round < ROUNDS; round++) {
        int64_t at[MOST], sorted[MOST];
        size_t i, n = 1 + dice_below(&d, MOST), spread = dice_below(&d, 64);
        double want;

        for (i = 0; i < n; i++)
            at[i] = sorted[i] = random_number(
                &d, dice_chance(&d, 3) ? dice_below(&d, 64) : spread);
        qsort(sorted, n, sizeof(*sorted), by_value);
        want = ((double)sorted[(n - 1) / 2] + (double)sorted[n / 2]) / 2;
        if (median_in_parts(&d, at, n) != want)
            fail_msg("round %d, of %zu numbers", round, n);
    }
}

static void nothing_has_no_middle(void **state)
{
    int64_t extremes[] = {INT64_MAX, INT64_MIN, 7};
    struct numbers nothing = {0}, all = {.at = extremes, .n = 3};

    (void)state;
    assert_true(isnan(median(&nothing, 1)));
    assert_near(median(&all, 1), 7, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_median_is_what_sorting_finds_in_the_middle),
        cmocka_unit_test(nothing_has_no_middle),
    };

    return cmocka_run_group_tests_name("median", tests, NULL, NULL);
}
