#include "tests/oracle/slices.h"

#include <stdlib.h>
#include <string.h>

#include "tests/oracle/dice.h"

/* What the tracker calls it, and the oracle. */
static const struct {
    const char *attribute, *key;
} attributes[] = {
    {"state", "state"},     {"outcome", "outcome"},   {"standing", NULL},
    {"resting", "resting"}, {"furthest", "furthest"}, {"left-by", "left_by"},
    {"rating", "rating"},   {"channel", "channel"},   {"device", "device"},
    {"lang", "lang"},       {"release", "release"},   {"variant", "variant"},
};

enum { N_ATTRIBUTES = sizeof(attributes) / sizeof(attributes[0]) };

static const char *value_of(struct arena *a, const json_t *attempt, size_t i)
{
    const char *apart = json_string_value(json_object_get(attempt, "apart"));
    const json_t *value;
    bool later = json_is_true(json_object_get(attempt, "joined_later"));

    if (!attributes[i].key)
        return apart ? apart : later ? "joined-later" : "started";
    value = json_object_get(attempt, attributes[i].key);
    if (json_is_string(value))
        return json_string_value(value);
    if (json_integer_value(value))
        return arena_printf(a, "%d", (int)json_integer_value(value));
    return strcmp(attributes[i].key, "resting") == 0 ||
                   strcmp(attributes[i].key, "furthest") == 0
               ? "nowhere"
               : "none";
}

static json_t *count(struct arena *a, const json_t *answer, size_t by,
                     size_t filter, const char *value)
{
    json_t *attempts = json_object_get(answer, "attempts"), *attempt;
    json_t *groups = json_object();
    const char *id;

    json_object_foreach(attempts, id, attempt)
    {
        const char *group = value_of(a, attempt, by);
        json_int_t n = json_integer_value(json_object_get(groups, group));

        if (!value || strcmp(value_of(a, attempt, filter), value) == 0)
            json_object_set_new(groups, group, json_integer(n + 1));
    }
    return groups;
}

static const char *shown(struct arena *a, const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
    const char *kept = arena_strdup(a, text);

    free(text);
    return kept;
}

static const char *slice_differs(struct arena *a, struct asked *t,
                                 const json_t *history, struct asked_slice s,
                                 json_t *want)
{
    json_t *got = NULL;
    const char *d = asked_slice(a, t, history, s, &got);

    if (!d && !json_equal(want, got))
        d = arena_printf(a, "by %s where %s is %s: want %s, got %s", s.by,
                         s.filter ? s.filter : "anything",
                         s.filter ? s.value : "anything", shown(a, want),
                         shown(a, got));
    json_decref(got);
    json_decref(want);
    return d;
}

/* Some attempt of the answer; NULL if there is none. */
static const json_t *some(const json_t *answer, struct dice *dice)
{
    json_t *attempts = json_object_get(answer, "attempts"), *attempt;
    size_t n = json_object_size(attempts), left;
    const char *id;

    if (n == 0)
        return NULL;
    left = dice_below(dice, n);
    json_object_foreach(attempts, id, attempt)
    {
        if (left-- == 0)
            return attempt;
    }
    return NULL;
}

const char *oracle_slices_differ(struct arena *a, struct asked *t,
                                 const json_t *history, const json_t *answer)
{
    json_t *seed = json_object_get(history, "seed");
    struct dice dice = {(uint64_t)json_integer_value(seed)};
    const char *d = NULL;

    for (size_t by = 0; by < N_ATTRIBUTES && !d; by++) {
        const json_t *attempt = some(answer, &dice);
        size_t filter = dice_below(&dice, N_ATTRIBUTES);
        struct asked_slice s = {.by = attributes[by].attribute};

        d = slice_differs(a, t, history, s, count(a, answer, by, 0, NULL));
        if (d || !attempt)
            continue;
        s.filter = attributes[filter].attribute;
        s.value = value_of(a, attempt, filter);
        d = slice_differs(a, t, history, s,
                          count(a, answer, by, filter, s.value));
    }
    return d;
}
