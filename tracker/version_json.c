#include "tracker/version_json.h"

#include <string.h>

int64_t version_number(const json_t *json)
{
    json_int_t n = json_integer_value(json_object_get(json, "version"));

    return n > 0 ? n : 0;
}

json_t *version_unnumbered(const json_t *json)
{
    json_t *copy = json_deep_copy(json);

    if (version_number(copy))
        (void)json_object_del(copy, "version");
    return copy;
}

/* What is stored, without a number. */
static json_t *stored(const struct version *v)
{
    json_t *text = json_loads(v->text, JSON_REJECT_DUPLICATES, NULL);
    json_t *bare = version_unnumbered(text);

    json_decref(text);
    return bare;
}

static void set_missing(json_t *json, const char *key, const char *text)
{
    if (!json_object_get(json, key))
        json_object_set_new(json, key, json_string(text));
}

json_t *version_json(const struct journey *j, const struct version *v)
{
    json_t *json = stored(v);
    char from[TIME_TEXT];

    if (!json)
        return NULL;
    time_format(v->from_ms, from);
    if (v->number > 1)
        set_missing(json, "from", from);
    if (strcmp(j->zone_name, "Europe/London") != 0)
        set_missing(json, "timeZone", j->zone_name);
    (void)json_object_del(json, "version");
    json_object_set_new(json, "version", json_integer(v->number));
    return json;
}

bool version_is(const struct journey *j, const struct version *v,
                const json_t *json)
{
    json_t *asked = version_unnumbered(json), *text = stored(v);
    json_t *exported = version_json(j, v), *line = version_unnumbered(exported);
    bool same = json_equal(text, asked) || json_equal(line, asked);

    json_decref(line);
    json_decref(exported);
    json_decref(text);
    json_decref(asked);
    return same;
}
