#include "tracker/definition.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit.h"

static json_t *cases;

static int load_cases(void **state)
{
    (void)state;
    cases = json_load_file("tests/cases/definition.json", 0, NULL);
    return cases ? 0 : -1;
}

static int free_cases(void **state)
{
    (void)state;
    json_decref(cases);
    return 0;
}

/* What a value stands for: a number where text must be is text that long. */
static json_t *value_of(struct arena *a, const char *path, json_t *value)
{
    const char *last = strrchr(path, '.') ? strrchr(path, '.') + 1 : path;
    size_t n = (size_t)json_integer_value(value);
    char *text;

    if (n < 100 || (strcmp(last, "id") != 0 && strcmp(last, "title") != 0))
        return json_incref(value);
    text = arena_alloc(a, n + 1);
    memset(text, 'x', n);
    return json_string(text);
}

/* Put a value at "steps.0.next.0.to"; null takes the key away. */
static void put(struct arena *a, json_t *json, const char *path, json_t *value)
{
    const char *dot = strchr(path, '.');
    size_t n = dot ? (size_t)(dot - path) : strlen(path);
    const char *key = arena_strndup(a, path, n);
    size_t place = strtoul(key, NULL, 10);

    if (dot)
        put(a,
            json_is_array(json) ? json_array_get(json, place)
                                : json_object_get(json, key),
            dot + 1, value);
    else if (json_is_array(json))
        assert_int_equal(json_array_set_new(json, place, value), 0);
    else if (json_is_null(value))
        assert_int_equal(json_object_del(json, key), 0);
    else
        assert_int_equal(json_object_set_new(json, key, value), 0);
}

static json_t *definition_of(struct arena *a, const json_t *one)
{
    json_t *json = json_deep_copy(json_object_get(cases, "definition")), *pair;
    size_t i;

    json_array_foreach(json_object_get(one, "set"), i, pair)
    {
        const char *path = json_string_value(json_array_get(pair, 0));

        put(a, json, path, value_of(a, path, json_array_get(pair, 1)));
    }
    return json;
}

static const char *name_of(const json_t *one)
{
    return json_string_value(json_object_get(one, "name"));
}

static void what_can_be_counted_is_taken(void **state)
{
    json_t *one;
    size_t i;

    json_array_foreach(json_object_get(cases, "good"), i, one)
    {
        json_t *json = definition_of(*state, one);
        struct definition *d = NULL;
        struct problems p;

        problems_init(&p, *state, 10);
        if (definition_read(*state, json, &p, &d) != OK || !d || p.total)
            fail_msg("%s: %s: %s", name_of(one), p.n ? p.at[0].place : "",
                     p.n ? p.at[0].message : "");
        json_decref(json);
    }
}

/* Whether that problem is among those told. */
static bool is_told(const struct problems *p, const json_t *wanted)
{
    const char *place = json_string_value(json_array_get(wanted, 0));
    const char *part = json_string_value(json_array_get(wanted, 1));
    size_t i;

    for (i = 0; i < p->n; i++)
        if (strcmp(p->at[i].place, place) == 0 &&
            strstr(p->at[i].message, part))
            return true;
    return false;
}

static void what_cannot_is_refused_with_every_place(void **state)
{
    json_t *one, *wanted;
    size_t i, k;

    json_array_foreach(json_object_get(cases, "bad"), i, one)
    {
        json_t *json = definition_of(*state, one);
        const json_t *list = json_object_get(one, "problems");
        struct definition *d = NULL;
        struct problems p;

        problems_init(&p, *state, 20);
        if (definition_read(*state, json, &p, &d) != ERR_INVALID || d)
            fail_msg("%s: is taken", name_of(one));
        json_array_foreach((json_t *)(uintptr_t)list, k, wanted)
        {
            if (!is_told(&p, wanted))
                fail_msg("%s: got %s: %s", name_of(one), p.at[0].place,
                         p.at[0].message);
        }
        if (p.total != json_array_size(list))
            fail_msg("%s: %zu problems, the last %s: %s", name_of(one), p.total,
                     p.at[p.n - 1].place, p.at[p.n - 1].message);
        json_decref(json);
    }
}

static void what_is_not_said_has_a_default(void **state)
{
    json_t *json = json_loads("{\"waymark\":\"journey/1\",\"id\":\"x\","
                              "\"steps\":[{\"id\":\"a\",\"kind\":\"start\"}]}",
                              0, NULL);
    struct definition *d = NULL;
    struct problems p;

    problems_init(&p, *state, 10);
    assert_ok(definition_read(*state, json, &p, &d));

    assert_string_equal(d->title, "x");
    assert_string_equal(d->service, "x");
    assert_int_equal(d->idle_ms, 30 * 60000);
    assert_true(d->save_ms == INT64_C(28) * 86400000);
    assert_int_equal(d->retention_months, 13);
    assert_false(d->has_from);
    assert_int_equal(d->start, 0);
    assert_string_equal(d->steps[0].title, "a");
    assert_int_equal(definition_step(d, "a"), 0);
    assert_int_equal(definition_step(d, "b"), 1);
    json_decref(json);
}

static json_t *long_definition(size_t steps)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < steps; i++) {
        char id[16];

        (void)snprintf(id, sizeof(id), "s%zu", i);
        json_array_append_new(
            list, json_pack("{s:s s:[{s:s}]}", "id", id, "next", "to", "s0"));
    }
    return json_pack("{s:s s:s s:s s:o}", "waymark", "journey/1", "id", "long",
                     "start", "s0", "steps", list);
}

static void five_hundred_steps_are_taken_and_one_more_is_not(void **state)
{
    size_t n;

    for (n = STEPS_MAX; n <= STEPS_MAX + 1; n++) {
        json_t *json = long_definition(n);
        struct definition *d = NULL;
        struct problems p;

        problems_init(&p, *state, 10);
        assert_err(n > STEPS_MAX ? ERR_INVALID : OK,
                   definition_read(*state, json, &p, &d));
        json_decref(json);
    }
}

static void what_is_no_object_is_no_definition(void **state)
{
    static const char *const texts[] = {"[]", "1", "\"x\"", "null", "{}"};
    size_t i;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        json_t *json = json_loads(texts[i], JSON_DECODE_ANY, NULL);
        struct definition *d = NULL;
        struct problems p;

        problems_init(&p, *state, 10);
        assert_err(ERR_INVALID, definition_read(*state, json, &p, &d));
        assert_true(p.total > 0);
        json_decref(json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(what_can_be_counted_is_taken),
        with_arena(what_cannot_is_refused_with_every_place),
        with_arena(what_is_not_said_has_a_default),
        with_arena(five_hundred_steps_are_taken_and_one_more_is_not),
        with_arena(what_is_no_object_is_no_definition),
    };

    return cmocka_run_group_tests_name("definition", tests, load_cases,
                                       free_cases);
}
