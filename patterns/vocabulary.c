#include "patterns/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/memory.h"

enum { SHORT_WORD = 3, LONG_WORD = 6 };

struct vocabulary_index {
    struct map words; /* while words are added: where each one is */
    struct map stems;
    size_t room;
};

void vocabulary_init(struct vocabulary *v)
{
    *v = (struct vocabulary){.arena = arena_new(),
                             .index = mem_new(1, sizeof(*v->index))};
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
    arena_free(v->arena);
}

void vocabulary_add(struct vocabulary *v, const char *text, size_t n,
                    int64_t weight)
{
    int64_t *place;
    bool added;

    if (n > WORD_MAX || v->n == VOCABULARY_MAX)
        return;
    place = map_put(&v->index->words, text, n, &added);
    if (added) {
        *place = (int64_t)v->n;
        v->at = mem_grow(v->at, v->n, &v->index->room, sizeof(*v->at));
        v->at[v->n++] = (struct vocabulary_word){
            .text = arena_strndup(v->arena, text, n), .stem = ""};
    }
    v->at[*place].weight += weight;
}

static int compare(const void *a, const void *b)
{
    const struct vocabulary_word *x = a, *y = b;

    return strcmp(x->text, y->text);
}

void vocabulary_finish(struct vocabulary *v,
                       const char *(*stem)(void *self, struct arena *a,
                                           const char *word),
                       void *self)
{
    bool added;
    size_t i;

    map_release(&v->index->words);
    map_init(&v->index->words);
    for (i = 0; i < v->n; i++) {
        v->at[i].stem = stem(self, v->arena, v->at[i].text);
        (void)map_put(&v->index->stems, v->at[i].stem, strlen(v->at[i].stem),
                      &added);
    }
    if (v->n)
        qsort(v->at, v->n, sizeof(*v->at), compare);
}

bool vocabulary_has_stem(const struct vocabulary *v, const char *stem)
{
    return map_find(&v->index->stems, stem, strlen(stem)) != NULL;
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

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/*
 * Slips from a to b, counted up to max + 1: the optimal string alignment
 * distance (Damerau 1964), row by row.
 */
static size_t slips(const char *a, const char *b, size_t max)
{
    size_t rows[3][WORD_MAX + 1], n = strlen(a), m = strlen(b), i, j, best;

    for (j = 0; j <= m; j++)
        rows[0][j] = j;
    for (i = 1; i <= n; i++) {
        const size_t *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        size_t *row = rows[i % 3];

        best = row[0] = i;
        for (j = 1; j <= m; j++) {
            row[j] = least(least(above[j], row[j - 1]) + 1,
                           above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], two_above[j - 2] + 1);
            best = least(best, row[j]);
        }
        if (best > max)
            return max + 1;
    }
    return rows[n % 3][m];
}

static bool has_digit(const char *s)
{
    return s[strcspn(s, "0123456789")] != '\0';
}

/* Fewer slips win; then the same first letter, which people seldom get wrong;
 * then what is worth more. */
const char *vocabulary_nearest(const struct vocabulary *v, const char *word)
{
    size_t i, n = strlen(word), fewest, max = n >= LONG_WORD ? 2 : 1;
    const struct vocabulary_word *best = NULL;
    bool best_begins = false;

    if (n < SHORT_WORD || n > WORD_MAX || has_digit(word))
        return NULL;
    fewest = max;
    for (i = 0; i < v->n; i++) {
        const struct vocabulary_word *w = &v->at[i];
        size_t m = strlen(w->text), d;
        bool begins = w->text[0] == word[0];

        if (m < SHORT_WORD || m > n + max || n > m + max)
            continue;
        d = slips(word, w->text, fewest);
        if (d > fewest || has_digit(w->text))
            continue;
        if (best && d == fewest &&
            (begins < best_begins ||
             (begins == best_begins && w->weight <= best->weight)))
            continue;
        best = w;
        best_begins = begins;
        fewest = d;
    }
    return best ? best->text : NULL;
}
