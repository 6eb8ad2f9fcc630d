/* journey_model.h - what dashboard/journey.html is filled with. */
#ifndef DASHBOARD_JOURNEY_MODEL_H
#define DASHBOARD_JOURNEY_MODEL_H

#include <jansson.h>

#include "dashboard/view.h"
#include "patterns/patterns.h"

/* address: of the page, without its query; c: where patterns are explained, or
 * NULL. */
json_t *journey_model(struct arena *a, const struct view *v,
                      const char *address, const struct catalogue *c);

#endif
