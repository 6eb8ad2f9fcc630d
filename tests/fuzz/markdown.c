/* Guidance: what comes of it is HTML of our own tags alone, and plain text. */
#include "web/markdown.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include "web/markdown_text.h"

/* Nothing that anybody wrote is a tag of that name, or an address of script. */
static void look_at(const char *html)
{
    static const char *const never[] = {"<script",     "<style",
                                        "<fuzz",       "href=\"javascript:",
                                        "src=\"http:", "src=\"https:"};
    size_t i;

    FUZZ_HOLDS(text_is_utf8(html, strlen(html)));
    for (i = 0; i < sizeof(never) / sizeof(never[0]); i++)
        FUZZ_HOLDS(!strstr(html, never[i]));
}

void fuzz_markdown(const char *bytes, size_t n)
{
    struct arena *a = arena_new();
    const char *text = arena_strndup(a, bytes, n), *html, *plain;
    enum err checked = markdown_check(text, n);
    struct markdown_both both;

    FUZZ_HOLDS(markdown_html(a, text, n, 1, &html) == checked);
    FUZZ_HOLDS(markdown_text(a, text, n, LINKS_SHOWN, &plain) == checked);
    FUZZ_HOLDS(markdown_both(a, text, n, 1, &both) == checked);
    if (!checked) {
        look_at(html);
        FUZZ_HOLDS(text_is_utf8(plain, strlen(plain)));
        FUZZ_HOLDS(strcmp(both.html, html) == 0);
        FUZZ_HOLDS(strcmp(both.text, plain) == 0);
    }
    arena_free(a);
}
