#include "tracker/stats.h"

#include <math.h>

#include "tests/oracle/dice.h"
#include "tests/unit.h"

/* R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3. */
static void wilsons_interval_is_as_published(void **state)
{
    static const struct {
        int64_t n, m;
        double low, high;
    } cases[] = {
        {81, 263, 0.2553, 0.3662},
        {15, 148, 0.0624, 0.1605},
        {0, 20, 0.0000, 0.1611},
        {1, 29, 0.0061, 0.1718},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct share s = share_make(cases[i].n, cases[i].m);

        assert_true(s.known);
        assert_near(s.rate, (double)cases[i].n / (double)cases[i].m, 1e-12);
        assert_near(s.low, cases[i].low, 0.00005);
        assert_near(s.high, cases[i].high, 0.00005);
    }
}

/* The ends of Wilson's interval are where the normal test just says no: the
 * roots of |p - P| = z sqrt(P (1 - P) / m). */
static void the_ends_solve_wilsons_equation(void **state)
{
    struct dice dice = {1};
    int i;

    (void)state;
    for (i = 0; i < 20000; i++) {
        int64_t m = 1 + (int64_t)(dice_throw(&dice) >> (24 + i % 40));
        int64_t n = (int64_t)(dice_throw(&dice) % ((uint64_t)m + 1));
        struct share s = share_make(n, m);
        double ends[] = {s.low, s.high};
        int k;

        assert_true(0 <= s.low && s.low <= s.rate);
        assert_true(s.rate <= s.high && s.high <= 1);
        for (k = 0; k < 2; k++)
            assert_near(fabs(s.rate - ends[k]),
                        STATS_Z95 * sqrt(ends[k] * (1 - ends[k]) / (double)m),
                        1e-9);
    }
}

static void of_nothing_no_share_is_known(void **state)
{
    struct share s = share_make(0, 0);

    (void)state;
    assert_false(s.known);
    assert_int_equal(s.n, 0);
    assert_int_equal(s.m, 0);
}

static void none_and_all_end_exactly_at_0_and_1(void **state)
{
    int64_t m;

    (void)state;
    for (m = 1; m < 2000; m++) {
        assert_true(share_make(0, m).low == 0);
        assert_true(share_make(0, m).high < 1);
        assert_true(share_make(m, m).high == 1);
        assert_true(share_make(m, m).low > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wilsons_interval_is_as_published),
        cmocka_unit_test(the_ends_solve_wilsons_equation),
        cmocka_unit_test(of_nothing_no_share_is_known),
        cmocka_unit_test(none_and_all_end_exactly_at_0_and_1),
    };

    return cmocka_run_group_tests_name("stats", tests, NULL, NULL);
}
