#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/time.h"
#include "tests/oracle/dice.h"
#include "tests/unit.h"

static const char *const names[] = {
    "Europe/London",
    "America/New_York",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "America/Sao_Paulo",
    "Antarctica/Troll",
    "Pacific/Kiritimati",
    "UTC",
};

enum { ZONES = sizeof(names) / sizeof(names[0]) };

#define FROM_S  INT64_C(0)          /* 1970 */
#define UNTIL_S INT64_C(2840140800) /* 2060 */

static const struct zone *zone_of(const char *name)
{
    const struct zone *z = NULL;

    assert_ok(zone_open(name, &z));
    setenv("TZ", name, 1);
    tzset();
    return z;
}

/* What the C library says, for the zone opened last. */
static struct tm civil_at(int64_t s)
{
    time_t t = (time_t)s;
    struct tm civil;

    assert_non_null(localtime_r(&t, &civil));
    return civil;
}

static void check_instant(const struct zone *z, const char *name, int64_t ms)
{
    int64_t s = ms / 1000 - (ms % 1000 < 0);
    struct tm want = civil_at(s);
    int32_t day =
        day_from_civil(want.tm_year + 1900, want.tm_mon + 1, want.tm_mday);

    if (zone_offset_s(z, ms) != want.tm_gmtoff || zone_day(z, ms) != day)
        fail_msg("%s at %lld: offset %d, wanted %ld", name, (long long)ms,
                 (int)zone_offset_s(z, ms), want.tm_gmtoff);
}

static void offsets_and_days_are_the_c_librarys_at_random_instants(void **state)
{
    struct dice dice = {1};
    size_t zone, i;

    (void)state;
    for (zone = 0; zone < ZONES; zone++) {
        const struct zone *z = zone_of(names[zone]);

        for (i = 0; i < 20000; i++)
            check_instant(
                z, names[zone],
                (int64_t)(dice_throw(&dice) % (uint64_t)(UNTIL_S * 1000)));
    }
}

/* The second in (low, high] at which the offset has become another. */
static int64_t change_between(int64_t low, int64_t high)
{
    long before = civil_at(low).tm_gmtoff;

    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;

        if (civil_at(middle).tm_gmtoff == before)
            low = middle;
        else
            high = middle;
    }
    return high;
}

typedef void at_change(const struct zone *z, const char *name, int64_t s);

static size_t each_change(const char *name, at_change *check)
{
    enum { STRIDE = 5 * 86400 };
    const struct zone *z = zone_of(name);
    size_t n = 0;
    int64_t s;

    for (s = FROM_S; s < UNTIL_S; s += STRIDE)
        if (civil_at(s).tm_gmtoff != civil_at(s + STRIDE).tm_gmtoff) {
            check(z, name, change_between(s, s + STRIDE));
            n++;
        }
    return n;
}

static void check_around(const struct zone *z, const char *name, int64_t s)
{
    static const int64_t near[] = {0,     1,       999,      1000,     3600000,
                                   60000, 1800000, 43200000, 86400000, 7200000};
    size_t i;

    for (i = 0; i < sizeof(near) / sizeof(near[0]); i++) {
        check_instant(z, name, s * 1000 + near[i]);
        check_instant(z, name, s * 1000 - near[i]);
    }
}

static void
offsets_and_days_are_the_c_librarys_around_every_change(void **state)
{
    size_t zone;

    (void)state;
    for (zone = 0; zone < ZONES; zone++)
        (void)each_change(names[zone], check_around);
    assert_int_equal(each_change("Europe/London", check_around), 177);
    assert_true(each_change("Africa/Casablanca", check_around) > 100);
}

/* The slow way: of the instants whose civil time it is, the first; of a
 * skipped one, as far after the gap as it is after the gap's beginning. */
static int64_t instant_ms(int64_t civil_s)
{
    int64_t s, first = INT64_MAX;

    for (s = civil_s - 15 * 3600; s <= civil_s + 15 * 3600; s += 900)
        if (s + civil_at(s).tm_gmtoff == civil_s && s < first)
            first = s;
    if (first == INT64_MAX)
        first = civil_s - civil_at(civil_s - 26 * 3600).tm_gmtoff;
    return first * 1000;
}

static void check_civil(const struct zone *z, const char *name, int64_t s)
{
    int64_t around = s + civil_at(s - 1).tm_gmtoff, civil;

    for (civil = around - 26 * 3600; civil <= around + 26 * 3600; civil += 900)
        if (zone_instant_ms(z, civil * 1000) != instant_ms(civil))
            fail_msg("%s: civil %lld is %lld, wanted %lld", name,
                     (long long)civil,
                     (long long)zone_instant_ms(z, civil * 1000),
                     (long long)instant_ms(civil));
}

static void civil_times_have_the_right_instant_around_changes(void **state)
{
    (void)state;
    (void)each_change("Europe/London", check_civil);
    (void)each_change("Australia/Lord_Howe", check_civil);
    (void)each_change("Africa/Casablanca", check_civil);
}

static int64_t instant_of(const char *zone, const char *civil)
{
    const struct zone *z = zone_of(zone);
    int64_t ms = 0;

    assert_ok(time_parse_civil(civil, strlen(civil), &ms));
    return zone_instant_ms(z, ms);
}

static int64_t utc(const char *text)
{
    int64_t ms = 0;

    assert_ok(time_parse(text, strlen(text), &ms));
    return ms;
}

static void both_clock_changes_of_london_are_as_the_header_says(void **state)
{
    const char *london = "Europe/London";

    (void)state;
    /* Skipped: 01:00 to 02:00 on 29 March 2026. */
    assert_true(instant_of(london, "2026-03-29T00:59:59") ==
                utc("2026-03-29T00:59:59Z"));
    assert_true(instant_of(london, "2026-03-29T01:30:00") ==
                utc("2026-03-29T02:30:00+01:00"));
    assert_true(instant_of(london, "2026-03-29T02:00:00") ==
                utc("2026-03-29T02:00:00+01:00"));
    /* Twice: 01:00 to 02:00 on 25 October 2026; the first counts. */
    assert_true(instant_of(london, "2026-10-25T01:30:00") ==
                utc("2026-10-25T01:30:00+01:00"));
    assert_true(instant_of(london, "2026-10-25T02:00:00") ==
                utc("2026-10-25T02:00:00Z"));
    /* A day that never was: 30 December 2011 in Samoa. */
    assert_true(instant_of("Pacific/Apia", "2011-12-30T12:00:00") ==
                utc("2011-12-31T12:00:00+14:00"));
}

static void names_that_are_no_zones_are_refused(void **state)
{
    const struct zone *z = NULL;

    (void)state;
    assert_err(ERR_INVALID, zone_open("", &z));
    assert_err(ERR_INVALID, zone_open("../../etc/passwd", &z));
    assert_err(ERR_INVALID, zone_open("/etc/localtime", &z));
    assert_err(ERR_INVALID, zone_open("Europe/London ", &z));
    assert_err(ERR_INVALID,
               zone_open("Europe/A-name-that-is-longer-than-any-zone-has-ever-"
                         "had-since-they-were-first-kept",
                         &z));
    assert_err(ERR_NOT_FOUND, zone_open("Europe/Camelot", &z));
    assert_err(ERR_INVALID, zone_open("Europe", &z)); /* a folder */
    assert_null(z);
}

static void a_zone_is_read_once(void **state)
{
    const struct zone *a = NULL, *b = NULL, *other = NULL;

    (void)state;
    assert_ok(zone_open("Europe/Paris", &a));
    assert_ok(zone_open("Asia/Tokyo", &other));
    assert_ok(zone_open("Europe/Paris", &b));

    assert_ptr_equal(a, b);
    assert_ptr_not_equal(a, other);
}

/* Every prefix of a real file, and the file with each byte turned. */
static void damaged_zone_files_never_crash(void **state)
{
    static char dir[] = "/tmp/test-zone-XXXXXX", path[64], name[32];
    unsigned char *bytes = arena_alloc(*state, 65536);
    FILE *f = fopen("/usr/share/zoneinfo/Australia/Lord_Howe", "rb");
    const struct zone *z;
    size_t n, i;

    assert_non_null(f);
    n = fread(bytes, 1, 65536, f);
    (void)fclose(f);
    assert_non_null(mkdtemp(dir));
    setenv("TZDIR", dir, 1);
    for (i = 0; i < 40; i++) { /* a process keeps at most 64 zones */
        size_t at = i * n / 40, size = i % 2 ? n : at;

        bytes[at] ^= 0xFF;
        (void)snprintf(name, sizeof(name), "Z%zu", i);
        (void)snprintf(path, sizeof(path), "%s/%s", dir, name);
        f = fopen(path, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(bytes, 1, size, f), size);
        assert_int_equal(fclose(f), 0);
        bytes[at] ^= 0xFF;
        if (zone_open(name, &z) == OK)
            (void)zone_day(z, INT64_C(1772445600000));
        (void)remove(path);
    }
    unsetenv("TZDIR");
    (void)remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            offsets_and_days_are_the_c_librarys_at_random_instants),
        cmocka_unit_test(
            offsets_and_days_are_the_c_librarys_around_every_change),
        cmocka_unit_test(civil_times_have_the_right_instant_around_changes),
        cmocka_unit_test(both_clock_changes_of_london_are_as_the_header_says),
        cmocka_unit_test(names_that_are_no_zones_are_refused),
        cmocka_unit_test(a_zone_is_read_once),
        with_arena(damaged_zone_files_never_crash),
    };

    return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
