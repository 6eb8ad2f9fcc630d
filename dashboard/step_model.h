/* step_model.h - one step of a journey: its figures, and the ways by it. */
#ifndef DASHBOARD_STEP_MODEL_H
#define DASHBOARD_STEP_MODEL_H

#include <jansson.h>

#include "dashboard/step_parts.h"
#include "patterns/patterns.h"
#include "web/csv.h"
#include "web/model.h"

enum { STEP_WAYS = PATHS_AFTER_LEAVING + 1 };

struct step_view {
    struct view journey;
    const struct step_figures *step;
    struct step_parts days, groups;
    struct step_part change; /* since when the share is another (compared.h) */
    struct paths ways[STEP_WAYS]; /* by enum paths_way */
};

/* NULL: the journey has no such step. */
const struct step_figures *step_find(const struct figures *f, const char *id);

/* "/dashboard/journeys/missed-bin/steps/start"; "": no address can name the
 * step.  In the arena. */
const char *step_address(struct arena *a, const struct figures *f,
                         const struct step_figures *s);

/* What dashboard/step.html is filled with.  c: where patterns are explained, or
 * NULL. */
struct model step_model(struct arena *a, const struct step_view *s,
                        const struct catalogue *c);

/* The same as data. */
json_t *step_data(const struct step_view *s);
void step_rows(struct arena *a, struct csv *c, const struct step_view *s);

#endif
