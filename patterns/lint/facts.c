/*
 * What the front matter says an entry is, held against what the others say.
 * Each word makes a filter, so one that differs by a slip, or says the same in
 * other words, parts what belongs together.  A word of a council's own is as
 * good as ours, and nothing is said of one that is like no other.
 */
#include <string.h>

#include "base/text.h"
#include "patterns/lint/inside.h"
#include "patterns/near.h"

enum {
    LIKELY_MAX = 1000,  /* words that one is held against */
    COMPARED_MAX = 300, /* of those, the ones that more entries have */
    LOOKED_AT_MAX = 50, /* words of one key in one entry */
    LGIL_MAX = 34
};

enum key { KEY_THEME, KEY_VERB, KEY_LIFE_EVENT, KEY_TIER, KEYS };

static const struct {
    const char *key, *plural;
} keys[KEYS] = {{"theme", "themes"},
                {"verb", "verbs"},
                {"lifeEvents", "life events"},
                {"tier", "kinds of council"}};

/* Verbs that councils' services are sorted by, and the kinds of council there
 * are; and words that people say for one that is there. */
static const struct {
    enum key key;
    const char *text, *meant;
} listed[] = {
    {KEY_VERB, "apply", NULL},
    {KEY_VERB, "book", NULL},
    {KEY_VERB, "pay", NULL},
    {KEY_VERB, "report", NULL},
    {KEY_VERB, "request", NULL},
    {KEY_VERB, "check", NULL},
    {KEY_VERB, "register", NULL},
    {KEY_VERB, "notify", NULL},
    {KEY_VERB, "update", NULL},
    {KEY_VERB, "change", NULL},
    {KEY_VERB, "renew", NULL},
    {KEY_VERB, "appeal", NULL},
    {KEY_VERB, "complain", NULL},
    {KEY_VERB, "consult", NULL},
    {KEY_VERB, "survey", NULL},
    {KEY_VERB, "find", NULL},
    {KEY_VERB, "decide", NULL},
    {KEY_VERB, "enforce", NULL},
    {KEY_VERB, "application", "apply"},
    {KEY_VERB, "registration", "register"},
    {KEY_VERB, "notification", "notify"},
    {KEY_VERB, "renewal", "renew"},
    {KEY_VERB, "search", "find"},
    {KEY_VERB, "reserve", "book"},
    {KEY_TIER, "district", NULL},
    {KEY_TIER, "county", NULL},
    {KEY_TIER, "unitary", NULL},
    {KEY_TIER, "london-borough", NULL},
    {KEY_TIER, "metropolitan", NULL},
    {KEY_TIER, "parish", NULL},
    {KEY_TIER, "london", "london-borough"},
    {KEY_TIER, "metropolitan-district", "metropolitan"},
    {KEY_LIFE_EVENT, "moving house", "Moving home"},
    {KEY_LIFE_EVENT, "house move", "Moving home"},
    {KEY_LIFE_EVENT, "move home", "Moving home"},
    {KEY_LIFE_EVENT, "having a baby", "Having a child"},
    {KEY_LIFE_EVENT, "birth", "Having a child"},
    {KEY_LIFE_EVENT, "bereavement", "Death of somebody close"},
    {KEY_LIFE_EVENT, "death", "Death of somebody close"},
    {KEY_LIFE_EVENT, "marriage", "Getting married"},
    {KEY_LIFE_EVENT, "divorce", "Separating"},
    {KEY_LIFE_EVENT, "getting divorced", "Separating"},
    {KEY_LIFE_EVENT, "retirement", "Growing older"},
    {KEY_LIFE_EVENT, "retiring", "Growing older"},
    {KEY_LIFE_EVENT, "disability", "Becoming ill or disabled"},
    {KEY_LIFE_EVENT, "unemployment", "Losing a job"},
    {KEY_LIFE_EVENT, "redundancy", "Losing a job"},
};

/* A word that an entry has, or that is listed. */
struct word {
    const char *text, *bare; /* bare: as near.h compares it */
    const char *meant;       /* the text, or what people say it for */
    size_t count;            /* of entries that have it */
    bool is_listed, is_built_in;
};

struct lint_facts {
    struct map places[KEYS]; /* of a word's address its place in at[] */
    size_t n[KEYS], room[KEYS];
    struct word *at[KEYS];
    size_t n_likely[KEYS];
    const struct word *likely[KEYS][LIKELY_MAX]; /* to be meant by another */
};

static struct word *put_word(struct lint *l, enum key key, const char *text)
{
    struct lint_facts *all = l->facts;
    const char *slug = text_slug(l->arena, text);
    bool added;
    int64_t *place = map_put(&all->places[key], slug, strlen(slug), &added);

    if (added) {
        all->at[key] = arena_grow(l->arena, all->at[key], all->n[key],
                                  &all->room[key], sizeof(*all->at[key]));
        all->at[key][all->n[key]] = (struct word){
            .text = text, .bare = near_bare(l->arena, text), .meant = text};
        *place = (int64_t)all->n[key]++;
    }
    return &all->at[key][*place];
}

/* NULL: no entry has it, and it is not listed. */
static const struct word *find_word(const struct lint *l, enum key key,
                                    const char *text)
{
    const char *slug = text_slug(l->arena, text);
    const int64_t *place = map_find(&l->facts->places[key], slug, strlen(slug));

    return place ? &l->facts->at[key][*place] : NULL;
}

static void count(struct lint *l, enum key key, const struct pattern *p,
                  const char *text)
{
    struct word *w = *text ? put_word(l, key, text) : NULL;

    if (!w)
        return;
    w->count++;
    w->is_built_in = w->is_built_in || !p->from_folder;
}

static void count_all(struct lint *l, enum key key, const struct pattern *p,
                      const struct pattern_texts *texts)
{
    size_t i;

    for (i = 0; i < texts->n; i++)
        count(l, key, p, texts->at[i]);
}

/* A word that one entry alone has is not what another means. */
static void find_likely(struct lint_facts *all, enum key key)
{
    size_t i;

    for (i = 0; i < all->n[key] && all->n_likely[key] < LIKELY_MAX; i++) {
        const struct word *w = &all->at[key][i];

        if (w->is_listed || w->is_built_in || w->count > 1)
            all->likely[key][all->n_likely[key]++] = w;
    }
}

void lint_facts_begin(struct lint *l)
{
    size_t i;

    l->facts = arena_alloc(l->arena, sizeof(*l->facts));
    for (i = 0; i < KEYS; i++)
        map_init(&l->facts->places[i]);
    for (i = 0; i < sizeof(listed) / sizeof(listed[0]); i++) {
        struct word *w = put_word(l, listed[i].key, listed[i].text);

        w->is_listed = true;
        if (listed[i].meant)
            w->meant = listed[i].meant;
    }
    for (i = 0; i < l->catalogue->n; i++) {
        const struct pattern *p = &l->catalogue->at[i];

        count(l, KEY_THEME, p, p->theme);
        count(l, KEY_VERB, p, p->verb);
        count_all(l, KEY_LIFE_EVENT, p, &p->life_events);
        count_all(l, KEY_TIER, p, &p->tier);
    }
    for (i = 0; i < KEYS; i++)
        find_likely(l->facts, (enum key)i);
}

void lint_facts_end(struct lint *l)
{
    size_t i;

    for (i = 0; i < KEYS; i++)
        map_release(&l->facts->places[i]);
}

/* How much speaks for a word: that it is listed, that those who made the
 * library have it, or that so many have it. */
static size_t weight(const struct lint_entry *e, const struct word *w)
{
    if (!w || (w->is_listed && w->meant != w->text))
        return 0;
    return w->is_listed || (w->is_built_in && e->from_folder) ? SIZE_MAX
                                                              : w->count;
}

/* The word that is there already and is meant, as far as one can tell; NULL:
 * it is like none. */
static const struct word *nearest(const struct lint_entry *e, enum key key,
                                  const char *text)
{
    const struct lint *l = e->lint;
    const struct lint_facts *all = l->facts;
    const struct word *own = find_word(l, key, text);
    size_t least = weight(e, own), i, compared = 0;
    const char *bare = near_bare(l->arena, text);

    if (own && own->meant != own->text)
        return find_word(l, key, own->meant);
    for (i = 0; i < all->n_likely[key] && compared < COMPARED_MAX; i++) {
        const struct word *w = all->likely[key][i];
        const struct word *meant =
            w->meant == w->text ? w : find_word(l, key, w->meant);

        if (w == own || !meant || meant == own || weight(e, meant) <= least)
            continue;
        compared++;
        if (near_is(bare, w->bare))
            return meant;
    }
    return NULL;
}

static void check_word(const struct lint_file *index, enum key key,
                       const char *text, int line)
{
    const struct word *w = *text ? nearest(index->entry, key, text) : NULL;

    if (w)
        lint_tell(index, line, LINT_FACT,
                  "\"%s\" and \"%s\" are two %s, and whoever looks for one "
                  "misses the other: write \"%s\", if that is what is meant",
                  text, w->text, keys[key].plural, w->text);
}

static void check_key(const struct lint_file *index, const struct node *front,
                      enum key key)
{
    const struct node *n = node_find(front, keys[key].key);
    size_t i;

    if (key == KEY_THEME && n) /* which may have commas in it */
        check_word(index, key, n->text, n->line);
    n = key == KEY_THEME ? NULL : lint_list(index->entry->lint->arena, n);
    for (i = 0; n && i < LOOKED_AT_MAX; i++, n = n->next)
        check_word(index, key, n->text, n->line);
}

/* Numbers of two lists that are often taken for each other. */
static void check_lgil(const struct lint_file *index, const struct node *front)
{
    const struct node *n =
        lint_list(index->entry->lint->arena, node_find(front, "lgil"));
    int64_t number;
    size_t i;

    for (i = 0; n && i < LOOKED_AT_MAX; i++, n = n->next)
        if (!text_int(n->text, strlen(n->text), LGIL_MAX + 1, 9999, &number))
            lint_tell(index, n->line, LINT_FACT,
                      "lgil says what people do, in numbers from 0 to %d: "
                      "\"%s\" may be one of lgsl, the list of services",
                      LGIL_MAX, n->text);
}

void lint_facts(const struct lint_file *index, const struct node *front)
{
    size_t i;

    for (i = 0; i < KEYS; i++)
        check_key(index, front, (enum key)i);
    check_lgil(index, front);
}
