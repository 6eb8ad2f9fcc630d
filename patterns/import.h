/*
 * import.h - other people's pattern libraries, as entries of a catalogue.
 *
 * What is written is files in the format of the catalogue, each put beside
 * and then renamed; a file that holds the same bytes already is left alone,
 * so that importing twice changes nothing.
 */
#ifndef PATTERNS_IMPORT_H
#define PATTERNS_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/problems.h"

struct pattern_import {
    struct arena *arena;
    const char *from; /* what is imported */
    const char *to;   /* the folder of the catalogue, "DATA/catalogue" */
    bool dry_run;     /* look, and write nothing */

    /* The report: entries, and what was said of files. */
    size_t taken, unchanged;
    struct problems refused;
    struct problems cuts; /* brand marks that were left out, and where */
};

void pattern_import_init(struct pattern_import *im, struct arena *a,
                         const char *from, const char *to);

/*
 * The npm package govuk-frontend, or a folder with the fixtures.json and
 * macro-options.json of its components.  No script is run.  ERR_NOT_FOUND: no
 * component is there; ERR_IO: the catalogue cannot be written.  What is wrong
 * with one component is in refused, and the others are taken.
 */
MUST_USE enum err import_govuk_frontend(struct pattern_import *im);

/* The parts of it. */

struct import_file {
    const char *path; /* "default/index.html", below the entry's folder */
    const char *text;
    size_t size;
};

/* Write an entry's files.  *ret_changed: something was not there before. */
MUST_USE enum err import_write(const struct pattern_import *im,
                               const char *entry,
                               const struct import_file *files, size_t n,
                               bool *ret_changed);

/*
 * The same markup without what only GOV.UK may show: crown, crest, logotype.
 * Each cut is told in im->cuts under that place.
 */
const char *brand_cut(struct pattern_import *im, const char *place,
                      const char *html);

/* Between double quotes, as YAML takes it. */
const char *import_quoted(struct arena *a, const char *text);

/* The index.md of a component; version may be "". */
const char *govuk_index(struct pattern_import *im, const char *name,
                        const char *version);

#endif
