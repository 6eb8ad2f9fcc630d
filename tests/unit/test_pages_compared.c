/* test_pages_compared.c - a step's page marks who fares otherwise, and no more
 * than chance allows. */
#include "tests/unit/council.h"

#define STEP "/dashboard/journeys/missed-bin/steps/address"

/* One group of attempts: who they are, how many gave up at the address and
 * how many went on. */
struct group {
    const char *has;
    int dropped, on;
};

static void add_view(struct buf *b, const char *step, int attempt, int minute,
                     const char *has)
{
    buf_addf(b,
             "{\"attempt\":\"attempt-%d\",\"kind\":\"view\",\"step\":\"%s\","
             "\"at\":\"2026-02-20T10:0%d:00Z\"%s}\n",
             attempt, step, minute, has);
}

static void add_group(struct council *c, struct buf *b, const struct group *g)
{
    int i;

    for (i = 0; i < g->dropped + g->on; i++) {
        int attempt = ++c->attempts;

        add_view(b, "start", attempt, 0, g->has);
        add_view(b, "address", attempt, 1, "");
        if (i >= g->dropped)
            add_view(b, "details", attempt, 2, "");
    }
}

static void fill(struct council *c, const struct group *groups)
{
    struct buf b;

    buf_init(&b, 1 << 20);
    council_journey(c, "missed-bin", "Which bin?");
    for (; groups->has; groups++)
        add_group(c, &b, groups);
    council_import(c, "missed-bin", arena_strndup(c->arena, b.text, b.len));
    buf_release(&b);
}

#define WHO(device, lang) ",\"device\":\"" device "\",\"lang\":\"" lang "\""

/* 80 of 400 gave up: 55 of 200 with a mobile, 19 of 160 at a desktop, 6 of 40
 * with a tablet; 18 of 60 in Welsh and 62 of 340 in English. */
static const struct group groups[] = {{WHO("mobile", "cy"), 12, 20},
                                      {WHO("mobile", "en"), 43, 125},
                                      {WHO("desktop", "cy"), 4, 16},
                                      {WHO("desktop", "en"), 15, 125},
                                      {WHO("tablet", "cy"), 2, 6},
                                      {WHO("tablet", "en"), 4, 28},
                                      {NULL, 0, 0}};

/* R: prop.test() of each against the others, without continuity correction;
 * p.adjust(…, "holm") of the five; the ends as Newcombe's method 10 makes them
 * of both prop.test()'s intervals. */
static const struct {
    const char *attribute, *value;
    double p, value_of, low, high;
    int differs;
} answers[] = {
    {"device", "mobile", 0.000884173, 0.15, 0.07200838, 0.22632812, 1},
    {"device", "desktop", 0.003639358, -0.13541667, -0.20721019, -0.05728006,
     1},
    {"device", "tablet", 0.404656762, -0.05555556, -0.14668652, 0.09034724, 0},
    {"lang", "cy", 0.107075700, 0.11764706, 0.00725483, 0.24821109, 0},
    {"lang", "en", 0.107075700, -0.11764706, -0.24821109, -0.00725483, 0},
};

static json_t *ask(struct council *c)
{
    json_t *json = json_loads(council_get(c, STEP ".json", 200), 0, NULL);

    assert_non_null(json);
    return json;
}

static const json_t *group_of(const json_t *json, const char *attribute,
                              const char *value)
{
    const json_t *one;
    size_t i;

    json_array_foreach(json_object_get(json, "forWhom"), i, one)
    {
        if (strcmp(json_string_value(json_object_get(one, "attribute")),
                   attribute) == 0 &&
            strcmp(json_string_value(json_object_get(one, "value")), value) ==
                0)
            return one;
    }
    fail_msg("no %s %s", attribute, value);
    return NULL;
}

static void near(const json_t *of, const char *name, double want)
{
    assert_near(json_real_value(json_object_get(of, name)), want, 1e-6);
}

static void each_group_is_held_against_all_others(void **state)
{
    struct council *c = *state;
    json_t *json;
    size_t i;

    fill(c, groups);
    json = ask(c);
    for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        const json_t *row =
            group_of(json, answers[i].attribute, answers[i].value);
        const json_t *d = json_object_get(row, "difference");

        near(d, "pAdjusted", answers[i].p);
        near(d, "value", answers[i].value_of);
        near(d, "low", answers[i].low);
        near(d, "high", answers[i].high);
        assert_int_equal(json_is_true(json_object_get(row, "differs")),
                         answers[i].differs);
    }
    json_decref(json);
}

/* The row of a table that a text is in, up to its end. */
static const char *row_of(struct council *c, const char *page, const char *text)
{
    const char *at = strstr(page, text);

    if (!at)
        fail_msg("it does not say \"%s\"", text);
    return arena_strndup(c->arena, at, (size_t)(strstr(at, "</tr>") - at));
}

static void says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("it does not say \"%s\" but\n%s", words, text);
}

/* Welsh alone would be marked (p = 0.036); among five it is not. */
static void a_manager_reads_who_differs_and_by_how_much(void **state)
{
    struct council *c = *state;
    const char *page, *row;

    fill(c, groups);
    page = council_get(c, STEP, 200);
    row = row_of(c, page, ">Device: mobile</a>");
    says(row, "<strong>more give up</strong>");
    says(row, "by 7 to 23\xc2\xa0points");
    row = row_of(c, page, ">Device: desktop</a>");
    says(row, "<strong>fewer give up</strong>");
    says(row, "by 6 to 21\xc2\xa0points");
    row = row_of(c, page, ">Language: Welsh (cy)</a>");
    says(row, "no clear difference");
    assert_null(strstr(row, "points"));
    assert_null(strstr(page, "by name are looked at"));
    /* R: power.prop.test(p1 = .2, p2 = .25, power = .8), 1093.7 */
    says(page, "both sides need at least 1,094 settled attempts.");
    says(council_get(c, STEP ".csv", 200), "\r\ndevice,mobile,,55,200,0.275,");
}

/* 29 of them. */
static void of_too_few_nothing_is_said(void **state)
{
    static const struct group few[] = {{WHO("mobile", "en"), 20, 9},
                                       {WHO("desktop", "en"), 50, 50},
                                       {NULL, 0, 0}};
    struct council *c = *state;
    json_t *json;
    const json_t *row;

    fill(c, few);
    json = ask(c);
    row = group_of(json, "device", "mobile");
    assert_true(json_is_null(json_object_get(row, "differs")));
    assert_true(json_is_null(json_object_get(row, "difference")));
    json_decref(json);
    says(row_of(c, council_get(c, STEP, 200), ">Device: mobile</a>"),
         "<span class=\"wm-quiet\">not enough data</span>");
}

static void what_hardly_anybody_does_is_not_compared(void **state)
{
    static const struct group rare[] = {{WHO("mobile", "en"), 4, 36},
                                        {WHO("desktop", "en"), 16, 344},
                                        {NULL, 0, 0}};
    static const struct group enough[] = {{WHO("mobile", "en"), 4, 96},
                                          {WHO("desktop", "en"), 16, 284},
                                          {NULL, 0, 0}};
    struct council *c = *state;
    json_t *json;

    fill(c, rare); /* 2 of 40 would be expected */
    json = ask(c);
    assert_true(json_is_null(
        json_object_get(group_of(json, "device", "mobile"), "differs")));
    json_decref(json);
    fill(c, enough); /* 8 of 140, with those */
    json = ask(c);
    assert_true(json_is_false(
        json_object_get(group_of(json, "device", "mobile"), "differs")));
    json_decref(json);
}

/* Ten releases: the last eight by name, and a word about the other two. */
static void values_that_are_not_looked_at_are_told(void **state)
{
    struct group releases[11] = {{NULL, 0, 0}};
    struct council *c = *state;
    json_t *json;
    size_t i;

    for (i = 0; i < 10; i++)
        releases[i] = (struct group){
            arena_printf(c->arena, ",\"release\":\"r%zu\"", i), 1, 1};
    fill(c, releases);
    json = ask(c);
    assert_int_equal(json_array_size(json_object_get(json, "forWhom")), 8);
    (void)group_of(json, "release", "r2");
    assert_int_equal(
        json_integer_value(json_object_get(json, "forWhomLeftOut")), 2);
    json_decref(json);
    says(council_get(c, STEP, 200), "by name are looked at; 2 more are not.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_council(each_group_is_held_against_all_others),
        with_council(a_manager_reads_who_differs_and_by_how_much),
        with_council(of_too_few_nothing_is_said),
        with_council(what_hardly_anybody_does_is_not_compared),
        with_council(values_that_are_not_looked_at_are_told),
    };

    return cmocka_run_group_tests_name("pages, compared", tests, NULL, NULL);
}
