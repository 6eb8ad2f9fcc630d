/*
 * search.h - finding entries of the library by what people call them.
 *
 * Built from a catalogue by a thread of its own, so that a server answers
 * while it is made; a question waits until it is there.  Afterwards it never
 * changes, and any number of threads may ask.
 *
 * Words are found in titles (English, Welsh), other names, descriptions,
 * guidance, class names and options, in that order of weight.  All words must
 * be there, the last one perhaps not written to its end; where no entry has
 * all, those that have some are given.  A name that is the question itself
 * comes first.  For words that nobody wrote, the nearest is offered.
 */
#ifndef PATTERNS_SEARCH_H
#define PATTERNS_SEARCH_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "patterns/catalogue.h"

enum {
    SEARCH_QUERY_MAX = 200, /* characters */
    SEARCH_WORDS_MAX = 12,  /* of a query; those behind are left out */
    SEARCH_FORMS_MAX = 16   /* that one word stands for */
};

struct search;

/* The catalogue is borrowed. */
struct search *search_new(const struct catalogue *c);
void search_free(struct search *s); /* waits for its thread */

struct search_hit {
    const struct pattern *pattern;
    double score;
};

/* What one word of the question stands for. */
struct search_word {
    const char *text; /* folded */
    size_t n_forms;
    const char *form[SEARCH_FORMS_MAX]; /* words of the library */
    const char *stem[SEARCH_FORMS_MAX]; /* and their stems */
    bool optional;                      /* "of", "the" */
};

struct search_answer {
    const char *query;      /* as it was asked */
    const char *suggestion; /* "" or the question that was meant ... */
    bool instead;           /* ... whose hits these are */
    bool partly;            /* nothing has all words; these have some */
    size_t n;
    struct search_hit *at; /* best first */
    size_t n_words;
    struct search_word words[SEARCH_WORDS_MAX]; /* that the hits have */
};

/* In the arena.  A query without words finds nothing.  ERR_IO: the search
 * could not be built, which was logged. */
MUST_USE enum err search_find(struct search *s, struct arena *a,
                              const char *query, struct search_answer *ret);

/*
 * A text in parts, [{"text", "mark"}]: those that match are marked.  max 0:
 * all of it; otherwise some max bytes around the matches.  NULL: nothing of
 * it matches.
 */
json_t *search_marked(struct search *s, const struct search_answer *answer,
                      const char *text, size_t max);

/* The first field besides title and description in which a hit matches, and
 * its marked text: {"field": "Guidance", "parts": [...]}; NULL: none does. */
json_t *search_why(struct search *s, const struct search_answer *answer,
                   const struct pattern *p);

#endif
