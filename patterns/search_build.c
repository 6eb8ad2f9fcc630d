/* The index, its words and the names of the entries. */
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
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

static const char *joined(struct text_reader *r, enum text_form form,
                          struct arena *a, const char *text)
{
    struct one_word to = {a, ""};

    if (text_reader_words(r, form, text, strlen(text), take, &to) || !*to.all)
        return text;
    return to.all;
}

const char *search_stem(struct text_reader *r, struct arena *a,
                        const char *word)
{
    return joined(r, TEXT_STEM, a, word);
}

const char *search_folded(struct text_reader *r, struct arena *a,
                          const char *text)
{
    return joined(r, TEXT_FOLDED, a, text);
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
    uint32_t stem = vocabulary_add(&l->search->vocabulary, word->text, word->n,
                                   (int64_t)(2 * weights[l->field]));

    if (stem != STEM_NONE)
        ranking_say(&l->search->ranking, stem, l->field);
    return true;
}

static enum err learn_words(struct search *s,
                            const char *const texts[TEXT_FIELDS])
{
    struct learning l = {.search = s};
    enum err e = OK;

    for (; !e && l.field < TEXT_FIELDS; l.field++)
        e = text_reader_words(text_index_builder(s->index), TEXT_FOLDED,
                              texts[l.field], strlen(texts[l.field]), learn,
                              &l);
    ranking_next(&s->ranking);
    return e;
}

/* Texts are looked at one entry at a time, and not kept. */
static enum err add_all(struct search *s)
{
    struct arena *a = arena_new();
    size_t i;
    enum err e = OK;

    for (i = 0; !e && i < s->catalogue->n; i++) {
        const char *texts[TEXT_FIELDS];

        arena_empty(a);
        search_texts(a, &s->catalogue->at[i], texts);
        e = search_names_add(s, a, i, texts);
        if (!e)
            e = text_index_add(s->index, (int64_t)i + 1, texts);
        if (!e)
            e = learn_words(s, texts);
    }
    arena_free(a);
    return e;
}

static enum err build(struct search *s)
{
    enum err e = text_index_new(weights, &s->index);

    if (e)
        return e;
    vocabulary_init(&s->vocabulary,
                    (struct stemmer){stem, text_index_builder(s->index)});
    ranking_init(&s->ranking, weights);
    e = add_all(s);
    if (e)
        return e;
    vocabulary_finish(&s->vocabulary);
    ranking_finish(&s->ranking);
    if (s->vocabulary.n == VOCABULARY_MAX)
        log_line("search: of the library's words only the first %d are known",
                 VOCABULARY_MAX);
    return text_index_finish(s->index);
}

static void *run(void *self)
{
    struct search *s = self;
    enum err e = build(s);

    embedded_rest(); /* it was the last to read all texts ... */
    mem_rest();      /* ... and to need room for it */
    (void)pthread_mutex_lock(&s->lock);
    s->is_built = true;
    s->outcome = e;
    (void)pthread_cond_broadcast(&s->built);
    (void)pthread_mutex_unlock(&s->lock);
    return NULL;
}

struct search *search_new(const struct catalogue *c)
{
    struct search *s = mem_new(1, sizeof(*s));

    s->catalogue = c;
    s->arena = arena_new();
    s->names.titles = arena_array(s->arena, c->n, sizeof(char *));
    (void)pthread_mutex_init(&s->lock, NULL);
    (void)pthread_cond_init(&s->built, NULL);
    s->has_thread = pthread_create(&s->thread, NULL, run, s) == 0;
    if (!s->has_thread)
        (void)run(s); /* here and now, then */
    return s;
}

void search_free(struct search *s)
{
    if (!s)
        return;
    if (s->has_thread)
        (void)pthread_join(s->thread, NULL);
    text_index_free(s->index);
    vocabulary_release(&s->vocabulary);
    ranking_release(&s->ranking);
    search_names_release(&s->names);
    (void)pthread_cond_destroy(&s->built);
    (void)pthread_mutex_destroy(&s->lock);
    arena_free(s->arena);
    free(s);
}
