#include "patterns/wanted.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

/* A kind or a status is one of a list: told what there is to choose. */
static void check_choice(const char *field, const char *key, bool is_known,
                         struct problems *problems)
{
    const char *all = "";
    int i, n = strcmp(field, "kind") == 0 ? PATTERN_KINDS : PATTERN_STATES;

    if (!*key || is_known)
        return;
    for (i = 0; i < n; i++)
        all = arena_printf(problems->arena, "%s%s%s", all, i ? ", " : "",
                           n == PATTERN_KINDS
                               ? pattern_kind_key((enum pattern_kind)i)
                               : pattern_state_key((enum pattern_state)i));
    problems_add(problems, field, "must be one of %s", all);
}

void wanted_read(const struct request *rq, struct problems *problems,
                 struct wanted *ret)
{
    enum pattern_kind kind;
    enum pattern_state state;
    size_t i;

    for (i = 0; i < FACETS; i++) {
        const char *text = request_text(rq, facets[i].field);

        ret->key[i] = *text ? text_slug(rq->arena, text) : "";
    }
    check_choice("kind", ret->key[FACET_KIND],
                 pattern_kind_find(ret->key[FACET_KIND], &kind), problems);
    check_choice("status", ret->key[FACET_STATUS],
                 pattern_state_find(ret->key[FACET_STATUS], &state), problems);
}

bool wanted_asks(const struct wanted *f)
{
    size_t i;

    for (i = 0; i < FACETS && !*f->key[i]; i++)
        ;
    return i < FACETS;
}

struct wanted wanted_with(const struct wanted *f, enum facet facet,
                          const char *key)
{
    struct wanted other = *f;

    other.key[facet] = key;
    return other;
}

const char *wanted_query(struct arena *a, const struct wanted *f)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < FACETS; i++)
        if (*f->key[i])
            all = arena_printf(a, "%s%s%s=%s", all, *all ? "&" : "",
                               facets[i].field, f->key[i]);
    return all;
}

const char *wanted_address(struct arena *a, const struct wanted *f)
{
    struct wanted rest = wanted_with(f, FACET_KIND, "");
    const char *query = wanted_query(a, &rest), *kind = f->key[FACET_KIND];

    return arena_printf(a, "/patterns/%s%s%s%s", kind, *kind ? "/" : "",
                        *query ? "?" : "", query);
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

/* The values of one facet while they are counted, by the text or key that
 * tells them apart. */
struct tally {
    struct map places;
    struct facet_value *at;
    size_t n, room;
    const char *asked;  /* the key, or "" */
    const char *last;   /* the name met last, for it often comes again, */
    int64_t last_place; /* and its place */
};

struct counting {
    struct arena *arena;
    struct tally tally[FACETS];
    int64_t place[FACETS][VALUES_MAX_OF_ONE]; /* of the entry at hand */
    size_t n[FACETS];
};

static int64_t add_value(struct counting *c, struct tally *t,
                         const struct facet_value *v, const char *key)
{
    if (t->n == t->room) {
        struct facet_value *old = t->at;

        t->room = t->room ? 2 * t->room : 16;
        t->at = arena_array(c->arena, t->room, sizeof(*t->at));
        if (old)
            memcpy(t->at, old, t->n * sizeof(*old));
    }
    t->at[t->n] = *v;
    t->at[t->n].key = key;
    return (int64_t)t->n++;
}

/* A text is made a key when it is first met; "Moving home" and "moving home"
 * are one value, under the first's text. */
static int64_t find_place(struct counting *c, struct tally *t,
                          const struct facet_value *v, const char *name)
{
    const char *key = v->key, *mark;
    bool is_first, is_new = true;
    int64_t *place = map_put(&t->places, name, strlen(name), &is_first), found;

    if (!is_first)
        return *place;
    if (!key) {
        key = text_slug(c->arena, v->text);
        mark = arena_printf(c->arena, "\n%s", key); /* no text begins so */
        place = map_put(&t->places, mark, strlen(mark), &is_new);
    }
    found = is_new ? add_value(c, t, v, key) : *place;
    *place = found;
    *map_find(&t->places, name, strlen(name)) = found;
    return found;
}

static int64_t place_of(struct counting *c, struct tally *t,
                        const struct facet_value *v)
{
    const char *name = v->key ? v->key : v->text;

    assert(name);
    if (!t->last || strcmp(t->last, name) != 0) {
        t->last_place = find_place(c, t, v, name);
        t->last = name;
    }
    return t->last_place;
}

/* Whether it has the value that is asked of one facet. */
static bool look(struct counting *c, const struct pattern *p, enum facet facet)
{
    struct tally *t = &c->tally[facet];
    struct facet_value v;
    size_t n = 0;
    bool has = !*t->asked;

    while (n < VALUES_MAX_OF_ONE && facet_value_of(p, facet, n, &v)) {
        int64_t place = place_of(c, t, &v);

        has |= strcmp(t->at[place].key, t->asked) == 0;
        c->place[facet][n++] = place;
    }
    c->n[facet] = n;
    return has;
}

static void count(struct counting *c, enum facet facet)
{
    size_t i;

    for (i = 0; i < c->n[facet]; i++) {
        const int64_t *place = c->place[facet];
        size_t j;

        for (j = 0; j < i && place[j] != place[i]; j++)
            ;
        if (j == i) /* of two parts of one name, one counts */
            c->tally[facet].at[place[i]].count++;
    }
}

/* An entry that is all that is asked counts in every facet; one that is so but
 * for one facet counts in that one: there it could be chosen. */
static void take(struct counting *c, const struct pattern *p, struct listed *to)
{
    size_t i, failed = 0;
    enum facet which = FACET_KIND;

    for (i = 0; i < FACETS; i++) {
        if (look(c, p, (enum facet)i))
            continue;
        failed++;
        which = (enum facet)i;
    }
    if (failed == 1) {
        count(c, which);
        to->without[which]++;
    }
    if (failed)
        return;
    to->at[to->n++] = p;
    for (i = 0; i < FACETS; i++)
        count(c, (enum facet)i);
}

static int compare(const void *a, const void *b)
{
    const struct facet_value *x = a, *y = b;

    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return strcasecmp(x->text, y->text);
}

/* Those that somebody could choose, and the one that is chosen. */
static struct facet_values finish(struct tally *t)
{
    struct facet_values values = {.at = t->at};
    size_t i;

    for (i = 0; i < t->n; i++)
        if (t->at[i].count || strcmp(t->at[i].key, t->asked) == 0)
            t->at[values.n++] = t->at[i];
    if (values.n)
        qsort(values.at, values.n, sizeof(*values.at), compare);
    for (i = 0; i < values.n; i++)
        if (strcmp(values.at[i].key, t->asked) == 0)
            values.asked = &values.at[i];
    map_release(&t->places);
    return values;
}

struct listed wanted_apply(struct arena *a, const struct catalogue *c,
                           const struct wanted *f)
{
    struct listed to = {0};
    struct counting *counting = arena_alloc(a, sizeof(*counting));
    size_t i;

    counting->arena = a;
    to.at = arena_array(a, c->n, sizeof(struct pattern *));
    for (i = 0; i < FACETS; i++) {
        counting->tally[i].asked = f->key[i];
        map_init(&counting->tally[i].places);
    }
    for (i = 0; i < c->n; i++)
        take(counting, &c->at[i], &to);
    for (i = 0; i < FACETS; i++) {
        to.facets[i] = finish(&counting->tally[i]);
        if (*f->key[i])
            to.without[i] += to.n;
    }
    return to;
}
