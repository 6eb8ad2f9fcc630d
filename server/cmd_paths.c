/* waymark paths */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "server/commands.h"

struct paths_call {
    struct paths_query q;
    bool json;
};

static const struct way {
    const char *verb, *rest;
    const char *whole; /* what a path of fewer steps than asked for means */
} ways[] = {
    [PATHS_BEFORE] = {"came to", "", "(began with it)"},
    [PATHS_AFTER] = {"came to", "", "(went no further)"},
    [PATHS_AFTER_LEAVING] = {"left at", " and came back", "(went no further)"},
};

enum { WAYS = sizeof(ways) / sizeof(ways[0]) };

static void print_share(const struct share *s)
{
    say("%9lld of %lld, %5.1f %%  ", (long long)s->n, (long long)s->m,
        100 * s->rate);
}

static void print_path(const struct path *p, size_t depth,
                       const struct way *way)
{
    size_t i;

    print_share(&p->share);
    for (i = 0; i < p->n_steps; i++)
        say("%s%s", i ? " > " : "", p->steps[i]);
    say("%s%s\n", p->n_steps ? " " : "", p->n_steps < depth ? way->whole : "");
}

static void print_paths(const struct paths *p, const struct way *way)
{
    size_t i;

    say("%lld attempts %s %s%s\n\n", (long long)p->attempts, way->verb, p->step,
        way->rest);
    for (i = 0; i < p->n; i++)
        print_path(&p->at[i], p->depth, way);
    if (p->n_other) {
        print_share(&p->other);
        say("other: %zu paths\n", p->n_other);
    }
}

static int answer_paths(struct tracker *t, struct arena *a, void *self)
{
    enum { PROBLEMS_SHOWN = 5 };
    struct paths_call *asked = self;
    const struct way *way = &ways[asked->q.way];
    struct problems p;
    struct paths paths;
    enum err e;

    problems_init(&p, a, PROBLEMS_SHOWN);
    e = tracker_paths(t, a, &asked->q, &p, &paths);
    if (e)
        return asking_failed(e, &p, asked->q.journey);
    if (asked->json)
        return print_json(paths_json(&paths, asked->q.way));
    print_paths(&paths, way);
    return EXIT_DONE;
}

/* A number of an option, where it was given. */
static bool read_size(const char *text, size_t max, size_t *ret_n)
{
    int64_t n;

    if (!text)
        return true;
    if (text_int(text, strlen(text), 1, (int64_t)max, &n) != OK)
        return false;
    *ret_n = (size_t)n;
    return true;
}

/* false: not exactly one way was named. */
static bool read_way(const char *const steps[WAYS], struct paths_query *q)
{
    int i, given = 0;

    for (i = 0; i < WAYS; i++)
        if (steps[i]) {
            q->way = (enum paths_way)i;
            q->step = steps[i];
            given++;
        }
    return given == 1;
}

int run_paths(const struct command *self, const struct call *c)
{
    struct paths_call asked = {.q = {.depth = 3, .most = 20}};
    struct paths_query *q = &asked.q;
    struct given_day from = {false, 0}, until = {false, 0};
    const char *steps[WAYS] = {NULL}, *depth = NULL, *most = NULL;
    const struct option options[] = {
        {"--before", OPTION_TEXT, &steps[PATHS_BEFORE]},
        {"--after", OPTION_TEXT, &steps[PATHS_AFTER]},
        {"--after-leaving", OPTION_TEXT, &steps[PATHS_AFTER_LEAVING]},
        {"--depth", OPTION_TEXT, &depth},
        {"--most", OPTION_TEXT, &most},
        {"--from", OPTION_DAY, &from},
        {"--until", OPTION_DAY, &until},
        {"--json", OPTION_FLAG, &asked.json},
        SEGMENT_OPTIONS(&q->segments),
        {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (!check_segments(self, &q->segments))
        return EXIT_USED_WRONGLY;
    if (!read_way(steps, q))
        return used_wrongly(self, "one of --before, --after and "
                                  "--after-leaving names a step");
    if (!read_size(depth, PATHS_DEPTH_MAX, &q->depth))
        return used_wrongly(self, "--depth is 1 to %d", PATHS_DEPTH_MAX);
    if (!read_size(most, PATHS_MOST_MAX, &q->most))
        return used_wrongly(self, "--most is 1 to %d", PATHS_MOST_MAX);
    if (!read_period(self, from, until, &q->period))
        return EXIT_USED_WRONGLY;
    q->journey = rest.at[0];
    return with_data(c, TRACKER_READ, answer_paths, &asked);
}
