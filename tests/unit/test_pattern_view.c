/* The ways to look at an entry, all of them addresses, asked by the router. */
#include "tests/unit/library.h"

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
    "- date: 2026-01-20\n  version: \"1.0.0-b+7\"\n  description: Tried.\n"    \
    "- date: 2026-01-05\n  version: \"0.9.0\"\n  description: Not kept.\n"     \
    "- date: 2026-01-01\n  description: Begun.\n"

static const struct given files[] = {
    {"component/hint/default/index.html", "---\ntitle: D\n---\n<p>H</p>\n"},
    {"component/hint/index.md", ENTRY("Hint", "", "H")},
    {"pattern/name/accessibility.yml",
     "notes:\n  - Say the question once.\ntest_items: []\n"},
    {"pattern/name/changelog.yml", CHANGES},
    {"pattern/name/default.cy/index.html",
     "---\ntitle: Enw\n---\n<p class=\"govuk-hint zebra\">Enw</p>\n"},
    {"pattern/name/default/index.html",
     "---\ntitle: One box\n---\n<p class=\"govuk-hint\">Name</p>\n"},
    {"pattern/name/index.md",
     ENTRY("Name", "version: \"1.1.0\"\nuses: [hint]\n", "New words")},
    {"pattern/name/issues.yml",
     "- title: Long names are cut\n  description: At 35 letters.\n"},
    {"pattern/name/two/index.html",
     "---\ntitle: Two boxes\n---\n<p class=\"alpaca\">Names</p>\n"},
    {"pattern/name/versions/0.8.0/default/index.html",
     "---\ntitle: One box\n---\n<p>y</p>\n"},
    {"pattern/name/versions/0.8.0/index.md",
     ENTRY("Names", "version: \"0.8.0\"\n", "Oldest words")},
    {"pattern/name/versions/1.0.0/default/index.html",
     "---\ntitle: One box\n---\n<p>Old name</p>\n"},
    {"pattern/name/versions/1.0.0/index.md",
     ENTRY("Name", "version: \"1.0.0\"\n", "Old words")},
    {"pattern/name/versions/1.0.0-b+7/default/index.html",
     "---\ntitle: One box\n---\n<p>x</p>\n"},
    {"pattern/name/versions/1.0.0-b+7/index.md",
     ENTRY("Name", "version: \"1.0.0-b+7\"\n", "Older words")},
    {"pattern/name/versions/1.0.0/gone/index.html",
     "---\ntitle: Gone\n---\n<p>Gone since</p>\n"},
    {0},
};

static void let_brands_go(void *brands)
{
    brands_close(brands);
}

static struct library *branded(struct arena *a)
{
    struct library *l = library_of(a, files);
    struct brands *brands = brands_open(NULL, NULL);

    arena_own(a, let_brands_go, brands);
    l->patterns.brands = brands;
    return l;
}

static const char page[] = "/patterns/pattern/name";

static const char *get(struct library *l, const char *target)
{
    return library_get(l, target, 200);
}

static const char *with(struct library *l, const char *more)
{
    return get(l, arena_printf(l->arena, "%s%s", page, more));
}

static void every_way_to_look_is_a_link_that_keeps_the_others(void **state)
{
    const char *html = with(branded(*state), "?script=on&brand=quayside");

    assert_says(
        html, "href=\"/patterns/pattern/name?script=on&amp;brand=quayside&amp;"
              "width=320#example-default\"");
    assert_says(html,
                "href=\"/patterns/pattern/name?brand=quayside#example-default\""
                ">Off<");
    assert_says(
        html,
        "href=\"/patterns/pattern/name?script=on#example-default\">Plain<");
    assert_says(
        html, "href=\"/patterns/pattern/name?script=on&amp;brand=quayside&amp;"
              "lang=cy#example-default\">Welsh<");
    assert_says(html,
                "href=\"/patterns/pattern/name?script=on&amp;brand=quayside"
                "#example-default\" aria-current=\"true\">Quayside<");
}

/* Two boxes have a twin here that stands before them in the folder. */
static void
without_a_server_a_translation_stands_behind_its_original(void **state)
{
    static const struct given twins[] = {
        {"pattern/name/default.cy/index.html",
         "---\ntitle: Enw\n---\n<p>e</p>\n"},
        {"pattern/name/default/index.html",
         "---\ntitle: One box\n---\n<p>o</p>\n"},
        {"pattern/name/index.md", ENTRY("Name", "", "W")},
        {"pattern/name/two.cy/index.html",
         "---\ntitle: Dau flwch\n---\n<p>d</p>\n"},
        {"pattern/name/two/index.html",
         "---\ntitle: Two boxes\n---\n<p>t</p>\n"},
        {0}};
    static const char *const order[] = {"example-default\"",
                                        "example-default.cy\"", "example-two\"",
                                        "example-two.cy\""};
    struct library *l = library_of(*state, twins);
    const char *at;
    size_t i;

    l->patterns.is_static = true;
    at = get(l, page);
    for (i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
        at = strstr(at, arena_printf(*state, "id=\"%s", order[i]));
        assert_non_null(at);
    }
}

static void a_frame_is_as_wide_as_it_is_asked_to_be(void **state)
{
    struct library *l = branded(*state);

    assert_says(with(l, ""), "wm-frame--s wm-frame--full\"");
    assert_says(with(l, "?width=640"), "wm-frame--s wm-frame--640\"");
    assert_says(with(l, "?width=640"), "640 pixels wide, script off");
}

static void a_frame_runs_scripts_only_when_asked_and_of_no_origin(void **state)
{
    struct library *l = branded(*state);
    const char *off = with(l, ""), *on = with(l, "?script=on");

    assert_says(off, "src=\"/patterns/pattern/name/default/\" loading=\"lazy\" "
                     "sandbox=\"\"");
    assert_silent(off, "allow-");
    assert_says(on, "src=\"/patterns/pattern/name/default/?script=on\" "
                    "loading=\"lazy\" sandbox=\"allow-scripts\"");
    assert_silent(on, "allow-same-origin");
    assert_silent(on, "allow-top");
}

static void an_example_that_runs_has_a_policy_of_its_own(void **state)
{
    struct library *l = branded(*state);
    const char *run = "/patterns/pattern/name/default/?script=on";
    const char *html = get(l, run);
    const char *policy = library_header(l, run, "Content-Security-Policy");

    assert_says(html,
                "<script type=\"module\" src=\"/assets/example.js\"></script>");
    assert_int_equal(strncmp(policy, "sandbox allow-scripts; ", 23), 0);
    assert_says(policy, "default-src 'none'");
    assert_silent(policy, "same-origin");
    assert_silent(policy, "connect-src");
    assert_string_equal(library_header(l, "/assets/govuk-frontend.js",
                                       "Access-Control-Allow-Origin"),
                        "*");
}

static void a_page_that_was_refused_says_so_in_its_title(void **state)
{
    static const struct given refused[] = {
        {"pattern/name/error.cy/index.html",
         "---\ntitle: Gwag\nlang: cy\n---\n"
         "<div class=\"govuk-error-summary\">x</div>\n"},
        {"pattern/name/error/index.html",
         "---\ntitle: Empty\nlang: en\n---\n"
         "<div class=\"govuk-error-summary\">x</div>\n"},
        {"pattern/name/fine/index.html", "---\ntitle: Full\n---\n<p>x</p>\n"},
        {"pattern/name/index.md", ENTRY("Name", "", "N")},
        {0}};
    struct library *l = library_of(*state, refused);

    assert_says(get(l, "/patterns/pattern/name/error/"),
                "<title>Error: Empty ");
    assert_says(get(l, "/patterns/pattern/name/error.cy/"),
                "<title>Gwall: Gwag ");
    assert_says(get(l, "/patterns/pattern/name/fine/"), "<title>Full ");
}

static void welsh_takes_the_place_of_its_twin(void **state)
{
    struct library *l = branded(*state);
    const char *english = with(l, ""), *welsh = with(l, "?lang=cy");

    assert_silent(english, "default.cy/");
    assert_says(welsh, "src=\"/patterns/pattern/name/default.cy/\"");
    assert_says(welsh,
                "id=\"example-default\"><bdi lang=\"cy\">Enw</bdi></h3>");
    assert_says(welsh, "data-copy=\"Enw, HTML\"");
    assert_says(welsh, "Nobody has put this into Welsh yet.");
    assert_silent(english, "Nobody has put this");
}

static void an_example_wears_the_colours_asked_for(void **state)
{
    struct library *l = branded(*state);

    assert_says(get(l, "/patterns/pattern/name/default/"),
                "href=\"/patterns/brands/plain.css\"");
    assert_says(get(l, "/patterns/pattern/name/default/?brand=exampleton"),
                "href=\"/patterns/brands/exampleton.css\"");
    assert_says(get(l, "/patterns/brands/exampleton.css"),
                "--govuk-brand-colour: #5b2a6e;");
    assert_string_equal(library_header(l, "/patterns/brands/exampleton.css",
                                       "Cross-Origin-Resource-Policy"),
                        "cross-origin");
    (void)library_get(l, "/patterns/brands/nobody.css", 404);
    (void)library_get(l, "/patterns/brands/exampleton", 404);
}

static void what_nobody_offers_is_not_there(void **state)
{
    struct library *l = branded(*state);

    (void)library_get(l, "/patterns/pattern/name?width=641", 400);
    (void)library_get(l, "/patterns/pattern/name?script=yes", 400);
    (void)library_get(l, "/patterns/pattern/name?lang=fr", 400);
    (void)library_get(l, "/patterns/pattern/name?brand=nobody", 404);
    (void)library_get(l, "/patterns/pattern/name?at=2.0.0", 404);
    (void)library_get(l, "/patterns/pattern/name/two/?at=1.0.0", 404);
}

static void a_day_of_a_state_is_written_as_people_say_it(void **state)
{
    static const struct given dated[] = {
        {"pattern/a/index.md",
         LIBRARY_ENTRY("A", "X.", "\n  type: proposed\n  date: 2026-11-01",
                       "")},
        {"pattern/b/index.md",
         LIBRARY_ENTRY("B", "X.", "\n  type: proposed\n  date: spring", "")},
        {0}};
    struct library *l = library_of(*state, dated);

    assert_says(get(l, "/patterns/pattern/a"), ", since 1 November 2026");
    assert_says(get(l, "/patterns/pattern/b"), ", since spring");
    assert_says(get(l, "/patterns/pattern/a.json"), "\"2026-11-01\"");
}

static void a_slash_too_many_or_too_few_keeps_what_was_asked(void **state)
{
    static const char *const cases[][2] = {
        {"/?at=1.0.0", "?at=1.0.0"},
        {"/", ""},
        {"/history/", "/history"},
        {"/default?at=1.0.0&brand=quayside",
         "/default/?at=1.0.0&brand=quayside"},
        {"/gone?at=1.0.0", "/gone/?at=1.0.0"},
        {"/default?x=%0d%0aSet-Cookie:%20a//b", /* as it came: encoded */
         "/default/?x=%0d%0aSet-Cookie:%20a//b"},
    };
    struct library *l = branded(*state);
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(
            library_header(l, arena_printf(*state, "%s%s", page, cases[i][0]),
                           "Location"),
            arena_printf(*state, "%s%s", page, cases[i][1]));
    (void)library_get(l, "/patterns/pattern/name/gone", 404);
    (void)library_get(l, "/patterns/pattern/name/two?at=1.0.0", 404);
    (void)library_get(l, "/patterns/pattern/name/two?at=7", 404);
}

static void problems_notes_classes_and_parts_are_told(void **state)
{
    struct library *l = branded(*state);
    const char *html = with(l, "");

    assert_says(html, "Long names are cut</bdi></strong>");
    assert_says(html, "<li>Say the question once.</li>");
    assert_says(html, "<li><code>alpaca</code></li>");
    assert_says(html, "<li><code>govuk-hint</code></li>");
    assert_says(html, "<li><code>zebra</code></li>");
    assert_says(html,
                "href=\"/patterns/component/hint\"><bdi>Hint</bdi></a> <span "
                "class=\"wm-parts__kind\">component</span> <span "
                "class=\"wm-status wm-status--trial\">trial</span>");
    assert_says(get(l, "/patterns/component/hint"),
                "href=\"/patterns/pattern/name\"><bdi>Name</bdi></a>");
}

static void a_heading_of_the_guidance_is_no_part_of_the_page(void **state)
{
    const char *html = with(branded(*state), "");
    const char *part = strstr(html, " id=\"examples\"");

    assert_non_null(part);
    assert_null(strstr(part + 1, " id=\"examples\""));
    assert_says(html, "<h4 id=\"guidance-examples\">");
    assert_says(html, "<h3 id=\"when-to-use\">");
}

static void
a_page_for_a_file_has_no_choice_that_a_server_must_answer(void **state)
{
    struct library *l = branded(*state);
    const char *html;

    l->patterns.is_static = true;
    html = with(l, "");

    assert_silent(html, "?width");
    assert_silent(html, "?script");
    assert_silent(html, "?brand");
    assert_silent(html, "?lang");
    /* an older version is a file of its own */
    assert_says(html, "href=\"/patterns/pattern/name?at=1.0.0\"");
    /* its styles are files beside it, which nobody of no origin may load */
    assert_says(html, "sandbox=\"allow-same-origin\"");
    assert_silent(html, "allow-scripts");
    assert_says(html,
                "id=\"example-default.cy\"><bdi lang=\"cy\">Enw</bdi></h3>");
    assert_says(html, "src=\"/patterns/pattern/name/default.cy/\"");
}

static void the_text_beside_a_page_is_that_of_its_entry(void **state)
{
    struct library *l = branded(*state);
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
        with_arena(every_way_to_look_is_a_link_that_keeps_the_others),
        with_arena(without_a_server_a_translation_stands_behind_its_original),
        with_arena(a_frame_is_as_wide_as_it_is_asked_to_be),
        with_arena(a_frame_runs_scripts_only_when_asked_and_of_no_origin),
        with_arena(an_example_that_runs_has_a_policy_of_its_own),
        with_arena(a_page_that_was_refused_says_so_in_its_title),
        with_arena(welsh_takes_the_place_of_its_twin),
        with_arena(an_example_wears_the_colours_asked_for),
        with_arena(what_nobody_offers_is_not_there),
        with_arena(a_day_of_a_state_is_written_as_people_say_it),
        with_arena(a_slash_too_many_or_too_few_keeps_what_was_asked),
        with_arena(problems_notes_classes_and_parts_are_told),
        with_arena(a_heading_of_the_guidance_is_no_part_of_the_page),
        with_arena(a_page_for_a_file_has_no_choice_that_a_server_must_answer),
        with_arena(the_text_beside_a_page_is_that_of_its_entry),
    };

    return cmocka_run_group_tests_name("pattern view", tests, NULL, NULL);
}
