/*
 * text_index.h - finding texts by the words in them, in memory.
 *
 * SQLite's FTS5, over documents of a few fields.  It keeps where the words
 * are, and not the texts.  Built by one thread; from text_index_finish() on
 * it never changes, and any number of threads may ask, each through a reader
 * of its own, all of which read the same bytes.  Texts may be split through a
 * reader before that.
 *
 * A word is a run of letters and digits, folded: no capitals, no diacritics.
 * Words are found by their stems, so that "bins" finds "bin".
 *
 * How a document is ranked: BM25 for each field, without the length of the
 * texts, times the weight of the field; the sum over fields and words.
 * (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009;
 * k1 = TEXT_K1, and the inverse document frequency never falls to 0, so that a
 * word of all documents still tells a title from a text.)
 *
 * What words say of each document is worked out as the index is made, by
 * whoever fills it: to have FTS5 rank thousands of documents by a few common
 * words takes ten times as long as all else about a question.  It is asked
 * where words stand in a row, of the few documents that come first.
 */
#ifndef STORE_TEXT_INDEX_H
#define STORE_TEXT_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* How soon more of the same word stops to count; the usual value. */
#define TEXT_K1 1.2

enum { TEXT_FIELDS = 7, TEXT_PHRASE_MAX = 8 /* words */ };

struct text_index;
struct text_reader;

/* ERR_IO, logged: this SQLite has no FTS5, or failed. */
MUST_USE enum err text_index_new(const double weights[TEXT_FIELDS],
                                 struct text_index **ret_index);
void text_index_free(struct text_index *ix); /* no reader is out any more */

/* The document of that id, 1 or more, never added before. */
MUST_USE enum err text_index_add(struct text_index *ix, int64_t id,
                                 const char *const texts[TEXT_FIELDS]);

MUST_USE enum err text_index_finish(struct text_index *ix);

/* For this thread until it is given back. */
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

/* What a word says of a document it is in so many times, in each field: the
 * formula above without the rarity of the word. */
double text_weight(const double weights[TEXT_FIELDS],
                   const unsigned hits[TEXT_FIELDS]);

/*
 * The same of up to TEXT_PHRASE_MAX words in a row, in the document of that id
 * of the finished index; 0: it has none.  An expression of FTS5 that joins them
 * by AND; what comes from outside stands in it only as words of
 * text_reader_words(), between double quotes.
 */
MUST_USE enum err text_reader_phrase(struct text_reader *r, const char *words,
                                     int64_t id, double *ret_weight);

#endif
