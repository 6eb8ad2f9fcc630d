/*
 * The compiled stylesheet of a library that is imported, as an entry of its
 * own: the one that was named, or that the library itself names.
 */
#include <string.h>

#include "base/text.h"
#include "patterns/making.h"
#include "patterns/sheet.h"
#include "patterns/views.h"

enum { SHEETS_MAX = 8, REFUSED_MAX = 20, LICENCE_MAX = 100 };

/* What is found: the sheets, one behind the other. */
struct import_style {
    struct pattern_import *im;
    struct problems refused; /* of them */
    const char *version, *licence;
    const char *library; /* what it is called here */
    struct buf text;
    struct buf clean;
    size_t n;
    struct {
        const char *path;
        int line; /* of text, where it begins */
    } sheets[SHEETS_MAX];
};

/* Where it is -------------------------------------------------------------- */

static void take_sheet(struct import_style *f, const char *path,
                       const char *place)
{
    size_t i;

    for (i = 0; i < f->n; i++)
        if (strcmp(f->sheets[i].path, place) == 0)
            return;
    if (f->n == SHEETS_MAX)
        return;
    if (f->n)
        buf_adds(&f->text, "\n");
    f->sheets[f->n].path = place;
    f->sheets[f->n].line = text_line(f->text.text, f->text.text + f->text.len);
    f->n += import_read(f->im, &f->refused, path, place, &f->text);
}

static void take_reached(struct import_style *f, enum import_reach reach,
                         const struct import_place *place)
{
    if (reach == IMPORT_REACHED)
        take_sheet(f, place->path, place->name);
    else if (reach == IMPORT_OUTSIDE)
        problems_add(&f->refused, place->name,
                     "leads out of %s: to have that stylesheet, name it with "
                     "--style",
                     f->im->home);
}

static void take_below(struct import_style *f, const char *path)
{
    struct import_place place;

    take_reached(f, import_reach(f->im, f->im->home, path, &place), &place);
}

/* What the layout of the library's own pages links to ---------------------- */

static bool is_path(char c)
{
    return c && (strchr("/._-@:+~", c) || (c >= '0' && c <= '9') ||
                 (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}

/* "../css/style.css" of a tag's n bytes; NULL: it links to no stylesheet. */
static const char *linked_path(struct arena *a, const char *tag, size_t n)
{
    const char *copy = arena_strndup(a, tag, n), *end = strstr(copy, ".css");
    const char *at;

    if (!end || !strstr(copy, "stylesheet"))
        return NULL;
    for (at = end; at > copy && is_path(at[-1]); at--)
        ;
    return arena_strndup(a, at, (size_t)(end - at) + strlen(".css"));
}

static void take_linked(struct import_style *f, const char *path)
{
    struct import_place place;

    take_reached(f, import_linked(f->im, path, &place), &place);
}

static void take_links(struct import_style *f, const struct file *layout)
{
    const char *tag = layout->text;

    while ((tag = strstr(tag, "<link"))) {
        size_t n = strcspn(tag, ">");
        const char *path = linked_path(f->im->arena, tag, n);

        if (path && strstr(path, "//"))
            problems_add(&f->im->cuts, layout->path,
                         "links to %s, which is elsewhere and was left out",
                         path);
        else if (path)
            take_linked(f, path);
        tag += n;
    }
}

/* The first layout that leads to one. */
static void look_into_layouts(struct import_style *f)
{
    static const char *const wanted[] = {"_preview.hbs",      "_preview.njk",
                                         "_preview.nunj",     "_preview.twig",
                                         "_preview.mustache", "_preview.html",
                                         "head.hbs",          "head.mustache",
                                         "head.twig",         NULL};
    struct problems quiet; /* the importer tells what it cannot read */
    struct files fs = {0};
    size_t i;

    problems_init(&quiet, f->im->arena, 1);
    files_some(&fs, f->im->arena, f->im->from, "", wanted, &quiet);
    files_sort(&fs);
    for (i = 0; i < fs.n && f->n == 0; i++)
        take_links(f, &fs.at[i]);
    files_release(&fs);
}

/* What its package names, or is known to have ------------------------------ */

static void look_into_package(struct import_style *f, const json_t *package)
{
    static const char *const usual[] = {"dist/nhsuk/nhsuk-frontend.css",
                                        "dist/nhsuk/nhsuk-frontend.min.css",
                                        "dist/nhsuk.css",
                                        "dist/nhsuk.min.css",
                                        "moj/moj-frontend.min.css",
                                        "moj/all.css"};
    const char *style = json_string_value(json_object_get(package, "style"));
    size_t i;

    if (style && text_ends(style, ".css"))
        take_below(f, style);
    for (i = 0; i < sizeof(usual) / sizeof(usual[0]) && f->n == 0; i++)
        take_below(f, usual[i]);
}

/* The entry ---------------------------------------------------------------- */

static void tell_cuts(const struct import_style *f,
                      const struct sheet_cuts *cuts)
{
    struct arena *a = f->im->arena;
    size_t j;
    int i;

    for (i = SHEET_IMPORT; i < SHEET_CUTS; i++) {
        for (j = f->n - 1; j && f->sheets[j].line > cuts->line[i]; j--)
            ;
        if (cuts->n[i])
            problems_add(&f->im->cuts,
                         arena_printf(a, "%s:%d", f->sheets[j].path,
                                      cuts->line[i] - f->sheets[j].line + 1),
                         "%s was left out here, %zu in all: %s",
                         sheet_cut_what((enum sheet_cut)i), cuts->n[i],
                         sheet_cut_why((enum sheet_cut)i));
    }
}

/* "css/style.css, css/more.css" */
static const char *paths_of(const struct import_style *f)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < f->n; i++)
        all = text_join(f->im->arena, all, ", ", f->sheets[i].path);
    return all;
}

static const char *body_of(struct arena *a, const char *library,
                           const char *from)
{
    return arena_printf(
        a,
        "## When to use\n\nThe examples of the library %s are shown in it. "
        "Nobody has to choose it. An example of your own is shown in it when "
        "its entry names `style/%s` under `uses`.\n\n"
        "## When not to use\n\nDo not build a service with this copy. Take "
        "the library itself, which has its typefaces and pictures.\n\n"
        "## How it works\n\n[The stylesheet](/patterns/style/%s/" SHEET_FILE
        ") is `%s` of the library. What it would load from elsewhere was left "
        "out: other sheets, typefaces and pictures.\n\n"
        "## Research\n\nNo council has sent us findings on the looks of %s "
        "yet.\n",
        library, library, library, from, library);
}

static void clean(struct import_style *f)
{
    struct sheet_cuts cuts;

    sheet_clean(f->text.text, f->text.len, &f->clean, &cuts);
    if (buf_finish(&f->clean)) {
        problems_add(&f->refused, paths_of(f),
                     "is larger than 1 MiB: name a smaller one with --style");
        return;
    }
    tell_cuts(f, &cuts);
    f->im->sheet_from = paths_of(f);
    f->im->sheet = arena_printf(f->im->arena, "style/%s", f->library);
}

static void release(void *self)
{
    struct import_style *f = self;

    buf_release(&f->text);
    buf_release(&f->clean);
}

struct import_style *import_style_find(struct pattern_import *im,
                                       const struct import_source *source)
{
    struct import_style *f = arena_alloc(im->arena, sizeof(*f));
    const json_t *package;

    *f = (struct import_style){
        .im = im, .library = source->prefix ? im->prefix : source->name};
    problems_init(&f->refused, im->arena, REFUSED_MAX);
    buf_init(&f->text, IMPORT_READ_MAX);
    buf_init(&f->clean, SHEET_MAX);
    arena_own(im->arena, release, f);
    package = import_package(im, im->home);
    f->version = import_version(package);
    f->licence = json_string_value(json_object_get(package, "license"));
    if (f->licence && strlen(f->licence) > LICENCE_MAX)
        f->licence = NULL;
    if (im->style)
        take_sheet(f, im->style, view_base(im->style));
    else if (source->prefix)
        look_into_layouts(f);
    if (f->n == 0 && !im->style)
        look_into_package(f, package);
    if (f->n)
        clean(f);
    return f;
}

enum err import_style_write(const struct import_style *f)
{
    struct pattern_import *im = f->im;
    struct arena *a = im->arena;
    struct making *m;

    problems_add_all(&im->refused, &f->refused);
    if (im->n == 0)
        im->sheet = im->sheet_from = NULL;
    if (!im->sheet)
        return OK;
    m = making_new(im, KIND_STYLE, f->library, im->sheet_from);
    making_file(m, SHEET_FILE, f->clean.text);
    return making_finish(
        m, &(struct made_index){
               .title = arena_printf(a, "Stylesheet of %s", f->library),
               .description = arena_printf(
                   a, "What the examples of the library %s look like.",
                   f->library),
               .state = STATE_STABLE,
               .version = f->version,
               .owner = f->library,
               .licence = f->licence,
               .body = body_of(a, f->library, im->sheet_from)});
}
