/* search_inside.h - what the parts of the search share. */
#ifndef PATTERNS_SEARCH_INSIDE_H
#define PATTERNS_SEARCH_INSIDE_H

#include <pthread.h>

#include "patterns/search.h"
#include "patterns/vocabulary.h"
#include "store/text_index.h"

/* Where words are looked for, and what each place weighs. */
#define SEARCH_FIELD_MAP(X)                                                    \
    X(FIELD_TITLE, "Title", 10)                                                \
    X(FIELD_NAMES, "Also known as", 9)                                         \
    X(FIELD_SAYS, "Description", 5)                                            \
    X(FIELD_GUIDANCE, "Guidance", 1)                                           \
    X(FIELD_CLASSES, "Class names", 2)                                         \
    X(FIELD_OPTIONS, "Options", 1.5)

#define X(name, text, weight) name,
enum search_field { SEARCH_FIELD_MAP(X) SEARCH_FIELDS };
#undef X

struct search {
    const struct catalogue *catalogue;
    struct arena *arena;
    struct pattern_texts *names; /* of each entry, folded; its title first */
    struct text_index *index;
    struct vocabulary vocabulary;
    bool has_thread;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t built;
    bool is_built;    /* under the lock, as the outcome */
    enum err outcome; /* of building it */
};

/* In the arena; the word itself where it has none. */
const char *search_stem(struct text_reader *r, struct arena *a,
                        const char *word);

/* "lets people choose" of "Lets people, choose!". */
const char *search_folded(struct text_reader *r, struct arena *a,
                          const char *text);

/* The texts of one entry; those that are not the catalogue's own in the
 * arena (search_texts.c).  Made when they are needed: what a library says is
 * not kept twice. */
void search_texts(struct arena *a, const struct pattern *p,
                  const char *ret_texts[TEXT_FIELDS]);

#endif
