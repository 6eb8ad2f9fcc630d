#include "web/model.h"

#include "base/json.h"

struct model model_json(json_t *json)
{
    if (!json)
        return (struct model){.kind = MODEL_ABSENT};
    switch (json_typeof(json)) {
    case JSON_STRING:
        return (struct model){.kind = MODEL_TEXT,
                              .n = json_string_length(json),
                              .text = json_string_value(json)};
    case JSON_INTEGER:
        return model_int(json_integer_value(json));
    case JSON_REAL:
        return model_real(json_real_value(json));
    case JSON_TRUE:
    case JSON_FALSE:
        return model_truth(json_is_true(json));
    case JSON_NULL:
        break;
    case JSON_OBJECT:
    case JSON_ARRAY:
        return (struct model){.kind = MODEL_JSON, .json = json};
    }
    return (struct model){.kind = MODEL_NULL};
}

struct model model_own(struct arena *a, json_t *json)
{
    json_own(a, json);
    return model_json(json);
}

/* Its room is 0, 8, 16, 32 ... */
void model_append(struct arena *a, struct model *list, struct model item)
{
    enum { FIRST = 8 };
    size_t n = list->n;

    if (n == 0 || (n >= FIRST && (n & (n - 1)) == 0)) {
        size_t room = n;

        list->items =
            arena_grow(a, list->items, n, &room, sizeof(*list->items));
    }
    list->items[list->n++] = item;
}

struct model model_object(struct arena *a, const struct member *members,
                          size_t n)
{
    struct member *copy = arena_array(a, n, sizeof(*copy));

    memcpy(copy, members, n * sizeof(*copy));
    return (struct model){.kind = MODEL_OBJECT, .n = n, .members = copy};
}

struct model model_join(struct arena *a, struct model one, struct model other)
{
    struct member *all = arena_array(a, one.n + other.n, sizeof(*all));

    memcpy(all, one.members, one.n * sizeof(*all));
    memcpy(all + one.n, other.members, other.n * sizeof(*all));
    return (struct model){
        .kind = MODEL_OBJECT, .n = one.n + other.n, .members = all};
}

/* Most names differ in their first two bytes, which all have: the NUL is one
 * of a short one's. */
static bool is_named(const char *name, const char *want)
{
    uint16_t own, other;

    memcpy(&own, name, sizeof(own));
    memcpy(&other, want, sizeof(other));
    return own == other && strcmp(name, want) == 0;
}

static size_t find(const struct model *object, const char *name, size_t from,
                   size_t to)
{
    while (from < to && !is_named(object->members[from].name, name))
        from++;
    return from;
}

struct model model_near(const struct model *object, const char *name,
                        size_t *at)
{
    size_t i, n = object->n;

    if (object->kind == MODEL_JSON)
        return model_json(json_object_get(object->json, name));
    if (object->kind != MODEL_OBJECT)
        return (struct model){.kind = MODEL_ABSENT};
    i = find(object, name, *at, n);
    if (i == n) {
        i = find(object, name, 0, *at);
        if (i == *at)
            return (struct model){.kind = MODEL_ABSENT};
    }
    *at = i;
    return object->members[i].value;
}

struct model model_get(const struct model *object, const char *name)
{
    size_t at = 0;

    return model_near(object, name, &at);
}

static json_t *list_as_json(const struct model *m)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < m->n; i++)
        (void)json_array_append_new(list, model_as_json(&m->items[i]));
    return list;
}

static json_t *object_as_json(const struct model *m)
{
    json_t *object = json_object();
    size_t i;

    for (i = 0; i < m->n; i++)
        (void)json_object_set_new(object, m->members[i].name,
                                  model_as_json(&m->members[i].value));
    return object;
}

json_t *model_as_json(const struct model *m)
{
    switch (m->kind) {
    case MODEL_ABSENT:
    case MODEL_NULL:
        break;
    case MODEL_TEXT:
        return json_stringn_nocheck(m->text, m->n);
    case MODEL_INT:
        return json_integer(m->integer);
    case MODEL_REAL:
        return json_real(m->real);
    case MODEL_TRUTH:
        return json_boolean(m->truth);
    case MODEL_LIST:
        return list_as_json(m);
    case MODEL_OBJECT:
        return object_as_json(m);
    case MODEL_JSON:
        return json_incref(m->json);
    }
    return json_null();
}

bool model_is_true(const struct model *m)
{
    switch (m->kind) {
    case MODEL_ABSENT:
    case MODEL_NULL:
        return false;
    case MODEL_TRUTH:
        return m->truth;
    case MODEL_TEXT:
    case MODEL_LIST:
        return m->n > 0;
    case MODEL_JSON:
        return !json_is_array(m->json) || json_array_size(m->json) > 0;
    case MODEL_INT:
    case MODEL_REAL:
    case MODEL_OBJECT:
        break;
    }
    return true;
}
