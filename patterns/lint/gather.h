/*
 * gather.h - the entries that are looked at, and those they are held against.
 */
#ifndef PATTERNS_LINT_GATHER_H
#define PATTERNS_LINT_GATHER_H

#include "patterns/files.h"
#include "patterns/lint/inside.h"

enum { LAYERS = 3 };

/* Where files come from; an entry of a later one stands for one of the same
 * name in those before. */
struct layer {
    const char *root; /* before each path when it is told */
    bool told, from_folder;
    size_t cut; /* bytes of a path that the folder itself stands for */
    struct files files;
    struct problems problems;
};

struct gathered {
    struct lint *lint;
    struct layer layers[LAYERS];
    size_t n_layers;
    size_t n;
    struct lint_entry *entries;
    struct files folders; /* of the entries that are not built in, by path */
};

/* What the options name, in the arena of lint.  ERR_NOT_FOUND: DIR is no
 * catalogue, kind or entry.  Release it in either case. */
MUST_USE enum err lint_gather(struct lint *lint, struct gathered *ret);
void lint_gathered_release(struct gathered *g);

#endif
