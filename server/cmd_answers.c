/* waymark figures, funnel, attempts, verify */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "server/commands.h"

static void print_share(const char *what, const struct share *s)
{
    if (s->known)
        say("%s: %lld of %lld, %.1f %% (95 %% interval %.1f %% to %.1f "
            "%%)%s\n",
            what, (long long)s->n, (long long)s->m, 100 * s->rate, 100 * s->low,
            100 * s->high, s->m < STATS_ENOUGH ? "; not enough data" : "");
    else
        say("%s: nobody yet\n", what);
}

static void print_figures(struct arena *a, const struct figures *f)
{
    size_t i;

    say("%s\n", f->title);
    if (f->has_days)
        say("attempts by the day they started, %s\n",
            words_days(a, f->from, f->until));
    say("\nstarted %lld = completed %lld + failed %lld + abandoned %lld "
        "+ saved %lld + open %lld; joined later %lld\n",
        (long long)f->started, (long long)f->completed, (long long)f->failed,
        (long long)f->abandoned, (long long)f->saved, (long long)f->open,
        (long long)f->joined_later);
    if (f->apart[APART_BOT] || f->apart[APART_BURST] ||
        f->apart[APART_QUARANTINE])
        say("held apart: bots %lld, bursts %lld, quarantine %lld\n",
            (long long)f->apart[APART_BOT], (long long)f->apart[APART_BURST],
            (long long)f->apart[APART_QUARANTINE]);
    if (f->unmapped) {
        say("unmapped %lld, at steps the definition does not know:",
            (long long)f->unmapped);
        for (i = 0; i < f->n_strays; i++)
            say(" %s", f->strays[i]);
        say("\n");
    }
    if (f->under_way)
        say("%s\n", f->under_way);
    if (f->from_trails)
        say("counted from the trails: days whose trails are gone are not in "
            "it\n");
    print_share("completion rate", &f->completion);
    say("\n%-32s %9s %9s %9s\n", "step", "reached", "dropped", "refusals");
    for (i = 0; i < f->n_steps; i++)
        say("%-32s %9lld %9lld %9lld\n", f->steps[i].id,
            (long long)f->steps[i].reached, (long long)f->steps[i].dropped,
            (long long)f->steps[i].rejects);
}

/* What was asked, and how to answer. */
struct figures_call {
    struct figures_query q;
    bool json;
};

static int answer_figures(struct tracker *t, struct arena *a, void *self)
{
    struct figures_call *asked = self;
    struct figures f;
    enum err e = tracker_figures(t, a, &asked->q, &f);

    if (e == ERR_NOT_FOUND && asked->q.version)
        return failed(EXIT_USED_WRONGLY,
                      "there is no journey %s here, or it has no version %lld",
                      asked->q.journey, (long long)asked->q.version);
    if (e)
        return tracker_failed(e, asked->q.journey);
    if (asked->json)
        return print_json(figures_json(&f));
    print_figures(a, &f);
    return EXIT_DONE;
}

int run_figures(const struct command *self, const struct call *c)
{
    struct figures_call asked = {.q = {.now_ms = time_now_ms()}};
    struct figures_query *q = &asked.q;
    struct given_day from = {false, 0}, until = {false, 0};
    const char *version = "all";
    const struct option options[] = {{"--from", OPTION_DAY, &from},
                                     {"--until", OPTION_DAY, &until},
                                     {"--version", OPTION_TEXT, &version},
                                     {"--json", OPTION_FLAG, &asked.json},
                                     {"--now", OPTION_TIME, &q->now_ms},
                                     SEGMENT_OPTIONS(&q->segments),
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (!check_segments(self, &q->segments))
        return EXIT_USED_WRONGLY;
    if (strcmp(version, "all") != 0 &&
        text_int(version, strlen(version), 1, INT32_MAX, &q->version) != OK)
        return used_wrongly(self, "--version is followed by a number or all");
    if (!read_period(self, from, until, &q->period))
        return EXIT_USED_WRONGLY;
    q->journey = rest.at[0];
    return with_data(c, TRACKER_READ, answer_figures, &asked);
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
        say("%-40s %9lld", f->at[i].id, (long long)f->at[i].reached);
        if (isnan(f->at[i].gap_median_ms))
            say("\n");
        else
            say("   half within %.1f s of the step before\n",
                f->at[i].gap_median_ms / 1000);
    }
}

struct funnel_call {
    struct funnel_query q;
    bool json;
};

static int answer_funnel(struct tracker *t, struct arena *a, void *self)
{
    struct funnel_call *asked = self;
    struct funnel f = {0, NULL};
    struct problems p;
    enum err e;

    problems_init(&p, a, TEXTS_MAX);
    e = tracker_funnel(t, a, &asked->q, &p, &f);
    if (e)
        return asking_failed(e, &p, asked->q.journey);
    if (asked->json)
        return print_json(funnel_json(&f));
    print_funnel(&f);
    return EXIT_DONE;
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
    struct funnel_call asked = {.q = {.order = FUNNEL_OPEN}};
    struct funnel_query *q = &asked.q;
    struct given_day from = {false, 0}, until = {false, 0};
    struct texts steps = {0, {NULL}}, rest;
    const char *start = "best", *order = "open";
    int64_t now_ms;
    const struct option options[] = {{"--step", OPTION_TEXTS, &steps},
                                     {"--window", OPTION_SPAN, &q->window_ms},
                                     {"--start", OPTION_TEXT, &start},
                                     {"--order", OPTION_TEXT, &order},
                                     {"--from", OPTION_DAY, &from},
                                     {"--until", OPTION_DAY, &until},
                                     {"--json", OPTION_FLAG, &asked.json},
                                     {"--now", OPTION_TIME, &now_ms},
                                     SEGMENT_OPTIONS(&q->segments),
                                     {NULL, OPTION_FLAG, NULL}};

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (!check_segments(self, &q->segments))
        return EXIT_USED_WRONGLY;
    if (steps.n == 0)
        return used_wrongly(self, "--step names each step, in order");
    if (!read_order(order, &q->order))
        return used_wrongly(self, "--order is open, strict or any");
    if (strcmp(start, "best") != 0 && strcmp(start, "first") != 0)
        return used_wrongly(self, "--start is best or first");
    if (q->order == FUNNEL_ANY && q->window_ms)
        return used_wrongly(self, "--window needs an order: open or strict");
    if (!read_period(self, from, until, &q->period))
        return EXIT_USED_WRONGLY;
    q->first_start = strcmp(start, "first") == 0;
    q->journey = rest.at[0];
    q->n_steps = steps.n;
    q->steps = steps.at;
    return with_data(c, TRACKER_READ, answer_funnel, &asked);
}

struct attempts_call {
    const char *journey;
    struct segments segments;
    int64_t now_ms;
};

static int list_attempts(struct tracker *t, struct arena *a, void *self)
{
    const struct attempts_call *asked = self;
    enum err e = tracker_attempts(t, asked->journey, &asked->segments,
                                  asked->now_ms, stdout);

    (void)a;
    if (e && ferror(stdout))
        return finish_output(EXIT_STORAGE);
    return e ? tracker_failed(e, asked->journey) : EXIT_DONE;
}

int run_attempts(const struct command *self, const struct call *c)
{
    struct attempts_call asked = {.now_ms = time_now_ms()};
    bool ndjson = false; /* there is no other form yet */
    const struct option options[] = {{"--ndjson", OPTION_FLAG, &ndjson},
                                     {"--now", OPTION_TIME, &asked.now_ms},
                                     SEGMENT_OPTIONS(&asked.segments),
                                     {NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    if (!check_segments(self, &asked.segments))
        return EXIT_USED_WRONGLY;
    asked.journey = rest.at[0];
    return with_data(c, TRACKER_READ, list_attempts, &asked);
}

static int verify(struct tracker *t, struct arena *a, void *self)
{
    enum { DIFFERENCES_SHOWN = 50 };
    struct words under_way;
    struct problems p;
    int64_t attempts;
    size_t i;
    enum err e;

    (void)self;
    problems_init(&p, a, DIFFERENCES_SHOWN);
    e = tracker_verify(t, &p, &attempts);
    print_problems(&p, "verify");
    if (e)
        return tracker_failed(e, "");
    if (p.total)
        return failed(EXIT_SOME_REFUSED,
                      "%zu figures are not what the trails say: restore a "
                      "backup",
                      p.total);
    say("%s attempts recounted: every figure is what the trails say\n",
        text_count(a, attempts));
    e = tracker_under_way(t, a, &under_way);
    if (e)
        return tracker_failed(e, "");
    for (i = 0; i < under_way.n; i++)
        say("%s\n", under_way.at[i]);
    return EXIT_DONE;
}

int run_verify(const struct command *self, const struct call *c)
{
    const struct option options[] = {{NULL, OPTION_FLAG, NULL}};
    struct texts rest;

    if (!args_read(self, c, options, 0, 0, &rest))
        return EXIT_USED_WRONGLY;
    return with_data(c, TRACKER_READ, verify, NULL);
}
