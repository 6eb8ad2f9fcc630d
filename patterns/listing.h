/* listing.h - what the lists of the library share. */
#ifndef PATTERNS_LISTING_H
#define PATTERNS_LISTING_H

#include <jansson.h>

#include "base/arena.h"
#include "patterns/patterns.h"
#include "patterns/wanted.h"
#include "web/model.h"

/* Entries of a page of a list; and how many pages there may be. */
enum {
    API_PAGES_MAX = 10000,
    LIST_PAGE = 120,
    LIST_PAGES_MAX = 1000,
    SEARCH_LIMIT = 10, /* and so in the table of routes */
    SEARCH_LIMIT_MAX = 100,
    API_LIMIT_MAX = 200
};

/* In the order of lists (facets.h). */
void listing_sort(const struct catalogue *c, struct listed *found);

/* What is asked of a facet, as people read it. */
const char *listing_value(const struct wanted *f, const struct listed *found,
                          enum facet facet);

/* Of a list that is empty, how it is not: the fewest filters that could be left
 * out, each way with what it would give (list_offers.c). */
struct model listing_offers(struct arena *a, const struct wanted *f,
                            const struct listed *found);

/* What the group of an entry is called: its theme or, without one, its kind. */
const char *listing_group(const struct pattern *p);
bool listing_same_group(const struct pattern *p, const struct pattern *q);

/* "/patterns/?kind=…" as another format, ".json": "/patterns.json?…". */
const char *listing_file(struct arena *a, const struct wanted *f,
                         const char *end);

/* "1 entry", "1,204 entries" */
const char *listing_count(struct arena *a, size_t n);

/* The list as JSON, Markdown or plain text, by the request's format
 * (list_files.c). */
MUST_USE enum err show_list_files(struct request *rq, struct reply *rp,
                                  const struct listed *found,
                                  const struct wanted *f);

/* Links to the pages of a list: {"has", "before", "after", "pages": […]};
 * stem is its address up to the number, "/patterns/?theme=x&page=". */
json_t *listing_pages(struct arena *a, const char *stem, size_t page,
                      size_t pages);

/* An entry of a list, as its page shows it. */
struct model listing_card(struct arena *a, const struct pattern *p);

/* The search box above every list: {"query"}. */
json_t *listing_box(const char *query, bool is_static);

#endif
