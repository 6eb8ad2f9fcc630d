/* An event out of a tree of JSON (event.h). */
#include <string.h>

#include "base/text.h"
#include "tracker/event_rules.h"

static struct event_value value_of(const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_STRING:
        return (struct event_value){.type = VALUE_TEXT,
                                    .text = json_string_value(json),
                                    .n = json_string_length(json)};
    case JSON_INTEGER:
        return (struct event_value){.type = VALUE_INTEGER,
                                    .number = json_integer_value(json)};
    case JSON_FALSE:
        return (struct event_value){.type = VALUE_FALSE};
    case JSON_TRUE:
        return (struct event_value){.type = VALUE_TRUE};
    case JSON_OBJECT:
    case JSON_ARRAY:
    case JSON_REAL:
    case JSON_NULL:
        break;
    }
    return (struct event_value){.type = VALUE_OTHER};
}

static bool read_refusal(struct event_reading *r, json_t *object,
                         struct refusal *ret_refusal)
{
    const char *key;
    json_t *member;

    if (!json_is_object(object) || json_object_size(object) == 0)
        return event_wrong(r, "errors",
                           "must hold objects of \"field\" and \"rule\"");
    json_object_foreach(object, key, member)
    {
        struct event_value value = value_of(member);

        if (!event_rule_refusal(r, key, strlen(key), &value, ret_refusal))
            return false;
    }
    return true;
}

static bool read_list(struct event_reading *r, const json_t *list)
{
    size_t i;

    if (!event_rule_list(r, json_array_size(list)))
        return false;
    for (i = 0; i < json_array_size(list); i++)
        if (!read_refusal(r, json_array_get(list, i), &r->event->errors[i]))
            return false;
    return true;
}

static bool read_member(struct event_reading *r, const char *key,
                        const json_t *json)
{
    enum event_key k = event_key_find(key, strlen(key));
    struct event_value value = value_of(json);

    if (k == EVENT_KEYS)
        return event_wrong(r, text_shown(r->arena, key, strlen(key)),
                           EVENT_NO_KEY);
    if (k == EVENT_ERRORS && json_is_array(json))
        return read_list(r, json);
    return event_rule_value(r, k, &value);
}

enum err event_read(struct arena *a, json_t *object, bool imported,
                    struct event *ret_event, struct event_fault *ret_fault)
{
    struct event e;
    struct event_fault fault = {"", "an event is a JSON object"};
    struct event_reading r = {a, &e, &fault, imported, false};
    const char *key;
    json_t *value;
    bool ok = json_is_object(object);

    event_init(&e);
    json_object_foreach(object, key, value)
    {
        ok = ok && read_member(&r, key, value);
    }
    if (!ok || !event_rule_whole(&r)) {
        *ret_fault = fault;
        return ERR_INVALID;
    }
    *ret_event = e;
    return OK;
}
