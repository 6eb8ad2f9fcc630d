/* figures_inside.h - an answer of figures being put together (figures.h). */
#ifndef TRACKER_FIGURES_INSIDE_H
#define TRACKER_FIGURES_INSIDE_H

#include "tracker/folder.h"

/* One bag for each version. */
struct answer {
    struct tracker *tracker;
    struct journey *journey;
    const struct figures_query *query;
    struct arena *arena;
    struct bag *bags; /* by index of version */
};

/* The index of the newest version asked for. */
size_t newest_asked(const struct answer *w);

/* Fill in the steps of every version asked for: the newest version's in their
 * order, then what only older ones have. */
void answer_steps(const struct answer *w, struct figures *f);

#endif
