/*
 * catalogue.h - every entry of the pattern library, in memory.
 *
 * Read once when the program starts, from the entries built in and from
 * DATA/catalogue, and never changed afterwards: any number of threads may read
 * it.  An entry of the folder stands in for a built-in one of the same name.
 * An entry that is not in order is left out, and told, and the rest is served.
 */
#ifndef PATTERNS_CATALOGUE_H
#define PATTERNS_CATALOGUE_H

#include "base/map.h"
#include "base/problems.h"
#include "base/seen.h"
#include "patterns/pattern.h"

enum { CATALOGUE_ENTRIES_MAX = 10000 };

struct catalogue {
    struct arena *arena;
    size_t n;
    struct pattern *at; /* by kind, then by title */
    struct problems problems;
    struct map by_name;          /* "kind/slug" and "slug" to a place in at[] */
    const struct facets *facets; /* of its entries (facets.h) */
    struct search *search;       /* of it (search.h); NULL: nobody will ask */
};

/* dir: entries that stand in for built-in ones of the same name; NULL: none.
 * Always gives one; see problems. */
struct catalogue *catalogue_open(const char *dir);

/* What was looked at in dir is added to seen; its paths live as long as the
 * catalogue. */
struct catalogue *catalogue_open_seen(const char *dir, struct seen *seen);

/* live: a folder that is being written in, a catalogue or a source tree that
 * has one; its entries stand before all others. */
struct catalogue *catalogue_open_live(const char *dir, const char *live);

/* Of these files, which are borrowed: those of a folder stand in for built-in
 * ones.  *ret_built_in: how many of its problems, the first, are of what is
 * built in. */
struct files;
struct catalogue *catalogue_over(const struct files *built_in,
                                 const struct files *folder,
                                 size_t *ret_built_in);

/* Of these alone: for tests. */
struct catalogue *catalogue_make(const struct files *fs);

void catalogue_close(struct catalogue *c);

/* NULL: there is none. */
const struct pattern *catalogue_find(const struct catalogue *c,
                                     enum pattern_kind kind, const char *slug);

/* The entry that a step's pattern names: "radios" or "radios@2", the first in
 * the order of kinds; "component/task-list" of that kind.  NULL: none. */
const struct pattern *catalogue_named(const struct catalogue *c,
                                      const char *name);

#endif
