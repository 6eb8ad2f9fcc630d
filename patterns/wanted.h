/*
 * wanted.h - which entries a list holds, and what else could be asked of it.
 *
 * A facet is something that an entry is asked to be: of a kind, with a status,
 * made of radios.  Facets combine: an entry must be all that is asked.  Values
 * stand in addresses as keys: "ask-users-for" of "Ask users for…".
 */
#ifndef PATTERNS_WANTED_H
#define PATTERNS_WANTED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/problems.h"
#include "patterns/catalogue.h"
#include "web/request.h"
#include "web/route.h"

/* In the order in which they are offered; the field of the address, and what
 * people call it. */
#define FACET_MAP(X)                                                           \
    X(FACET_KIND, "kind", "Kind")                                              \
    X(FACET_THEME, "theme", "Need or subject")                                 \
    X(FACET_STATUS, "status", "Status")                                        \
    X(FACET_VERB, "verb", "What people do")                                    \
    X(FACET_LIFE_EVENT, "lifeEvent", "Life event")                             \
    X(FACET_LGSL, "lgsl", "Service number (LGSL)")                             \
    X(FACET_MADE_OF, "madeOf", "Made of")

#define X(name, field, title) name,
enum facet { FACET_MAP(X) FACETS };
#undef X

/* For the tables of routes. */
#define WANTED_FIELDS                                                          \
    {"kind", FIELD_KEY, 0, ""}, {"theme", FIELD_TEXT, 0, ""},                  \
        {"status", FIELD_TEXT, 0, ""}, {"verb", FIELD_TEXT, 0, ""},            \
        {"lifeEvent", FIELD_TEXT, 0, ""}, {"lgsl", FIELD_TEXT, 0, ""},         \
    {                                                                          \
        "madeOf", FIELD_TEXT, 0, ""                                            \
    }

const char *facet_field(enum facet f);
const char *facet_title(enum facet f);

struct wanted {
    const char *key[FACETS]; /* "": any */
};

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

/* One value of a facet, and how many entries have it that are all else that
 * is asked. */
struct facet_value {
    const char *key, *text;
    size_t count;
    int order; /* as it is listed; then by text */
};

struct facet_values {
    size_t n;
    struct facet_value *at;
    const struct facet_value *asked; /* NULL: none is */
};

/* What an entry is called in one facet, the n-th; false: there are no more. */
bool facet_value_of(const struct pattern *p, enum facet facet, size_t n,
                    struct facet_value *ret);

struct listed {
    size_t n;
    const struct pattern **at; /* as the catalogue lists them */
    struct facet_values facets[FACETS];
    size_t without[FACETS]; /* how many there were if that were not asked */
};

/* Everything in the arena, in one pass. */
struct listed wanted_apply(struct arena *a, const struct catalogue *c,
                           const struct wanted *f);

#endif
