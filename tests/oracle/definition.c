#include "tests/oracle/definition.h"

#include <assert.h>

#include "base/time.h"

int64_t oracle_instant_ms(const json_t *at)
{
    const char *text = json_string_value(at);
    int64_t ms = 0;

    if (json_is_integer(at))
        return json_integer_value(at);
    enum err e = time_parse(text, strlen(text), &ms);
    assert(!e);
    return e ? 0 : ms;
}

size_t oracle_version_at(const json_t *versions, int64_t at_ms)
{
    size_t in_force = 0; /* the first reaches back for ever */

    for (size_t i = 1; i < json_array_size(versions); i++) {
        const json_t *v = json_array_get(versions, i);
        if (oracle_instant_ms(json_object_get(v, "from")) <= at_ms)
            in_force = i;
    }
    return in_force;
}

static const json_t *step_at(const json_t *definition, int place)
{
    return json_array_get(json_object_get(definition, "steps"), (size_t)place);
}

static const char *step_text(const json_t *definition, int place,
                             const char *key)
{
    return json_string_value(json_object_get(step_at(definition, place), key));
}

static int steps_of(const json_t *definition)
{
    return (int)json_array_size(json_object_get(definition, "steps"));
}

bool oracle_same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* The id of the first step of a version whose `key` is that text. */
static const char *id_by(const json_t *version, const char *key,
                         const char *text)
{
    for (int place = 0; place < steps_of(version); place++)
        if (oracle_same_text(step_text(version, place, key), text))
            return oracle_step_id(version, place);
    return NULL;
}

/* The same in any version, the newest first. */
static const char *id_in_any(const json_t *versions, const char *key,
                             const char *text)
{
    const char *id = NULL;

    for (size_t i = json_array_size(versions); !id && i-- > 0;)
        id = id_by(json_array_get(versions, i), key, text);
    return id;
}

static bool looks_like_an_id(const char *name)
{
    size_t n = strlen(name);

    return n >= 1 && n <= 64 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

const char *oracle_step_name(const json_t *versions, const char *name,
                             int64_t at_ms)
{
    const json_t *then =
        json_array_get(versions, oracle_version_at(versions, at_ms));
    const char *id = id_in_any(versions, "id", name);

    if (!id)
        id = id_by(then, "title", name);
    if (!id)
        id = id_in_any(versions, "title", name);
    if (id)
        return id;
    return looks_like_an_id(name) ? name : "other";
}

int oracle_place(const json_t *definition, const char *id)
{
    for (int place = 0; place < steps_of(definition); place++)
        if (oracle_same_text(oracle_step_id(definition, place), id))
            return place;
    return ORACLE_NOWHERE;
}

const char *oracle_step_id(const json_t *definition, int place)
{
    return step_text(definition, place, "id");
}

bool oracle_is_end(const json_t *definition, int place)
{
    return oracle_same_text(step_text(definition, place, "kind"), "end");
}

bool oracle_is_start(const json_t *definition, int place)
{
    const json_t *start = json_object_get(definition, "start");

    return oracle_same_text(json_string_value(start),
                            oracle_step_id(definition, place));
}

const char *oracle_fixed_outcome(const json_t *definition, int place)
{
    return step_text(definition, place, "outcome");
}

static int64_t limit(const json_t *definition, const char *key, int64_t usual)
{
    const json_t *value = json_object_get(definition, key);

    return value ? json_integer_value(value) : usual;
}

int64_t oracle_idle_ms(const json_t *definition)
{
    return limit(definition, "idleMinutes", 30) * MS_PER_MINUTE;
}

int64_t oracle_save_ms(const json_t *definition)
{
    return limit(definition, "saveDays", 28) * MS_PER_DAY;
}
