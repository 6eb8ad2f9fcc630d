/* endpoint.h - the routes of server/events.h on a temporary folder, asked in
 * process: a request waits until its events are durable. */
#ifndef TESTS_UNIT_ENDPOINT_H
#define TESTS_UNIT_ENDPOINT_H

#include "base/json.h"
#include "base/time.h"
#include "server/events.h"
#include "tests/unit/tracked.h"
#include "web/router.h"

#define JSON_TYPE "application/json"

struct endpoint {
    struct tracked *w;    /* whose tracker writes: journeys, keys, figures */
    struct tracker *read; /* the route's */
    struct collector *collector;
    struct events events;
    struct routes folders[2];
    struct site *site;
    struct router *router;
    struct arena *arena;
    int64_t now_ms; /* of requests; TRACKED_START_MS */
};

static inline void endpoint_start(struct endpoint *p)
{
    struct router_options options = {.folders = p->folders};

    assert_ok(collector_start(p->w->dir, &p->collector));
    assert_ok(tracker_open(p->w->dir, TRACKER_READ, &p->read));
    p->events = (struct events){.tracker = p->read, .collector = p->collector};
    p->folders[0] = events_folder(&p->events);
    p->router = router_new(p->site, &options);
}

/* What was handed over is kept by then. */
static inline void endpoint_stop(struct endpoint *p)
{
    router_free(p->router);
    tracker_close(p->read);
    collector_stop(p->collector);
    p->router = NULL;
    p->read = NULL;
    p->collector = NULL;
}

/* With the journey "own" of the service own. */
static inline struct endpoint *endpoint_new(void)
{
    struct endpoint *p = mem_new(1, sizeof(*p));
    struct fault fault = {""};

    (void)setenv("TMPDIR", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm", 0);
    p->w = tracked_new();
    p->arena = arena_new();
    p->now_ms = TRACKED_START_MS;
    if (site_new(json_pack("{s:s, s:b}", "name", "Exampleton", "docs", 0), NULL,
                 &p->site, &fault))
        fail_msg("%s", fault.text);
    endpoint_start(p);
    return p;
}

static inline void endpoint_free(struct endpoint *p)
{
    endpoint_stop(p);
    site_free(p->site);
    arena_free(p->arena);
    tracked_free(p->w);
    free(p);
}

/* One request and its answer. */
struct asking {
    const char *type, *origin, *key; /* NULL: not said */
    const char *agent; /* NULL: without a key an ordinary browser's; "": none */
    const char *more[2]; /* a header of another name */
    const char *query;   /* "?dry-run=1" */
    bool remote;         /* not from this machine, but ... */
    struct peer peer;    /* ... from there */
    const char *method;  /* NULL: POST */
    const char *path;    /* NULL: /v1/events */
};

struct answered {
    int status;
    const char *text;
    json_t *body; /* the arena's; NULL: no JSON */
    const char *retry_after, *allow_origin, *vary, *cache;
};

static inline void endpoint_header(struct message *m, struct header *headers,
                                   const char *name, const char *value)
{
    if (value)
        headers[m->n_headers++] =
            (struct header){name, value, strlen(name), strlen(value)};
}

#define ENDPOINT_BROWSER                                                       \
    "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0"

static inline const char *endpoint_agent(struct asking how)
{
    if (how.agent)
        return *how.agent ? how.agent : NULL;
    return how.remote && !how.key ? ENDPOINT_BROWSER : NULL;
}

static inline const char *endpoint_kept(struct arena *a, const struct answer *x,
                                        const char *name)
{
    const char *value = answer_header(x, name);

    return value ? arena_strdup(a, value) : NULL;
}

/* From any thread that has an arena of its own and no other's router. */
static inline struct answered endpoint_ask_bytes(const struct endpoint *p,
                                                 struct arena *a,
                                                 struct asking how,
                                                 const char *body, size_t n)
{
    struct header headers[6];
    struct message m = {.method = how.method ? how.method : "POST",
                        .headers = headers,
                        .body = body,
                        .n_body = n,
                        .peer = how.remote ? how.peer : peer_here};
    struct answer answer;
    struct answered got;

    m.target = arena_printf(a, "%s%s", how.path ? how.path : "/v1/events",
                            how.query ? how.query : "");
    endpoint_header(&m, headers, "Content-Type", how.type);
    endpoint_header(&m, headers, "Origin", how.origin);
    endpoint_header(&m, headers, "User-Agent", endpoint_agent(how));
    endpoint_header(&m, headers, how.more[0], how.more[1]);
    if (how.key)
        endpoint_header(&m, headers, "Authorization",
                        arena_printf(a, "Bearer %s", how.key));
    router_answer(p->router, a, &m, p->now_ms, &answer);
    got = (struct answered){
        .status = answer.status,
        .text = arena_strdup(a, answer.body.text ? answer.body.text : ""),
        .retry_after = endpoint_kept(a, &answer, "Retry-After"),
        .allow_origin =
            endpoint_kept(a, &answer, "Access-Control-Allow-Origin"),
        .vary = endpoint_kept(a, &answer, "Vary"),
        .cache = endpoint_kept(a, &answer, "Cache-Control")};
    got.body = json_loads(got.text, 0, NULL);
    if (got.body)
        json_own(a, got.body);
    answer_release(&answer);
    return got;
}

static inline struct answered endpoint_ask(struct endpoint *p,
                                           struct asking how, const char *body)
{
    return endpoint_ask_bytes(p, p->arena, how, body, strlen(body));
}

static inline int64_t answered_number(struct answered x, const char *key)
{
    return json_integer_value(json_object_get(x.body, key));
}

/* "2 step: must be the id of a step", of the i-th refused. */
static inline const char *answered_refusal(struct arena *a, struct answered x,
                                           size_t i)
{
    const json_t *one = json_array_get(json_object_get(x.body, "refused"), i);

    if (!one)
        return "";
    return arena_printf(a, "%d %s: %s",
                        (int)json_integer_value(json_object_get(one, "index")),
                        json_string_value(json_object_get(one, "field")),
                        json_string_value(json_object_get(one, "reason")));
}

/* The numbers of an answer: accepted, duplicate, refused, opted out. */
static inline void assert_answered(struct answered x, int status, int accepted,
                                   int duplicate, int refused, int opted_out)
{
    if (x.status != status)
        fail_msg("status %d, not %d: %s", x.status, status, x.text);
    if (answered_number(x, "accepted") != accepted ||
        answered_number(x, "duplicate") != duplicate ||
        (int)json_array_size(json_object_get(x.body, "refused")) != refused ||
        answered_number(x, "optedOut") != opted_out)
        fail_msg("want %d accepted, %d duplicate, %d refused, %d opted out: %s",
                 accepted, duplicate, refused, opted_out, x.text);
}

static inline int endpoint_open(void **state)
{
    *state = endpoint_new();
    return 0;
}

/* A folder that is a demonstration: anything on this machine may send. */
static inline int endpoint_open_demo(void **state)
{
    struct endpoint *p = endpoint_new();

    assert_ok(access_mark_demo(p->w->t));
    *state = p;
    return 0;
}

static inline int endpoint_close(void **state)
{
    endpoint_free(*state);
    return 0;
}

#define with_endpoint(fn)                                                      \
    cmocka_unit_test_setup_teardown(fn, endpoint_open, endpoint_close)
#define with_demo(fn)                                                          \
    cmocka_unit_test_setup_teardown(fn, endpoint_open_demo, endpoint_close)

/* What an export of the journey has. */
static inline const char *endpoint_exported(struct endpoint *p)
{
    char *text = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&text, &n);
    const char *kept;

    assert_ok(tracker_export(p->w->t, "own", to));
    (void)fclose(to);
    kept = arena_strdup(p->arena, text);
    free(text);
    return kept;
}

#endif
