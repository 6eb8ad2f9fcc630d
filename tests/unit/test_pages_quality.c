/* What a journey's page says of what is not in its figures. */
#include <signal.h>
#include <sys/wait.h>

#include "tests/unit/council.h"
#include "tracker/folder.h"

#define ALL  "/dashboard/journeys/missed-bin?from=2026-02-20"
#define JSON "/dashboard/journeys/missed-bin.json?from=2026-02-20"
#define CSV  "/dashboard/journeys/missed-bin.csv?from=2026-02-20"

static const struct walk walks[] = {
    {40, "view:start accept:start view:address"},
    {6, "view:check"},
    {1, "view:start view:nowhere"},
    {0}};
static const struct walk wrong_file[] = {{30, "view:start view:done"}, {0}};

static void fill(struct council *c)
{
    council_journey(c, "missed-bin", "Which bin?");
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", walks);
    council_walks(c, "missed-bin", "2026-02-21T10:00:00Z", wrong_file);
}

/* Of the page's section, from there to the next "</dd>". */
static void assert_counts(struct council *c, const char *name, const char *n)
{
    const char *section = strstr(council_get(c, ALL, 200), "id=\"quality\"");
    const char *item, *end;

    assert_non_null(section);
    item = strstr(section, arena_printf(c->arena, "<dt>%s</dt>", name));
    if (!item)
        fail_msg("%s is not there", name);
    end = strstr(item, "</dd>");
    item = arena_strndup(c->arena, item, (size_t)(end - item));
    if (!strstr(item, arena_printf(c->arena, ">%s<", n)))
        fail_msg("%s is not %s: %s", name, n, item);
}

static void set_aside(struct council *c, struct quarantine q)
{
    struct quarantine_done done;
    struct problems p;

    problems_init(&p, c->arena, 1);
    q.journey = "missed-bin";
    assert_ok(quarantine_add(c->tracker, &q, &p, &done));
}

static void all_that_is_left_out_is_counted_by_reason(void **state)
{
    struct council *c = *state;

    fill(c);
    assert_counts(c, "Joined later", "6");
    assert_counts(c, "Bots", "0");
    assert_counts(c, "Bursts", "0");
    assert_counts(c, "In quarantine", "0");
    assert_counts(c, "Duplicates", "0");
    assert_counts(c, "Refused", "0");
    assert_counts(c, "Unmapped", "1");
    assert_null(strstr(council_get(c, ALL, 200), "Set aside"));
}

static void names_that_nobody_defined_are_told(void **state)
{
    struct council *c = *state;

    fill(c);
    assert_non_null(
        strstr(council_get(c, ALL, 200),
               "definition does not know; names that came: “nowhere”<"));
}

/* Somebody who tried it with a program would look for it in vain. */
static void what_is_left_out_is_told_where_nothing_is_counted(void **state)
{
    struct council *c = *state;
    const char *page;

    council_journey(c, "missed-bin", "Which bin?");
    page = council_get(c, "/dashboard/journeys/missed-bin", 200);
    assert_null(strstr(page, "id=\"quality\""));
    assert_non_null(strstr(page, "href=\"/docs/events\""));
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", walks);
    set_aside(c, (struct quarantine){.import = 1, .reason = "a trial"});
    page = council_get(c, "/dashboard/journeys/missed-bin", 200);
    assert_non_null(strstr(page, "No attempt at this journey has been"));
    assert_non_null(strstr(page, "<a class=\"govuk-link\" href=\"#quality\">"));
    assert_non_null(strstr(page, "because: a trial"));
}

static void what_is_set_aside_is_said_with_its_number_and_reason(void **state)
{
    struct council *c = *state;
    const char *page;
    json_t *json, *one;

    fill(c);
    set_aside(c,
              (struct quarantine){.import = 2, .reason = "<the> wrong file"});
    set_aside(c, (struct quarantine){.has_days = true,
                                     .from = 20500,
                                     .until = 20500,
                                     .reason = "training"});
    page = council_get(c, ALL, 200);

    if (!strstr(page, "<li>30 attempts of import 2, because: &lt;the&gt; wrong "
                      "file</li>") ||
        !strstr(page, "<li>0 attempts of 16 February 2026, because: training"
                      "</li>"))
        fail_msg("%s", strstr(page, "id=\"quality\""));
    assert_counts(c, "In quarantine", "30");
    json = json_loads(council_get(c, JSON, 200), 0, NULL);
    assert_int_equal(json_integer_value(json_object_get(json, "started")), 41);
    one = json_array_get(json_object_get(json, "quarantines"), 0);
    assert_int_equal(json_integer_value(json_object_get(one, "attempts")), 30);
    assert_string_equal(json_string_value(json_object_get(one, "of")),
                        "import 2");
    json_decref(json);
    assert_non_null(strstr(council_get(c, CSV, 200), ",6,0,0,30,"));
}

/* What a server with bots exports. */
static void bots_and_bursts_are_told_apart(void **state)
{
    static const char *const evidence[] = {"browser agent", "browser burst",
                                           "agent", "browser"};
    struct council *c = *state;
    const char *file = arena_printf(c->arena, "%s/events", c->folder);
    struct import_options o = {.journey = "missed-bin",
                               .name = "events",
                               .read = {.format = READ_NDJSON},
                               .now_ms = COUNCIL_NOW_MS};
    struct import_summary sum;
    struct problems p;
    struct input *in;
    FILE *to;
    int i;

    fill(c);
    to = fopen(file, "w");
    assert_non_null(to);
    for (i = 0; i < 4; i++)
        fprintf(to,
                "{\"attempt\":\"h:%032d\",\"kind\":\"view\",\"step\":\"start\","
                "\"at\":\"2026-02-22T10:00:00Z\",\"evidence\":\"%s\"}\n",
                i * 1111, evidence[i]);
    assert_int_equal(fclose(to), 0);
    problems_init(&p, c->arena, 10);
    assert_ok(input_open(file, &in));
    assert_ok(tracker_import(c->tracker, in, &o, &p, &sum));
    input_close(in);

    assert_int_equal(sum.accepted, 4);
    assert_counts(c, "Bots", "2");
    assert_counts(c, "Bursts", "1");
}

static void ends_that_were_guessed_wait_to_be_confirmed(void **state)
{
    static const char definition[] =
        "{\"waymark\":\"journey/1\",\"id\":\"missed-bin\",\"title\":\"Bins\","
        "\"organisation\":\"exampleton\",\"service\":\"missed-bin\","
        "\"retentionMonths\":0,\"start\":\"start\",\"steps\":["
        "{\"id\":\"start\",\"kind\":\"start\"},"
        "{\"id\":\"address\"},{\"id\":\"check\"},"
        "{\"id\":\"done\",\"title\":\"Sent\",\"kind\":\"end\",\"outcome\":"
        "\"completed\",\"confirm\":true}]}";
    struct council *c = *state;
    struct addition done;
    struct problems p;
    json_t *json;

    problems_init(&p, c->arena, 10);
    assert_ok(tracker_add(c->tracker, definition, strlen(definition),
                          COUNCIL_NOW_MS, &p, &done));
    council_walks(c, "missed-bin", "2026-02-21T10:00:00Z", wrong_file);

    assert_non_null(strstr(council_get(c, ALL, 200),
                           "1 end was guessed from the log, and nobody has "
                           "confirmed it: “Sent”."));
    json = json_loads(council_get(c, JSON, 200), 0, NULL);
    assert_string_equal(json_string_value(json_array_get(
                            json_object_get(json, "toConfirm"), 0)),
                        "done");
    json_decref(json);
}

static void nothing_is_said_of_ends_that_nobody_guessed(void **state)
{
    struct council *c = *state;

    fill(c);
    assert_null(strstr(council_get(c, ALL, 200), "guessed"));
}

/* 28 days after 20 February it is 20 March; half an hour after ten to ten it is
 * still today. */
static void when_all_will_have_settled_is_told(void **state)
{
    static const struct walk gone[] = {{1, "view:start"}, {0}};
    static const struct walk saved[] = {{2, "view:start save:start"}, {0}};
    const char *now = "/dashboard/journeys/missed-bin?from=2026-03-02";
    struct council *c = *state;
    json_t *json;

    council_journey(c, "missed-bin", "Which bin?");
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", gone);
    assert_null(strstr(council_get(c, ALL, 200), "have settled by"));
    council_walks(c, "missed-bin", "2026-02-20T10:00:00Z", saved);
    council_walks(c, "missed-bin", "2026-03-02T09:50:00Z", gone);
    assert_non_null(strstr(council_get(c, ALL, 200),
                           "settled by 20 March 2026, if nobody goes on."));
    assert_non_null(strstr(council_get(c, now, 200),
                           "settled by 2 March 2026, if nobody goes on."));
    json = json_loads(council_get(c, JSON, 200), 0, NULL);
    assert_string_equal(json_string_value(json_object_get(json, "settlesBy")),
                        "2026-03-20");
    json_decref(json);
}

static void kill_self(void *self)
{
    (void)self;
    (void)raise(SIGKILL);
}

/* By another process, which is killed before it has gone through all days. */
static void set_aside_half(struct council *c)
{
    const struct quarantine q = {.journey = "missed-bin",
                                 .has_days = true,
                                 .from = 20504, /* 20 February 2026 */
                                 .until = 20505,
                                 .reason = "a test of the form"};
    struct quarantine_done done;
    struct problems p;
    struct tracker *t;
    int status;
    pid_t child = fork();

    if (child == 0) {
        problems_init(&p, c->arena, 10);
        if (tracker_open(c->folder, TRACKER_WRITE, &t))
            _exit(70);
        t->watch = (struct change_watch){.each = kill_self, .most = 1};
        _exit(quarantine_add(t, &q, &p, &done) ? 71 : 72);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
}

static void while_figures_change_every_form_of_them_says_so(void **state)
{
    static const char *const at[] = {
        "/dashboard/journeys.json",
        "/dashboard/journeys.csv",
        "/dashboard/journeys/missed-bin",
        "/dashboard/journeys/missed-bin.json",
        "/dashboard/journeys/missed-bin.csv",
        "/dashboard/journeys/missed-bin/steps/address",
        "/dashboard/journeys/missed-bin/steps/address.json",
        "/dashboard/journeys/missed-bin/steps/address.csv"};
    const char *says = "What quarantine 1 names is being set aside.";
    struct council *c = *state;
    size_t i;

    fill(c);
    for (i = 0; i < sizeof(at) / sizeof(at[0]); i++)
        assert_null(strstr(council_get(c, at[i], 200), says));
    set_aside_half(c);
    for (i = 0; i < sizeof(at) / sizeof(at[0]); i++)
        if (!strstr(council_get(c, at[i], 200), says))
            fail_msg("%s does not say it", at[i]);
    assert_non_null(strstr(council_get(c, "/dashboard/", 200),
                           "These figures are changing just now."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_council(all_that_is_left_out_is_counted_by_reason),
        with_council(names_that_nobody_defined_are_told),
        with_council(what_is_left_out_is_told_where_nothing_is_counted),
        with_council(what_is_set_aside_is_said_with_its_number_and_reason),
        with_council(bots_and_bursts_are_told_apart),
        with_council(ends_that_were_guessed_wait_to_be_confirmed),
        with_council(nothing_is_said_of_ends_that_nobody_guessed),
        with_council(when_all_will_have_settled_is_told),
        with_council(while_figures_change_every_form_of_them_says_so),
    };

    return cmocka_run_group_tests_name("pages_quality", tests, NULL, NULL);
}
