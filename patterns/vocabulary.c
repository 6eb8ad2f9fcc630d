#include "patterns/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/memory.h"

struct vocabulary_index {
    struct stemmer stemmer;
    struct map words; /* while words are added: where each one is */
    struct map stems;
    size_t room, stems_room;
};

void vocabulary_init(struct vocabulary *v, struct stemmer stemmer)
{
    *v = (struct vocabulary){.arena = arena_new(),
                             .index = mem_new(1, sizeof(*v->index))};
    v->index->stemmer = stemmer;
    map_init(&v->index->words);
    map_init(&v->index->stems);
}

void vocabulary_release(struct vocabulary *v)
{
    if (!v->arena)
        return;
    map_release(&v->index->words);
    map_release(&v->index->stems);
    free(v->index);
    free(v->at);
    free(v->stems);
    arena_free(v->arena);
}

static uint32_t add_stem(struct vocabulary *v, const char *word)
{
    const struct stemmer *s = &v->index->stemmer;
    const char *stem = s->stem(s->self, v->arena, word);
    bool added;
    int64_t *place = map_put(&v->index->stems, stem, strlen(stem), &added);

    if (added) {
        *place = (int64_t)v->n_stems;
        v->stems = mem_grow(v->stems, v->n_stems, &v->index->stems_room,
                            sizeof(*v->stems));
        v->stems[v->n_stems++] = stem;
    }
    return (uint32_t)*place;
}

/* A bit for each letter, and one for all that is none. */
static uint32_t letters_of(const char *text)
{
    uint32_t all = 0;

    for (; *text; text++)
        all |= 1U << (*text >= 'a' && *text <= 'z' ? *text - 'a' : 26);
    return all;
}

uint32_t vocabulary_add(struct vocabulary *v, const char *text, size_t n,
                        int64_t weight, bool in_english)
{
    int64_t *place;
    bool added;

    if (n > WORD_MAX)
        return STEM_NONE;
    if (v->n == VOCABULARY_MAX && !map_find(&v->index->words, text, n))
        return STEM_NONE;
    place = map_put(&v->index->words, text, n, &added);
    if (added) {
        const char *word = arena_strndup(v->arena, text, n);

        *place = (int64_t)v->n;
        v->at = mem_grow(v->at, v->n, &v->index->room, sizeof(*v->at));
        v->at[v->n++] = (struct vocabulary_word){.text = word,
                                                 .stem = add_stem(v, word),
                                                 .letters = letters_of(word)};
    }
    v->at[*place].weight += weight;
    v->at[*place].in_english |= in_english;
    return v->at[*place].stem;
}

static int compare(const void *a, const void *b)
{
    const struct vocabulary_word *x = a, *y = b;

    return strcmp(x->text, y->text);
}

void vocabulary_finish(struct vocabulary *v)
{
    map_release(&v->index->words);
    map_init(&v->index->words);
    if (v->n)
        qsort(v->at, v->n, sizeof(*v->at), compare);
}

uint32_t vocabulary_stem(const struct vocabulary *v, const char *stem, size_t n)
{
    const int64_t *place = map_find(&v->index->stems, stem, n);

    return place ? (uint32_t)*place : STEM_NONE;
}

size_t vocabulary_prefix(const struct vocabulary *v, const char *text,
                         size_t *ret_n)
{
    size_t low = 0, high = v->n, n = strlen(text), end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strncmp(v->at[middle].text, text, n) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < v->n && strncmp(v->at[end].text, text, n) == 0; end++)
        ;
    *ret_n = end - low;
    return low;
}

const struct vocabulary_word *vocabulary_find(const struct vocabulary *v,
                                              const char *text)
{
    struct vocabulary_word asked = {.text = text};

    return v->n ? bsearch(&asked, v->at, v->n, sizeof(*v->at), compare) : NULL;
}

static bool has_digit(const char *s)
{
    return s[strcspn(s, "0123456789")] != '\0';
}

/* Whether so few slips can lie between two words: each changes two letters at
 * most. */
static bool is_like(const struct vocabulary_word *w, uint32_t letters, size_t n,
                    size_t max)
{
    size_t m;

    if ((size_t)__builtin_popcount(w->letters ^ letters) > 2 * max)
        return false;
    m = strlen(w->text);
    return m >= SLIP_SHORT && m <= n + max && n <= m + max &&
           !has_digit(w->text);
}

/* How near a word is: fewer slips win; then what sounds alike; then the same
 * first letter, which people seldom get wrong, and in a short word or beside
 * another slip never; then what is worth more. */
struct nearness {
    size_t slips;
    bool sounds, begins;
    int64_t weight;
};

static bool is_nearer(const struct nearness *a, const struct nearness *b)
{
    if (a->slips != b->slips)
        return a->slips < b->slips;
    if (a->sounds != b->sounds)
        return a->sounds;
    if (a->begins != b->begins)
        return a->begins;
    return a->weight > b->weight;
}

const char *vocabulary_nearest(const struct vocabulary *v, const char *word)
{
    size_t i, n = strlen(word), max = n >= SLIP_LONG ? 2 : 1;
    const struct vocabulary_word *best = NULL;
    struct nearness nearest = {.slips = max};
    uint32_t letters = letters_of(word);

    if (n < SLIP_SHORT || n > WORD_MAX || has_digit(word))
        return NULL;
    for (i = 0; i < v->n; i++) {
        const struct vocabulary_word *w = &v->at[i];
        struct nearness is = {.begins = w->text[0] == word[0],
                              .weight = w->weight};

        if (!is_like(w, letters, n, nearest.slips) ||
            (n == SLIP_SHORT && !is.begins))
            continue;
        is.slips = slip_count(word, w->text, nearest.slips);
        if (is.slips > nearest.slips ||
            (is.slips > 1 && (!is.begins || strlen(w->text) < SLIP_LONG)))
            continue;
        is.sounds = slip_sounds_alike(word, w->text);
        if (best && !is_nearer(&is, &nearest))
            continue;
        best = w;
        nearest = is;
    }
    return best ? best->text : NULL;
}
