#include "dashboard/view.h"

#include "base/text.h"
#include "base/time.h"
#include "dashboard/words.h"

enum { DEFAULT_DAYS = 28 };

/* From the first day on: what the link "All" asks for. */
static bool is_all(const struct view *v)
{
    return !v->choice.period.has_until &&
           (!v->choice.period.has_from || v->choice.period.from == v->first);
}

char *view_words(struct arena *a, const struct view *v)
{
    const struct period *p = &v->choice.period;
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
                    const char *journey, const struct choice *c,
                    struct figures *ret_figures)
{
    struct figures_query q = {
        .journey = journey,
        .period = c->period,
        .version = c->version,
        .segments = c->segments,
        .now_ms = rq->now_ms,
    };

    return tracker_figures(t, rq->arena, &q, ret_figures);
}

/* Nothing in the period: whether there is anything at all and, where no days
 * were asked for, that. */
static enum err load_all_days(struct tracker *t, const struct request *rq,
                              const char *journey, bool days, struct view *v)
{
    struct figures all;
    enum err e = ask(t, rq, journey, &(struct choice){0}, &all);

    if (e)
        return e;
    v->ever = has_attempts(&all);
    if (days)
        return OK;
    v->choice.period = period_all(v->ever, v->first);
    if (v->choice.version || choice_is_segmented(&v->choice))
        return ask(t, rq, journey, &v->choice, &v->figures);
    v->figures = all;
    return OK;
}

enum err view_load(struct tracker *t, const struct request *rq,
                   const char *journey, const struct choice *asked,
                   struct view *ret_view)
{
    struct view v = {.choice = *asked, .today = zone_day(rq->zone, rq->now_ms)};
    bool days = period_is_asked(asked->period);
    enum err e;

    if (!days)
        v.choice.period = period_last(v.today, DEFAULT_DAYS);
    e = ask(t, rq, journey, &v.choice, &v.figures);
    v.ever = true;
    v.first = v.figures.first;
    v.last = v.figures.last;
    if (!e && !has_attempts(&v.figures))
        e = load_all_days(t, rq, journey, days, &v);
    if (e)
        return e;
    v.any = has_attempts(&v.figures);
    v.settles = v.figures.settles_ms && v.figures.open + v.figures.saved > 0;
    v.settles_by = zone_day(rq->zone, v.figures.settles_ms);
    *ret_view = v;
    return OK;
}
