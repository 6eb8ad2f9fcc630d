#include "patterns/listing.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "patterns/pages.h"

/* In which order people look for kinds. */
static int rank(enum pattern_kind kind)
{
    static const int ranks[PATTERN_KINDS] = {
        [KIND_PATTERN] = 0,   [KIND_PAGE] = 1,  [KIND_SERVICE] = 2,
        [KIND_COMPONENT] = 3, [KIND_STYLE] = 4, [KIND_PROCESS] = 5,
    };

    return ranks[kind];
}

static int compare(const void *a, const void *b)
{
    const struct pattern *x = *(const struct pattern *const *)a;
    const struct pattern *y = *(const struct pattern *const *)b;
    int by_theme;

    if (x->kind != y->kind)
        return rank(x->kind) - rank(y->kind);
    by_theme = strcasecmp(x->theme, y->theme);
    if (by_theme)
        return by_theme;
    return x < y ? -1 : x > y; /* the catalogue is in order of title */
}

void listing_sort(struct listed *found)
{
    if (found->n)
        qsort(found->at, found->n, sizeof(struct pattern *), compare);
}

const char *listing_group(const struct pattern *p)
{
    return *p->theme ? p->theme : pattern_kind_plural(p->kind);
}

bool listing_same_group(const struct pattern *p, const struct pattern *q)
{
    return p->kind == q->kind && strcasecmp(p->theme, q->theme) == 0;
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

const char *listing_encoded(struct arena *a, const char *text)
{
    char *all = arena_alloc(a, 3 * strlen(text) + 1), *to = all;

    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (text_is_key(text, 1) || (c >= 'A' && c <= 'Z')) {
            *to++ = *text;
        } else {
            *to++ = '%';
            text_hex(&c, 1, to);
            to += 2;
        }
    }
    return all;
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

json_t *status_model(const struct pattern *p)
{
    return json_pack("{s:s s:s s:b s:s}", "key", pattern_state_key(p->state),
                     "means", pattern_state_means(p->state), "stable",
                     p->state == STATE_STABLE, "date", p->state_date);
}

json_t *listing_card(struct arena *a, const struct pattern *p)
{
    return json_pack("{s:s s:s s:s s:o}", "title", p->title, "address",
                     pattern_address(a, p), "description", p->description,
                     "status", status_model(p));
}

json_t *listing_box(const char *query)
{
    return json_pack("{s:s}", "query", query);
}
