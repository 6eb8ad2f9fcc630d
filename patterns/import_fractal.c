/*
 * A Fractal library: views, with their data in YAML or JSON beside them.  What
 * its configuration says in JavaScript is not read, which is told.
 */
#include <string.h>

#include "base/text.h"
#include "patterns/fractal_component.h"
#include "patterns/import_sources.h"
#include "patterns/making.h"
#include "patterns/sections.h"

enum { VARIANTS_MAX = PATTERN_EXAMPLES_MAX }; /* that are tried */

static const char *const wanted[] = {".html", ".mustache", ".hbs",      ".njk",
                                     ".nunj", ".twig",     ".md",       ".yml",
                                     ".yaml", ".json",     "config.js", NULL};

static enum pattern_state state_of_text(const json_t *said)
{
    return import_state(json_is_string(said) ? json_string_value(said) : "");
}

/* Of several the least far. */
static enum pattern_state state_of(const struct fractal_component *c)
{
    const json_t *said = fractal_says(c, "status"), *one;
    enum pattern_state least = state_of_text(said);
    size_t i;

    json_array_foreach(said, i, one)
    {
        if (state_of_text(one) < least)
            least = state_of_text(one);
    }
    return least;
}

/* Examples ----------------------------------------------------------------- */

static void add_example(const struct fractal_component *c, struct making *m,
                        const char *title, const struct file *f, json_t *data)
{
    struct fractal *l = c->library;
    const struct view v = {f->path, f->text};
    const char *html, *reason = NULL;

    if (c->own && c->own->is_script && !text_ends(f->path, ".html"))
        reason = "what it shows is in a script";
    else if (!view_render(&l->views, &v, data, &html, &reason) &&
             l->referred > FRACTAL_REFERRED_MAX)
        reason = "it takes too much from other components";
    l->referred = 0; /* and the next begins anew */
    if (reason)
        problems_add(&l->im->cuts, f->path, "the example %s was left out: %s",
                     title, reason);
    else
        making_example(m,
                       &(struct made_example){
                           .title = title,
                           .html = html,
                           .njk = text_ends(f->path, ".njk") ? f->text : NULL});
}

/* "button--large.hbs", beside the component's own view; NULL: none. */
static const struct file *find_view(const struct fractal_component *c,
                                    const char *name)
{
    const struct fractal *l = c->library;
    const char *begins =
        arena_printf(l->im->arena, "%s%s--%s.", c->folder, c->stem, name);
    size_t i;

    for (i = 0; i < l->files.n; i++)
        if (text_starts(l->files.at[i].path, begins) &&
            view_is(l->files.at[i].path))
            return &l->files.at[i];
    return NULL;
}

/* The one it names, the one named after it, or that of the component. */
static const struct file *view_of(const struct fractal_component *c,
                                  const json_t *variant)
{
    const char *view = fractal_text(variant, "view", NULL);
    const struct file *f =
        view ? files_find(
                   &c->library->files,
                   arena_printf(c->library->im->arena, "%s%s", c->folder, view))
             : find_view(c,
                         fractal_variant_name(c->library->im->arena, variant));

    return f ? f : c->view;
}

/* What a view shows by its handle (views.h). */
static bool find_shown(const struct views *vs, const char *handle,
                       json_t *given, bool over, json_t **ret_data,
                       struct view *ret_view)
{
    struct fractal *l = vs->library;
    struct fractal_component c;
    const char *dashes = strstr(handle, "--");
    const struct file *f, *own;
    const json_t *variant;

    if (*handle != '@' || !fractal_find(l, handle, &c, &variant))
        return false;
    own = dashes ? find_view(&c, dashes + 2) : NULL;
    f = own ? own : c.view;
    if (variant)
        f = view_of(&c, variant);
    *ret_view = (struct view){f->path, f->text};
    *ret_data =
        json_is_object(given) && !over
            ? given
            : data_over(l->im->arena, given,
                        fractal_data(&c, json_object_get(variant, "context")),
                        false);
    return true;
}

static void add_variant(const struct fractal_component *c, struct making *m,
                        const json_t *variant)
{
    struct arena *a = c->library->im->arena;
    const char *name = fractal_text(variant, "name", "variant");

    if (json_is_true(json_object_get(variant, "hidden")))
        return;
    add_example(
        c, m,
        fractal_text(variant, "title",
                     fractal_text(variant, "label", import_title(a, name))),
        view_of(c, variant),
        fractal_data(c, json_object_get(variant, "context")));
}

/* Those that the configuration lists. */
static void add_listed(const struct fractal_component *c, struct making *m)
{
    const json_t *variants = json_object_get(c->config, "variants"), *variant;
    size_t i;

    json_array_foreach(variants, i, variant)
    {
        if (i < VARIANTS_MAX)
            add_variant(c, m, variant);
    }
    if (i > VARIANTS_MAX)
        problems_add(&m->im->refused, c->own->file->path,
                     "lists %zu variants: those past the first %d were left "
                     "out",
                     i, VARIANTS_MAX);
}

/* "button--large.hbs" beside it, that no list names. */
static void add_found(const struct fractal_component *c, struct making *m)
{
    const struct fractal *l = c->library;
    struct arena *a = l->im->arena;
    const char *begins = arena_printf(a, "%s%s--", c->folder, c->stem);
    size_t i;

    for (i = 0; i < l->files.n; i++) {
        const struct file *f = &l->files.at[i];
        const char *name;

        if (!text_starts(f->path, begins) || !view_is(f->path) ||
            strchr(f->path + strlen(begins), '/'))
            continue;
        name = fractal_stem(a, f->path + strlen(begins));
        if (!fractal_variant(c, name))
            add_example(c, m, import_title(a, name), f, fractal_data(c, NULL));
    }
}

/* Components --------------------------------------------------------------- */

static const char *body_of(const struct fractal_component *c)
{
    struct pattern_import *im = c->library->im;
    const struct file *f = files_find(
        &c->library->files, arena_printf(im->arena, "%sREADME.md", c->folder));
    struct guidance_source sources[3] = {{0}};
    const char *notes = fractal_text(c->config, "notes", NULL);

    if (notes)
        sources[0] = (struct guidance_source){c->view->path, 1, notes, NULL};
    if (f && *c->folder)
        sources[notes ? 1 : 0] =
            (struct guidance_source){f->path, 1, f->text, NULL};
    return import_sections(im, sources);
}

static enum err import_component(const struct fractal_component *c)
{
    struct pattern_import *im = c->library->im;
    struct arena *a = im->arena;
    const char *name = fractal_text(c->config, "name", c->name);
    struct made_index x = {.state = state_of(c), .owner = im->prefix};
    struct making *m;

    if (json_is_true(json_object_get(c->config, "hidden")))
        return OK;
    m = making_new(im, KIND_COMPONENT, import_slug(im, name), c->view->path);
    if (c->own && !c->own->json && !c->own->is_script)
        return OK; /* which was told */
    x.title =
        fractal_text(c->config, "title",
                     fractal_text(c->config, "label", import_title(a, name)));
    x.description =
        arena_printf(a, "%s, from the library %s.", x.title, im->prefix);
    x.body = body_of(c);
    if (!fractal_variant(c, fractal_text(c->config, "default", "default")))
        add_example(c, m, "Default", c->view, fractal_data(c, NULL));
    add_listed(c, m);
    add_found(c, m);
    return making_finish(m, &x);
}

static void name_view(struct fractal *l, const char *name, const struct file *f)
{
    struct view *v = arena_alloc(l->im->arena, sizeof(*v));

    *v = (struct view){f->path, f->text};
    views_add(&l->views, name, v);
}

/* "components/button/_macro.njk" too, where DIR is the folder "components":
 * views of Nunjucks are often looked for from above it. */
static void name_from_above(struct fractal *l, const struct file *f)
{
    struct arena *a = l->im->arena;
    char *folder = arena_strdup(a, l->im->from);
    size_t n = strlen(folder);

    while (n && folder[n - 1] == '/')
        folder[--n] = '\0';
    name_view(l, arena_printf(a, "%s/%s", view_base(folder), f->path), f);
}

/* "button--large", which may have no file of its own. */
static void name_variants(const struct fractal_component *c)
{
    struct arena *a = c->library->im->arena;
    const json_t *variants = json_object_get(c->config, "variants"), *variant;
    size_t i;

    json_array_foreach(variants, i, variant)
    {
        if (i < VARIANTS_MAX)
            name_view(c->library,
                      arena_printf(a, "%s--%s", c->name,
                                   fractal_variant_name(a, variant)),
                      view_of(c, variant));
    }
}

static void name_views(struct fractal *l)
{
    struct arena *a = l->im->arena;
    struct fractal_component c;
    size_t i;

    for (i = 0; i < l->files.n; i++) {
        const struct file *f = &l->files.at[i];

        if (!view_is(f->path))
            continue;
        name_view(l, view_name(fractal_stem(a, view_base(f->path))), f);
        name_view(l, f->path, f);
        name_from_above(l, f);
    }
    for (i = 0; i < l->files.n; i++) {
        const char *handle;
        bool added;

        if (!fractal_is_component(l, &l->files.at[i], &c))
            continue;
        name_variants(&c);
        handle = fractal_text(c.config, "handle", NULL);
        if (!handle)
            continue;
        *map_put(&l->handles, handle, strlen(handle), &added) = (int64_t)i;
        name_view(l, handle, c.view);
    }
}

enum err import_fractal(struct pattern_import *im)
{
    struct fractal l = {.im = im, .configs = {.im = im}};
    struct fractal_component c;
    enum err e = OK;
    size_t i;

    files_some(&l.files, im->arena, im->from, "", wanted, &im->refused);
    files_sort(&l.files);
    l.configs.files = &l.files;
    map_init(&l.handles);
    views_init(&l.views, im->arena);
    l.views.component = find_shown;
    l.views.library = &l;
    name_views(&l);
    for (i = 0; !e && i < l.files.n; i++)
        if (!view_is_hidden(l.files.at[i].path) &&
            fractal_is_component(&l, &l.files.at[i], &c))
            e = import_component(&c);
    views_release(&l.views);
    map_release(&l.handles);
    files_release(&l.files);
    return !e && im->n == 0 && im->refused.n == 0 ? ERR_NOT_FOUND : e;
}
