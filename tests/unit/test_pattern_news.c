/* The first page, and the feed of what changes. */
#include "tests/unit/library.h"

#include <expat.h>

static const struct given council[] = {
    {"component/radios/index.md",
     LIBRARY_ENTRY("Radios", "One of a list.", "stable", "")},
    {"component/radios/changelog.yml",
     "- date: 2026-01-05\n  version: \"2.0.0\"\n  description: Second.\n"
     "- date: 2025-03-01\n  description: First & last <b>.\n"},
    {"pattern/address-lookup/index.md",
     LIBRARY_ENTRY("Address lookup", "By postcode.", "trial",
                   "theme: Ask users for…\nowner: Swansea\n")},
    {"pattern/address-lookup/changelog.yml",
     "- date: 2026-02-01\n  version: \"1.0.0\"\n  description: \"A \\t bell "
     "\\uFFFF.\"\n"},
    {"page/directory/index.md",
     LIBRARY_ENTRY("Directory", "A list.", "trial",
                   "theme: Pages and content types\n")},
    {"service/missed-bin/index.md",
     LIBRARY_ENTRY("Missed bin", "Tell us.", "trial",
                   "theme: Bins and environment\nlifeEvents: [moving-home]\n")},
    {0}};

static const char *after(const char *text, const char *words)
{
    const char *found = strstr(text, words);

    if (!found)
        fail_msg("it does not say \"%s\" but\n%s", words, text);
    return found;
}

static void the_first_page_leads_by_need(void **state)
{
    struct library *l = library_of(*state, council);
    const char *page = library_get(l, "/", 200), *at;

    at = after(page, "action=\"/patterns/search\"");
    at = after(at, ">Ask users for…</bdi></h3>");
    at = after(at, "href=\"/patterns/pattern/address-lookup\"");
    at = after(at, ">Pages and content types</bdi></h3>");
    at = after(at, ">Bins and environment</bdi></h3>");
    at = after(at,
               "href=\"/patterns/?lifeEvent=moving-home\"><bdi>Moving home<");
    at = after(at, "href=\"/dashboard/\"");
    at = after(at, "What changed lately");
    at = after(at, "href=\"/patterns/pattern/address-lookup\"");
    at = after(at, "1 February 2026");
    at = after(at, "href=\"/patterns/component/radios\"");
    at = after(at, "href=\"/patterns/feed.atom\"");
    at = after(at, "4 entries");
    at = after(at, "href=\"/patterns/?status=trial\">trial</a>");
    (void)after(at, ">3</span>");
}

static void an_empty_library_has_a_first_page_and_a_feed(void **state)
{
    static const struct given none[] = {{0}};
    struct library *l = library_of(*state, none);

    assert_says(library_get(l, "/", 200), "0 entries");
    assert_says(library_get(l, "/patterns/feed.atom", 200),
                "<updated>1970-01-01T00:00:00Z</updated>");
    assert_says(library_get(l, "/patterns/", 200), "0 entries");
}

/* The feed, read by a parser -------------------------------------------------
 */

/* What a feed says, a line for each element: "feed/entry/title = Radios". */
struct outline {
    struct arena *arena;
    const char *path, *text, *all;
    const char *ids;
};

static void begin(void *self, const char *name, const char **attributes)
{
    static const char atom[] = "http://www.w3.org/2005/Atom|";
    struct outline *o = self;

    assert_true(strncmp(name, atom, strlen(atom)) == 0);
    o->path = arena_printf(o->arena, "%s/%s", o->path, name + strlen(atom));
    o->text = "";
    for (; *attributes; attributes += 2)
        o->all = arena_printf(o->arena, "%s%s@%s = %s\n", o->all, o->path + 1,
                              attributes[0], attributes[1]);
}

static void add_text(void *self, const char *text, int n)
{
    struct outline *o = self;

    o->text = arena_printf(o->arena, "%s%.*s", o->text, n, text);
}

/* An id must be a UUID, and nobody else's. */
static const char *checked_id(struct outline *o)
{
    static const char form[] = "urn:uuid:xxxxxxxx-xxxx-8xxx-axxx-xxxxxxxxxxxx";
    size_t i;

    assert_int_equal(strlen(o->text), strlen(form));
    for (i = 0; form[i]; i++) {
        if (form[i] == 'x' && i > strlen("urn:uuid:"))
            assert_non_null(strchr("0123456789abcdef", o->text[i]));
        else if (form[i] != 'x')
            assert_int_equal(form[i], o->text[i]);
    }
    assert_null(strstr(o->ids, o->text));
    o->ids = arena_printf(o->arena, "%s%s\n", o->ids, o->text);
    return "(its own)";
}

static void end(void *self, const char *name)
{
    struct outline *o = self;
    const char *last = strrchr(o->path, '/');
    const char *text = strcmp(last, "/id") == 0 ? checked_id(o) : o->text;

    (void)name;
    if (text[strspn(text, "\n")])
        o->all =
            arena_printf(o->arena, "%s%s = %s\n", o->all, o->path + 1, text);
    o->path = arena_strndup(o->arena, o->path, (size_t)(last - o->path));
    o->text = "";
}

static struct outline read_feed(struct arena *a, const char *xml)
{
    struct outline o = {a, "", "", "", ""};
    XML_Parser parser = XML_ParserCreateNS(NULL, '|');

    XML_SetUserData(parser, &o);
    XML_SetElementHandler(parser, begin, end);
    XML_SetCharacterDataHandler(parser, add_text);
    if (!XML_Parse(parser, xml, (int)strlen(xml), 1))
        fail_msg("line %lu: %s\n%s",
                 (unsigned long)XML_GetCurrentLineNumber(parser),
                 XML_ErrorString(XML_GetErrorCode(parser)), xml);
    XML_ParserFree(parser);
    return o;
}

/* All that RFC 4287 asks of a feed and of an entry is there. */
static void the_feed_is_atom_newest_first(void **state)
{
    static const char want[] =
        "feed@http://www.w3.org/XML/1998/namespace|lang = en\n"
        "feed/id = (its own)\n"
        "feed/title = Waymark pattern library: what changes\n"
        "feed/updated = 2026-02-01T00:00:00Z\n"
        "feed/link@rel = self\n"
        "feed/link@type = application/atom+xml\n"
        "feed/link@href = feed.atom\n"
        "feed/link@rel = alternate\n"
        "feed/link@type = text/html\n"
        "feed/link@href = ./\n"
        "feed/author/name = Waymark\n"
        "feed/entry/id = (its own)\n"
        "feed/entry/title = Address lookup 1.0.0\n"
        "feed/entry/updated = 2026-02-01T00:00:00Z\n"
        "feed/entry/link@rel = alternate\n"
        "feed/entry/link@href = pattern/address-lookup\n"
        "feed/entry/category@term = pattern\n"
        "feed/entry/author/name = Swansea\n"
        "feed/entry/summary = A   bell .\n"
        "feed/entry/id = (its own)\n"
        "feed/entry/title = Radios 2.0.0\n"
        "feed/entry/updated = 2026-01-05T00:00:00Z\n"
        "feed/entry/link@rel = alternate\n"
        "feed/entry/link@href = component/radios\n"
        "feed/entry/category@term = component\n"
        "feed/entry/author/name = Waymark\n"
        "feed/entry/summary = Second.\n"
        "feed/entry/id = (its own)\n"
        "feed/entry/title = Radios\n"
        "feed/entry/updated = 2025-03-01T00:00:00Z\n"
        "feed/entry/link@rel = alternate\n"
        "feed/entry/link@href = component/radios\n"
        "feed/entry/category@term = component\n"
        "feed/entry/author/name = Waymark\n"
        "feed/entry/summary = First & last <b>.\n";
    struct library *l = library_of(*state, council);
    const char *xml = library_get(l, "/patterns/feed.atom", 200);

    assert_string_equal(read_feed(*state, xml).all, want);
    assert_says(library_get(l, "/patterns/", 200),
                "type=\"application/atom+xml\"");
}

/* A reader that has seen a change must not be shown it again. */
static void a_newer_change_leaves_the_ids_of_the_others(void **state)
{
    static const struct given before[] = {
        {"page/a/index.md", LIBRARY_ENTRY("A", "A.", "trial", "")},
        {"page/a/changelog.yml",
         "- date: 2026-01-05\n  description: One.\n"
         "- date: 2026-01-05\n  description: Nought.\n"},
        {0}};
    static const struct given later[] = {
        {"page/a/index.md", LIBRARY_ENTRY("A!", "A.", "stable", "")},
        {"page/a/changelog.yml",
         "- date: 2026-01-06\n  description: Two.\n"
         "- date: 2026-01-05\n  description: One.\n"
         "- date: 2026-01-05\n  description: Nought.\n"},
        {0}};
    const char *path = "/patterns/feed.atom";
    const char *first =
        read_feed(*state, library_get(library_of(*state, before), path, 200))
            .ids;
    const char *second =
        read_feed(*state, library_get(library_of(*state, later), path, 200))
            .ids;
    size_t line = strcspn(first, "\n") + 1;

    assert_int_equal(strlen(second), 4 * line);
    assert_memory_equal(first, second, line); /* of the feed itself */
    assert_string_equal(first + line, second + 2 * line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(the_first_page_leads_by_need),
        with_arena(an_empty_library_has_a_first_page_and_a_feed),
        with_arena(the_feed_is_atom_newest_first),
        with_arena(a_newer_change_leaves_the_ids_of_the_others),
    };

    return cmocka_run_group_tests_name("pattern news", tests, NULL, NULL);
}
