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

/* Table II of Newcombe's paper on differences, method 10. */
static void newcombes_interval_is_as_published(void **state)
{
    static const struct {
        int64_t n1, m1, n2, m2;
        double low, high;
    } rows[] = {{56, 70, 48, 80, 0.0524, 0.3339},
                {9, 10, 3, 10, 0.1705, 0.8090},
                {10, 10, 0, 10, 0.6075, 1.0000}};
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct share a = share_make(rows[i].n1, rows[i].m1);
        struct share b = share_make(rows[i].n2, rows[i].m2);
        struct difference d = difference_make(&a, &b);

        assert_near(d.low, rows[i].low, 0.00005);
        assert_near(d.high, rows[i].high, 0.00005);
    }
}

/* By hand: sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1, and never below
 * the one before. */
static void holm_multiplies_the_smallest_most(void **state)
{
    double p[] = {0.01, 0.04, 0.03, 0.005};

    (void)state;
    holm_adjust(p, 4);

    assert_near(p[3], 0.02, 1e-12);
    assert_near(p[0], 0.03, 1e-12);
    assert_near(p[2], 0.06, 1e-12);
    assert_near(p[1], 0.06, 1e-12);
}

/* 15 of 30 against 25 of 30, by hand: pooled 2/3, z = 2.7386, p = 0.00617. */
static void equal_rates_are_likely_and_far_ones_are_not(void **state)
{
    struct share a = share_make(15, 30), b = share_make(25, 30);

    (void)state;
    assert_near(difference_p(&a, &b), 0.00617, 0.00001);
    assert_near(difference_p(&a, &a), 1, 1e-12);
}

/* Fleiss, table A.3 before its continuity correction: 60 % against 70 %. */
static void enough_is_356_for_ten_points(void **state)
{
    (void)state;
    assert_int_equal(sample_needed(0.6, 0.1), 356);
    assert_int_equal(sample_needed(0.6, 0), 0);
    assert_int_equal(sample_needed(0.95, 0.1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wilsons_interval_is_as_published),
        cmocka_unit_test(the_ends_solve_wilsons_equation),
        cmocka_unit_test(of_nothing_no_share_is_known),
        cmocka_unit_test(none_and_all_end_exactly_at_0_and_1),
        cmocka_unit_test(newcombes_interval_is_as_published),
        cmocka_unit_test(holm_multiplies_the_smallest_most),
        cmocka_unit_test(equal_rates_are_likely_and_far_ones_are_not),
        cmocka_unit_test(enough_is_356_for_ten_points),
    };

    return cmocka_run_group_tests_name("stats", tests, NULL, NULL);
}
