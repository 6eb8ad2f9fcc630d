/*
 * vocabulary.h - the words of the library: which there are, how they go on,
 * and which one somebody meant.
 *
 * Words are added, then vocabulary_finish() is called once; from then on it
 * never changes and any number of threads may ask.
 */
#ifndef PATTERNS_VOCABULARY_H
#define PATTERNS_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum { VOCABULARY_MAX = 200 * 1000, WORD_MAX = 40 };

struct vocabulary_word {
    const char *text; /* folded */
    const char *stem;
    int64_t weight; /* how much it is worth to be offered */
};

struct vocabulary {
    struct arena *arena;
    size_t n;
    struct vocabulary_word *at; /* in order of text, when finished */
    struct vocabulary_index *index;
};

void vocabulary_init(struct vocabulary *v);
void vocabulary_release(struct vocabulary *v);

/* One more of a word; what is longer than WORD_MAX bytes, or past the lid of
 * the vocabulary, is found all the same and never offered. */
void vocabulary_add(struct vocabulary *v, const char *text, size_t n,
                    int64_t weight);

/* stem(self, word) gives the stem of a word, in the arena. */
void vocabulary_finish(struct vocabulary *v,
                       const char *(*stem)(void *self, struct arena *a,
                                           const char *word),
                       void *self);

bool vocabulary_has_stem(const struct vocabulary *v, const char *stem);

/* Those that begin with these bytes: the first, and how many. */
size_t vocabulary_prefix(const struct vocabulary *v, const char *text,
                         size_t *ret_n);

/* The likeliest word within one slip (two, of words of six letters and more):
 * a letter too many, too few, another one, or two that changed places.  NULL:
 * there is none. */
const char *vocabulary_nearest(const struct vocabulary *v, const char *word);

#endif
