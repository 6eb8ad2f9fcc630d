/* Guidance as plain text: all its words, none of its marks. */
#include "tests/unit.h"

#include <string.h>

#include "base/buf.h"
#include "web/markdown.h"
#include "web/markdown_text.h"

/* Alone, and together with the HTML, which stays what it is alone. */
static void becomes(void **state, const char *markdown, const char *want)
{
    size_t n = strlen(markdown);
    struct markdown_both both;
    const char *text, *html;

    assert_ok(markdown_text(*state, markdown, n, LINKS_SHOWN, &text));
    assert_string_equal(text, want);
    assert_ok(markdown_html(*state, markdown, n, 1, &html));
    assert_ok(markdown_both(*state, markdown, n, 1, &both));
    assert_string_equal(both.text, want);
    assert_string_equal(both.html, html);
}

static void words_lose_their_marks(void **state)
{
    becomes(state,
            "## When *to* use\n\nA **strong** `code` word.\nSame line.\n",
            "When to use\n\nA strong code word. Same line.");
    becomes(state, "a  \nb\n\n> quoted\n\n---\n\nlast",
            "a\nb\n\nquoted\n\nlast");
    becomes(state, "", "");
    becomes(state, "![a *b*](https://a.example/a.png) c", "a b c");
    becomes(state, "# One\n\n## [Two](javascript:x)\n", "One\n\nTwo");
    becomes(state, "&lt;b&gt; 1 < 2 <b>raw</b>\n\n<div>\nraw\n</div>\n",
            "<b> 1 < 2 raw");
}

static void lists_keep_their_order(void **state)
{
    becomes(state, "3. c\n4. d\n   - e\n     more\n   - f\n5. g\n\nEnd.",
            "3. c\n4. d\n  - e more\n  - f\n5. g\n\nEnd.");
    becomes(state, "- a\n\n- b\n", "- a\n\n- b");
    becomes(state, "-\n- x\n", "- x");
}

static void a_link_says_where_it_leads(void **state)
{
    const char *text, *markdown = "See [GDS](https://gov.uk/x) and [here](#a).";

    becomes(state, markdown, "See GDS (https://gov.uk/x) and here.");
    assert_ok(markdown_text(*state, markdown, strlen(markdown), LINKS_LEFT_OUT,
                            &text));
    assert_string_equal(text, "See GDS and here.");
}

static void a_table_is_a_line_for_each_row(void **state)
{
    becomes(state, "Before.\n\n| a | b |\n|---|---|\n| 1 | `x|y` |\n\nAfter.\n",
            "Before.\n\na; b\n1; x|y\n\nAfter.");
}

static void code_is_left_as_it_is(void **state)
{
    becomes(state, "```\n<p>\n  *x*\n```\n\nAfter.", "<p>\n  *x*\n\nAfter.");
}

static void the_lids_are_those_of_markdown(void **state)
{
    struct buf b;
    const char *text;

    buf_init(&b, 2 * MARKDOWN_MAX);
    while (b.len <= MARKDOWN_MAX)
        buf_adds(&b, "- ");
    assert_err(ERR_TOO_BIG,
               markdown_text(*state, b.text, b.len, LINKS_SHOWN, &text));
    assert_ok(markdown_text(*state, b.text, MARKDOWN_MAX, LINKS_SHOWN, &text));
    assert_err(ERR_INVALID,
               markdown_text(*state, "\xff", 1, LINKS_SHOWN, &text));
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(words_lose_their_marks),
        with_arena(lists_keep_their_order),
        with_arena(a_link_says_where_it_leads),
        with_arena(a_table_is_a_line_for_each_row),
        with_arena(code_is_left_as_it_is),
        with_arena(the_lids_are_those_of_markdown),
    };

    return cmocka_run_group_tests_name("markdown text", tests, NULL, NULL);
}
