/*
 * An example on its own, and the colours it may be shown in.
 *
 * Its markup comes from whoever wrote the entry, so it is not a page of ours:
 * it is answered in a sandbox, where nothing of the site can be read, and
 * where scripts run only if whoever looks at it has asked for that.
 */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "patterns/pages.h"
#include "patterns/picture.h"
#include "patterns/sheet.h"
#include "web/sandbox.h"

enum { EXAMPLE_MAX = 2 * 1024 * 1024 };

static const char *body_class(enum pattern_layout layout)
{
    switch (layout) {
    case LAYOUT_INVERSE:
        return "wm-example wm-example--inverse";
    case LAYOUT_FULL_PAGE:
        return "wm-example wm-example--full-page";
    case LAYOUT_PLAIN:
        break;
    }
    return "wm-example";
}

static void add_text(struct buf *b, const char *text)
{
    buf_add_html(b, text, strlen(text));
}

static void add_sheet(struct buf *b, const char *address)
{
    buf_adds(b, "<link rel=\"stylesheet\" href=\"");
    add_text(b, address);
    buf_adds(b, "\">\n");
}

/* Those of the libraries it is of. */
static void add_sheets(struct buf *b, struct arena *a, const struct pattern *p)
{
    size_t i;

    for (i = 0; i < p->n_uses; i++)
        if (p->uses[i]->sheet)
            add_sheet(b, arena_printf(a, "%s/" SHEET_FILE,
                                      pattern_address(a, p->uses[i])));
}

static bool is_styled(const struct pattern *p)
{
    size_t i;

    for (i = 0; i < p->n_uses && !p->uses[i]->sheet; i++)
        ;
    return i < p->n_uses;
}

/* As correct-errors asks of every page that was refused. */
static const char *refused(const struct pattern_example *x)
{
    if (!strstr(x->html, "class=\"govuk-error-summary\""))
        return "";
    return strcmp(x->lang, "cy") == 0 ? "Gwall: " : "Error: ";
}

static void add_head(struct buf *b, struct arena *a, const struct view *v,
                     const struct pattern_example *x)
{
    buf_adds(b, "<!DOCTYPE html>\n<html");
    if (!is_styled(v->pattern)) /* that one's colour stands around the body */
        buf_adds(b, " class=\"govuk-template\"");
    buf_adds(b, " lang=\"");
    add_text(b, x->lang);
    buf_adds(b, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, "
                "initial-scale=1\">\n"
                "<meta name=\"robots\" content=\"noindex\">\n<title>");
    buf_adds(b, refused(x));
    add_text(b, x->title);
    buf_adds(b, " – ");
    add_text(b, v->pattern->title);
    buf_adds(b, "</title>\n");
    add_sheet(b, "/assets/govuk.css");
    add_sheet(b, brand_address(a, v->brand));
    add_sheet(b, "/assets/example.css");
    add_sheets(b, a, v->pattern);
    if (v->script)
        buf_adds(b, "<script type=\"module\" src=\"/assets/example.js\">"
                    "</script>\n");
    buf_adds(b, "</head>\n");
}

/* What was written of an older version leads to that one's pictures. */
static void add_markup(struct buf *b, const struct pattern *p, const char *html)
{
    const char *at;

    while (!p->summary && (at = strstr(html, PICTURES_LINK))) {
        buf_add(b, html, (size_t)(at - html));
        buf_adds(b, "../" ENTRY_VERSIONS);
        add_text(b, p->version);
        buf_adds(b, "/" FILES_PICTURES);
        html = at + strlen(PICTURES_LINK);
    }
    buf_adds(b, html);
}

enum err show_example(struct request *rq, struct reply *rp)
{
    const struct pattern_example *x;
    struct view v;
    struct buf b;
    enum err e = view_read_example(rq, &v);

    if (e == ERR_NOT_FOUND)
        return reply_absent(rq, rp);
    if (!e)
        e = find_asked_example(rq, v.pattern, &x);
    if (e)
        return e;
    buf_init(&b, EXAMPLE_MAX);
    add_head(&b, rq->arena, &v, x);
    buf_adds(&b, "<body class=\"");
    buf_adds(&b, body_class(x->layout));
    buf_adds(&b, "\">\n");
    add_markup(&b, v.pattern, x->html);
    buf_adds(&b, "\n</body>\n</html>\n");
    e = buf_finish(&b);
    if (!e)
        e = v.script ? reply_running(rp, b.text) : reply_sandboxed(rp, b.text);
    buf_release(&b);
    return e;
}

/* An example is of no origin, and has its sheets all the same. */
static enum err reply_sheet(struct reply *rp, const char *css)
{
    enum err e = reply_text(rp, "text/css", css);

    reply_header(rp, "Cross-Origin-Resource-Policy", "cross-origin");
    return e;
}

enum err show_brand(struct request *rq, struct reply *rp)
{
    const struct patterns *ps = rq->context;
    const char *file = request_text(rq, "file");
    size_t n = strlen(file);
    const struct brand *b = NULL;

    if (text_ends(file, ".css"))
        b = brands_find(ps->brands, arena_strndup(rq->arena, file, n - 4));
    if (!b)
        return ERR_NOT_FOUND;
    return reply_sheet(rp, b->css);
}

enum err show_sheet(struct request *rq, struct reply *rp)
{
    const struct pattern *p;
    enum err e = find_asked(rq, &p);

    if (e)
        return e;
    return p->sheet ? reply_sheet(rp, p->sheet) : ERR_NOT_FOUND;
}

enum err show_picture(struct request *rq, struct reply *rp)
{
    const char *version = request_text(rq, "version");
    const struct pattern_file *f = NULL;
    const struct pattern *p;
    enum err e = find_asked(rq, &p);

    if (e)
        return e;
    if (*version)
        p = pattern_version(p, version);
    if (p)
        f = pattern_file(p, arena_printf(rq->arena, FILES_PICTURES "%s",
                                         request_text(rq, "picture")));
    if (!f)
        return ERR_NOT_FOUND;
    return reply_picture(rp, picture_media(picture_type(f->text, f->size)),
                         f->text, f->size);
}
