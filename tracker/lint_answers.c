/*
 * Conditions: those that can never hold, answers that none covers, and values
 * of "contains" that contain one another.
 */
#include <stdio.h>
#include <string.h>

#include "tracker/lint_inside.h"

enum { VALUES_MAX = 500 };

/* A field as some step asks for it. */
struct field {
    const json_t *json; /* NULL: nobody asks for it */
    size_t step;
};

/* The values of a condition, or the options of a field, as texts. */
struct values {
    size_t n;
    const char *at[VALUES_MAX];
};

static const char *value_text(struct arena *a, const json_t *value)
{
    if (json_is_string(value))
        return json_string_value(value);
    if (json_is_integer(value))
        return arena_printf(a, "%lld", (long long)json_integer_value(value));
    if (json_is_real(value))
        return arena_printf(a, "%g", json_real_value(value));
    if (json_is_boolean(value))
        return json_is_true(value) ? "true" : "false";
    return NULL;
}

static void add_value(struct arena *a, struct values *v, const json_t *value)
{
    const char *text = value_text(
        a, json_is_object(value) ? json_object_get(value, "value") : value);

    if (text && v->n < VALUES_MAX)
        v->at[v->n++] = text;
}

static void read_values(struct arena *a, struct values *v, const json_t *json)
{
    size_t i;

    v->n = 0;
    if (!json_is_array(json)) {
        add_value(a, v, json);
        return;
    }
    for (i = 0; i < json_array_size(json); i++)
        add_value(a, v, json_array_get(json, i));
}

static bool has(const struct values *v, const char *text)
{
    size_t i;

    for (i = 0; i < v->n; i++)
        if (strcmp(v->at[i], text) == 0)
            return true;
    return false;
}

/* What may be answered; false: anything. */
static bool options_of(struct arena *a, const json_t *field, struct values *ret)
{
    const json_t *list = json_object_get(field, "options");
    const char *kind = json_string_value(json_object_get(field, "kind"));

    if (json_array_size(list)) {
        read_values(a, ret, list);
        return true;
    }
    ret->n = 0;
    if (!kind || strcmp(kind, "yes-no") != 0)
        return false;
    ret->at[ret->n++] = "yes";
    ret->at[ret->n++] = "no";
    return true;
}

static const json_t *field_of(const struct lint_step *s, const char *name)
{
    const json_t *list = json_object_get(s->json, "fields");
    size_t i;

    for (i = 0; i < json_array_size(list); i++) {
        const json_t *field = json_array_get(list, i);
        const char *id = json_string_value(json_object_get(field, "id"));

        if (id && strcmp(id, name) == 0)
            return field;
    }
    return NULL;
}

/* At this step, or at one that leads to it. */
static struct field find_field(const struct lint_graph *g, size_t at,
                               const char *name)
{
    struct field f = {field_of(&g->steps[at], name), at};
    size_t i;

    for (i = 0; !f.json && i < g->n; i++)
        if (journey_leads(g, i, at))
            f = (struct field){field_of(&g->steps[i], name), i};
    return f;
}

static const char *field_name(const struct lint_edge *e)
{
    const char *name = json_string_value(json_object_get(e->when, "field"));

    return name ? name : "";
}

/* What an edge asks of its field, by "is" or "contains". */
static const json_t *asked(const struct lint_edge *e)
{
    const json_t *is = json_object_get(e->when, "is");

    return is ? is : json_object_get(e->when, "contains");
}

static const char *joined(struct arena *a, const struct values *v)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < v->n && i < 10; i++)
        all = arena_printf(a, "%s%s\"%s\"", all, i ? ", " : "",
                           journey_shown(a, v->at[i]));
    return v->n > 10 ? arena_printf(a, "%s, …", all) : all;
}

static void check_condition(const struct lint_graph *g, size_t at,
                            const struct lint_edge *e)
{
    const struct lint_step *s = &g->steps[at];
    const char *name = field_name(e), *shown;
    struct field field;
    struct values values, options;
    size_t i;

    if (!*name || !asked(e)) {
        journey_tell(g, JOURNEY_DEFINITION, s, e->place,
                     "\"when\" must be {\"field\": …, \"is\": …} or "
                     "{\"field\": …, \"contains\": …}");
        return;
    }
    shown = journey_shown(g->arena, name);
    field = find_field(g, at, name);
    if (!field.json) {
        journey_tell(g, JOURNEY_NEVER, s, e->place,
                     "asks for \"%s\", which neither this step nor one before "
                     "it has in \"fields\": add it there",
                     shown);
        return;
    }
    read_values(g->arena, &values, asked(e));
    if (!options_of(g->arena, field.json, &options))
        return;
    for (i = 0; i < values.n; i++)
        if (!has(&options, values.at[i]))
            journey_tell(g, JOURNEY_NEVER, s, e->place,
                         "\"%s\" can never be \"%s\": its options are %s",
                         shown, journey_shown(g->arena, values.at[i]),
                         joined(g->arena, &options));
}

/* The options of that field that no edge of the step asks for; false: it may
 * be anything, so some answer is left out whatever they ask for. */
static bool left_out(const struct lint_graph *g, size_t at, const char *name,
                     struct values *ret)
{
    const struct lint_step *s = &g->steps[at];
    const struct field field = find_field(g, at, name);
    struct values options, values;
    size_t i, k;

    ret->n = 0;
    if (!field.json || !options_of(g->arena, field.json, &options))
        return false;
    for (i = 0; i < options.n; i++) {
        bool covered = false;

        for (k = 0; k < s->n_edges; k++) {
            if (strcmp(field_name(&s->edges[k]), name) != 0)
                continue;
            read_values(g->arena, &values, asked(&s->edges[k]));
            covered = covered || has(&values, options.at[i]);
        }
        if (!covered)
            ret->at[ret->n++] = options.at[i];
    }
    return true;
}

static bool is_first_of_field(const struct lint_step *s, size_t at)
{
    size_t i;

    for (i = 0; i < at; i++)
        if (strcmp(field_name(&s->edges[i]), field_name(&s->edges[at])) == 0)
            return false;
    return true;
}

/* Some answers to all the fields go nowhere only if each field has one that
 * no edge asks for: where all of those come together, no edge holds. */
static void check_covered(const struct lint_graph *g, size_t at)
{
    const struct lint_step *s = &g->steps[at];
    const char *all = "";
    struct values missing;
    size_t i;

    for (i = 0; i < s->n_edges; i++) {
        const char *name = field_name(&s->edges[i]);
        bool known;

        if (!s->edges[i].when || !*name)
            return;
        if (!is_first_of_field(s, i))
            continue;
        known = left_out(g, at, name, &missing);
        if (known && missing.n == 0)
            return;
        all =
            arena_printf(g->arena, "%s%s\"%s\" is %s", all, *all ? " and " : "",
                         journey_shown(g->arena, name),
                         known ? joined(g->arena, &missing) : "anything else");
    }
    if (*all)
        journey_tell(g, JOURNEY_UNCOVERED, s,
                     arena_printf(g->arena, "%s.next", s->place),
                     "no way leads on from \"%s\" where %s: add one, or one "
                     "without \"when\" for all other answers",
                     journey_shown(g->arena, s->id), all);
}

static void tell_overlap(const struct lint_graph *g, const struct lint_step *s,
                         const struct lint_edge *e, const char *part,
                         const char *whole)
{
    journey_tell(g, JOURNEY_CONTAINS, s, e->place,
                 "contains \"%s\" holds for \"%s\" too: give them values of "
                 "which none is within another",
                 journey_shown(g->arena, part), journey_shown(g->arena, whole));
}

/* One value of "contains" against the options and the step's other values. */
static void check_part(const struct lint_graph *g, size_t at,
                       const struct lint_edge *e, const char *part)
{
    const struct lint_step *s = &g->steps[at];
    const struct field field = find_field(g, at, field_name(e));
    struct values values;
    size_t i, k;

    if (field.json && options_of(g->arena, field.json, &values)) {
        for (i = 0; i < values.n; i++)
            if (strcmp(values.at[i], part) != 0 && strstr(values.at[i], part))
                tell_overlap(g, s, e, part, values.at[i]);
        return;
    }
    for (k = 0; k < s->n_edges; k++) {
        if (strcmp(field_name(&s->edges[k]), field_name(e)) != 0)
            continue;
        read_values(g->arena, &values,
                    json_object_get(s->edges[k].when, "contains"));
        for (i = 0; i < values.n; i++)
            if (strcmp(values.at[i], part) != 0 && strstr(values.at[i], part))
                tell_overlap(g, s, e, part, values.at[i]);
    }
}

static void check_contains(const struct lint_graph *g, size_t at,
                           const struct lint_edge *e)
{
    struct values parts;
    size_t i;

    read_values(g->arena, &parts, json_object_get(e->when, "contains"));
    for (i = 0; i < parts.n; i++)
        check_part(g, at, e, parts.at[i]);
}

void journey_lint_answers(const struct lint_graph *g)
{
    size_t i, k;

    for (i = 0; i < g->n; i++) {
        const struct lint_step *s = &g->steps[i];

        for (k = 0; k < s->n_edges; k++) {
            if (!s->edges[k].when)
                continue;
            check_condition(g, i, &s->edges[k]);
            check_contains(g, i, &s->edges[k]);
        }
        check_covered(g, i);
    }
}
