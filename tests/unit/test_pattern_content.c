/* What an entry with content.yml tells people, asked through the router; that
 * a piece of content is held against it is in tests/cli/content.sh. */
#include "tests/unit/library.h"
#include "tests/unit/posted.h"

#define FIELDS                                                                 \
    "  - name: title\n    title: Name of the place\n    type: text\n"          \
    "    required: true\n    max: 65\n    description: As on the <door>.\n"    \
    "  - name: open\n    title: Open now\n    type: yes-no\n"                  \
    "    required: true\n    max: 9\n"                                         \
    "  - name: state\n    title: State\n    type: choice\n"                    \
    "    choices: [usual, changed]\n"                                          \
    "  - name: closed\n    title: Days it is closed\n    type: list\n"         \
    "    items: date\n    max: 1\n"                                            \
    "  - name: body\n    title: More\n    type: paragraphs\n    max: 1500\n"   \
    "  - name: picture\n    title: Picture\n    type: image\n"

#define NEED "need: As a resident I need to know when you are open.\n"

static const struct given files[] = {
    {"page/hours/index.md",
     LIBRARY_ENTRY("Hours", "When it is open.", "trial", "version: 1.1.0\n")},
    {"page/hours/changelog.yml",
     "- date: 2026-03-02\n  version: 1.1.0\n  description: More fields.\n"
     "- date: 2026-03-01\n  version: 1.0.0\n  description: First.\n"},
    {"page/hours/content.yml", NEED "fields:\n" FIELDS},
    {"page/hours/content.example.json",
     "{\"title\": \"Mill <b> Library\", \"open\": false,\n"
     " \"closed\": [\"2026-12-25\"], \"body\": [\"One.\", \"Two.\"],\n"
     " \"picture\": {\"file\": \"mill.jpg\", \"alt\": \"A mill\"}}\n"},
    {"page/hours/versions/1.0.0/index.md",
     LIBRARY_ENTRY("Hours", "When it is open.", "trial", "version: 1.0.0\n")},
    {"page/hours/versions/1.0.0/default/index.html",
     "---\ntitle: Default\n---\n<p>x</p>\n"},
    {"page/hours/versions/1.0.0/content.yml",
     NEED "fields:\n  - name: old\n    title: Old one\n    type: number\n"},
    {"page/hours/versions/1.0.0/content.example.json", "{\"old\": 2.5}\n"},
    {"page/plain/index.md",
     LIBRARY_ENTRY("Plain", "It has no content.", "trial", "")},
    {0},
};

static void the_page_says_whom_it_serves_and_what_each_field_takes(void **state)
{
    struct library *l = library_of(*state, files);
    const char *page = library_get(l, "/patterns/page/hours", 200);

    assert_says(page, "href=\"#content\">Content</a>");
    assert_says(page, "As a resident I need to know when you are open.");
    assert_says(page, "Name of the place</bdi> <span class=\"wm-cell__note\">"
                      "<code>title</code>");
    assert_says(page, "<td data-label=\"Needed\"><strong>required</strong>");
    assert_says(page, "<td data-label=\"Needed\">optional</td>");
    assert_says(page, ">a text of one line, at most 65 characters</td>");
    assert_says(page, ">true or false</td>");
    assert_says(page, "a list of texts, at most 1,500 characters each</td>");
    assert_says(page, ">one of its choices: usual, changed</td>");
    assert_says(page, ">a list, each item a day like 2026-03-02, at most 1 "
                      "item</td>");
    assert_says(page, "As on the &lt;door&gt;.");
}

static void the_example_is_there_in_words_and_to_copy(void **state)
{
    struct library *l = library_of(*state, files);
    const char *page = library_get(l, "/patterns/page/hours", 200);

    assert_says(page,
                "<dt>Name of the place</dt><dd>Mill &lt;b&gt; Library</dd>");
    assert_says(page, "<dt>Open now</dt><dd>no</dd>");
    assert_says(page, "<li>2026-12-25</li>");
    assert_says(page, ">One.</p><p class=\"wm-about__text\">Two.</p>");
    assert_says(page, "<dd>mill.jpg: “A mill”</dd>");
    assert_silent(page, "<dt>State</dt>");
    assert_says(page, "data-copy=\"Example of the content, JSON\"><code>"
                      "{&quot;title&quot;: &quot;Mill &lt;b&gt;");
    assert_says(page, "waymark content hours hours.json");
    assert_says(page, "href=\"/patterns/page/hours/content.schema.json\"");
    assert_says(page, "href=\"/patterns/content-types\"");
}

static void an_older_version_has_its_own_fields_and_schema(void **state)
{
    struct library *l = library_of(*state, files);
    const char *page = library_get(l, "/patterns/page/hours?at=1.0.0", 200);

    assert_says(page, "<dt>Old one</dt><dd>2.5</dd>");
    assert_silent(page, "Days it is closed");
    assert_says(page,
                "href=\"/patterns/page/hours/content.schema.json?at=1.0.0\"");
    assert_says(library_get(l,
                            "/patterns/page/hours/content.schema.json?at=1.0.0",
                            200),
                "\"old\"");
    assert_silent(
        library_get(l, "/patterns/page/hours/content.schema.json", 200),
        "\"old\"");
}

static void an_entry_without_content_has_no_such_part(void **state)
{
    struct library *l = library_of(*state, files);

    assert_silent(library_get(l, "/patterns/page/plain", 200),
                  "id=\"content\"");
    (void)library_get(l, "/patterns/page/plain/content.schema.json", 404);
}

static void all_types_are_listed_for_people_and_for_programs(void **state)
{
    struct library *l = library_of(*state, files);
    const char *page = library_get(l, "/patterns/content-types", 200);
    const json_t *types = json_object_get(
        library_json(l, "/patterns/content-types.json"), "contentTypes");

    assert_says(page, "1 content type<");
    assert_says(page,
                "href=\"/patterns/page/hours#content\"><bdi>Hours</bdi></a>");
    assert_says(page, "As a resident I need to know when you are open.");
    assert_says(page, "Name of the place, Open now <span");
    assert_says(page, "and 4 optional fields");
    assert_says(page, "href=\"/patterns/page/hours/content.schema.json\"");
    assert_silent(page, "Plain");
    assert_int_equal(json_array_size(types), 1);
    assert_says(library_get(l, "/patterns/", 200),
                "href=\"/patterns/content-types\"");
}

/* What content.yml above says, without what means nothing: a longest yes. */
static void programs_are_told_all_that_is_known_of_a_type(void **state)
{
    static const char want[] =
        "[{'name':'title','title':'Name of the place','type':'text',"
        "'required':true,'max':65,'description':'As on the <door>.'},"
        "{'name':'open','title':'Open now','type':'yes-no','required':true,"
        "'description':''},"
        "{'name':'state','title':'State','type':'choice','required':false,"
        "'choices':['usual','changed'],'description':''},"
        "{'name':'closed','title':'Days it is closed','type':'list',"
        "'items':'date','required':false,'max':1,'description':''},"
        "{'name':'body','title':'More','type':'paragraphs','required':false,"
        "'max':1500,'description':''},"
        "{'name':'picture','title':'Picture','type':'image','required':false,"
        "'description':''}]";
    struct library *l = library_of(*state, files);
    const json_t *type = json_array_get(
        json_object_get(library_json(l, "/patterns/content-types.json"),
                        "contentTypes"),
        0);
    char *expected = arena_strdup(*state, want), *at;
    json_t *fields, *example;

    for (at = expected; *at; at++)
        *at = *at == '\'' ? '"' : *at;
    fields = json_loads(expected, 0, NULL);
    example = json_loads(files[3].text, 0, NULL);
    assert_non_null(fields);
    assert_true(json_equal(json_object_get(type, "fields"), fields));
    assert_true(json_equal(json_object_get(type, "example"), example));
    json_decref(fields);
    json_decref(example);
}

static void a_library_without_types_says_so(void **state)
{
    static const struct given none[] = {
        {"page/plain/index.md",
         LIBRARY_ENTRY("Plain", "It has no content.", "trial", "")},
        {0}};
    struct library *l = library_of(*state, none);

    assert_says(library_get(l, "/patterns/content-types", 200),
                "No entry of this library has one yet.");
}

static void a_program_is_told_in_json_that_there_is_no_such_type(void **state)
{
    struct library *l = library_of(*state, files);
    struct message m = posted("/v1/content-types/plain/check", "{}");
    struct answer answer;
    json_t *body;

    router_answer(l->router, l->arena, &m, LIBRARY_NOW_MS, &answer);
    assert_int_equal(answer.status, 404);
    body = json_loadb(answer.body.text, answer.body.len, 0, NULL);
    assert_int_equal(json_integer_value(json_object_get(body, "status")), 404);
    json_decref(body);
    answer_release(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(the_page_says_whom_it_serves_and_what_each_field_takes),
        with_arena(the_example_is_there_in_words_and_to_copy),
        with_arena(an_older_version_has_its_own_fields_and_schema),
        with_arena(an_entry_without_content_has_no_such_part),
        with_arena(all_types_are_listed_for_people_and_for_programs),
        with_arena(programs_are_told_all_that_is_known_of_a_type),
        with_arena(a_library_without_types_says_so),
        with_arena(a_program_is_told_in_json_that_there_is_no_such_type),
    };

    return cmocka_run_group_tests_name("content", tests, NULL, NULL);
}
