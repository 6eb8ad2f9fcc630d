/* A journey as a graph, and how its linter tells what is wrong with it
 * (lint_inside.h). */
#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "tracker/definition.h"
#include "tracker/lint_inside.h"

enum { EDGES_MAX = 1000 };

void journey_tell(const struct lint_graph *g, enum journey_rule rule,
                  const struct lint_step *step, const char *place,
                  const char *fmt, ...)
{
    struct journey_lint *l = g->lint;
    char message[600];
    va_list args;

    l->total++;
    if (l->n == JOURNEY_FINDINGS_MAX)
        return;
    va_start(args, fmt);
    text_format(message, sizeof(message), fmt, args);
    va_end(args);
    l->at[l->n++] =
        (struct journey_finding){rule, place ? place : "", step ? step->id : "",
                                 arena_strdup(g->arena, message)};
}

const char *journey_shown(struct arena *a, const char *text)
{
    return text_shown(a, text, strlen(text));
}

const char *journey_text_in(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text ? text : "";
}

static void read_edges(struct lint_graph *g, struct lint_step *s)
{
    const json_t *list = json_object_get(s->json, "next");
    size_t i, n = json_array_size(list);

    if (n > EDGES_MAX)
        n = EDGES_MAX;
    s->edges = arena_array(g->arena, n, sizeof(*s->edges));
    for (i = 0; i < n; i++) {
        const json_t *edge = json_array_get(list, i);

        s->edges[s->n_edges++] = (struct lint_edge){
            NOWHERE, journey_text_in(edge, "to"), json_object_get(edge, "when"),
            arena_printf(g->arena, "%s.next[%zu]", s->place, i)};
    }
}

/* The first step of an id has it. */
static void read_steps(struct lint_graph *g, const json_t *json)
{
    const json_t *list = json_object_get(json, "steps");
    size_t i, n = json_array_size(list);
    bool added;

    g->n = n > STEPS_MAX ? STEPS_MAX : n;
    g->steps = arena_array(g->arena, g->n, sizeof(*g->steps));
    for (i = 0; i < g->n; i++) {
        struct lint_step *s = &g->steps[i];
        int64_t *place;

        s->json = json_array_get(list, i);
        s->id = journey_text_in(s->json, "id");
        s->place = arena_printf(g->arena, "steps[%zu]", i);
        s->is_end = strcmp(journey_text_in(s->json, "kind"), "end") == 0;
        read_edges(g, s);
        place = map_put(&g->ids, s->id, strlen(s->id), &added);
        if (added)
            *place = (int64_t)i;
        else if (*s->id)
            journey_tell(g, JOURNEY_DUPLICATE, s, s->place,
                         "the id \"%s\" is already that of steps[%lld]: give "
                         "one of them another",
                         journey_shown(g->arena, s->id), (long long)*place);
    }
}

static void find_targets(struct lint_graph *g)
{
    size_t i, k;

    for (i = 0; i < g->n; i++)
        for (k = 0; k < g->steps[i].n_edges; k++) {
            struct lint_edge *e = &g->steps[i].edges[k];
            const int64_t *place = map_find(&g->ids, e->name, strlen(e->name));

            if (place && *e->name)
                e->to = (int)*place;
            else if (*e->name)
                journey_tell(g, JOURNEY_DANGLING, &g->steps[i], e->place,
                             "leads to \"%s\", which is no step of this "
                             "journey: correct it, or add that step",
                             journey_shown(g->arena, e->name));
        }
}

/* What a step leads to, directly or not: a walk along its edges. */
static void find_reach(struct lint_graph *g, size_t from, size_t *waiting)
{
    bool *reach = g->reach + from * g->n;
    size_t n = 1, k;

    waiting[0] = from;
    while (n) {
        const struct lint_step *s = &g->steps[waiting[--n]];

        for (k = 0; k < s->n_edges; k++) {
            int to = s->edges[k].to;

            if (to == NOWHERE || reach[to])
                continue;
            reach[to] = true;
            waiting[n++] = (size_t)to;
        }
    }
}

bool journey_leads(const struct lint_graph *g, size_t from, size_t to)
{
    return g->reach[from * g->n + to];
}

void journey_graph(struct lint_graph *g, const json_t *json)
{
    size_t i, *waiting;

    map_init(&g->ids);
    read_steps(g, json);
    find_targets(g);
    g->reach = arena_array(g->arena, g->n * g->n, sizeof(*g->reach));
    waiting = arena_array(g->arena, g->n + 1, sizeof(*waiting));
    for (i = 0; i < g->n; i++)
        find_reach(g, i, waiting);
}
