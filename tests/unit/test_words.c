/* Numbers as people say them, and the sentence over the figures. */
#include "dashboard/words.h"

#include <math.h>
#include <string.h>

#include "base/time.h"
#include "dashboard/finding.h"
#include "tests/unit.h"

#define MINUTE INT64_C(60000)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
#define _      NBSP

static void durations_are_said_as_people_say_them(void **state)
{
    static const struct {
        int64_t ms;
        const char *said;
    } cases[] = {
        {0, "under" _ "1" _ "s"},
        {999, "under" _ "1" _ "s"},
        {1000, "1" _ "s"},
        {59499, "59" _ "s"},
        {59500, "1" _ "min"},
        {80000, "1" _ "min" _ "20" _ "s"},
        {59 * MINUTE + 59 * 1000, "59" _ "min" _ "59" _ "s"},
        {HOUR - 1, "1" _ "h"},
        {2 * HOUR + 5 * MINUTE, "2" _ "h" _ "5" _ "min"},
        {DAY - 1, "1" _ "day"},
        {DAY + HOUR, "1" _ "day" _ "1" _ "h"},
        {3 * DAY + 4 * HOUR, "3" _ "days" _ "4" _ "h"},
        {10 * DAY, "10" _ "days"},
        {1234 * DAY, "1,234" _ "days"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(words_duration(*state, cases[i].ms), cases[i].said);
}

static void a_rate_is_never_rounded_to_all_or_nothing(void **state)
{
    static const struct {
        int64_t n, m;
        const char *said;
    } cases[] = {
        {0, 1000, "0" _ "%"},      {1, 1000, "under" _ "1" _ "%"},
        {112, 843, "13" _ "%"},    {999, 1000, "over" _ "99" _ "%"},
        {1000, 1000, "100" _ "%"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct share s = share_make(cases[i].n, cases[i].m);

        assert_string_equal(words_rate(*state, &s), cases[i].said);
    }
}

static void a_share_says_of_how_many_and_how_sure(void **state)
{
    struct share some = share_make(112, 843), none = share_make(0, 0);

    assert_string_equal(words_share(*state, &some),
                        "112 of 843 (13" _ "%, 95" _ "% interval 11" _
                        "% to 16" _ "%)");
    assert_string_equal(words_share(*state, &none), "0 of 0");
}

static void a_narrow_interval_does_not_look_like_a_point(void **state)
{
    static const struct {
        int64_t n, m;
        const char *said;
    } cases[] = {
        {112, 843, "11" _ "% to 16" _ "%"},
        {9911, 10222, "96.6" _ "% to 97.3" _ "%"},
        {0, 274, "0" _ "% to 1.4" _ "%"},
        {0, 10222, "0" _ "% to 0.04" _ "%"},
        {50, 50, "93" _ "% to 100" _ "%"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct share s = share_make(cases[i].n, cases[i].m);

        assert_string_equal(words_range(*state, &s), cases[i].said);
    }
}

/* As printf() writes the two ends, rounded alike. */
static void the_ends_of_a_range_are_written_as_short_as_they_are(void **state)
{
    static const int all_parts[] = {1, 10, 100};
    int64_t n, m;
    size_t i;

    for (m = 30; m < 200000; m = m * 3 + 1)
        for (n = 0; n <= m; n += m / 30) {
            struct arena *a = arena_new();
            struct share s = share_make(n, m);
            const char *said = words_range(a, &s);
            bool found = false;

            for (i = 0; i < 3; i++) {
                int parts = all_parts[i];
                const char *want =
                    arena_printf(a, "%g" _ "%% to %g" _ "%%",
                                 round(s.low * 100 * parts) / parts,
                                 round(s.high * 100 * parts) / parts);

                found |= strcmp(said, want) == 0;
            }
            if (!found)
                fail_msg("%s of %d of %d", said, (int)n, (int)m);
            arena_free(a);
        }
    (void)state;
}

static void days_are_said_without_repeating(void **state)
{
    int32_t day = day_from_civil(2026, 10, 4);

    assert_string_equal(words_days(*state, day, day), "4 October 2026");
    assert_string_equal(words_days(*state, day, day + 27),
                        "4 to 31 October 2026");
    assert_string_equal(words_days(*state, day - 4, day),
                        "30 September to 4 October 2026");
    assert_string_equal(words_days(*state, day - 365, day),
                        "4 October 2025 to 4 October 2026");
}

enum { STEPS = 3 };

/* A journey of which these many gave up at each of three steps, all of them
 * having come to each. */
static struct finding found(struct arena *a, int64_t completed,
                            const int64_t dropped[STEPS])
{
    static const char *const titles[STEPS] = {"One", "Two", "Three"};
    struct figures f = {.completed = completed, .n_steps = STEPS};
    int i;

    for (i = 0; i < STEPS; i++)
        f.abandoned += dropped[i];
    f.started = f.completed + f.abandoned;
    f.steps = arena_array(a, STEPS, sizeof(*f.steps));
    for (i = 0; i < STEPS; i++)
        f.steps[i] = (struct step_figures){
            .id = titles[i],
            .title = titles[i],
            .mature = f.started,
            .dropped = dropped[i],
            .drop_off = share_make(dropped[i], f.started),
        };
    return finding_make(a, &f);
}

static void the_claim_is_no_stronger_than_the_figures(void **state)
{
    static const struct {
        int64_t dropped[STEPS];
        const char *claim, *note, *brief;
    } cases[] = {
        {{10, 60, 20},
         "Most people who give up do so at “Two”:",
         "In all, 90 attempts were abandoned.",
         "“Two” loses most: 60 of 190 (32\xc2\xa0%)"},
        {{10, 60, 58},
         "More people give up at “Two” than at any other step:",
         "In all, 128 attempts were abandoned. “Three” follows with 58, so "
         "close that the order may be chance.",
         "“Two” loses most: 60 of 228 (26\xc2\xa0%); “Three” may lose as many: "
         "58 "
         "of 228 (25\xc2\xa0%)"},
        {{60, 20, 20},
         "Most people who give up do so at “One”:",
         "In all, 100 attempts were abandoned.",
         "“One” loses most: 60 of 200 (30\xc2\xa0%)"},
        /* 11 of 20: R's prop.test() begins at 0.342 */
        {{11, 4, 5},
         "More people give up at “One” than at any other step:",
         "In all, 20 attempts were abandoned. “Three” follows with 5, so close "
         "that the order may be chance.",
         "“One” loses most: 11 of 120 (9\xc2\xa0%); “Three” may lose as many: "
         "5 of "
         "120 (4\xc2\xa0%)"},
        {{40, 40, 0},
         "No step loses more people than “One”:",
         "In all, 80 attempts were abandoned. “Two” loses as many.",
         "“One” loses most: 40 of 180 (22\xc2\xa0%); “Two” loses as many: 40 "
         "of 180 "
         "(22\xc2\xa0%)"},
        {{0, 0, 1},
         "More people give up at “Three” than at any other step:",
         "In all, 1 attempt was abandoned. So few say little.",
         "“Three” loses most: 1 of 101 (1\xc2\xa0%); so few "
         "say little"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct finding f = found(*state, 100, cases[i].dropped);

        assert_true(f.enough);
        assert_string_equal(f.claim, cases[i].claim);
        assert_string_equal(f.note, cases[i].note);
        assert_string_equal(f.brief, cases[i].brief);
    }
}

static void without_data_it_says_so(void **state)
{
    static const int64_t none[STEPS] = {0}, few[STEPS] = {0, 12, 0};
    struct finding nothing = found(*state, 0, none);
    struct finding too_few = found(*state, 17, few);
    struct finding enough = found(*state, 18, few);
    struct finding nobody = found(*state, 30, none);

    assert_string_equal(nothing.rule, "nothing-settled");
    assert_string_equal(too_few.rule, "too-few-settled");
    assert_string_equal(too_few.figures,
                        "12 of 29 settled attempts were abandoned.");
    assert_string_equal(enough.rule, "most-dropped");
    assert_string_equal(nobody.claim, "Nobody gave up:");
    assert_false(nothing.enough || too_few.enough || nobody.enough);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(durations_are_said_as_people_say_them),
        with_arena(a_rate_is_never_rounded_to_all_or_nothing),
        with_arena(a_share_says_of_how_many_and_how_sure),
        with_arena(a_narrow_interval_does_not_look_like_a_point),
        cmocka_unit_test(the_ends_of_a_range_are_written_as_short_as_they_are),
        with_arena(days_are_said_without_repeating),
        with_arena(the_claim_is_no_stronger_than_the_figures),
        with_arena(without_data_it_says_so),
    };

    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
