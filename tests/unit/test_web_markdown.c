#include "web/markdown.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "tests/unit.h"

enum { NOISE_US = 5000 };

static const char *html_of(struct arena *a, const char *text, int shift)
{
    const char *html = NULL;

    assert_ok(markdown_html(a, text, strlen(text), shift, &html));
    return html;
}

static void text_becomes_paragraphs(void **state)
{
    assert_string_equal(html_of(*state, "One *two*.\n\nThree & four.\n", 0),
                        "<p>One <em>two</em>.</p>\n"
                        "<p>Three &amp; four.</p>\n");
}

static void headings_can_be_linked_to(void **state)
{
    assert_string_equal(html_of(*state, "# Pay *online* & `now`\n", 0),
                        "<h1 id=\"pay-online-now\">\n"
                        "Pay <em>online</em> &amp; <code>now</code>\n"
                        "</h1>\n");
}

static void headings_shift_and_stop_at_six(void **state)
{
    const char *html = html_of(*state, "# a\n\n##### b\n\n###### c\n", 1);

    assert_non_null(strstr(html, "<h2 id=\"a\">"));
    assert_non_null(strstr(html, "<h6 id=\"b\">"));
    assert_non_null(strstr(html, "<h6 id=\"c\">"));
    assert_non_null(strstr(html, "</h2>"));
}

static void every_id_is_its_own(void **state)
{
    const char *html =
        html_of(*state, "# a\n# a-2\n# a\n# a\n# a-2\n# !\n# ?\n", 0);
    static const char *const ids[] = {"\"a\"", "\"a-2\"", "\"a-3\"", "\"a-4\"",
                                      "\"a-2-2\""};
    size_t i;

    for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        const char *at = strstr(html, ids[i]);

        if (!at || strstr(at + 1, ids[i]))
            fail_msg("%s is not there just once in\n%s", ids[i], html);
    }
}

#define OMITTED "<!-- raw HTML omitted -->"

static void raw_html_is_left_out(void **state)
{
    const char *html = html_of(
        *state, "a <b onclick=x>b</b>\n\n<script>alert(1)</script>\n", 0);

    assert_null(strstr(html, "<script"));
    assert_null(strstr(html, "onclick"));
}

/* A tag alone would say it of all that follows. */
static void words_of_another_language_are_marked_and_nothing_else(void **state)
{
    static const struct {
        const char *text, *html;
    } cases[] = {
        {"Or <span lang=\"cy\">*Nôl*</span>.",
         "<p>Or <span lang=\"cy\"><em>Nôl</em></span>.</p>\n"},
        {"# <span lang=\"cy\">Newid</span>",
         "<h1 id=\"newid\">\n<span lang=\"cy\">Newid</span>\n</h1>"},
        {"| a |\n|---|\n| <span lang=\"cy\">b</span> |",
         "<span lang=\"cy\">b</span>"},
        {"| <span lang=\"cy\">a | b</span> |\n|---|---|", OMITTED "a"},
        {"<span lang=\"cy\">a *b</span> c*", OMITTED "a <em>b" OMITTED},
        {"a <span lang=\"cy\">b", "<p>a " OMITTED "b</p>\n"},
        {"a</span> b", "<p>a" OMITTED " b</p>\n"},
        {"<span lang=\"cy\" onclick=\"x\">b</span>", OMITTED "b" OMITTED},
        {"<span lang=\"\">b</span>", OMITTED "b" OMITTED},
        {"<span lang=\"a'b\">b</span>", OMITTED "b" OMITTED},
        {"<i lang=\"cy\">b</i>", OMITTED "b" OMITTED},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *html = html_of(*state, cases[i].text, 0);

        if (!strstr(html, cases[i].html))
            fail_msg("%s becomes\n%s", cases[i].text, html);
    }
}

static void links_lead_where_they_may(void **state)
{
    static const struct {
        const char *text, *href;
    } cases[] = {
        {"[a](http://a.example/)", "http://a.example/"},
        {"[a](HTTPS://a.example)", "HTTPS://a.example"},
        {"[a](mailto:a@a.example)", "mailto:a@a.example"},
        {"[a](/docs/b?at=10:30#c:d)", "/docs/b?at=10:30#c:d"},
        {"[a](b/c)", "b/c"},
        {"[a](#b)", "#b"},
        {"<https://a.example>", "https://a.example"},
        {"[a](javascript:alert(1))", ""},
        {"[a](JaVaScRiPt:alert(1))", ""},
        {"[a](java&#115;cript:alert(1))", ""},
        {"[a](&#1;javascript:alert(1))", ""},
        {"[a](<java\tscript:alert(1)>)", ""},
        {"[a](data:text/html;base64,AAAA)", ""},
        {"[a](vbscript:x)", ""},
        {"[a](file:///etc/passwd)", ""},
        {"[a](tel:123)", ""},
        {"[a](//evil.example)", ""},
        {"[a](\\\\evil.example)", ""},
        {"[a](/\\evil.example)", ""},
        {"[a](:x)", ""},
        {"[a][r]\n\n[r]: javascript:x", ""},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *want = arena_printf(*state, "href=\"%s\"", cases[i].href);
        const char *html = html_of(*state, cases[i].text, 0);

        if (!strstr(html, want))
            fail_msg("%s\nshould have %s\n%s", cases[i].text, want, html);
    }
}

static void pictures_come_from_this_site(void **state)
{
    assert_non_null(strstr(html_of(*state, "![a](/assets/a.png)", 0),
                           "src=\"/assets/a.png\""));
}

static void of_a_picture_from_elsewhere_its_words_stay(void **state)
{
    static const char *const cases[][2] = {
        {"![a *b*](https://a.example/a.png) c", "<p>a <em>b</em> c</p>\n"},
        {"![a](data:image/png;base64,A)", "<p>a</p>\n"},
        {"![](//a.example/a.png)", "<p></p>\n"},
        {"[![version](https://a.example/v.svg)](https://b.example/)",
         "<p><a href=\"https://b.example/\">version</a></p>\n"},
        {"![a ![b](https://b.example/) c](https://a.example/)",
         "<p>a b c</p>\n"},
        {"## ![a](https://a.example/a.png) b",
         "<h2 id=\"a-b\">\na b\n</h2>\n"}};
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(html_of(*state, cases[i][0], 0), cases[i][1]);
}

/* HTML says the same with and without the ends of lines. */
static const char *flat(struct arena *a, const char *html)
{
    char *copy = arena_strdup(a, html), *to = copy;

    for (; *html; html++)
        if (*html != '\n')
            *to++ = *html;
    *to = '\0';
    return copy;
}

static void lines_with_bars_become_a_table(void **state)
{
    static const struct {
        const char *text, *html;
    } cases[] = {
        {"| a | b |\n|---|:-:|\n| 1 | *2* & 3 |\n| | `4|5` |\n",
         "<table><thead><tr><th scope=\"col\"> a </th><th scope=\"col\"> b "
         "</th></tr></thead><tbody><tr><td> 1 </td><td><em>2</em> &amp; 3 "
         "</td></tr><tr><td></td><td><code>4|5</code> </td></tr></tbody>"
         "</table>"},
        {"|a|\n|---|\n|<b onclick=x>|\n",
         "<table><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr>"
         "<td><!-- raw HTML omitted --></td></tr></tbody></table>"},
        {"|a|\n|---|",
         "<table><thead><tr><th scope=\"col\">a</th></tr></thead></table>"},
        {"|a|b|c|d|\n|---|-|-|-|\n",
         "<table><thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th>"
         "<th scope=\"col\">c</th><th scope=\"col\">d</th></tr></thead>"
         "</table>"},
        {"|a|b|c|d|e|\n|---|-|-|-|-|\n", /* scrolls, by the keyboard too */
         "<div class=\"wm-wide\" role=\"group\" aria-label=\"Wide table\" "
         "tabindex=\"0\"><table><thead><tr><th scope=\"col\">a</th>"
         "<th scope=\"col\">b</th><th scope=\"col\">c</th>"
         "<th scope=\"col\">d</th><th scope=\"col\">e</th></tr></thead>"
         "</table></div>"},
        {"|a|\n|b|\n", "<p>|a||b|</p>"},
        {"a | b\n--- | ---\n", "<p>a | b--- | ---</p>"},
        {"|a|\n|---|`c`\n", "<p>|a||---|<code>c</code></p>"},
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(flat(*state, html_of(*state, cases[i].text, 0)),
                            cases[i].html);
}

static enum err render(struct arena *a, const char *piece, size_t n)
{
    const char *html;
    struct buf text;
    enum err e;

    buf_init(&text, 10 * MARKDOWN_MAX);
    while (text.len + strlen(piece) <= n)
        buf_adds(&text, piece);
    e = markdown_html(a, text.text, text.len, 0, &html);
    buf_release(&text);
    return e;
}

static void sizes_have_a_lid(void **state)
{
    const char *html;

    assert_ok(render(*state, "a", MARKDOWN_MAX));
    assert_err(ERR_TOO_BIG, render(*state, "a", MARKDOWN_MAX + 1));
    assert_ok(render(*state, "[", MARKDOWN_BRACKETS_MAX));
    assert_err(ERR_TOO_BIG, render(*state, "[", MARKDOWN_BRACKETS_MAX + 1));
    assert_err(ERR_TOO_BIG,
               render(*state, "![", 2 * (MARKDOWN_BRACKETS_MAX + 1)));
    assert_err(ERR_INVALID, markdown_html(*state, "\xff", 1, 0, &html));
    assert_err(ERR_INVALID, markdown_html(*state, "a\0b", 3, 0, &html));
}

static int64_t cpu_us(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

/* Of the processor's time, the least of three: others' work is not in it. */
static int64_t render_us(const char *piece, size_t size)
{
    int64_t least = INT64_MAX;
    int i;

    for (i = 0; i < 3; i++) {
        struct arena *a = arena_new();
        int64_t from = cpu_us(), took;

        (void)!render(a, piece, size);
        took = cpu_us() - from;
        least = took < least ? took : least;
        arena_free(a);
    }
    return least;
}

/* What is known to be slow in Markdown readers: a text four times as long, up
 * to the lid, takes four times as long, and not sixteen. */
static void nothing_is_slower_the_longer_it_is(void **state)
{
    static const char *const pieces[] = {
        "> ",
        "* ",
        "1. ",
        "`",
        "``` ",
        "*a **a ",
        "_a __a ",
        "a**b",
        "<",
        "<!--",
        "<?",
        "<a b='",
        "&",
        "\\",
        "# a\n",
        "- a\n",
        "\t",
        "a\n=\n",
        "***",
        "x*_x_*_",
        "(",
        "]",
        "\r\n ",
        "<http://",
        "> > > a\n",
        "*\n",
        "![[]()",
        "|a|\n|---|\n",
        "|---|\n",
        "|",
        "<span lang=\"cy\">",
        "<span lang=\"cy\">a</span>",
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        int64_t all = render_us(pieces[i], MARKDOWN_MAX);
        int64_t quarter = render_us(pieces[i], MARKDOWN_MAX / 4);

        print_message("# %s: %d, %d us\n", pieces[i], (int)quarter, (int)all);
        if (all > 10 * quarter + NOISE_US)
            fail_msg("\"%s\" takes %d us, and a quarter of it %d", pieces[i],
                     (int)all, (int)quarter);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(text_becomes_paragraphs),
        with_arena(headings_can_be_linked_to),
        with_arena(headings_shift_and_stop_at_six),
        with_arena(every_id_is_its_own),
        with_arena(raw_html_is_left_out),
        with_arena(words_of_another_language_are_marked_and_nothing_else),
        with_arena(links_lead_where_they_may),
        with_arena(pictures_come_from_this_site),
        with_arena(of_a_picture_from_elsewhere_its_words_stay),
        with_arena(lines_with_bars_become_a_table),
        with_arena(sizes_have_a_lid),
        with_arena(nothing_is_slower_the_longer_it_is),
    };

    return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
