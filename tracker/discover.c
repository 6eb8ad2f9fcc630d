#include "tracker/discover.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "tracker/definition.h"
#include "tracker/discover_measure.h"

struct discovery {
    struct arena *arena;
    struct caselog log;
    const char *id;
    struct problems *problems;

    struct measures measures;
    const char **ids; /* of steps */
};

static void on_refused(void *self, int64_t line, const char *field,
                       const char *reason)
{
    struct discovery *d = self;

    problems_add_line(d->problems, line, field, reason);
}

static void add_too_many(struct discovery *d, int64_t line)
{
    if (d->log.n_rows == CASELOG_ROWS_MAX)
        problems_add_line(
            d->problems, line, "",
            "is one row too many: discover the journey from a part of "
            "this file");
    else
        problems_add_line(
            d->problems, line, "step",
            "is the 501st, and a journey has at most 500: is the right "
            "column taken for the step, or do its texts hold names or "
            "numbers of their own?");
}

static enum err on_event(void *self, const struct event *e, int64_t line)
{
    struct discovery *d = self;
    enum err err;

    if (e->journey && strcmp(e->journey, d->id) != 0) {
        problems_add_line(d->problems, line, "journey",
                          "is another than the one asked for");
        return OK;
    }
    if (e->test || !e->step || !kind_moves(e->kind))
        return OK;
    err = caselog_add(&d->log, e);
    if (err == ERR_TOO_BIG) {
        add_too_many(d, line);
        return ERR_INVALID;
    }
    return err;
}

/* "pay-fine" as a title: "Pay fine" */
static json_t *title_of(struct arena *a, const char *id)
{
    char *title = arena_strdup(a, id), *c;

    for (c = title; *c; c++)
        if (*c == '-')
            *c = ' ';
    if (title[0] >= 'a' && title[0] <= 'z')
        title[0] = (char)(title[0] - 'a' + 'A');
    return json_string(title);
}

/* An id may be nobody else's, and nobody else's title: a step is named by
 * either. */
static bool may_be_id(struct discovery *d, struct map *taken, const char *id,
                      size_t step)
{
    const int64_t *titled = map_find(&d->log.steps, id, strlen(id));

    return !map_find(taken, id, strlen(id)) &&
           (!titled || *titled == (int64_t)step);
}

static void make_ids(struct discovery *d)
{
    struct map taken;
    size_t i, k;

    map_init(&taken);
    d->ids = arena_array(d->arena, d->measures.n, sizeof(*d->ids));
    for (i = 0; i < d->measures.n; i++) {
        size_t step = d->measures.order[i];
        const char *slug = text_slug(d->arena, d->log.titles[step]);
        const char *id = slug;
        bool added;

        for (k = 2; !may_be_id(d, &taken, id, step); k++)
            id = arena_printf(d->arena, "%.58s-%zu", slug, k);
        d->ids[step] = id;
        (void)map_put(&taken, id, strlen(id), &added);
    }
    map_release(&taken);
}

static json_t *share(int64_t part, int64_t whole)
{
    return json_real(round(10000.0 * (double)part / (double)whole) / 10000.0);
}

/* The steps gone on to often enough, the most usual first, into ret_to. */
static size_t find_next(const struct measures *m, const uint32_t *moves_to,
                        int64_t leavings, size_t *ret_to)
{
    size_t n = 0, i, k;

    for (i = 0; i < m->n; i++) {
        size_t to = m->order[i];

        if (moves_to[to] == 0 || moves_to[to] * INT64_C(100) < leavings)
            continue;
        for (k = n++; k > 0 && moves_to[ret_to[k - 1]] < moves_to[to]; k--)
            ret_to[k] = ret_to[k - 1];
        ret_to[k] = to;
    }
    return n;
}

static json_t *next_of(const struct discovery *d, size_t step)
{
    const struct measures *m = &d->measures;
    const uint32_t *moves_to = &m->moves[step * m->n];
    size_t *to = arena_array(d->arena, m->n, sizeof(*to));
    json_t *next = json_array();
    int64_t leavings = 0;
    size_t i, n;

    for (i = 0; i < m->n; i++)
        leavings += moves_to[i];
    n = find_next(m, moves_to, leavings, to);
    for (i = 0; i < n; i++) {
        json_t *edge = json_object();

        json_object_set_new(edge, "to", json_string(d->ids[to[i]]));
        json_object_set_new(edge, "seen", share(moves_to[to[i]], leavings));
        json_array_append_new(next, edge);
    }
    return next;
}

static json_t *step_of(const struct discovery *d, size_t step)
{
    const struct measured_step *s = &d->measures.steps[step];
    bool is_start = step == d->measures.start;
    json_t *json = json_object();

    json_object_set_new(json, "id", json_string(d->ids[step]));
    json_object_set_new(json, "title", json_string(d->log.titles[step]));
    json_object_set_new(json, "kind",
                        json_string(is_start    ? "start"
                                    : s->is_end ? "end"
                                                : "question"));
    if (s->is_end) {
        json_object_set_new(json, "outcome", json_string("completed"));
        json_object_set_new(json, "lastInShare", share(s->last, s->cases));
        json_object_set_new(json, "confirm", json_true());
    } else {
        json_object_set_new(json, "next", next_of(d, step));
    }
    return json;
}

static json_t *definition_of(const struct discovery *d)
{
    const struct measures *m = &d->measures;
    json_t *json = json_object(), *steps = json_array();
    size_t i;

    for (i = 0; i < m->n; i++)
        json_array_append_new(steps, step_of(d, m->order[i]));
    json_object_set_new(json, "waymark", json_string("journey/1"));
    json_object_set_new(json, "id", json_string(d->id));
    json_object_set_new(json, "title", title_of(d->arena, d->id));
    json_object_set_new(json, "organisation", json_string("your-council"));
    json_object_set_new(json, "service", json_string(d->id));
    json_object_set_new(json, "start", json_string(d->ids[m->start]));
    json_object_set_new(json, "idleMinutes", json_integer(m->idle_minutes));
    json_object_set_new(json, "saveDays", json_integer(28));
    json_object_set_new(json, "retentionMonths", json_integer(0));
    json_object_set_new(json, "steps", steps);
    return json;
}

static enum err read_log(struct discovery *d, struct input *in,
                         const struct read_options *o)
{
    const struct read_sink sink = {
        .self = d, .event = on_event, .refused = on_refused};
    enum err e;

    if (!text_is_key(d->id, strlen(d->id))) {
        problems_add_line(
            d->problems, 0, "id",
            "may only hold a to z, 0 to 9 and -, at most 64 of them");
        return ERR_INVALID;
    }
    e = read_events(in, o, &sink);
    if (e)
        return e;
    if (d->log.n_rows == 0) {
        problems_add_line(d->problems, 0, "",
                          "no row of a case, a step and a time could be read");
        return ERR_INVALID;
    }
    return OK;
}

enum err discover(struct input *in, const struct read_options *o,
                  const char *id, struct problems *p, json_t **ret_definition)
{
    struct discovery d = {.arena = arena_new(), .id = id, .problems = p};
    enum err e;

    caselog_init(&d.log);
    e = read_log(&d, in, o);
    if (!e) {
        caselog_sort(&d.log);
        measures_make(d.arena, &d.log, &d.measures);
        make_ids(&d);
        *ret_definition = definition_of(&d);
    }
    caselog_release(&d.log);
    arena_free(d.arena);
    return e;
}
