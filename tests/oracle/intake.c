#include "tests/oracle/trail.h"

/* The errors of a reject as a list; field and rule are short for one. */
static json_t *errors_of(const json_t *event)
{
    json_t *list = json_object_get(event, "errors");
    json_t *field = json_object_get(event, "field");
    json_t *rule = json_object_get(event, "rule");

    if (list)
        return json_incref(list);
    if (!field && !rule)
        return json_array();
    return json_pack("[{s:O*,s:O*}]", "field", field, "rule", rule);
}

static bool same_errors(const struct oracle_event *a,
                        const struct oracle_event *b)
{
    json_t *x = errors_of(a->event), *y = errors_of(b->event);
    bool same = json_equal(x, y);

    json_decref(x);
    json_decref(y);
    return same;
}

static bool same_value(const struct oracle_event *a,
                       const struct oracle_event *b, const char *key)
{
    const json_t *x = json_object_get(a->event, key);
    const json_t *y = json_object_get(b->event, key);

    return x == y || json_equal(x, y);
}

static bool same_kind_and_step(const struct oracle_event *a,
                               const struct oracle_event *b)
{
    return strcmp(a->kind, b->kind) == 0 && oracle_same_text(a->step, b->step);
}

static bool same_without_seq(const struct oracle_event *a,
                             const struct oracle_event *b)
{
    return !a->seq && !b->seq && same_kind_and_step(a, b) &&
           a->at_ms == b->at_ms && same_errors(a, b) &&
           same_value(a, b, "outcome") && same_value(a, b, "to") &&
           same_value(a, b, "rating");
}

static bool same_seq(const struct oracle_event *a, const struct oracle_event *b)
{
    return a->seq && b->seq && json_equal(a->seq, b->seq);
}

static bool has_the_same(const struct oracle_trail *t,
                         const struct oracle_event *e)
{
    for (size_t i = 0; i < t->n; i++)
        if (same_without_seq(&t->events[i], e))
            return true;
    return false;
}

/* An event with neither seq nor at counts each time it arrives.  Two that say
 * the same are kept apart by their time, or an export, which gives them one,
 * would not be the same when it is imported.  They keep their order. */
static void put_at_a_free_instant(const struct oracle_trail *t,
                                  struct oracle_event *e)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->events[i].timeless && t->events[i].at_ms > e->at_ms)
            e->at_ms = t->events[i].at_ms;
    while (has_the_same(t, e))
        e->at_ms++;
}

enum fate { STORED, DUPLICATE, CONFLICT };

static enum fate fate_of(const struct oracle_trail *t,
                         const struct oracle_event *e)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct oracle_event *stored = &t->events[i];
        if (same_seq(stored, e))
            return same_kind_and_step(stored, e) ? DUPLICATE : CONFLICT;
    }
    return has_the_same(t, e) ? DUPLICATE : STORED;
}

static struct oracle_event event_of(const json_t *versions, const json_t *event,
                                    int64_t received_ms, size_t arrived)
{
    const char *step = json_string_value(json_object_get(event, "step"));
    const json_t *at = json_object_get(event, "at");
    const json_t *seq = json_object_get(event, "seq");
    int64_t at_ms = at ? oracle_instant_ms(at) : received_ms;

    return (struct oracle_event){
        .kind = json_string_value(json_object_get(event, "kind")),
        .step = step ? oracle_step_name(versions, step, at_ms) : NULL,
        .seq = seq,
        .event = event,
        .at_ms = at_ms,
        .timeless = !at && !seq,
        .arrived = arrived,
    };
}

static struct oracle_trail *trail_of(struct arena *a, struct oracle_intake *in,
                                     const json_t *event, size_t room)
{
    const char *id = json_string_value(json_object_get(event, "attempt"));

    for (size_t i = 0; i < in->n; i++)
        if (strcmp(in->trails[i].attempt, id) == 0)
            return &in->trails[i];
    struct oracle_trail *t = &in->trails[in->n++];
    t->attempt = id;
    t->events = arena_array(a, room, sizeof(*t->events));
    return t;
}

struct oracle_intake oracle_take_in(struct arena *a, const json_t *versions,
                                    const json_t *events, int64_t received_ms)
{
    struct oracle_intake in = {0};
    size_t room = json_array_size(events) + 1;

    in.trails = arena_array(a, room, sizeof(*in.trails));
    for (size_t i = 0; i < json_array_size(events); i++) {
        const json_t *event = json_array_get(events, i);
        struct oracle_trail *t = trail_of(a, &in, event, room);
        struct oracle_event e = event_of(versions, event, received_ms, i);
        if (e.timeless)
            put_at_a_free_instant(t, &e);
        enum fate fate = fate_of(t, &e);
        if (fate == STORED)
            t->events[t->n++] = e;
        in.duplicates += fate == DUPLICATE;
        in.conflicts += fate == CONFLICT;
    }
    return in;
}
