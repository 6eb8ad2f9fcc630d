#include "dashboard/choice.h"

#include "base/text.h"
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
    return segments_asked(&c->segments) > 0;
}

/* The parts of a query, to be joined. */
struct parts {
    const char *at[3 * 8];
    size_t n;
};

static void add(struct parts *p, const char *name, const char *value)
{
    if (!value)
        return;
    p->at[p->n] = p->n ? "&" : "?";
    p->at[p->n + 1] = name;
    p->at[p->n + 2] = value;
    p->n += 3;
}

char *choice_query(struct arena *a, const struct choice *c)
{
    const struct segments *s = &c->segments;
    char from[TIME_TEXT], until[TIME_TEXT];
    struct parts p = {.n = 0};

    day_format(c->period.from, from);
    add(&p, "from=", c->period.has_from ? from : NULL);
    day_format(c->period.until, until);
    add(&p, "until=", c->period.has_until ? until : NULL);
    add(&p, "version=",
        c->version ? arena_printf(a, "%lld", (long long)c->version) : NULL);
    add(&p, "channel=", s->channel);
    add(&p, "device=", s->device);
    add(&p, "lang=", s->lang);
    add(&p, "release=", s->release);
    add(&p, "variant=", s->variant);
    return text_concat(a, p.at, p.n);
}
