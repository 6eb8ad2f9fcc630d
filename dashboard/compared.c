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

void compare_parts(struct arena *a, struct step_parts *parts,
                   const struct share *whole)
{
    double *p = arena_array(a, parts->n, sizeof(*p));
    size_t i, n = 0;

    for (i = 0; i < parts->n; i++) {
        struct step_part *part = &parts->at[i];

        part->others = others(&part->drop_off, whole);
        part->is_compared =
            difference_is_testable(&part->drop_off, &part->others);
        if (part->is_compared)
            p[n++] = difference_p(&part->drop_off, &part->others);
    }
    holm_adjust(p, n);
    for (i = 0, n = 0; i < parts->n; i++) {
        struct step_part *part = &parts->at[i];

        part->difference = difference_make(&part->drop_off, &part->others);
        part->p = part->is_compared ? p[n++] : 1;
        part->differs = part->p < SURE;
    }
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
