/*
 * site.h - what all workers of a site share: templates, assets, its name.
 *
 * Made once, never changed afterwards, read by every thread.
 */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include <jansson.h>

#include "base/arena.h"
#include "base/time.h"
#include "web/message.h"
#include "web/templates.h"

struct assets;

/* The parts of the site that the layout leads to, and where each begins. */
#define SITE_PART_MAP(X)                                                       \
    X(PART_HOME, "at_home", "/")                                               \
    X(PART_DASHBOARDS, "at_dashboards", "/dashboard/")                         \
    X(PART_PATTERNS, "at_patterns", "/patterns/")                              \
    X(PART_DOCS, "at_docs", "/docs/")

#define X(part, key, root) part,
enum site_part { SITE_PART_MAP(X) SITE_PARTS };
#undef X

struct site {
    struct templates *templates;
    struct assets *assets;
    /* {"lang", "head_html", "site", "assets", "static"}, for every page */
    json_t *common;
    /* For the pages of each part, and of none: its key is true. */
    json_t *parts[SITE_PARTS + 1];
    const struct zone *zone;
};

/*
 * names is what templates see as {{site.…}}; its reference is taken over. Where
 * it has "static": true the pages are made to be files of a folder: templates
 * see {{static}}, and leave out what only a server can do.
 * The zone (NULL: UTC) says what "today" is and is borrowed.  ERR_INVALID,
 * with the fault told, if a template is not in order.
 */
MUST_USE enum err site_new(json_t *names, const struct zone *zone,
                           struct site **ret_site, struct fault *ret_fault);
void site_free(struct site *s);

/* What the layout marks on the page of that path; borrowed. */
json_t *site_part(const struct site *s, const char *path);

#endif
