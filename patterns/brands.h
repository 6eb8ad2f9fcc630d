/*
 * brands.h - the councils in whose colours an example can be shown.
 *
 * Those built in (patterns/brands/, all of made-up councils), and KEY.css of a
 * folder, which stand in for a built-in one of the same key.  A sheet that is
 * not in order is left out and told, by file and line.  Never changed
 * afterwards; any number of threads may read it.
 */
#ifndef PATTERNS_BRANDS_H
#define PATTERNS_BRANDS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/problems.h"
#include "base/seen.h"

enum { BRANDS_MAX = 500 };

/* What an example is shown in unless another is asked for. */
#define BRAND_PLAIN "plain"

struct brand {
    const char *key, *name;
    const char *css; /* a whole sheet, of our writing */
};

struct brands {
    struct arena *arena;
    size_t n;
    struct brand *at; /* the plain one, then by name */
    struct problems problems;
};

/* dir NULL: only what is built in.  live: a source tree whose own are read
 * too; NULL: none.  Always gives one; see problems. */
struct brands *brands_open(const char *dir, const char *live);

/* What was looked at in dir is added to seen; its paths live as long as the
 * brands. */
struct brands *brands_open_seen(const char *dir, struct seen *seen);
void brands_close(struct brands *bs);

/* NULL: there is none, or bs is NULL. */
const struct brand *brands_find(const struct brands *bs, const char *key);

/* "/patterns/brands/exampleton.css", in the arena. */
const char *brand_address(struct arena *a, const char *key);

#endif
