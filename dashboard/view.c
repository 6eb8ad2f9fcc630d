#include "dashboard/view.h"

#include "base/text.h"
#include "base/time.h"
#include "dashboard/words.h"

enum { DEFAULT_DAYS = 28 };

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

char *period_query(struct arena *a, struct period p)
{
    char from[TIME_TEXT], until[TIME_TEXT];

    day_format(p.from, from);
    day_format(p.until, until);
    if (p.has_from && p.has_until)
        return arena_printf(a, "?from=%s&until=%s", from, until);
    if (p.has_from || p.has_until)
        return arena_printf(a, p.has_from ? "?from=%s" : "?until=%s",
                            p.has_from ? from : until);
    return arena_strdup(a, "");
}

/* From the first day on: what the link "All" asks for. */
static bool is_all(const struct view *v)
{
    return !v->period.has_until &&
           (!v->period.has_from || v->period.from == v->first);
}

char *view_words(struct arena *a, const struct view *v)
{
    const struct period *p = &v->period;
    int64_t days = (int64_t)p->until - p->from + 1;
    char day[TIME_TEXT];

    if (p->has_from && p->has_until)
        return arena_printf(
            a, "%s (%s" NBSP "%s)", words_days(a, p->from, p->until),
            text_count(a, days), words_plural(days, "day", "days"));
    if (is_all(v))
        return arena_printf(a, "%s (all" NBSP "attempts)",
                            words_days(a, v->first, v->last));
    day_format_long(p->has_from ? p->from : p->until, day);
    return arena_printf(a, p->has_from ? "from %s on" : "up to %s", day);
}

static bool has_attempts(const struct figures *f)
{
    return f->has_days && f->started + f->joined_later > 0;
}

static enum err ask(struct tracker *t, const struct request *rq,
                    const char *journey, struct period p,
                    struct figures *ret_figures)
{
    struct figures_query q = {
        .journey = journey,
        .has_from = p.has_from,
        .has_until = p.has_until,
        .from = p.from,
        .until = p.until,
        .now_ms = rq->now_ms,
    };

    return tracker_figures(t, rq->arena, &q, ret_figures);
}

static bool is_asked(struct period p)
{
    return p.has_from || p.has_until;
}

enum err view_load(struct tracker *t, const struct request *rq,
                   const char *journey, struct period asked,
                   struct view *ret_view)
{
    struct view v = {.today = zone_day(rq->zone, rq->now_ms)};
    struct figures all;
    enum err e = ask(t, rq, journey, (struct period){0}, &all);

    if (e)
        return e;
    v.ever = has_attempts(&all);
    v.first = all.from;
    v.last = all.until;
    v.period = is_asked(asked) ? asked : period_last(v.today, DEFAULT_DAYS);
    e = ask(t, rq, journey, v.period, &v.figures);
    if (e)
        return e;
    v.any = has_attempts(&v.figures);
    if (!v.any && !is_asked(asked)) {
        v.period = period_all(v.ever, v.first);
        v.figures = all;
        v.any = v.ever;
    }
    *ret_view = v;
    return OK;
}
