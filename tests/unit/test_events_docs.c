/* test_events_docs.c - what docs-site/events.md shows is what happens. */
#include "base/embedded.h"
#include "base/text.h"
#include "tests/unit/endpoint.h"

#define FENCE "```\n"

#define JOURNEY                                                                \
    "{\"waymark\":\"journey/1\",\"id\":\"report-a-missed-bin\","               \
    "\"organisation\":\"exampleton\",\"service\":\"missed-bin\","              \
    "\"start\":\"start\",\"retentionMonths\":0,\"steps\":["                    \
    "{\"id\":\"start\",\"kind\":\"start\"},{\"id\":\"address\"},"              \
    "{\"id\":\"done\",\"kind\":\"end\",\"outcome\":\"completed\"}]}"

/* What is between the next two fences, or NULL; *at goes behind it. */
static char *next_block(struct arena *a, const char **at)
{
    const char *from = strstr(*at, FENCE), *to;

    if (!from)
        return NULL;
    from += strlen(FENCE);
    to = strstr(from, FENCE);
    assert_non_null(to);
    *at = to + strlen(FENCE);
    return arena_strndup(a, from, (size_t)(to - from));
}

/* The value of a header of an example, or NULL. */
static const char *value_in(struct arena *a, const char *head, const char *name)
{
    const char *at = strstr(head, name);

    if (!at)
        return NULL;
    at += strlen(name);
    return arena_strndup(a, at, strcspn(at, "\n"));
}

static struct answered ask_example(struct endpoint *p, const char *key,
                                   char *example)
{
    struct asking how = {.remote = true};
    char *body = strstr(example, "\n\n");
    const char *target = value_in(p->arena, example, "POST /v1/events");

    assert_non_null(body);
    assert_non_null(target);
    *body = '\0';
    body += 2;
    if (body[strlen(body) - 1] == '\n')
        body[strlen(body) - 1] = '\0';
    how.query = target;
    how.type = value_in(p->arena, example, "Content-Type: ");
    if (value_in(p->arena, example, "Authorization: Bearer KEY"))
        how.key = key;
    return endpoint_ask(p, how, body);
}

static void every_example_is_answered_as_shown(void **state)
{
    struct endpoint *p = *state;
    struct embedded_file file;
    char key[WRITE_KEY_SIZE], *example;
    const char *at;
    int64_t id;
    int shown = 0;

    tracked_add(p->w, JOURNEY);
    assert_ok(access_add_key(p->w->t, "missed-bin", p->now_ms, key, &id));
    assert_ok(embedded_find(p->arena, "docs-site/events.md", &file));
    at = file.text;
    while ((example = next_block(p->arena, &at))) {
        struct answered got;
        char *answer;
        json_t *want;

        if (!text_starts(example, "POST "))
            continue;
        answer = next_block(p->arena, &at);
        assert_non_null(answer);
        got = ask_example(p, key, example);
        want = json_loads(strchr(answer, '\n') + 1, 0, NULL);
        assert_non_null(want);
        if (got.status != strtol(answer, NULL, 10) ||
            !json_equal(got.body, want))
            fail_msg("shown:\n%sgot: %d\n%s", answer, got.status, got.text);
        json_decref(want);
        shown++;
    }
    assert_true(shown >= 5);
}

/* The image's address, as a browser reads it. */
static void the_image_is_an_event(void **state)
{
    static const char begin[] = "/v1/p.gif?", amp[] = "&amp;";
    struct endpoint *p = *state;
    struct asking how = {.method = "GET",
                         .path = "/v1/p.gif",
                         .more = {"Referer", "https://forms.example.org/"},
                         .remote = true};
    struct embedded_file file;
    char *query, *at;

    tracked_add(p->w, JOURNEY);
    assert_ok(access_allow_origin(p->w->t, "missed-bin",
                                  "https://forms.example.org"));
    assert_ok(embedded_find(p->arena, "docs-site/events.md", &file));
    query = strstr(file.text, begin);
    assert_non_null(query);
    query = arena_strndup(p->arena, query + strlen(begin) - 1,
                          strcspn(query, "\"") - strlen(begin) + 1);
    while ((at = strstr(query, amp)))
        memmove(at + 1, at + strlen(amp), strlen(at + strlen(amp)) + 1);
    how.query = query;
    assert_int_equal(endpoint_ask(p, how, "").status, 200);

    how = (struct asking){.type = JSON_TYPE,
                          .origin = "https://forms.example.org"};
    assert_answered(
        endpoint_ask(p, how,
                     "{\"journey\":\"report-a-missed-bin\",\"attempt\":"
                     "\"7f3a9c2e51b8\",\"seq\":3,\"kind\":\"view\","
                     "\"step\":\"address\"}"),
        202, 0, 1, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_endpoint(every_example_is_answered_as_shown),
        with_endpoint(the_image_is_an_event),
    };

    return cmocka_run_group_tests_name("events, documented", tests, NULL, NULL);
}
