/* What lint says of what an example asks for and does not get, and how much it
 * says at once. */
#include "base/buf.h"
#include "tests/unit/linted.h"

#define AT "more/index.html:6 [blocked] "

static void what_an_example_does_not_get_is_told_with_what_to_do(void **state)
{
    static const struct test_case cases[] = {
        {"more/index.html", EXAMPLE("<script>go()</script>\n"),
         AT "the <script> runs only for a reader who switches scripts on"},
        {"more/index.html",
         EXAMPLE("<SCRIPT src=\"https://example.com/a.js\"></SCRIPT>\n"),
         AT "the <script> of https://example.com/a.js runs only"},
        {"more/index.html", EXAMPLE("<p\n class='govuk-body' ONCLICK=go>A</p>"),
         AT "the ONCLICK of the <p> runs only for a reader"},
        {"more/index.html", EXAMPLE("<a href=\"javascript:go()\">Open it</a>"),
         AT "the address javascript:go() does nothing: make it a <button>"},
        {"more/index.html",
         EXAMPLE("<a href=\" JavaScript:go()\">Open it</a>\n"),
         AT "the address "},
        {"more/index.html", EXAMPLE("<p style=\"color:red\">A</p>\n"),
         AT "the style of the <p> has no effect here: use the classes"},
        {"more/index.html", EXAMPLE("<style>p{}</style>\n"),
         AT "the <style> has no effect here"},
        {"more/index.html",
         EXAMPLE("<link rel=stylesheet href=https://example.com/a.css>\n"),
         AT "the <link> of https://example.com/a.css has no effect"},
        {"more/index.html",
         EXAMPLE("<iframe src=\"//example.com/\" title=\"Map\"></iframe>\n"),
         AT "the <iframe> of //example.com/ stays empty"},
        {"more/index.html",
         EXAMPLE("<svg aria-hidden=\"true\">\n"
                 "<use href=\"https://example.com/a.svg#b\"/></svg>\n"),
         "more/index.html:7 [blocked] the <use> to https://example.com/a.svg"},
        {"more/index.html",
         EXAMPLE("<form method=\"post\" action=\"https://example.com/\">\n"
                 "</form>\n"),
         AT "the <form> to https://example.com/ is not sent from here"},
        {"more/index.html", EXAMPLE("<body><p>A</p></body>\n"),
         "more/index.html:6 [example] the <body> is there already"},
        {"more/index.html", EXAMPLE("<p id=“a”>A</p>\n"),
         "more/index.html:6 [example] the value of id stands in curly quotes"},
    };

    CHECK(state, cases);
}

static void what_only_looks_like_it_is_left_alone(void **state)
{
    static const struct test_case cases[] = {
        {"more/index.html", EXAMPLE("<!-- <script>go()</script> -->\n"), ""},
        {"more/index.html", EXAMPLE("<code>&lt;script&gt; onclick=a</code>\n"),
         ""},
        {"more/index.html", EXAMPLE("<p title=\"onclick=go\">A</p>\n"), ""},
        {"more/index.html", EXAMPLE("<p data-on=\"a\" on>A</p>\n"), ""},
        {"more/index.html",
         EXAMPLE("<form method=\"post\" action=\"/send\"></form>\n"), ""},
        {"more/index.html",
         EXAMPLE("<a href=\"https://example.com/\">The council</a>\n"), ""},
        {"more/index.html", EXAMPLE("<p title=\"“Go on”\">A</p>\n"), ""},
        {"more/index.html",
         EXAMPLE("<svg aria-hidden=\"true\"><use href=\"#go\"/></svg>\n"), ""},
    };

    CHECK(state, cases);
}

static void a_part_that_is_none_is_told_with_the_one_that_is_meant(void **state)
{
    static const struct test_case cases[] = {
        {"index.md",
         "---\ntitle: Tell us\ndescription: Ask for one thing.\n"
         "status: trial\nversion: \"1.0.0\"\n"
         "uses: [Buton]\n---\n" SECTIONS(USE, NOT_TO, HOW),
         "index.md:6 [uses] uses names \"Buton\", which is no entry here: "
         "write \"button\""},
        {"index.md",
         "---\ntitle: Tell us\ndescription: Ask for one thing.\n"
         "status: trial\nversion: \"1.0.0\"\n"
         "uses: [button, zebra]\n---\n" SECTIONS(USE, NOT_TO, HOW),
         "index.md:6 [uses] uses names \"zebra\", which is no entry here: "
         "correct it, or leave it out"},
    };

    CHECK(state, cases);
}

static void of_many_alike_the_rest_is_a_number(void **state)
{
    struct folder *f = *state;
    struct buf markup;
    struct lint_report r;
    size_t i, others = 0;
    int line = 0;

    buf_init(&markup, 100000);
    buf_adds(&markup, EXAMPLE(""));
    for (i = 0; i < 1000; i++)
        buf_adds(&markup, "<b onclick=go>A</b>\n");
    write_entry(f, "pattern/one",
                &(struct given){"default/index.html", markup.text});
    write_entry(f, "pattern/two",
                &(struct given){"index.md", HOW_IS("Utilise it.")});
    buf_release(&markup);
    lint(f, f->path, &r);

    for (i = 0; i < r.n; i++)
        if (r.at[i].rule != LINT_BLOCKED)
            others++;
        else if (strncmp(r.at[i].what, "and 900 more", 12) == 0)
            line = r.at[i].line;
    assert_int_equal(r.total, 1000 + others);
    assert_int_equal(r.n, LINT_ALIKE_MAX + 1 + others);
    assert_int_equal(line, 107);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(what_an_example_does_not_get_is_told_with_what_to_do),
        in_folder(what_only_looks_like_it_is_left_alone),
        in_folder(a_part_that_is_none_is_told_with_the_one_that_is_meant),
        in_folder(of_many_alike_the_rest_is_a_number),
    };

    return cmocka_run_group_tests_name("lint of examples", tests, NULL, NULL);
}
