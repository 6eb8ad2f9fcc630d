/* The index, its words and the names of the entries. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "patterns/search_inside.h"

#define X(name, text, weight) weight,
static const double weights[TEXT_FIELDS] = {SEARCH_FIELD_MAP(X)};
#undef X

_Static_assert((int)SEARCH_FIELDS == (int)TEXT_FIELDS, "each has its column");

struct one_word {
    struct arena *arena;
    const char *all;
};

static bool take(void *self, const struct text_word *word)
{
    struct one_word *to = self;

    to->all = arena_printf(to->arena, "%s%s%.*s", to->all, *to->all ? " " : "",
                           (int)word->n, word->text);
    return true;
}

const char *search_stem(struct text_reader *r, struct arena *a,
                        const char *word)
{
    struct one_word to = {a, ""};

    if (text_reader_words(r, TEXT_STEM, word, strlen(word), take, &to) ||
        !*to.all)
        return word;
    return to.all;
}

/* The vocabulary stems its words through this. */
static const char *stem(void *self, struct arena *a, const char *word)
{
    return search_stem(self, a, word);
}

/* One field of the entry at hand. */
struct learning {
    struct search *search;
    size_t field;
};

static bool learn(void *self, const struct text_word *word)
{
    const struct learning *l = self;
    uint32_t number = vocabulary_add(&l->search->vocabulary, word->text,
                                     word->n, (int64_t)(2 * weights[l->field]),
                                     search_is_english(l->field));

    if (number != STEM_NONE)
        ranking_say(&l->search->ranking, number, l->field);
    return true;
}

static enum err learn_words(struct search *s,
                            const char *const texts[TEXT_FIELDS])
{
    struct learning l = {.search = s};
    enum err e = OK;

    for (; !e && l.field < TEXT_FIELDS; l.field++)
        e = text_reader_words(s->splitter, TEXT_FOLDED, texts[l.field],
                              strlen(texts[l.field]), learn, &l);
    ranking_next(&s->ranking);
    return e;
}

/* Texts are looked at one entry at a time, and not kept. */
static enum err build_words(struct search *s)
{
    struct arena *a = arena_new();
    const char *texts[TEXT_FIELDS];
    size_t i;
    enum err e = text_reader_take(s->index, &s->splitter);

    vocabulary_init(&s->vocabulary, (struct stemmer){stem, s->splitter});
    ranking_init(&s->ranking, weights);
    for (i = 0; !e && i < s->catalogue->n; i++) {
        arena_empty(a);
        search_texts(a, &s->catalogue->at[i], texts);
        e = search_names_add(s, a, i, texts);
        if (!e)
            e = learn_words(s, texts);
    }
    arena_free(a);
    if (s->splitter)
        text_reader_give(s->splitter);
    if (e)
        return e;
    vocabulary_finish(&s->vocabulary);
    ranking_finish(&s->ranking);
    if (s->vocabulary.n == VOCABULARY_MAX)
        log_line("search: of the library's words only the first %d are known",
                 VOCABULARY_MAX);
    return OK;
}

static enum err build_phrases(struct search *s)
{
    struct arena *a = arena_new();
    const char *texts[TEXT_FIELDS];
    size_t i;
    enum err e = OK;

    for (i = 0; !e && i < s->catalogue->n; i++) {
        arena_empty(a);
        search_texts(a, &s->catalogue->at[i], texts);
        e = text_index_add(s->index, (int64_t)i + 1, texts);
    }
    arena_free(a);
    return e ? e : text_index_finish(s->index);
}

static void run(void *self)
{
    struct search_part *part = self;
    struct search *s = part->search;
    size_t i, built = 0;
    enum err e = s->index ? part->build(s) : ERR_IO;

    (void)pthread_mutex_lock(&s->lock);
    part->is_built = true;
    part->outcome = e;
    for (i = 0; i < SEARCH_PARTS; i++)
        built += s->parts[i].is_built;
    (void)pthread_cond_broadcast(&s->built);
    (void)pthread_mutex_unlock(&s->lock);
    if (built == SEARCH_PARTS)
        mem_rest(); /* the last to read all texts, and to need room for it */
}

static void begin(struct search *s, enum search_parts which,
                  enum err (*build)(struct search *s))
{
    struct search_part *part = &s->parts[which];

    part->search = s;
    part->build = build;
    aside_begin(&part->aside, run, part);
}

struct search *search_new(const struct catalogue *c)
{
    struct search *s = mem_new(1, sizeof(*s));

    s->catalogue = c;
    s->arena = arena_new();
    s->names.titles = arena_array(s->arena, c->n, sizeof(char *));
    (void)pthread_mutex_init(&s->lock, NULL);
    (void)pthread_cond_init(&s->built, NULL);
    if (text_index_new(weights, &s->index))
        s->index = NULL;
    begin(s, PART_WORDS, build_words);
    begin(s, PART_PHRASES, build_phrases);
    return s;
}

void search_free(struct search *s)
{
    size_t i;

    if (!s)
        return;
    for (i = 0; i < SEARCH_PARTS; i++)
        aside_wait(&s->parts[i].aside);
    text_index_free(s->index);
    vocabulary_release(&s->vocabulary);
    ranking_release(&s->ranking);
    search_names_release(&s->names);
    (void)pthread_cond_destroy(&s->built);
    (void)pthread_mutex_destroy(&s->lock);
    arena_free(s->arena);
    free(s);
}
