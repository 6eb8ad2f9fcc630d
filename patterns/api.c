/* The library for programs: /v1/patterns, in pages, read from anywhere. */
#include <string.h>

#include "patterns/listing.h"
#include "patterns/pages.h"
#include "patterns/search.h"
#include "web/address.h"

/* What a program asks for. */
struct call {
    struct wanted wanted;
    const char *query; /* "": any */
    struct search_answer answer;
    size_t limit, page, pages;
    struct listed found;
};

static enum err read_call(struct request *rq, struct problems *problems,
                          struct call *c)
{
    wanted_read(rq, problems, &c->wanted);
    c->query = request_text(rq, "q");
    c->limit = (size_t)request_count(rq, "limit");
    c->page = (size_t)request_count(rq, "page");
    return problems->n ? ERR_INVALID : OK;
}

/* Of those listed the ones that a search finds, best first. */
static enum err keep_found(const struct catalogue *catalogue, struct arena *a,
                           struct call *c)
{
    struct search_answer *answer = &c->answer;
    bool *listed = arena_array(a, catalogue->n, sizeof(*listed));
    size_t i, n = 0;
    enum err e = ERR_IO;

    for (i = 0; i < c->found.n; i++)
        listed[c->found.at[i] - catalogue->at] = true;
    if (catalogue->search)
        e = search_find(catalogue->search, a, c->query, answer);
    if (e)
        return e;
    c->query = answer->query; /* as far as it was looked for */
    for (i = 0; i < answer->n; i++)
        if (listed[answer->at[i].pattern - catalogue->at])
            answer->at[n++] = answer->at[i];
    search_best(answer->at, n, c->page * c->limit);
    for (i = 0; i < n; i++)
        c->found.at[i] = answer->at[i].pattern;
    c->found.n = n;
    return OK;
}

/* Everything that was asked but the page. */
static const char *stem(struct arena *a, const struct call *c)
{
    const char *asked = wanted_query(a, &c->wanted);

    return arena_printf(a, "/v1/patterns?%s%s%s%s%slimit=%zu&page=", asked,
                        *asked ? "&" : "", *c->query ? "q=" : "",
                        address_value(a, c->query), *c->query ? "&" : "",
                        c->limit);
}

static const char *add_link(struct arena *a, const char *all,
                            const char *address, size_t page, const char *rel)
{
    return arena_printf(a, "%s%s<%s%zu>; rel=\"%s\"", all, *all ? ", " : "",
                        address, page, rel);
}

/* RFC 8288: where the other pages are. */
static const char *links(struct arena *a, const struct call *c)
{
    const char *address = stem(a, c);
    const char *all = add_link(a, "", address, 1, "first");

    if (c->page > 1)
        all = add_link(a, all, address, c->page - 1, "prev");
    if (c->page < c->pages)
        all = add_link(a, all, address, c->page + 1, "next");
    return add_link(a, all, address, c->pages ? c->pages : 1, "last");
}

static json_t *list_data(struct arena *a, const struct call *c)
{
    const struct search_answer *answer = &c->answer;
    const char *suggestion = answer->suggestion;
    size_t i, from = (c->page - 1) * c->limit;
    json_t *list = json_array();

    for (i = from; i < c->found.n && i < from + c->limit; i++)
        (void)json_array_append_new(list,
                                    pattern_summary_json(a, c->found.at[i]));
    return json_pack("{s:s* s:b s:b s:b s:I s:I s:I s:I s:o}", "didYouMean",
                     suggestion && *suggestion ? suggestion : NULL,
                     "showingThose", answer->instead, "firstWordsOnly",
                     answer->cut, "firstCharactersOnly", answer->shortened,
                     "total", (json_int_t)c->found.n, "page",
                     (json_int_t)c->page, "pages", (json_int_t)c->pages,
                     "limit", (json_int_t)c->limit, "patterns", list);
}

enum err answer_patterns(struct request *rq, struct reply *rp)
{
    const struct patterns *ps = rq->context;
    struct call c = {0};
    struct problems problems;
    enum err e;

    problems_init(&problems, rq->arena, FACETS);
    if (read_call(rq, &problems, &c))
        return reply_problems(rp, &problems);
    c.found = wanted_apply(rq->arena, ps->catalogue, &c.wanted);
    e = *c.query ? keep_found(ps->catalogue, rq->arena, &c) : OK;
    if (e)
        return e;
    c.pages = (c.found.n + c.limit - 1) / c.limit;
    if (c.page > 1 && c.page > c.pages)
        return ERR_NOT_FOUND;
    e = reply_json(rp, list_data(rq->arena, &c));
    if (!e)
        reply_header(rp, "Link", links(rq->arena, &c));
    return e;
}

enum err answer_pattern(struct request *rq, struct reply *rp)
{
    const char *at = asked_version(rq);
    const struct pattern *p;
    struct pattern_evidence evidence;
    enum err e = find_asked(rq, &p);

    if (!e)
        e = find_evidence(rq, p, &evidence);
    if (!e && *at)
        p = pattern_version(p, at);
    if (e == ERR_NOT_FOUND || (!e && !p))
        return reply_absent(rq, rp);
    return e ? e : reply_json_model(rp, pattern_data(rq->arena, p, &evidence));
}
