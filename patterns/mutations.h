/*
 * mutations.h - Welsh words change their first letters after other words:
 * "cydraddoldeb" stands as "gydraddoldeb" after "am", as "nghydraddoldeb" after
 * "fy" and as "chydraddoldeb" after "a".
 *
 * (King, "Modern Welsh: A Comprehensive Grammar", sections 5 to 11.)
 */
#ifndef PATTERNS_MUTATIONS_H
#define PATTERNS_MUTATIONS_H

#include "patterns/search_inside.h"

enum { MUTATED_MIN = 4 }; /* letters: shorter ones mean anything */

struct mutation {
    const char *radical, *mutated; /* "" of g, which falls away */
};

extern const struct mutation mutations[];
extern const size_t n_mutations;

/* Adds what the word of a question is before and after every mutation, as far
 * as the library says so in Welsh.  A word that it says in English stays as it
 * is. */
void mutations_add(const struct asking *q, struct search_word *w);

#endif
