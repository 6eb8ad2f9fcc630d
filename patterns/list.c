/* Entries by need, and any list of them: the page, and the same as files. */
#include <string.h>

#include "base/text.h"
#include "patterns/listing.h"
#include "patterns/pages.h"

enum { FACET_SHOWN = 8, FACET_MAX = 200 };

/* A list and what is asked of it. */
struct asked {
    struct arena *arena;
    struct wanted wanted;
    struct listed found;
    size_t page, pages;
    bool is_static;
};

static const char *value_text(const struct asked *q, enum facet f)
{
    return listing_value(&q->wanted, &q->found, f);
}

/* What is asked, each with the list without it. */
static struct model chips(const struct asked *q)
{
    struct arena *a = q->arena;
    struct model list = model_list();
    size_t i;

    for (i = 0; i < FACETS; i++) {
        struct wanted without = wanted_with(&q->wanted, (enum facet)i, "");

        if (*q->wanted.key[i])
            model_append(
                a, &list,
                MODEL(a, {"address", model_text(wanted_address(a, &without))},
                      {"facet", model_text(facet_title((enum facet)i))},
                      {"text", model_text(value_text(q, (enum facet)i))}));
    }
    return list;
}

static struct model choice(const struct asked *q, enum facet facet,
                           const struct facet_value *v)
{
    struct arena *a = q->arena;
    bool current = v == q->found.facets[facet].asked;
    struct wanted other = wanted_with(&q->wanted, facet, current ? "" : v->key);

    return MODEL(a, {"address", model_text(wanted_address(a, &other))},
                 {"current", model_truth(current)},
                 {"text", model_text(v->text)},
                 {"count", model_text(text_count(a, (int64_t)v->count))});
}

/* The n-th most frequent count of a facet: what has fewer is folded away. */
static size_t nth_count(const struct facet_values *values, size_t n)
{
    size_t i, j, best[FACET_SHOWN + 1] = {0};

    for (i = 0; i < values->n; i++) {
        size_t count = values->at[i].count;

        for (j = 0; j < n; j++)
            if (count > best[j]) {
                memmove(&best[j + 1], &best[j], (n - j - 1) * sizeof(best[0]));
                best[j] = count;
                break;
            }
    }
    return best[n - 1];
}

static struct model facet_model(const struct asked *q, enum facet facet)
{
    const struct facet_values *values = &q->found.facets[facet];
    struct arena *a = q->arena;
    struct model shown = model_list(), more = model_list();
    size_t i, least = values->n > FACET_SHOWN + 2
                          ? nth_count(values, FACET_SHOWN)
                          : 0;

    for (i = 0; i < values->n && i < FACET_MAX; i++) {
        const struct facet_value *v = &values->at[i];
        bool first = (v->count >= least && shown.n < FACET_SHOWN + 2) ||
                     v == values->asked;

        model_append(a, first ? &shown : &more, choice(q, facet, v));
    }
    return MODEL(a, {"key", model_text(facet_field(facet))},
                 {"title", model_text(facet_title(facet))}, {"values", shown},
                 {"has_more", model_truth(more.n > 0)}, {"more", more},
                 {"more_count", model_text(text_count(a, (int64_t)more.n))});
}

/* A value that all entries have tells nothing apart. */
static bool is_useful(const struct asked *q, enum facet facet)
{
    const struct facet_values *values = &q->found.facets[facet];

    return values->asked || values->n > 1 ||
           (values->n == 1 && values->at[0].count < q->found.n);
}

static struct model facet_models(const struct asked *q)
{
    struct model list = model_list();
    size_t i;

    for (i = 0; i < FACETS; i++)
        if (is_useful(q, (enum facet)i))
            model_append(q->arena, &list, facet_model(q, (enum facet)i));
    return list;
}

/* Those from there on that are of one group, as one section; *from moves past
 * them. */
static struct model group(const struct asked *q, size_t *from, size_t until)
{
    struct arena *a = q->arena;
    const struct pattern *p = q->found.at[*from];
    const char *id = arena_printf(a, "group-%zu", *from);
    struct model cards = model_list();

    do
        model_append(a, &cards, listing_card(a, q->found.at[*from]));
    while (++*from < until && listing_same_group(p, q->found.at[*from]));
    return MODEL(
        a, {"id", model_text(id)},
        {"kind", model_text(pattern_kind_key(p->kind))},
        {"title", model_text(listing_group(p))},
        {"kinds", model_text(*p->theme ? pattern_kind_plural(p->kind) : "")},
        {"cards", cards});
}

/* A section for each need, of the entries of this page. */
static struct model groups(const struct asked *q)
{
    struct model list = model_list();
    size_t from = (q->page - 1) * LIST_PAGE, until = from + LIST_PAGE;

    if (until > q->found.n)
        until = q->found.n;
    while (from < until)
        model_append(q->arena, &list, group(q, &from, until));
    return list;
}

static const char *heading(const struct asked *q)
{
    enum pattern_kind kind;

    if (pattern_kind_find(q->wanted.key[FACET_KIND], &kind))
        return pattern_kind_plural(kind);
    return "Pattern library";
}

/* "Components, trial, made of Button (page 2)" */
static const char *title(const struct asked *q)
{
    const char *all = heading(q);
    size_t i;

    for (i = FACET_KIND + 1; i < FACETS; i++)
        if (*q->wanted.key[i])
            all = arena_printf(q->arena, "%s, %s%s", all,
                               i == FACET_MADE_OF ? "made of " : "",
                               value_text(q, (enum facet)i));
    if (q->page > 1)
        all = arena_printf(q->arena, "%s (page %zu)", all, q->page);
    return all;
}

static const char *says(const struct asked *q)
{
    size_t from = (q->page - 1) * LIST_PAGE, until = from + LIST_PAGE;
    const char *all = listing_count(q->arena, q->found.n);

    if (q->pages < 2)
        return all;
    if (until > q->found.n)
        until = q->found.n;
    return arena_printf(q->arena, "%s to %s of %s",
                        text_count(q->arena, (int64_t)from + 1),
                        text_count(q->arena, (int64_t)until), all);
}

/* Without a server only whole lists are data too. */
static bool has_files(const struct asked *q)
{
    return !q->is_static || !strchr(wanted_address(q->arena, &q->wanted), '?');
}

static struct model page_model(const struct asked *q)
{
    struct arena *a = q->arena;
    json_t *pages =
        listing_pages(a, wanted_pages(a, &q->wanted), q->page, q->pages);

    return MODEL(
        a, {"title", model_text(title(q))}, {"heading", model_text(heading(q))},
        {"box", model_own(a, listing_box("", q->is_static))},
        {"asks", model_truth(wanted_asks(&q->wanted))},
        {"says", model_text(says(q))}, {"chips", chips(q)},
        {"offers", listing_offers(a, &q->wanted, &q->found)},
        {"facets", facet_models(q)}, {"any", model_truth(q->found.n > 0)},
        {"has_kind", model_truth(*q->wanted.key[FACET_KIND] != '\0')},
        {"groups", groups(q)}, {"pages", model_own(a, pages)},
        {"has_files", model_truth(has_files(q))},
        {"json", model_text(listing_file(a, &q->wanted, ".json"))},
        {"md", model_text(listing_file(a, &q->wanted, ".md"))},
        {"txt", model_text(listing_file(a, &q->wanted, ".txt"))});
}

static bool is_in_path(const struct request *rq, const char *kind)
{
    enum pattern_kind found;

    return strncmp(rq->path, "/patterns/", 10) == 0 && rq->path[10] != '\0' &&
           !pattern_kind_find(kind, &found);
}

enum err show_patterns(struct request *rq, struct reply *rp)
{
    const struct patterns *ps = rq->context;
    struct asked q = {.arena = rq->arena, .is_static = ps->is_static};
    struct problems problems;

    problems_init(&problems, rq->arena, FACETS);
    wanted_read(rq, &problems, &q.wanted);
    if (problems.n && is_in_path(rq, q.wanted.key[FACET_KIND]))
        return ERR_NOT_FOUND; /* a kind there is not is no address */
    if (problems.n)
        return reply_problems(rp, &problems);
    q.found = wanted_apply(rq->arena, ps->catalogue, &q.wanted);
    listing_sort(ps->catalogue, &q.found);
    q.page = (size_t)request_count(rq, "page");
    q.pages = (q.found.n + LIST_PAGE - 1) / LIST_PAGE;
    if (rq->format != FORMAT_HTML)
        return show_list_files(rq, rp, &q.found, &q.wanted);
    if (q.page < 1 || (q.page > 1 && q.page > q.pages))
        return ERR_NOT_FOUND;
    return reply_model(rp, "patterns/list", page_model(&q));
}
