/*
 * text_index.h - finding texts by the words in them, in memory.
 *
 * SQLite's FTS5, over documents of a few fields.  It keeps where the words
 * are, and not the texts.  Built by one thread; from text_index_finish() on
 * it never changes, and any number of threads may ask, each through a reader
 * of its own, all of which read the same bytes.
 *
 * A word is a run of letters and digits, folded: no capitals, no diacritics.
 * Words are found by their stems, so that "bins" finds "bin".
 *
 * How a document is ranked: BM25 for each field, without the length of the
 * texts, times the weight of the field; the sum over fields and words.
 * (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009;
 * k1 = 1.2, and the inverse document frequency never falls to 0, so that a
 * word of all documents still tells a title from a text.)
 */
#ifndef STORE_TEXT_INDEX_H
#define STORE_TEXT_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

enum { TEXT_FIELDS = 6, TEXT_HITS_MAX = 100 * 1000 };

struct text_index;
struct text_reader;

/* ERR_IO, logged: this SQLite has no FTS5, or failed. */
MUST_USE enum err text_index_new(const double weights[TEXT_FIELDS],
                                 struct text_index **ret_index);
void text_index_free(struct text_index *ix); /* no reader is out any more */

/* The document of that id, 1 or more, never added before. */
MUST_USE enum err text_index_add(struct text_index *ix, int64_t id,
                                 const char *const texts[TEXT_FIELDS]);

/* Splits texts while the index is made; borrowed until it is finished. */
struct text_reader *text_index_builder(struct text_index *ix);

MUST_USE enum err text_index_finish(struct text_index *ix);

/* Of a finished index, for this thread until it is given back. */
MUST_USE enum err text_reader_take(struct text_index *ix,
                                   struct text_reader **ret_reader);
void text_reader_give(struct text_reader *r);

/* One word of a text, folded, and the bytes it stands in. */
struct text_word {
    const char *text;
    size_t n;
    size_t from, until;
};

enum text_form { TEXT_FOLDED, TEXT_STEM };

/* Every word in order, until take() gives false. */
MUST_USE enum err text_reader_words(
    struct text_reader *r, enum text_form form, const char *text, size_t n,
    bool (*take)(void *self, const struct text_word *word), void *self);

struct text_hit {
    int64_t id;
    double score; /* the greater the better */
};

struct text_hits {
    size_t n;
    struct text_hit *at; /* in the arena */
};

/*
 * All documents that fit an expression of FTS5, in no order.  What comes from
 * outside stands in it only as words between double quotes; ERR_INVALID,
 * logged, otherwise.
 */
MUST_USE enum err text_reader_find(struct text_reader *r, struct arena *a,
                                   const char *expression,
                                   struct text_hits *ret_hits);

#endif
