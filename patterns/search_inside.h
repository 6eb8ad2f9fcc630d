/* search_inside.h - what the parts of the search share. */
#ifndef PATTERNS_SEARCH_INSIDE_H
#define PATTERNS_SEARCH_INSIDE_H

#include <pthread.h>

#include "base/aside.h"
#include "patterns/ranking.h"
#include "patterns/search.h"
#include "patterns/search_rules.h"
#include "patterns/vocabulary.h"
#include "store/text_index.h"

/* What is built side by side, each by a thread of its own: all that finds and
 * ranks words, and FTS5's index, which only some questions wait for. */
enum search_parts { PART_WORDS, PART_PHRASES, SEARCH_PARTS };

/* What entries are called (search_names.c). */
struct search_names {
    struct map places; /* of a name, as its stems: the last such in at[] */
    struct map joined; /* "textbox", of the name "text box": 4 */
    size_t n, room;
    struct search_name *at;
    const char **titles; /* folded, of each entry */
};

struct search {
    const struct catalogue *catalogue;
    struct arena *arena;
    struct search_names names;
    struct text_index *index;
    struct vocabulary vocabulary;
    struct ranking ranking;
    struct text_reader *splitter; /* of the thread that learns words */
    pthread_mutex_t lock;
    pthread_cond_t built;
    struct search_part {
        struct search *search;
        enum err (*build)(struct search *s);
        struct aside aside;
        bool is_built;    /* under the lock, as the outcome */
        enum err outcome; /* of building it */
    } parts[SEARCH_PARTS];
};

/* What is being asked. */
struct asking {
    struct search *search;
    struct arena *arena;
    struct text_reader *reader;
    struct search_answer *answer;
    bool last_is_whole; /* something stands behind the last word */
    size_t end;         /* of the last word, in the query */
    bool unknown;       /* some word is */
    bool exactly;       /* no word is taken for another */
};

/* The words of a question, and what they stand for (search_words.c). */
MUST_USE enum err search_read(struct asking *q, const char *query);

/* One more stem that the word stands for, up to a lid. */
void search_add_form(struct search_word *w, uint32_t stem);

/* The question with the nearest word for each that nobody wrote, and whether
 * each of them is certain; "": there is none for one of them. */
const char *search_suggest(const struct asking *q, bool *ret_certain);

/* "school permit": the words, a space between. */
const char *search_words_text(struct arena *a, const struct search_word *words,
                              size_t n);

/* Say which of these words tell nothing; never all of them. */
void search_mark_little(struct search_word *words, size_t n);

/* In the arena; the word itself where it has none. */
const char *search_stem(struct text_reader *r, struct arena *a,
                        const char *word);

/* A text of one entry; what is not the catalogue's own is in the arena
 * (search_texts.c).  Made when it is needed: what a library says is not kept
 * twice. */
const char *search_text(struct arena *a, const struct pattern *p,
                        enum search_field field);
void search_texts(struct arena *a, const struct pattern *p,
                  const char *ret_texts[TEXT_FIELDS]);

/* What a line of such a text is written in, where that is not English: of the
 * words of examples, the language of the first such example.  "": English. */
const char *search_lang(const struct pattern *p, enum search_field field,
                        const char *line);

/* Learn what the entry of that place is called: its title, other names and,
 * of a component, its own classes. */
MUST_USE enum err search_names_add(struct search *s, struct arena *scratch,
                                   size_t entry,
                                   const char *const texts[TEXT_FIELDS]);
void search_names_release(struct search_names *names);

/* "text" of "textbox", if some name says "text box"; 0: none does. */
size_t search_names_part(const struct search_names *names, const char *word);

/* To bonus[] of each entry, what it is worth that a name of it is the
 * question, whose words are put together in text, or stands in it. */
void search_names_bonus(const struct search *s,
                        const struct search_answer *answer, const char *text,
                        double *bonus);

#endif
