/* The order in which the events of a trail count (trail.h). */
#include <string.h>

#include "base/memory.h"
#include "tracker/trail.h"

static bool comes_before(const struct trail_event *a,
                         const struct trail_event *b, bool by_seq)
{
    return by_seq ? a->seq < b->seq : a->at_ms < b->at_ms;
}

/* Merge sort, because it keeps equals in their order of arrival. */
static void sort(const struct trail *t, bool by_seq, uint16_t *order,
                 uint16_t *spare, size_t n)
{
    size_t half = n / 2, i = 0, k = half, out = 0;

    if (n < 2)
        return;
    sort(t, by_seq, order, spare, half);
    sort(t, by_seq, order + half, spare, n - half);
    if (!comes_before(&t->at[order[half]], &t->at[order[half - 1]], by_seq))
        return; /* as good as always: already in order */
    memcpy(spare, order, half * sizeof(*order));
    while (i < half && k < n)
        order[out++] = comes_before(&t->at[order[k]], &t->at[spare[i]], by_seq)
                           ? order[k++]
                           : spare[i++];
    while (i < half)
        order[out++] = spare[i++];
}

void trail_sort(const struct trail *t, struct trail_order *order)
{
    bool by_seq = true;
    size_t i;

    if (order->room < 2 * t->n) { /* the second half is for sorting */
        order->room = 4 * t->n;
        order->at = mem_resize(order->at, order->room, sizeof(*order->at));
    }
    for (i = 0; i < t->n; i++) {
        order->at[i] = (uint16_t)i;
        by_seq &= t->at[i].seq >= 0;
    }
    sort(t, by_seq, order->at, order->at + t->n, t->n);
}
