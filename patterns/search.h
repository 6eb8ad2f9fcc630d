/*
 * search.h - finding entries of the library by what people call them.
 *
 * Built from a catalogue by threads of its own, so that a server answers while
 * it is made; a question waits until there is what it needs.  Afterwards it
 * never changes, and any number of threads may ask.
 *
 * Words are found in titles (English, Welsh), other names, descriptions,
 * examples in other languages than English, class names, options and guidance,
 * in that order of weight.  All words must be there, but those that tell
 * nothing ("the", "where"), and the last one perhaps not written to its end;
 * where no entry has all, those that have some are given.  A name that is the
 * question itself comes first, and one that stands in it is found though its
 * entry lacks the other words.  "Text box" and "textbox" find the same.
 *
 * For words that nobody wrote, the nearest is offered.  It is looked for
 * instead only if there is little doubt that it was meant (slip.h), and the
 * answer says so.
 */
#ifndef PATTERNS_SEARCH_H
#define PATTERNS_SEARCH_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "patterns/catalogue.h"

enum {
    SEARCH_TYPED_MAX = 8 * 1024, /* characters that a request may bring */
    SEARCH_QUERY_MAX = 200,      /* characters; those behind are left out */
    SEARCH_WORDS_MAX = 12,       /* of a query; those behind are left out */
    SEARCH_FORMS_MAX = 16,       /* that one word stands for */
    SEARCH_NEAR_MAX = 4          /* words of a query that may be misspelt */
};

struct search;

/* The catalogue is borrowed. */
struct search *search_new(const struct catalogue *c);
void search_free(struct search *s); /* waits for its thread */

struct search_hit {
    const struct pattern *pattern;
    double score;
};

/* What one word of the question stands for: stems of the vocabulary. */
struct search_word {
    const char *text;        /* folded */
    uint32_t own;            /* its own stem; STEM_NONE: nobody wrote it */
    size_t n_forms, n_whole; /* the first of them are the word as it stands */
    uint32_t form[SEARCH_FORMS_MAX];
    bool optional; /* "of", "the" */
};

struct search_answer {
    const char *query;      /* as it was asked, or its first characters */
    bool shortened;         /* it had more than SEARCH_QUERY_MAX */
    const char *suggestion; /* "" or the question that may be meant ... */
    bool instead;           /* ... whose hits these are */
    bool partly;            /* nothing has all words; these have some */
    bool cut;               /* only the first words were looked for */
    size_t n;
    struct search_hit *at; /* in no order: search_best() */
    size_t n_words;
    struct search_word words[SEARCH_WORDS_MAX]; /* that the hits have */
};

/* In the arena.  A query without words finds nothing.  ERR_IO: the search
 * could not be built, which was logged. */
MUST_USE enum err search_find(struct search *s, struct arena *a,
                              const char *query, struct search_answer *ret);

/* The same for exactly these words: another is offered, and not taken. */
MUST_USE enum err search_find_exactly(struct search *s, struct arena *a,
                                      const char *query,
                                      struct search_answer *ret);

/* Puts the first so many to the front, best first; of two that fit as well the
 * one the catalogue lists first. */
void search_best(struct search_hit *at, size_t n, size_t first);

/*
 * A text in parts, [{"text", "mark", "lang"}]: those that match are marked,
 * and lang is "cy" of what is in Welsh, "" of what is in English.  max 0:
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
