/* The guidance of an entry as a part of its page. */
#include <string.h>

#include "base/buf.h"
#include "patterns/pages.h"
#include "web/markdown.h"
#include "web/markdown_text.h"

enum { GUIDANCE_MAX = 1024 * 1024 };

/* What the page itself has an id for (page.html, tabs.js), and how its other
 * ids begin; those of its parts' headings end in "-title". */
static const char *const taken[] = {
    "about",   "accessibility",  "classes",  "code",
    "content", "evidence",       "examples", "history",
    "journey", "known-problems", "guidance", "made-of",
    "options", "main-content",   "process",  "used-in"};
static const char *const families[] = {"code-",    "content-", "example-",
                                       "journey-", "process-", "tab-"};

static bool begins(const char *id, size_t n, const char *with)
{
    return n >= strlen(with) && memcmp(id, with, strlen(with)) == 0;
}

static bool is_taken(const char *id, size_t n)
{
    static const char title[] = "-title";
    size_t i, title_n = strlen(title);

    for (i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
        if (strlen(taken[i]) == n && begins(id, n, taken[i]))
            return true;
    for (i = 0; i < sizeof(families) / sizeof(families[0]); i++)
        if (begins(id, n, families[i]))
            return true;
    return n > title_n && memcmp(id + n - title_n, title, title_n) == 0;
}

/* A heading "Examples" is not the page's part of that name.  Only headings
 * have an id there: a quotation mark of a text is written as &quot;. */
static void add_apart(struct buf *b, const char *html)
{
    static const char mark[] = " id=\"";
    const char *at;

    while ((at = strstr(html, mark))) {
        at += sizeof(mark) - 1;
        buf_add(b, html, (size_t)(at - html));
        if (is_taken(at, strcspn(at, "\"")))
            buf_adds(b, "guidance-");
        html = at;
    }
    buf_adds(b, html);
}

/* It was read when the entry was: it does not fail now. */
static const char *render(struct arena *a, const struct pattern *p,
                          struct pattern_words *words)
{
    struct markdown_both both = {.html = ""};

    if (!words) {
        if (markdown_html(a, p->markdown, p->markdown_size, 1, &both.html))
            return "";
        return both.html;
    }
    if (markdown_both(a, p->markdown, p->markdown_size, 1, &both))
        return "";
    arena_empty(words->arena);
    words->of = p;
    words->text = arena_strdup(words->arena, both.text);
    return both.html;
}

const char *guidance_html(struct arena *a, const struct pattern *p,
                          struct pattern_words *words)
{
    const char *html = render(a, p, words);
    struct buf b;

    buf_init(&b, GUIDANCE_MAX);
    add_apart(&b, html);
    html = arena_strndup(a, b.text, b.len);
    buf_release(&b);
    return html;
}
