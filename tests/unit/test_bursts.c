#include "tracker/bursts.h"

#include "base/time.h"
#include "tests/unit.h"

enum { MINUTES_OF_A_DAY = 24 * 60 };

static const struct place page = {7, 0};

static int64_t minute_ms(int minute)
{
    return INT64_C(1772445600000) + minute * MS_PER_MINUTE;
}

/* So many attempts begin in that minute; how many of them are held. */
static int begin(struct bursts *b, struct place place, int minute, int n)
{
    int held = 0;

    for (; n > 0; n--)
        held += bursts_begin(b, place, minute_ms(minute));
    return held;
}

static void what_is_never_too_many_is_not_held(void **state)
{
    struct bursts *b = bursts_new();

    (void)state;
    assert_int_equal(begin(b, page, 0, BURST_ORIGIN), 0);
    assert_int_equal(begin(b, page, 1, BURST_ORIGIN), 0);
    bursts_free(b);
}

static void a_loop_is_held_from_the_first_attempt_too_many(void **state)
{
    struct bursts *b = bursts_new();

    (void)state;
    assert_int_equal(begin(b, page, 0, BURST_ORIGIN + 400), 400);
    assert_int_equal(begin(b, (struct place){8, 0}, 0, 100), 0);
    bursts_free(b);
}

static void a_burst_lasts_until_a_minute_was_calm(void **state)
{
    struct bursts *b = bursts_new();

    (void)state;
    (void)begin(b, page, 0, BURST_ORIGIN + 1);
    assert_int_equal(begin(b, page, 1, 5), 5);
    assert_int_equal(begin(b, page, 2, 5), 0);
    assert_int_equal(begin(b, page, 3, BURST_ORIGIN + 1), 1);
    assert_int_equal(begin(b, page, 4, BURST_ORIGIN + 1), BURST_ORIGIN + 1);
    assert_int_equal(begin(b, page, 5, 1), 1);
    bursts_free(b);
}

static void a_busy_origin_may_begin_ten_times_what_it_does(void **state)
{
    struct bursts *b = bursts_new();
    int minute;

    (void)state;
    for (minute = 0; minute < MINUTES_OF_A_DAY; minute++)
        assert_int_equal(begin(b, page, minute, 100), 0);
    assert_int_equal(begin(b, page, minute, 990), 0);
    assert_int_equal(begin(b, page, minute + 1, 2000), 2000 - 1148);
    bursts_free(b);
}

static void a_long_loop_does_not_become_usual(void **state)
{
    struct bursts *b = bursts_new();
    int minute;

    (void)state;
    (void)begin(b, page, 0, 1000);
    for (minute = 1; minute < MINUTES_OF_A_DAY; minute++)
        assert_int_equal(begin(b, page, minute, 1000), 1000);
    bursts_free(b);
}

static void one_network_in_a_loop_does_not_hold_the_others(void **state)
{
    struct bursts *b = bursts_new();
    const struct place loop = {7, 1}, other = {7, 2};

    (void)state;
    assert_int_equal(begin(b, loop, 0, 5000), 5000 - BURST_NETWORK);
    assert_int_equal(begin(b, other, 0, BURST_NETWORK), 0);
    bursts_free(b);
}

static void a_loop_over_many_networks_is_held_at_its_origin(void **state)
{
    struct bursts *b = bursts_new();
    uint64_t network;
    int held = 0;

    (void)state;
    for (network = 1; network <= 1000; network++)
        held += begin(b, (struct place){7, network}, 0, 1);
    assert_int_equal(held, 1000 - BURST_ORIGIN);
    bursts_free(b);
}

static void what_comes_from_nowhere_is_never_held(void **state)
{
    struct bursts *b = bursts_new();

    (void)state;
    assert_int_equal(begin(b, (struct place){0, 3}, 0, 5000), 0);
    bursts_free(b);
}

static void a_clock_set_back_holds_nobody(void **state)
{
    struct bursts *b = bursts_new();

    (void)state;
    assert_int_equal(begin(b, page, 100, 10), 0);
    assert_int_equal(begin(b, page, 0, 10), 0);
    assert_int_equal(begin(b, page, 101, 10), 0);
    bursts_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_never_too_many_is_not_held),
        cmocka_unit_test(a_loop_is_held_from_the_first_attempt_too_many),
        cmocka_unit_test(a_burst_lasts_until_a_minute_was_calm),
        cmocka_unit_test(a_busy_origin_may_begin_ten_times_what_it_does),
        cmocka_unit_test(a_long_loop_does_not_become_usual),
        cmocka_unit_test(one_network_in_a_loop_does_not_hold_the_others),
        cmocka_unit_test(a_loop_over_many_networks_is_held_at_its_origin),
        cmocka_unit_test(what_comes_from_nowhere_is_never_held),
        cmocka_unit_test(a_clock_set_back_holds_nobody),
    };

    return cmocka_run_group_tests_name("bursts", tests, NULL, NULL);
}
