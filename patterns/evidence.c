/* What a pattern did in live journeys, in words. */
#include <math.h>
#include <string.h>

#include "base/public.h"
#include "base/text.h"
#include "base/words.h"
#include "patterns/pages.h"
#include "web/address.h"

static const char *percent(struct arena *a, double fraction)
{
    return arena_printf(a, "%ld" NBSP "%%", lround(fraction * 100));
}

/* "13 %"; "under 1 %" and "over 99 %" where rounding would say none or all;
 * "at most 2 %" of a hidden count. */
static const char *rate(struct arena *a, const struct pattern_share *s)
{
    if (s->n == PUBLIC_HIDDEN)
        return TEXT_CONCAT(a, "at most ",
                           percent(a, ceil(s->rate * 100) / 100));
    if (s->n > 0 && lround(s->rate * 100) == 0)
        return "under" NBSP "1" NBSP "%";
    if (s->n < s->m && lround(s->rate * 100) == 100)
        return "over" NBSP "99" NBSP "%";
    return percent(a, s->rate);
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
    return "no clear difference";
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

static const char *often(struct arena *a, const struct pattern_use *u)
{
    bool hidden = u->rejects == PUBLIC_HIDDEN;
    double n = (double)(hidden ? PUBLIC_HIDDEN_MOST : u->rejects);
    double each;

    if (!u->enough || u->reached <= 0)
        return "";
    each = n / (double)u->reached;
    return TEXT_CONCAT(a, hidden ? "at most " : "",
                       of_hundred(a, hidden ? ceil(each * 100) / 100 : each),
                       " for each 100 attempts");
}

static struct model refused(struct arena *a, const struct pattern_use *u)
{
    const char *told = often(a, u);

    return MODEL(a, {"rejects", model_text(public_text(a, u->rejects))},
                 {"often", model_text(told)},
                 {"kind_often",
                  model_text(*told && has_peers(u)
                                 ? of_kind(a, of_hundred(a, u->peers.rejects))
                                 : "")});
}

static struct model timed(struct arena *a, const struct pattern_use *u)
{
    bool peers = u->peers.n_timed >= 2;
    const char *visits =
        TEXT_CONCAT(a, "of ", public_text(a, u->timed), " visits");

    return MODEL(
        a, {"told", model_truth(u->enough_timed)},
        {"time", model_text(u->enough_timed ? words_duration(a, u->p50_ms)
                            : u->timed      ? "not enough data"
                                            : "not timed")},
        {"visits", model_text(u->timed ? visits : "")},
        {"kind_time",
         model_text(u->enough_timed && peers
                        ? of_kind(a, words_duration(a, u->peers.p50_ms))
                        : "")});
}

static const char *period(struct arena *a, const struct pattern_use *u)
{
    if (!u->has_days)
        return "no attempts yet";
    return u->tells_days ? words_days(a, u->from, u->until) : "a few attempts";
}

static struct model where(struct arena *a, const struct pattern_use *u)
{
    const char *journey = arena_printf(a, "/dashboard/journeys/%s", u->journey);
    const char *segment = address_segment(a, u->step);

    return MODEL(
        a, {"journey", model_text(u->journey_title)},
        {"address", model_text(journey)}, {"step", model_text(u->step_title)},
        {"has_address", model_truth(*segment != '\0')},
        {"step_address",
         model_text(TEXT_CONCAT(a, journey, "/steps/", segment))},
        {"version", model_text(u->pattern_version)},
        {"past", model_truth(u->is_past)}, {"period", model_text(period(a, u))},
        {"changing", model_truth(u->is_changing)},
        {"reached", model_text(public_text(a, u->reached))});
}

static struct model dropped(struct arena *a, const struct pattern_use *u)
{
    const struct pattern_share *s = &u->dropped;
    bool enough = u->enough && s->known;
    const char *of =
        TEXT_CONCAT(a, public_text(a, s->n), " of ", public_text(a, s->m));
    const char *range =
        TEXT_CONCAT(a, percent(a, s->low), " to ", percent(a, s->high));

    return MODEL(
        a, {"enough", model_truth(enough)},
        {"rate", model_text(enough ? rate(a, s) : "")},
        {"of", model_text(enough ? of : "")},
        {"range", model_text(enough ? range : "")},
        {"has_peers", model_truth(has_peers(u))},
        {"peers_rate", model_text(percent(a, u->peers.rate))},
        {"peers", model_text(arena_printf(a, "%zu steps", u->peers.n))},
        {"compared", model_text(compared(u))});
}

static struct model row(struct arena *a, const struct pattern_use *u)
{
    return model_join(a, model_join(a, where(a, u), dropped(a, u)),
                      model_join(a, refused(a, u), timed(a, u)));
}

/* How many steps, or journeys, use it now. */
static size_t count(const struct pattern_evidence *e, bool steps)
{
    const struct pattern_use *last = NULL, *u;
    size_t i, n = 0;

    for (i = 0; i < e->n; i++) {
        u = &e->at[i];
        if (u->is_past)
            continue;
        n += !last || strcmp(last->journey, u->journey) != 0 ||
             (steps && strcmp(last->step, u->step) != 0);
        last = u;
    }
    return n;
}

/* "3 steps of 2 journeys use it." */
static const char *says(struct arena *a, const struct pattern_evidence *e)
{
    size_t steps = count(e, true), journeys = count(e, false);

    if (!steps)
        return "No live journey uses it any more. This is what it did before.";
    return TEXT_CONCAT(a, text_count(a, (int64_t)steps),
                       steps == 1 ? " step of " : " steps of ",
                       text_count(a, (int64_t)journeys),
                       journeys == 1 ? " live journey" : " live journeys",
                       steps == 1 ? " uses it." : " use it.");
}

size_t evidence_left_out(const struct pattern_evidence *e)
{
    return e->n > PATTERN_USES_SHOWN ? e->n - PATTERN_USES_SHOWN : 0;
}

static const char *says_left_out(struct arena *a, size_t n)
{
    if (!n)
        return "";
    return arena_printf(a, "The first %d rows are shown; %s more %s not.",
                        PATTERN_USES_SHOWN, text_count(a, (int64_t)n),
                        n == 1 ? "is" : "are");
}

struct model evidence_model(struct arena *a, const struct pattern_evidence *e)
{
    size_t left_out = evidence_left_out(e), i;
    struct model rows = model_list();

    for (i = 0; i < e->n - left_out; i++)
        model_append(a, &rows, row(a, &e->at[i]));
    return MODEL(a, {"unavailable", model_truth(e->unavailable)},
                 {"any", model_truth(e->n > 0)},
                 {"says", model_text(says(a, e))}, {"rows", rows},
                 {"left_out", model_text(says_left_out(a, left_out))});
}
