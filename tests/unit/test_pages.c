/* What the dashboard's pages say, asked through the router. */
#include "tests/unit/council.h"

#include "base/text.h"

#define JOURNEY "/dashboard/journeys/missed-bin"
#define ALL     JOURNEY "?from=2026-02-20"
#define NBSP    "\xc2\xa0"

/* Of 122 started: 60 done, 5 not ours, 2 failed, 3 saved, 4 open, and 48 that
 * gave up, 40 of them at "details". */
static const struct walk walks[] = {
    {60, "view:start accept:start view:address accept:address view:details "
         "accept:details view:check accept:check view:done"},
    {5, "view:start accept:start view:address accept:address view:not-ours"},
    {30, "view:start accept:start view:address accept:address view:details "
         "reject:details"},
    {10, "view:start accept:start view:address accept:address view:details"},
    {8, "view:start accept:start view:address"},
    {2, "view:start error:start"},
    {3, "view:start accept:start view:address save:address"},
    {6, "view:check"},
    {0},
};
static const struct walk still_open[] = {{4, "view:start"}, {0}};

static void fill(struct council *c)
{
    council_journey(c, "missed-bin", "Which bin?");
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", walks);
    council_walks(c, "missed-bin", "2026-03-02T09:50:00Z", still_open);
}

/* What stands between from and the next until after it. */
static char *between(struct council *c, const char *text, const char *from,
                     const char *until)
{
    const char *start = strstr(text, from), *end;

    if (!start)
        fail_msg("\"%s\" is not there", from);
    end = strstr(start, until);
    assert_non_null(end);
    return arena_strndup(c->arena, start, (size_t)(end - start));
}

#define assert_says(text, words)                                               \
    do {                                                                       \
        if (!strstr(text, words))                                              \
            fail_msg("it does not say \"%s\" but\n%s", words, text);           \
    } while (0)

static int64_t number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static json_t *get_json(struct council *c, const char *target)
{
    json_t *json = json_loads(council_get(c, target, 200), 0, NULL);

    assert_non_null(json);
    return json;
}

static void the_heading_names_the_step_that_loses_most(void **state)
{
    struct council *c = *state;
    const char *says;

    fill(c);
    says = between(c, council_get(c, ALL, 200), "wm-finding", "</section>");

    assert_says(says, "Most people who give up do so at “Which bin?”:");
    assert_says(says, "40 of 100 (40" NBSP "%, 95" NBSP "% interval 31" NBSP
                      "% to 50" NBSP "%)");
    assert_says(says, "In all, 48 attempts were abandoned.");
    assert_says(says, "30 of these 40 had just been refused an answer.");
}

static void dropped_stands_in_the_row_of_the_step_that_lost_them(void **state)
{
    static const struct {
        const char *step, *title, *reached, *dropped;
    } rows[] = {{"step-1", "Before you start", "122", "0"},
                {"step-2", "Where do you live?", "116", "8"},
                {"step-3", "Which bin?", "100", "40"},
                {"step-4", "Check your answers", "60", "0"}};
    struct council *c = *state;
    const char *page;
    size_t i;

    fill(c);
    page = council_get(c, ALL, 200);

    for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char *row =
            between(c, page, arena_printf(c->arena, "id=\"%s\"", rows[i].step),
                    "</tr>");

        assert_says(row, rows[i].title);
        assert_says(between(c, row, "data-label=\"Reached\"", "<svg"),
                    arena_printf(c->arena, ">%s<", rows[i].reached));
        assert_says(between(c, row, "data-label=\"Dropped\"", "/td>"),
                    arena_printf(c->arena, ">%s<", rows[i].dropped));
    }
    assert_says(between(c, page, "id=\"step-3\"", "</tr>"), "loses most");
    assert_null(strstr(page, "id=\"step-5\"")); /* ends are no steps */
}

static void the_states_add_up_to_started_and_are_all_shown(void **state)
{
    static const char *const parts[] = {
        "<dt>Started</dt>\n          <dd>122<",
        "<dt>Completed</dt>\n          <dd>65<",
        "<dt>Failed</dt>\n          <dd>2<",
        "<dt>Abandoned</dt>\n          <dd>48<",
        "<dt>Saved</dt>\n          <dd>3<",
        "<dt>Open</dt>\n          <dd>4<",
        "60 completed, 5 ineligible",
        "start: <span class=\"wm-figure\">6</span>",
    };
    struct council *c = *state;
    const char *page;
    size_t i;

    fill(c);
    page = council_get(c, ALL, 200);

    for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        assert_says(page, parts[i]);
}

static void ends_stand_apart_with_outcome_and_count(void **state)
{
    struct council *c = *state;
    const char *ends;

    fill(c);
    ends = between(c, council_get(c, ALL, 200), "wm-table--ends", "</table>");

    assert_says(between(c, ends, "Reported", "</tr>"), ">completed<");
    assert_says(between(c, ends, "Reported", "</tr>"), ">60<");
    assert_says(between(c, ends, "We do not collect there", "</tr>"), ">5<");
    assert_null(strstr(ends, "Which bin?"));
}

static void the_same_is_there_as_json(void **state)
{
    struct council *c = *state;
    json_t *json, *details, *share;

    fill(c);
    json = get_json(c, JOURNEY ".json?from=2026-02-20");
    details = json_array_get(json_object_get(json, "steps"), 2);
    share = json_object_get(details, "dropOff");

    assert_int_equal(number(json, "started"), 122);
    assert_int_equal(number(json, "abandoned"), 48);
    assert_int_equal(number(json, "joinedLater"), 6);
    assert_string_equal(json_string_value(json_object_get(json, "from")),
                        "2026-02-20");
    assert_true(json_is_null(json_object_get(json, "until")));
    assert_int_equal(number(details, "dropped"), 40);
    assert_int_equal(number(details, "errorAttributed"), 30);
    assert_int_equal(number(share, "n"), 40);
    assert_int_equal(number(share, "m"), 100);
    assert_near(json_real_value(json_object_get(share, "low")), 0.3094, 0.0001);
    assert_near(json_real_value(json_object_get(share, "high")), 0.4980,
                0.0001);
    assert_string_equal(json_string_value(json_object_get(
                            json_object_get(json, "finding"), "step")),
                        "details");
    assert_true(text_starts(json_string_value(json_object_get(
                                json_object_get(json, "finding"), "note")),
                            "In all, 48 attempts were abandoned."));
    json_decref(json);
}

static void the_same_is_there_as_rows(void **state)
{
    struct council *c = *state;
    const char *csv, *at;
    int lines = 0;

    fill(c);
    csv = council_get(c, JOURNEY ".csv?from=2026-02-20", 200);

    for (at = csv; (at = strstr(at, "\r\n")); at += 2)
        lines++;
    assert_int_equal(lines, 1 + 1 + 7);
    assert_true(text_starts(csv, "step,title,is,outcome,reached,resting,"
                                 "dropped,mature,rate,low,high,"));
    assert_says(csv, ",started,completed,failed,abandoned,saved,open,"
                     "joinedLater,bot,burst,quarantine,completionRate,"
                     "completionLow,completionHigh,outcomeCompleted,");
    assert_says(
        csv,
        ",duplicates,refused,conflicts,unmapped,cut,from,until,"
        "only,fromTrails,underWay\r\nmissed-bin,Report a missed bin,journey,");
    assert_says(csv, "\r\ndetails,Which bin?,step,,100,40,40,100,0.4,0.309");
    assert_says(csv, "\r\nnot-ours,We do not collect there,end,ineligible,5,5,"
                     "0,5,0,0,");
}

static void unasked_it_shows_the_last_28_full_days(void **state)
{
    struct council *c = *state;
    const char *page;

    fill(c);
    page = council_get(c, JOURNEY, 200);

    assert_says(page, "2 February to 1 March 2026 (28" NBSP "days)");
    assert_says(page, "<dt>Open</dt>\n          <dd>0<"); /* today's are out */
    assert_says(
        between(c, page, "aria-label=\"Period\"", "</nav>"),
        "?from=2026-02-02&amp;until=2026-03-01\" aria-current=\"true\"");
    assert_says(page, JOURNEY ".csv?from=2026-02-02&amp;until=2026-03-01");
}

static void unasked_an_archive_is_shown_whole(void **state)
{
    static const struct walk few[] = {{2, "view:start"}, {0}};
    struct council *c = *state;
    const char *page;

    council_journey(c, "missed-bin", "Which bin?");
    council_walks(c, "missed-bin", "2011-05-04T10:00:00Z", few);
    council_walks(c, "missed-bin", "2011-06-01T10:00:00Z", few);
    page = council_get(c, JOURNEY, 200);

    assert_says(page, "4 May to 1 June 2011 (all" NBSP "attempts)");
    assert_says(page, "?from=2011-05-04\" aria-current=\"true\">All<");
    assert_says(page, "<dt>Started</dt>\n          <dd>4<");
}

static void days_without_attempts_say_where_there_are_some(void **state)
{
    struct council *c = *state;
    const char *page;

    fill(c);
    page = council_get(c, JOURNEY "?until=2026-01-31", 200);

    assert_says(page, "up to 31 January 2026");
    assert_says(page, "No attempt started in these days.");
    assert_says(page, "There are attempts from 20 February to 2 March 2026.");
}

static void a_journey_without_attempts_says_how_to_import(void **state)
{
    struct council *c = *state;
    const char *page;

    council_journey(c, "missed-bin", "Which bin?");
    page = council_get(c, JOURNEY, 200);

    assert_says(page, "waymark import --journey missed-bin FILE");
    assert_null(strstr(page, "wm-table--steps"));
    assert_says(council_get(c, "/dashboard/", 200), "No attempts yet");
}

static void below_thirty_it_claims_nothing(void **state)
{
    static const struct walk few[] = {
        {9, "view:start accept:start view:address"},
        {3, "view:start view:done"},
        {0}};
    struct council *c = *state;
    const char *page;

    council_journey(c, "missed-bin", "Which bin?");
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", few);
    page = council_get(c, JOURNEY, 200);

    assert_says(page, "Not enough data to say where people give up:");
    assert_says(page, "9 of 12 settled attempts were abandoned.");
    assert_null(strstr(page, "wm-tag"));
    assert_says(between(c, page, "id=\"step-2\"", "</tr>"), "not enough data");
    assert_says(council_get(c, "/dashboard/", 200), "Not enough data");
}

static void an_unknown_journey_is_not_found(void **state)
{
    (void)council_get(*state, "/dashboard/journeys/no-such", 404);
    (void)council_get(*state, "/dashboard/journeys/no-such.json", 404);
    (void)council_get(*state, "/dashboard/journeys/no-such.csv", 404);
}

static void the_list_has_each_journey_with_its_figures(void **state)
{
    struct council *c = *state;
    const char *page, *csv;
    json_t *json;

    assert_says(council_get(c, "/dashboard/", 200), "There is no journey yet");
    fill(c);
    council_journey(c, "empty", "Which bin?");
    page = council_get(c, "/dashboard/", 200);
    csv = council_get(c, "/dashboard/journeys.csv", 200);
    json = get_json(c, "/dashboard/journeys.json");

    assert_says(page, "href=\"" JOURNEY "\"");
    assert_says(page, "65 of 115");
    assert_says(page, "“Which bin?” loses most: 40 of 100 (40" NBSP "%)");
    assert_says(csv, ",mature,completionRate,completionLow,completionHigh,");
    assert_says(csv, "\r\nmissed-bin,Report a missed bin,exampleton,2026-02-02,"
                     "2026-03-01,118,65,2,48,3,0,6,115,0.565");
    assert_int_equal(json_array_size(json_object_get(json, "journeys")), 2);
    (void)council_get(c, "/dashboard/journeys", 303);
    json_decref(json);
}

static void titles_are_text_and_nothing_more(void **state)
{
    struct council *c = *state;
    const char *page;

    council_journey(c, "missed-bin", "=1+<script>alert(\"1\")</script>");
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", walks);
    page = council_get(c, JOURNEY, 200);

    assert_null(strstr(page, "<script"));
    assert_says(page, "=1+&lt;script&gt;alert(");
    assert_says(council_get(c, JOURNEY ".csv", 200), "\"'=1+<script>");
}

/* A definition names its steps as somebody likes. */
static const char odd[] =
    "{\"waymark\":\"journey/1\",\"id\":\"odd\",\"retentionMonths\":0,"
    "\"start\":\"Which bin?\",\"steps\":["
    "{\"id\":\"Which bin?\",\"next\":[{\"to\":\"x\\\"; y=\\\"z\"}]},"
    "{\"id\":\"x\\\"; y=\\\"z\",\"next\":[{\"to\":\"a/b\"}]},"
    "{\"id\":\"a/b\",\"next\":[{\"to\":\"all.csv\"}]},"
    "{\"id\":\"all.csv\",\"next\":[{\"to\":\"done\"}]},"
    "{\"id\":\"done\",\"kind\":\"end\",\"outcome\":\"completed\"}]}";

static void a_step_of_any_name_has_its_page(void **state)
{
    static const struct walk walk[] = {{1, "view:a/b"}, {0}};
    struct council *c = *state;
    struct problems p;
    struct addition addition;
    struct message m = message_get("/dashboard/journeys/odd/steps/"
                                   "x%22%3B%20y%3D%22z.csv");
    struct answer answer;
    const char *page;

    problems_init(&p, c->arena, 10);
    assert_ok(tracker_add(c->tracker, odd, strlen(odd), COUNCIL_NOW_MS, &p,
                          &addition));
    council_walks(c, "odd", "2026-02-20T10:00:00Z", walk);

    page = council_get(c, "/dashboard/journeys/odd", 200);
    assert_says(page, "odd/steps/Which%20bin%3f?from=2026-02-02&amp;until="
                      "2026-03-01\">Which bin?</a>");
    assert_says(page, "</span> a/b");
    assert_null(strstr(page, "odd/steps/a"));
    page = council_get(c, "/dashboard/journeys/odd/steps/Which%20bin%3f", 200);
    assert_says(page, "href=\"/dashboard/journeys/odd/steps/"
                      "Which%20bin%3f.csv?from=2026-02-02");
    (void)council_get(c, "/dashboard/journeys/odd/steps/Which%20bin%3f.csv",
                      200);
    router_answer(c->router, c->arena, &m, COUNCIL_NOW_MS, &answer);
    assert_string_equal(answer_header(&answer, "Content-Disposition"),
                        "attachment; filename=\"x-y-z.csv\"");
    answer_release(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_council(the_heading_names_the_step_that_loses_most),
        with_council(dropped_stands_in_the_row_of_the_step_that_lost_them),
        with_council(the_states_add_up_to_started_and_are_all_shown),
        with_council(ends_stand_apart_with_outcome_and_count),
        with_council(the_same_is_there_as_json),
        with_council(the_same_is_there_as_rows),
        with_council(unasked_it_shows_the_last_28_full_days),
        with_council(unasked_an_archive_is_shown_whole),
        with_council(days_without_attempts_say_where_there_are_some),
        with_council(a_journey_without_attempts_says_how_to_import),
        with_council(below_thirty_it_claims_nothing),
        with_council(an_unknown_journey_is_not_found),
        with_council(the_list_has_each_journey_with_its_figures),
        with_council(titles_are_text_and_nothing_more),
        with_council(a_step_of_any_name_has_its_page),
    };

    return cmocka_run_group_tests_name("pages", tests, NULL, NULL);
}
