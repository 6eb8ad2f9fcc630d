/* What an entry is made of, and what it is used in. */
#include "patterns/pages.h"

enum { PARTS_SHOWN = 8 };

static json_t *some(struct arena *a, const struct pattern *const *list,
                    size_t from, size_t until)
{
    json_t *all = json_array();
    size_t i;

    for (i = from; i < until; i++)
        (void)json_array_append_new(
            all, json_pack("{s:s s:s s:s s:s}", "title", list[i]->title, "kind",
                           pattern_kind_key(list[i]->kind), "address",
                           pattern_address(a, list[i]), "state",
                           pattern_state_key(list[i]->state)));
    return all;
}

static void add(json_t *parts, struct arena *a, const char *const words[2],
                const struct pattern *const *list, size_t n)
{
    size_t first = n > PARTS_SHOWN + 1 ? PARTS_SHOWN : n;
    const char *says =
        first < n ? arena_printf(a, "%s %zu more", words[1], n - first) : "";

    if (n)
        (void)json_array_append_new(
            parts, json_pack("{s:s s:s s:o s:o s:s}", "id", words[0], "title",
                             words[1], "first", some(a, list, 0, first), "more",
                             some(a, list, first, n), "more_says", says));
}

json_t *parts_model(struct arena *a, const struct pattern *p)
{
    static const char *const made_of[] = {"made-of", "Made of"};
    static const char *const used_in[] = {"used-in", "Used in"};
    json_t *parts = json_array();

    add(parts, a, made_of, p->uses, p->n_uses);
    add(parts, a, used_in, p->used_in, p->n_used_in);
    return parts;
}
