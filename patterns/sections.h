/*
 * sections.h - somebody else's guidance, under the four headings of an entry.
 *
 * Markdown of any headings goes in; When to use, When not to use, How it works
 * and Research come out, in this order.  What stands under another heading is
 * a part of How it works; what stands before the first, of When to use.  Tags
 * of a template language are left out, each told with its line: nothing is run
 * here that could say what they mean.
 */
#ifndef PATTERNS_SECTIONS_H
#define PATTERNS_SECTIONS_H

#include "patterns/import.h"

struct guidance_source {
    const char *place; /* the file, for what is told */
    int line;          /* of the first line of text */
    const char *text;
    const char *site; /* "https://…" before links that begin with "/" */
};

/* Several texts one behind the other, the last with a NULL text; in the
 * import's arena. */
const char *import_sections(struct pattern_import *im,
                            const struct guidance_source *sources);

#endif
