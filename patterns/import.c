#include "patterns/import.h"

#include <string.h>

#include "patterns/import_sources.h"

enum { REPORT_MAX = 2000 };

static const struct import_source sources[] = {
    {"govuk-frontend",
     "the folder of its npm package, such as node_modules/govuk-frontend, "
     "which has dist/govuk/components in it",
     false, import_govuk_frontend},
    {"nhsuk-frontend",
     "the folder of its npm package, such as node_modules/nhsuk-frontend, "
     "which has dist/nhsuk/components in it",
     false, import_nhsuk_frontend},
    {"govuk-design-system",
     "the folder src of its source, which has components/NAME/index.md in it",
     false, import_govuk_pages},
    {"moj",
     "the folder docs of the source of moj-frontend, which has "
     "components/NAME/index.md in it, or its npm package",
     false, import_moj},
    {"fractal",
     "the folder of a Fractal library's components, which has views in it, "
     "such as button/button.hbs",
     false, import_fractal},
    {"pattern-lab",
     "the folder source of a Pattern Lab, which has _patterns in it", false,
     import_pattern_lab},
    {"pack", "a file that waymark export-patterns wrote", true, import_pack},
    {NULL, NULL, false, NULL},
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
