#include "patterns/facets.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/map.h"
#include "base/memory.h"
#include "base/text.h"

enum { VALUES_MAX_OF_ONE = 100 };

#define X(name, field, title) {field, title},
static const struct {
    const char *field, *title;
} facets[] = {FACET_MAP(X)};
#undef X

const char *facet_field(enum facet f)
{
    return facets[f].field;
}

const char *facet_title(enum facet f)
{
    return facets[f].title;
}

static bool text_of(const struct pattern_texts *list, size_t n,
                    struct facet_value *ret)
{
    if (n >= list->n)
        return false;
    ret->text = list->at[n];
    return true;
}

bool facet_value_of(const struct pattern *p, enum facet facet, size_t n,
                    struct facet_value *ret)
{
    *ret = (struct facet_value){.text = ""};
    switch (facet) {
    case FACET_KIND:
        *ret = (struct facet_value){.key = pattern_kind_key(p->kind),
                                    .text = pattern_kind_plural(p->kind),
                                    .order = (int)p->kind};
        return n == 0;
    case FACET_STATUS:
        ret->key = ret->text = pattern_state_key(p->state);
        ret->order = (int)p->state;
        return n == 0;
    case FACET_THEME:
        ret->text = p->theme;
        return n == 0 && *p->theme;
    case FACET_VERB:
        ret->text = p->verb;
        return n == 0 && *p->verb;
    case FACET_LGSL:
        if (!text_of(&p->lgsl, n, ret))
            return false;
        ret->order = (int)strtol(ret->text, NULL, 10);
        return true;
    case FACET_LIFE_EVENT:
        return text_of(&p->life_events, n, ret);
    case FACET_MADE_OF:
        if (n >= p->n_uses)
            return false;
        ret->key = p->uses[n]->slug;
        ret->text = p->uses[n]->title;
        return true;
    case FACETS:
        break;
    }
    return false;
}

/* The values of one facet as they are met, and where a key is among them. */
struct tally {
    struct arena *arena;
    struct map places;
    struct facet_value *at;
    size_t n, room;
    const char *last; /* the text met last, for it often comes again, */
    size_t last_place;
};

static size_t find_place(struct tally *t, const struct facet_value *v)
{
    const char *key = v->key ? v->key : text_slug(t->arena, v->text);
    bool is_new;
    int64_t *place = map_put(&t->places, key, strlen(key), &is_new);

    if (!is_new)
        return (size_t)*place;
    *place = (int64_t)t->n;
    t->at = mem_grow(t->at, t->n, &t->room, sizeof(*t->at));
    t->at[t->n] = *v;
    t->at[t->n].key = key;
    return t->n++;
}

static size_t place_of(struct tally *t, const struct facet_value *v)
{
    const char *name = v->key ? v->key : v->text;

    assert(name);
    if (!t->last || strcmp(t->last, name) != 0) {
        t->last_place = find_place(t, v);
        t->last = name;
    }
    return t->last_place;
}

/* The numbers while they are made out. */
struct numbering {
    struct tally tally[FACETS];
    size_t *from, *numbers;
    size_t n, room;
};

/* Of two parts of one name, one counts. */
static void add_number(struct numbering *all, size_t first, size_t number)
{
    size_t i;

    for (i = first; i < all->n; i++)
        if (all->numbers[i] == number)
            return;
    all->numbers =
        mem_grow(all->numbers, all->n, &all->room, sizeof(*all->numbers));
    all->numbers[all->n++] = number;
}

static void add_entry(struct numbering *all, const struct pattern *p,
                      size_t *from)
{
    struct facet_value v;
    size_t f, i;

    for (f = 0; f < FACETS; f++) {
        from[f] = all->n;
        for (i = 0;
             i < VALUES_MAX_OF_ONE && facet_value_of(p, (enum facet)f, i, &v);
             i++)
            add_number(all, from[f], place_of(&all->tally[f], &v));
    }
}

/* A value with the number it was met under, which is its count until then. */
static int compare_values(const void *a, const void *b)
{
    const struct facet_value *x = a, *y = b;
    int by_text;

    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    by_text = strcasecmp(x->text, y->text);
    return by_text ? by_text : (x->count > y->count) - (x->count < y->count);
}

/* In the order of lists; ret_now tells what number a former one is now. */
static void put_in_order(struct tally *t, size_t *ret_now)
{
    size_t i;

    for (i = 0; i < t->n; i++)
        t->at[i].count = i;
    if (t->n)
        qsort(t->at, t->n, sizeof(*t->at), compare_values);
    for (i = 0; i < t->n; i++) {
        ret_now[t->at[i].count] = i;
        t->at[i].count = 0;
    }
}

static void finish(struct facets *fs, struct numbering *all, size_t n)
{
    size_t f, i, j;

    for (f = 0; f < FACETS; f++) {
        struct tally *t = &all->tally[f];
        size_t *now = mem_new(t->n + 1, sizeof(*now));

        put_in_order(t, now);
        for (i = f; i < n * FACETS; i += FACETS)
            for (j = all->from[i]; j < all->from[i + 1]; j++)
                all->numbers[j] = now[all->numbers[j]];
        fs->values[f].n = t->n;
        fs->values[f].at = arena_array(t->arena, t->n, sizeof(*t->at));
        if (t->n)
            memcpy(fs->values[f].at, t->at, t->n * sizeof(*t->at));
        free(now);
        free(t->at);
        map_release(&t->places);
    }
}

/* In which order people look for kinds. */
static int rank(enum pattern_kind kind)
{
    static const int ranks[PATTERN_KINDS] = {
        [KIND_PATTERN] = 0,   [KIND_PAGE] = 1,  [KIND_SERVICE] = 2,
        [KIND_COMPONENT] = 3, [KIND_STYLE] = 4, [KIND_PROCESS] = 5,
    };

    return ranks[kind];
}

static int compare_entries(const void *a, const void *b)
{
    const struct pattern *x = *(const struct pattern *const *)a;
    const struct pattern *y = *(const struct pattern *const *)b;
    int by_theme;

    if (x->kind != y->kind)
        return rank(x->kind) - rank(y->kind);
    by_theme = strcasecmp(x->theme, y->theme);
    if (by_theme)
        return by_theme;
    return x < y ? -1 : x > y; /* the catalogue is in order of title */
}

static size_t *in_lists(const struct catalogue *c)
{
    const struct pattern **at = mem_new(c->n + 1, sizeof(struct pattern *));
    size_t *listed = arena_array(c->arena, c->n, sizeof(*listed)), i;

    for (i = 0; i < c->n; i++)
        at[i] = &c->at[i];
    qsort(at, c->n, sizeof(struct pattern *), compare_entries);
    for (i = 0; i < c->n; i++)
        listed[i] = (size_t)(at[i] - c->at);
    free(at);
    return listed;
}

const struct facets *facets_make(const struct catalogue *c)
{
    struct facets *fs = arena_alloc(c->arena, sizeof(*fs));
    struct numbering all = {0};
    size_t i;

    for (i = 0; i < FACETS; i++) {
        all.tally[i].arena = c->arena;
        map_init(&all.tally[i].places);
    }
    all.from = arena_array(c->arena, c->n * FACETS + 1, sizeof(*all.from));
    for (i = 0; i < c->n; i++)
        add_entry(&all, &c->at[i], &all.from[i * FACETS]);
    all.from[c->n * FACETS] = all.n;
    finish(fs, &all, c->n);
    fs->from = all.from;
    fs->numbers = arena_array(c->arena, all.n, sizeof(*fs->numbers));
    if (all.n)
        memcpy(fs->numbers, all.numbers, all.n * sizeof(*fs->numbers));
    free(all.numbers);
    fs->listed = in_lists(c);
    return fs;
}
