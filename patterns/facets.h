/*
 * facets.h - what lists ask of entries, and what each entry is of that.
 *
 * A facet is something that an entry is asked to be: of a kind, with a status,
 * made of radios.  Values stand in addresses as keys: "ask-users-for" of "Ask
 * users for…"; "Moving home" and "moving home" are one value, under the text of
 * the first.  They are numbered when the catalogue is read, so that a list
 * counts numbers.
 */
#ifndef PATTERNS_FACETS_H
#define PATTERNS_FACETS_H

#include <stdbool.h>
#include <stddef.h>

#include "patterns/catalogue.h"

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

const char *facet_field(enum facet f);
const char *facet_title(enum facet f);

/* One value of a facet, and how many entries have it of those that are
 * counted. */
struct facet_value {
    const char *key, *text;
    size_t count;
    int order; /* as it is listed; then by text */
};

/* What an entry is called in one facet, the n-th; false: there are no more.
 * The key may be NULL: that of the text. */
bool facet_value_of(const struct pattern *p, enum facet facet, size_t n,
                    struct facet_value *ret);

/* Of a catalogue, in its arena. */
struct facets {
    struct {
        size_t n;
        struct facet_value *at; /* as they are listed; count is 0 */
    } values[FACETS];
    /* Of its i-th entry in facet f: numbers[from[i * FACETS + f]] and so on, up
     * to the next from; each once. */
    size_t *from, *numbers;
    /* The entries in the order of lists: patterns by need first, then pages,
     * services, components and the rest; in each by theme, then by title. */
    size_t *listed;
};

/* When its entries are in order and linked. */
const struct facets *facets_make(const struct catalogue *c);

#endif
