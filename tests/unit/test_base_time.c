#include "base/time.h"

#include <string.h>

#include <jansson.h>

#include "tests/unit.h"

static json_t *cases_of(const char *list)
{
    json_t *all = json_load_file("tests/cases/time.json", 0, NULL);
    json_t *cases = json_incref(json_object_get(all, list));

    assert_true(json_array_size(cases) > 0);
    json_decref(all);
    return cases;
}

static void every_good_time_is_read_to_the_millisecond(void **state)
{
    json_t *cases = cases_of("good"), *one;
    size_t i;

    (void)state;
    json_array_foreach(cases, i, one)
    {
        const char *text = json_string_value(json_array_get(one, 0));
        int64_t ms = 0;

        if (time_parse(text, strlen(text), &ms) != OK ||
            ms != json_integer_value(json_array_get(one, 1)))
            fail_msg("%s is read as %lld", text, (long long)ms);
    }
    json_decref(cases);
}

static void every_bad_time_is_refused(void **state)
{
    json_t *cases = cases_of("bad"), *one;
    size_t i;

    (void)state;
    json_array_foreach(cases, i, one)
    {
        const char *text = json_string_value(one);
        int64_t ms = 4711;

        if (time_parse(text, strlen(text), &ms) == OK || ms != 4711)
            fail_msg("%s is read as %lld", text, (long long)ms);
    }
    json_decref(cases);
}

/* What is behind n bytes does not count, and no byte there is read. */
static void a_time_ends_where_it_is_said_to_end(void **state)
{
    const char *text = "2026-03-02T10:00:00.5Z";
    size_t n;
    int64_t ms;

    for (n = 0; n < strlen(text); n++) {
        char *cut = arena_alloc(*state, n);

        memcpy(cut, text, n);
        assert_err(ERR_INVALID, time_parse(cut, n, &ms));
    }
    assert_ok(time_parse("2026-03-02T10:00:00Zjunk", 20, &ms));
    assert_err(ERR_INVALID, time_parse("2026-03-02T10:00:00Z\0", 21, &ms));
    assert_err(ERR_INVALID, time_parse("2026-03-02\0"
                                       "10:00:00Z",
                                       20, &ms));
}

static void civil_times_have_no_offset(void **state)
{
    int64_t ms = 0;

    (void)state;
    assert_ok(time_parse_civil("2026-03-02T10:00:00.25", 22, &ms));
    assert_true(ms == INT64_C(1772445600250));
    assert_ok(time_parse_civil("2026-03-02 10:00:00", 19, &ms));
    assert_err(ERR_INVALID, time_parse_civil("2026-03-02T10:00:00Z", 20, &ms));
    assert_err(ERR_INVALID, time_parse_civil("2026-03-02", 10, &ms));
}

static void instants_are_written_as_they_are_read(void **state)
{
    static const struct {
        int64_t ms;
        const char *text;
    } cases[] = {
        {0, "1970-01-01T00:00:00Z"},
        {1, "1970-01-01T00:00:00.001Z"},
        {-1, "1969-12-31T23:59:59.999Z"},
        {-86400000, "1969-12-31T00:00:00Z"},
        {INT64_C(1772445600250), "2026-03-02T10:00:00.250Z"},
        {INT64_C(253402300799999), "9999-12-31T23:59:59.999Z"},
        {INT64_C(-62135596800000), "0001-01-01T00:00:00Z"},
    };
    char text[TIME_TEXT];
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        time_format(cases[i].ms, text);
        assert_string_equal(text, cases[i].text);
    }
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

/* 1900-01-01 was 25,567 days before 1970-01-01. */
static void days_are_those_of_the_calendar_from_1900_to_2100(void **state)
{
    char text[TIME_TEXT], want[TIME_TEXT];
    int year, month, day;
    int32_t number = -25567, read;

    (void)state;
    for (year = 1900; year <= 2100; year++)
        for (month = 1; month <= 12; month++)
            for (day = 1; day <= days_in(year, month); day++, number++) {
                (void)snprintf(want, sizeof(want), "%04d-%02d-%02d", year,
                               month, day);
                assert_int_equal(day_from_civil(year, month, day), number);
                day_format(number, text);
                assert_string_equal(text, want);
                assert_ok(day_parse(want, &read));
                assert_int_equal(read, number);
            }
    assert_int_equal(number, 47847); /* 2101-01-01 */
}

static void months_on_is_the_same_day_or_the_last_there_is(void **state)
{
    int year, month, day, months;

    (void)state;
    for (year = 1999; year <= 2001; year++)
        for (month = 1; month <= 12; month++)
            for (day = 1; day <= days_in(year, month); day++)
                for (months = -1210; months <= 1200; months += 7) {
                    int all = year * 12 + month - 1 + months;
                    int y = all / 12, m = all % 12 + 1;
                    int d = day < days_in(y, m) ? day : days_in(y, m);

                    assert_int_equal(
                        day_add_months(day_from_civil(year, month, day),
                                       months),
                        day_from_civil(y, m, d));
                }
}

static void days_that_are_none_are_refused(void **state)
{
    static const char *const bad[] = {
        "",           "2026-02-30",  "2026-02-29",  "2026-3-2",
        "2026-03-2x", "02026-03-02", "2026-03-02 ", "2026-03-02T",
        "2026-04-31", "0000-01-01",  "today",       "2026-03",
    };
    int32_t day;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_err(ERR_INVALID, day_parse(bad[i], &day));
}

static void a_long_day_is_as_people_write_it(void **state)
{
    char text[TIME_TEXT];

    (void)state;
    day_format_long(day_from_civil(2026, 3, 2), text);
    assert_string_equal(text, "2 March 2026");
    day_format_long(day_from_civil(1999, 12, 31), text);
    assert_string_equal(text, "31 December 1999");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_good_time_is_read_to_the_millisecond),
        cmocka_unit_test(every_bad_time_is_refused),
        with_arena(a_time_ends_where_it_is_said_to_end),
        cmocka_unit_test(civil_times_have_no_offset),
        cmocka_unit_test(instants_are_written_as_they_are_read),
        cmocka_unit_test(days_are_those_of_the_calendar_from_1900_to_2100),
        cmocka_unit_test(months_on_is_the_same_day_or_the_last_there_is),
        cmocka_unit_test(days_that_are_none_are_refused),
        cmocka_unit_test(a_long_day_is_as_people_write_it),
    };

    return cmocka_run_group_tests_name("time", tests, NULL, NULL);
}
