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

struct site {
    struct templates *templates;
    struct assets *assets;
    json_t *common; /* {"lang", "site", "assets", "static"}, for every page */
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

#endif
