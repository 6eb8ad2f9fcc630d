#include "tests/oracle/compare.h"

#include <stdlib.h>
#include <string.h>

static const char *shown(struct arena *a, const json_t *value)
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

static int by_text(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;

    return strcmp(*a, *b);
}

json_t *oracle_without_names(struct arena *a, json_t *object)
{
    size_t n = 0;
    const char **texts =
        arena_array(a, json_object_size(object) + 1, sizeof(char *));
    const char *key;
    json_t *value, *out = json_array();

    json_object_foreach(object, key, value)
    {
        texts[n++] = shown(a, value);
    }
    qsort(texts, n, sizeof(char *), by_text);
    for (size_t i = 0; i < n; i++)
        json_array_append_new(out, json_loads(texts[i], 0, NULL));
    return out;
}
