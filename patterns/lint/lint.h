/*
 * lint.h - what a reader of the catalogue would stumble over.
 *
 * Every file of the entries is read as it was written: Markdown by cmark's
 * tree, HTML by tags.h, YAML by node.h.  Whatever is found is told with its
 * file, its line, the rule that found it and what to do.  An entry that is
 * refused is looked at all the same, as far as it can be read.
 */
#ifndef PATTERNS_LINT_LINT_H
#define PATTERNS_LINT_LINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/problems.h"
#include "patterns/lint/rules.h"

enum {
    LINT_FINDINGS_MAX = 2000,
    LINT_ALIKE_MAX = 100 /* of one rule in one file */
};

struct finding {
    const char *file; /* "DIR/component/radios/index.md" */
    int line;
    enum lint_rule rule;
    const char *what; /* and what to do; no full stop */
};

/* Who reads a file beside an entry that this folder knows nothing of: what is
 * wrong goes into problems, each with its place in the file.  The catalogue is
 * that of all entries. */
struct catalogue;
typedef void lint_reader(const struct catalogue *c, struct arena *a,
                         const char *text, size_t n, struct problems *problems);

struct lint_options {
    const char *dir;      /* a catalogue's folder or an entry's; NULL: what is
                           * built in, and the data folder's */
    const char *data;     /* DATA/catalogue */
    int32_t today;        /* the day that reviewDue is held against */
    lint_reader *journey; /* reads journey.json; NULL: nobody does */
};

struct lint_report {
    size_t entries, files; /* looked at */
    size_t total;          /* found */
    /* Of which are in at[], by file, then by line.  Of more than LINT_ALIKE_MAX
     * alike one stands for those that are not. */
    size_t n;
    struct finding *at;
};

/* Everything is in the arena.  ERR_NOT_FOUND: dir is not there, or is neither
 * a catalogue nor an entry of one. */
MUST_USE enum err lint_run(struct arena *a, const struct lint_options *options,
                           struct lint_report *ret_report);

#endif
