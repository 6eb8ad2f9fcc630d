#include "patterns/changes.h"

#include <assert.h>
#include <string.h>

#include "base/time.h"

/* Into its place, behind those of its day; the oldest falls out. */
static void put(struct dated_changes *list, size_t max,
                const struct dated_change *one)
{
    size_t i = list->n;

    if (i == max && list->at[i - 1].day >= one->day)
        return;
    if (i < max)
        list->n++;
    else
        i--;
    for (; i > 0 && list->at[i - 1].day < one->day; i--)
        list->at[i] = list->at[i - 1];
    list->at[i] = *one;
}

struct dated_changes changes_newest(struct arena *a, const struct catalogue *c,
                                    size_t max)
{
    struct dated_changes list = {.at = arena_array(a, max, sizeof(*list.at))};
    size_t i, j;

    assert(max && max <= CHANGES_MAX);
    for (i = 0; i < c->n; i++) {
        const struct pattern *p = &c->at[i];

        for (j = 0; j < p->n_changes; j++) {
            struct dated_change one = {p, &p->changes[j], 0, p->n_changes - j};

            if (day_parse(one.change->date, &one.day) == OK)
                put(&list, max, &one);
        }
    }
    return list;
}
