/* test_repeats.c - a log that says the same thing over and over says it once a
 * minute. */
#include "base/repeats.h"
#include "tests/unit.h"

#include <stdio.h>

static void the_same_line_is_told_once_a_minute_with_how_often(void **state)
{
    struct repeats r = {.next = 0};
    int64_t missed, ms;
    int told = 0;

    (void)state;
    for (ms = 1000; ms < 1000 + REPEATS_MS; ms += 10)
        told += repeats_admit(&r, "the disk is full", ms, &missed);
    assert_int_equal(told, 1);
    assert_true(repeats_admit(&r, "the disk is full", ms, &missed));
    assert_int_equal(missed, REPEATS_MS / 10 - 1);
    assert_false(repeats_admit(&r, "the disk is full", ms + 1, &missed));
}

static void other_lines_are_told(void **state)
{
    struct repeats r = {.next = 0};
    int64_t missed;
    char text[32];
    int i;

    (void)state;
    for (i = 0; i < 1000; i++) {
        (void)snprintf(text, sizeof(text), "line %d", i);
        assert_true(repeats_admit(&r, text, i, &missed));
        assert_int_equal(missed, 0);
    }
}

static void two_lines_in_turns_are_each_told_once(void **state)
{
    struct repeats r = {.next = 0};
    int64_t missed;
    int i, told = 0;

    (void)state;
    for (i = 0; i < 1000; i++)
        told +=
            repeats_admit(&r, i % 2 ? "no room" : "cannot commit", i, &missed);
    assert_int_equal(told, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_line_is_told_once_a_minute_with_how_often),
        cmocka_unit_test(other_lines_are_told),
        cmocka_unit_test(two_lines_in_turns_are_each_told_once),
    };

    return cmocka_run_group_tests_name("repeats", tests, NULL, NULL);
}
