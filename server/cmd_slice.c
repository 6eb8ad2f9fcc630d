/* waymark slice */
#include <stdio.h>
#include <string.h>

#include "server/commands.h"

struct slice_call {
    struct slice_query q;
    struct slice_filter filters[TEXTS_MAX];
    bool json;
};

static json_t *slice_json(const struct slice_query *q, const struct slice *s)
{
    json_t *groups = json_array();
    size_t i;

    for (i = 0; i < s->n; i++)
        json_array_append_new(groups, json_pack("{s:s s:I}", "value",
                                                s->at[i].value, "attempts",
                                                (json_int_t)s->at[i].attempts));
    return json_pack("{s:s s:s s:I s:s* s:o}", "journey", q->journey, "counted",
                     s->from_trails ? "trails" : "figures", "attempts",
                     (json_int_t)s->attempts, "by", q->by, "groups", groups);
}

static void print_slice(const struct slice *s)
{
    size_t i;

    for (i = 0; i < s->n; i++)
        say("%-40s %9lld\n", s->at[i].value, (long long)s->at[i].attempts);
    say("%-40s %9lld\n", "attempts", (long long)s->attempts);
}

static int answer_slice(struct tracker *t, struct arena *a, void *self)
{
    const struct slice_call *asked = self;
    struct problems p;
    struct slice s;
    enum err e;

    problems_init(&p, a, TEXTS_MAX);
    e = tracker_slice(t, a, &asked->q, &p, &s);
    if (e)
        return asking_failed(e, &p, asked->q.journey);
    if (asked->json)
        return print_json(slice_json(&asked->q, &s));
    print_slice(&s);
    return EXIT_DONE;
}

/* "device=mobile". */
static bool read_filter(struct arena *a, const char *text,
                        struct slice_filter *ret)
{
    const char *mark = strchr(text, '=');

    if (!mark || mark == text || !mark[1])
        return false;
    *ret = (struct slice_filter){arena_strndup(a, text, (size_t)(mark - text)),
                                 mark + 1};
    return true;
}

static int slice(const struct command *self, const struct call *c,
                 struct arena *a)
{
    struct slice_call asked = {.q = {.now_ms = time_now_ms()}};
    struct slice_query *q = &asked.q;
    struct given_day from = {false, 0}, until = {false, 0};
    struct texts where = {0, {NULL}}, rest;
    const struct option options[] = {{"--where", OPTION_TEXTS, &where},
                                     {"--by", OPTION_TEXT, &q->by},
                                     {"--from", OPTION_DAY, &from},
                                     {"--until", OPTION_DAY, &until},
                                     {"--json", OPTION_FLAG, &asked.json},
                                     {"--now", OPTION_TIME, &q->now_ms},
                                     {NULL, OPTION_FLAG, NULL}};

    if (!args_read(self, c, options, 1, 1, &rest))
        return EXIT_USED_WRONGLY;
    for (; q->n_filters < where.n; q->n_filters++)
        if (!read_filter(a, where.at[q->n_filters],
                         &asked.filters[q->n_filters]))
            return used_wrongly(self, "--where is followed by NAME=VALUE");
    if (!read_period(self, from, until, &q->period))
        return EXIT_USED_WRONGLY;
    q->filters = asked.filters;
    q->journey = rest.at[0];
    return with_data(c, TRACKER_READ, answer_slice, &asked);
}

int run_slice(const struct command *self, const struct call *c)
{
    struct arena *a = arena_new();
    int status = slice(self, c, a);

    arena_free(a);
    return status;
}
