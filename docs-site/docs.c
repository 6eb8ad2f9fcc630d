#include "docs-site/docs.h"

#include <string.h>

#include "base/embedded.h"
#include "web/markdown.h"
#include "web/reply.h"
#include "web/request.h"

/* Every page, in the order in which they are listed. */
/* clang-format off */
static const struct {
    const char *name, *title;
} pages[] = {
    {"start", "Start here"},
    {"demo", "The demonstration"},
    {"library", "Find a pattern"},
    {"journey", "Describe a journey"},
    {"figures", "What the numbers mean"},
    {"events", "Send events"},
    {"privacy", "Privacy"},
    {"import", "Import a log"},
    {"commands", "Commands"},
    {"contribute", "Share a pattern"},
    {"process", "Processes behind a service"},
    {"lint", "Check the words"},
    {"brands", "Your council’s colours"},
    {"operate", "Run it"},
    {"bench", "How fast it is"},
};
/* clang-format on */

enum { PAGES = sizeof(pages) / sizeof(pages[0]) };

static json_t *list_json(const char *current)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < PAGES; i++)
        json_array_append_new(list,
                              json_pack("{s:s s:s s:b}", "name", pages[i].name,
                                        "title", pages[i].title, "current",
                                        strcmp(pages[i].name, current) == 0));
    return list;
}

static enum err show(struct request *rq, struct reply *rp, size_t i)
{
    struct arena *a = rq->arena;
    struct embedded_file file;
    const char *html;
    enum err e = embedded_find(
        a, arena_printf(a, "docs-site/%s.md", pages[i].name), &file);

    if (!e)
        e = markdown_html(a, file.text, file.size, 0, &html);
    if (e)
        return e;
    return reply_page(rp, "docs-site/docs",
                      json_pack("{s:s s:s s:o}", "title", pages[i].title,
                                "text_html", html, "pages",
                                list_json(pages[i].name)));
}

static enum err show_first(struct request *rq, struct reply *rp)
{
    return show(rq, rp, 0);
}

static enum err show_page(struct request *rq, struct reply *rp)
{
    const char *name = request_text(rq, "page");
    size_t i;

    for (i = 0; i < PAGES; i++)
        if (strcmp(pages[i].name, name) == 0)
            return show(rq, rp, i);
    return ERR_NOT_FOUND;
}

/* With a slash too few. */
static enum err show_first_elsewhere(struct request *rq, struct reply *rp)
{
    (void)rq;
    return reply_see_other(rp, "/docs/");
}

/* With a slash too many. */
static enum err show_page_elsewhere(struct request *rq, struct reply *rp)
{
    return reply_see_other(
        rp, arena_printf(rq->arena, "/docs/%s", request_text(rq, "page")));
}

const struct route docs_routes[] = {
    {.method = GET, .path = "/docs", .run = show_first_elsewhere},
    {.method = GET, .path = "/docs/", .run = show_first},
    {.method = GET, .path = "/docs/:page", .run = show_page},
    {.method = GET, .path = "/docs/:page/", .run = show_page_elsewhere},
    {0},
};
