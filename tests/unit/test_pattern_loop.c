/* The loop: a journey names patterns, and their pages show its figures. */
#include "tests/unit/council.h"

#include "base/buf.h"
#include "patterns/files.h"
#include "server/evidence.h"

#define GUIDANCE                                                               \
    "## When to use\n\nA.\n\n## When not to use\n\nB.\n\n"                     \
    "## How it works\n\nC.\n\n## Research\n\nNone yet.\n"
#define ENTRY(title)                                                           \
    "---\ntitle: " title "\ndescription: X.\nstatus: proposed\n---\n" GUIDANCE
#define NBSP "\xc2\xa0"

/* "details" uses radios@2 and hint, "address" address-lookup@1. */
static const struct walk walks[] = {
    {60, "view:start accept:start view:address accept:address view:details "
         "accept:details view:check accept:check view:done"},
    {40, "view:start accept:start view:address accept:address view:details "
         "reject:details"},
    {8, "view:start accept:start view:address"},
    {0},
};

static const struct file files[] = {
    {"component/radios/index.md", ENTRY("Radios"), sizeof(ENTRY("Radios")) - 1},
    {"component/select/index.md", ENTRY("Select"), sizeof(ENTRY("Select")) - 1},
    {"pattern/address-lookup/index.md", ENTRY("Address lookup"),
     sizeof(ENTRY("Address lookup")) - 1},
};

struct loop {
    struct council *council;
    struct file files[3];
    struct catalogue *catalogue;
    struct evidence evidence;
    struct pattern_evidence_source source;
    struct patterns patterns;
    struct routes folders[3];
    const struct zone *zone;
};

static int open_loop(void **state)
{
    struct loop *l = test_calloc(1, sizeof(*l));
    struct files fs = {.n = 3, .at = l->files};
    struct router_options options = {.folders = l->folders};
    void *council;

    assert_int_equal(council_open(&council), 0);
    l->council = council;
    memcpy(l->files, files, sizeof(files));
    l->catalogue = catalogue_make(&fs);
    assert_int_equal(l->catalogue->problems.n, 0);
    assert_ok(zone_open("UTC", &l->zone));
    l->evidence =
        (struct evidence){.tracker = l->council->tracker, .zone = l->zone};
    l->source = evidence_source(&l->evidence);
    l->patterns =
        (struct patterns){.catalogue = l->catalogue, .evidence = &l->source};
    l->council->dashboard.catalogue = l->catalogue;
    l->folders[0] = (struct routes){.table = dashboard_routes,
                                    .context = &l->council->dashboard};
    l->folders[1] =
        (struct routes){.table = patterns_routes, .context = &l->patterns};
    router_free(l->council->router);
    l->council->router = router_new(l->council->site, &options);
    *state = l;
    return 0;
}

static int close_loop(void **state)
{
    struct loop *l = *state;
    void *council = l->council;

    evidence_release(&l->evidence);
    (void)council_close(&council);
    catalogue_close(l->catalogue);
    test_free(l);
    return 0;
}

#define with_loop(fn) cmocka_unit_test_setup_teardown(fn, open_loop, close_loop)

static void says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("it does not say \"%s\" but\n%s", words, text);
}

static void a_pattern_shows_the_figures_of_the_step_that_uses_it(void **state)
{
    struct loop *l = *state;
    const char *page;

    council_journey(l->council, "missed-bin", "Which bin?");
    council_walks(l->council, "missed-bin", "2026-02-20T10:00:00Z", walks);
    page = council_get(l->council, "/patterns/component/radios", 200);

    says(page, "Which bin?");
    says(page, "version 2 of the pattern");
    says(page, "40 of 100");
    says(page, "31" NBSP "% to 50" NBSP "%");
    says(page, "href=\"/dashboard/journeys/missed-bin\"");
    says(page, ">20 February 2026</span>");
    /* of 10 in 110 and 40 in 100 */
    says(page, "25" NBSP "% <span class=\"wm-cell__note\">of 2 steps");
    says(page, "it loses more");
    page = council_get(l->council, "/patterns/pattern/address-lookup", 200);
    says(page, "10 of 110");
    says(page, "it loses fewer");
}

static void add_version(struct loop *l, const char *pattern, const char *from)
{
    const char *text = arena_printf(
        l->council->arena,
        "{\"waymark\":\"journey/1\",\"id\":\"tree\",\"title\":\"Report a "
        "tree\","
        "\"organisation\":\"exampleton\",\"service\":\"tree\",%s"
        "\"retentionMonths\":0,\"start\":\"where\",\"steps\":["
        "{\"id\":\"where\",\"title\":\"Where is it?\",\"kind\":\"question\","
        "\"patterns\":[\"%s\"],\"next\":[{\"to\":\"done\"}]},"
        "{\"id\":\"done\",\"title\":\"Sent\",\"kind\":\"end\","
        "\"outcome\":\"completed\"}]}",
        from, pattern);
    struct addition addition;
    struct problems p;

    problems_init(&p, l->council->arena, 10);
    assert_ok(tracker_add(l->council->tracker, text, strlen(text),
                          COUNCIL_NOW_MS, &p, &addition));
}

/* 50 of 80 left while it was a select, 8 of 40 since there are radios. */
static const struct walk with_select[] = {
    {30, "view:where accept:where view:done"},
    {50, "view:where reject:where"},
    {0},
};
static const struct walk with_radios[] = {
    {32, "view:where accept:where view:done"},
    {8, "view:where"},
    {0},
};

static void figures_are_of_the_pattern_that_people_met(void **state)
{
    struct loop *l = *state;
    const char *page;

    add_version(l, "select@1", "");
    council_walks(l->council, "tree", "2026-02-10T10:00:00Z", with_select);
    add_version(l, "radios@2", "\"from\":\"2026-02-15\",");
    council_walks(l->council, "tree", "2026-02-20T10:00:00Z", with_radios);

    page = council_get(l->council, "/patterns/component/radios", 200);
    says(page, "10 of 40");
    says(page, "1 step of 1 live journey uses it.");
    page = council_get(l->council, "/patterns/component/select", 200);
    says(page, "50 of 80");
    says(page, "63 for each 100 attempts");
    says(page, "in older versions of the journey only");
    says(page, "No live journey uses it any more.");
}

static void what_stayed_counts_over_all_versions(void **state)
{
    struct loop *l = *state;
    const char *page;

    add_version(l, "radios@1", "");
    council_walks(l->council, "tree", "2026-02-10T10:00:00Z", with_select);
    add_version(l, "radios@1", "\"from\":\"2026-02-15\",\"idleMinutes\":20,");
    council_walks(l->council, "tree", "2026-02-16T10:00:00Z", with_radios);
    add_version(l, "radios@2", "\"from\":\"2026-02-19\",");
    council_walks(l->council, "tree", "2026-02-20T10:00:00Z", with_radios);

    page = council_get(l->council, "/patterns/component/radios", 200);
    says(page, "60 of 120");
    says(page, "10 of 40");
    says(page, "1 step of 1 live journey uses it.");
}

static void a_pattern_no_journey_uses_says_so(void **state)
{
    struct loop *l = *state;

    council_journey(l->council, "missed-bin", "Which bin?");
    says(council_get(l->council, "/patterns/component/select", 200),
         "No journey uses this pattern yet.");
    /* none of the attempts yet, which is another thing */
    says(council_get(l->council, "/patterns/component/radios", 200),
         "no attempts yet");
}

static void old_attempts_are_shown_where_there_are_no_new_ones(void **state)
{
    struct loop *l = *state;

    council_journey(l->council, "missed-bin", "Which bin?");
    council_walks(l->council, "missed-bin", "2011-02-20T10:00:00Z", walks);

    says(council_get(l->council, "/patterns/component/radios", 200),
         "20 February 2011");
}

/* The select was there until last year; then radios were, and nobody since met
 * a select. */
static void what_a_pattern_did_before_is_shown_when_it_is_long_ago(void **state)
{
    struct loop *l = *state;
    const char *page;

    add_version(l, "select@1", "");
    council_walks(l->council, "tree", "2025-06-10T10:00:00Z", with_select);
    add_version(l, "radios@2", "\"from\":\"2025-06-15\",");
    council_walks(l->council, "tree", "2026-02-20T10:00:00Z", with_radios);

    page = council_get(l->council, "/patterns/component/select", 200);
    says(page, "50 of 80");
    says(page, ">10 June 2025 to 20 February 2026</span>");
    page = council_get(l->council, "/patterns/component/radios", 200);
    says(page, "10 of 40");
    says(page, ">20 February 2026</span>");
}

static void attempts_of_today_are_not_in_it(void **state)
{
    struct loop *l = *state;

    council_journey(l->council, "missed-bin", "Which bin?");
    council_walks(l->council, "missed-bin", "2026-02-20T10:00:00Z", walks);
    council_walks(l->council, "missed-bin", "2026-03-02T08:00:00Z", walks);

    says(council_get(l->council, "/patterns/component/radios", 200),
         "40 of 100");
}

static void the_journey_links_to_the_patterns_that_are_there(void **state)
{
    struct loop *l = *state;
    const char *page;

    council_journey(l->council, "missed-bin", "Which bin?");
    council_walks(l->council, "missed-bin", "2026-02-20T10:00:00Z", walks);
    page = council_get(l->council, "/dashboard/journeys/missed-bin", 200);

    says(page, "href=\"/patterns/component/radios\">radios</a> "
               "(version&nbsp;2), hint</span>");
    says(page, "href=\"/patterns/pattern/address-lookup\">address-lookup</a>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_loop(a_pattern_shows_the_figures_of_the_step_that_uses_it),
        with_loop(figures_are_of_the_pattern_that_people_met),
        with_loop(what_stayed_counts_over_all_versions),
        with_loop(a_pattern_no_journey_uses_says_so),
        with_loop(old_attempts_are_shown_where_there_are_no_new_ones),
        with_loop(what_a_pattern_did_before_is_shown_when_it_is_long_ago),
        with_loop(attempts_of_today_are_not_in_it),
        with_loop(the_journey_links_to_the_patterns_that_are_there),
    };

    return cmocka_run_group_tests_name("pattern loop", tests, NULL, NULL);
}
