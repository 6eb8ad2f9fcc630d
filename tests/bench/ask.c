/*
 * ask - questions of all trails, asked of a data folder in one process, as the
 * server's pages ask them: `ask FOLDER funnel` or `ask FOLDER slices`.
 *
 * Each is asked of every journey, twice; the second time counts.  Prints the
 * milliseconds that took (of slices: the slowest), and then the answers:
 * JOURNEY STEP REACHED, or WHERE BY VALUE ATTEMPTS of all journeys together.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/bench/walk.h"
#include "tracker/tracker.h"

enum { VALUES = 4 };

static const char *const step_ids[STEPS_MAX] = {"step-1", "step-2", "step-3",
                                                "step-4", "step-5", "step-6",
                                                "step-7", "step-8", "step-9"};

static const struct {
    const char *where, *value, *by;
    const char *values[VALUES];
} slices[] = {
    {NULL, NULL, "device", {"mobile", "desktop", "tablet", "other"}},
    {"lang", "cy", "device", {"mobile", "desktop", "tablet", "other"}},
    {"device", "mobile", "channel", {"self", "assisted-phone", "kiosk"}},
};

enum { SLICES = sizeof(slices) / sizeof(slices[0]) };

struct asking {
    struct tracker *tracker;
    struct arena *arena;
    struct problems problems;
    struct funnel funnels[JOURNEYS];
    int64_t attempts[SLICES][VALUES];
    double slowest_ms;
};

static double now_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void need(enum err e, const char *what)
{
    if (!e)
        return;
    (void)fprintf(stderr, "ask: %s: %s\n", what, err_text(e));
    exit(EXIT_FAILURE);
}

static const char *journey_id(struct asking *k, uint8_t journey)
{
    return arena_printf(k->arena, "bench-%02d", journey + 1);
}

static void ask_funnels(struct asking *k)
{
    uint8_t j;

    for (j = 0; j < JOURNEYS; j++) {
        uint8_t n = journey_steps(j);
        struct funnel_query q = {.journey = journey_id(k, j),
                                 .n_steps = n < FUNNEL_STEPS ? n : FUNNEL_STEPS,
                                 .steps = step_ids,
                                 .window_ms = WINDOW_MS};

        need(tracker_funnel(k->tracker, k->arena, &q, &k->problems,
                            &k->funnels[j]),
             q.journey);
    }
}

static void count(struct asking *k, size_t slice, const struct slice *answer)
{
    size_t i, v;

    for (i = 0; i < answer->n; i++)
        for (v = 0; v < VALUES && slices[slice].values[v]; v++)
            if (strcmp(answer->at[i].value, slices[slice].values[v]) == 0)
                k->attempts[slice][v] += answer->at[i].attempts;
}

static void ask_slice(struct asking *k, size_t slice)
{
    struct slice_filter filter = {slices[slice].where, slices[slice].value};
    struct slice answer;
    uint8_t j;

    for (j = 0; j < JOURNEYS; j++) {
        struct slice_query q = {.journey = journey_id(k, j),
                                .now_ms = time_now_ms(),
                                .n_filters = filter.attribute ? 1 : 0,
                                .filters = &filter,
                                .by = slices[slice].by};

        need(tracker_slice(k->tracker, k->arena, &q, &k->problems, &answer),
             q.journey);
        count(k, slice, &answer);
    }
}

static void ask_slices(struct asking *k)
{
    size_t i;

    memset(k->attempts, 0, sizeof(k->attempts));
    k->slowest_ms = 0;
    for (i = 0; i < SLICES; i++) {
        double from = now_ms(), took;

        ask_slice(k, i);
        took = now_ms() - from;
        if (took > k->slowest_ms)
            k->slowest_ms = took;
    }
}

static void print_funnels(const struct asking *k)
{
    size_t j, i;

    for (j = 0; j < JOURNEYS; j++)
        for (i = 0; i < k->funnels[j].n; i++)
            printf("%zu %zu %" PRId64 "\n", j + 1, i + 1,
                   k->funnels[j].at[i].reached);
}

static void print_slices(const struct asking *k)
{
    size_t i, v;

    for (i = 0; i < SLICES; i++)
        for (v = 0; v < VALUES && slices[i].values[v]; v++)
            printf("%s %s %s %" PRId64 "\n",
                   slices[i].value ? slices[i].value : "all", slices[i].by,
                   slices[i].values[v], k->attempts[i][v]);
}

int main(int argc, char **argv)
{
    struct asking k = {.arena = arena_new()};
    double from;

    if (argc != 3)
        return 2;
    problems_init(&k.problems, k.arena, 1);
    need(tracker_open(argv[1], TRACKER_READ, &k.tracker), argv[1]);
    if (strcmp(argv[2], "funnel") == 0) {
        ask_funnels(&k);
        from = now_ms();
        ask_funnels(&k);
        printf("%.2f\n", now_ms() - from);
        print_funnels(&k);
    } else {
        ask_slices(&k);
        ask_slices(&k);
        printf("%.2f\n", k.slowest_ms);
        print_slices(&k);
    }
    tracker_close(k.tracker);
    arena_free(k.arena);
    return 0;
}
