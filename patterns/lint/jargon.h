/*
 * jargon.h - the words of words.txt, found in a text.
 *
 * Whole words only, whatever their capitals; a hyphen is the same as a space.
 * Nothing is found in a web address, in a piece of code (SENTENCE_CODE) or
 * between quotes: what a label says is quoted as it is.
 */
#ifndef PATTERNS_LINT_JARGON_H
#define PATTERNS_LINT_JARGON_H

#include "base/arena.h"
#include "base/map.h"
#include "base/problems.h"

struct jargon {
    struct map forms;    /* from a form to a place in advice[] */
    const char **advice; /* in the arena; "-": this phrase is allowed */
};

struct jargon_hit {
    size_t at, n;       /* bytes of the text */
    const char *advice; /* what to write instead */
};

/* Of lines like those of words.txt; what cannot be read is told. */
void jargon_init(struct jargon *j, struct arena *a, const char *lines, size_t n,
                 struct problems *problems);
void jargon_release(struct jargon *j);

/* The first at or behind from.  false: there is none. */
bool jargon_next(const struct jargon *j, const char *s, size_t n, size_t from,
                 struct jargon_hit *ret_hit);

#endif
