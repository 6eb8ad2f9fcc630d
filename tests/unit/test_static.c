/* A site as files: addresses, and links between them. */
#include "server/static_links.h"
#include "server/static_rewrite.h"

#include <string.h>

#include "tests/unit.h"

static void every_address_is_one_file(void **state)
{
    static const char *const cases[][2] = {
        {"/", "index.html"},
        {"/patterns/", "patterns/index.html"},
        {"/patterns/component/radios", "patterns/component/radios/index.html"},
        {"/patterns/component/radios#code",
         "patterns/component/radios/index.html"},
        {"/patterns/component/radios.json", "patterns/component/radios.json"},
        {"/patterns/component/radios?at=1.0.0",
         "patterns/component/radios/at-1.0.0/index.html"},
        {"/patterns/?theme=ask-users-for",
         "patterns/theme-ask-users-for/index.html"},
        {"/patterns/pattern/name/default.cy/",
         "patterns/pattern/name/default.cy/index.html"},
        {"/assets/waymark.css?v=2a29", "assets/waymark.css"},
        {"/patterns/?kind=page&theme=x", NULL}, /* two at once */
        {"/patterns/?theme=", NULL},
        {"/patterns/?theme=../../x", NULL},
        {"/patterns.json?theme=x", NULL},
        {"/patterns/../../etc/passwd", NULL},
        {"/a%2fb", NULL},
        {"//example.org/", NULL},
        {"https://example.org/", NULL},
        {"radios", NULL},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *file = static_file(*state, cases[i][0]);

        if (!cases[i][1])
            assert_null(file);
        else
            assert_string_equal(file, cases[i][1]);
    }
}

static void a_link_leads_from_file_to_file(void **state)
{
    static const char *const cases[][3] = {
        {"index.html", "patterns/index.html", "patterns/index.html"},
        {"patterns/index.html", "index.html", "../index.html"},
        {"patterns/a/b/index.html", "patterns/a/c/index.html",
         "../c/index.html"},
        {"patterns/a/index.html", "patterns/ab/index.html", "../ab/index.html"},
        {"docs/x/index.html", "assets/w.css", "../../assets/w.css"},
        {"a/index.html", "a/index.html", "index.html"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(static_relative(*state, cases[i][0], cases[i][1]),
                            cases[i][2]);
}

/* Only what is below /patterns and /assets will be there. */
static const char *file_of(void *self, const char *address, size_t n,
                           bool needed)
{
    const char *file = static_file(self, arena_strndup(self, address, n));

    (void)needed;
    if (!file || (strncmp(file, "patterns/", 9) != 0 &&
                  strncmp(file, "assets/", 7) != 0))
        return NULL;
    return file;
}

static void assert_rewritten(struct arena *a, const char *html,
                             const char *wanted, bool is_example)
{
    const struct static_page page = {.address = "/patterns/page/y",
                                     .file = "patterns/page/y/index.html",
                                     .html = html,
                                     .n = strlen(html),
                                     .in_head = "<meta>",
                                     .is_example = is_example};
    const struct static_links links = {file_of, a};
    struct buf out;

    buf_init(&out, 1000);
    static_rewrite(a, &page, &links, &out);
    assert_string_equal(out.text, wanted);
    buf_release(&out);
}

static void only_links_of_a_page_are_changed(void **state)
{
    static const char *const cases[][2] = {
        {"<a href=\"/patterns/page/x\">x</a>",
         "<a href=\"../x/index.html\">x</a>"},
        {"<a class=b href='/patterns/page/x#top' id=c>x</a>",
         "<a class=b href=\"../x/index.html#top\" id=c>x</a>"},
        {"<a href=\"/patterns/page/x#a&amp;b\">x</a>",
         "<a href=\"../x/index.html#a&amp;b\">x</a>"},
        {"<a href=/patterns/>x</a>", "<a href=\"../../index.html\">x</a>"},
        {"<a href=\"#top\">x</a>", "<a href=\"#top\">x</a>"},
        {"<a href=\"https://www.gov.uk/\">x</a>",
         "<a href=\"https://www.gov.uk/\">x</a>"},
        {"<a href=\"mailto:a@example.org\">x</a>",
         "<a href=\"mailto:a@example.org\">x</a>"},
        {"<a href=\"z\">x</a>", "<a href=\"../z/index.html\">x</a>"},
        {"<a href=\"../component/z?at=1.0.0\">x</a>",
         "<a href=\"../../component/z/at-1.0.0/index.html\">x</a>"},
        {"<a href=\"?at=1.0.0\">x</a>",
         "<a href=\"at-1.0.0/index.html\">x</a>"},
        {"<a href=\"?at=1.0.0+b\">x</a>",
         "<a href=\"at-1.0.0+b/index.html\">x</a>"},
        {"<a class=\"y\" href=\"/dashboard/\">x</a>", "<a class=\"y\">x</a>"},
        {"<a href=\"/patterns/?a=b&amp;c=d\">x</a>", "<a>x</a>"},
        {"<img alt=\"a > b\" src=\"/assets/p.png?v=1\"/>",
         "<img alt=\"a > b\" src=\"../../../assets/p.png\"/>"},
        {"<div data-index=\"/patterns/search-index.js\" "
         "data-find=\"/assets/find.js?v=1\">",
         "<div data-index=\"../../search-index.js\" "
         "data-find=\"../../../assets/find.js\">"},
        {"<p>&lt;a href=\"/patterns/\"&gt; and 1 < 2</p>",
         "<p>&lt;a href=\"/patterns/\"&gt; and 1 < 2</p>"},
        {"<!-- <a href=\"/patterns/\"> -->",
         "<!-- <a href=\"/patterns/\"> -->"},
        {"<script>'<a href=\"/patterns/\">'</script><a href='/patterns/'>",
         "<script>'<a href=\"/patterns/\">'</script>"
         "<a href=\"../../index.html\">"},
        {"<script type=\"application/ld+json\">{\"name\": \"/patterns/\", "
         "\"url\": \"/patterns/page/x\"}</script><p>",
         "<script type=\"application/ld+json\">{\"name\": \"/patterns/\", "
         "\"url\": \"../x/index.html\"}</script><p>"},
        {"<script type=\"application/ld+json\">{\"url\": \"/patterns",
         "<script type=\"application/ld+json\">{\"url\": \"/patterns"},
        {"<textarea><a href=\"/patterns/\"></textarea>",
         "<textarea><a href=\"/patterns/\"></textarea>"},
        {"<head><title>T</title>", "<head><meta><title>T</title>"},
        {"<a href=\"/patterns/", "<a href=\"../../index.html\""},
        {"<", "<"},
        {"<a", "<a"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_rewritten(*state, cases[i][0], cases[i][1], false);
}

static void a_link_of_an_example_stays_a_link(void **state)
{
    static const char *const cases[][2] = {
        {"<a href=\"/next\" rel=next>x</a>", "<a href=\"#\" rel=next>x</a>"},
        {"<a HREF='search?a=b&amp;c=d'>x</a>", "<a HREF=\"#\">x</a>"},
        {"<a href=\"/patterns/page/x?page=2\">x</a>", "<a href=\"#\">x</a>"},
        {"<a href=\"?lang=cy\">x</a>", "<a href=\"#\">x</a>"},
        {"<a href=\"/patterns/page/x?at=1.0.0\">x</a>",
         "<a href=\"../x/at-1.0.0/index.html\">x</a>"},
        {"<link href=\"/assets/e.css?v=1\">",
         "<link href=\"../../../assets/e.css\">"},
        {"<a href=\"/patterns/page/x\">x</a>",
         "<a href=\"../x/index.html\">x</a>"},
        {"<img src=\"/p.png\" alt=\"x\">", "<img alt=\"x\">"},
        {"<form action=\"/next\">", "<form>"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_rewritten(*state, cases[i][0], cases[i][1], true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(every_address_is_one_file),
        with_arena(a_link_leads_from_file_to_file),
        with_arena(only_links_of_a_page_are_changed),
        with_arena(a_link_of_an_example_stays_a_link),
    };

    return cmocka_run_group_tests_name("static", tests, NULL, NULL);
}
