#include "tests/oracle/compare.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *shown(struct arena *a, json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_SORT_KEYS);
    const char *copy = arena_strdup(a, text ? text : "nothing");

    free(text);
    return copy;
}

static const char *difference_at(struct arena *a, const char *path,
                                 json_t *want, json_t *got);

static const char *in_object(struct arena *a, const char *path, json_t *want,
                             json_t *got)
{
    const char *key, *found;
    json_t *value;

    json_object_foreach(want, key, value)
    {
        found = difference_at(a, arena_printf(a, "%s.%s", path, key), value,
                              json_object_get(got, key));
        if (found)
            return found;
    }
    return NULL;
}

static const char *in_array(struct arena *a, const char *path, json_t *want,
                            json_t *got)
{
    const char *found;

    for (size_t i = 0; i < json_array_size(want); i++) {
        found = difference_at(a, arena_printf(a, "%s[%zu]", path, i),
                              json_array_get(want, i), json_array_get(got, i));
        if (found)
            return found;
    }
    return NULL;
}

static const char *difference_at(struct arena *a, const char *path,
                                 json_t *want, json_t *got)
{
    if (json_is_object(want) && json_is_object(got))
        return in_object(a, path, want, got);
    if (json_is_array(want) && json_array_size(want) == json_array_size(got))
        return in_array(a, path, want, got);
    if (json_equal(want, got))
        return NULL;
    return arena_printf(a, "%s: want %s, got %s",
                        path[0] == '.' ? path + 1 : path, shown(a, want),
                        shown(a, got));
}

const char *oracle_difference(struct arena *a, json_t *want, json_t *got)
{
    return difference_at(a, "", want, got);
}

/* The element of the list that is as wanted, or NULL. */
static size_t find(struct arena *a, json_t *want, json_t *list)
{
    size_t i = 0;

    while (i < json_array_size(list) &&
           oracle_difference(a, want, json_array_get(list, i)))
        i++;
    return i;
}

const char *oracle_lists_differ(struct arena *a, json_t *want, json_t *got)
{
    json_t *rest = json_copy(got);
    const char *missing = NULL;

    for (size_t i = 0; i < json_array_size(want); i++) {
        json_t *wanted = json_array_get(want, i);
        size_t found = find(a, wanted, rest);
        if (found < json_array_size(rest))
            json_array_remove(rest, found);
        else
            missing = shown(a, wanted);
    }
    const char *extra =
        json_array_size(rest) ? shown(a, json_array_get(rest, 0)) : NULL;
    json_decref(rest);
    if (!missing && !extra)
        return NULL;
    return arena_printf(a, "want %s, got %s", missing ? missing : "no more",
                        extra ? extra : "no more");
}

/* By nearest rank: the smallest that at least that share did not pass. */
static json_int_t rank(json_t *times, size_t percent)
{
    size_t n = json_array_size(times);
    size_t at = (n * percent + 99) / 100;

    return json_integer_value(json_array_get(times, at - 1));
}

static bool near(json_int_t want, json_int_t got)
{
    json_int_t off = want < got ? got - want : want - got;

    return 2 * 25 * off <= 2 * want + 25; /* 4 %, and half a millisecond */
}

static const char *times_differ(struct arena *a, json_t *want, json_t *got)
{
    static const size_t percents[] = {50, 75, 90};
    size_t n = json_array_size(want);
    json_t *got_n = json_object_get(got, "n");

    if (json_integer_value(got_n) != (json_int_t)n)
        return arena_printf(a, "want %zu times, got %s", n, shown(a, got_n));
    for (size_t i = 0; n > 0 && i < 3; i++) {
        json_t *p = json_object_get(got, arena_printf(a, "p%zu", percents[i]));
        if (!near(rank(want, percents[i]), json_integer_value(p)))
            return arena_printf(a, "p%zu of %s: got %s", percents[i],
                                shown(a, want), shown(a, p));
    }
    return NULL;
}

static bool nobody_came(json_t *step)
{
    const char *key;
    json_t *value;

    json_object_foreach(step, key, value)
    {
        if (json_integer_value(value) != 0 || json_array_size(value) > 0 ||
            (json_is_object(value) && !nobody_came(value)))
            return false;
    }
    return true;
}

static const char *step_differs(struct arena *a, const char *id, json_t *want,
                                json_t *got)
{
    json_t *counts = json_copy(want);
    const char *d;

    if (!got) {
        json_decref(counts);
        return nobody_came(want) ? NULL : arena_printf(a, "no step %s", id);
    }
    json_object_del(counts, "times");
    d = oracle_difference(a, counts, got);
    json_decref(counts);
    if (!d)
        d = times_differ(a, json_object_get(want, "times"),
                         json_object_get(got, "times"));
    return d ? arena_printf(a, "steps.%s: %s", id, d) : NULL;
}

const char *oracle_figures_differ(struct arena *a, json_t *want, json_t *got)
{
    json_t *totals = json_copy(want), *step;
    json_t *steps = json_object_get(got, "steps");
    const char *id, *d;

    json_object_del(totals, "steps");
    d = oracle_difference(a, totals, got);
    json_decref(totals);
    json_object_foreach(json_object_get(want, "steps"), id, step)
    {
        if (!d)
            d = step_differs(a, id, step, json_object_get(steps, id));
    }
    return d;
}
