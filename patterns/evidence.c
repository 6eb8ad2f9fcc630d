/* What a pattern did in live journeys, in words. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "patterns/pages.h"

#define NBSP "\xc2\xa0"

static const char *percent(struct arena *a, double fraction)
{
    return arena_printf(a, "%ld" NBSP "%%", lround(fraction * 100));
}

/* "13 %"; "under 1 %" and "over 99 %" where rounding would say none or all. */
static const char *rate(struct arena *a, const struct pattern_share *s)
{
    if (s->n > 0 && lround(s->rate * 100) == 0)
        return "under" NBSP "1" NBSP "%";
    if (s->n < s->m && lround(s->rate * 100) == 100)
        return "over" NBSP "99" NBSP "%";
    return percent(a, s->rate);
}

static const char *duration(struct arena *a, int64_t ms)
{
    int64_t seconds = (ms + 500) / 1000;

    if (ms < 0)
        return "not timed";
    if (seconds < 60)
        return arena_printf(a, "%lld" NBSP "s", (long long)seconds);
    if (seconds < 3600)
        return arena_printf(a, "%lld" NBSP "min" NBSP "%lld" NBSP "s",
                            (long long)(seconds / 60),
                            (long long)(seconds % 60));
    return arena_printf(a, "%lld" NBSP "h" NBSP "%lld" NBSP "min",
                        (long long)(seconds / 3600),
                        (long long)(seconds / 60 % 60));
}

static const char *days(struct arena *a, int32_t from, int32_t until)
{
    char first[TIME_TEXT], last[TIME_TEXT];

    day_format_long(from, first);
    day_format_long(until, last);
    return arena_printf(a, "%s to %s", first, last);
}

/* Beside the median of its kind, if the interval lies clear of it. */
static const char *compared(const struct pattern_use *u)
{
    if (!u->enough || !u->dropped.known || u->peers < 2)
        return "";
    if (u->dropped.low > u->peers_rate)
        return "it loses more";
    if (u->dropped.high < u->peers_rate)
        return "it loses fewer";
    return "it loses about as many";
}

static json_t *row(struct arena *a, const struct pattern_use *u)
{
    const struct pattern_share none = {.n = u->dropped.n, .m = u->dropped.m};
    const struct pattern_share *s = u->dropped.known ? &u->dropped : &none;

    return json_pack(
        "{s:s s:s s:s s:s s:s s:s s:s s:b s:s s:s s:s s:b s:s s:s s:s s:s s:s}",
        "journey", u->journey_title, "address",
        arena_printf(a, "/dashboard/journeys/%s", u->journey), "step",
        u->step_title, "step_address",
        arena_printf(a, "/dashboard/journeys/%s/steps/%s", u->journey, u->step),
        "version", u->pattern_version, "period",
        u->has_days ? days(a, u->from, u->until) : "no attempts yet", "reached",
        text_count(a, u->reached), "enough", u->enough && s->known, "rate",
        rate(a, s), "of",
        arena_printf(a, "%s of %s", text_count(a, s->n), text_count(a, s->m)),
        "range",
        arena_printf(a, "%s to %s", percent(a, s->low), percent(a, s->high)),
        "has_peers", u->peers > 0, "peers_rate", percent(a, u->peers_rate),
        "peers",
        arena_printf(a, "%zu %s", u->peers, u->peers == 1 ? "step" : "steps"),
        "compared", compared(u), "rejects", text_count(a, u->rejects), "time",
        duration(a, u->p50_ms));
}

/* "3 steps of 2 journeys use it." */
static const char *says(struct arena *a, const struct pattern_evidence *e)
{
    size_t i, j, journeys = 0;

    for (i = 0; i < e->n; i++) {
        for (j = 0; j < i && strcmp(e->at[j].journey, e->at[i].journey) != 0;
             j++)
            ;
        journeys += j == i;
    }
    return arena_printf(a, "%zu %s of %zu live %s.", e->n,
                        e->n == 1 ? "step" : "steps", journeys,
                        journeys == 1 ? "journey uses it" : "journeys use it");
}

struct model evidence_model(struct arena *a, const struct pattern_evidence *e)
{
    struct model rows = model_list();
    size_t i;

    for (i = 0; i < e->n; i++)
        model_append(a, &rows, model_own(a, row(a, &e->at[i])));
    return MODEL(a, {"unavailable", model_truth(e->unavailable)},
                 {"any", model_truth(e->n > 0)},
                 {"says", model_text(says(a, e))}, {"rows", rows});
}
