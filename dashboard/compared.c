#include "dashboard/compared.h"

#include <math.h>

#include "base/text.h"
#include "dashboard/words.h"

#define SURE   0.05 /* below this p, chance is called unlikely */
#define POINTS 0.05

static struct share others(const struct share *part, const struct share *whole)
{
    return share_make(whole->n - part->n, whole->m - part->m);
}

/* Each against its others. */
static void compare(struct arena *a, struct step_part *at, size_t n_parts)
{
    double *p = arena_array(a, n_parts, sizeof(*p));
    size_t i, n = 0;

    for (i = 0; i < n_parts; i++) {
        at[i].is_compared =
            difference_is_testable(&at[i].drop_off, &at[i].others);
        if (at[i].is_compared)
            p[n++] = difference_p(&at[i].drop_off, &at[i].others);
    }
    holm_adjust(p, n);
    for (i = 0, n = 0; i < n_parts; i++) {
        at[i].difference = difference_make(&at[i].drop_off, &at[i].others);
        at[i].p = at[i].is_compared ? p[n++] : 1;
        at[i].differs = at[i].p < SURE;
    }
}

void compare_parts(struct arena *a, struct step_parts *parts,
                   const struct share *whole)
{
    size_t i;

    for (i = 0; i < parts->n; i++)
        parts->at[i].others = others(&parts->at[i].drop_off, whole);
    compare(a, parts->at, parts->n);
}

/* What the test goes by, z squared: where all are of one whole, but for a
 * factor that is the same for each. */
static double weight(const struct step_part *p)
{
    double m = (double)p->drop_off.m, other = (double)p->others.m;

    return p->is_compared ? p->difference.value * p->difference.value * m *
                                other / (m + other)
                          : -1;
}

/* From each part but the first on to the last day. */
static struct step_part *later_parts(struct arena *a,
                                     const struct step_parts *days)
{
    struct step_part *at = arena_array(a, days->n, sizeof(*at));
    int64_t n = 0, m = 0, reached = 0;
    struct share whole;
    size_t i;

    for (i = days->n; i-- > 0;) {
        n += days->at[i].drop_off.n;
        m += days->at[i].drop_off.m;
        reached += days->at[i].reached;
        at[i] = days->at[i];
        at[i].reached = reached;
        at[i].drop_off = share_make(n, m);
        at[i].choice.period.until = days->at[days->n - 1].choice.period.until;
    }
    whole = share_make(n, m);
    for (i = 0; i < days->n; i++)
        at[i].others = others(&at[i].drop_off, &whole);
    return at + 1;
}

void compare_days(struct arena *a, const struct step_parts *days,
                  struct step_part *ret_change)
{
    struct step_part *at;
    size_t i, most = 0;

    *ret_change = (struct step_part){.is_compared = false};
    if (days->n < 2)
        return;
    at = later_parts(a, days);
    compare(a, at, days->n - 1);
    for (i = 1; i < days->n - 1; i++)
        if (weight(&at[i]) > weight(&at[most]))
            most = i;
    *ret_change = at[most];
}

const char *compared_word(const struct step_part *p)
{
    if (!p->is_compared)
        return "not enough data";
    if (!p->differs)
        return "no clear difference";
    return p->difference.value > 0 ? "more give up" : "fewer give up";
}

const char *compared_points(struct arena *a, const struct step_part *p)
{
    double low = fabs(p->difference.low), high = fabs(p->difference.high);

    if (!p->differs)
        return "";
    return TEXT_CONCAT(a, "by ",
                       words_points(a, fmin(low, high), fmax(low, high)));
}

int64_t compared_needs(const struct share *whole)
{
    if (!whole->known)
        return 0;
    return sample_needed(whole->rate,
                         whole->rate + POINTS <= 1 ? POINTS : -POINTS);
}
