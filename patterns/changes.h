/* changes.h - what changed in the library, newest first. */
#ifndef PATTERNS_CHANGES_H
#define PATTERNS_CHANGES_H

#include <stdint.h>

#include "base/arena.h"
#include "patterns/catalogue.h"

enum { CHANGES_MAX = 60 };

struct dated_change {
    const struct pattern *pattern;
    const struct pattern_change *change;
    int32_t day;
    size_t nth; /* of the entry's changes, from the oldest */
};

struct dated_changes {
    size_t n;
    struct dated_change *at;
};

/* The newest of all, max or fewer (up to CHANGES_MAX), in the arena; those of
 * one day as the catalogue lists their entries. */
struct dated_changes changes_newest(struct arena *a, const struct catalogue *c,
                                    size_t max);

#endif
