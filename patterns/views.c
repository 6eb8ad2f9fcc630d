#include "patterns/views.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/text.h"
#include "patterns/files.h"
#include "patterns/views_run.h"

static const char *const endings[] = {".html", ".mustache", ".hbs",
                                      ".njk",  ".nunj",     ".twig"};

void views_init(struct views *vs, struct arena *a)
{
    *vs = (struct views){.arena = a};
    map_init(&vs->by_name);
}

void views_release(struct views *vs)
{
    map_release(&vs->by_name);
    free(vs->at);
}

void views_add(struct views *vs, const char *name, const struct view *v)
{
    bool added;
    int64_t *place = map_put(&vs->by_name, name, strlen(name), &added);

    if (!added)
        return;
    *place = (int64_t)vs->n;
    vs->at = mem_grow(vs->at, vs->n, &vs->room, sizeof(struct view *));
    vs->at[vs->n++] = v;
}

bool view_is(const char *name)
{
    size_t i;

    for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (text_ends(name, endings[i]))
            return true;
    return false;
}

const char *view_name(const char *name)
{
    const char *s;

    name += *name == '_' && name[1];
    s = name;
    while (isdigit((unsigned char)*s))
        s++;
    return s > name && *s == '-' && s[1] ? s + 1 : name;
}

const char *view_base(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

bool view_is_hidden(const char *path)
{
    return *path == '_' || strstr(path, "/_");
}

/* Running ------------------------------------------------------------------ */

/* NULL: there is none.  Fractal writes "@name". */
static const struct view *find(const struct views *vs, const char *name)
{
    const int64_t *place;

    name += *name == '@';
    place = map_find(&vs->by_name, name, strlen(name));
    return place ? vs->at[*place] : NULL;
}

static enum err run_view(struct view_run *r, const struct view *v,
                         const struct view_frame *f)
{
    const struct view_part whole = {v, v->text, v->text + strlen(v->text)};

    if (text_ends(v->name, ".html")) {
        buf_adds(r->out, v->text);
        view_spend(r, strlen(v->text));
        return OK;
    }
    if (text_ends(v->name, ".hbs") || text_ends(v->name, ".mustache"))
        return handlebars_run(r, &whole, f);
    return nunjucks_view(r, &whole, f);
}

static enum err run_inside(struct view_run *r, const struct view *v,
                           const struct view_frame *f)
{
    enum err e;

    r->depth++;
    e = view_enter(r);
    if (!e)
        e = run_view(r, v, f);
    r->depth--;
    return e;
}

enum err view_extend(struct view_run *r, const char *name,
                     const struct view_frame *f)
{
    const struct view *v = find(r->views, name);

    if (v)
        return run_inside(r, v, f);
    r->reason = arena_printf(r->arena, "there is no view %s", name);
    return ERR_INVALID;
}

enum err view_include(struct view_run *r, const char *name,
                      const struct view_frame *f)
{
    const struct view_block *outer = r->blocks;
    enum err e;

    r->blocks = NULL;
    e = view_extend(r, name, f);
    r->blocks = outer;
    return e;
}

enum err view_component(struct view_run *r, const char *handle, json_t *given,
                        bool over)
{
    const struct views *vs = r->views;
    const struct view_block *blocks = r->blocks;
    json_t *outer = r->data;
    struct view_frame f = {.vars = value_own(r, json_object())};
    struct view v;
    enum err e;

    if (++r->components > VIEW_COMPONENTS_MAX) {
        r->reason = "it shows too many components";
        return ERR_INVALID;
    }
    if (!vs->component ||
        !vs->component(vs, handle, given, over, &f.self, &v)) {
        r->reason = arena_printf(r->arena, "there is no component %s", handle);
        return ERR_INVALID;
    }
    r->data = f.self;
    r->blocks = NULL;
    e = run_inside(r, &v, &f);
    r->blocks = blocks;
    r->data = outer;
    return e;
}

enum err view_render(const struct views *vs, const struct view *v, json_t *data,
                     const char **ret_html, const char **ret_reason)
{
    struct buf out;
    struct view_run r = {
        .views = vs, .arena = vs->arena, .out = &out, .data = data};
    struct view_frame f = {.self = data};
    enum err e;

    f.vars = value_own(&r, json_object()); /* what a view sets */
    buf_init(&out, FILE_SIZE_MAX);
    map_init(&r.safe);
    map_init(&r.macros);
    e = run_view(&r, v, &f);
    if (!e && buf_finish(&out)) {
        e = ERR_INVALID;
        r.reason = "it is too long";
    }
    if (!e)
        *ret_html = arena_strndup(vs->arena, out.text, out.len);
    else
        *ret_reason = r.reason;
    map_release(&r.macros);
    map_release(&r.safe);
    buf_release(&out);
    return e ? ERR_INVALID : OK;
}
