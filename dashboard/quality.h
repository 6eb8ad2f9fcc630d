/* quality.h - what came in and is not in a journey's figures, and why. */
#ifndef DASHBOARD_QUALITY_H
#define DASHBOARD_QUALITY_H

#include "base/arena.h"
#include "tracker/tracker.h"
#include "web/model.h"

/* {"attempts", "events": [{"name", "count", "note"}], "has_quarantines",
 * "quarantines": [sentence], "has_guesses", "guesses": sentence} */
struct model quality_model(struct arena *a, const struct figures *f);

/* Was anything of it left out, or did anything come that changed nothing? */
bool quality_any(const struct figures *f);

/* "release 2.1", "import 7", "2 to 3 March 2026".  In the arena. */
const char *quality_of(struct arena *a, const struct quarantine *q);

#endif
