#include "tracker/lint.h"

#include <string.h>

#include "tracker/definition.h"
#include "tracker/lint_inside.h"

enum { PROBLEMS_MAX = 200 };

#define X(name, key, why) {key, why},
static const struct {
    const char *key, *why;
} rules[] = {JOURNEY_RULE_MAP(X)};
#undef X

const char *journey_rule_key(enum journey_rule rule)
{
    return rules[rule].key;
}

const char *journey_rule_why(enum journey_rule rule)
{
    return rules[rule].why;
}

/* The one that "start" names, or that is of that kind; or the first. */
static size_t find_start(const struct lint_graph *g, const json_t *json)
{
    const char *name = journey_text_in(json, "start");
    const int64_t *place = map_find(&g->ids, name, strlen(name));
    size_t i;

    if (place && *name)
        return (size_t)*place;
    for (i = 0; i < g->n; i++)
        if (strcmp(journey_text_in(g->steps[i].json, "kind"), "start") == 0)
            return i;
    return 0;
}

static void check_reached(const struct lint_graph *g, size_t start)
{
    size_t i;

    for (i = 0; i < g->n; i++)
        if (i != start && !journey_leads(g, start, i))
            journey_tell(g, JOURNEY_UNREACHABLE, &g->steps[i],
                         g->steps[i].place,
                         "no way leads from \"%s\" to \"%s\": add one, or take "
                         "the step out",
                         journey_shown(g->arena, g->steps[start].id),
                         journey_shown(g->arena, g->steps[i].id));
}

static bool is_stop(const struct lint_step *s)
{
    return s->is_end || s->n_edges == 0;
}

static bool gets_out(const struct lint_graph *g, size_t from)
{
    size_t i;

    for (i = 0; i < g->n; i++)
        if (is_stop(&g->steps[i]) && journey_leads(g, from, i))
            return true;
    return false;
}

/* The steps that lead to that one and back, as a list for people. */
static const char *loop_of(const struct lint_graph *g, size_t at)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < g->n; i++)
        if (journey_leads(g, at, i) && journey_leads(g, i, at))
            all = arena_printf(g->arena, "%s%s\"%s\"", all, *all ? ", " : "",
                               journey_shown(g->arena, g->steps[i].id));
    return all;
}

/* Each loop once, at its first step. */
static void check_loops(const struct lint_graph *g)
{
    size_t i, k;

    for (i = 0; i < g->n; i++) {
        if (!journey_leads(g, i, i) || gets_out(g, i))
            continue;
        for (k = 0; k < i; k++)
            if (journey_leads(g, i, k) && journey_leads(g, k, i))
                break;
        if (k == i)
            journey_tell(g, JOURNEY_NO_WAY_OUT, &g->steps[i], g->steps[i].place,
                         "no way leads out of the loop %s: add one to an end",
                         loop_of(g, i));
    }
}

static void check_ends(const struct lint_graph *g)
{
    bool any = false, error = false;
    size_t i;

    for (i = 0; i < g->n; i++) {
        const struct lint_step *s = &g->steps[i];

        any = any || s->is_end;
        error = error ||
                (s->is_end &&
                 strcmp(journey_text_in(s->json, "outcome"), "error") == 0);
        if (!s->is_end && s->n_edges == 0)
            journey_tell(g, JOURNEY_DEAD_END, s, s->place,
                         "\"%s\" leads nowhere and is no end: add \"next\", or "
                         "\"kind\": \"end\" and an outcome",
                         journey_shown(g->arena, s->id));
    }
    if (!any)
        journey_tell(g, JOURNEY_NO_END, NULL, "steps",
                     "there is no step of kind \"end\": say where an attempt "
                     "is done");
    else if (!error)
        journey_tell(g, JOURNEY_NO_ERROR_END, NULL, "steps",
                     "no end has the outcome \"error\": add one for when the "
                     "service fails");
}

static void check_patterns(const struct lint_graph *g)
{
    size_t i, k;

    for (i = 0; i < g->n; i++) {
        const struct lint_step *s = &g->steps[i];
        const json_t *list = json_object_get(s->json, "patterns");

        if (json_array_size(list) == 0)
            journey_tell(g, JOURNEY_NO_PATTERN, s, s->place,
                         "\"%s\" names no pattern: add \"patterns\", so that "
                         "its figures count as evidence",
                         journey_shown(g->arena, s->id));
        for (k = 0; k < json_array_size(list); k++) {
            const char *name = json_string_value(json_array_get(list, k));
            const char *why =
                name && g->lint->pattern_fault
                    ? g->lint->pattern_fault(g->lint->self, g->arena, name)
                    : NULL;

            if (why)
                journey_tell(
                    g, JOURNEY_UNKNOWN_PATTERN, s,
                    arena_printf(g->arena, "%s.patterns[%zu]", s->place, k),
                    "\"%s\" %s", journey_shown(g->arena, name), why);
        }
    }
}

/* What was told by a rule of its own is not told again. */
static bool is_told(const struct journey_lint *l, const char *place)
{
    size_t i;

    for (i = 0; i < l->n; i++)
        if (strcmp(l->at[i].place, place) == 0)
            return true;
    return false;
}

static void check_definition(const struct lint_graph *g, const json_t *json)
{
    struct problems p;
    struct definition *d;
    size_t i;

    problems_init(&p, g->arena, PROBLEMS_MAX);
    if (definition_read(g->arena, json, &p, &d) == OK)
        return;
    for (i = 0; i < p.n; i++)
        if (!is_told(g->lint, p.at[i].place))
            journey_tell(g, JOURNEY_DEFINITION, NULL, p.at[i].place, "%s",
                         p.at[i].message);
}

void journey_lint(struct journey_lint *l, struct arena *a, const json_t *json)
{
    struct lint_graph g = {.lint = l, .arena = a};
    size_t start;

    l->total = l->n = 0;
    l->at = arena_array(a, JOURNEY_FINDINGS_MAX, sizeof(*l->at));
    journey_graph(&g, json);
    check_definition(&g, json);
    if (g.n) {
        start = find_start(&g, json);
        check_reached(&g, start);
        check_loops(&g);
        check_ends(&g);
        journey_lint_answers(&g);
        check_patterns(&g);
    }
    map_release(&g.ids);
}
