/* What the library's pages say, asked through the router. */
#include "tests/unit/library.h"

#define GUIDANCE                                                               \
    "## When to use\n\nA <script>x</script> [l](javascript:x).\n\n"            \
    "## When not to use\n\nB.\n\n## How it works\n\nC.\n\n"                    \
    "## Research\n\nNone yet.\n"
#define HOSTILE                                                                \
    "<script>parent.document.title='read'</script><p class=\"govuk-body\">&"   \
    "amp;</p>"

static const struct given files[] = {
    {"component/radios/default/index.html",
     "---\ntitle: Default\n---\n" HOSTILE "\n"},
    {"component/radios/default/index.njk", "{{ govukRadios({}) }}\n"},
    {"component/radios/index.md",
     "---\ntitle: Radios\ndescription: One of a list.\nstatus: stable\n"
     "aliases: [option buttons]\n---\n" GUIDANCE},
    {"component/radios/options.json",
     "[{\"name\":\"items\",\"type\":\"array\",\"required\":true,"
     "\"description\":\"The `items`.\",\"params\":[{\"name\":\"text\","
     "\"type\":\"string\",\"description\":\"<b>T</b>\"}]}]"},
    {"pattern/address-lookup/index.md",
     "---\ntitle: Address lookup\ndescription: By postcode.\nstatus: trial\n"
     "uses: [radios]\n---\n" GUIDANCE},
    {0},
};

static void an_entry_shows_all_it_has(void **state)
{
    struct library *l = library_of(*state, files);
    const char *page = library_get(l, "/patterns/component/radios", 200);

    assert_says(page, "<h1 class=\"govuk-heading-l\" dir=\"auto\">Radios</h1>");
    assert_says(page, "wm-status--stable");
    assert_says(page, "When not to use");
    assert_says(page, "option buttons");
    assert_says(page,
                "src=\"/patterns/component/radios/default/\" loading=\"lazy\" "
                "sandbox=\"\"");
    assert_says(page,
                "title=\"Preview: Default\" "
                "src=\"/patterns/component/radios/default/\" sandbox=\"\"");
    assert_says(page, "title=\"Example: Default\"");
    assert_says(page, "{{ govukRadios({}) }}");
    assert_says(page,
                "<code><span class=\"wm-quiet\">items.</span><wbr>text</code>");
    assert_says(page, "href=\"/patterns/pattern/address-lookup\"><bdi>Address "
                      "lookup</bdi></a>");
    assert_says(library_get(l, "/patterns/pattern/address-lookup", 200),
                "href=\"/patterns/component/radios\"><bdi>Radios</bdi></a>");
    (void)library_get(l, "/patterns/component/gone", 404);
    (void)library_get(l, "/patterns/pattern/radios", 404);
    (void)library_get(l, "/patterns/component/radios/", 303);
}

static void nothing_of_an_entry_becomes_markup_of_ours(void **state)
{
    const char *page = library_get(library_of(*state, files),
                                   "/patterns/component/radios", 200);

    assert_silent(page, "<script>");
    assert_silent(page, "javascript:");
    assert_silent(page, "<b>T</b>");
    assert_says(page, "&lt;script&gt;parent.document.title");
}

static void an_entry_is_there_as_data_and_as_written(void **state)
{
    struct library *l = library_of(*state, files);
    const json_t *json = library_json(l, "/patterns/component/radios.json");
    static const char *const endings[] = {"json", "md", "txt", "zip"};
    const char *page;
    size_t i;

    assert_string_equal(json_string_value(json_object_get(json, "status")),
                        "stable");
    assert_string_equal(
        json_string_value(json_object_get(
            json_array_get(json_object_get(json, "examples"), 0), "html")),
        HOSTILE "\n");
    assert_says(library_get(l, "/patterns/component/radios.md", 200),
                "---\ntitle: Radios\n");
    assert_says(library_get(l, "/patterns/component/radios.txt", 200),
                "Radios\n\nOne of");
    page = library_get(l, "/patterns/component/radios", 200);
    for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        assert_says(page, arena_printf(l->arena,
                                       "href=\"/patterns/component/radios.%s\"",
                                       endings[i]));
}

static void an_example_stands_alone_in_a_sandbox(void **state)
{
    struct library *l = library_of(*state, files);
    const char *address = "/patterns/component/radios/default/";
    const char *policy = library_header(l, address, "Content-Security-Policy");

    assert_says(library_get(l, address, 200), HOSTILE);
    assert_true(strncmp(policy, "sandbox; default-src 'none'; ", 29) == 0);
    assert_says(policy,
                "style-src 'self'; img-src 'self' data:; font-src 'self'");
    assert_says(policy, "frame-ancestors 'self'");
    assert_silent(policy, "allow");
    assert_silent(policy, "unsafe");
    assert_silent(policy, "script");
    assert_string_equal(
        library_header(l, address, "Cross-Origin-Opener-Policy"),
        "unsafe-none");
    assert_string_equal(library_header(l, "/patterns/component/radios",
                                       "Content-Security-Policy"),
                        ""); /* as every page of ours */
    (void)library_get(l, "/patterns/component/radios/default", 303);
    (void)library_get(l, "/patterns/component/radios/gone/", 404);
    (void)library_get(l, "/patterns/component/radios/..%2fdefault/", 404);
    (void)library_get(l, "/patterns/component/radios/%C3%A9", 404);
}

static void an_example_can_be_styled_where_it_is_of_no_origin(void **state)
{
    assert_string_equal(library_header(library_of(*state, files),
                                       "/assets/govuk.css",
                                       "Cross-Origin-Resource-Policy"),
                        "cross-origin");
}

/* How often the page has that id. */
static size_t times_of_id(const char *page, const char *id, size_t n)
{
    size_t times = 0;

    while ((page = strstr(page, " id=\""))) {
        page += strlen(" id=\"");
        times += strncmp(page, id, n) == 0 && page[n] == '"';
    }
    return times;
}

static void no_heading_of_guidance_takes_the_place_of_a_part(void **state)
{
    static const struct given given[] = {
        {"component/box/index.md",
         LIBRARY_ENTRY(
             "Box", "A box.", "trial",
             "") "### Code default\n\n### Example default\n\n### Guidance "
                 "title\n\n"
                 "### Content data\n\n### Process 1\n\n### Main content\n\n"
                 "### Known problems\n\n### Filters title\n\n### Box\n"},
        {"component/box/content.yml",
         "need: To have a box.\nfields:\n- {name: a, title: A, type: text}\n"},
        {"component/box/content.example.json", "{\"a\": \"b\"}\n"},
        {0}};
    struct library *l = library_of(*state, given);
    const char *page = library_get(l, "/patterns/component/box", 200), *at;

    assert_non_null(strstr(page, "id=\"content-data\""));
    assert_non_null(strstr(page, "<h4 id=\"box\">"));
    for (at = page; (at = strstr(at, " id=\""));) {
        at += strlen(" id=\"");
        if (times_of_id(page, at, strcspn(at, "\"")) != 1)
            fail_msg("the page has the id %.40s twice", at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(an_entry_shows_all_it_has),
        with_arena(nothing_of_an_entry_becomes_markup_of_ours),
        with_arena(an_entry_is_there_as_data_and_as_written),
        with_arena(an_example_stands_alone_in_a_sandbox),
        with_arena(an_example_can_be_styled_where_it_is_of_no_origin),
        with_arena(no_heading_of_guidance_takes_the_place_of_a_part),
    };

    return cmocka_run_group_tests_name("pattern pages", tests, NULL, NULL);
}
