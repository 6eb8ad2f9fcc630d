/*
 * import.h - other people's pattern libraries, as entries of a catalogue.
 *
 * What is written is files in the format of the catalogue, each put beside
 * and then renamed; a file that holds the same bytes already is left alone,
 * so that importing twice changes nothing.  No script of the source is run.
 * An entry that would not be in order is refused, by file and line, and the
 * others are taken.
 */
#ifndef PATTERNS_IMPORT_H
#define PATTERNS_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/problems.h"
#include "patterns/pack.h"

enum import_fate { IMPORT_TAKEN, IMPORT_UNCHANGED, IMPORT_REFUSED };

struct imported {
    const char *name; /* "component/radios" */
    const char *from; /* of the source: "radios/index.md" */
    enum import_fate fate;
};

struct pattern_import {
    struct arena *arena;
    const char *from;    /* what is imported */
    const char *to;      /* the folder of the catalogue, "DATA/catalogue" */
    const char *prefix;  /* of names that could be anybody's; NULL: usual */
    const char *style;   /* a compiled stylesheet; NULL: what the library names
                          */
    bool dry_run;        /* look, and write nothing */
    const char *library; /* that the entries are of, "fractal stockport"; NULL:
                          * they are of none */
    const char *home;    /* the nearest folder with a package.json, or from */
    int up;              /* how far above from that is */
    struct map *seen;    /* names of entries that it has */
    struct import_picture *pictures; /* that examples named, each once */
    size_t n_pictures, pictures_room;
    struct map *pictures_by_src;
    const char *sheet; /* the entry of its stylesheet, "style/stockport"; NULL:
                        * none was found */
    const char *sheet_from; /* and of what file it is */

    /* The report: entries, and what was said of files. */
    size_t n, room;
    struct imported *entries;
    size_t taken, unchanged; /* of them */
    size_t pictures_taken;
    size_t pictured; /* examples in which one stands in for another */
    struct problems refused;
    struct problems cuts; /* what was left out of what was taken, or left as it
                           * was here, and where; what an earlier import of
                           * the library took and it has no longer */
};

/* What can be imported: its name, and what has to be named for it. */
struct import_source {
    const char *name;
    const char *what;   /* "the folder of its npm package, …" */
    const char *prefix; /* of names, the usual one; NULL: they are its own */
    bool is_file;       /* a pack of entries, rather than a library's folder */
    bool is_styled;     /* our own sheet serves its examples */
    enum err (*run)(struct pattern_import *im);
};

/* NULL: there is none of that name. */
const struct import_source *import_source_find(const char *name);

/* Every source; ends with a NULL name. */
const struct import_source *import_sources(void);

void pattern_import_init(struct pattern_import *im, struct arena *a,
                         const char *from, const char *to);

/*
 * ERR_NOT_FOUND: nothing of that kind is there; ERR_IO: the catalogue cannot
 * be written.
 */
MUST_USE enum err pattern_import_run(struct pattern_import *im,
                                     const struct import_source *source);

#endif
