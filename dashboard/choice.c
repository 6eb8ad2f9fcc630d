#include "dashboard/choice.h"

#include "base/time.h"

struct period period_last(int32_t today, int n)
{
    return (struct period){true, true, today - n, today - 1};
}

struct period period_all(bool ever, int32_t first)
{
    return (struct period){.has_from = ever, .from = first};
}

bool period_is(struct period a, struct period b)
{
    return a.has_from == b.has_from && a.has_until == b.has_until &&
           (!a.has_from || a.from == b.from) &&
           (!a.has_until || a.until == b.until);
}

bool period_is_asked(struct period p)
{
    return p.has_from || p.has_until;
}

static bool read_day(const struct request *rq, const char *name,
                     struct problems *p, int32_t *ret_day)
{
    if (!request_has(rq, name))
        return false;
    if (day_parse(request_text(rq, name), ret_day) == OK)
        return true;
    problems_add(p, name, "must be a day, written like 2026-03-02");
    return false;
}

static const char *read_word(const struct request *rq, const char *name)
{
    return request_has(rq, name) ? request_text(rq, name) : NULL;
}

struct choice choice_read(const struct request *rq, struct problems *p)
{
    struct choice c = {
        .version = request_count(rq, "version"),
        .segments = {.channel = read_word(rq, "channel"),
                     .device = read_word(rq, "device"),
                     .lang = read_word(rq, "lang"),
                     .release = read_word(rq, "release"),
                     .variant = read_word(rq, "variant")},
    };

    c.period.has_from = read_day(rq, "from", p, &c.period.from);
    c.period.has_until = read_day(rq, "until", p, &c.period.until);
    if (c.period.has_from && c.period.has_until &&
        c.period.until < c.period.from)
        problems_add(p, "until", "must not be before from");
    if (p->total)
        c.period = (struct period){0};
    return c;
}

bool choice_is_segmented(const struct choice *c)
{
    const struct segments *s = &c->segments;

    return s->channel || s->device || s->lang || s->release || s->variant;
}

static char *add(struct arena *a, char *query, const char *name,
                 const char *value)
{
    if (!value)
        return query;
    return arena_printf(a, "%s%s%s=%s", query, *query ? "&" : "?", name, value);
}

char *choice_query(struct arena *a, const struct choice *c)
{
    const struct segments *s = &c->segments;
    char *query = arena_strdup(a, ""), day[TIME_TEXT];

    day_format(c->period.from, day);
    query = add(a, query, "from", c->period.has_from ? day : NULL);
    day_format(c->period.until, day);
    query = add(a, query, "until", c->period.has_until ? day : NULL);
    if (c->version)
        query = add(a, query, "version",
                    arena_printf(a, "%lld", (long long)c->version));
    query = add(a, query, "channel", s->channel);
    query = add(a, query, "device", s->device);
    query = add(a, query, "lang", s->lang);
    query = add(a, query, "release", s->release);
    return add(a, query, "variant", s->variant);
}
