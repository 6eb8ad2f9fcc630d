/* step_patterns.h - the patterns a step uses, and where each is explained. */
#ifndef DASHBOARD_STEP_PATTERNS_H
#define DASHBOARD_STEP_PATTERNS_H

#include "base/arena.h"
#include "patterns/patterns.h"
#include "tracker/tracker.h"
#include "web/model.h"

/* A list of {name, after, linked, address, version}: after is true for all but
 * the first; a name that the catalogue (NULL: there is none) does not know has
 * no link; version is told where it is not the newest. */
struct model step_patterns(struct arena *a, const struct step_figures *s,
                           const struct catalogue *c);

#endif
