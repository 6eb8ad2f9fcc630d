#include "tests/oracle/trail.h"

bool oracle_is(const struct oracle_event *e, const char *kind)
{
    return strcmp(e->kind, kind) == 0;
}

const char *oracle_said(const struct oracle_event *e, const char *key)
{
    return json_string_value(json_object_get(e->event, key));
}

/* help, rating and contact accompany; all others move. */
bool oracle_moves_attempts(const struct oracle_event *e)
{
    return !oracle_is(e, "help") && !oracle_is(e, "rating") &&
           !oracle_is(e, "contact");
}

static int by_arrival(const struct oracle_event *a,
                      const struct oracle_event *b)
{
    return (a->arrived > b->arrived) - (a->arrived < b->arrived);
}

static int by_seq(const void *left, const void *right)
{
    const struct oracle_event *a = left, *b = right;
    json_int_t x = json_integer_value(a->seq), y = json_integer_value(b->seq);

    return (x > y) - (x < y);
}

static int by_time(const void *left, const void *right)
{
    const struct oracle_event *a = left, *b = right;

    if (a->at_ms == b->at_ms)
        return by_arrival(a, b);
    return a->at_ms < b->at_ms ? -1 : 1;
}

static bool all_have_seq(const struct oracle_trail *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (!t->events[i].seq)
            return false;
    return true;
}

void oracle_put_in_order(struct oracle_trail *t)
{
    qsort(t->events, t->n, sizeof(*t->events),
          all_have_seq(t) ? by_seq : by_time);
}

/* accept and reject on an end, and end on a step that is none, are views. */
static const char *read_as(const json_t *definition, int place,
                           const struct oracle_event *e)
{
    bool end = oracle_is_end(definition, place);

    if (end && (oracle_is(e, "accept") || oracle_is(e, "reject")))
        return "view";
    if (!end && oracle_is(e, "end"))
        return "view";
    return e->kind;
}

/* The outcome of the end this event reaches on that step, or NULL. */
static const char *outcome_reached(const json_t *definition, int place,
                                   const struct oracle_event *e)
{
    const char *fixed = oracle_fixed_outcome(definition, place);

    if (!oracle_is_end(definition, place) || oracle_is(e, "error"))
        return NULL;
    if (fixed)
        return fixed;
    return oracle_is(e, "end") ? oracle_said(e, "outcome") : NULL;
}

static bool completes(const struct oracle_move *m)
{
    return m->outcome && strcmp(m->outcome, "error") != 0;
}

/* Where the event would move the attempt that rests there. */
static int place_moved_to(const json_t *definition,
                          const struct oracle_event *e, int resting)
{
    if (!oracle_moves_attempts(e))
        return ORACLE_NOWHERE;
    return e->step ? oracle_place(definition, e->step) : resting;
}

struct oracle_moves oracle_moves_of(struct arena *a, const json_t *definition,
                                    const struct oracle_trail *t)
{
    struct oracle_moves m = {definition, t, NULL, 0};
    int resting = ORACLE_NOWHERE;

    m.at = arena_array(a, t->n + 1, sizeof(*m.at));
    for (size_t i = 0; i < t->n; i++) {
        const struct oracle_event *e = &t->events[i];
        int place = place_moved_to(definition, e, resting);
        if (place == ORACLE_NOWHERE)
            continue;
        resting = place;
        m.at[m.n].event = i;
        m.at[m.n].place = place;
        m.at[m.n].kind = read_as(definition, place, e);
        m.at[m.n].outcome = outcome_reached(definition, place, e);
        if (completes(&m.at[m.n++]))
            break; /* completed is sticky */
    }
    return m;
}
