/* The views of other libraries, held against what their own engines make of
 * them (tests/cases/views.json). */
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "patterns/views.h"
#include "tests/unit.h"

#define ROUND "{{> round}}"

static struct {
    struct arena *arena;
    json_t *cases;
    struct views views;
} it;

static void add_partial(const char *file, const char *text)
{
    struct view *v = arena_alloc(it.arena, sizeof(*v));

    *v = (struct view){file, text};
    views_add(&it.views, arena_strndup(it.arena, file, strcspn(file, ".")), v);
}

static int set_up(void **state)
{
    const char *file;
    json_t *text;

    (void)state;
    it.arena = arena_new();
    it.cases = json_load_file("tests/cases/views.json", 0, NULL);
    assert_non_null(it.cases);
    views_init(&it.views, it.arena);
    json_object_foreach(json_object_get(it.cases, "partials"), file, text)
        add_partial(file, json_string_value(text));
    add_partial("round.hbs", ROUND);
    add_partial("setter.njk", "{% set q = 1 %}{{ k }}");
    return 0;
}

static int take_down(void **state)
{
    (void)state;
    views_release(&it.views);
    json_decref(it.cases);
    arena_free(it.arena);
    return 0;
}

static enum err render(const char *file, const char *text,
                       const char **ret_html, const char **ret_reason)
{
    const struct view v = {file, text};

    return view_render(&it.views, &v, json_object_get(it.cases, "data"),
                       ret_html, ret_reason);
}

static const char *text_at(const json_t *list, size_t i)
{
    return json_string_value(json_array_get(list, i));
}

static void says_the_same(const char *language, const char *file)
{
    const json_t *list = json_object_get(it.cases, language), *one;
    size_t i;

    assert_true(json_array_size(list) > 15);
    json_array_foreach(list, i, one)
    {
        const char *html = NULL, *reason = NULL;

        if (render(file, text_at(one, 0), &html, &reason))
            fail_msg("%s: %s", text_at(one, 0), reason);
        if (strcmp(html, text_at(one, 1)) != 0)
            fail_msg("%s: %s instead of %s", text_at(one, 0), html,
                     text_at(one, 1));
    }
}

static void handlebars_shows_what_handlebars_shows(void **state)
{
    (void)state;
    says_the_same("handlebars", "x.hbs");
}

/* The last of them are Pattern Lab's own: its manual says what they mean. */
static void mustache_shows_what_mustache_shows(void **state)
{
    (void)state;
    says_the_same("mustache", "x.mustache");
}

static void nunjucks_shows_what_nunjucks_shows(void **state)
{
    (void)state;
    says_the_same("nunjucks", "x.njk");
}

static void twig_shows_what_twig_shows(void **state)
{
    (void)state;
    says_the_same("twig", "x.twig");
}

static void what_needs_a_script_is_refused_by_line(void **state)
{
    const json_t *list = json_object_get(it.cases, "refused"), *one;
    size_t i;

    (void)state;
    json_array_foreach(list, i, one)
    {
        const char *html = NULL, *reason = NULL;

        if (!render(text_at(one, 0), text_at(one, 1), &html, &reason))
            fail_msg("%s: %s", text_at(one, 1), html);
        if (strncmp(reason, text_at(one, 2), strlen(text_at(one, 2))) != 0)
            fail_msg("%s: %s", text_at(one, 1), reason);
    }
}

/* A beginning, many times the same, and an end. */
static void is_refused(const char *begin, const char *often, size_t times,
                       const char *end, const char *why)
{
    const char *html = NULL, *reason = NULL;
    struct buf b;

    buf_init(&b, 4 * 1024 * 1024);
    for (buf_adds(&b, begin); times > 0; times--)
        buf_adds(&b, often);
    buf_adds(&b, end);
    assert_int_equal(buf_finish(&b), OK);
    assert_int_equal(render("x.njk", b.text, &html, &reason), ERR_INVALID);
    assert_string_equal(reason, why);
    buf_release(&b);
}

static void what_grows_without_end_is_refused(void **state)
{
    (void)state;
    is_refused("{% set x = 'aaaaaaaaaa' %}", "{% set x = x ~ x %}", 40,
               "{{ x|length }}", "it is too long");
    is_refused("{% set x = [] %}", "{% set x = [x, x] %}", 40, "{{ x }}",
               "line 1: {{ x }} cannot be run here");
    is_refused("{% set x = 1 %}", "{% set x = [x] %}", 70000, "{{ x }}",
               "line 1: {{ x }} cannot be run here");
    is_refused("{% set x = 1 %}", "{% set x = [x, x] %}", 20,
               "{% for i in x %}{% for j in x %}{% for k in i %}{{ x in j }}"
               "{% endfor %}{% endfor %}{% endfor %}{{ x|join }}",
               "line 1: x|join cannot be run here");
    is_refused("{% set x = '", "abcdefgh", 100 * 1000,
               "' %}{% for i in people %}{% for j in people %}"
               "{% for k in [1,2,3,4,5,6,7,8,9] %}{% for l in "
               "[1,2,3,4,5,6,7,8,9] %}{% if x|trim %}{% endif %}{% endfor %}"
               "{% endfor %}{% endfor %}{% endfor %}",
               "it is too long");
}

static void what_a_partial_sets_is_its_own(void **state)
{
    const char *html, *reason;

    (void)state;
    assert_int_equal(render("x.mustache",
                            "{{> setter(x: obj}.x or {) }}"
                            "{{#obj}}{{#q}}changed{{/q}}{{/obj}}",
                            &html, &reason),
                     OK);
    assert_string_equal(html, "v");
}

static void twig_takes_an_empty_list_for_nothing(void **state)
{
    const char *html, *reason;

    (void)state;
    assert_int_equal(render("x.twig", "{% if none %}a{% else %}b{% endif %}",
                            &html, &reason),
                     OK);
    assert_string_equal(html, "b");
    assert_int_equal(render("x.twig",
                            "{% include 'ncard' with {name: 'Zed'} only %}",
                            &html, &reason),
                     OK);
    assert_string_equal(html, "<Zed>");
}

static void values_are_escaped_where_the_library_escapes(void **state)
{
    const char *html, *reason;

    (void)state;
    assert_int_equal(render("x.twig", "{{ html }}", &html, &reason), OK);
    assert_string_equal(html, "<b>x</b>");
    it.views.twig_escapes = true;
    assert_int_equal(
        render("x.twig", "{{ html }}{{ html|raw }}", &html, &reason), OK);
    assert_string_equal(html, "&lt;b&gt;x&lt;/b&gt;<b>x</b>");
    it.views.twig_escapes = false;
}

/* Whatever a view is cut off at, it is run or refused, and nothing else. */
static void a_torn_view_breaks_nothing(void **state)
{
    static const char *const languages[][2] = {{"handlebars", "x.hbs"},
                                               {"mustache", "x.mustache"},
                                               {"nunjucks", "x.njk"}};
    size_t l, i, n;

    (void)state;
    for (l = 0; l < 3; l++) {
        const json_t *one;

        json_array_foreach(json_object_get(it.cases, languages[l][0]), i, one)
        {
            const char *text = text_at(one, 0), *html, *reason = NULL;

            for (n = 0; n < strlen(text); n++)
                if (render(languages[l][1], arena_strndup(it.arena, text, n),
                           &html, &reason))
                    assert_non_null(reason);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(handlebars_shows_what_handlebars_shows),
        cmocka_unit_test(mustache_shows_what_mustache_shows),
        cmocka_unit_test(nunjucks_shows_what_nunjucks_shows),
        cmocka_unit_test(twig_shows_what_twig_shows),
        cmocka_unit_test(what_needs_a_script_is_refused_by_line),
        cmocka_unit_test(what_grows_without_end_is_refused),
        cmocka_unit_test(what_a_partial_sets_is_its_own),
        cmocka_unit_test(twig_takes_an_empty_list_for_nothing),
        cmocka_unit_test(values_are_escaped_where_the_library_escapes),
        cmocka_unit_test(a_torn_view_breaks_nothing),
    };

    return cmocka_run_group_tests(tests, set_up, take_down);
}
