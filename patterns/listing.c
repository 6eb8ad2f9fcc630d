#include "patterns/listing.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "base/text.h"
#include "patterns/pages.h"

void listing_sort(const struct catalogue *c, struct listed *found)
{
    bool *is_in = mem_new(c->n, sizeof(*is_in));
    size_t i, n = 0;

    for (i = 0; i < found->n; i++)
        is_in[found->at[i] - c->at] = true;
    for (i = 0; i < c->n; i++)
        if (is_in[c->facets->listed[i]])
            found->at[n++] = &c->at[c->facets->listed[i]];
    free(is_in);
}

const char *listing_value(const struct wanted *f, const struct listed *found,
                          enum facet facet)
{
    const struct facet_value *v = found->facets[facet].asked;

    return v ? v->text : f->key[facet];
}

const char *listing_group(const struct pattern *p)
{
    return *p->theme ? p->theme : pattern_kind_plural(p->kind);
}

bool listing_same_group(const struct pattern *p, const struct pattern *q)
{
    return p->kind == q->kind &&
           (p->theme == q->theme || strcasecmp(p->theme, q->theme) == 0);
}

const char *listing_file(struct arena *a, const struct wanted *f,
                         const char *end)
{
    const char *address = wanted_address(a, f);
    size_t n = strcspn(address, "?");

    return arena_printf(a, "%.*s%s%s", (int)n - 1, address, end, address + n);
}

const char *listing_count(struct arena *a, size_t n)
{
    return arena_printf(a, "%s %s", text_count(a, (int64_t)n),
                        n == 1 ? "entry" : "entries");
}

/* The first, the last, and those around the one that is shown. */
static bool is_shown(size_t n, size_t page, size_t pages)
{
    return n == 1 || n == pages || (n + 1 >= page && n <= page + 1);
}

json_t *listing_pages(struct arena *a, const char *stem, size_t page,
                      size_t pages)
{
    json_t *list = json_array();
    size_t n, before = 0;

    for (n = 1; n <= pages; n++) {
        if (!is_shown(n, page, pages))
            continue;
        (void)json_array_append_new(
            list, json_pack("{s:I s:s s:b s:b}", "number", (json_int_t)n,
                            "address", arena_printf(a, "%s%zu", stem, n),
                            "current", n == page, "gap", n > before + 1));
        before = n;
    }
    return json_pack(
        "{s:b s:o s:s s:s}", "has", pages > 1, "list", list, "before",
        page > 1 ? arena_printf(a, "%s%zu", stem, page - 1) : "", "after",
        page < pages ? arena_printf(a, "%s%zu", stem, page + 1) : "");
}

struct model status_model(struct arena *a, const struct pattern *p)
{
    return MODEL(a, {"key", model_text(pattern_state_key(p->state))},
                 {"means", model_text(pattern_state_means(p->state))},
                 {"stable", model_truth(p->state == STATE_STABLE)},
                 {"date", model_text(long_day(a, p->state_date))});
}

struct model texts_model(struct arena *a, const struct pattern_texts *texts)
{
    struct model list = model_list();
    size_t i;

    for (i = 0; i < texts->n; i++)
        model_append(a, &list, model_text(texts->at[i]));
    return list;
}

struct model listing_card(struct arena *a, const struct pattern *p)
{
    return MODEL(a, {"address", model_text(pattern_address(a, p))},
                 {"title", model_text(p->title)},
                 {"status", status_model(a, p)},
                 {"description", model_text(p->description)});
}

json_t *listing_box(const char *query, bool is_static)
{
    return json_pack("{s:s s:b}", "query", query, "is_static", is_static);
}
