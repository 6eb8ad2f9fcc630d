#include "dashboard/compared.h"

#include <math.h>

#include "base/text.h"
#include "dashboard/words.h"

#define SURE   0.05 /* below this p, chance is called unlikely */
#define POINTS 0.05

static void set_others(struct step_part *p, int64_t reached,
                       const struct share *whole)
{
    p->others_reached = reached - p->reached;
    p->others = share_make(whole->n - p->drop_off.n, whole->m - p->drop_off.m);
}

/* When all that have not settled give up, or none does. */
static struct share settled(const struct share *s, int64_t reached,
                            bool give_up)
{
    return share_make(s->n + (give_up ? reached - s->m : 0), reached);
}

/* That it is chance, if whoever has not settled goes against it. */
static double cautious_p(const struct step_part *p)
{
    bool more = p->difference.value > 0;
    struct share part = settled(&p->drop_off, p->reached, !more);
    struct share rest = settled(&p->others, p->others_reached, more);

    return (part.rate > rest.rate) == more ? difference_p(&part, &rest) : 1;
}

/* Each against its others. */
static void compare(struct arena *a, struct step_part *at, size_t n_parts)
{
    double *p = arena_array(a, n_parts, sizeof(*p));
    size_t i, n = 0;

    for (i = 0; i < n_parts; i++) {
        at[i].difference = difference_make(&at[i].drop_off, &at[i].others);
        at[i].is_compared =
            difference_is_testable(&at[i].drop_off, &at[i].others);
        if (at[i].is_compared)
            p[n++] = cautious_p(&at[i]);
    }
    holm_adjust(p, n);
    for (i = 0, n = 0; i < n_parts; i++) {
        at[i].p = at[i].is_compared ? p[n++] : 1;
        at[i].differs = at[i].p < SURE;
    }
}

void compare_parts(struct arena *a, struct step_parts *parts,
                   const struct step_figures *whole)
{
    size_t i;

    for (i = 0; i < parts->n; i++)
        set_others(&parts->at[i], whole->reached, &whole->drop_off);
    compare(a, parts->at, parts->n);
}

/* How much of the whole lies apart: where p is too small to tell, or the same
 * for both after Holm's method. */
static double weight(const struct step_part *p)
{
    double m = (double)p->drop_off.m, other = (double)p->others.m;

    return p->difference.value * p->difference.value * m * other / (m + other);
}

static bool is_clearer(const struct step_part *p, const struct step_part *than)
{
    if (p->is_compared != than->is_compared)
        return p->is_compared;
    if (!p->is_compared || p->p != than->p)
        return p->p < than->p;
    return weight(p) > weight(than);
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
        set_others(&at[i], reached, &whole);
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
        if (is_clearer(&at[i], &at[most]))
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
