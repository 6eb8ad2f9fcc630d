/* Brand marks of GOV.UK, which no council may show. */
#include <string.h>

#include "base/buf.h"
#include "patterns/making.h"

enum { HTML_MAX = 1024 * 1024 };

/* The crown begins like this in whatever picture it is drawn. */
static const char crown_path[] = "M33.1,9.8c.2-.1";

/* Words of a picture's markup that make it a mark, and what it is called. */
static const struct {
    const char *word, *name;
} marks[] = {{"logotype", "the GOV.UK logotype with the crown"},
             {"aria-label=\"GOV.UK\"", "the GOV.UK logotype"},
             {"<title>GOV.UK</title>", "the GOV.UK logotype"},
             {"crown", "the crown"},
             {"crest", "the royal crest"},
             {"nhsuk-header__logo", "the NHS lozenge"},
             {"nhsuk-logo", "the NHS lozenge"},
             {crown_path, "the crown"}};

/* Classes whose picture is a mark: they go, what they mark up stays. */
static const struct {
    const char *class, *name;
} classes[] = {
    {" govuk-footer__copyright-logo", "the royal crest beside the copyright"}};

static const char *find_in(const char *from, size_t n, const char *word)
{
    const char *at = strstr(from, word);

    return at && at + strlen(word) <= from + n ? at : NULL;
}

/* What that picture is, or NULL if it is no mark. */
static const char *mark_of(const char *svg, size_t n)
{
    size_t i;

    for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (find_in(svg, n, marks[i].word))
            return marks[i].name;
    return NULL;
}

const char *brand_of(const char *words)
{
    return mark_of(words, strlen(words));
}

/* A link that held nothing but the mark would have no name: it gets one. */
static void add_stand_in(struct buf *b, const char *name)
{
    if (strstr(name, "logotype") || strstr(name, "lozenge"))
        buf_adds(b, "<span>Name of the council</span>");
}

static void cut_pictures(struct pattern_import *im, const char *place,
                         const char *html, struct buf *b)
{
    static const char opening[] = "<svg", closing[] = "</svg>";
    const char *at, *end, *name;

    while ((at = strstr(html, opening))) {
        end = strstr(at, closing);
        if (!end)
            break;
        end += sizeof(closing) - 1;
        name = mark_of(at, (size_t)(end - at));
        buf_add(b, html, (size_t)((name ? at : end) - html));
        if (name) {
            problems_add(&im->cuts, place, "%s", name);
            add_stand_in(b, name);
        }
        html = end;
    }
    buf_adds(b, html);
}

static void cut_classes(struct pattern_import *im, const char *place,
                        const char *html, struct buf *b)
{
    size_t i;
    const char *at;

    for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        while ((at = strstr(html, classes[i].class))) {
            buf_add(b, html, (size_t)(at - html));
            problems_add(&im->cuts, place, "%s", classes[i].name);
            html = at + strlen(classes[i].class);
        }
    }
    buf_adds(b, html);
}

/* Links to the GOV.UK home page, which a header without its mark has not. */
static void cut_home(const char *html, struct buf *b)
{
    static const char home[] = "href=\"//gov.uk\"";
    const char *at;

    while ((at = strstr(html, home))) {
        buf_add(b, html, (size_t)(at - html));
        buf_adds(b, "href=\"#\"");
        html = at + sizeof(home) - 1;
    }
    buf_adds(b, html);
}

const char *brand_cut(struct pattern_import *im, const char *place,
                      const char *html)
{
    struct buf pictures, plain, outcome;
    const char *text;

    buf_init(&pictures, HTML_MAX);
    buf_init(&plain, HTML_MAX);
    buf_init(&outcome, HTML_MAX);
    cut_pictures(im, place, html, &pictures);
    cut_classes(im, place, pictures.text, &plain);
    cut_home(plain.text, &outcome);
    text = arena_strndup(im->arena, outcome.text, outcome.len);
    buf_release(&pictures);
    buf_release(&plain);
    buf_release(&outcome);
    return text;
}
