#include "patterns/patterns.h"

#include <string.h>

#include "patterns/content.h"
#include "patterns/listing.h"
#include "patterns/pages.h"
#include "patterns/picture.h"
#include "patterns/search.h"

/* The list is one page at one address; its data is named after what it is. */
static enum err show_list_elsewhere(struct request *rq, struct reply *rp)
{
    long long page = request_count(rq, "page");
    struct problems problems;
    struct wanted wanted;

    if (rq->format != FORMAT_HTML)
        return show_patterns(rq, rp);
    problems_init(&problems, rq->arena, FACETS);
    wanted_read(rq, &problems, &wanted);
    if (problems.n)
        return ERR_NOT_FOUND;
    return reply_see_other(
        rp, page > 1 ? arena_printf(rq->arena, "%s%lld",
                                    wanted_pages(rq->arena, &wanted), page)
                     : wanted_address(rq->arena, &wanted));
}

/* Whatever was asked of the page is asked there too. */
static enum err reply_elsewhere(const struct request *rq, struct reply *rp,
                                const char *path)
{
    const char *query = request_query(rq);

    return reply_see_other(
        rp, arena_printf(rq->arena, "%s%s%s", path, *query ? "?" : "", query));
}

/* With a slash too many, as a folder's pages are named that was built. */
static enum err show_page_elsewhere(struct request *rq, struct reply *rp)
{
    const char *path = arena_strndup(rq->arena, rq->path, strlen(rq->path) - 1);

    return reply_elsewhere(rq, rp, path);
}

/* With a slash too many, or one too few. */
static enum err show_pattern_elsewhere(struct request *rq, struct reply *rp)
{
    const struct pattern *p;
    enum err e = find_asked(rq, &p);

    return e ? e : reply_elsewhere(rq, rp, pattern_address(rq->arena, p));
}

static enum err show_example_elsewhere(struct request *rq, struct reply *rp)
{
    const struct pattern_example *example;
    struct view v;
    enum err e = view_read_example(rq, &v);

    if (!e)
        e = find_asked_example(rq, v.pattern, &example);
    if (e)
        return e;
    return reply_elsewhere(rq, rp, arena_printf(rq->arena, "%s/", rq->path));
}

static const struct field list_fields[] = {
    WANTED_FIELDS,
    {"page", FIELD_COUNT, LIST_PAGES_MAX, "1"},
    {0},
};

static const struct field api_fields[] = {
    WANTED_FIELDS,
    {"q", FIELD_TEXT, SEARCH_TYPED_MAX, ""},
    {"limit", FIELD_ORDINAL, API_LIMIT_MAX, "50"},
    {"page", FIELD_ORDINAL, API_PAGES_MAX, "1"},
    {0},
};

static const struct field entry_fields[] = {
    {"at", FIELD_TEXT, PATTERN_VERSION_MAX, ""},
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

static const struct field picture_fields[] = {
    {"picture", FIELD_TEXT, PICTURE_NAME_MAX, NULL}, /* "blue-bin.jpg" */
    {"version", FIELD_TEXT, PATTERN_VERSION_MAX, ""},
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
    {GET, "/patterns/search/", ANYONE, show_page_elsewhere, NULL, 0, 0},
    {GET, "/patterns/content-types/", ANYONE, show_page_elsewhere, NULL, 0, 0},
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
    {GET, "/patterns/:kind/:slug/pictures/:picture", ANYONE, show_picture,
     picture_fields, 0, 0},
    {GET, "/patterns/:kind/:slug/versions/:version/pictures/:picture", ANYONE,
     show_picture, picture_fields, 0, 0},
    {GET, "/patterns/:kind/:slug/content.schema.json", ANYONE,
     show_content_schema, view_fields, 0, 0},
    {POST, "/v1/content-types/:type/check", PROGRAM, check_content, NULL, 0,
     CONTENT_SIZE_MAX},
    {GET, "/patterns/:kind/:slug/history", ANYONE, show_history, NULL, 0, 0},
    {GET, "/patterns/:kind/:slug/history/", ANYONE, show_page_elsewhere, NULL,
     0, 0},
    {GET, "/patterns/:kind/:slug/:example", ANYONE, show_example_elsewhere,
     view_example_fields, 0, 0},
    {GET, "/patterns/:kind/:slug/:example/", ANYONE, show_example,
     view_example_fields, 0, 0},
    {0},
};
/* clang-format on */
