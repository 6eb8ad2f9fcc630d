/* How a list that is empty could be one that is not. */
#include "patterns/listing.h"

enum { OFFERS_MAX = 12 };

static unsigned asked_facets(const struct wanted *f)
{
    unsigned all = 0;
    size_t i;

    for (i = 0; i < FACETS; i++)
        all |= *f->key[i] ? 1U << i : 0;
    return all;
}

static struct model offer(struct arena *a, const struct wanted *f,
                          const struct listed *found, unsigned without)
{
    struct model list = model_list();
    struct wanted rest = *f;
    size_t i;

    for (i = 0; i < FACETS; i++) {
        if (!(without & 1U << i))
            continue;
        rest.key[i] = "";
        model_append(a, &list,
                     MODEL(a, {"more", model_truth(list.n > 0)},
                           {"facet", model_text(facet_title((enum facet)i))},
                           {"text", model_text(listing_value(f, found,
                                                             (enum facet)i))}));
    }
    return MODEL(
        a, {"address", model_text(wanted_address(a, &rest))}, {"filters", list},
        {"count",
         model_text(listing_count(a, wanted_without(found, without)))});
}

struct model listing_offers(struct arena *a, const struct wanted *f,
                            const struct listed *found)
{
    struct model list = model_list();
    unsigned all = asked_facets(f), without;
    int size, most = found->n ? 0 : __builtin_popcount(all);

    for (size = 1; size <= most && !list.n; size++)
        for (without = 1; without <= all && list.n < OFFERS_MAX; without++)
            if (!(without & ~all) && __builtin_popcount(without) == size &&
                wanted_without(found, without))
                model_append(a, &list, offer(a, f, found, without));
    return list;
}
