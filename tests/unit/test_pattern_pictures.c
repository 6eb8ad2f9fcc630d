/* The pictures of an entry, as its pages and examples have them. */
#include "tests/unit/library.h"

#define EXAMPLE(html) "---\ntitle: Bins\nlang: en\n---\n" html "\n"
#define GIF           "GIF89a\1"
#define SVG           "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"

static const struct given files[] = {
    {"pattern/bins/index.md",
     LIBRARY_ENTRY("Bins", "Which bin.", "trial", "version: \"2.0.0\"\n")},
    {"pattern/bins/default/index.html",
     EXAMPLE("<img src=\"../pictures/bin.gif\" alt=\"A bin\">")},
    {"pattern/bins/none/index.html", EXAMPLE("<p>../pictures/bin</p>")},
    {"pattern/bins/pictures/bin.gif", GIF "new"},
    {"pattern/bins/pictures/box.svg", SVG},
    {"pattern/bins/changelog.yml", "- date: 2026-03-01\n  version: 2.0.0\n  "
                                   "description: New.\n- date: 2026-02-01\n  "
                                   "version: 1.0.0\n  description: First.\n"},
    {"pattern/bins/versions/1.0.0/index.md",
     LIBRARY_ENTRY("Bins", "Which bin.", "trial", "version: \"1.0.0\"\n")},
    {"pattern/bins/versions/1.0.0/default/index.html",
     EXAMPLE("<img src=\"../pictures/bin.gif\" alt=\"A bin\">")},
    {"pattern/bins/versions/1.0.0/pictures/bin.gif", GIF "old"},
    {0}};

#define BINS "/patterns/pattern/bins"

static void a_picture_is_served_as_what_it_is_and_runs_nothing(void **state)
{
    static const struct {
        const char *name, *value;
    } headers[] = {{"Content-Security-Policy",
                    "sandbox; default-src 'none'; style-src 'unsafe-inline'; "
                    "frame-ancestors 'self'"},
                   {"Cross-Origin-Resource-Policy", "cross-origin"}};
    struct library *l = library_of(*state, files);
    struct message m = message_get(BINS "/pictures/box.svg");
    struct answer answer;
    size_t i;

    router_answer(l->router, l->arena, &m, LIBRARY_NOW_MS, &answer);
    assert_int_equal(answer.status, 200);
    assert_string_equal(answer.type, "image/svg+xml");
    assert_string_equal(answer.body.text, SVG);
    for (i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
        assert_string_equal(answer_header(&answer, headers[i].name),
                            headers[i].value);
    answer_release(&answer);
    assert_string_equal(library_get(l, BINS "/pictures/bin.gif", 200),
                        GIF "new");
    (void)library_get(l, BINS "/pictures/other.gif", 404);
    (void)library_get(l, BINS "/pictures/", 404);
    (void)library_get(l, "/patterns/page/bins/pictures/bin.gif", 404);
}

static void an_older_version_shows_its_own_pictures(void **state)
{
    struct library *l = library_of(*state, files);

    assert_string_equal(
        library_get(l, BINS "/versions/1.0.0/pictures/bin.gif", 200),
        GIF "old");
    assert_true(strstr(library_get(l, BINS "/default/?at=1.0.0", 200),
                       "src=\"../versions/1.0.0/pictures/bin.gif\""));
    assert_true(strstr(library_get(l, BINS "/default/?at=2.0.0", 200),
                       "src=\"../pictures/bin.gif\""));
    assert_true(strstr(library_get(l, BINS "/default/", 200),
                       "src=\"../pictures/bin.gif\""));
    (void)library_get(l, BINS "/versions/1.0.0/pictures/box.svg", 404);
    (void)library_get(l, BINS "/versions/3.0.0/pictures/bin.gif", 404);
}

static void the_code_says_which_pictures_belong_to_it(void **state)
{
    static const char says[] = "It shows <a class=\"govuk-link\" href=\"";
    struct library *l = library_of(*state, files);
    const char *page = library_get(l, BINS, 200);
    const char *old = library_get(l, BINS "?at=1.0.0", 200);
    const char *first = strstr(page, says);

    assert_non_null(first);
    assert_true(text_starts(first + strlen(says),
                            BINS "/pictures/bin.gif\">bin.gif</a>."));
    assert_null(strstr(first + 1, says)); /* the other shows none */
    assert_true(strstr(old, BINS "/versions/1.0.0/pictures/bin.gif\""));
}

static void programs_are_told_of_pictures(void **state)
{
    struct library *l = library_of(*state, files);
    const json_t *json = library_json(l, BINS ".json");
    const json_t *all = json_object_get(json, "pictures");
    const json_t *gif = json_array_get(all, 0);

    assert_int_equal(json_array_size(all), 2);
    assert_string_equal(json_string_value(json_object_get(gif, "address")),
                        BINS "/pictures/bin.gif");
    assert_string_equal(json_string_value(json_object_get(gif, "type")),
                        "image/gif");
    assert_int_equal(json_integer_value(json_object_get(gif, "bytes")),
                     strlen(GIF "new"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(a_picture_is_served_as_what_it_is_and_runs_nothing),
        with_arena(an_older_version_shows_its_own_pictures),
        with_arena(the_code_says_which_pictures_belong_to_it),
        with_arena(programs_are_told_of_pictures),
    };

    return cmocka_run_group_tests_name("pattern pictures", tests, NULL, NULL);
}
