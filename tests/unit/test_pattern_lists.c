/* Lists of the library: what they hold, by what they can be limited, and the
 * same as files. */
#include "tests/unit/library.h"

#include "base/buf.h"
#include "base/text.h"

static const struct given few[] = {
    {"component/radios/index.md",
     LIBRARY_ENTRY("Radios", "One of a list.", "deprecated", "")},
    {"component/select/index.md",
     LIBRARY_ENTRY("Select [x] *y*", "One of <b>many</b>.", "in-progress", "")},
    {"pattern/address-lookup/index.md",
     LIBRARY_ENTRY("Address lookup", "By postcode.", "in-review",
                   "uses: [radios]\ntheme: Ask users for…\nverb: find\n")},
    {"pattern/name/index.md",
     LIBRARY_ENTRY("Name", "A name.", "in-review",
                   "theme: ask users for…\nverb: tell\n")},
    {"service/missed-bin/index.md",
     LIBRARY_ENTRY("Missed bin", "Tell us.", "in-review",
                   "theme: Bins and environment\nverb: report\n"
                   "lgsl: [524, 9]\nlifeEvents: [Moving home, moving home]\n"
                   "uses: [address-lookup]\n")},
    {0}};

static void the_library_is_shown_by_need(void **state)
{
    const char *page = library_get(library_of(*state, few), "/patterns/", 200);
    const char *ask = strstr(page, "Ask users for…</bdi></h2>");

    assert_says(page, "5 entries");
    assert_non_null(ask);
    assert_says(ask, "href=\"/patterns/pattern/address-lookup\"");
    assert_true(strstr(page, "Ask users for…</bdi></h2>") <
                strstr(page, "Bins and environment</bdi></h2>"));
    assert_true(strstr(page, "Bins and environment</bdi></h2>") <
                strstr(page, ">Components</bdi></h2>"));
    assert_silent(page, "<b>many");
}

/* Also where only some fit what is asked. */
static void entries_of_a_need_stand_together_in_order_of_title(void **state)
{
    static const struct given given[] = {
        {"pattern/a/index.md",
         LIBRARY_ENTRY("Ay", "Says.", "in-review", "theme: Zoo\n")},
        {"pattern/b/index.md",
         LIBRARY_ENTRY("Bee", "Says.", "in-review", "theme: ant\n")},
        {"pattern/c/index.md",
         LIBRARY_ENTRY("Cee", "Says.", "in-review", "theme: Zoo\n")},
        {"pattern/d/index.md",
         LIBRARY_ENTRY("Dee", "Says.", "proposed", "theme: Ant\n")},
        {0}};
    struct library *l = library_of(*state, given);
    const char *all = library_get(l, "/patterns.txt", 200);
    const char *some = library_get(l, "/patterns.txt?status=in-review", 200);

    assert_true(strstr(all, "Bee (") < strstr(all, "Dee ("));
    assert_true(strstr(all, "Dee (") < strstr(all, "Ay ("));
    assert_true(strstr(all, "Ay (") < strstr(all, "Cee ("));
    assert_true(strstr(some, "Bee (") < strstr(some, "Ay ("));
    assert_true(strstr(some, "Ay (") < strstr(some, "Cee ("));
    assert_silent(some, "Dee (");
}

static void filters_are_links_that_combine(void **state)
{
    struct library *l = library_of(*state, few);
    const char *all = library_get(l, "/patterns/", 200);
    const char *some = library_get(l, "/patterns/?status=in-review", 200);
    const char *both =
        library_get(l, "/patterns/pattern/?status=in-review&verb=find", 200);

    assert_says(all, "href=\"/patterns/?status=in-review\"");
    assert_says(all, "href=\"/patterns/?theme=ask-users-for\"");
    assert_says(all, "href=\"/patterns/?lifeEvent=moving-home\"");
    assert_says(all, "href=\"/patterns/?lgsl=524\"");
    assert_says(all, "href=\"/patterns/?madeOf=radios\"");
    assert_says(some, "3 entries");
    assert_says(some, "href=\"/patterns/service/?status=in-review\"");
    assert_says(some, "href=\"/patterns/?status=in-review&amp;verb=find\"");
    assert_says(both, "1 entry");
    assert_says(both, "Remove </span><span class=\"wm-chip__facet\">Status:");
    assert_says(both, "href=\"/patterns/pattern/?verb=find\""); /* without */
    assert_says(both, "href=\"/patterns/?status=in-review&amp;verb=find\"");
    assert_silent(both, "href=\"/patterns/pattern/name\"");
}

static void a_value_may_be_written_as_people_write_it(void **state)
{
    struct library *l = library_of(*state, few);

    assert_says(library_get(l, "/patterns/?kind=pattern", 200), "2 entries");
    assert_says(library_get(l, "/patterns/?theme=Ask+users+for%E2%80%A6", 200),
                "2 entries");
    assert_says(library_get(l, "/patterns/?lifeEvent=moving%20home", 200),
                "1 entry");
    assert_says(library_get(l, "/patterns/?status=In-Review", 200),
                "3 entries");
}

/* A text that is written in two ways is one value, and its entry counts once.
 */
static void one_value_counts_an_entry_once(void **state)
{
    struct library *l = library_of(*state, few);
    json_t *all = library_json(l, "/patterns.json");
    const json_t *facets = json_object_get(all, "facets");
    const json_t *events = json_object_get(facets, "lifeEvent");
    const json_t *themes = json_object_get(facets, "theme");

    assert_int_equal(json_array_size(events), 1);
    assert_int_equal(
        json_integer_value(json_object_get(json_array_get(events, 0), "count")),
        1);
    assert_int_equal(json_array_size(themes), 2);
    assert_int_equal(
        json_integer_value(json_object_get(json_array_get(themes, 0), "count")),
        2);
}

/* Every line of a list is what the entry's own file says. */
static void a_list_for_scripts_agrees_with_its_entries(void **state)
{
    static const struct given odd[] = {
        {"page/a/index.md",
         LIBRARY_ENTRY("\"A \\\"quoted\\\" é\"", "Back\\\\slash & <b>", "trial",
                       "aliases: [one, \"t\\\"wo\"]\n")},
        {"pattern/b/index.md",
         LIBRARY_ENTRY("B", "Nothing more.", "proposed",
                       "theme: Ask\nlgsl: [7]\nversion: \"2\"\n"
                       "verb: find\nlifeEvents: [born]\naliasesCy: [geni]\n")},
        {"pattern/b/changelog.yml",
         "- date: 2026-01-02\n  description: New.\n"},
        {0}};
    struct library *l = library_of(*state, odd);
    json_t *list =
        json_object_get(library_json(l, "/patterns.json"), "patterns");
    json_t *line, *value, *want;
    const char *name;
    size_t i;

    assert_int_equal(json_array_size(list), 2);
    want =
        json_pack("{s:s s:s s:s s:s s:s s:s s:s s:s s:s s:[] s:[s] s:[s] s:[s] "
                  "s:i s:s}",
                  "kind", "pattern", "slug", "b", "title", "B", "description",
                  "Nothing more.", "theme", "Ask", "status", "proposed",
                  "version", "2", "address", "/patterns/pattern/b", "verb",
                  "find", "aliases", "aliasesCy", "geni", "lgsl", "7",
                  "lifeEvents", "born", "examples", 1, "updated", "2026-01-02");
    assert_true(json_equal(json_array_get(list, 0), want));
    json_decref(want);
    json_array_foreach(list, i, line)
    {
        const char *address =
            json_string_value(json_object_get(line, "address"));
        json_t *own = library_json(l, arena_printf(*state, "%s.json", address));

        assert_string_equal(address,
                            i ? "/patterns/page/a" : "/patterns/pattern/b");
        assert_true(json_object_size(line) >= 14);
        json_object_foreach(line, name, value)
        {
            if (strcmp(name, "examples") != 0) /* a number of them here */
                assert_true(json_equal(value, json_object_get(own, name)));
        }
    }
}

static void an_empty_list_says_how_to_go_on(void **state)
{
    struct library *l = library_of(*state, few);
    const char *page =
        library_get(l, "/patterns/component/?status=in-review&verb=find", 200);
    const char *gone = library_get(l, "/patterns/?madeOf=nothing", 200);

    assert_says(page, "0 entries");
    assert_says(page,
                "<a class=\"govuk-link\" "
                "href=\"/patterns/?status=in-review&amp;verb=find\">Leave "
                "out “Kind: <bdi>Components</bdi>”</a>: 1 entry");
    assert_silent(page, "Leave out “Status: in-review”"); /* is still empty */
    assert_says(page, "Show the whole library");
    assert_says(gone, "Leave out “Made of: <bdi>nothing</bdi>”</a>: 5 entries");
}

static int times(const char *page, const char *text)
{
    int n = 0;

    while ((page = strstr(page, text))) {
        page++;
        n++;
    }
    return n;
}

/* No filter alone is to blame: of these three, two have to go. */
static void an_empty_list_says_which_filters_together_make_it_so(void **state)
{
    struct library *l = library_of(*state, few);
    const char *page = library_get(
        l, "/patterns/component/?status=in-progress&verb=find&lgsl=524", 200);
    const char *none =
        library_get(l, "/patterns/page/?verb=find&lgsl=9&madeOf=radios", 200);

    assert_says(page, "href=\"/patterns/component/?status=in-progress\">Leave "
                      "out “What people do: <bdi>find</bdi>” and “Service "
                      "number (LGSL): <bdi>524</bdi>”</a>: 1 entry");
    assert_int_equal(times(page, ">Leave out "), 1);
    assert_says(none,
                "href=\"/patterns/?verb=find&amp;madeOf=radios\">Leave out "
                "“Kind: <bdi>page</bdi>” and");
    assert_int_equal(times(none, ">Leave out "), 1);
}

static void what_cannot_be_asked_is_told(void **state)
{
    struct library *l = library_of(*state, few);

    assert_says(library_get(l, "/patterns/?status=gold", 400),
                "must be one of proposed, accepted, in-progress");
    assert_says(library_get(l, "/patterns/?kind=gadget", 400),
                "must be one of service, process, page");
    (void)library_get(l, "/patterns/gadget/", 404);
    (void)library_get(l, "/patterns/gadget.json", 404);
    (void)library_get(l, "/patterns/?page=2", 404);
    (void)library_get(l, "/patterns/?page=0", 404);
    (void)library_get(l, "/patterns/gadget", 404);
}

static void a_slash_too_few_leads_to_the_list_that_was_asked(void **state)
{
    struct library *l = library_of(*state, few);

    (void)library_get(l, "/patterns/component", 303);
    assert_string_equal(library_header(l, "/patterns", "Location"),
                        "/patterns/");
    assert_string_equal(
        library_header(l, "/patterns/pattern?verb=find&theme=Ask%20users",
                       "Location"),
        "/patterns/pattern/?theme=ask-users&verb=find");
    assert_string_equal(
        library_header(l, "/patterns?kind=pattern&page=3", "Location"),
        "/patterns/pattern/?page=3");
    assert_string_equal(
        library_header(l, "/patterns/pattern?page=2&verb=find", "Location"),
        "/patterns/pattern/?verb=find&page=2");
    assert_string_equal(
        library_header(l, "/patterns/search/?q=a+b%20c", "Location"),
        "/patterns/search?q=a+b%20c");
    assert_string_equal(
        library_header(l, "/patterns/content-types/", "Location"),
        "/patterns/content-types");
}

static void without_a_server_only_a_whole_list_offers_its_data(void **state)
{
    struct library *l = library_of(*state, few);

    assert_says(library_get(l, "/patterns/?verb=find", 200), "as data (JSON)");
    l->patterns.is_static = true;
    assert_says(library_get(l, "/patterns/", 200), "as data (JSON)");
    assert_says(library_get(l, "/patterns/pattern/", 200), "as data (JSON)");
    assert_silent(library_get(l, "/patterns/?verb=find", 200),
                  "as data (JSON)");
}

static void a_list_is_there_as_files_with_the_same_filters(void **state)
{
    struct library *l = library_of(*state, few);
    json_t *json =
        library_json(l, "/patterns/component.json?status=deprecated");
    const char *md = library_get(l, "/patterns.md", 200);
    const char *txt = library_get(l, "/patterns/pattern.txt?verb=find", 200);

    assert_int_equal(json_integer_value(json_object_get(json, "total")), 1);
    assert_string_equal(
        json_string_value(json_object_get(
            json_array_get(json_object_get(json, "patterns"), 0), "slug")),
        "radios");
    assert_says(md, "# Pattern library\n\n5 entries\n\n## Ask users for…\n");
    assert_says(md, "- [Address lookup](/patterns/pattern/address-lookup.md) "
                    "(in-review): By postcode.\n");
    assert_says(md,
                "- [Select \\[x\\] \\*y\\*](/patterns/component/select.md)");
    assert_says(md, "One of \\<b\\>many\\</b\\>.");
    assert_string_equal(txt, "Pattern library\n\nKind: Patterns\n\n"
                             "What people do: find\n\n1 entry\n\n"
                             "Ask users for…\n\n"
                             "Address lookup (in-review): By postcode.\n"
                             "/patterns/pattern/address-lookup.txt\n\n");
    assert_string_equal(library_header(l, "/patterns.md", "ETag")[0] ? "y" : "",
                        "y");
}

/* Nobody sent anything that is too large: the fault is ours.  In JSON each
 * backslash becomes two. */
static void a_list_too_long_for_an_answer_is_a_fault_of_the_server(void **state)
{
    enum { ENTRIES = 300, NAMES = 50, NAME = 600 };
    struct arena *a = *state;
    struct given given[ENTRIES + 1] = {{0}};
    char name[NAME + 1] = "";
    struct buf names;
    size_t i;

    memset(name, '\\', NAME);
    buf_init(&names, NAMES * (NAME + 2));
    for (i = 0; i < NAMES; i++)
        buf_addf(&names, "%s%s", i ? ", " : "", name);
    for (i = 0; i < ENTRIES; i++)
        given[i] = (struct given){
            arena_printf(a, "component/c%zu/index.md", i),
            arena_printf(
                a, LIBRARY_ENTRY("C%zu", "One.", "trial", "aliases: [%s]\n"), i,
                names.text)};
    buf_release(&names);
    (void)library_get(library_of(a, given), "/patterns.json", 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(the_library_is_shown_by_need),
        with_arena(entries_of_a_need_stand_together_in_order_of_title),
        with_arena(filters_are_links_that_combine),
        with_arena(a_value_may_be_written_as_people_write_it),
        with_arena(one_value_counts_an_entry_once),
        with_arena(a_list_for_scripts_agrees_with_its_entries),
        with_arena(an_empty_list_says_how_to_go_on),
        with_arena(an_empty_list_says_which_filters_together_make_it_so),
        with_arena(what_cannot_be_asked_is_told),
        with_arena(a_slash_too_few_leads_to_the_list_that_was_asked),
        with_arena(without_a_server_only_a_whole_list_offers_its_data),
        with_arena(a_list_is_there_as_files_with_the_same_filters),
        with_arena(a_list_too_long_for_an_answer_is_a_fault_of_the_server),
    };

    return cmocka_run_group_tests_name("pattern lists", tests, NULL, NULL);
}
