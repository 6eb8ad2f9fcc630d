#include "patterns/patterns.h"

#include <string.h>

#include "base/text.h"
#include "patterns/content.h"
#include "patterns/listing.h"
#include "patterns/pages.h"
#include "patterns/search.h"

enum err find_asked(const struct request *rq,
                    const struct pattern **ret_pattern)
{
    const struct patterns *ps = rq->context;
    const struct pattern *p = NULL;
    enum pattern_kind kind;

    if (pattern_kind_find(request_text(rq, "kind"), &kind))
        p = catalogue_find(ps->catalogue, kind, request_text(rq, "slug"));
    if (!p)
        return ERR_NOT_FOUND;
    *ret_pattern = p;
    return OK;
}

/* "component/radios/" and what is wrong there; NULL: nothing is. */
static const struct problem *find_refusal(const struct request *rq)
{
    const struct patterns *ps = rq->context;
    const struct problems *all = &ps->catalogue->problems;
    const char *place =
        arena_printf(rq->arena, "%s/%s/", request_text(rq, "kind"),
                     request_text(rq, "slug"));
    size_t i;

    for (i = 0; i < all->n; i++)
        if (text_starts(all->at[i].place, place))
            return &all->at[i];
    return NULL;
}

/* "1.1.0, 1.0.0"; "": it has no version. */
static const char *versions_of(struct arena *a, const struct pattern *p)
{
    const char *all = p->version;
    size_t i;

    for (i = 0; i < p->n_versions; i++)
        all = text_join(a, all, ", ", p->versions[i].version);
    return all;
}

static enum err reply_no_version(const struct request *rq, struct reply *rp,
                                 const struct pattern *p)
{
    const char *asked = request_text(rq, "at"),
               *versions = versions_of(rq->arena, p);

    return reply_error(
        rp, 404, arena_printf(rq->arena, "There is no version %s", asked),
        *versions
            ? arena_printf(rq->arena, "Of %s these versions can be read: %s.",
                           p->title, versions)
            : arena_printf(rq->arena, "%s has no versions: leave out “at”.",
                           p->title));
}

enum err reply_absent(const struct request *rq, struct reply *rp)
{
    const struct problem *refusal = find_refusal(rq);
    const struct pattern *p;
    const char *at = request_text(rq, "at");

    if (!find_asked(rq, &p) && *at && !pattern_version(p, at))
        return reply_no_version(rq, rp, p);
    if (!refusal)
        return ERR_NOT_FOUND;
    return reply_error(
        rp, 404, "This entry is left out",
        arena_printf(rq->arena,
                     "It is not in order. %s: %s. When the file is mended, "
                     "the entry is shown again.",
                     refusal->place, refusal->message));
}

enum err find_asked_example(const struct request *rq, const struct pattern *p,
                            const struct pattern_example **ret_example)
{
    const char *name = request_text(rq, "example");
    size_t i;

    for (i = 0; i < p->n_examples; i++) {
        if (strcmp(p->examples[i].name, name) != 0)
            continue;
        *ret_example = &p->examples[i];
        return OK;
    }
    return ERR_NOT_FOUND;
}

enum err find_evidence(const struct request *rq, const struct pattern *p,
                       struct pattern_evidence *ret_evidence)
{
    const struct patterns *ps = rq->context;

    struct pattern_evidence found = {0};
    enum err e = OK;
    size_t i;

    if (ps->evidence)
        e = ps->evidence->find(ps->evidence->self, rq->arena, p->slug,
                               rq->now_ms, &found);
    if (e)
        return e;
    *ret_evidence = (struct pattern_evidence){.at = found.at};
    /* Two kinds may have a slug; a step means one of them. */
    for (i = 0; i < found.n; i++)
        if (catalogue_named(ps->catalogue, found.at[i].named) == p)
            ret_evidence->at[ret_evidence->n++] = found.at[i];
    return OK;
}

/* The list is one page at one address; its data is named after what it is. */
static enum err show_list_elsewhere(struct request *rq, struct reply *rp)
{
    struct problems problems;
    struct wanted wanted;

    if (rq->format != FORMAT_HTML)
        return show_patterns(rq, rp);
    problems_init(&problems, rq->arena, FACETS);
    wanted_read(rq, &problems, &wanted);
    return problems.n ? ERR_NOT_FOUND
                      : reply_see_other(rp, wanted_address(rq->arena, &wanted));
}

/* With a slash too many, or one too few. */
static enum err show_pattern_elsewhere(struct request *rq, struct reply *rp)
{
    const struct pattern *p;
    enum err e = find_asked(rq, &p);

    return e ? e : reply_see_other(rp, pattern_address(rq->arena, p));
}

static enum err show_example_elsewhere(struct request *rq, struct reply *rp)
{
    const struct pattern *p;
    const struct pattern_example *example;
    enum err e = find_asked(rq, &p);

    if (!e)
        e = find_asked_example(rq, p, &example);
    if (e)
        return e;
    return reply_see_other(rp, arena_printf(rq->arena, "%s/", rq->path));
}

static const struct field list_fields[] = {
    WANTED_FIELDS,
    {"page", FIELD_COUNT, LIST_PAGES_MAX, "1"},
    {0},
};

static const struct field api_fields[] = {
    WANTED_FIELDS,
    {"q", FIELD_TEXT, SEARCH_QUERY_MAX, ""},
    {"limit", FIELD_ORDINAL, API_LIMIT_MAX, "50"},
    {"page", FIELD_ORDINAL, API_PAGES_MAX, "1"},
    {0},
};

static const struct field entry_fields[] = {
    {"at", FIELD_TEXT, VIEW_VERSION_MAX, ""},
    {0},
};

static const struct field search_fields[] = {
    {"q", FIELD_TEXT, SEARCH_TYPED_MAX, ""},
    {"exactly", FIELD_COUNT, 1, "0"},
    {"kind", FIELD_KEY, 0, ""},
    {"limit", FIELD_COUNT, SEARCH_LIMIT_MAX, "10"},
    {"page", FIELD_COUNT, LIST_PAGES_MAX, "1"},
    {0},
};

static const struct field brand_fields[] = {
    {"file", FIELD_TEXT, 70, NULL}, /* "exampleton.css" */
    {0},
};

/* clang-format off */
const struct route patterns_routes[] = {
    {GET, "/", ANYONE, show_home, NULL, 0, 0},
    {GET, "/v1/patterns", ANYWHERE, answer_patterns, api_fields, 0, 0},
    {GET, "/v1/patterns/:kind/:slug", ANYWHERE, answer_pattern, entry_fields, 0,
     0},
    {GET, "/patterns/feed.atom", ANYONE, show_feed, NULL, 0, 0},
    {GET, "/patterns", ANYONE, show_list_elsewhere, list_fields,
     FORMAT_JSON | FORMAT_MD | FORMAT_TXT, 0},
    {GET, "/patterns/search", ANYONE, show_search, search_fields, FORMAT_JSON,
     0},
    {GET, "/patterns/content-types", ANYONE, answer_content_types, NULL,
     FORMAT_JSON, 0},
    {GET, "/patterns/", ANYONE, show_patterns, list_fields, 0, 0},
    {GET, "/patterns/brands/:file", ANYONE, show_brand, brand_fields, 0, 0},
    {GET, "/patterns/:kind", ANYONE, show_list_elsewhere, list_fields,
     FORMAT_JSON | FORMAT_MD | FORMAT_TXT, 0},
    {GET, "/patterns/:kind/", ANYONE, show_patterns, list_fields, 0, 0},
    {GET, "/patterns/:kind/:slug", ANYONE, show_pattern, view_fields,
     FORMAT_JSON | FORMAT_MD | FORMAT_TXT | FORMAT_ZIP, 0},
    {GET, "/patterns/:kind/:slug/", ANYONE, show_pattern_elsewhere, NULL, 0,
     0},
    {GET, "/patterns/:kind/:slug/process.svg", ANYONE, show_drawing,
     view_fields, 0, 0},
    {GET, "/patterns/:kind/:slug/process.bpmn", ANYONE, show_process,
     view_fields, 0, 0},
    {GET, "/patterns/:kind/:slug/journey.json", ANYONE, show_journey_template,
     view_fields, 0, 0},
    {GET, "/patterns/:kind/:slug/sheet.css", ANYONE, show_sheet, NULL, 0, 0},
    {GET, "/patterns/:kind/:slug/content.schema.json", ANYONE,
     show_content_schema, view_fields, 0, 0},
    {POST, "/v1/content-types/:type/check", PROGRAM, check_content, NULL, 0,
     CONTENT_SIZE_MAX},
    {GET, "/patterns/:kind/:slug/history", ANYONE, show_history, NULL, 0, 0},
    {GET, "/patterns/:kind/:slug/:example", ANYONE, show_example_elsewhere,
     view_example_fields, 0, 0},
    {GET, "/patterns/:kind/:slug/:example/", ANYONE, show_example,
     view_example_fields, 0, 0},
    {0},
};
/* clang-format on */
