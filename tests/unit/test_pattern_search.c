/* The search as people and programs meet it: a page, and JSON. */
#include "tests/unit/library.h"

static const struct given council[] = {
    {"pattern/upload-evidence/index.md",
     LIBRARY_ENTRY("Upload evidence", "Take a <i>file</i> from people.",
                   "in-review", "aliases: [proof of address]\n")},
    {"pattern/address-lookup/index.md",
     LIBRARY_ENTRY("Address lookup", "An address & its postcode.", "in-review",
                   "")},
    {"component/file-upload/index.md",
     LIBRARY_ENTRY("File upload", "Choose a file.", "in-review", "")},
    {0}};

static void a_form_finds_without_script(void **state)
{
    const char *page = library_get(library_of(*state, council),
                                   "/patterns/search?q=proof+of+address", 200);
    const char *first = strstr(page, "class=\"wm-found__title\"");

    assert_says(page, "action=\"/patterns/search\" method=\"get\"");
    assert_says(page, "value=\"proof of address\"");
    assert_says(page, "Also known as: <bdi><mark class=\"wm-mark-word\">proof"
                      "</mark> of <mark");
    assert_non_null(first);
    assert_true(strncmp(strstr(first, "href="),
                        "href=\"/patterns/pattern/upload-evidence\"", 39) == 0);
    assert_says(page, "<title>proof of address – Search");
}

static void nothing_that_is_found_or_asked_becomes_markup(void **state)
{
    struct library *l = library_of(*state, council);
    const char *page = library_get(l, "/patterns/search?q=file", 200);
    const char *asked =
        library_get(l, "/patterns/search?q=%3Cscript%3E%22%27%26", 200);

    assert_says(page, "Take a &lt;i&gt;<mark class=\"wm-mark-word\">file</mark>"
                      "&lt;/i&gt; from people.");
    assert_silent(asked, "<script>\"");
    assert_says(asked, "value=\"&lt;script&gt;&quot;");
}

static void a_slip_leads_to_what_was_meant(void **state)
{
    struct library *l = library_of(*state, council);
    const char *page = library_get(l, "/patterns/search?q=uplaod", 200);
    const char *none = library_get(l, "/patterns/search?q=xylophone", 200);

    assert_says(page, "Nothing has “<bdi>uplaod</bdi>”. These are the results "
                      "for <a class=\"govuk-link\" "
                      "href=\"/patterns/search?q=upload\"><strong><bdi>upload");
    assert_says(page, "href=\"/patterns/search?q=uplaod&amp;exactly=1\">Search "
                      "for exactly “<bdi>uplaod</bdi>”</a>");
    assert_says(page, "href=\"/patterns/component/file-upload\"");
    assert_says(none, "Nothing was found for “<bdi>xylophone</bdi>”.");
    assert_says(none, "href=\"/patterns/\">look at the whole library");
    assert_says(none, "href=\"/patterns/component/\"");
    assert_says(none,
                "Components</bdi></span> <span class=\"wm-facet__count\">1<");
    assert_silent(page, "look at the whole library");
    assert_says(library_get(l, "/patterns/search", 200),
                "Write what you would");
}

/* A winner is no dinner, nor is what somebody insists on; a spinner is not even
 * near one. */
static void what_was_typed_is_searched_and_another_word_offered(void **state)
{
    static const struct given meals[] = {
        {"service/school-meals/index.md",
         LIBRARY_ENTRY("School meals", "A free dinner at school.", "trial",
                       "")},
        {0}};
    struct library *l = library_of(*state, meals);
    const char *page = library_get(l, "/patterns/search?q=winner", 200);
    const char *exact =
        library_get(l, "/patterns/search?q=dinenr&exactly=1", 200);

    assert_says(page, "Did you mean <a class=\"govuk-link\" "
                      "href=\"/patterns/search?q=dinner\"><strong><bdi>dinner");
    assert_says(page, "Nothing was found for “<bdi>winner</bdi>”.");
    assert_silent(page, "school-meals");
    assert_silent(library_get(l, "/patterns/search?q=spinner", 200), "dinner");
    assert_says(library_get(l, "/patterns/search?q=dinenr", 200),
                "school-meals");
    assert_says(exact, "Did you mean");
    assert_silent(exact, "school-meals");
    assert_says(library_get(l, "/patterns/search?q=school&exactly=1", 200),
                "href=\"/patterns/search?q=school&amp;kind=service&amp;"
                "exactly=1\"");
}

static void results_can_be_limited_to_a_kind(void **state)
{
    struct library *l = library_of(*state, council);
    const char *all = library_get(l, "/patterns/search?q=upload", 200);
    const char *some =
        library_get(l, "/patterns/search?q=upload&kind=component", 200);

    assert_says(all, "href=\"/patterns/search?q=upload&amp;kind=component\"");
    assert_says(all, "/patterns/pattern/upload-evidence\"");
    assert_silent(some, "/patterns/pattern/upload-evidence\"");
}

static void programs_get_the_same(void **state)
{
    struct library *l = library_of(*state, council);
    json_t *json =
        library_json(l, "/patterns/search.json?q=prof%20of%20adress");
    const json_t *first = json_array_get(json_object_get(json, "results"), 0);
    const json_t *match = json_array_get(json_object_get(first, "matches"), 0);

    assert_string_equal(json_string_value(json_object_get(json, "didYouMean")),
                        "proof of address");
    assert_true(json_is_true(json_object_get(json, "showingThose")));
    assert_string_equal(json_string_value(json_object_get(first, "slug")),
                        "upload-evidence");
    assert_string_equal(json_string_value(json_object_get(match, "field")),
                        "Also known as");
    json = library_json(l, "/patterns/search.json?q=upload&limit=1");
    assert_int_equal(json_integer_value(json_object_get(json, "total")), 2);
    assert_int_equal(json_array_size(json_object_get(json, "results")), 1);
    assert_true(json_is_null(json_object_get(json, "didYouMean")));
    json = library_json(l, "/patterns/search.json?q=upload&limit=1&page=2");
    assert_int_equal(json_array_size(json_object_get(json, "results")), 1);
}

static void many_results_have_pages(void **state)
{
    struct given given[10] = {{0}};
    struct library *l;
    const char *page;
    size_t i;

    for (i = 0; i < 9; i++)
        given[i] = (struct given){
            arena_printf(*state, "page/p%zu/index.md", i),
            arena_printf(*state, LIBRARY_ENTRY("Thing %zu", "X.", "trial", ""),
                         i)};
    l = library_of(*state, given);
    page = library_get(l, "/patterns/search?q=thing&limit=1&page=5", 200);

    for (i = 1; i <= 9; i++) {
        const char *label = arena_printf(*state, "aria-label=\"Page %zu\"", i);

        if (i == 2 || i == 3 || i == 7 || i == 8)
            assert_silent(page, label);
        else
            assert_says(page, label);
    }
    assert_says(page, "aria-label=\"Page 5\" aria-current=\"page\"");
    assert_says(page, "item--ellipsis");
    assert_says(page, "limit=1&amp;page=6\" rel=\"next\"");
}

static void a_question_has_a_lid(void **state)
{
    struct library *l = library_of(*state, council);
    char long_one[260] = "/patterns/search?q=";

    memset(long_one + strlen(long_one), 'a', 201);
    assert_says(library_get(l, long_one, 200),
                "only its first 200 characters were looked for");
    assert_true(json_is_true(json_object_get(
        library_json(l, arena_printf(*state, "/patterns/search.json%s",
                                     strchr(long_one, '?'))),
        "firstCharactersOnly")));
    assert_says(
        library_get(l, "/patterns/search?q=a+b+c+d+e+f+g+h+i+j+k+l+file", 200),
        "only its first 12 words were looked for");
    assert_silent(library_get(l, "/patterns/search?q=file", 200), "only its");
    (void)library_get(l, "/patterns/search?q=a&limit=101", 400);
    (void)library_get(l, "/patterns/search?q=upload&page=2", 404);
    (void)library_get(l, "/patterns/search?q=%00", 400);
    (void)library_get(l, "/patterns/search?q=%22NEAR(%22%20AND", 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(a_form_finds_without_script),
        with_arena(nothing_that_is_found_or_asked_becomes_markup),
        with_arena(a_slip_leads_to_what_was_meant),
        with_arena(what_was_typed_is_searched_and_another_word_offered),
        with_arena(results_can_be_limited_to_a_kind),
        with_arena(programs_get_the_same),
        with_arena(many_results_have_pages),
        with_arena(a_question_has_a_lid),
    };

    return cmocka_run_group_tests_name("pattern search", tests, NULL, NULL);
}
