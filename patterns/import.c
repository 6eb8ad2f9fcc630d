#include "patterns/import.h"

#include <string.h>

#include "patterns/import_sources.h"

enum { REPORT_MAX = 2000 };

static const struct import_source sources[] = {
    {"govuk-frontend",
     "the folder of the npm package, node_modules/govuk-frontend",
     import_govuk_frontend},
    {"nhsuk-frontend",
     "the folder of the npm package, node_modules/nhsuk-frontend",
     import_nhsuk_frontend},
    {"govuk-design-system",
     "the folder of its pages, with components and patterns in it",
     import_govuk_pages},
    {"moj",
     "the folder docs of the Ministry of Justice's moj-frontend, or its npm "
     "package",
     import_moj},
    {"fractal", "the folder of a Fractal library's components", import_fractal},
    {"pattern-lab", "the folder _patterns of a Pattern Lab, or one above it",
     import_pattern_lab},
    {"pack", "a pack of entries, made by waymark export-patterns", import_pack},
    {NULL, NULL, NULL},
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
    problems_init(&im->refused, a, REPORT_MAX);
    problems_init(&im->cuts, a, REPORT_MAX);
}

enum err pattern_import_run(struct pattern_import *im,
                            const struct import_source *source)
{
    return source->run(im);
}
