/*
 * A Fractal library: views, with their data in YAML or JSON beside them.  What
 * its configuration says in JavaScript is not read, which is told.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include "patterns/entry.h"
#include "patterns/fractal_config.h"
#include "patterns/import_sources.h"
#include "patterns/making.h"
#include "patterns/sections.h"
#include "patterns/views.h"

enum {
    VARIANTS_MAX = PATTERN_EXAMPLES_MAX, /* that are tried */
    REFERENCES_DEEP = 8,
    REFERENCES_MAX = 1000
};

static const char *const wanted[] = {".html", ".mustache", ".hbs", ".njk",
                                     ".nunj", ".twig",     ".md",  ".yml",
                                     ".yaml", ".json",     ".js",  NULL};

struct library {
    struct pattern_import *im;
    struct files files;
    struct views views;
    struct fractal_configs configs;
    int references; /* followed for the example at hand */
};

/* A component: a folder of its own, or a view on its own. */
struct component {
    struct library *library;
    const char *folder; /* "units/01-button/", or "" */
    const char *stem;   /* of its view: "button" */
    const char *name;
    const struct file *view;
    const struct fractal_config *own; /* its configuration, or NULL */
    json_t *config;                   /* of that; NULL: it has none */
};

/* Names -------------------------------------------------------------------- */

/* "button.hbs" is "button"; in the arena. */
static const char *stem_of(struct arena *a, const char *file)
{
    return arena_strndup(a, file, strcspn(file, "."));
}

/* Configuration ------------------------------------------------------------ */

/* A key of that folder's configuration, unless it is the component's own. */
static json_t *folder_says(const struct component *c, const char *folder,
                           const char *key)
{
    const struct fractal_config *config =
        fractal_config_of(&c->library->configs, folder);

    return config && config != c->own ? json_object_get(config->json, key)
                                      : NULL;
}

/* A key of the component, or of the nearest folder that says it. */
static json_t *inherited(const struct component *c, const char *key)
{
    json_t *value = json_object_get(c->config, key);
    char *folder = arena_strdup(c->library->im->arena, c->folder);

    do {
        if (!value)
            value = folder_says(c, folder, key);
    } while (fractal_folder_above(folder));
    return value;
}

static enum pattern_state state_of_text(const json_t *said)
{
    return import_state(json_is_string(said) ? json_string_value(said) : "");
}

/* Of several the least far. */
static enum pattern_state state_of(const struct component *c)
{
    const json_t *said = inherited(c, "status"), *one;
    enum pattern_state least = state_of_text(said);
    size_t i;

    json_array_foreach(said, i, one)
    {
        if (state_of_text(one) < least)
            least = state_of_text(one);
    }
    return least;
}

static const char *text_of(const json_t *config, const char *key,
                           const char *other)
{
    const char *text = json_string_value(json_object_get(config, key));

    return text && *text ? text : other;
}

/* A view that is no variant of another is a component of its own.  Its
 * configuration bears its name, or is that of the folder named after it. */
static bool is_component(struct library *l, const struct file *f,
                         struct component *ret)
{
    struct arena *a = l->im->arena;
    const char *base = view_base(f->path), *stem = stem_of(a, base);
    size_t n = (size_t)(base - f->path);
    const char *folder = arena_strndup(a, f->path, n);
    const char *parent = view_base(arena_strndup(a, folder, n ? n - 1 : 0));

    if (!view_is(f->path) || view_is_hidden(f->path) || strstr(base, "--"))
        return false;
    *ret = (struct component){.library = l,
                              .folder = folder,
                              .stem = stem,
                              .name = view_name(stem),
                              .view = f};
    ret->own = fractal_config_find(&l->configs, folder,
                                   arena_printf(a, "%s.config", stem));
    if (!ret->own && strcmp(view_name(parent), ret->name) == 0)
        ret->own = fractal_config_find(&l->configs, folder, "config");
    ret->config = ret->own ? ret->own->json : NULL;
    return true;
}

/* Examples ----------------------------------------------------------------- */

/* The data of the variant over that of the component, over that of the folders
 * it is in. */
static json_t *data_of(const struct component *c, json_t *variant)
{
    json_t *data = json_object(), *more;
    char *folder = arena_strdup(c->library->im->arena, c->folder);

    json_own(c->library->im->arena, data);
    if (json_is_object(variant))
        (void)json_object_update(data, variant);
    more = json_object_get(c->config, "context");
    if (json_is_object(more))
        (void)json_object_update_missing(data, more);
    do {
        more = folder_says(c, folder, "context");
        if (json_is_object(more))
            (void)json_object_update_missing(data, more);
    } while (fractal_folder_above(folder));
    return data;
}

static const json_t *find_variant(const struct component *c, const char *name)
{
    const json_t *variant;
    size_t i;

    json_array_foreach(json_object_get(c->config, "variants"), i, variant)
    {
        if (strcmp(text_of(variant, "name", "variant"), name) == 0)
            return variant;
    }
    return NULL;
}

/* What "@button", "@button--large" or "@button.text" stands for; NULL: there is
 * no such component. */
static json_t *meant_by(struct library *l, const char *handle)
{
    struct arena *a = l->im->arena;
    const char *name = arena_strndup(a, handle + 1, strcspn(handle + 1, "."));
    const char *path = handle + 1 + strlen(name), *dashes = strstr(name, "--");
    const char *variant = dashes ? dashes + 2 : "default";
    struct component c;
    json_t *data = NULL;
    size_t i;

    if (dashes)
        name = arena_strndup(a, name, (size_t)(dashes - name));
    for (i = 0; !data && i < l->files.n; i++) {
        const char *file = view_name(view_base(l->files.at[i].path));

        if (text_starts(file, name) && file[strlen(name)] == '.' &&
            is_component(l, &l->files.at[i], &c))
            data = data_of(
                &c, json_object_get(find_variant(&c, variant), "context"));
    }
    while (data && *path == '.') {
        size_t n = strcspn(path + 1, ".");

        data = json_object_get(data, arena_strndup(a, path + 1, n));
        path += n + 1;
    }
    return data;
}

/* The same with what it says of other components in its place. */
static json_t *resolve(struct library *l, json_t *value, int depth)
{
    json_t *all, *one;
    const char *key;
    size_t i;

    if (json_is_string(value) && *json_string_value(value) == '@' &&
        depth < REFERENCES_DEEP && ++l->references < REFERENCES_MAX) {
        one = meant_by(l, json_string_value(value));
        return one ? resolve(l, one, depth + 1) : value;
    }
    if (!json_is_array(value) && !json_is_object(value))
        return value;
    all = json_is_array(value) ? json_array() : json_object();
    json_own(l->im->arena, all);
    json_array_foreach(value, i, one)
    {
        (void)json_array_append(all, resolve(l, one, depth));
    }
    json_object_foreach(value, key, one)(void)
        json_object_set(all, key, resolve(l, one, depth));
    return all;
}

static void add_example(const struct component *c, struct making *m,
                        const char *title, const struct file *f, json_t *data)
{
    struct pattern_import *im = c->library->im;
    const struct view v = {f->path, f->text};
    const char *html, *reason = "what it shows is in a script";

    c->library->references = 0;
    if ((c->own && c->own->is_script && !text_ends(f->path, ".html")) ||
        view_render(&c->library->views, &v, resolve(c->library, data, 0), &html,
                    &reason))
        problems_add(&im->cuts, f->path, "the example %s was left out: %s",
                     title, reason);
    else
        making_example(m,
                       &(struct made_example){
                           .title = title,
                           .html = html,
                           .njk = text_ends(f->path, ".njk") ? f->text : NULL});
}

/* "button--large.hbs", beside the component's own view; NULL: none. */
static const struct file *find_view(const struct component *c, const char *name)
{
    const struct library *l = c->library;
    const char *begins =
        arena_printf(l->im->arena, "%s%s--%s.", c->folder, c->stem, name);
    size_t i;

    for (i = 0; i < l->files.n; i++)
        if (text_starts(l->files.at[i].path, begins) &&
            view_is(l->files.at[i].path))
            return &l->files.at[i];
    return NULL;
}

static void add_variant(const struct component *c, struct making *m,
                        const json_t *variant)
{
    struct arena *a = c->library->im->arena;
    const char *name = text_of(variant, "name", "variant");
    const char *view = text_of(variant, "view", NULL);
    const struct file *f =
        view ? files_find(&c->library->files,
                          arena_printf(a, "%s%s", c->folder, view))
             : find_view(c, name);

    if (json_is_true(json_object_get(variant, "hidden")))
        return;
    add_example(c, m,
                text_of(variant, "title",
                        text_of(variant, "label", import_title(a, name))),
                f ? f : c->view,
                data_of(c, json_object_get(variant, "context")));
}

/* Those that the configuration lists. */
static void add_listed(const struct component *c, struct making *m)
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
static void add_found(const struct component *c, struct making *m)
{
    const struct library *l = c->library;
    struct arena *a = l->im->arena;
    const char *begins = arena_printf(a, "%s%s--", c->folder, c->stem);
    size_t i;

    for (i = 0; i < l->files.n; i++) {
        const struct file *f = &l->files.at[i];
        const char *name;

        if (!text_starts(f->path, begins) || !view_is(f->path) ||
            strchr(f->path + strlen(begins), '/'))
            continue;
        name = stem_of(a, f->path + strlen(begins));
        if (!find_variant(c, name))
            add_example(c, m, import_title(a, name), f, data_of(c, NULL));
    }
}

/* Components --------------------------------------------------------------- */

static const char *body_of(const struct component *c)
{
    struct pattern_import *im = c->library->im;
    const struct file *f = files_find(
        &c->library->files, arena_printf(im->arena, "%sREADME.md", c->folder));
    struct guidance_source sources[3] = {{0}};
    const char *notes = text_of(c->config, "notes", NULL);

    if (notes)
        sources[0] = (struct guidance_source){c->view->path, 1, notes, NULL};
    if (f && *c->folder)
        sources[notes ? 1 : 0] =
            (struct guidance_source){f->path, 1, f->text, NULL};
    return import_sections(im, sources);
}

static enum err import_component(const struct component *c)
{
    struct pattern_import *im = c->library->im;
    struct arena *a = im->arena;
    const char *name = text_of(c->config, "name", c->name);
    struct made_index x = {.state = state_of(c), .owner = im->prefix};
    struct making *m;

    if (json_is_true(json_object_get(c->config, "hidden")))
        return OK;
    m = making_new(im, KIND_COMPONENT, import_slug(im, name), c->view->path);
    if (c->own && !c->own->json && !c->own->is_script)
        return OK; /* which was told */
    x.title = text_of(c->config, "title",
                      text_of(c->config, "label", import_title(a, name)));
    x.description =
        arena_printf(a, "%s, from the library %s.", x.title, im->prefix);
    x.body = body_of(c);
    if (!find_variant(c, text_of(c->config, "default", "default")))
        add_example(c, m, "Default", c->view, data_of(c, NULL));
    add_listed(c, m);
    add_found(c, m);
    return making_finish(m, &x);
}

static void name_views(struct library *l)
{
    struct arena *a = l->im->arena;
    size_t i;

    for (i = 0; i < l->files.n; i++) {
        const struct file *f = &l->files.at[i];
        struct view *v;

        if (!view_is(f->path))
            continue;
        v = arena_alloc(a, sizeof(*v));
        *v = (struct view){f->path, f->text};
        views_add(&l->views, view_name(stem_of(a, view_base(f->path))), v);
    }
}

enum err import_fractal(struct pattern_import *im)
{
    struct library l = {.im = im, .configs = {.im = im}};
    struct component c;
    enum err e = OK;
    size_t i;

    files_some(&l.files, im->arena, im->from, "", wanted, &im->refused);
    files_sort(&l.files);
    l.configs.files = &l.files;
    views_init(&l.views, im->arena);
    name_views(&l);
    for (i = 0; !e && i < l.files.n; i++)
        if (is_component(&l, &l.files.at[i], &c))
            e = import_component(&c);
    views_release(&l.views);
    files_release(&l.files);
    return !e && im->n == 0 && im->refused.n == 0 ? ERR_NOT_FOUND : e;
}
