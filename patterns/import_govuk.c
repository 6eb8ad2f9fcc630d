/* GOV.UK Frontend's components, from the JSON files of its package. */
#include <ctype.h>
#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "patterns/catalogue.h"
#include "patterns/files.h"
#include "patterns/import.h"
#include "patterns/nunjucks.h"

enum {
    COMPONENTS_MAX = 500,
    FILES_OF_ENTRY_MAX = 2 * PATTERN_EXAMPLES_MAX + 2,
    JSON_FILE_MAX = 8 * 1024 * 1024,
    REPORT_MAX = 500
};

/* Where the files of a component are: %s is its name. */
static const struct layout {
    const char *folder, *fixtures, *options;
} layouts[] = {
    {"dist/govuk/components", "/%s/fixtures.json", "/%s/macro-options.json"},
    {"components", "/%s/fixtures.json", "/%s/macro-options.json"},
    {".", "/%s/fixtures.json", "/%s/macro-options.json"},
    {"govuk-frontend-fixtures", "/%s.json",
     "/../govuk-frontend-options/%s.json"},
    {".", "/%s.json", "/../govuk-frontend-options/%s.json"},
};

/* The package, when it is found. */
struct package {
    struct pattern_import *im;
    const char *folder;
    const struct layout *layout;
    const char *version; /* "" where it does not say */
    size_t n;
    const char *names[COMPONENTS_MAX];
};

/* One entry while it is made. */
struct making {
    struct pattern_import *im;
    const char *name;
    size_t n;
    struct import_file files[FILES_OF_ENTRY_MAX];
};

void pattern_import_init(struct pattern_import *im, struct arena *a,
                         const char *from, const char *to)
{
    *im = (struct pattern_import){.arena = a, .from = from, .to = to};
    problems_init(&im->refused, a, REPORT_MAX);
    problems_init(&im->cuts, a, REPORT_MAX);
}

static const char *path_of(const struct package *p, const char *format,
                           const char *name)
{
    const char *mark = strstr(format, "%s");

    return arena_printf(p->im->arena, "%s%.*s%s%s", p->folder,
                        (int)(mark - format), format, name, mark + 2);
}

static bool is_there(const char *path)
{
    FILE *f = fopen(path, "rb");

    if (f)
        (void)fclose(f);
    return f != NULL;
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

static void list_components(struct package *p)
{
    DIR *dir = opendir(p->folder);
    struct dirent *entry;

    p->n = 0;
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone */
    while (dir && (entry = readdir(dir)) && p->n < COMPONENTS_MAX) {
        const char *name = component_name(p, entry->d_name);

        if (name && is_there(path_of(p, p->layout->fixtures, name)))
            p->names[p->n++] = name;
    }
    if (dir)
        (void)closedir(dir);
    if (p->n)
        qsort(p->names, p->n, sizeof(p->names[0]), compare);
}

static enum err find_package(struct package *p)
{
    size_t i;

    for (i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++) {
        p->layout = &layouts[i];
        p->folder =
            arena_printf(p->im->arena, "%s/%s", p->im->from, p->layout->folder);
        list_components(p);
        if (p->n)
            return OK;
    }
    return ERR_NOT_FOUND;
}

static void release_json(void *json)
{
    json_decref(json);
}

static void read_stream(FILE *f, struct buf *to)
{
    char piece[16 * 1024];
    size_t n;

    while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
        buf_add(to, piece, n);
}

/* NULL, with the reason told under the place. */
static json_t *read_json(struct pattern_import *im, const char *path,
                         const char *place)
{
    FILE *f = fopen(path, "rb");
    json_error_t fault;
    json_t *json = NULL;
    struct buf text;

    buf_init(&text, JSON_FILE_MAX);
    if (f) {
        read_stream(f, &text);
        (void)fclose(f);
    }
    if (!f || buf_finish(&text)) {
        problems_add(&im->refused, place,
                     f ? "is larger than 8 MiB" : "is not there");
        buf_release(&text);
        return NULL;
    }
    json = json_loadb(text.text, text.len, JSON_REJECT_DUPLICATES, &fault);
    buf_release(&text);
    if (!json)
        problems_add(&im->refused, place, "line %d: %s", fault.line,
                     fault.text);
    else
        arena_own(im->arena, release_json, json);
    return json;
}

static void read_version(struct package *p)
{
    struct problems quiet = p->im->refused;
    json_t *json = read_json(
        p->im, arena_printf(p->im->arena, "%s/package.json", p->im->from),
        "package.json");
    const char *version = json_string_value(json_object_get(json, "version"));

    p->im->refused = quiet; /* a folder of fixtures alone has none */
    p->version = version && strlen(version) < 40 ? version : "";
}

static void add_file(struct making *m, const char *path, const char *text)
{
    if (m->n < FILES_OF_ENTRY_MAX)
        m->files[m->n++] = (struct import_file){path, text, strlen(text)};
}

/* Folders of one entry have different names. */
static const char *example_name(const struct making *m, const char *title)
{
    struct arena *a = m->im->arena;
    const char *slug = text_slug(a, title), *name = slug;
    size_t i;
    int again = 1;

    if (strcmp(slug, "default") == 0)
        return slug;
    for (i = 0; i < m->n; i++) {
        size_t n = strlen(name);

        if (strncmp(m->files[i].path, name, n) != 0 ||
            m->files[i].path[n] != '/')
            continue;
        name = arena_printf(a, "%.50s-%d", slug, ++again);
        i = (size_t)-1;
    }
    return name;
}

static bool is_inverse(const json_t *fixture)
{
    const char *classes = json_string_value(json_object_get(
        json_object_get(fixture, "pageTemplateOptions"), "bodyClasses"));

    return classes && strstr(classes, "--inverse");
}

static void add_example(struct making *m, const json_t *fixture,
                        const char *title, const char *html)
{
    struct arena *a = m->im->arena;
    const char *name = example_name(m, title);
    char *capital = arena_strdup(a, title);
    const char *place = arena_printf(a, "%s, %s", m->name, title);

    capital[0] = (char)toupper((unsigned char)capital[0]);
    add_file(m, arena_printf(a, "%s/index.html", name),
             arena_printf(a, "---\ntitle: %s\n%slang: en\n---\n%s\n",
                          import_quoted(a, capital),
                          is_inverse(fixture) ? "layout: inverse\n" : "",
                          brand_cut(m->im, place, html)));
    add_file(m, arena_printf(a, "%s/index.njk", name),
             nunjucks_call(a, m->name, json_object_get(fixture, "options")));
}

/* How many are shown; those marked hidden are for tests of the package. */
static size_t add_examples(struct making *m, const json_t *fixtures,
                           const char *place)
{
    const json_t *fixture;
    size_t i, n = 0;

    json_array_foreach(fixtures, i, fixture)
    {
        const char *title = json_string_value(json_object_get(fixture, "name"));
        const char *html = json_string_value(json_object_get(fixture, "html"));

        if (json_is_true(json_object_get(fixture, "hidden")))
            continue;
        if (!title || !*title || !html ||
            !json_is_object(json_object_get(fixture, "options")))
            problems_add(&m->im->refused, place,
                         "example %zu has no name, options or html", i + 1);
        else if (n == PATTERN_EXAMPLES_MAX)
            problems_add(&m->im->refused, place, "more than %d examples",
                         PATTERN_EXAMPLES_MAX);
        else if (++n)
            add_example(m, fixture, title, html);
    }
    return n;
}

static void add_options(const struct package *p, struct making *m)
{
    struct arena *a = m->im->arena;
    const char *path = path_of(p, p->layout->options, m->name);
    json_t *options;
    char *text;

    if (!is_there(path))
        return;
    options = read_json(m->im, path, arena_printf(a, "%s, options", m->name));
    if (!options)
        return;
    text = json_dumps(options, JSON_INDENT(2));
    add_file(m, "options.json", arena_printf(a, "%s\n", text));
    free(text);
}

static enum err import_one(const struct package *p, const char *name)
{
    struct pattern_import *im = p->im;
    struct making *m = arena_alloc(im->arena, sizeof(*m));
    const char *place = arena_printf(im->arena, "%s, fixtures", name);
    json_t *json = read_json(im, path_of(p, p->layout->fixtures, name), place);
    json_t *fixtures = json_object_get(json, "fixtures");
    bool changed = false;
    size_t n;
    enum err e;

    if (!json)
        return OK;
    m->im = im;
    m->name = name;
    n = add_examples(m, fixtures, place);
    if (n == 0) {
        problems_add(&im->refused, place, "there is no example to show");
        return OK;
    }
    add_file(m, "index.md", govuk_index(im, name, p->version));
    add_options(p, m);
    e = import_write(im, arena_printf(im->arena, "component/%s", name),
                     m->files, m->n, &changed);
    if (e)
        return e;
    if (changed)
        im->taken++;
    else
        im->unchanged++;
    return OK;
}

enum err import_govuk_frontend(struct pattern_import *im)
{
    struct package *p = arena_alloc(im->arena, sizeof(*p));
    enum err e;
    size_t i;

    p->im = im;
    e = find_package(p);
    if (e)
        return e;
    read_version(p);
    for (i = 0; !e && i < p->n; i++)
        e = import_one(p, p->names[i]);
    return e;
}
