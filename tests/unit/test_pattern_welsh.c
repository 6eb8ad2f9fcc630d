/* An English page says which of its words are Welsh, so that a screen reader
 * reads them so (WCAG 2.2, 3.1.2); they are names all the same. */
#include "tests/unit/library.h"

static const struct given given[] = {
    {"service/bus-pass/index.md",
     LIBRARY_ENTRY("Bus pass", "Travel free.", "trial",
                   "aliases: [free travel]\n"
                   "aliasesCy: [pàs bws, tocyn teithio]\n")},
    {"service/bus-pass/default/index.html",
     "---\ntitle: Form\n---\n<p class=\"govuk-body\">Name</p>\n"},
    {"service/bus-pass/default.cy/index.html",
     "---\ntitle: Ffurflen gais\nlang: cy\n---\n"
     "<p class=\"govuk-body\">Eich enw llawn</p>\n"},
    {"service/older/index.md",
     LIBRARY_ENTRY("Older", "Kept as it was.", "trial",
                   "aliases: [old one, rhywbeth]\n")},
    {0}};

static void welsh_names_are_marked_as_welsh(void **state)
{
    struct library *l = library_of(*state, given);
    const char *page = library_get(l, "/patterns/service/bus-pass", 200),
               *older = library_get(l, "/patterns/service/older", 200);

    assert_says(page, "<dt>Also known as</dt><dd><bdi>free travel</bdi>");
    assert_says(page, "<dt>In Welsh</dt><dd><bdi lang=\"cy\">pàs bws, tocyn "
                      "teithio</bdi>");
    assert_says(older, "<dd><bdi>old one, rhywbeth</bdi>");
    assert_silent(older, "In Welsh");
}

/* "Open alone" of a Welsh example is English. */
static void only_the_title_of_a_welsh_example_is_welsh(void **state)
{
    const char *page = library_get(library_of(*state, given),
                                   "/patterns/service/bus-pass?lang=cy", 200);

    assert_says(page, "Open alone<span class=\"govuk-visually-hidden\">: "
                      "<bdi lang=\"cy\">Ffurflen gais</bdi></span>");
    assert_says(page, "id=\"code-default\"><bdi lang=\"cy\">Ffurflen gais</bdi>"
                      " <a");
    assert_silent(page, "<bdi>Ffurflen");
}

static void welsh_names_are_in_every_form_of_an_entry(void **state)
{
    static const char *const lists[] = {"/v1/patterns?kind=service",
                                        "/patterns/service/bus-pass.json"};
    struct library *l = library_of(*state, given);
    const json_t *list = json_object_get(library_json(l, lists[0]), "patterns"),
                 *forms[] = {json_array_get(list, 0),
                             library_json(l, lists[1])};
    size_t i;

    for (i = 0; i < 2; i++) {
        const json_t *names = json_object_get(forms[i], "aliasesCy");

        assert_int_equal(json_array_size(names), 2);
        assert_string_equal(json_string_value(json_array_get(names, 0)),
                            "pàs bws");
        assert_int_equal(json_array_size(json_object_get(forms[i], "aliases")),
                         1);
    }
    assert_says(library_get(l, "/patterns/service/bus-pass.txt", 200),
                "In Welsh: pàs bws, tocyn teithio\n");
    assert_says(library_get(l, "/patterns/service/bus-pass.md", 200),
                "aliasesCy: [pàs bws, tocyn teithio]\n");
}

static void an_entry_is_found_by_its_welsh_names(void **state)
{
    struct library *l = library_of(*state, given);

    assert_says(library_get(l, "/patterns/search?q=tocyn", 200),
                "Also known as: <bdi><span lang=\"cy\"><mark "
                "class=\"wm-mark-word\">tocyn</mark></span>"
                "<span lang=\"cy\"> teithio</span></bdi>");
    assert_says(library_get(l, "/patterns/search?q=gais", 200),
                "<span lang=\"cy\">Ffurflen </span>");
    assert_says(library_get(l, "/patterns/search?q=llawn", 200),
                "Examples: <bdi><span lang=\"cy\">");
    assert_says(library_get(l, "/patterns/search?q=free+travel", 200),
                "<bdi><mark class=\"wm-mark-word\">free</mark>");
    assert_says(library_get(l, "/patterns/search?q=rhywbeth", 200),
                "href=\"/patterns/service/older\"");
}

/* Guidance on imported components has names in both, too. */
static void a_built_in_component_keeps_its_welsh_names(void **state)
{
    struct catalogue *c = catalogue_open(NULL);
    size_t i;

    (void)state;
    for (i = 0; i < c->n && strcmp(c->at[i].slug, "language-navigation"); i++)
        ;
    assert_true(i < c->n);
    assert_int_equal(c->at[i].aliases_cy.n, 1);
    assert_string_equal(c->at[i].aliases_cy.at[0], "Cymraeg");
    catalogue_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(welsh_names_are_marked_as_welsh),
        with_arena(only_the_title_of_a_welsh_example_is_welsh),
        with_arena(welsh_names_are_in_every_form_of_an_entry),
        with_arena(an_entry_is_found_by_its_welsh_names),
        with_arena(a_built_in_component_keeps_its_welsh_names),
    };

    return cmocka_run_group_tests_name("Welsh in English pages", tests, NULL,
                                       NULL);
}
