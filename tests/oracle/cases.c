#include "tests/oracle/cases.h"

#include <unistd.h>

#include "tests/oracle/compare.h"
#include "tests/oracle/definition.h"

static json_t *versions_of(const json_t *file, const json_t *json)
{
    json_t *versions = json_object_get(json, "versions");
    json_t *journey = json_object_get(json, "journey");

    if (versions)
        return json_incref(versions);
    return json_pack("[O]",
                     journey ? journey : json_object_get(file, "journey"));
}

static struct oracle_case case_of(const json_t *file, const json_t *json)
{
    const json_t *now = json_object_get(json, "now");
    const json_t *received = json_object_get(json, "received");

    return (struct oracle_case){
        .name = json_string_value(json_object_get(json, "name")),
        .versions = versions_of(file, json),
        .events = json_object_get(json, "events"),
        .expect = json_object_get(json, "expect"),
        .now_ms = oracle_instant_ms(now),
        .received_ms = oracle_instant_ms(received ? received : now),
    };
}

static int passes(struct arena *a, const struct oracle_case *c,
                  oracle_answer *answer)
{
    json_t *got = NULL;
    const char *fault = answer(a, c, &got);

    if (!fault)
        fault = oracle_difference(a, c->expect, got);
    if (fault)
        printf("%s: %s\n", c->name, fault);
    json_decref(got);
    return !fault;
}

int oracle_cases_run(struct arena *a, const char *path, oracle_answer *answer)
{
    json_error_t error;
    int wrong = 0;
    json_t *file, *list;

    if (access(path, R_OK) != 0) {
        printf("SKIP: no %s\n", path);
        return 0;
    }
    file = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!file) {
        printf("%s:%d: %s\n", path, error.line, error.text);
        return 1;
    }
    list = json_object_get(file, "cases");
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct oracle_case c = case_of(file, json_array_get(list, i));
        wrong += !passes(a, &c, answer);
        json_decref(c.versions);
    }
    printf("%s: %zu cases, %d wrong\n", path, json_array_size(list), wrong);
    json_decref(file);
    return wrong;
}
