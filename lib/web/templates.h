/*
 * templates.h - the program's own templates, by name.
 *
 * A template is an embedded file (base/embedded.h) and its name is the path
 * without ".html": "dashboard/journey".  A partial is named the same way, from
 * the root of the tree, wherever it is used: {{> dashboard/step-row}}.
 *
 * All are parsed and held against the house rules at the start; when
 * embedded_live() is on they are read anew each time.
 */
#ifndef WEB_TEMPLATES_H
#define WEB_TEMPLATES_H

#include "web/template.h"

struct templates;

/* ERR_INVALID, with the fault told, if one of them is not in order. */
MUST_USE enum err templates_new(struct templates **ret_templates,
                                struct fault *ret_fault);
void templates_free(struct templates *ts);

/*
 * Render the layout strictly, around the page of that name: it stands where the
 * layout says {{> page}}.  Only the models of `with` are looked at.  The arena
 * is for what is read live.  ERR_NOT_FOUND or ERR_INVALID with the fault told;
 * ERR_TOO_BIG if out's lid was met.
 */
MUST_USE enum err templates_render(const struct templates *ts, struct arena *a,
                                   const char *page,
                                   const struct rendering *with,
                                   struct buf *out, struct fault *ret_fault);

#endif
