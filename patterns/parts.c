/* What an entry is made of, and what it is used in. */
#include "patterns/pages.h"

enum { PARTS_SHOWN = 8 };

static struct model some(struct arena *a, const struct pattern *const *list,
                         size_t from, size_t until)
{
    struct model all = model_list();
    size_t i;

    for (i = from; i < until; i++)
        model_append(
            a, &all,
            MODEL(a, {"address", model_text(pattern_address(a, list[i]))},
                  {"title", model_text(list[i]->title)},
                  {"kind", model_text(pattern_kind_key(list[i]->kind))},
                  {"state", model_text(pattern_state_key(list[i]->state))}));
    return all;
}

static void add(struct model *parts, struct arena *a,
                const char *const words[2], const struct pattern *const *list,
                size_t n)
{
    size_t first = n > PARTS_SHOWN + 1 ? PARTS_SHOWN : n;
    const char *says =
        first < n ? arena_printf(a, "%s %zu more", words[1], n - first) : "";

    if (n)
        model_append(a, parts,
                     MODEL(a, {"id", model_text(words[0])},
                           {"title", model_text(words[1])},
                           {"first", some(a, list, 0, first)},
                           {"more_says", model_text(says)},
                           {"more", some(a, list, first, n)}));
}

struct model parts_model(struct arena *a, const struct pattern *p)
{
    static const char *const made_of[] = {"made-of", "Made of"};
    static const char *const used_in[] = {"used-in", "Used in"};
    struct model parts = model_list();

    add(&parts, a, made_of, p->uses, p->n_uses);
    add(&parts, a, used_in, p->used_in, p->n_used_in);
    return parts;
}
