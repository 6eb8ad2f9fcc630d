#include "web/templates.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/text.h"
#include "tests/unit.h"
#include "web/site.h"

static enum err check(struct arena *a, const char *text, struct fault *fault)
{
    const struct template *t;

    assert_ok(template_parse(a, "page", text, strlen(text), &t, fault));
    return template_check_html(t, fault);
}

static void safe_places_are_let_through(void **state)
{
    static const char *const texts[] = {
        "{{a}}",
        "<p>{{a}} {{{b_html}}} {{&b_html}}</p>",
        "<a href=\"{{url}}\" title='{{a}}'>{{a}}</a>",
        "<a href=\"/a/{{id}}?b={{c}}\">",
        "<input {{#on}}checked{{/on}} value = \"{{a}}\">",
        "<p {{#a}}class=\"{{a}}\"{{/a}}>{{b}}",
        "<script src=\"{{assets.a_js}}\"></script>{{a}}",
        "<style></style><p>{{a}}</p>",
        "<!-- c -->{{a}}",
        "<br/>{{a}}<img alt=\"\">{{> p}}",
        "a < b {{a}}",
        "<p data-on=\"{{a}}\" class=\"style\">",
    };
    struct fault fault = {""};
    size_t i;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (check(*state, texts[i], &fault))
            fail_msg("%s\n%s", texts[i], fault.text);
    }
}

static void unsafe_places_are_not(void **state)
{
    static const struct {
        const char *text, *fault;
    } cases[] = {
        {"{{{a}}}", "page:1: \"a\" is not escaped and does not end in _html"},
        {"\n{{&a}}", "page:2: \"a\" is not escaped and does not end in _html"},
        {"<p title=\"{{{a_html}}}\">",
         "page:1: \"a_html\" is not escaped in an attribute"},
        {"<a href={{a}}>", "page:1: \"a\" is in an attribute without quotes"},
        {"<a href=b{{a}}>", "page:1: \"a\" is in an attribute without quotes"},
        {"<p onclick=\"{{a}}\">",
         "page:1: \"a\" is in an attribute that is code"},
        {"<p ONload='f({{a}})'>",
         "page:1: \"a\" is in an attribute that is code"},
        {"<p style=\"{{a}}\">",
         "page:1: \"a\" is in an attribute that is code"},
        {"<p {{a}}>", "page:1: \"a\" is in a tag, comment, script or style"},
        {"<p {{#a}}{{b}}{{/a}}>",
         "page:1: \"b\" is in a tag, comment, script or style"},
        {"<script>\nvar a = \"{{a}}\"</script>",
         "page:2: \"a\" is in a tag, comment, script or style"},
        {"<STYLE>{{a}}</STYLE>",
         "page:1: \"a\" is in a tag, comment, script or style"},
        {"<!-- {{a}} -->",
         "page:1: \"a\" is in a tag, comment, script or style"},
        {"<p title=\"{{> a}}\">", "page:1: \"a\" is a partial in a tag"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fault fault = {""};

        if (!check(*state, cases[i].text, &fault))
            fail_msg("%s is let through", cases[i].text);
        assert_string_equal(fault.text, cases[i].fault);
    }
}

static void our_own_templates_are_in_order(void **state)
{
    struct templates *ts = NULL;
    struct fault fault = {""};

    (void)state;
    if (templates_new(&ts, &fault))
        fail_msg("%s", fault.text);
    templates_free(ts);
}

static void a_template_that_is_not_there_is_named(void **state)
{
    struct rendering with = {.page = NULL};
    struct templates *ts = NULL;
    struct fault fault = {""};
    struct buf out;

    buf_init(&out, 100);
    assert_ok(templates_new(&ts, &fault));
    assert_err(ERR_NOT_FOUND,
               templates_render(ts, *state, "no/such", &with, &out, &fault));
    assert_string_equal(fault.text, "there is no template \"no/such\"");
    buf_release(&out);
    templates_free(ts);
}

/* The source tree itself, read anew: what --live does. */
static void live_templates_are_read_from_disk(void **state)
{
    json_t *model = json_pack("{s:i, s:s, s:s, s:[]}", "status", 404, "title",
                              "A", "sentence", "B", "problems");
    struct fault fault = {""};
    struct rendering with;
    struct site *site;
    struct buf built, live;

    buf_init(&built, 10000);
    buf_init(&live, 10000);
    assert_ok(site_new(json_pack("{s:s s:b}", "name", "Waymark", "docs", 1),
                       NULL, &site, &fault));
    with = (struct rendering){
        .models = {site->common, site_part(site, "/"), model}};
    assert_ok(templates_render(site->templates, *state, "lib/web/error", &with,
                               &built, &fault));
    embedded_live(".");
    assert_ok(templates_render(site->templates, *state, "lib/web/error", &with,
                               &live, &fault));
    embedded_live(NULL);

    assert_string_equal(live.text, built.text);
    buf_release(&built);
    buf_release(&live);
    site_free(site);
    json_decref(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(safe_places_are_let_through),
        with_arena(unsafe_places_are_not),
        with_arena(our_own_templates_are_in_order),
        with_arena(a_template_that_is_not_there_is_named),
        with_arena(live_templates_are_read_from_disk),
    };

    return cmocka_run_group_tests_name("template rules", tests, NULL, NULL);
}
