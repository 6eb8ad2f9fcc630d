/* What a service's entry says of its journey, its settings and the process
 * behind it, asked through the router. */
#include <stdlib.h>

#include "tests/unit/library.h"
#include "web/linked_data.h"

#define BPMN(body)                                                             \
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' "        \
    "id='d' targetNamespace='urn:x'><process id='p' name='Bins'>\n" body       \
    "</process></definitions>\n"

#define STEPS                                                                  \
    "<startEvent id='a' name='It is full'/>\n"                                 \
    "<exclusiveGateway id='q' name='Ours?'/>\n"                                \
    "<manualTask id='t' name='Empty &lt;it&gt;'/>\n"                           \
    "<endEvent id='e' name='Done'/>\n"                                         \
    "<sequenceFlow id='f1' sourceRef='a' targetRef='q'/>\n"                    \
    "<sequenceFlow id='f2' sourceRef='q' targetRef='t' name='Yes'/>\n"         \
    "<sequenceFlow id='f3' sourceRef='q' targetRef='e' name='No'/>\n"          \
    "<sequenceFlow id='f4' sourceRef='t' targetRef='e'/>\n"

#define JOURNEY                                                                \
    "{\"waymark\":\"journey/1\",\"id\":\"bin\",\"title\":\"Bin\",\"start\":"   \
    "\"where\",\"steps\":[{\"id\":\"where\",\"title\":\"Where?\",\"patterns\"" \
    ":[\"radios@1\",\"gone@1\"],\"next\":[{\"when\":{\"field\":\"area\","      \
    "\"is\":[\"far\",\"away\"]},\"to\":\"no\"},{\"to\":\"done\"}]},{\"id\":"   \
    "\"done\",\"title\":\"Reported\",\"kind\":\"end\",\"outcome\":"            \
    "\"completed\"},{\"id\":\"no\",\"title\":\"Not ours\",\"kind\":\"end\","   \
    "\"outcome\":\"ineligible\"}]}\n"

static const struct given files[] = {
    {"component/radios/index.md",
     LIBRARY_ENTRY("Radios", "One of a list.", "stable", "")},
    {"service/bin/index.md",
     LIBRARY_ENTRY(
         "Bin</script><script>x", "Tell us & go.", "trial",
         "verb: report\ntheme: Bins and environment\n"
         "lgsl: [\"524\"]\nlgil: [\"17\"]\n"
         "lifeEvents: [Moving home]\ntier: [unitary, london-borough]\n")},
    {"service/bin/journey.json", JOURNEY},
    {"service/bin/process.bpmn", BPMN(STEPS)},
    {"service/bin/settings.yml",
     "- name: days\n  title: How long\n  default: 2 days\n"
     "  description: People wait so long.\n"},
    {"service/plain/index.md",
     LIBRARY_ENTRY("Plain", "It has nothing beside it.", "trial", "")},
    {0},
};

static void the_page_tells_the_process_in_words_and_shows_it(void **state)
{
    struct library *l = library_of(*state, files);
    const char *page = library_get(l, "/patterns/service/bin", 200);

    assert_says(page, "src=\"/patterns/service/bin/process.svg\"");
    assert_says(page, "href=\"/patterns/service/bin/process.bpmn\"");
    assert_says(page, "Decision</bdi>:</span> Ours?");
    assert_says(page,
                "<a class=\"govuk-link\" href=\"#process-3\">If yes, go to 3");
    assert_says(page,
                "<a class=\"govuk-link\" href=\"#process-4\">If no, go to 4");
    assert_says(page, "id=\"process-4\"");
    assert_says(page, "Empty &lt;it&gt; (by hand)");
}

static void the_page_tells_the_journey_and_the_settings(void **state)
{
    struct library *l = library_of(*state, files);
    const char *page = library_get(l, "/patterns/service/bin", 200);

    assert_says(page,
                "href=\"/patterns/component/radios\"><bdi>Radios</bdi></a>");
    assert_says(page, "gone@1");
    assert_says(page, "If “area” is “far” or “away”: <bdi>Not ours</bdi>");
    assert_says(page, "Otherwise: <bdi>Reported");
    assert_says(page, "ineligible: not for them, and they are told why");
    assert_says(page, "href=\"/patterns/service/bin/journey.json\"");
    assert_says(page, " download=\"bin.json\">the journey as a file");
    assert_says(page, "journey add bin.json");
    assert_says(page, "2 days");
    assert_says(page, "People wait so long.");
}

/* Others of its verb, its number and its life event are one link away. */
static void what_a_service_is_leads_to_others_like_it(void **state)
{
    struct library *l = library_of(*state, files);
    const char *page = library_get(l, "/patterns/service/bin", 200);

    assert_says(page, "href=\"/patterns/?verb=report\"><bdi>report</bdi></a>");
    assert_says(page, "href=\"/patterns/?lgsl=524\"><bdi>524</bdi></a>");
    assert_says(page,
                "href=\"/patterns/?lifeEvent=moving-home\"><bdi>Moving home");
    assert_says(page, "href=\"/patterns/?theme=bins-and-environment\">");
    assert_says(page, "unitary, London borough");
    (void)library_get(l, "/patterns/?lifeEvent=moving-home", 200);
}

static void an_entry_without_them_has_no_such_part(void **state)
{
    struct library *l = library_of(*state, files);
    const char *page = library_get(l, "/patterns/service/plain", 200);

    assert_silent(page, "id=\"process\"");
    assert_silent(page, "id=\"journey\"");
    (void)library_get(l, "/patterns/service/plain/process.svg", 404);
    (void)library_get(l, "/patterns/service/plain/process.bpmn", 404);
    (void)library_get(l, "/patterns/service/plain/journey.json", 404);
    (void)library_get(l, "/patterns/component/radios/process.svg", 404);
}

static void the_files_come_as_they_are(void **state)
{
    struct library *l = library_of(*state, files);

    assert_string_equal(
        library_get(l, "/patterns/service/bin/journey.json", 200), JOURNEY);
    assert_says(library_get(l, "/patterns/service/bin/process.bpmn", 200),
                STEPS);
    assert_says(library_get(l, "/patterns/service/bin/process.bpmn", 200),
                "bpmnElement=\"f4\"");
}

static void the_drawing_is_a_document_that_runs_nothing(void **state)
{
    struct library *l = library_of(*state, files);
    const char *svg = library_get(l, "/patterns/service/bin/process.svg", 200);
    const char *policy = library_header(l, "/patterns/service/bin/process.svg",
                                        "Content-Security-Policy");

    assert_says(svg, "Empty &lt;it&gt;</text>");
    assert_silent(svg, "<it>");
    assert_says(policy, "sandbox;");
    assert_says(policy, "default-src 'none'");
    assert_silent(policy, "script");
}

static void programs_get_the_steps_and_texts_end_with_them(void **state)
{
    struct library *l = library_of(*state, files);
    const json_t *data = library_json(l, "/patterns/service/bin.json");
    const json_t *steps =
        json_object_get(json_object_get(data, "process"), "steps");

    assert_int_equal(json_array_size(steps), 4);
    assert_string_equal(
        json_string_value(json_object_get(json_array_get(steps, 2), "text")),
        "Empty <it> (by hand)");
    assert_says(library_get(l, "/patterns/service/bin.md", 200),
                "## The process in words");
    assert_says(library_get(l, "/patterns/service/bin.md", 200),
                "3. Empty \\<it\\> (by hand).\n");
    assert_says(library_get(l, "/patterns/service/bin.txt", 200),
                "3. Empty <it> (by hand).\n");
    assert_says(library_get(l, "/patterns/service/bin.txt", 200),
                "2. Decision: Ours?\n    - If yes, go to 3.\n");
}

static void a_process_that_cannot_be_read_is_refused_by_line(void **state)
{
    static const char index[] =
        LIBRARY_ENTRY("Bad", "It is refused.", "trial", "");
    static const char bpmn[] =
        BPMN("<startEvent id='a'/>\n<endEvent id='e'/>\n"
             "<sequenceFlow id='f' sourceRef='a' targetRef='gone'/>\n");
    static const char example[] = "---\ntitle: Default\n---\n<p>x</p>\n";
    struct file bad[] = {
        {"service/bad/default/index.html", example, sizeof(example) - 1},
        {"service/bad/index.md", index, sizeof(index) - 1},
        {"service/bad/process.bpmn", bpmn, sizeof(bpmn) - 1},
        {"service/good/default/index.html", example, sizeof(example) - 1},
        {"service/good/index.md", index, sizeof(index) - 1}};
    struct files fs = {.n = 5, .at = bad};
    struct catalogue *c = catalogue_make(&fs);

    (void)state;
    assert_int_equal(c->problems.n, 1);
    assert_string_equal(c->problems.at[0].place, "service/bad/process.bpmn:4");
    assert_says(c->problems.at[0].message, "leads to \"gone\"");
    assert_null(catalogue_find(c, KIND_SERVICE, "bad"));
    assert_non_null(catalogue_find(c, KIND_SERVICE, "good"));
    catalogue_close(c);
}

/* What stands between the tags of the only block of data. */
static json_t *data_block(struct arena *a, const char *page)
{
    static const char begins[] = "<script type=\"application/ld+json\">";
    const char *from = strstr(page, begins), *to;

    assert_non_null(from);
    assert_true(from < strstr(page, "</head>"));
    from += sizeof(begins) - 1;
    to = strstr(from, "</script>");
    assert_non_null(to);
    return json_loads(arena_strndup(a, from, (size_t)(to - from)), 0, NULL);
}

static void a_service_is_told_to_search_engines_in_the_head(void **state)
{
    struct library *l = library_of(*state, files);
    json_t *data =
        data_block(*state, library_get(l, "/patterns/service/bin", 200));
    const json_t *number =
        json_array_get(json_object_get(data, "identifier"), 0);

    assert_string_equal(json_string_value(json_object_get(data, "@type")),
                        "GovernmentService");
    assert_string_equal(json_string_value(json_object_get(data, "name")),
                        "Bin</script><script>x");
    assert_string_equal(json_string_value(json_object_get(data, "description")),
                        "Tell us & go.");
    assert_string_equal(json_string_value(json_object_get(number, "value")),
                        "524");
    assert_null(json_object_get(data, "areaServed"));
    assert_silent(library_get(l, "/patterns/component/radios", 200), "ld+json");
    json_decref(data);
}

/* An empty text is no value of schema.org. */
static void what_a_service_does_not_say_is_no_empty_property(void **state)
{
    static const struct given plain[] = {
        {"service/x/index.md", LIBRARY_ENTRY("X", "Y.", "proposed", "")}, {0}};
    json_t *data = data_block(*state, library_get(library_of(*state, plain),
                                                  "/patterns/service/x", 200));

    assert_non_null(json_object_get(data, "name"));
    assert_null(json_object_get(data, "category"));
    assert_null(json_object_get(data, "serviceType"));
    json_decref(data);
}

/* Whatever is in a text, the block ends where we end it. */
static void no_text_ends_a_block_of_data(void **state)
{
    static const char *const texts[] = {
        "</script>",    "<!--<script>",   "]]>",    "&lt;/script&gt;",
        "\xe2\x80\xa8", "\"}</SCRIPT x>", "\\u003c"};
    size_t i;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        const char *html =
            linked_data_html(*state, json_pack("{s:s}", "a", texts[i]));
        size_t n = strlen(html), open = strlen("<script type=\"application/"
                                               "ld+json\">");
        const char *body =
            arena_strndup(*state, html + open, n - open - strlen("</script>"));
        json_t *back = json_loads(body, 0, NULL);

        assert_null(strpbrk(body, "<>&"));
        assert_string_equal(json_string_value(json_object_get(back, "a")),
                            texts[i]);
        json_decref(back);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(the_page_tells_the_process_in_words_and_shows_it),
        with_arena(the_page_tells_the_journey_and_the_settings),
        with_arena(what_a_service_is_leads_to_others_like_it),
        with_arena(an_entry_without_them_has_no_such_part),
        with_arena(the_files_come_as_they_are),
        with_arena(the_drawing_is_a_document_that_runs_nothing),
        with_arena(programs_get_the_steps_and_texts_end_with_them),
        with_arena(a_process_that_cannot_be_read_is_refused_by_line),
        with_arena(a_service_is_told_to_search_engines_in_the_head),
        with_arena(what_a_service_does_not_say_is_no_empty_property),
        with_arena(no_text_ends_a_block_of_data),
    };

    return cmocka_run_group_tests_name("services", tests, NULL, NULL);
}
