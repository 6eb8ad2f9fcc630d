/* Reals as people and programs can both read them. */
#include "web/number.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/unit.h"

/* The shortest of all that read back the same, tried one by one. */
static void hundredths_are_as_short_as_any_number(void **state)
{
    int i;

    (void)state;
    for (i = -30000; i <= 30000; i++) {
        char shortest[32];
        int digits = 1;
        struct buf out;
        double x = i / 100.0;

        do
            (void)snprintf(shortest, sizeof(shortest), "%.*f", digits++ - 1, x);
        while (strtod(shortest, NULL) != x);
        buf_init(&out, 100);
        number_add(&out, x);
        assert_string_equal(out.text, shortest);
        buf_release(&out);
    }
}

static void reals_have_the_fewest_digits(void **state)
{
    static const struct {
        double x;
        const char *text;
    } cases[] = {
        {0.0, "0"},
        {0.1, "0.1"},
        {2.0, "2"},
        {-12.5, "-12.5"},
        {1.0 / 3, "0.3333333333333333"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1e21, "1e+21"},
        {5e-324, "5e-324"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf out;

        buf_init(&out, 100);
        number_add(&out, cases[i].x);
        assert_string_equal(out.text, cases[i].text);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reals_have_the_fewest_digits),
        cmocka_unit_test(hundredths_are_as_short_as_any_number),
    };

    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
