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
    return from == until ? arena_strdup(a, first)
                         : arena_printf(a, "%s to %s", first, last);
}

/* One step is no median. */
static bool has_peers(const struct pattern_use *u)
{
    return u->peers.n >= 2;
}

/* Beside the median of its kind, if the interval lies clear of it. */
static const char *compared(const struct pattern_use *u)
{
    if (!u->enough || !u->dropped.known || !has_peers(u))
        return "";
    if (u->dropped.low > u->peers.rate)
        return "it loses more";
    if (u->dropped.high < u->peers.rate)
        return "it loses fewer";
    return "it loses about as many";
}

static const char *of_hundred(struct arena *a, double each)
{
    if (each > 0 && lround(each * 100) == 0)
        return "under" NBSP "1";
    return arena_printf(a, "%ld", lround(each * 100));
}

static const char *of_kind(struct arena *a, const char *says)
{
    return arena_printf(a, "median of its kind: %s", says);
}

static struct model refused(struct arena *a, const struct pattern_use *u)
{
    const char *often = "";

    if (u->enough && u->reached)
        often = arena_printf(
            a, "%s for each 100 attempts",
            of_hundred(a, (double)u->rejects / (double)u->reached));
    return MODEL(a, {"rejects", model_text(text_count(a, u->rejects))},
                 {"often", model_text(often)},
                 {"kind_often",
                  model_text(*often && has_peers(u)
                                 ? of_kind(a, of_hundred(a, u->peers.rejects))
                                 : "")});
}

static struct model timed(struct arena *a, const struct pattern_use *u)
{
    bool peers = u->peers.n_timed >= 2;
    const char *visits = arena_printf(a, "of %s %s", text_count(a, u->timed),
                                      u->timed == 1 ? "visit" : "visits");

    return MODEL(
        a, {"told", model_truth(u->enough_timed)},
        {"time", model_text(u->enough_timed ? duration(a, u->p50_ms)
                            : u->timed      ? "not enough data"
                                            : "not timed")},
        {"visits", model_text(u->timed ? visits : "")},
        {"kind_time", model_text(u->enough_timed && peers
                                     ? of_kind(a, duration(a, u->peers.p50_ms))
                                     : "")});
}

static struct model where(struct arena *a, const struct pattern_use *u)
{
    const char *journey = arena_printf(a, "/dashboard/journeys/%s", u->journey);
    const char *period =
        u->has_days ? days(a, u->from, u->until) : "no attempts yet";

    return MODEL(
        a, {"journey", model_text(u->journey_title)},
        {"address", model_text(journey)}, {"step", model_text(u->step_title)},
        {"step_address",
         model_text(arena_printf(a, "%s/steps/%s", journey, u->step))},
        {"version", model_text(u->pattern_version)},
        {"past", model_truth(u->is_past)}, {"period", model_text(period)},
        {"reached", model_text(text_count(a, u->reached))});
}

static struct model dropped(struct arena *a, const struct pattern_use *u)
{
    const struct pattern_share none = {.n = u->dropped.n, .m = u->dropped.m};
    const struct pattern_share *s = u->dropped.known ? &u->dropped : &none;
    const char *of =
        arena_printf(a, "%s of %s", text_count(a, s->n), text_count(a, s->m));
    const char *range =
        arena_printf(a, "%s to %s", percent(a, s->low), percent(a, s->high));

    return MODEL(
        a, {"enough", model_truth(u->enough && s->known)},
        {"rate", model_text(rate(a, s))}, {"of", model_text(of)},
        {"range", model_text(range)}, {"has_peers", model_truth(has_peers(u))},
        {"peers_rate", model_text(percent(a, u->peers.rate))},
        {"peers", model_text(arena_printf(a, "%zu steps", u->peers.n))},
        {"compared", model_text(compared(u))});
}

static struct model row(struct arena *a, const struct pattern_use *u)
{
    return model_join(a, model_join(a, where(a, u), dropped(a, u)),
                      model_join(a, refused(a, u), timed(a, u)));
}

/* Do the steps of two rows lie in one journey, or are they the same? */
static bool is_same(const struct pattern_use *x, const struct pattern_use *y,
                    bool step)
{
    return strcmp(x->journey, y->journey) == 0 &&
           (!step || strcmp(x->step, y->step) == 0);
}

/* How many different ones use it now. */
static size_t count(const struct pattern_evidence *e, bool steps)
{
    size_t i, j, n = 0;

    for (i = 0; i < e->n; i++) {
        for (j = 0; j < i &&
                    (e->at[j].is_past || !is_same(&e->at[i], &e->at[j], steps));
             j++)
            ;
        n += j == i && !e->at[i].is_past;
    }
    return n;
}

/* "3 steps of 2 journeys use it." */
static const char *says(struct arena *a, const struct pattern_evidence *e)
{
    size_t steps = count(e, true), journeys = count(e, false);

    if (!steps)
        return "No live journey uses it any more. This is what it did before.";
    return arena_printf(a, "%zu %s of %zu live %s.", steps,
                        steps == 1 ? "step" : "steps", journeys,
                        journeys == 1 ? "journey uses it" : "journeys use it");
}

struct model evidence_model(struct arena *a, const struct pattern_evidence *e)
{
    struct model rows = model_list();
    size_t i;

    for (i = 0; i < e->n; i++)
        model_append(a, &rows, row(a, &e->at[i]));
    return MODEL(a, {"unavailable", model_truth(e->unavailable)},
                 {"any", model_truth(e->n > 0)},
                 {"says", model_text(says(a, e))}, {"rows", rows});
}
