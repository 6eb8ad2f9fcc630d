/* journey_model.h - what dashboard/journey.html is filled with. */
#ifndef DASHBOARD_JOURNEY_MODEL_H
#define DASHBOARD_JOURNEY_MODEL_H

#include <jansson.h>

#include "base/problems.h"
#include "dashboard/view.h"
#include "patterns/patterns.h"

/* c: where patterns are explained, or NULL. */
json_t *journey_model(struct arena *a, const struct view *v,
                      const struct catalogue *c);

/* Add the form by which days and segments are chosen: as it was typed, where
 * something is wrong with it (p). */
void journey_add_form(const struct request *rq, json_t *model,
                      const struct view *v, const struct segment_words *words,
                      const struct problems *p);

#endif
