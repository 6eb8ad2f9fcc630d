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
        if (median(at, n) != want)
            fail_msg("round %d, of %zu numbers", round, n);
    }
}

static void nothing_has_no_middle(void **state)
{
    int64_t extremes[] = {INT64_MAX, INT64_MIN, 7};

    (void)state;
    assert_true(isnan(median(NULL, 0)));
    assert_near(median(extremes, 3), 7, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_median_is_what_sorting_finds_in_the_middle),
        cmocka_unit_test(nothing_has_no_middle),
    };

    return cmocka_run_group_tests_name("median", tests, NULL, NULL);
}
