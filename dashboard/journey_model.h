/* journey_model.h - what dashboard/journey.html is filled with. */
#ifndef DASHBOARD_JOURNEY_MODEL_H
#define DASHBOARD_JOURNEY_MODEL_H

#include "base/problems.h"
#include "dashboard/view.h"
#include "patterns/patterns.h"

/* All but the form.  c: where patterns are explained, or NULL. */
struct model journey_model(struct arena *a, const struct view *v,
                           const struct catalogue *c);

/* The form by which days and segments are chosen: as it was typed, where
 * something is wrong with it (p); and the page's title. */
struct model journey_form(const struct request *rq, const struct view *v,
                          const struct segment_words *words,
                          const struct problems *p);

#endif
