/* The library for programs: /v1/patterns. */
#include "tests/unit/library.h"

static const struct given council[] = {
    {"component/radios/index.md",
     LIBRARY_ENTRY("Radios", "One of a list.", "stable", "")},
    {"component/select/index.md",
     LIBRARY_ENTRY("Select", "One of many.", "deprecated", "")},
    {"pattern/address-lookup/index.md",
     LIBRARY_ENTRY("Address lookup", "By postcode.", "trial",
                   "version: \"1.1.0\"\nuses: [radios]\ntier: [unitary]\n")},
    {"pattern/address-lookup/accessibility.yml", "notes:\n  - Say it aloud.\n"},
    {"pattern/address-lookup/issues.yml",
     "- title: Slow\n  description: It is slow.\n"},
    {"pattern/address-lookup/changelog.yml",
     "- date: 2026-01-01\n  version: \"1.1.0\"\n  description: More.\n"},
    {"pattern/address-lookup/versions/1.0.0/index.md",
     LIBRARY_ENTRY("Address lookup", "By postcode.", "trial",
                   "version: \"1.0.0\"\n")},
    {"pattern/address-lookup/versions/1.0.0/default/index.html",
     "---\ntitle: Default\n---\n<p>old</p>\n"},
    {"service/missed-bin/index.md",
     LIBRARY_ENTRY("Missed bin", "Tell us.", "trial",
                   "verb: report\nuses: [address-lookup]\n")},
    {"service/missed-bin/settings.yml",
     "- name: days\n  title: Days\n  default: \"2\"\n  description: How "
     "long.\n"},
    {0}};

static const json_t *at(const json_t *json, const char *key, size_t i)
{
    return json_array_get(json_object_get(json, key), i);
}

static const char *text(const json_t *json, const char *key)
{
    const char *value = json_string_value(json_object_get(json, key));

    return value ? value : "(none)";
}

static json_int_t number(const json_t *json, const char *key)
{
    return json_integer_value(json_object_get(json, key));
}

static void a_list_comes_in_pages_that_link_to_one_another(void **state)
{
    struct library *l = library_of(*state, council);
    json_t *one = library_json(l, "/v1/patterns?limit=3");
    json_t *two = library_json(l, "/v1/patterns?limit=3&page=2");

    assert_int_equal(number(one, "total"), 4);
    assert_int_equal(number(one, "pages"), 2);
    assert_int_equal(json_array_size(json_object_get(one, "patterns")), 3);
    assert_int_equal(json_array_size(json_object_get(two, "patterns")), 1);
    assert_string_equal(library_header(l, "/v1/patterns?limit=3", "Link"),
                        "</v1/patterns?limit=3&page=1>; rel=\"first\", "
                        "</v1/patterns?limit=3&page=2>; rel=\"next\", "
                        "</v1/patterns?limit=3&page=2>; rel=\"last\"");
    assert_string_equal(
        library_header(l, "/v1/patterns?limit=1&page=2&kind=component", "Link"),
        "</v1/patterns?kind=component&limit=1&page=1>; rel=\"first\", "
        "</v1/patterns?kind=component&limit=1&page=1>; rel=\"prev\", "
        "</v1/patterns?kind=component&limit=1&page=2>; rel=\"last\"");
    (void)library_get(l, "/v1/patterns?limit=3&page=3", 404);
}

static void filters_and_a_search_combine(void **state)
{
    struct library *l = library_of(*state, council);
    json_t *trial = library_json(l, "/v1/patterns?status=trial&madeOf=radios");
    json_t *found = library_json(l, "/v1/patterns?q=one&status=stable");
    const char *link =
        library_header(l, "/v1/patterns?q=one%20%26&limit=1", "Link");

    assert_int_equal(number(trial, "total"), 1);
    assert_string_equal(text(at(trial, "patterns", 0), "slug"),
                        "address-lookup");
    assert_int_equal(number(found, "total"), 1);
    assert_string_equal(text(at(found, "patterns", 0), "slug"), "radios");
    assert_int_equal(number(library_json(l, "/v1/patterns?q=one"), "total"), 2);
    assert_says(link, "/v1/patterns?q=one%20%26&limit=1&page=2>; rel=\"next\"");
}

static void pages_of_other_sites_may_read_it_and_its_errors(void **state)
{
    static const char *const targets[] = {
        "/v1/patterns", "/v1/patterns?limit=0", "/v1/patterns?status=gold",
        "/v1/patterns?page=x", "/v1/patterns/component/gone"};
    struct library *l = library_of(*state, council);
    size_t i;

    for (i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
        assert_string_equal(
            library_header(l, targets[i], "Access-Control-Allow-Origin"), "*");
        assert_string_equal(
            library_header(l, targets[i], "Cross-Origin-Resource-Policy"),
            "cross-origin");
        assert_string_equal(
            library_header(l, targets[i], "Access-Control-Expose-Headers"),
            "ETag, Link");
    }
    assert_says(library_get(l, "/v1/patterns?limit=0", 400),
                "{\"place\":\"limit\",\"message\":\"must be a whole number "
                "from 1 to 200\"}");
    assert_says(library_get(l, "/v1/patterns?limit=201", 400),
                "must be a whole number from 1 to 200");
    assert_says(library_get(l, "/v1/patterns?page=0", 400),
                "must be a whole number from 1 to 10000");
    assert_says(library_get(l, "/v1/patterns?status=gold", 400),
                "\"place\":\"status\"");
    assert_string_equal(
        library_header(l, "/patterns.json", "Access-Control-Allow-Origin"), "");
}

static void a_browser_may_ask_before_it_asks(void **state)
{
    struct library *l = library_of(*state, council);
    struct message m = message_get("/v1/patterns/component/radios");
    struct answer answer;

    m.method = "OPTIONS";
    router_answer(l->router, l->arena, &m, LIBRARY_NOW_MS, &answer);
    assert_int_equal(answer.status, 204);
    assert_string_equal(answer_header(&answer, "Access-Control-Allow-Methods"),
                        "GET");
    assert_string_equal(answer_header(&answer, "Access-Control-Allow-Headers"),
                        "If-None-Match");
    assert_string_equal(answer_header(&answer, "Access-Control-Allow-Origin"),
                        "*");
    answer_release(&answer);

    m.target = "/patterns/component/radios";
    router_answer(l->router, l->arena, &m, LIBRARY_NOW_MS, &answer);
    assert_int_equal(answer.status, 405);
    assert_null(answer_header(&answer, "Access-Control-Allow-Origin"));
    assert_string_equal(answer_header(&answer, "Allow"), "GET, HEAD");
    answer_release(&answer);
}

static void
what_is_not_there_is_told_to_programs_of_any_site_in_json(void **state)
{
    static const char *const methods[] = {"GET",    "HEAD",    "POST", "PUT",
                                          "DELETE", "OPTIONS", "BREW"};
    static const char *const targets[] = {"/v1",
                                          "/v1/",
                                          "/v1?a=b",
                                          "/v1/nothing",
                                          "/v1/patterns.csv",
                                          "/v1/nothing/at/all.html",
                                          "/v1/%zz"};
    struct library *l = library_of(*state, council);
    struct answer answer;
    json_error_t error;
    size_t i, k;

    for (i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
        for (k = 0; k < sizeof(targets) / sizeof(targets[0]); k++) {
            struct message m = message_get(targets[k]);
            json_t *told;

            m.method = methods[i];
            router_answer(l->router, l->arena, &m, LIBRARY_NOW_MS, &answer);
            told = json_loads(answer.body.text, 0, &error);
            if (!told)
                fail_msg("%s %s: %s", m.method, m.target, answer.body.text);
            assert_in_range(answer.status, 400, 405);
            assert_int_equal(number(told, "status"), answer.status);
            assert_string_equal(answer.type, "application/json; charset=utf-8");
            assert_string_equal(
                answer_header(&answer, "Access-Control-Allow-Origin"), "*");
            json_decref(told);
            answer_release(&answer);
        }
    assert_says(library_get(l, "/v1x", 404), "<!DOCTYPE html>");
    assert_string_equal(
        library_header(l, "/v1x", "Access-Control-Allow-Origin"), "");
}

/* The same at both addresses. */
static void an_older_version_is_told_as_its_page_shows_it(void **state)
{
    static const char *const unknown[] = {
        "/v1/patterns/pattern/address-lookup?at=9.0",
        "/patterns/pattern/address-lookup?at=9.0",
        "/patterns/pattern/address-lookup.json?at=9.0",
        "/patterns/pattern/address-lookup/default/?at=9.0"};
    struct library *l = library_of(*state, council);
    json_t *old =
        library_json(l, "/v1/patterns/pattern/address-lookup?at=1.0.0");
    size_t i;

    assert_string_equal(text(old, "version"), "1.0.0");
    assert_true(json_equal(
        old,
        library_json(l, "/patterns/pattern/address-lookup.json?at=1.0.0")));
    assert_true(json_equal(
        library_json(l, "/v1/patterns/pattern/address-lookup?at=1.1.0"),
        library_json(l, "/v1/patterns/pattern/address-lookup")));
    for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
        const char *told = library_get(l, unknown[i], 404);

        assert_says(told, "There is no version 9.0");
        assert_says(told, "Of Address lookup these versions can be read: "
                          "1.1.0, 1.0.0.");
    }
    assert_says(library_get(l, "/v1/patterns/service/missed-bin?at=1", 404),
                "Missed bin has no versions: leave out");
    (void)library_get(l, "/v1/patterns/service/nothing?at=1", 404);
}

/* A program is told, too, that it sees what was meant and not what it sent. */
static void a_mended_question_is_told(void **state)
{
    struct library *l = library_of(*state, council);
    json_t *p = library_json(l, "/v1/patterns?q=adress");

    assert_string_equal(text(p, "didYouMean"), "address");
    assert_true(json_is_true(json_object_get(p, "showingThose")));
    p = library_json(l, "/v1/patterns?q=address");
    assert_null(json_object_get(p, "didYouMean"));
    assert_true(json_is_false(json_object_get(p, "showingThose")));
}

/* As on the page of the search: what is too long is not looked for, and said.
 */
static void a_long_question_is_answered_as_far_as_it_is_read(void **state)
{
    enum { CHARACTERS = 200 };
    struct library *l = library_of(*state, council);
    char rest[5 * CHARACTERS];
    json_t *p, *whole;

    memset(rest, 'x', sizeof(rest) - 1);
    rest[sizeof(rest) - 1] = '\0';
    whole =
        library_json(l, arena_printf(l->arena, "/v1/patterns?q=address+%.*s",
                                     CHARACTERS - 8, rest));
    p = library_json(l,
                     arena_printf(l->arena, "/v1/patterns?q=address+%s", rest));

    assert_true(json_is_false(json_object_get(whole, "firstCharactersOnly")));
    assert_true(json_is_true(json_object_get(p, "firstCharactersOnly")));
    assert_true(json_is_false(json_object_get(p, "firstWordsOnly")));
    assert_true(json_equal(json_object_get(p, "patterns"),
                           json_object_get(whole, "patterns")));
    p = library_json(l, "/v1/patterns?q=a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s");
    assert_true(json_is_true(json_object_get(p, "firstWordsOnly")));
}

/* The same at both addresses, and all of it. */
static void an_entry_is_told_whole(void **state)
{
    struct library *l = library_of(*state, council);
    json_t *p = library_json(l, "/v1/patterns/pattern/address-lookup");
    json_t *service = library_json(l, "/v1/patterns/service/missed-bin");

    assert_true(json_equal(
        p, library_json(l, "/patterns/pattern/address-lookup.json")));
    assert_string_equal(text(at(p, "uses", 0), "slug"), "radios");
    assert_string_equal(text(at(p, "uses", 0), "status"), "stable");
    assert_string_equal(text(at(p, "usedIn", 0), "address"),
                        "/patterns/service/missed-bin");
    assert_string_equal(text(at(p, "usedIn", 0), "status"), "trial");
    assert_string_equal(json_string_value(at(p, "notes", 0)), "Say it aloud.");
    assert_string_equal(text(at(p, "issues", 0), "description"), "It is slow.");
    assert_string_equal(text(at(p, "versions", 0), "version"), "1.1.0");
    assert_string_equal(text(at(p, "versions", 1), "address"),
                        "/patterns/pattern/address-lookup?at=1.0.0");
    assert_string_equal(json_string_value(at(p, "tier", 0)), "unitary");
    assert_string_equal(text(p, "updated"), "2026-01-01");
    assert_string_equal(text(at(p, "examples", 0), "html"), "<p>x</p>\n");
    assert_string_equal(text(at(service, "settings", 0), "default"), "2");
}

static void an_entry_is_there_as_written_and_as_words(void **state)
{
    struct library *l = library_of(*state, council);
    const char *path = "/patterns/pattern/address-lookup";
    const char *txt = library_get(l, arena_printf(*state, "%s.txt", path), 200);

    assert_says(library_get(l, arena_printf(*state, "%s.md", path), 200),
                "---\ntitle: Address lookup\n");
    assert_says(txt, "Address lookup\n\nBy postcode.\n\n");
    assert_says(txt, "Status: trial\n");
    assert_says(txt, "Made of: Radios\n");
    assert_says(txt, "\n\nWhen to use\n\nA.\n\nWhen not to use\n\nB.");
    assert_silent(txt, "---");
    assert_silent(txt, "##");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(a_list_comes_in_pages_that_link_to_one_another),
        with_arena(filters_and_a_search_combine),
        with_arena(pages_of_other_sites_may_read_it_and_its_errors),
        with_arena(a_browser_may_ask_before_it_asks),
        with_arena(what_is_not_there_is_told_to_programs_of_any_site_in_json),
        with_arena(an_older_version_is_told_as_its_page_shows_it),
        with_arena(a_mended_question_is_told),
        with_arena(a_long_question_is_answered_as_far_as_it_is_read),
        with_arena(an_entry_is_told_whole),
        with_arena(an_entry_is_there_as_written_and_as_words),
    };

    return cmocka_run_group_tests_name("pattern api", tests, NULL, NULL);
}
