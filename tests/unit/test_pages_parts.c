/* test_pages_parts.c - a step's page says since when people give up there, and
 * who does. */
#include "tests/unit/council.h"

#define STEP  "/dashboard/journeys/missed-bin/steps/address"
#define MONTH "?from=2026-02-02&until=2026-03-01"

static const struct walk better[] = {
    {40, "view:start view:address view:details"},
    {10, "view:start view:address"},
    {0}};
static const struct walk worse[] = {
    {20, "view:start view:address view:details"},
    {30, "view:start view:address"},
    {0}};

static void assert_says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("it does not say \"%s\" but\n%s", words, text);
}

static json_t *ask(struct council *c, const char *query)
{
    json_t *json = json_loads(
        council_get(c, arena_printf(c->arena, STEP ".json%s", query), 200), 0,
        NULL);

    assert_non_null(json);
    return json;
}

static int64_t number(const json_t *share, const char *name)
{
    return json_integer_value(
        json_object_get(json_object_get(share, "dropOff"), name));
}

/* Of all parts of a list, of one attribute where it is named. */
static int64_t sum(const json_t *list, const char *attribute, const char *name)
{
    const json_t *one;
    int64_t n = 0;
    size_t i;

    json_array_foreach(
        list, i,
        one) if (!attribute ||
                 strcmp(json_string_value(json_object_get(one, "attribute")),
                        attribute) == 0) n += number(one, name);
    return n;
}

static void fill_weeks(struct council *c)
{
    council_journey(c, "missed-bin", "Which bin?");
    council_walks(c, "missed-bin", "2026-02-02T10:00:00Z", better);
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", better);
    council_walks(c, "missed-bin", "2026-02-23T10:00:00Z", worse);
    council_walks(c, "missed-bin", "2026-03-01T10:00:00Z", worse);
}

static void a_step_says_since_when(void **state)
{
    struct council *c = *state;
    json_t *json, *since, *last;

    fill_weeks(c);
    json = ask(c, MONTH);
    since = json_object_get(json, "since");
    assert_int_equal(json_array_size(since), 4);
    last = json_array_get(since, 3);
    assert_string_equal(json_string_value(json_object_get(last, "from")),
                        "2026-02-23");
    assert_string_equal(json_string_value(json_object_get(last, "until")),
                        "2026-03-01");
    assert_int_equal(number(last, "n"), 60);
    assert_int_equal(number(last, "m"), 100);
    assert_int_equal(number(json_array_get(since, 2), "n"), 10);
    assert_int_equal(number(json_array_get(since, 1), "m"), 0);
    assert_int_equal(sum(since, NULL, "n"), 80);
    assert_int_equal(sum(since, NULL, "m"), 200);
    json_decref(json);
    assert_says(council_get(c, STEP MONTH, 200),
                "href=\"" STEP
                "?from=2026-02-23&amp;until=2026-03-01\">23 February to 1 "
                "March 2026</a>");
    assert_says(council_get(c, STEP ".csv" MONTH, 200),
                "\nsince,2026-02-23 to 2026-03-01,,60,100,0.6,");
}

/* 10 of 50, none, 10 of 50, then 60 of 100.  R: prop.test(c(60, 20), c(100,
 * 100), correct=FALSE), and p.adjust(…, "holm") with those of the two weeks
 * before; the ends as Newcombe's method 10 makes them of prop.test()'s. */
static void a_step_says_from_which_day_on_it_changed(void **state)
{
    struct council *c = *state;
    const json_t *change, *d;
    json_t *json;

    fill_weeks(c);
    json = ask(c, MONTH);
    change = json_object_get(json, "change");
    assert_string_equal(json_string_value(json_object_get(change, "from")),
                        "2026-02-23");
    assert_int_equal(number(change, "n"), 60);
    assert_int_equal(number(change, "m"), 100);
    assert_true(json_is_true(json_object_get(change, "differs")));
    d = json_object_get(change, "difference");
    assert_near(json_real_value(json_object_get(d, "pAdjusted")), 2.329211e-08,
                1e-12);
    assert_near(json_real_value(json_object_get(d, "low")), 0.26773468, 1e-7);
    assert_near(json_real_value(json_object_get(d, "high")), 0.51246374, 1e-7);
    json_decref(json);
    assert_says(council_get(c, STEP MONTH, 200),
                "<strong>From 23 February 2026 on more give up: 60 of 100 "
                "(60\xc2\xa0%) against 20 of 100 (20\xc2\xa0%) before, by 27 "
                "to 51\xc2\xa0points.</strong>");
    assert_says(council_get(c, STEP ".csv" MONTH, 200),
                "\nchange,2026-02-23 to 2026-03-01,,60,100,0.6,");
}

/* What is the same all the time has not changed; of 20 nothing is said. */
static void where_nothing_changed_it_says_so(void **state)
{
    static const struct walk few[] = {{10, "view:start view:address"}, {0}};
    struct council *c = *state;
    json_t *json;

    council_journey(c, "missed-bin", "Which bin?");
    council_walks(c, "missed-bin", "2026-02-03T10:00:00Z", few);
    council_walks(c, "missed-bin", "2026-02-04T10:00:00Z", few);
    assert_says(council_get(c, STEP "?from=2026-02-03&until=2026-02-04", 200),
                "Not enough data to say whether anything changed.");
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", better);
    council_walks(c, "missed-bin", "2026-02-23T10:00:00Z", better);
    json = ask(c, "?from=2026-02-20&until=2026-02-23");
    assert_true(json_is_false(
        json_object_get(json_object_get(json, "change"), "differs")));
    json_decref(json);
    assert_says(council_get(c, STEP "?from=2026-02-20&until=2026-02-23", 200),
                "No clear change in these days.");
}

static const struct walk early[] = {{100, "view:start view:address"},
                                    {100, "view:start view:address "
                                          "view:details"},
                                    {0}};
static const struct walk late[] = {{20, "view:start view:address"},
                                   {80, "view:start view:address view:details"},
                                   {0}};
static const struct walk saved[] = {{100, "view:start view:address "
                                          "save:address"},
                                    {0}};
static const struct walk few_saved[] = {{5, "view:start view:address "
                                            "save:address"},
                                        {0}};

/* 20 of 100 settled ones against 100 of 200, while 100 more are saved: if they
 * all give up, it is 120 of 200.  Five could not turn it: 25 of 105. */
static void what_is_saved_may_still_be_given_up(void **state)
{
    const char *days = "?from=2026-02-20&until=2026-02-23";
    struct council *c = *state;

    council_journey(c, "missed-bin", "Which bin?");
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", early);
    council_walks(c, "missed-bin", "2026-02-23T10:00:00Z", late);
    council_walks(c, "missed-bin", "2026-02-23T10:00:00Z", few_saved);
    assert_says(council_get(c, arena_printf(c->arena, STEP "%s", days), 200),
                "on fewer give up: 20 of 100 (20\xc2\xa0%) against 100 of 200 "
                "(50\xc2\xa0%) before");
    council_walks(c, "missed-bin", "2026-02-23T10:00:00Z", saved);
    assert_says(council_get(c, arena_printf(c->arena, STEP "%s", days), 200),
                "No clear change in these days.");
}

static void few_days_are_told_one_by_one_and_one_day_not_at_all(void **state)
{
    struct council *c = *state;
    json_t *json;

    fill_weeks(c);
    json = ask(c, "?from=2026-02-20&until=2026-02-26");
    assert_int_equal(json_array_size(json_object_get(json, "since")), 4);
    json_decref(json);
    json = ask(c, "?from=2026-02-20&until=2026-02-20");
    assert_int_equal(json_array_size(json_object_get(json, "since")), 0);
    json_decref(json);
    assert_null(
        strstr(council_get(c, STEP "?from=2026-02-20&until=2026-02-20", 200),
               "Since when"));
}

/* Years are told in as many parts as fit on a page. */
static void an_archive_has_few_parts_and_loses_nothing(void **state)
{
    struct council *c = *state;
    json_t *json, *since;

    council_journey(c, "missed-bin", "Which bin?");
    council_walks(c, "missed-bin", "2019-05-01T10:00:00Z", better);
    council_walks(c, "missed-bin", "2022-10-09T10:00:00Z", worse);
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", worse);
    json = ask(c, "?from=2019-01-01");
    since = json_object_get(json, "since");
    assert_in_range(json_array_size(since), 2, 13);
    assert_int_equal(sum(since, NULL, "n"), 70);
    assert_int_equal(sum(since, NULL, "m"), 150);
    json_decref(json);
}

#define VIEW(attempt, step, at, more)                                          \
    "{\"attempt\":\"attempt-" attempt "\",\"kind\":\"view\",\"step\":\"" step  \
    "\",\"at\":\"2026-02-20T10:0" at ":00Z\"" more "}\n"

#define WELSH ",\"lang\":\"cy\""
#define MOBILE(attempt)                                                        \
    VIEW(attempt, "start", "0", ",\"device\":\"mobile\"" WELSH)                \
    VIEW(attempt, "address", "1", "")
#define DESKTOP                                                                \
    VIEW("2", "start", "0", ",\"device\":\"desktop\"" WELSH)                   \
    VIEW("2", "address", "1", "") VIEW("2", "details", "2", "")

static void a_step_says_for_whom(void **state)
{
    struct council *c = *state;
    json_t *json, *groups;

    council_journey(c, "missed-bin", "Which bin?");
    council_import(c, "missed-bin", MOBILE("1") MOBILE("3") DESKTOP);
    json = ask(c, "?from=2026-02-20");
    groups = json_object_get(json, "forWhom");
    assert_int_equal(json_array_size(groups),
                     2); /* one language is no choice */
    assert_string_equal(
        json_string_value(json_object_get(json_array_get(groups, 0), "value")),
        "mobile");
    json_decref(json);
    assert_says(council_get(c, STEP "?from=2026-02-20", 200),
                "href=\"" STEP
                "?from=2026-02-20&amp;device=desktop\">Device: desktop</a>");
    assert_says(council_get(c, STEP ".csv?from=2026-02-20", 200),
                "\ndevice,mobile,,2,2,1,");
    json = ask(c, "?from=2026-02-20&device=mobile");
    assert_int_equal(json_array_size(json_object_get(json, "forWhom")), 0);
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_council(a_step_says_since_when),
        with_council(a_step_says_from_which_day_on_it_changed),
        with_council(where_nothing_changed_it_says_so),
        with_council(what_is_saved_may_still_be_given_up),
        with_council(few_days_are_told_one_by_one_and_one_day_not_at_all),
        with_council(an_archive_has_few_parts_and_loses_nothing),
        with_council(a_step_says_for_whom),
    };

    return cmocka_run_group_tests_name("pages, in parts", tests, NULL, NULL);
}
