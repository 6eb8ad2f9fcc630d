#include "tests/oracle/histories.h"

#include <string.h>

struct shrinking {
    json_t *history; /* the smallest so far that fails */
    history_fails *fails;
    void *context;
};

/* Keeps the trial if it fails too. */
static bool keep_if_it_fails(struct shrinking *s, json_t *trial)
{
    if (!s->fails(trial, s->context)) {
        json_decref(trial);
        return false;
    }
    json_decref(s->history);
    s->history = trial;
    return true;
}

static bool in_one_batch(struct shrinking *s)
{
    json_t *trial;

    if (json_array_size(json_object_get(s->history, "batches")) < 2)
        return false;
    trial = json_deep_copy(s->history);
    json_object_set_new(trial, "batches",
                        json_pack("[o]", history_events(s->history)));
    return keep_if_it_fails(s, trial);
}

/* The list within the history that has elements to drop. */
typedef json_t *list_of(json_t *history, size_t which);

static json_t *batch(json_t *history, size_t which)
{
    return json_array_get(json_object_get(history, "batches"), which);
}

static json_t *all_batches(json_t *history, size_t which)
{
    return which == 0 ? json_object_get(history, "batches") : NULL;
}

static json_t *all_versions(json_t *history, size_t which)
{
    return which == 0 ? json_object_get(history, "versions") : NULL;
}

static json_t *steps_of_version(json_t *history, size_t which)
{
    json_t *v = json_array_get(json_object_get(history, "versions"), which);

    return json_object_get(v, "steps");
}

/* A version needs its start step, a journey a version. */
static bool may_drop(json_t *history, list_of *list, size_t which, size_t i)
{
    json_t *v = json_array_get(json_object_get(history, "versions"), which);

    if (list == all_versions)
        return json_array_size(list(history, which)) > 1;
    if (list == steps_of_version)
        return !json_equal(
            json_object_get(json_array_get(list(history, which), i), "id"),
            json_object_get(v, "start"));
    return true;
}

/* Drop the n elements from i on. */
static bool drop(struct shrinking *s, list_of *list, size_t which, size_t i,
                 size_t n)
{
    json_t *trial;

    for (size_t k = i; k < i + n; k++)
        if (!may_drop(s->history, list, which, k))
            return false;
    trial = json_deep_copy(s->history);
    while (n-- > 0)
        json_array_remove(list(trial, which), i);
    return keep_if_it_fails(s, trial);
}

/* Halves of the list, then quarters, at last every element, from the end. */
static bool drop_of_list(struct shrinking *s, list_of *list, size_t which)
{
    size_t n = json_array_size(list(s->history, which));
    bool dropped = false;

    for (size_t size = n > 1 ? n / 2 : n; size > 0; size /= 2)
        for (size_t i = json_array_size(list(s->history, which)); i >= size;) {
            i -= size;
            if (drop(s, list, which, i, size))
                dropped = true;
        }
    return dropped;
}

static bool drop_each(struct shrinking *s, list_of *list)
{
    bool dropped = false;

    for (size_t which = 0; list(s->history, which); which++)
        if (drop_of_list(s, list, which))
            dropped = true;
    return dropped;
}

/* What an event may do without and still be an event. */
static bool drop_keys(struct shrinking *s)
{
    static const char *const keys[] = {"lang",    "device",  "release",
                                       "variant", "channel", "outcome",
                                       "errors",  "seq",     "evidence"};
    size_t n_keys = sizeof(keys) / sizeof(keys[0]);
    bool dropped = false;

    for (size_t which = 0; batch(s->history, which); which++)
        for (size_t i = 0;
             i < json_array_size(batch(s->history, which)) * n_keys; i++) {
            json_t *trial = json_deep_copy(s->history);
            json_t *event = json_array_get(batch(trial, which), i / n_keys);
            if (json_object_del(event, keys[i % n_keys]) != 0)
                json_decref(trial);
            else if (keep_if_it_fails(s, trial))
                dropped = true;
        }
    return dropped;
}

json_t *history_shrunk(const json_t *history, history_fails *fails,
                       void *context)
{
    struct shrinking s = {json_deep_copy(history), fails, context};
    bool smaller = true;

    while (smaller) {
        smaller = in_one_batch(&s);
        smaller |= drop_each(&s, all_batches);
        smaller |= drop_each(&s, all_versions);
        smaller |= drop_each(&s, batch);
        smaller |= drop_each(&s, steps_of_version);
        smaller |= drop_keys(&s);
    }
    return s.history;
}
