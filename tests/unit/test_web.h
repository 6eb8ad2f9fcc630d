/* test_web.h - a small site for the tests of lib/web. */
#ifndef TESTS_TEST_WEB_H
#define TESTS_TEST_WEB_H

#include <string.h>

#include "tests/unit.h"
#include "web/reply.h"
#include "web/request.h"
#include "web/router.h"

/* 2026-03-02T10:00:00Z */
#define TEST_NOW_MS INT64_C(1772445600000)

static inline json_t *test_model(const char *title)
{
    return json_pack("{s:i, s:s, s:s, s:[]}", "status", 200, "title", title,
                     "sentence", "Half is 0.35.", "problems");
}

static inline enum err test_home(struct request *rq, struct reply *rp)
{
    (void)rq;
    return reply_page(rp, "lib/web/error", test_model("Home"));
}

/* Says what it was given. */
static inline enum err test_journey(struct request *rq, struct reply *rp)
{
    struct csv csv;

    if (strcmp(request_text(rq, "journey"), "gone") == 0)
        return ERR_NOT_FOUND;
    if (rq->format == FORMAT_CSV) {
        csv = reply_csv(rp, "journey");
        csv_text(&csv, "=step");
        csv_count(&csv, request_count(rq, "limit"));
        csv_end_row(&csv);
        return OK;
    }
    return reply_json(
        rp,
        json_pack("{s:s, s:s, s:b, s:I, s:s, s:s, s:s, s:f}", "journey",
                  request_text(rq, "journey"), "from", request_text(rq, "from"),
                  "has_from", request_has(rq, "from"), "limit",
                  (json_int_t)request_count(rq, "limit"), "q",
                  request_text(rq, "q"), "path", rq->path, "context",
                  (const char *)rq->context, "half", 0.35));
}

static inline enum err test_step(struct request *rq, struct reply *rp)
{
    return reply_text(rp, "text/plain", request_text(rq, "step"));
}

static inline enum err test_style(struct request *rq, struct reply *rp)
{
    return reply_text(rp, "text/css", request_text(rq, "step"));
}

static inline enum err test_save(struct request *rq, struct reply *rp)
{
    if (request_has(rq, "next"))
        return reply_see_other(rp, request_text(rq, "next"));
    return reply_text(rp, "text/plain", request_text(rq, "note"));
}

/* Fails as it is told, after having begun to answer. */
static inline enum err test_fail(struct request *rq, struct reply *rp)
{
    enum err e = reply_text(rp, "text/plain", "half an answer");

    if (e)
        return e;
    if (request_count(rq, "err") == 99)
        return reply_page(rp, "lib/web/error", NULL);
    if (request_count(rq, "err") == 98)
        return reply_page(rp, "lib/web/error", json_pack("{s:s}", "title", ""));
    return (enum err)request_count(rq, "err");
}

static inline enum err test_secret(struct request *rq, struct reply *rp)
{
    (void)rq;
    return reply_text(rp, "text/plain", "secret");
}

static const struct field test_journey_fields[] = {
    {"from", FIELD_KEY, 0, "start"},
    {"limit", FIELD_COUNT, 500, "10"},
    {"q", FIELD_TEXT, 10, ""},
    {0},
};
static const struct field test_step_fields[] = {
    {"step", FIELD_TEXT, 20, NULL},
    {0},
};
static const struct field test_save_fields[] = {
    {"note", FIELD_TEXT, 100, NULL},
    {"key", FIELD_KEY, 0, ""},
    {"next", FIELD_TEXT, 100, ""},
    {0},
};
static inline enum err test_nothing(struct request *rq, struct reply *rp)
{
    (void)rq;
    (void)rp;
    return ERR_NOT_FOUND;
}

static const struct field test_fail_fields[] = {
    {"err", FIELD_COUNT, 99, NULL},
    {0},
};

static const struct route test_routes[] = {
    {GET, "/", ANYONE, test_home, NULL, FORMAT_JSON, 0},
    {GET, "/journeys/new", ANYONE, test_home, NULL, 0, 0},
    {GET, "/journeys/:journey", ANYONE, test_journey, test_journey_fields,
     FORMAT_JSON | FORMAT_CSV, 0},
    {GET, "/steps/:step/", ANYONE, test_step, test_step_fields, 0, 0},
    {GET, "/styles/:step", ANYONE, test_style, test_step_fields, 0, 0},
    {GET, "/notes", ANYONE, test_home, NULL, FORMAT_JSON | FORMAT_TXT, 0},
    {POST, "/notes", ANYONE, test_save, test_save_fields, 0, 200},
    {POST, "/large", ANYONE, test_save, test_save_fields, 0, 0},
    {GET, "/fail", ANYONE, test_fail, test_fail_fields, FORMAT_JSON, 0},
    {GET, "/fail/:name", ANYONE, test_fail, test_fail_fields, 0, 0},
    {POST, "/check", PROGRAM, test_nothing, NULL, 0, 200},
    {GET, "/secret", MANAGER, test_secret, NULL, 0, 0},
    {0},
};

static char test_context[] = "context";

static const struct routes test_folders[] = {
    {.table = test_routes, .context = test_context},
    {.table = NULL},
};

struct test_site {
    struct arena *arena;
    struct site *site;
    struct router *router;
    enum err ready; /* what /readyz finds */
};

static inline enum err test_ready(void *context)
{
    return ((struct test_site *)context)->ready;
}

static inline int test_site_open(void **state)
{
    struct test_site *t = test_malloc(sizeof(*t));
    struct router_options options = {
        .folders = test_folders, .ready = test_ready, .context = t};
    struct fault fault = {""};

    t->arena = arena_new();
    t->ready = OK;
    if (site_new(json_pack("{s:s, s:b}", "name", "Exampleton", "docs", 0), NULL,
                 &t->site, &fault))
        fail_msg("%s", fault.text);
    t->router = router_new(t->site, &options);
    *state = t;
    return 0;
}

static inline int test_site_close(void **state)
{
    struct test_site *t = *state;

    router_free(t->router);
    site_free(t->site);
    arena_free(t->arena);
    test_free(t);
    return 0;
}

/* Ask the site; the body is in the arena, the answer released. */
static inline struct answer test_ask(struct test_site *t, struct message m,
                                     const char **ret_body)
{
    struct answer answer;

    router_answer(t->router, t->arena, &m, TEST_NOW_MS, &answer);
    *ret_body = answer.asset
                    ? arena_strndup(t->arena, answer.asset, answer.asset_size)
                    : arena_strdup(t->arena, answer.body.text);
    answer_release(&answer);
    return answer;
}

#define with_site(fn)                                                          \
    cmocka_unit_test_setup_teardown(fn, test_site_open, test_site_close)

static inline struct answer test_get(struct test_site *t, const char *target,
                                     const char **ret_body)
{
    return test_ask(t, message_get(target), ret_body);
}

static inline int test_status(struct test_site *t, const char *target)
{
    const char *body;

    return test_get(t, target, &body).status;
}

/* GET that says JSON; the value lives until the test's end. */
static inline json_t *test_get_json(struct test_site *t, const char *target)
{
    const char *body;
    struct answer answer = test_get(t, target, &body);
    json_t *json = json_loads(body, 0, NULL);

    assert_string_equal(answer.type, "application/json; charset=utf-8");
    assert_non_null(json);
    return json;
}

#endif
