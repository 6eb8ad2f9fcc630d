/* The ways to look at an entry, all of them addresses, asked by the router. */
#include <stdlib.h>
#include <string.h>

#include "patterns/files.h"
#include "patterns/patterns.h"
#include "tests/unit.h"
#include "web/router.h"

/* 2026-03-02T10:00:00Z */
#define NOW_MS INT64_C(1772445600000)
#define GUIDANCE(word)                                                         \
    "## When to use\n\n" word                                                  \
    ".\n\n### Examples\n\nE.\n\n## When not to use\n\nB.\n\n"                  \
    "## How it works\n\nC.\n\n## Research\n\nNone yet.\n"
#define ENTRY(title, more, word)                                               \
    "---\ntitle: " title "\ndescription: X.\nstatus: trial\n" more             \
    "---\n" GUIDANCE(word)
#define CHANGES                                                                \
    "- date: 2026-03-01\n  version: \"1.1.0\"\n  description: Shorter.\n"      \
    "- date: 2026-02-01\n  version: \"1.0.0\"\n  description: First.\n"        \
    "- date: 2026-01-05\n  version: \"0.9.0\"\n  description: Not kept.\n"     \
    "- date: 2026-01-01\n  description: Begun.\n"

static struct file files[] = {
    {"component/hint/default/index.html", "---\ntitle: D\n---\n<p>H</p>\n", 0},
    {"component/hint/index.md", ENTRY("Hint", "", "H"), 0},
    {"pattern/name/accessibility.yml",
     "notes:\n  - Say the question once.\ntest_items: []\n", 0},
    {"pattern/name/changelog.yml", CHANGES, 0},
    {"pattern/name/default.cy/index.html",
     "---\ntitle: Enw\n---\n<p class=\"govuk-hint zebra\">Enw</p>\n", 0},
    {"pattern/name/default/index.html",
     "---\ntitle: One box\n---\n<p class=\"govuk-hint\">Name</p>\n", 0},
    {"pattern/name/index.md",
     ENTRY("Name", "version: \"1.1.0\"\nuses: [hint]\n", "New words"), 0},
    {"pattern/name/issues.yml",
     "- title: Long names are cut\n  description: At 35 letters.\n", 0},
    {"pattern/name/two/index.html",
     "---\ntitle: Two boxes\n---\n<p class=\"alpaca\">Names</p>\n", 0},
    {"pattern/name/versions/1.0.0/default/index.html",
     "---\ntitle: One box\n---\n<p>Old name</p>\n", 0},
    {"pattern/name/versions/1.0.0/index.md",
     ENTRY("Name", "version: \"1.0.0\"\n", "Old words"), 0},
};

enum { FILES = sizeof(files) / sizeof(files[0]) };

struct library {
    struct arena *arena;
    struct catalogue *catalogue;
    struct brands *brands;
    struct patterns patterns;
    struct routes folders[2];
    struct site *site;
    struct router *router;
};

static int open_library(void **state)
{
    struct library *l = test_calloc(1, sizeof(*l));
    struct router_options options = {.folders = l->folders};
    struct files fs = {.n = FILES, .at = files};
    struct fault fault = {""};
    size_t i;

    l->arena = arena_new();
    for (i = 0; i < FILES; i++)
        files[i].size = strlen(files[i].text);
    l->catalogue = catalogue_make(&fs);
    if (l->catalogue->problems.n)
        fail_msg("%s: %s", l->catalogue->problems.at->place,
                 l->catalogue->problems.at->message);
    l->brands = brands_open(NULL, NULL);
    l->patterns =
        (struct patterns){.catalogue = l->catalogue, .brands = l->brands};
    l->folders[0] =
        (struct routes){.table = patterns_routes, .context = &l->patterns};
    if (site_new(json_pack("{s:s s:b}", "name", "Waymark", "docs", 0), NULL,
                 &l->site, &fault))
        fail_msg("%s", fault.text);
    l->router = router_new(l->site, &options);
    *state = l;
    return 0;
}

static int close_library(void **state)
{
    struct library *l = *state;

    router_free(l->router);
    site_free(l->site);
    catalogue_close(l->catalogue);
    brands_close(l->brands);
    arena_free(l->arena);
    test_free(l);
    return 0;
}

#define with_library(fn)                                                       \
    cmocka_unit_test_setup_teardown(fn, open_library, close_library)

/* The body; *ret_policy, if not NULL, is that header or "". */
static const char *ask(struct library *l, const char *target, int status,
                       const char *header, const char **ret_header)
{
    struct message m = message_get(target);
    struct answer answer;
    const char *body, *value;

    router_answer(l->router, l->arena, &m, NOW_MS, &answer);
    body = arena_strndup(l->arena, answer.body.text, answer.body.len);
    value = header ? answer_header(&answer, header) : NULL;
    if (ret_header)
        *ret_header = value ? arena_strdup(l->arena, value) : "";
    if (answer.status != status)
        fail_msg("%s answers %d\n%s", target, answer.status, body);
    answer_release(&answer);
    return body;
}

static const char *get(struct library *l, const char *target)
{
    return ask(l, target, 200, NULL, NULL);
}

static void says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("it does not say \"%s\" but\n%s", words, text);
}

static void is_silent(const char *text, const char *words)
{
    if (strstr(text, words))
        fail_msg("it says \"%s\":\n%s", words, text);
}

static const char page[] = "/patterns/pattern/name";

static const char *with(struct library *l, const char *more)
{
    return get(l, arena_printf(l->arena, "%s%s", page, more));
}

static void every_way_to_look_is_a_link_that_keeps_the_others(void **state)
{
    const char *html = with(*state, "?script=on&brand=quayside");

    says(html, "href=\"/patterns/pattern/name?script=on&amp;brand=quayside&amp;"
               "width=320#example-default\"");
    says(html, "href=\"/patterns/pattern/name?brand=quayside#example-default\""
               ">Off<");
    says(html,
         "href=\"/patterns/pattern/name?script=on#example-default\">Plain<");
    says(html, "href=\"/patterns/pattern/name?script=on&amp;brand=quayside&amp;"
               "lang=cy#example-default\">Welsh<");
    says(html, "href=\"/patterns/pattern/name?script=on&amp;brand=quayside"
               "#example-default\" aria-current=\"true\">Quayside<");
}

static void a_frame_is_as_wide_as_it_is_asked_to_be(void **state)
{
    says(with(*state, ""), "wm-frame--s wm-frame--full\"");
    says(with(*state, "?width=640"), "wm-frame--s wm-frame--640\"");
    says(with(*state, "?width=640"), "640 pixels wide, script off");
}

static void a_frame_runs_scripts_only_when_asked_and_of_no_origin(void **state)
{
    const char *off = with(*state, ""), *on = with(*state, "?script=on");

    says(off, "src=\"/patterns/pattern/name/default/\" loading=\"lazy\" "
              "sandbox=\"\"");
    is_silent(off, "allow-");
    says(on, "src=\"/patterns/pattern/name/default/?script=on\" "
             "loading=\"lazy\" sandbox=\"allow-scripts\"");
    is_silent(on, "allow-same-origin");
    is_silent(on, "allow-top");
}

static void an_example_that_runs_has_a_policy_of_its_own(void **state)
{
    struct library *l = *state;
    const char *policy;
    const char *html = ask(l, "/patterns/pattern/name/default/?script=on", 200,
                           "Content-Security-Policy", &policy);

    says(html, "<script type=\"module\" src=\"/assets/example.js\"></script>");
    assert_int_equal(strncmp(policy, "sandbox allow-scripts; ", 23), 0);
    says(policy, "default-src 'none'");
    is_silent(policy, "same-origin");
    is_silent(policy, "connect-src");
    (void)ask(l, "/assets/govuk-frontend.js", 200,
              "Access-Control-Allow-Origin", &policy);
    assert_string_equal(policy, "*");
}

static void welsh_takes_the_place_of_its_twin(void **state)
{
    const char *english = with(*state, ""), *welsh = with(*state, "?lang=cy");

    is_silent(english, "default.cy/");
    says(welsh, "src=\"/patterns/pattern/name/default.cy/\"");
    says(welsh, "id=\"example-default\" lang=\"cy\">Enw</h3>");
    says(welsh, "data-copy=\"Enw, HTML\"");
    says(welsh, "Nobody has put this into Welsh yet.");
    is_silent(english, "Nobody has put this");
}

static void an_example_wears_the_colours_asked_for(void **state)
{
    struct library *l = *state;
    const char *shared;

    says(get(l, "/patterns/pattern/name/default/"),
         "href=\"/patterns/brands/plain.css\"");
    says(get(l, "/patterns/pattern/name/default/?brand=exampleton"),
         "href=\"/patterns/brands/exampleton.css\"");
    says(get(l, "/patterns/brands/exampleton.css"),
         "--govuk-brand-colour: #5b2a6e;");
    (void)ask(l, "/patterns/brands/exampleton.css", 200,
              "Cross-Origin-Resource-Policy", &shared);
    assert_string_equal(shared, "cross-origin");
    (void)ask(l, "/patterns/brands/nobody.css", 404, NULL, NULL);
    (void)ask(l, "/patterns/brands/exampleton", 404, NULL, NULL);
}

static void what_nobody_offers_is_not_there(void **state)
{
    struct library *l = *state;

    (void)ask(l, "/patterns/pattern/name?width=641", 400, NULL, NULL);
    (void)ask(l, "/patterns/pattern/name?script=yes", 400, NULL, NULL);
    (void)ask(l, "/patterns/pattern/name?lang=fr", 400, NULL, NULL);
    (void)ask(l, "/patterns/pattern/name?brand=nobody", 404, NULL, NULL);
    (void)ask(l, "/patterns/pattern/name?at=2.0.0", 404, NULL, NULL);
    (void)ask(l, "/patterns/pattern/name/two/?at=1.0.0", 404, NULL, NULL);
}

static void the_history_links_the_versions_that_were_kept(void **state)
{
    struct library *l = *state;
    const char *html = get(l, "/patterns/pattern/name/history");

    says(html, "4 changes, newest first.");
    says(html, "href=\"/patterns/pattern/name\">Read version 1.1.0</a>");
    says(html, "href=\"/patterns/pattern/name?at=1.0.0\">Read version 1.0.0<");
    says(html, "Not kept.");
    is_silent(html, "Read version 0.9.0");
    is_silent(html, "Read version <");
    says(get(l, "/patterns/component/hint/history"),
         "Nobody has written down what changed.");
    (void)ask(l, "/patterns/pattern/gone/history", 404, NULL, NULL);
}

static void an_older_version_can_be_read_and_leads_to_the_current(void **state)
{
    struct library *l = *state;
    const char *old = with(l, "?at=1.0.0"), *now = with(l, "");

    says(old, "<title>Name 1.0.0 (pattern) – Waymark</title>");
    says(old, "Old words");
    is_silent(old, "New words");
    says(old, "<strong>This is version 1.0.0, of 1 February 2026.</strong>");
    says(old, "href=\"/patterns/pattern/name\">Go to the current version of "
              "Name, 1.1.0</a>");
    says(old, "src=\"/patterns/pattern/name/default/?at=1.0.0\"");
    says(old, "href=\"/patterns/pattern/name?at=1.0.0&amp;width=320#");
    says(get(l, "/patterns/pattern/name/default/?at=1.0.0"), "Old name");
    says(get(l, "/patterns/pattern/name.md?at=1.0.0"), "Old words");
    says(get(l, "/patterns/pattern/name.json?at=1.0.0"), "Old words");
    is_silent(now, "This is version");
    is_silent(with(l, "?at=1.1.0"), "This is version");
}

static void problems_notes_classes_and_parts_are_told(void **state)
{
    struct library *l = *state;
    const char *html = with(l, "");

    says(html, "Long names are cut</strong>");
    says(html, "<li>Say the question once.</li>");
    says(html, "<li><code>alpaca</code></li>");
    says(html, "<li><code>govuk-hint</code></li>");
    says(html, "<li><code>zebra</code></li>");
    says(html, "href=\"/patterns/component/hint\">Hint</a> <span "
               "class=\"wm-parts__kind\">component</span> <span "
               "class=\"wm-status wm-status--trial\">trial</span>");
    says(get(l, "/patterns/component/hint"),
         "href=\"/patterns/pattern/name\">Name</a>");
}

static void a_heading_of_the_guidance_is_no_part_of_the_page(void **state)
{
    const char *html = with(*state, "");
    const char *part = strstr(html, " id=\"examples\"");

    assert_non_null(part);
    assert_null(strstr(part + 1, " id=\"examples\""));
    says(html, "<h4 id=\"guidance-examples\">");
    says(html, "<h3 id=\"when-to-use\">");
}

static void
a_page_for_a_file_has_no_choice_that_a_server_must_answer(void **state)
{
    struct library *l = *state;
    const char *html;

    l->patterns.is_static = true;
    html = with(l, "");

    is_silent(html, "?width");
    is_silent(html, "?script");
    is_silent(html, "?brand");
    is_silent(html, "?lang");
    /* an older version is a file of its own */
    says(html, "href=\"/patterns/pattern/name?at=1.0.0\"");
    /* its styles are files beside it, which nobody of no origin may load */
    says(html, "sandbox=\"allow-same-origin\"");
    is_silent(html, "allow-scripts");
    says(html, "id=\"example-default.cy\" lang=\"cy\">Enw</h3>");
    says(html, "src=\"/patterns/pattern/name/default.cy/\"");
}

static void the_text_beside_a_page_is_that_of_its_entry(void **state)
{
    struct library *l = *state;
    const char *of_name = "/patterns/pattern/name.txt";
    const char *of_old = "/patterns/pattern/name.txt?at=1.0.0";
    const char *name = get(l, of_name);
    const char *old = get(l, of_old);

    l->patterns.words = &(struct pattern_words){.arena = arena_new()};
    assert_string_equal(get(l, of_name), name);
    (void)with(l, "");
    assert_string_equal(get(l, of_name), name);
    assert_string_equal(get(l, of_old), old);
    (void)with(l, "?at=1.0.0");
    assert_string_equal(get(l, of_old), old);
    assert_string_equal(get(l, of_name), name);
    assert_string_not_equal(name, old);
    arena_free(l->patterns.words->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_library(every_way_to_look_is_a_link_that_keeps_the_others),
        with_library(a_frame_is_as_wide_as_it_is_asked_to_be),
        with_library(a_frame_runs_scripts_only_when_asked_and_of_no_origin),
        with_library(an_example_that_runs_has_a_policy_of_its_own),
        with_library(welsh_takes_the_place_of_its_twin),
        with_library(an_example_wears_the_colours_asked_for),
        with_library(what_nobody_offers_is_not_there),
        with_library(the_history_links_the_versions_that_were_kept),
        with_library(an_older_version_can_be_read_and_leads_to_the_current),
        with_library(problems_notes_classes_and_parts_are_told),
        with_library(a_heading_of_the_guidance_is_no_part_of_the_page),
        with_library(a_page_for_a_file_has_no_choice_that_a_server_must_answer),
        with_library(the_text_beside_a_page_is_that_of_its_entry),
    };

    return cmocka_run_group_tests_name("pattern view", tests, NULL, NULL);
}
