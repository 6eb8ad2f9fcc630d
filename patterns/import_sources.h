/* import_sources.h - the sources of import.h, one file each. */
#ifndef PATTERNS_IMPORT_SOURCES_H
#define PATTERNS_IMPORT_SOURCES_H

#include "patterns/import.h"

/* fixtures.json and macro-options.json of each component of an npm package. */
MUST_USE enum err import_govuk_frontend(struct pattern_import *im);
MUST_USE enum err import_nhsuk_frontend(struct pattern_import *im);

/* Pages of guidance in Markdown with front matter and Nunjucks. */
MUST_USE enum err import_govuk_pages(struct pattern_import *im);
MUST_USE enum err import_moj(struct pattern_import *im);

/* Views with data in YAML or JSON beside them. */
MUST_USE enum err import_fractal(struct pattern_import *im);
MUST_USE enum err import_pattern_lab(struct pattern_import *im);

/* Entries as they are, in a zip file. */
MUST_USE enum err import_pack(struct pattern_import *im);

#endif
