/* test_events_clients.c - trackers of other makes, pointed at this server by
 * mistake: told what is wrong, and nothing of theirs kept. */
#include <ctype.h>
#include <dirent.h>

#include "tests/unit/endpoint.h"

#define SHARED "../shared/data/real/clients"
#define PAGE   "http://127.0.0.1:19001" /* where they all were */

enum { HEADERS = 32, RAW_MAX = 64 * 1024 };

struct raw {
    const char *name, *method, *target, *query;
    struct header headers[HEADERS];
    size_t n_headers;
    const char *body;
    size_t n_body;
};

/* Cut at the first of end; what is behind it. */
static char *cut(char *text, const char *end)
{
    char *at = strstr(text, end);

    assert_non_null(at);
    *at = '\0';
    return at + strlen(end);
}

static struct raw raw_read(struct arena *a, const char *name)
{
    struct raw r = {.name = name};
    char *text = arena_alloc(a, RAW_MAX), *rest, *line, *next, *value;
    FILE *f = fopen(arena_printf(a, "%s/%s", SHARED, name), "rb");
    size_t n;

    assert_non_null(f);
    n = fread(text, 1, RAW_MAX - 1, f);
    (void)fclose(f);
    text[n] = '\0';
    rest = cut(text, "\r\n\r\n");
    r.body = rest;
    r.n_body = n - (size_t)(rest - text);
    line = strchr(text, '\r') ? cut(text, "\r\n") : text + strlen(text);
    r.method = text;
    value = cut(text, " ");
    (void)cut(value, " ");
    r.target = value;
    r.query = strchr(value, '?') ? strchr(value, '?') : "";
    for (; *line; line = next) {
        next = strstr(line, "\r\n");
        next = next ? cut(line, "\r\n") : line + strlen(line);
        value = cut(line, ": ");
        assert_true(r.n_headers < HEADERS);
        r.headers[r.n_headers++] =
            (struct header){line, value, strlen(line), strlen(value)};
    }
    return r;
}

static struct answer ask(struct endpoint *p, const struct raw *r,
                         const char *target)
{
    struct message m = {.method = r->method,
                        .target = target,
                        .headers = r->headers,
                        .n_headers = r->n_headers,
                        .body = r->body,
                        .n_body = r->n_body,
                        .peer = peer_here};
    struct answer answer;

    router_answer(p->router, p->arena, &m, p->now_ms, &answer);
    return answer;
}

/* A sentence says something about something. */
static void assert_told(const struct raw *r, const struct answer *answer)
{
    json_t *json =
        json_loads(answer->body.text ? answer->body.text : "", 0, NULL);
    const json_t *one = json_array_get(json_object_get(json, "refused"), 0);
    const char *reason = json_string_value(json_object_get(one, "reason"));

    if (answer->status != 400 || !reason || !strchr(reason, ' ') ||
        strlen(reason) < 12)
        fail_msg("%s is answered %d %s", r->name, answer->status,
                 answer->body.text ? answer->body.text : "");
    assert_int_equal(json_integer_value(json_object_get(json, "accepted")), 0);
    json_decref(json);
}

static void check(struct endpoint *p, const char *name)
{
    struct raw r = raw_read(p->arena, name);
    struct answer answer = ask(p, &r, r.target);

    if (answer.status != 404 && answer.status != 405)
        fail_msg("%s as it is: %d", name, answer.status);
    answer_release(&answer);

    if (strcmp(r.method, "GET") == 0) {
        answer = ask(p, &r, arena_printf(p->arena, "/v1/p.gif%s", r.query));
        assert_int_equal(answer.status, 200);
    } else {
        answer = ask(p, &r, arena_printf(p->arena, "/v1/events%s", r.query));
        if (strcmp(r.method, "OPTIONS") == 0)
            assert_int_equal(answer.status, 204);
        else
            assert_told(&r, &answer);
        if (!answer_header(&answer, "Access-Control-Allow-Origin"))
            fail_msg("the page of %s may not read the answer", name);
    }
    answer_release(&answer);
}

static void other_trackers_are_told_what_is_wrong(void **state)
{
    struct endpoint *p = *state;
    DIR *dir = opendir(SHARED);
    struct dirent *entry;
    int n = 0;

    if (!dir) {
        print_message("there is no %s here\n", SHARED);
        skip();
    }
    assert_ok(access_allow_origin(p->w->t, "own", PAGE));
    while ((entry = readdir(dir)))
        if (strstr(entry->d_name, ".raw")) {
            check(p, arena_strdup(p->arena, entry->d_name));
            n++;
        }
    (void)closedir(dir);
    assert_true(n >= 30);
    assert_int_equal(tracked_figure(p->w, "started"), 0);
    assert_int_equal(tracked_figure(p->w, "joinedLater"), 0);
    tracked_assert_clean(p->w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_endpoint(other_trackers_are_told_what_is_wrong),
    };

    return cmocka_run_group_tests_name("events, other trackers", tests, NULL,
                                       NULL);
}
