#include "tracker/brief.h"

#include <string.h>

/* What the events before had mostly holds for the next. */
struct briefing {
    const struct journey *journey;
    const struct hash_key *key;
    const struct event *before; /* NULL: none was briefed */
    struct brief *made;         /* of that one */
};

static bool find_word(const struct journey *j, enum name_kind kind,
                      const char *word, uint16_t *ret_number)
{
    *ret_number = word ? names_find(&j->names[kind], word) : 0;
    return !word || *ret_number;
}

static bool find_words(const struct briefing *b, const struct event *e,
                       struct trail_event *te)
{
    const struct journey *j = b->journey;

    return find_word(j, NAME_LANG, e->lang, &te->lang) &&
           find_word(j, NAME_RELEASE, e->release, &te->release) &&
           find_word(j, NAME_VARIANT, e->variant, &te->variant);
}

/* By its id only: a title may be another step's by the time it is kept. */
static bool find_step(const struct briefing *b, const struct event *e,
                      struct trail_event *te)
{
    return find_word(b->journey, NAME_STEP, e->step, &te->step) &&
           (!te->step || journey_knows(b->journey, te->step));
}

static bool is_same_attempt(const struct event *a, const struct event *b)
{
    return a && a->attempt_size == b->attempt_size &&
           memcmp(a->attempt, b->attempt, a->attempt_size) == 0;
}

static void hash_attempt(const struct briefing *b, const struct event *e,
                         struct hash *ret_key)
{
    const char *slug = b->journey->slug;

    *ret_key = is_same_attempt(b->before, e)
                   ? b->made->key
                   : hash_pair(b->key, slug, strlen(slug), e->attempt,
                               e->attempt_size);
}

/* Everything else takes the longer way. */
static bool is_plain(const struct briefing *b, const struct collected *one)
{
    const struct event *e = &one->event;

    return one->outcome == EVENT_ACCEPTED && !one->who && e->journey &&
           e->attempt && !e->hashed && !e->test && !e->n_errors &&
           strcmp(e->journey, b->journey->slug) == 0;
}

static void brief(struct briefing *b, const struct delivery *d, size_t i,
                  struct brief *to)
{
    const struct event *e = &d->at[i].event;
    struct trail_event te;

    if (!is_plain(b, &d->at[i]))
        return;
    te = intake_plain_event(e, 0, d->received_ms);
    if (!find_step(b, e, &te) || !find_words(b, e, &te))
        return;
    hash_attempt(b, e, &to->key);
    to->event = te;
    b->before = e;
    b->made = to;
}

/* The first journey named that is known here; NULL: none. */
static struct journey *find_journey(struct tracker *t, const struct delivery *d)
{
    struct journey *j = NULL;
    size_t i;

    for (i = 0; !j && i < d->n; i++)
        if (d->at[i].event.journey && folder_holds(t, d->at[i].event.journey) &&
            folder_journey(t, d->at[i].event.journey, &j) != OK)
            j = NULL;
    return j;
}

struct briefs *briefs_make(struct tracker *t, const struct hash_key *key,
                           const struct delivery *d)
{
    struct briefing b = {.journey = find_journey(t, d), .key = key};
    struct briefs *made;
    size_t i;

    if (!b.journey)
        return NULL;
    made = arena_alloc(d->arena, sizeof(*made) + d->n * sizeof(made->at[0]));
    made->journey = arena_strdup(d->arena, b.journey->slug);
    made->meaning = b.journey->meaning;
    for (i = 0; i < d->n; i++)
        brief(&b, d, i, &made->at[i]);
    return made;
}
