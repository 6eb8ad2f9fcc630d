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
#include "patterns/slip.h"

enum {
    VOCABULARY_MAX = 200 * 1000, /* words; those behind are not known */
    STEM_NONE = UINT32_MAX
};

struct vocabulary_word {
    const char *text; /* folded */
    int64_t weight;   /* how much it is worth to be offered */
    uint32_t stem;
    uint32_t letters; /* which it is made of, as bits */
    bool in_english;  /* it stands where English does */
};

struct vocabulary {
    struct arena *arena;
    size_t n;
    struct vocabulary_word *at; /* in order of text, when finished */
    size_t n_stems;
    const char **stems; /* by number */
    struct vocabulary_index *index;
};

/* How words are stemmed: stem(self, word) in the arena. */
struct stemmer {
    const char *(*stem)(void *self, struct arena *a, const char *word);
    void *self;
};

void vocabulary_init(struct vocabulary *v, struct stemmer stemmer);
void vocabulary_release(struct vocabulary *v);

/* One more of a word: the number of its stem, or STEM_NONE past a lid. */
uint32_t vocabulary_add(struct vocabulary *v, const char *text, size_t n,
                        int64_t weight, bool in_english);

void vocabulary_finish(struct vocabulary *v);

/* NULL: nobody wrote it. */
const struct vocabulary_word *vocabulary_find(const struct vocabulary *v,
                                              const char *text);

/* STEM_NONE: no word has it. */
uint32_t vocabulary_stem(const struct vocabulary *v, const char *stem,
                         size_t n);

/* Those that begin with these bytes: the first, and how many. */
size_t vocabulary_prefix(const struct vocabulary *v, const char *text,
                         size_t *ret_n);

/* The likeliest word within one slip (two, if both have six letters or more): a
 * letter too many, too few, another one, or two that changed places.  NULL:
 * there is none. */
const char *vocabulary_nearest(const struct vocabulary *v, const char *word);

#endif
