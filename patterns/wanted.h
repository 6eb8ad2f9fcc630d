/*
 * wanted.h - which entries a list holds, and what else could be asked of it.
 *
 * Facets (facets.h) combine: an entry must be all that is asked.
 */
#ifndef PATTERNS_WANTED_H
#define PATTERNS_WANTED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/problems.h"
#include "patterns/catalogue.h"
#include "patterns/facets.h"
#include "web/request.h"
#include "web/route.h"

/* For the tables of routes. */
#define WANTED_FIELDS                                                          \
    {"kind", FIELD_KEY, 0, ""}, {"theme", FIELD_TEXT, 0, ""},                  \
        {"status", FIELD_TEXT, 0, ""}, {"verb", FIELD_TEXT, 0, ""},            \
        {"lifeEvent", FIELD_TEXT, 0, ""}, {"lgsl", FIELD_TEXT, 0, ""},         \
    {                                                                          \
        "madeOf", FIELD_TEXT, 0, ""                                            \
    }

struct wanted {
    const char *key[FACETS]; /* "": any */
};

extern const struct wanted wanted_anything;

/* What a request asks for; a kind or a status that there is not is told. */
void wanted_read(const struct request *rq, struct problems *problems,
                 struct wanted *ret);

bool wanted_asks(const struct wanted *f); /* for anything at all */

/* The same with another value of one facet; "": any. */
struct wanted wanted_with(const struct wanted *f, enum facet facet,
                          const char *key);

/* "kind=page&theme=ask-users-for", "" of none, in the arena; with "?" or "&"
 * before it by the caller. */
const char *wanted_query(struct arena *a, const struct wanted *f);

/* "/patterns/component/?status=trial" */
const char *wanted_address(struct arena *a, const struct wanted *f);

/* Its pages, but for their number: "/patterns/component/?status=trial&page=" */
const char *wanted_pages(struct arena *a, const struct wanted *f);

struct facet_values {
    size_t n;
    struct facet_value *at;
    const struct facet_value *asked; /* NULL: none is */
};

struct listed {
    size_t n;
    const struct pattern **at; /* in the order of the catalogue */
    struct facet_values facets[FACETS];
    size_t
        but[1 << FACETS]; /* entries that are all but those facets, as bits */
};

/* Everything in the arena, in one pass. */
struct listed wanted_apply(struct arena *a, const struct catalogue *c,
                           const struct wanted *f);

/* How many there were if those facets, as bits, were not asked. */
size_t wanted_without(const struct listed *found, unsigned facets);

#endif
