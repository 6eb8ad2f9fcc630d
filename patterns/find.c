/* What a search finds: the page, and the same for programs. */
#include <string.h>

#include "base/text.h"
#include "patterns/listing.h"
#include "patterns/pages.h"
#include "patterns/search.h"
#include "web/address.h"

enum { WAYS_MAX = 40 };

/* A search, and the part of what it finds that is shown. */
struct finding {
    struct arena *arena;
    const struct catalogue *catalogue;
    struct search_answer answer;
    const char *kind; /* "": any */
    bool exactly;     /* as it was typed */
    size_t limit, page, pages;
    size_t n; /* hits of that kind, those of the page in order */
    struct search_hit *at;
    size_t of_kind[PATTERN_KINDS];
};

static json_t *unmarked(const char *text)
{
    return json_pack("[{s:s s:b s:s}]", "text", text, "mark", 0, "lang", "");
}

static json_t *marked(const struct finding *f, const char *text)
{
    json_t *parts = search_marked(f->catalogue->search, &f->answer, text, 0);

    return parts ? parts : unmarked(text);
}

static json_t *result(const struct finding *f, const struct pattern *p)
{
    json_t *why = search_why(f->catalogue->search, &f->answer, p);
    struct model status = status_model(f->arena, p);
    json_t *model = json_pack(
        "{s:o s:s s:s s:o s:o s:b}", "title", marked(f, p->title), "address",
        pattern_address(f->arena, p), "kind", pattern_kind_key(p->kind),
        "status", model_as_json(&status), "description",
        marked(f, p->description), "has_why", why != NULL);

    (void)json_object_set_new(model, "why", why ? why : json_null());
    return model;
}

static json_t *result_data(const struct finding *f, const struct pattern *p)
{
    json_t *one = pattern_summary_json(f->arena, p), *matches = json_array();
    json_t *why = search_why(f->catalogue->search, &f->answer, p);
    const struct {
        const char *field, *text;
    } own[] = {{"Title", p->title}, {"Description", p->description}};
    size_t i;

    for (i = 0; i < 2; i++) {
        json_t *parts =
            search_marked(f->catalogue->search, &f->answer, own[i].text, 0);

        if (parts)
            (void)json_array_append_new(
                matches,
                json_pack("{s:s s:o}", "field", own[i].field, "parts", parts));
    }
    if (why)
        (void)json_array_append_new(matches, why);
    (void)json_object_set_new(one, "matches", matches);
    return one;
}

static json_t *results(const struct finding *f,
                       json_t *(*one)(const struct finding *f,
                                      const struct pattern *p))
{
    size_t i, from = (f->page - 1) * f->limit;
    json_t *list = json_array();

    for (i = from; i < f->n && i < from + f->limit; i++)
        (void)json_array_append_new(list, one(f, f->at[i].pattern));
    return list;
}

static const char *address(const struct finding *f, const char *query,
                           const char *kind)
{
    return arena_printf(f->arena, "/patterns/search?q=%s%s%s%s",
                        address_value(f->arena, query), *kind ? "&kind=" : "",
                        kind, f->exactly ? "&exactly=1" : "");
}

static const char *other_address(const struct finding *f, const char *query,
                                 bool exactly)
{
    struct finding other = {.arena = f->arena, .exactly = exactly};

    return address(&other, query, "");
}

static json_t *kinds(const struct finding *f)
{
    json_t *list = json_array();
    const char *query = f->answer.query;
    int i;

    (void)json_array_append_new(
        list, json_pack("{s:s s:s s:s s:b}", "text", "All", "count",
                        text_count(f->arena, (int64_t)f->answer.n), "address",
                        address(f, query, ""), "current", !*f->kind));
    for (i = 0; i < PATTERN_KINDS; i++) {
        const char *key = pattern_kind_key((enum pattern_kind)i);
        bool current = strcmp(f->kind, key) == 0;

        if (!f->of_kind[i] && !current)
            continue;
        (void)json_array_append_new(
            list,
            json_pack("{s:s s:s s:s s:b}", "text",
                      pattern_kind_plural((enum pattern_kind)i), "count",
                      text_count(f->arena, (int64_t)f->of_kind[i]), "address",
                      address(f, query, key), "current", current));
    }
    return list;
}

static json_t *way(struct arena *a, enum facet facet,
                   const struct facet_values *values)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < values->n && i < WAYS_MAX; i++) {
        const struct facet_value *v = &values->at[i];
        struct wanted there = wanted_with(&wanted_anything, facet, v->key);

        (void)json_array_append_new(
            list, json_pack("{s:s s:s s:s s:b}", "text", v->text, "count",
                            text_count(a, (int64_t)v->count), "address",
                            wanted_address(a, &there), "current", 0));
    }
    return json_pack("{s:s s:o}", "title", facet_title(facet), "values", list);
}

/* Where to look instead of what nobody wrote. */
static json_t *ways(const struct finding *f)
{
    static const enum facet by[] = {FACET_THEME, FACET_KIND};
    json_t *list = json_array();
    struct listed all;
    size_t i;

    if (f->answer.n)
        return list;
    all = wanted_apply(f->arena, f->catalogue, &wanted_anything);
    for (i = 0; i < 2; i++)
        if (all.facets[by[i]].n)
            (void)json_array_append_new(
                list, way(f->arena, by[i], &all.facets[by[i]]));
    return list;
}

static const char *page_stem(const struct finding *f, const char *all)
{
    if (f->limit == SEARCH_LIMIT)
        return arena_printf(f->arena, "%s&page=", all);
    return arena_printf(f->arena, "%s&limit=%zu&page=", all, f->limit);
}

static json_t *page_model(const struct finding *f)
{
    struct arena *a = f->arena;
    const struct search_answer *answer = &f->answer;
    const char *query = answer->query;
    const char *all = address(f, query, f->kind);

    return json_pack(
        "{s:s s:s s:b s:b s:b s:b s:b s:i s:b s:i s:s s:b s:s s:s s:s s:o s:b "
        "s:o s:o s:o s:o s:s}",
        "title", arena_printf(a, "%s%sSearch", query, *query ? " – " : ""),
        "query", query, "asked", *query != '\0', "any", f->n > 0, "instead",
        answer->instead, "partly", answer->partly, "cut", answer->cut,
        "words_most", SEARCH_WORDS_MAX, "shortened", answer->shortened,
        "characters_most", SEARCH_QUERY_MAX, "says", listing_count(a, f->n),
        "has_suggestion", *answer->suggestion != '\0', "suggestion",
        answer->suggestion, "suggestion_address",
        other_address(f, answer->suggestion, false), "exact_address",
        other_address(f, query, true), "kinds", kinds(f), "many_kinds",
        answer->n > 0, "results", results(f, result), "pages",
        listing_pages(a, page_stem(f, all), f->page, f->pages), "box",
        listing_box(query, false), "ways", ways(f), "json",
        arena_printf(a, "/patterns/search.json%s", strchr(all, '?')));
}

static json_t *data(const struct finding *f)
{
    const struct search_answer *answer = &f->answer;
    json_t *suggestion =
        *answer->suggestion ? json_string(answer->suggestion) : json_null();

    return json_pack("{s:s s:o s:b s:b s:b s:b s:I s:o}", "query",
                     answer->query, "didYouMean", suggestion, "showingThose",
                     answer->instead, "someWordsOnly", answer->partly,
                     "firstWordsOnly", answer->cut, "firstCharactersOnly",
                     answer->shortened, "total", (json_int_t)f->n, "results",
                     results(f, result_data));
}

static void take_kind(struct finding *f)
{
    size_t i;

    f->at = f->answer.at;
    for (i = 0; i < f->answer.n; i++) {
        enum pattern_kind kind = f->at[i].pattern->kind;

        f->of_kind[kind]++;
        if (!*f->kind || strcmp(f->kind, pattern_kind_key(kind)) == 0)
            f->at[f->n++] = f->at[i];
    }
    f->pages = f->limit ? (f->n + f->limit - 1) / f->limit : 0;
    search_best(f->at, f->n, f->page * f->limit);
}

static enum err ask(struct finding *f, const char *query)
{
    struct search *s = f->catalogue->search;

    if (!s)
        return ERR_IO;
    return f->exactly ? search_find_exactly(s, f->arena, query, &f->answer)
                      : search_find(s, f->arena, query, &f->answer);
}

enum err show_search(struct request *rq, struct reply *rp)
{
    const struct patterns *ps = rq->context;
    struct finding f = {.arena = rq->arena,
                        .catalogue = ps->catalogue,
                        .kind = request_text(rq, "kind"),
                        .exactly = request_count(rq, "exactly") != 0,
                        .limit = (size_t)request_count(rq, "limit"),
                        .page = (size_t)request_count(rq, "page")};
    enum err e = ask(&f, request_text(rq, "q"));

    if (e)
        return e;
    take_kind(&f);
    if (f.page < 1 || (f.page > 1 && f.page > f.pages))
        return ERR_NOT_FOUND;
    if (rq->format == FORMAT_JSON)
        return reply_json(rp, data(&f));
    return reply_page(rp, "patterns/search", page_model(&f));
}
