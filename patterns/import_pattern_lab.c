/*
 * A Pattern Lab: views under _patterns, with data of their own in JSON, data
 * for all in _data, and what people say of them in Markdown.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "patterns/entry.h"
#include "patterns/import_sources.h"
#include "patterns/making.h"
#include "patterns/sections.h"
#include "patterns/views.h"

static const char *const wanted[] = {".html", ".mustache", ".hbs",
                                     ".njk",  ".nunj",     ".twig",
                                     ".md",   ".json",     NULL};

/* Where _patterns may be, seen from DIR. */
static const char *const places[][2] = {
    {"_patterns", "_data"},
    {"source/_patterns", "source/_data"},
    {"src/_patterns", "src/_data"},
    {"dist/_patterns", "dist/_data"},
    {"", "../_data"},
};

struct lab {
    struct pattern_import *im;
    struct files files;
    struct views views;
    json_t *data;    /* for all */
    json_t *nowhere; /* what stands for an address of another page */
};

/* "00-atoms/01-global/02-colours.mustache" without its end. */
static const char *stem_of(struct arena *a, const char *path)
{
    const char *base = view_base(path);

    return arena_strndup(a, path, (size_t)(base - path) + strcspn(base, ".~"));
}

/* "link.pages-home" leads to another page, which is no part of an example. */
static json_t *without_links(json_t *data, json_t *nowhere)
{
    json_t *one;
    const char *key;
    void *next;
    size_t i;

    if (json_is_string(data) && text_starts(json_string_value(data), "link."))
        return nowhere;
    json_array_foreach(data, i, one)
    {
        (void)json_array_set(data, i, without_links(one, nowhere));
    }
    json_object_foreach_safe(data, next, key, one)
    {
        (void)json_object_set(data, key, without_links(one, nowhere));
    }
    return data;
}

/* An object of the file over what is there; what is no object is told. */
static json_t *with_file(const struct lab *l, json_t *data,
                         const struct file *f)
{
    struct origin o = {
        .arena = l->im->arena, .problems = &l->im->refused, .theirs = true};
    json_t *json;

    if (!f)
        return data;
    o.file = f->path;
    if (origin_json(&o, f->text, f->size, &json))
        return data;
    if (json_is_object(json))
        return data_over(l->im->arena, without_links(json, l->nowhere), data,
                         true);
    (void)!origin_refuse(&o, 1, "must be an object");
    return data;
}

/* "atoms-button": the group and the name, as others call it. */
static const char *short_name(struct arena *a, const char *path)
{
    const char *group = view_name(arena_strndup(a, path, strcspn(path, "/")));

    return arena_printf(a, "%s-%s", group,
                        view_name(view_base(stem_of(a, path))));
}

/* "{{ link.pages-home }}", and of a variant "{{ link.pages-home-empty }}". */
static void name_pages(struct lab *l)
{
    struct arena *a = l->im->arena;
    json_t *pages = json_object();
    size_t i;

    for (i = 0; i < l->files.n; i++) {
        const char *path = l->files.at[i].path, *variant = strchr(path, '~');
        const char *name = short_name(a, path);

        if (variant)
            name = arena_printf(a, "%s-%.*s", name,
                                (int)strcspn(variant + 1, "."), variant + 1);
        (void)json_object_set(pages, name, l->nowhere);
    }
    (void)json_object_set_new(l->data, "link", pages);
}

static void name_views(struct lab *l)
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
        views_add(&l->views, short_name(a, f->path), v);
        views_add(&l->views, stem_of(a, f->path), v);
        views_add(&l->views, f->path, v);
    }
}

static void add_example(const struct lab *l, struct making *m,
                        const char *title, const struct file *f, json_t *data)
{
    const struct view v = {f->path, f->text};
    const char *html, *reason;

    if (view_render(&l->views, &v, data, &html, &reason))
        problems_add(&l->im->cuts, f->path, "the example %s was left out: %s",
                     title, reason);
    else
        making_example(m, &(struct made_example){.title = title, .html = html});
}

/* The view with its own data, and once more for each NAME~VARIANT.json. */
static void add_examples(const struct lab *l, struct making *m,
                         const struct file *f)
{
    struct arena *a = l->im->arena;
    const char *stem = stem_of(a, f->path);
    const char *begins = arena_printf(a, "%s~", stem);
    json_t *data = with_file(
        l, l->data, files_find(&l->files, arena_printf(a, "%s.json", stem)));
    size_t i;

    add_example(l, m, "Default", f, data);
    for (i = 0; i < l->files.n; i++) {
        const struct file *variant = &l->files.at[i];

        if (!text_starts(variant->path, begins) ||
            !text_ends(variant->path, ".json"))
            continue;
        add_example(
            l, m,
            import_title(
                a, arena_strndup(a, variant->path + strlen(begins),
                                 strcspn(variant->path + strlen(begins), "."))),
            f, with_file(l, data, variant));
    }
}

/* atoms, molecules and organisms are components; pages and templates are not.
 */
static enum pattern_kind kind_of(struct arena *a, const char *path)
{
    const char *group = view_name(arena_strndup(a, path, strcspn(path, "/")));

    if (strcmp(group, "pages") == 0)
        return KIND_PAGE;
    return strcmp(group, "templates") == 0 ? KIND_PATTERN : KIND_COMPONENT;
}

/* What NAME.md says. */
static void read_words(const struct lab *l, const char *stem,
                       struct made_index *x, bool *ret_hidden)
{
    struct pattern_import *im = l->im;
    const struct file *f =
        files_find(&l->files, arena_printf(im->arena, "%s.md", stem));
    struct origin o = {.arena = im->arena,
                       .problems = &im->refused,
                       .file = NULL,
                       .theirs = true};
    struct guidance_source sources[2] = {{0}};
    struct node *front;
    const char *body;

    x->body = import_sections(im, sources + 1);
    if (!f)
        return;
    o.file = f->path;
    if (front_read_any(&o, f, &front, &body))
        return;
    if (*node_text(front, "title"))
        x->title = node_text(front, "title");
    x->state = import_state(node_text(front, "state"));
    *ret_hidden = strcmp(node_text(front, "hidden"), "true") == 0;
    sources[0] =
        (struct guidance_source){f->path, text_line(f->text, body), body, NULL};
    x->body = import_sections(im, sources);
}

/* Its name, or where two views have the same, that of its folders too. */
static const char *slug_of(const struct lab *l, const struct file *f,
                           const char *name)
{
    struct arena *a = l->im->arena;
    const char *path = f->path, *all = "";
    size_t i, n = strlen(name);

    for (i = 0; i < l->files.n; i++) {
        const struct file *other = &l->files.at[i];
        const char *base = view_name(view_base(other->path));

        if (other != f && strncmp(base, name, n) == 0 &&
            strchr(".~", base[n]) && view_is(other->path) &&
            !view_is_hidden(other->path))
            break;
    }
    if (i == l->files.n)
        return import_slug(l->im, name);
    for (; strchr(path, '/'); path += strcspn(path, "/") + 1)
        all =
            arena_printf(a, "%s%s-", all,
                         view_name(arena_strndup(a, path, strcspn(path, "/"))));
    return import_slug(l->im, arena_printf(a, "%s%s", all, name));
}

static enum err import_one(const struct lab *l, const struct file *f)
{
    struct pattern_import *im = l->im;
    struct arena *a = im->arena;
    const char *stem = stem_of(a, f->path);
    const char *name = view_name(view_base(stem));
    struct making *m;
    struct made_index x = {.title = import_title(a, name),
                           .state = STATE_STABLE,
                           .owner = im->prefix};
    bool hidden = false;

    read_words(l, stem, &x, &hidden);
    if (hidden)
        return OK;
    m = making_new(im, kind_of(a, f->path), slug_of(l, f, name), f->path);
    x.description =
        arena_printf(a, "%s, from the library %s.", x.title, im->prefix);
    add_examples(l, m, f);
    return making_finish(m, &x);
}

/* "listItems.three": the first three of {"1": …, "2": …}. */
static void add_list_items(const struct lab *l, const struct file *f)
{
    static const char *const words[] = {"one",  "two", "three",  "four",
                                        "five", "six", "seven",  "eight",
                                        "nine", "ten", "eleven", "twelve"};
    struct arena *a = l->im->arena;
    json_t *all = with_file(l, NULL, f);
    json_t *items = json_object(), *so_far = json_array();
    size_t i;

    json_own(a, so_far);
    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        json_t *one = json_object_get(all, arena_printf(a, "%zu", i + 1));

        if (one)
            (void)json_array_append(so_far, one);
        (void)json_object_set_new(items, words[i], json_copy(so_far));
    }
    (void)json_object_set_new(l->data, "listItems", items);
}

static void read_data(struct lab *l, const char *folder)
{
    static const char *const json[] = {".json", NULL};
    struct files fs = {0};
    size_t i;

    files_some(&fs, l->im->arena, l->im->from, folder, json, &l->im->refused);
    files_sort(&fs);
    for (i = 0; i < fs.n; i++)
        if (text_ends(fs.at[i].path, "listitems.json"))
            add_list_items(l, &fs.at[i]);
        else
            l->data = with_file(l, l->data, &fs.at[i]);
    files_release(&fs);
}

/* Paths as seen from _patterns. */
static void read_files(struct lab *l)
{
    struct arena *a = l->im->arena;
    size_t i;

    for (i = 0; i < sizeof(places) / sizeof(places[0]) && l->files.n == 0;
         i++) {
        const char *dir = arena_printf(a, "%s/%s", l->im->from, places[i][0]);

        files_some(&l->files, a, dir, "", wanted, &l->im->refused);
        if (l->files.n)
            read_data(l, places[i][1]);
    }
    files_sort(&l->files);
}

enum err import_pattern_lab(struct pattern_import *im)
{
    struct lab l = {
        .im = im, .data = json_object(), .nowhere = json_string("#")};
    enum err e = OK;
    size_t i;

    json_own(im->arena, l.data);
    json_own(im->arena, l.nowhere);
    read_files(&l);
    name_pages(&l);
    views_init(&l.views, im->arena);
    l.views.twig_escapes = true;
    name_views(&l);
    for (i = 0; !e && i < l.files.n; i++)
        if (view_is(l.files.at[i].path) && !view_is_hidden(l.files.at[i].path))
            e = import_one(&l, &l.files.at[i]);
    views_release(&l.views);
    files_release(&l.files);
    return !e && im->n == 0 && im->refused.n == 0 ? ERR_NOT_FOUND : e;
}
