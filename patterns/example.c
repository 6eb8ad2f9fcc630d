/*
 * An example on its own.
 *
 * Its markup comes from whoever wrote the entry, so it is not a page of ours:
 * it is answered in a sandbox, where no script runs and nothing of the site
 * can be read.
 */
#include <string.h>

#include "base/buf.h"
#include "patterns/pages.h"
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

enum err show_example(struct request *rq, struct reply *rp)
{
    const struct pattern *p;
    const struct pattern_example *x;
    struct buf b;
    enum err e = find_asked_example(rq, &p, &x);

    if (e)
        return e;
    buf_init(&b, EXAMPLE_MAX);
    buf_adds(&b, "<!DOCTYPE html>\n<html class=\"govuk-template\" lang=\"");
    add_text(&b, x->lang);
    buf_adds(&b, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, "
                 "initial-scale=1\">\n"
                 "<meta name=\"robots\" content=\"noindex\">\n<title>");
    add_text(&b, x->title);
    buf_adds(&b, " – ");
    add_text(&b, p->title);
    buf_adds(&b, "</title>\n"
                 "<link rel=\"stylesheet\" href=\"/assets/govuk.css\">\n"
                 "<link rel=\"stylesheet\" href=\"/assets/example.css\">\n"
                 "</head>\n<body class=\"");
    buf_adds(&b, body_class(x->layout));
    buf_adds(&b, "\">\n");
    buf_adds(&b, x->html);
    buf_adds(&b, "\n</body>\n</html>\n");
    e = buf_finish(&b);
    if (!e)
        e = reply_sandboxed(rp, b.text);
    buf_release(&b);
    return e;
}
