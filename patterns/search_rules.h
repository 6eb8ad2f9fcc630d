/*
 * search_rules.h - the numbers that a search goes by.
 *
 * A site without a server gets the same of search_index.c, with its texts, so
 * that its script (lib/web/assets/static-find.js) finds the same.
 */
#ifndef PATTERNS_SEARCH_RULES_H
#define PATTERNS_SEARCH_RULES_H

#include <stdbool.h>
#include <stddef.h>

/* Where words are looked for, and what each place weighs. */
#define SEARCH_FIELD_MAP(X)                                                    \
    X(FIELD_TITLE, "Title", 10)                                                \
    X(FIELD_NAMES, "Also known as", 9)                                         \
    X(FIELD_SAYS, "Description", 5)                                            \
    X(FIELD_GUIDANCE, "Guidance", 1)                                           \
    X(FIELD_CLASSES, "Class names", 2)                                         \
    X(FIELD_OPTIONS, "Options", 1.5)                                           \
    X(FIELD_TRANSLATED, "Examples", 2.5)

#define X(name, text, weight) name,
enum search_field { SEARCH_FIELD_MAP(X) SEARCH_FIELDS };
#undef X

/* The others are in English; in these there may be Welsh. */
static inline bool search_is_english(size_t field)
{
    return field != FIELD_NAMES && field != FIELD_TRANSLATED;
}

/* What a name adds that is the question: more than any sum of words.  It is
 * so if it has the same stems, "tick boxes" of "tick box"; more if it is
 * written so. */
#define SEARCH_IS_TITLE 2000.0
#define SEARCH_IS_NAME  1000.0
#define SEARCH_IS_SO    100.0

/* What a name adds whose words stand in the question, others between them or
 * not, if it were all of it; half of it: half.  Its entry is found though it
 * lacks the other words: "tabs" for "tabs on mobile".  Not one of whose words
 * all but one tell nothing, "list of people". */
enum { SEARCH_HOLDS_MAX = 8 }; /* words in which names are looked for */
#define SEARCH_HOLDS_TITLE 60.0
#define SEARCH_HOLDS_NAME  30.0

/* What a title adds that begins with the question, where it is all of it; half
 * of it: half. */
#define SEARCH_BEGINS_TITLE 60.0

/* What a word counts that only goes on from the one that was asked, "format" of
 * "form", or is it in Welsh after another word (mutations.h), where the word
 * asked is one itself. */
#define SEARCH_GOES_ON 0.25

/* A phrase is looked for in the entries that would come first without it:
 * FTS5 takes as long for one of them as all else takes for a thousand. */
enum { SEARCH_PHRASE_WORDS = 4, SEARCH_PHRASE_ENTRIES = 30 };

enum {
    SEARCH_FORMS_A_LETTER = 4, /* a word of one letter goes on in few ways */
    SEARCH_JOINED_MIN = 2      /* letters of each part of "textbox" */
};

/* Words that people put around what they look for, and words that every entry
 * has: in order, to be found by halving. */
extern const char *const search_little[];
extern const size_t search_n_little;

#endif
