/* The description of /v1/: of every route, in its own words' order. */
#include "tests/unit.h"

#include <string.h>

#include "dashboard/dashboard.h"
#include "docs-site/docs.h"
#include "patterns/patterns.h"
#include "server/client.h"
#include "server/events.h"
#include "server/openapi.h"
#include "web/request.h"

static const struct routes folders[] = {{.table = patterns_routes},
                                        {.table = events_routes},
                                        {.table = openapi_routes},
                                        {.table = docs_routes},
                                        {.table = client_routes},
                                        {.table = dashboard_routes},
                                        {.table = NULL}};

static void let_go(void *json)
{
    json_decref(json);
}

static json_t *document(struct arena *a)
{
    json_t *json = NULL;

    assert_ok(openapi_document(a, folders, &json));
    arena_own(a, let_go, json);
    return json;
}

static json_t *operation(json_t *doc, const char *path, const char *method)
{
    json_t *op = json_object_get(
        json_object_get(json_object_get(doc, "paths"), path), method);

    if (!op)
        fail_msg("%s %s is not described", method, path);
    return op;
}

/* The parameter of that name; its "in" must be as said. */
static json_t *parameter(json_t *op, const char *name, const char *in)
{
    json_t *one, *list = json_object_get(op, "parameters");
    size_t i;

    json_array_foreach(list, i, one)
    {
        const char *is = json_string_value(json_object_get(one, "name"));

        if (strcmp(is, name) != 0)
            continue;
        assert_string_equal(json_string_value(json_object_get(one, "in")), in);
        assert_non_null(json_object_get(one, "description"));
        return json_object_get(one, "schema");
    }
    fail_msg("there is no parameter %s", name);
    return NULL;
}

static void what_a_route_takes_is_what_is_described(void **state)
{
    json_t *doc = document(*state);
    json_t *list = operation(doc, "/v1/patterns", "get");
    json_t *entry = operation(doc, "/v1/patterns/{kind}/{slug}", "get");
    json_t *limit = parameter(list, "limit", "query");

    (void)operation(doc, "/v1/events", "post");
    (void)operation(doc, "/v1/p.gif", "get");
    (void)parameter(operation(doc, "/v1/content-types/{type}/check", "post"),
                    "type", "path");
    (void)operation(doc, "/v1/openapi.json", "get");
    assert_int_equal(json_object_size(json_object_get(doc, "paths")), 6);
    assert_int_equal(json_integer_value(json_object_get(limit, "maximum")),
                     200);
    assert_int_equal(json_integer_value(json_object_get(limit, "minimum")), 1);
    assert_int_equal(json_integer_value(json_object_get(limit, "default")), 50);
    (void)parameter(list, "madeOf", "query");
    (void)parameter(list, "theme", "query");
    assert_string_equal(json_string_value(json_object_get(
                            parameter(entry, "slug", "path"), "pattern")),
                        "^[a-z0-9-]{1,64}$");
    (void)parameter(entry, "at", "query");
    assert_int_equal(json_array_size(json_object_get(entry, "parameters")), 3);
}

/* Whether what a "$ref" names is there. */
static bool is_there(json_t *doc, struct arena *a, const char *ref)
{
    if (strncmp(ref, "#/", 2) != 0)
        return false;
    for (ref += 2; doc && *ref;) {
        size_t n = strcspn(ref, "/");

        doc = json_object_get(doc, arena_strndup(a, ref, n));
        ref += n + (ref[n] == '/');
    }
    return doc != NULL;
}

static void follow(json_t *doc, struct arena *a, json_t *part)
{
    const char *key;
    json_t *value;
    size_t i;

    json_object_foreach(part, key, value)
    {
        if (strcmp(key, "$ref") != 0)
            follow(doc, a, value);
        else if (!is_there(doc, a, json_string_value(value)))
            fail_msg("%s leads nowhere", json_string_value(value));
    }
    json_array_foreach(part, i, value) follow(doc, a, value);
}

static void every_reference_leads_somewhere(void **state)
{
    json_t *doc = document(*state);

    follow(doc, *state, doc);
    assert_false(is_there(doc, *state, "#/components/schemas/Gone"));
}

static enum err nothing(struct request *rq, struct reply *rp)
{
    (void)rq;
    (void)rp;
    return ERR_NOT_FOUND;
}

/* Whoever adds a route to /v1/ must say what it is for. */
static void a_route_that_nobody_described_is_no_description(void **state)
{
    static const struct route forgotten[] = {
        {.method = GET, .path = "/v1/forgotten", .run = nothing}, {0}};
    const struct routes more[] = {{.table = patterns_routes},
                                  {.table = events_routes},
                                  {.table = openapi_routes},
                                  {.table = forgotten},
                                  {.table = NULL}};
    const struct routes less[] = {{.table = patterns_routes}, {.table = NULL}};
    json_t *json;

    assert_err(ERR_IO, openapi_document(*state, more, &json));
    assert_err(ERR_IO, openapi_document(*state, less, &json));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(what_a_route_takes_is_what_is_described),
        with_arena(every_reference_leads_somewhere),
        with_arena(a_route_that_nobody_described_is_no_description),
    };

    return cmocka_run_group_tests_name("openapi", tests, NULL, NULL);
}
