/*
 * Components of GOV.UK Frontend, and of the NHS's library that is made like it,
 * from the JSON files of their packages.
 */
#include <dirent.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "patterns/import_sources.h"
#include "patterns/making.h"
#include "patterns/nunjucks.h"

enum { COMPONENTS_MAX = 500 };

/* Where the files of a component are: %s is its name. */
struct layout {
    const char *folder, *fixtures, *options;
};

static const struct layout govuk_layouts[] = {
    {"dist/govuk/components", "/%s/fixtures.json", "/%s/macro-options.json"},
    {"govuk/components", "/%s/fixtures.json", "/%s/macro-options.json"},
    {"components", "/%s/fixtures.json", "/%s/macro-options.json"},
    {".", "/%s/fixtures.json", "/%s/macro-options.json"},
    {"govuk-frontend-fixtures", "/%s.json",
     "/../govuk-frontend-options/%s.json"},
    {".", "/%s.json", "/../govuk-frontend-options/%s.json"},
    {NULL, NULL, NULL},
};

static const struct layout nhsuk_layouts[] = {
    {"dist/nhsuk/components", "/%s/fixtures.json", "/%s/macro-options.json"},
    {"packages/components", "/%s/fixtures.json", "/%s/macro-options.json"},
    {"components", "/%s/fixtures.json", "/%s/macro-options.json"},
    {".", "/%s/fixtures.json", "/%s/macro-options.json"},
    {NULL, NULL, NULL},
};

/* What differs from library to library. */
struct library {
    const struct layout *layouts;
    const char *macros; /* before the name of a macro */
    const char *slugs;  /* before the name of an entry */
    const char *owner, *licence;
    const char *since; /* the version from which all have their examples */
    /* what its index.md says */
    void (*guidance)(struct pattern_import *im, const char *component,
                     struct made_index *x);
};

static const struct library govuk = {
    govuk_layouts,
    "govuk",
    "",
    "GOV.UK Frontend",
    "MIT, copyright 2017 Crown Copyright (Government Digital Service)",
    "4",
    govuk_guidance};
static const struct library nhsuk = {nhsuk_layouts,
                                     "nhsuk",
                                     "nhsuk-",
                                     "NHS digital service manual",
                                     "MIT, copyright NHS England",
                                     "10",
                                     nhsuk_guidance};

/* The package, when it is found. */
struct package {
    struct pattern_import *im;
    const struct library *library;
    const char *folder;
    const struct layout *layout;
    const char *version; /* "" where it does not say */
    size_t n;
    const char *names[COMPONENTS_MAX];
};

static const char *path_of(const struct package *p, const char *format,
                           const char *name)
{
    const char *mark = strstr(format, "%s");

    return arena_printf(p->im->arena, "%s%.*s%s%s", p->folder,
                        (int)(mark - format), format, name, mark + 2);
}

/* As a link that leads nowhere too. */
static bool is_there(const char *path)
{
    return faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* "radios" of the folder "radios" or the file "radios.json". */
static const char *component_name(const struct package *p, const char *file)
{
    size_t n = strlen(file);

    if (text_ends(file, ".json"))
        n -= strlen(".json");
    if (!text_is_key(file, n))
        return NULL;
    return arena_strndup(p->im->arena, file, n);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Those that have that file. */
static void list_components(struct package *p, const char *file)
{
    DIR *dir = opendir(p->folder);
    struct dirent *entry;

    p->n = 0;
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone */
    while (dir && (entry = readdir(dir)) && p->n < COMPONENTS_MAX) {
        const char *name = component_name(p, entry->d_name);

        if (name && is_there(path_of(p, file, name)))
            p->names[p->n++] = name;
    }
    if (dir)
        (void)closedir(dir);
    if (p->n)
        qsort(p->names, p->n, sizeof(p->names[0]), compare);
}

/* The first layout in which components have that file (NULL: their fixtures).
 */
static bool find_layout(struct package *p, const char *file)
{
    for (p->layout = p->library->layouts; p->layout->folder; p->layout++) {
        p->folder =
            arena_printf(p->im->arena, "%s/%s", p->im->from, p->layout->folder);
        list_components(p, file ? file : p->layout->fixtures);
        if (p->n)
            return true;
    }
    return false;
}

static const char *place_of(const struct package *p, const char *path)
{
    return path + strlen(p->im->from) + 1;
}

/* Of those that were listed, the components that do not say what they look
 * like. */
static void tell_bare(const struct package *p)
{
    size_t i;

    for (i = 0; i < p->n; i++) {
        const char *folder = path_of(p, "/%s", p->names[i]);

        if (!is_there(arena_printf(p->im->arena, "%s/fixtures.json", folder)))
            problems_add(&p->im->refused, place_of(p, folder),
                         "has no fixtures.json with its examples: take the "
                         "package of version %s or later",
                         p->library->since);
    }
}

/* A version in which none does. */
static enum err refuse_bare(struct package *p)
{
    if (!find_layout(p, "/%s/macro.njk"))
        return ERR_NOT_FOUND;
    tell_bare(p);
    return OK;
}

static void read_version(struct package *p)
{
    p->version = import_version(import_package(p->im, p->im->from));
}

static bool is_inverse(const json_t *fixture)
{
    const char *classes = json_string_value(json_object_get(
        json_object_get(fixture, "pageTemplateOptions"), "bodyClasses"));

    return classes && strstr(classes, "--inverse");
}

/* The NHS calls them context, beside empty options. */
static json_t *options_of(const json_t *fixture)
{
    json_t *context = json_object_get(fixture, "context");

    return context ? context : json_object_get(fixture, "options");
}

static void add_example(const struct package *p, struct making *m,
                        const char *name, const json_t *fixture, size_t at)
{
    const char *title = json_string_value(json_object_get(fixture, "name"));
    const char *html = json_string_value(json_object_get(fixture, "html"));
    json_t *options = options_of(fixture);

    if (json_is_true(json_object_get(fixture, "hidden")))
        return; /* for tests of the package */
    if (!title || !*title || !html || !json_is_object(options)) {
        problems_add(&m->im->refused,
                     import_json_place(
                         m->im, path_of(p, p->layout->fixtures, name), m->place,
                         arena_printf(m->im->arena, "fixtures[%zu]", at)),
                     "example %zu has no name, options or html", at + 1);
        return;
    }
    making_example(m, &(struct made_example){
                          .title = title,
                          .html = html,
                          .njk = nunjucks_call(m->im->arena, p->library->macros,
                                               name, options),
                          .inverse = is_inverse(fixture)});
}

static void add_options(const struct package *p, struct making *m,
                        const char *name)
{
    struct arena *a = m->im->arena;
    const char *path = path_of(p, p->layout->options, name);
    json_t *options;
    char *text;

    if (!is_there(path))
        return;
    options = import_json(m->im, path, place_of(p, path));
    if (!options)
        return;
    text = json_dumps(options, JSON_INDENT(2));
    making_file(m, "options.json", arena_printf(a, "%s\n", text));
    free(text);
}

static enum err import_one(const struct package *p, const char *name)
{
    struct pattern_import *im = p->im;
    const char *path = path_of(p, p->layout->fixtures, name);
    const char *place = place_of(p, path);
    struct making *m = making_new(
        im, KIND_COMPONENT,
        arena_printf(im->arena, "%s%s", p->library->slugs, name), place);
    struct made_index x = {.version = p->version,
                           .owner = p->library->owner,
                           .licence = p->library->licence};
    json_t *json = NULL, *fixture;
    size_t i;

    if (!import_is_link(im, path_of(p, "/%s", name), place))
        json = import_json(im, path, place);
    if (!json)
        return OK;
    json_array_foreach(json_object_get(json, "fixtures"), i, fixture)
    {
        add_example(p, m, name, fixture, i);
    }
    if (!json_object_get(json, "fixtures") &&
        !text_ends(place, "/fixtures.json"))
        return OK; /* beside files of fixtures lie others */
    if (m->n_examples == 0) {
        problems_add(&im->refused,
                     import_json_place(im, path, place, "fixtures"),
                     "there is no example to show");
        return OK;
    }
    add_options(p, m, name);
    p->library->guidance(im, name, &x);
    return making_finish(m, &x);
}

static enum err import_library(struct pattern_import *im,
                               const struct library *library)
{
    struct package *p = arena_alloc(im->arena, sizeof(*p));
    enum err e = OK;
    size_t i;

    p->im = im;
    p->library = library;
    if (!find_layout(p, NULL))
        return refuse_bare(p);
    read_version(p);
    for (i = 0; !e && i < p->n; i++)
        e = import_one(p, p->names[i]);
    if (!e && text_ends(p->layout->fixtures, "/fixtures.json")) {
        list_components(p, "/%s/macro.njk");
        tell_bare(p);
    }
    if (!e && im->n == 0 && im->refused.n == 0)
        return refuse_bare(p);
    return e;
}

enum err import_govuk_frontend(struct pattern_import *im)
{
    return import_library(im, &govuk);
}

enum err import_nhsuk_frontend(struct pattern_import *im)
{
    return import_library(im, &nhsuk);
}
