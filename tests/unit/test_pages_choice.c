/* Which attempts a journey's page is asked for: days and segments. */
#include "tests/unit/council.h"

#define JOURNEY "/dashboard/journeys/missed-bin"
#define ALL     JOURNEY "?from=2026-02-20"

static const struct walk walks[] = {{40, "view:start view:address"}, {0}};

static void assert_says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("it does not say \"%s\" but\n%s", words, text);
}

static int64_t started(struct council *c, const char *target, bool *from_trails)
{
    json_t *json = json_loads(council_get(c, target, 200), 0, NULL);
    int64_t n = json_integer_value(json_object_get(json, "started"));

    *from_trails = json_is_true(json_object_get(json, "fromTrails"));
    json_decref(json);
    return n;
}

static void wrong_days_are_shown_as_typed_and_named(void **state)
{
    struct council *c = *state;
    const char *page;

    council_journey(c, "missed-bin", "Which bin?");
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", walks);
    page = council_get(c, JOURNEY "?from=yesterday&until=2026-02-01", 400);

    assert_says(page, "<title>Error: ");
    assert_says(page, "<a href=\"#from\">From must be a day, written like "
                      "2026-03-02</a>");
    assert_says(page, "name=\"from\" type=\"text\" value=\"yesterday\" "
                      "aria-describedby=\"from-error\"");
    assert_says(page, "name=\"until\" type=\"text\" value=\"2026-02-01\"");
    assert_says(page, "What became of them"); /* it is no dead end */
    page = council_get(c, JOURNEY "?from=2026-02-02&until=2026-02-01", 400);
    assert_says(page, "<a href=\"#until\">Until must not be before from</a>");
    (void)council_get(c, JOURNEY "?from=&until=", 200);
    assert_says(council_get(c, JOURNEY ".json?from=yesterday", 400),
                "must be a day, written like 2026-03-02");
}

/* Two with a mobile in Welsh, of whom one goes on; one each of another kind. */
static void fill_segments(struct council *c)
{
    council_journey(c, "missed-bin", "Which bin?");
    council_import(
        c, "missed-bin",
        "{\"attempt\":\"attempt-1\",\"kind\":\"view\",\"step\":\"start\","
        "\"at\":\"2026-02-20T10:00:00Z\",\"device\":\"mobile\",\"lang\":\"cy\"}"
        "\n"
        "{\"attempt\":\"attempt-2\",\"kind\":\"view\",\"step\":\"start\","
        "\"at\":\"2026-02-20T10:00:00Z\",\"device\":\"mobile\",\"lang\":\"cy\"}"
        "\n"
        "{\"attempt\":\"attempt-2\",\"kind\":\"view\",\"step\":\"address\","
        "\"at\":\"2026-02-20T10:01:00Z\"}\n"
        "{\"attempt\":\"attempt-3\",\"kind\":\"view\",\"step\":\"start\","
        "\"at\":\"2026-02-20T10:00:00Z\",\"device\":\"mobile\",\"lang\":\"en\"}"
        "\n"
        "{\"attempt\":\"attempt-4\",\"kind\":\"view\",\"step\":\"start\","
        "\"at\":\"2026-02-20T10:00:00Z\",\"device\":\"desktop\",\"lang\":"
        "\"cy\"}\n");
}

static void segments_are_chosen_in_the_address_and_combine(void **state)
{
    struct council *c = *state;
    const char *page;
    bool from_trails;

    fill_segments(c);
    page = council_get(c, ALL "&device=mobile", 200);
    assert_says(page, "Only attempts with device mobile.");
    assert_says(page, "<option value=\"mobile\" selected>mobile</option>");
    assert_says(page,
                "href=\"" JOURNEY ".csv?from=2026-02-20&amp;device=mobile");
    assert_null(strstr(page, "Counted from the trails"));

    page = council_get(c, ALL "&device=mobile&lang=cy", 200);
    assert_says(page, "Only attempts with device mobile, language Welsh (cy).");
    assert_says(page, "Counted from the trails");

    assert_int_equal(
        started(c, JOURNEY ".json?from=2026-02-20&device=mobile&lang=cy",
                &from_trails),
        2);
    assert_true(from_trails);
    assert_int_equal(
        started(c, JOURNEY ".json?from=2026-02-20&device=mobile", &from_trails),
        3);
    assert_false(from_trails);
    assert_says(council_get(c, JOURNEY ".csv?from=2026-02-20&lang=cy", 200),
                "missed-bin,Report a missed bin,journey,,3,");
    (void)council_get(c, ALL "&version=1", 200);
    (void)council_get(c, ALL "&version=9", 404);
    (void)council_get(c, ALL "&device=a%20b", 400);
}

/* Releases and languages are called what the protocol lets them be called. */
static void what_events_are_called_can_be_chosen(void **state)
{
    static const struct {
        const char *query, *says;
    } cases[] = {
        {"&release=2026.03_1-Beta", "release 2026.03_1-Beta"},
        {"&lang=en-GB", "language en-GB"},
        {"&variant=A", "variant A"},
    };
    struct council *c = *state;
    size_t i;

    council_journey(c, "missed-bin", "Which bin?");
    council_import(
        c, "missed-bin",
        "{\"attempt\":\"attempt-1\",\"kind\":\"view\",\"step\":"
        "\"start\",\"at\":\"2026-02-20T10:00:00Z\",\"release\":"
        "\"2026.03_1-Beta\",\"lang\":\"en-GB\",\"variant\":\"A\"}\n");
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *page = council_get(
            c, arena_printf(c->arena, ALL "%s", cases[i].query), 200);

        assert_says(page, arena_printf(c->arena, "Only attempts with %s.",
                                       cases[i].says));
        assert_says(page, "<dt>Started</dt>\n          <dd>1<");
    }
    (void)council_get(c, ALL "&release=a%26b", 400);
}

#define AT_START JOURNEY "/steps/start"
#define CHOSEN   "?from=2026-02-20&device=mobile&lang=cy"

static void
a_steps_page_and_its_rows_say_which_attempts_they_are_of(void **state)
{
    static const char only[] =
        ",2026-02-20,,\"device mobile, language cy\",true,";
    struct council *c = *state;
    const char *page;
    json_t *json;

    fill_segments(c);
    page = council_get(c, AT_START CHOSEN, 200);
    assert_says(page, "Only attempts with device mobile, language Welsh (cy).");
    assert_says(page,
                "href=\"" AT_START "?from=2026-02-20\">Show all attempts</a>");
    assert_says(page, "Counted from the trails of the attempts");
    page = council_get(c, AT_START "?from=2026-02-20", 200);
    assert_null(strstr(page, "Only attempts with"));
    page = council_get(c, AT_START ".csv" CHOSEN, 200);
    assert_says(page, "reached,start,,2,,,,,");
    assert_says(page, only);
    assert_says(council_get(c, JOURNEY ".csv" CHOSEN, 200), only);
    json = json_loads(council_get(c, AT_START ".json" CHOSEN, 200), 0, NULL);
    assert_string_equal(json_string_value(json_object_get(
                            json_object_get(json, "journey"), "from")),
                        "2026-02-20");
    json_decref(json);
}

static void a_step_has_a_page_of_its_own(void **state)
{
    static const struct walk refused[] = {
        {20, "view:start view:address view:details reject:details"},
        {15, "view:start view:details view:address contact:address"},
        {0}};
    struct council *c = *state;
    const char *page, *csv;
    json_t *json;

    council_journey(c, "missed-bin", "Which bin?");
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", refused);
    page = council_get(c, JOURNEY "/steps/details?from=2026-02-20", 200);
    assert_says(page, "<h1 class=\"govuk-heading-l\">Which bin?</h1>");
    assert_says(page, "57\xc2\xa0%</span> 20 of 35 settled attempts");
    assert_says(page, "Where they went next");
    assert_says(page, "href=\"" JOURNEY "?from=2026-02-20\"");
    assert_says(council_get(c, ALL, 200),
                "href=\"" JOURNEY "/steps/details?from=2026-02-20\"");

    assert_says(council_get(c, ALL, 200), "of 15\xc2\xa0visits");
    json = json_loads(
        council_get(c, JOURNEY "/steps/details.json?from=2026-02-20", 200), 0,
        NULL);
    assert_int_equal(
        json_integer_value(json_object_get(
            json_object_get(json_object_get(json, "paths"), "before"),
            "attempts")),
        35);
    assert_int_equal(json_integer_value(json_object_get(
                         json_object_get(json, "step"), "rejects")),
                     20);
    json_decref(json);
    page = council_get(c, AT_START "?from=2026-02-20", 200);
    assert_says(page, "wm-cell--name\">No step before this one");
    page = council_get(c, JOURNEY "/steps/address?from=2026-02-20", 200);
    assert_says(page, "wm-cell--name\">No other step");
    csv = council_get(c, JOURNEY "/steps/details.csv?from=2026-02-20", 200);
    assert_says(csv, "reached,details,,35,");
    assert_says(csv, "dropped,details,,20,35");
    assert_says(csv, "before,start address,,20,35,0.5714");
    assert_says(csv, ",began,2026-02-20,,,,,,,,\r\nbefore,start,,15,35,0.4285");
    assert_says(csv, "after,address,,15,35,");
    assert_says(csv, ",went no further,2026-02-20,,,,,,,,\r\n");
    assert_says(csv, "timed,details,,15,");
    (void)council_get(c, JOURNEY "/steps/no-such", 404);
    (void)council_get(c, "/dashboard/journeys/no-such/steps/details", 404);
}

/* Says that nothing is new, until at one of the times it is asked somebody
 * commits an attempt more. */
struct commit {
    struct council *council;
    int left; /* times until then */
    uint64_t commits;
};

static bool commit_in_time(void *self, uint64_t *ret_state)
{
    static const struct walk one_more[] = {{1, "view:start view:details"}, {0}};
    struct commit *c = self;

    if (c->left > 0 && --c->left == 0) {
        council_walks(c->council, "missed-bin", "2026-02-20T10:00:00Z",
                      one_more);
        c->commits++;
    }
    *ret_state = c->commits;
    return true;
}

static int64_t reached_as_paths_say(struct council *c)
{
    const char *page = council_get(c, JOURNEY "/steps/details.json", 200);
    json_t *json = json_loads(page, 0, NULL), *step, *before;
    int64_t n;

    step = json_object_get(json, "step");
    before = json_object_get(json_object_get(json, "paths"), "before");
    n = json_integer_value(json_object_get(step, "reached"));
    assert_int_equal(json_integer_value(json_object_get(before, "attempts")),
                     n);
    json_decref(json);
    return n;
}

static void a_steps_page_is_of_one_moment_whenever_a_commit_comes(void **state)
{
    enum { TIMES = 8 };
    struct council *c = *state;
    struct commit commit = {.council = c};
    struct tracker *reader;
    int time;

    council_journey(c, "missed-bin", "Which bin?");
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", walks);
    assert_ok(tracker_open(c->folder, TRACKER_READ, &reader));
    c->dashboard.tracker = reader;
    tracker_follow(reader, (struct tracker_news){commit_in_time, &commit});
    for (time = 1; time <= TIMES; time++) {
        (void)reached_as_paths_say(c); /* what may be kept is */
        commit.left = time;
        while (commit.left > 0)
            (void)reached_as_paths_say(c);
        assert_int_equal(reached_as_paths_say(c), time);
    }
    tracker_close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_council(wrong_days_are_shown_as_typed_and_named),
        with_council(segments_are_chosen_in_the_address_and_combine),
        with_council(what_events_are_called_can_be_chosen),
        with_council(a_steps_page_and_its_rows_say_which_attempts_they_are_of),
        with_council(a_step_has_a_page_of_its_own),
        with_council(a_steps_page_is_of_one_moment_whenever_a_commit_comes),
    };

    return cmocka_run_group_tests_name("pages_choice", tests, NULL, NULL);
}
