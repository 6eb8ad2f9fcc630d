/* Older versions of an entry: what leads to them, and from them to now. */
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
    {"pattern/name/changelog.yml", CHANGES},
    {"pattern/name/default/index.html",
     "---\ntitle: One box\n---\n<p class=\"govuk-hint\">Name</p>\n"},
    {"pattern/name/index.md",
     ENTRY("Name", "version: \"1.1.0\"\nuses: [hint]\n", "New words")},
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
    {0},
};

static const char page[] = "/patterns/pattern/name";

static const char *get(struct library *l, const char *target)
{
    return library_get(l, target, 200);
}

static const char *with(struct library *l, const char *more)
{
    return get(l, arena_printf(l->arena, "%s%s", page, more));
}

static void the_history_links_the_versions_that_were_kept(void **state)
{
    struct library *l = library_of(*state, files);
    const char *html = get(l, "/patterns/pattern/name/history");

    assert_says(html, "5 changes, newest first.");
    assert_says(html, "href=\"/patterns/pattern/name\">Read version 1.1.0</a>");
    assert_says(html,
                "href=\"/patterns/pattern/name?at=1.0.0\">Read version 1.0.0<");
    assert_says(html, "Not kept.");
    assert_silent(html, "Read version 0.9.0");
    assert_silent(html, "Read version <");
    assert_says(html, "Kept too, though no change names it: <a "
                      "class=\"govuk-link wm-nowrap\" href=\"/patterns/pattern/"
                      "name?at=0.8.0\">Read version 0.8.0</a></p>");
    assert_silent(get(l, "/patterns/component/hint/history"), "Kept too");
    assert_says(get(l, "/patterns/component/hint/history"),
                "Nobody has written down what changed.");
    (void)library_get(l, "/patterns/pattern/gone/history", 404);
}

static void an_older_version_can_be_read_and_leads_to_the_current(void **state)
{
    struct library *l = library_of(*state, files);
    const char *old = with(l, "?at=1.0.0"), *now = with(l, "");

    assert_says(old, "<title>Name 1.0.0 (pattern) – Waymark</title>");
    assert_says(old, "Old words");
    assert_silent(old, "New words");
    assert_says(old,
                "<strong>This is version 1.0.0, of 1 February 2026.</strong>");
    assert_says(old,
                "href=\"/patterns/pattern/name\">Go to the current version of "
                "<bdi>Name</bdi>, 1.1.0</a>");
    assert_says(old, "src=\"/patterns/pattern/name/default/?at=1.0.0\"");
    assert_says(old, "href=\"/patterns/pattern/name?at=1.0.0&amp;width=320#");
    assert_says(get(l, "/patterns/pattern/name/default/?at=1.0.0"), "Old name");
    assert_says(get(l, "/patterns/pattern/name.md?at=1.0.0"), "Old words");
    assert_says(get(l, "/patterns/pattern/name.json?at=1.0.0"), "Old words");
    assert_says(with(l, "/history"), "?at=1.0.0-b+7\">Read version 1.0.0-b+7");
    assert_says(with(l, "?at=1.0.0-b+7"), "Older words");
    assert_says(with(l, "?at=1.0.0-b%2B7"), "Older words");
    assert_says(get(l, "/v1/patterns/pattern/name?at=1.0.0-b+7"),
                "Older words");
    assert_silent(now, "This is version");
    assert_silent(with(l, "?at=1.1.0"), "This is version");
}

static void a_version_no_change_names_has_no_day_and_leads_to_now(void **state)
{
    const char *html = with(library_of(*state, files), "?at=0.8.0");

    assert_says(html, "<strong>This is version 0.8.0.</strong>");
    assert_says(html,
                "Go to the current version of <bdi>Name</bdi>, 1.1.0</a>");
    assert_says(html, "<h1 class=\"govuk-heading-l\" dir=\"auto\">Names</h1>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(the_history_links_the_versions_that_were_kept),
        with_arena(an_older_version_can_be_read_and_leads_to_the_current),
        with_arena(a_version_no_change_names_has_no_day_and_leads_to_now),
    };

    return cmocka_run_group_tests_name("older versions", tests, NULL, NULL);
}
