/* changing.h - a journey of three imports, and what is done to all of its
 * attempts. */
#ifndef TESTS_CHANGING_H
#define TESTS_CHANGING_H

#include "tests/unit/stream.h"

enum { EVENTS = 300, PARTS = 3 };

/* From the middle of the events on. */
#define SECOND_VERSION                                                         \
    "{" TRACKED_HEAD ",\"from\":\"2026-03-05T00:00:00Z\",\"id\":\"own\","      \
    "\"start\":\"b\",\"steps\":" TRACKED_STEPS "}"

/* One thing to be done to all attempts, and what is needed before. */
struct job {
    const char *name;
    enum err (*run)(struct tracker *t);
    enum err (*before)(struct tracker *t); /* or NULL */
};

static inline enum err undo(struct tracker *t)
{
    int64_t events;

    return tracker_undo(t, 2, &events);
}

static inline enum err set_aside(struct tracker *t)
{
    const struct quarantine q = {
        .journey = "own", .import = 2, .reason = "the wrong file"};
    struct arena *a = arena_new();
    struct quarantine_done done;
    struct problems p;
    enum err e;

    problems_init(&p, a, 10);
    e = quarantine_add(t, &q, &p, &done);
    arena_free(a);
    return e;
}

static inline enum err give_back(struct tracker *t)
{
    struct quarantine_done done;

    return quarantine_remove(t, 1, &done);
}

static inline enum err add_version(struct tracker *t)
{
    struct arena *a = arena_new();
    struct addition done;
    struct problems p;
    enum err e;

    problems_init(&p, a, 10);
    e = tracker_add(t, SECOND_VERSION, strlen(SECOND_VERSION), TRACKED_LATER_MS,
                    &p, &done);
    arena_free(a);
    return e;
}

static const struct job jobs[] = {{"undo", undo, NULL},
                                  {"set aside", set_aside, NULL},
                                  {"give back", give_back, set_aside},
                                  {"version", add_version, NULL}};

enum { JOBS = sizeof(jobs) / sizeof(jobs[0]) };

/* Whoever starts as a day begins stands where a step ends. */
#define AT_MIDNIGHT(day)                                                       \
    "{\"attempt\":\"midnight-" day "\",\"seq\":0,\"kind\":\"view\","           \
    "\"step\":\"a\",\"at\":\"2026-03-0" day "T00:00:00Z\"}\n"

enum { MIDNIGHTS = 2 };

static inline char *part_text(struct arena *a, const struct stream *s,
                              size_t part)
{
    return arena_printf(a, "%s%s", stream_text(a, s, part, PARTS),
                        part == 1 ? AT_MIDNIGHT("4") AT_MIDNIGHT("6") : "");
}

/* Three imports, of which the jobs are about the second; half of the attempts
 * are at rest. */
static inline struct tracked *prepared(uint64_t seed, const struct job *job)
{
    struct arena *a = arena_new();
    struct stream s = stream_make(a, seed, EVENTS);
    struct tracked *w = tracked_new();
    size_t i;

    for (i = 0; i < PARTS; i++)
        (void)tracked_import(w, part_text(a, &s, i));
    if (job->before)
        assert_ok(job->before(w->t));
    arena_free(a);
    return w;
}

static inline void assert_clean(struct tracker *t)
{
    assert_true(tracked_verify(t) > 0);
}

#endif
