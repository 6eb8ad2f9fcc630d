#include "patterns/import.h"

#include <string.h>

#include "base/map.h"
#include "patterns/import_sources.h"
#include "patterns/making.h"

enum { REPORT_MAX = 2000 };

static void release_map(void *self)
{
    map_release(self);
}

static struct map *new_map(struct arena *a)
{
    struct map *m = arena_alloc(a, sizeof(*m));

    map_init(m);
    arena_own(a, release_map, m);
    return m;
}

static const struct import_source sources[] = {
    {"govuk-frontend",
     "the folder of its npm package, such as node_modules/govuk-frontend, "
     "which has dist/govuk/components in it",
     NULL, false, true, import_govuk_frontend},
    {"nhsuk-frontend",
     "the folder of its npm package, such as node_modules/nhsuk-frontend, "
     "which has dist/nhsuk/components in it",
     NULL, false, false, import_nhsuk_frontend},
    {"govuk-design-system",
     "the folder src of its source, which has components/NAME/index.md in it",
     NULL, false, true, import_govuk_pages},
    {"moj",
     "the folder docs of the source of moj-frontend, which has "
     "components/NAME/index.md in it, or its npm package",
     NULL, false, false, import_moj},
    {"fractal",
     "the folder of a Fractal library's components, which has views in it, "
     "such as button/button.hbs",
     "fractal", false, false, import_fractal},
    {"pattern-lab",
     "the folder source of a Pattern Lab, which has _patterns in it",
     "pattern-lab", false, false, import_pattern_lab},
    {"pack", "a file that waymark export-patterns wrote", NULL, true, true,
     import_pack},
    {NULL, NULL, NULL, false, false, NULL},
};

const struct import_source *import_sources(void)
{
    return sources;
}

const struct import_source *import_source_find(const char *name)
{
    const struct import_source *s;

    for (s = sources; s->name; s++)
        if (strcmp(s->name, name) == 0)
            return s;
    return NULL;
}

void pattern_import_init(struct pattern_import *im, struct arena *a,
                         const char *from, const char *to)
{
    *im = (struct pattern_import){.arena = a, .from = from, .to = to};
    im->seen = new_map(a);
    im->pictures_by_src = new_map(a);
    problems_init(&im->refused, a, REPORT_MAX);
    problems_init(&im->cuts, a, REPORT_MAX);
}

enum err pattern_import_run(struct pattern_import *im,
                            const struct import_source *source)
{
    struct import_style *style = NULL;
    enum err e;

    if (!im->prefix)
        im->prefix = source->prefix;
    if (!source->is_file)
        im->library = source->prefix ? arena_printf(im->arena, "%s %s",
                                                    source->name, im->prefix)
                                     : source->name;
    import_find_home(im);
    if (im->style || !source->is_styled)
        style = import_style_find(im, source);
    e = source->run(im);
    if (!e && style)
        e = import_style_write(style);
    if (!e && im->library)
        import_tell_gone(im);
    return e;
}
