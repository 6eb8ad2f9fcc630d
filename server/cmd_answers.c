/* waymark figures, funnel, attempts, verify */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "server/commands.h"

static void print_share(const char *what, const struct share *s)
{
    if (s->known)
        printf("%s: %lld of %lld, %.1f %% (95 %% interval %.1f %% to %.1f "
               "%%)%s\n",
               what, (long long)s->n, (long long)s->m, 100 * s->rate,
               100 * s->low, 100 * s->high,
               s->m < STATS_ENOUGH ? "; not enough data" : "");
    else
        printf("%s: nobody yet\n", what);
}

static void print_figures(const struct figures *f)
{
    size_t i;

    printf("%s\n\nstarted %lld = completed %lld + failed %lld + abandoned %lld "
           "+ saved %lld + open %lld; joined later %lld\n",
           f->title, (long long)f->started, (long long)f->completed,
           (long long)f->failed, (long long)f->abandoned, (long long)f->saved,
           (long long)f->open, (long long)f->joined_later);
    print_share("completion rate", &f->completion);
    printf("\n%-32s %9s %9s %9s\n", "step", "reached", "dropped", "refusals");
    for (i = 0; i < f->n_steps; i++)
        printf("%-32s %9lld %9lld %9lld\n", f->steps[i].id,
               (long long)f->steps[i].reached, (long long)f->steps[i].dropped,
               (long long)f->steps[i].rejects);
}

static int answer_figures(const struct call *c, const struct figures_query *q,
                          bool json)
{
    struct arena *a;
    struct figures f;
    struct tracker *t;
    enum err e;
    int status = open_data(c, TRACKER_READ, &t);

    if (status)
        return status;
    a = arena_new();
    e = tracker_figures(t, a, q, &f);
    if (e)
        status = tracker_failed(e, q->journey);
    else if (json)
        status = print_json(figures_json(&f));
    else
        print_figures(&f);
    arena_free(a);
    tracker_close(t);
    return finish_output(status);
}

int run_figures(const struct command *self, const struct call *c)
{
    struct figures_query q = {.now_ms = time_now_ms()};
    struct given_day from = {false, 0}, until = {false, 0};
    const char *version = "all";
    bool json = false;
    const struct option options[] = {
        {"--from", OPTION_DAY, &from},        {"--until", OPTION_DAY, &until},
        {"--version", OPTION_TEXT, &version}, {"--json", OPTION_FLAG, &json},
        {"--now", OPTION_TIME, &q.now_ms},    {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (strcmp(version, "all") != 0 &&
        text_int(version, strlen(version), 1, INT32_MAX, &q.version) != OK)
        return used_wrongly(self, "--version is followed by a number or all");
    if (from.given && until.given && from.day > until.day)
        return used_wrongly(self, "--from is after --until");
    q.journey = rest.at[0];
    q.has_from = from.given;
    q.from = from.day;
    q.has_until = until.given;
    q.until = until.day;
    return answer_figures(c, &q, json);
}

/* A median in whole milliseconds as a whole number. */
static json_t *ms_json(double ms)
{
    if (isnan(ms))
        return json_null();
    return floor(ms) == ms ? json_integer((json_int_t)ms) : json_real(ms);
}

static json_t *funnel_json(const struct funnel *f)
{
    json_t *steps = json_array();
    size_t i;

    for (i = 0; i < f->n; i++)
        json_array_append_new(
            steps, json_pack("{s:s s:I s:o}", "id", f->at[i].id, "reached",
                             (json_int_t)f->at[i].reached, "gapMedianMs",
                             ms_json(f->at[i].gap_median_ms)));
    return json_pack("{s:o}", "steps", steps);
}

static void print_funnel(const struct funnel *f)
{
    size_t i;

    for (i = 0; i < f->n; i++) {
        printf("%-40s %9lld", f->at[i].id, (long long)f->at[i].reached);
        if (isnan(f->at[i].gap_median_ms))
            printf("\n");
        else
            printf("   half within %.1f s of the step before\n",
                   f->at[i].gap_median_ms / 1000);
    }
}

static int answer_funnel(const struct call *c, const struct funnel_query *q,
                         bool json)
{
    struct arena *a;
    struct problems p;
    struct funnel f = {0, NULL};
    struct tracker *t;
    enum err e;
    int status = open_data(c, TRACKER_READ, &t);

    if (status)
        return status;
    a = arena_new();
    problems_init(&p, a, TEXTS_MAX);
    e = tracker_funnel(t, a, q, &p, &f);
    print_problems(&p, q->journey);
    if (e == ERR_INVALID)
        status = EXIT_USED_WRONGLY;
    else if (e)
        status = tracker_failed(e, q->journey);
    else if (json)
        status = print_json(funnel_json(&f));
    else
        print_funnel(&f);
    arena_free(a);
    tracker_close(t);
    return finish_output(status);
}

static bool read_order(const char *word, enum funnel_order *ret_order)
{
    static const char *const words[] = {[FUNNEL_OPEN] = "open",
                                        [FUNNEL_STRICT] = "strict",
                                        [FUNNEL_ANY] = "any"};
    int i;

    for (i = 0; i < 3; i++)
        if (strcmp(words[i], word) == 0) {
            *ret_order = (enum funnel_order)i;
            return true;
        }
    return false;
}

int run_funnel(const struct command *self, const struct call *c)
{
    struct funnel_query q = {.order = FUNNEL_OPEN};
    struct texts steps = {0, {NULL}}, rest;
    const char *start = "best", *order = "open";
    int64_t now_ms;
    bool json = false;
    const struct option options[] = {{"--step", OPTION_TEXTS, &steps},
                                     {"--window", OPTION_SPAN, &q.window_ms},
                                     {"--start", OPTION_TEXT, &start},
                                     {"--order", OPTION_TEXT, &order},
                                     {"--json", OPTION_FLAG, &json},
                                     {"--now", OPTION_TIME, &now_ms},
                                     {NULL, OPTION_FLAG, NULL}};

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (steps.n == 0)
        return used_wrongly(self, "--step names each step, in order");
    if (!read_order(order, &q.order))
        return used_wrongly(self, "--order is open, strict or any");
    if (strcmp(start, "best") != 0 && strcmp(start, "first") != 0)
        return used_wrongly(self, "--start is best or first");
    if (q.order == FUNNEL_ANY && q.window_ms)
        return used_wrongly(self, "--window needs an order: open or strict");
    q.first_start = strcmp(start, "first") == 0;
    q.journey = rest.at[0];
    q.n_steps = steps.n;
    q.steps = steps.at;
    return answer_funnel(c, &q, json);
}

int run_attempts(const struct command *self, const struct call *c)
{
    int64_t now_ms = time_now_ms();
    bool ndjson = false;
    const struct option options[] = {{"--ndjson", OPTION_FLAG, &ndjson},
                                     {"--now", OPTION_TIME, &now_ms},
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;
    struct tracker *t;
    enum err e;
    int status;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    status = open_data(c, TRACKER_READ, &t);
    if (status)
        return status;
    e = tracker_attempts(t, rest.at[0], now_ms, stdout);
    if (e)
        status = tracker_failed(e, rest.at[0]);
    tracker_close(t);
    return finish_output(status);
}

int run_verify(const struct command *self, const struct call *c)
{
    enum { DIFFERENCES_SHOWN = 50 };
    const struct option options[] = {{NULL, OPTION_FLAG, NULL}};
    struct arena *a;
    struct problems p;
    struct texts rest;
    struct tracker *t;
    int64_t attempts;
    enum err e;
    int status;

    if (!args_read(self, c, options, 0, 0, &rest))
        return EXIT_USED_WRONGLY;
    status = open_data(c, TRACKER_READ, &t);
    if (status)
        return status;
    a = arena_new();
    problems_init(&p, a, DIFFERENCES_SHOWN);
    e = tracker_verify(t, &p, &attempts);
    print_problems(&p, "verify");
    if (e)
        status = tracker_failed(e, "");
    else if (p.total)
        status = failed(EXIT_SOME_REFUSED,
                        "%zu figures are not what the trails say: restore a "
                        "backup",
                        p.total);
    else
        printf("%s attempts recounted: every figure is what the trails say\n",
               text_count(a, attempts));
    arena_free(a);
    tracker_close(t);
    return finish_output(status);
}
